"""Wards as the Office for National Statistics publishes them: of any year, with their outlines or as codes and names alone."""

import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

import msgspec

from welcome.directory.errors import FaultyFile
from welcome.directory.places import Ward
from welcome.exchange.report import ImportReport, Progress, Tally, shown, silent
from welcome.exchange.sheet import decoded, heading_key, read_sheet
from welcome.exchange.ward_outlines import BadOutline, check_coordinate_system, overlaps, read_outline

ONS_ATTRIBUTION = (
    "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
    "Contains OS data © Crown copyright and database right."
)
#: `WD25CD` and `WD25NM`: the ward's code and name in the set of 2025.
_OF_A_YEAR = re.compile(r"wd(\d\d)(cd|nm)")
_PLAIN_CODE = ("code", "gss", "gsscode", "wardcode", "wardgss", "wdcd", "areacode", "onscode")
_PLAIN_NAME = ("name", "ward", "wardname", "wdnm", "areaname")
_VINTAGE = ("vintage", "boundaryset", "set", "years", "year", "inforce")
_CODE = re.compile(r"[A-Z0-9]{3,12}")
_YEARS = re.compile(r"(\d{4})(?:\s*(?:-|–|to)\s*(\d{4})?)?")
_MONTH = re.compile(r"WD_([A-Z]+)_(\d{4})")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class WardSet(msgspec.Struct, frozen=True):
    """The wards of one vintage. name: what to call the set unless somebody knows better.

    from_year, to_year: the years that the file says it was in force, None when it does not say; the days are not known.
    """

    name: str
    wards: tuple[Ward, ...]
    has_polygons: bool = False
    from_year: int | None = None
    to_year: int | None = None


class WardFile(msgspec.Struct, frozen=True):
    """What a file of wards holds: one set with outlines, or one or more sets of codes and names."""

    sets: tuple[WardSet, ...]
    report: ImportReport

    @property
    def wards(self) -> tuple[Ward, ...]:
        """The wards of every set."""
        return tuple(ward for ward_set in self.sets for ward in ward_set.wards)


def read_wards(content: bytes, file_name: str = "", *, authority: str = "", progress: Progress = silent) -> WardFile:
    """Return the wards of a GeoJSON file of any vintage, or of a CSV of codes and names.

    authority: the code or name of a local authority; only its wards are taken from a national file (`LAD25CD`, `LAD25NM`).
    A feature that cannot be believed is a fault in the report, with its name. Raises FaultyFile when nothing can be read.
    """
    text, _ = decoded(content)
    if text.lstrip().startswith("{"):
        return _read_geojson(text, file_name, authority, progress)
    return _read_codes(content, file_name, authority, progress)


def _read_geojson(text: str, file_name: str, authority: str, progress: Progress) -> WardFile:
    document = _collection(text)
    check_coordinate_system(document.get("crs"))
    features = [feature if isinstance(feature, dict) else {} for feature in document["features"]]
    labelled = [_properties(feature) for feature in features]
    code_key, name_key, year = _keys({key for properties in labelled for key in properties})
    name = _set_name(str(document.get("name") or ""), year, file_name)
    tally = Tally("wards", file_name, ONS_ATTRIBUTION)
    wards: list[Ward] = []
    labels: list[str] = []
    seen: dict[str, str] = {}
    for number, (feature, properties) in enumerate(zip(features, labelled, strict=True), 1):
        if authority and not _is_of(authority, properties):
            tally.leave_out(f"of other authorities than {authority}")
            continue
        tally.read += 1
        code = str(properties.get(code_key) or "").strip().upper()
        ward_name = " ".join(str(properties.get(name_key) or "").split())
        label = f"Feature {number} ({', '.join(shown(part) for part in (code, ward_name) if part) or 'without a name'})"
        try:
            _check_labels(code, ward_name, code_key, name_key)
            if code in seen:
                raise BadOutline(f"has the same code as {seen[code]}. A ward may come once: take one of them out.")
            seen[code] = label
            wards.append(Ward(code, ward_name, name, read_outline(feature.get("geometry"))))
            labels.append(label)
        except BadOutline as error:
            tally.refused += 1
            tally.remark("fault", f"{label} {error.sentence}", name=ward_name, value=code)
        progress(number)
    kept = _without_overlaps(wards, labels, tally)
    tally.kept = len(kept)
    if not tally.read:
        raise FaultyFile(f"The file has no ward of “{shown(authority)}”." if authority else "The file holds no wards.")
    return WardFile((WardSet(name, kept, has_polygons=True),), tally.report())


