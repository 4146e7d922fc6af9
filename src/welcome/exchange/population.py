"""How many people live where: small areas, each with the point around which its residents live."""

import math
import re

import msgspec

from welcome.directory.errors import BadPoint, FaultyFile
from welcome.directory.places import Point, PopulationPoint, checked_point, in_united_kingdom
from welcome.exchange.report import ImportReport, Progress, Tally, shown, silent
from welcome.exchange.sheet import Row, heading_key, read_sheet

POPULATION_ATTRIBUTION = (
    "Source: Office for National Statistics (Census 2021) and Ministry of Housing, Communities and Local Government, "
    "licensed under the Open Government Licence v.3.0."
)
_COLUMNS = {
    "code": ("code", "gss", "areacode", "smallarea", "lsoa11cd", "lsoa21cd", "oa11cd", "oa21cd", "datazone", "geographycode"),
    "name": ("name", "areaname", "lsoa11nm", "lsoa21nm", "geography"),
    "latitude": ("lat", "latitude"),
    "longitude": ("lon", "long", "lng", "longitude"),
    "residents": ("residents", "population", "usualresidents", "allresidents", "people", "total"),
    "aged_65_plus": ("aged65plus", "over65", "65plus", "aged65andover"),
    "disabled_share": ("disabledshare",),
    "imd_score": ("imdscore", "imd2019score", "imd2025score"),
    "imd_decile": ("imddecile", "imd2019decile", "imd2025decile"),
    "lonely_share_modelled": ("lonelysharemodelled",),
}
_KEYS = {heading_key(name): column for column, names in _COLUMNS.items() for name in names}
_HOW_TO_PLACE = "Give latitude and longitude in degrees, such as 52.58 and -1.98."
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class PopulationFile(msgspec.Struct, frozen=True):
    """The small areas of a file, in its order, and what came of reading it."""

    points: tuple[PopulationPoint, ...]
    report: ImportReport


class _BadCell(FaultyFile):
    """A cell that does not say what its column should; the sentence says what to do."""

    def __init__(self, column: str, value: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.value = column, value


def read_population(content: bytes, file_name: str = "", *, progress: Progress = silent) -> PopulationFile:
    """Return the small areas of a CSV with code, lat, lon and residents; every other figure may be left empty.

    A row with a fault is named in the report and not kept. Raises FaultyFile when nothing can be read.
    """
    sheet = read_sheet(content, _KEYS, "code", "a list of small areas with their residents")
    missing = [column for column in ("latitude", "longitude", "residents") if column not in sheet.headings]
    if missing:
        raise FaultyFile(f"The list of small areas has no column for {' and '.join(missing)}.")
    tally = Tally("small areas", file_name, POPULATION_ATTRIBUTION)
    for warning in sheet.warnings:
        tally.remark("warning", warning)
    found: dict[str, PopulationPoint] = {}
    for row in sheet.rows:
        tally.read += 1
        try:
            area = _small_area(row)
            if area.code in found:
                raise _BadCell(
                    "code", area.code, f"{area.code} comes twice. Its residents would be counted twice: keep one row."
                )
            found[area.code] = area
        except _BadCell as error:
            tally.refused += 1
            name = row.cells.get("code", "")
            tally.remark("fault", error.sentence, row=row.number, name=name, column=error.column, value=error.value)
        progress(row.number)
    tally.kept = len(found)
    return PopulationFile(tuple(found.values()), tally.report())


def _small_area(row: Row) -> PopulationPoint:
    code = row.cells.get("code", "").upper()
    if not code:
        raise _BadCell("code", "", "The row has no code. Every small area needs one.")
    residents = _whole(row, "residents")
    if residents is None:
        raise _BadCell("residents", "", "The row does not say how many people live there. Write a number, 0 for nobody.")
    aged = _whole(row, "aged_65_plus")
    if aged is not None and aged > residents:
        raise _BadCell("aged_65_plus", str(aged), f"{aged} people over 65 among {residents} residents cannot be. Mend the row.")
    decile = _whole(row, "imd_decile")
    if decile is not None and not 1 <= decile <= 10:
        raise _BadCell("imd_decile", str(decile), f"A decile lies between 1 and 10; {decile} does not.")
    return PopulationPoint(
        code=code,
        name=row.cells.get("name", ""),
        point=_point(row),
        residents=residents,
        aged_65_plus=aged,
        disabled_share=_share(row, "disabled_share"),
        imd_score=_number(row, "imd_score"),
        imd_decile=decile,
        lonely_share_modelled=_share(row, "lonely_share_modelled"),
    )


def _point(row: Row) -> Point:
    latitude, longitude = _number(row, "latitude"), _number(row, "longitude")
    if latitude is None or longitude is None:
        raise _BadCell("latitude", "", f"The row has no position. {_HOW_TO_PLACE}")
    written = f"{latitude:g}, {longitude:g}"
    try:
        point = checked_point(longitude, latitude)
    except BadPoint as error:
        raise _BadCell("latitude", written, f"{error.sentence} {_HOW_TO_PLACE}") from None
    if in_united_kingdom(point):
        return point
    if in_united_kingdom(Point(latitude, longitude)):
        raise _BadCell("latitude", written, f"Latitude and longitude seem to be exchanged: {written}. Exchange them.")
    raise _BadCell("latitude", written, f"The position {written} lies outside the United Kingdom. {_HOW_TO_PLACE}")


def _number(row: Row, column: str) -> float | None:
    text = row.cells.get(column, "").replace(",", "")
    if not text:
        return None
    if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        raise _BadCell(column, text, f"“{shown(text)}” under {column} is not a number.")
    return float(text)


def _whole(row: Row, column: str) -> int | None:
    number = _number(row, column)
    if number is not None and (number < 0 or number != int(number)):
        raise _BadCell(column, f"{number:g}", f"{number:g} under {column} is not a count: it should be a whole number from 0.")
    return None if number is None else int(number)


def _share(row: Row, column: str) -> float | None:
    number = _number(row, column)
    if number is not None and not 0 <= number <= 1:
        raise _BadCell(column, f"{number:g}", f"{number:g} under {column} is not a share: 0.25 stands for a quarter.")
    return number
