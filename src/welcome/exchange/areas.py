"""The parts of a town that people name, with their other names: residents know these, not wards."""

import math
import re

import msgspec

from welcome.directory.errors import FaultyFile
from welcome.directory.places import Point, in_united_kingdom
from welcome.directory.text import plain
from welcome.directory.venues import Area
from welcome.exchange.report import ImportReport, Progress, Tally, shown, silent
from welcome.exchange.sheet import heading_key, read_sheet
from welcome.exchange.sheet_row import FORMULA_BEGINNINGS_OF_A_NAME, RowFault, SheetRow

_HEADINGS = {
    "name": "name area areaname neighbourhood place",
    "aliases": "aliases alias othernames alsoknownas aka alsocalled",
    "latitude": "latitude lat",
    "longitude": "longitude lon long lng",
}
_COLUMNS = {heading_key(heading): column for column, headings in _HEADINGS.items() for heading in headings.split()}
_WHAT_A_POSITION_IS = "Write latitude and longitude in degrees, such as 53.0012 and -1.0034."


class AreaFile(msgspec.Struct, frozen=True):
    """The areas of a file, in its order, and what came of reading it."""

    areas: tuple[Area, ...]
    report: ImportReport


def read_areas(content: bytes, file_name: str = "", *, progress: Progress = silent) -> AreaFile:
    """Return the areas of a CSV with name, aliases (parted by ; or |), lat and lon.

    A name may be said once, be it as a name or as an alias: otherwise nobody could tell which area is meant. A row with a
    fault is named in the report and not kept. Raises FaultyFile when nothing can be read.
    """
    sheet = read_sheet(content, _COLUMNS, "name", "a list of areas")
    if not {"latitude", "longitude"} <= sheet.headings.keys():
        raise FaultyFile("The list of areas has no columns for latitude and longitude.")
    tally = Tally("areas", file_name)
    for warning in sheet.warnings:
        tally.remark("warning", warning)
    for heading in sheet.unread:
        tally.remark("warning", f"The column “{shown(heading)}” was not read: its heading means nothing here.", column=heading)
    areas: list[Area] = []
    named: dict[str, int] = {}
    for cells in sheet.rows:
        tally.read += 1
        row = SheetRow(cells)
        try:
            if cells.surplus:
                sentence = "There is more in the row than there are headings. Part aliases by ; and not by a comma."
                raise RowFault("", cells.surplus[0], sentence)
            area = _area(row)
            for name in (area.name, *area.aliases):
                if plain(name) in named:
                    raise RowFault(
                        "name", name, f"“{shown(name)}” is a name in row {named[plain(name)]} too. Keep it in one of them."
                    )
            named |= dict.fromkeys(map(plain, (area.name, *area.aliases)), row.number)
            areas.append(area)
        except RowFault as error:
            tally.refused += 1
            value = shown(error.value)
            tally.remark("fault", error.sentence, row=row.number, name=row.name, column=error.column, value=value)
        progress(row.number)
    tally.kept = len(areas)
    return AreaFile(tuple(areas), tally.report())


def _area(row: SheetRow) -> Area:
    name = row.line("name")
    if row.raw("name").startswith(FORMULA_BEGINNINGS_OF_A_NAME):
        raise RowFault("name", row.raw("name"), f"“{row.name}” is a formula, not a name. Write what people call the area.")
    if not plain(name):
        raise RowFault("name", name, "The row has no name. Write what people call the area.")
    aliases: dict[str, str] = {}
    for alias in re.split(r"[;|\n]", row.text("aliases")):
        if plain(alias) and plain(alias) != plain(name):
            aliases.setdefault(plain(alias), alias.strip())
    return Area(name, tuple(aliases.values()), _point(row))


def _point(row: SheetRow) -> Point:
    written = f"{row.text('latitude')}, {row.text('longitude')}"
    try:
        latitude, longitude = float(row.text("latitude")), float(row.text("longitude"))
    except ValueError:
        raise RowFault("latitude", written, f"The area has no position that can be read. {_WHAT_A_POSITION_IS}") from None
    point = Point(longitude, latitude)
    if math.isfinite(latitude) and math.isfinite(longitude) and in_united_kingdom(point):
        return point
    if in_united_kingdom(Point(latitude, longitude)):
        raise RowFault("latitude", written, f"The position {shown(written)} seems to have latitude and longitude exchanged.")
    raise RowFault(
        "latitude", written, f"The position {shown(written)} is not one in the United Kingdom. {_WHAT_A_POSITION_IS}"
    )