def _collection(text: str) -> dict[str, Any]:
    """Return the FeatureCollection that the text is; raise FaultyFile with a sentence for anything else."""
    try:
        document = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        raise FaultyFile("The file breaks off or is not JSON. Download it again as GeoJSON.") from None
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "Topology":
        raise FaultyFile("The file is TopoJSON. Export it as GeoJSON.")
    if kind != "FeatureCollection" or not isinstance(document.get("features"), list):
        raise FaultyFile("The file is not a GeoJSON FeatureCollection. Export the wards as GeoJSON.")
    if not document["features"]:
        raise FaultyFile("The file holds no wards.")
    return document


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    """Return a feature's properties under their `heading_key`."""
    properties = feature.get("properties")
    return {heading_key(str(key)): value for key, value in properties.items()} if isinstance(properties, dict) else {}


def _keys(keys: set[str]) -> tuple[str, str, int | None]:
    """Return (key of the code, key of the name, year of the set or None); of several vintages the newest."""
    years = sorted({found[1] for key in keys if (found := _OF_A_YEAR.fullmatch(key))}, reverse=True)
    for year in years:
        if {f"wd{year}cd", f"wd{year}nm"} <= keys:
            return f"wd{year}cd", f"wd{year}nm", 2000 + int(year)
    code = next((key for key in _PLAIN_CODE if key in keys), None)
    name = next((key for key in _PLAIN_NAME if key in keys), None)
    if code is None or name is None:
        found = ", ".join(shown(key) for key in sorted(keys)) or "none"
        raise FaultyFile(f"No ward code and name were found: WD25CD and WD25NM, or code and name. There are: {found[:300]}.")
    return code, name, None


def _set_name(layer: str, year: int | None, file_name: str) -> str:
    """Return what to call the set: ONS publishes some years twice, so the month of the layer's name is taken along."""
    found = _MONTH.search(layer.upper())
    month = next((name for name in _MONTHS if found and name.upper().startswith(found[1][:3])), None)
    if found and month and year in (None, int(found[2])):
        return f"Wards {month} {found[2]}"
    return f"Wards {year}" if year else PurePath(file_name).stem or "Wards"


def _is_of(authority: str, properties: dict[str, Any]) -> bool:
    wanted = authority.strip().casefold()
    authorities = (value for key, value in properties.items() if re.fullmatch(r"lad\d\d(cd|nm)", key))
    return any(str(value).strip().casefold() == wanted for value in authorities)


def _check_labels(code: str, name: str, code_key: str, name_key: str) -> None:
    if not code:
        raise BadOutline(f"has no ward code. Fill in {code_key.upper()}.")
    if not _CODE.fullmatch(code):
        raise BadOutline(f"has “{shown(code)}” for a ward code. A ward code looks like E05000001.")
    if not name:
        raise BadOutline(f"has no name. Fill in {name_key.upper()}.")


def _without_overlaps(wards: list[Ward], labels: list[str], tally: Tally) -> tuple[Ward, ...]:
    """Return the wards that lie over no other one; of two that do, neither can be believed, and both are named."""
    refused: set[int] = set()
    for first, second, metres in overlaps(wards):
        refused |= {first, second}
        sentence = f"{labels[first]} and {labels[second]} overlap by {metres:,.0f} square metres. Mend their border."
        tally.remark("fault", sentence, name=wards[first].name, value=wards[first].gss)
    tally.refused += len(refused)
    return tuple(ward for place, ward in enumerate(wards) if place not in refused)


def _read_codes(content: bytes, file_name: str, authority: str, progress: Progress) -> WardFile:
    """Return the sets of a CSV: a column says the vintage, or the headings do (`WD25CD`), or there is one set alone."""
    columns = _code_columns(content)
    sheet = read_sheet(content, columns, "code", "a list of wards")
    if "name" not in sheet.headings:
        raise FaultyFile("The list of wards has codes and no names. Add a column headed “name”.")
    tally = Tally("wards", file_name, ONS_ATTRIBUTION)
    for warning in sheet.warnings:
        tally.remark("warning", warning)
    year = _OF_A_YEAR.fullmatch(heading_key(sheet.headings["code"]))
    otherwise = f"20{year[1]}" if year else ""
    found: dict[str, dict[str, Ward]] = {}
    for row in sheet.rows:
        if authority and authority.casefold() not in (row.cells.get(key, "").casefold() for key in ("authority", "lad")):
            tally.leave_out(f"of other authorities than {authority}")
            continue
        tally.read += 1
        code, name = row.cells.get("code", "").upper(), row.cells.get("name", "").replace("\n", " ")
        vintage = row.cells.get("vintage", otherwise)
        wards = found.setdefault(vintage, {})
        before = wards.get(code)
        if before is not None and before.name == name:
            # ONS lookups (postcodes or parishes to wards) say a ward many times over.
            tally.leave_out("said twice")
            continue
        try:
            _check_labels(code, name, "code", "name")
            if before is not None:
                raise BadOutline(f"says {code} again, with another name than “{shown(before.name)}”. Keep one of them.")
            wards[code] = Ward(code, name, _vintage(vintage, file_name)[0])
        except BadOutline as error:
            tally.refused += 1
            tally.remark("fault", f"The row {error.sentence}", row=row.number, name=name, column="code", value=code)
        progress(row.number)
    tally.kept = sum(len(wards) for wards in found.values())
    if not tally.read:
        raise FaultyFile(f"The file has no ward of “{shown(authority)}”." if authority else "The file holds no wards.")
    return WardFile(tuple(_sets(found.items(), file_name)), tally.report())


def _code_columns(content: bytes) -> dict[str, str]:
    """Return what the headings of a list of wards mean; of several years' columns the newest are the code and the name."""
    text, _ = decoded(content)
    years = sorted(set(re.findall(r"\bwd(\d\d)cd\b", text[:4000], re.IGNORECASE)))
    columns = dict.fromkeys(_PLAIN_CODE, "code") | dict.fromkeys(_PLAIN_NAME, "name") | dict.fromkeys(_VINTAGE, "vintage")
    if years:
        columns = {f"wd{years[-1]}cd": "code", f"wd{years[-1]}nm": "name"}
    for year in range(100):
        columns |= {f"lad{year:02}cd": "lad", f"lad{year:02}nm": "authority"}
    return columns


def _vintage(text: str, file_name: str) -> tuple[str, int | None, int | None]:
    """Return (name, from year, to year) of what a list calls a vintage: “2004-2026”, “2026-” or words."""
    years = _YEARS.fullmatch(text.strip())
    if not years:
        return f"Wards {text}" if text else PurePath(file_name).stem or "Wards", None, None
    first, last = int(years[1]), int(years[2]) if years[2] else None
    if last is not None:
        return f"Wards {first} to {last}", first, last
    return (f"Wards {first}" if text.strip() == years[1] else f"Wards from {first}"), first, None


def _sets(found: Iterable[tuple[str, dict[str, Ward]]], file_name: str) -> Iterable[WardSet]:
    for vintage, wards in found:
        name, first, last = _vintage(vintage, file_name)
        if wards:
            yield WardSet(name, tuple(wards.values()), False, first, last)
