"""Where the venue of a row is, when the sheet gives a postcode, a position, both or neither, and they may disagree."""

import re
from collections.abc import Callable

import msgspec
import numpy as np

from welcome.directory.errors import BadPostcode, UnknownPostcode
from welcome.directory.places import Point, Ward, distance_m, from_national_grid, in_united_kingdom, normalise_postcode
from welcome.directory.postcodes import PostcodeTable, find_postcode
from welcome.directory.venues import PositionSource
from welcome.exchange.report import shown
from welcome.exchange.sheet_row import RowFault, SheetRow

#: A position this far from its postcode is not believed: a postcode is about fifteen doors.
POSTCODE_APART_MAX_M = 500
WardOf = Callable[[Point], Ward | None]

_POSTCODE_IN_TEXT = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s?[0-9][A-Z]{2}\b", re.IGNORECASE)
_NUMBER = re.compile(r"[-−]?[0-9]{1,7}([.,][0-9]+)?")
_WHAT_A_POSITION_IS = "Write latitude and longitude in degrees, such as 53.0012 and -1.0034, or empty the cells."


class VenuePlace(msgspec.Struct, frozen=True):
    """Where a venue is as far as can be believed."""

    postcode: str | None = None
    point: Point | None = None
    source: PositionSource = "none"


class _NotBelieved(Exception):
    """The position that a row gives cannot be one; the sentence says why."""


def read_place(row: SheetRow, postcodes: PostcodeTable, ward_of: WardOf | None, area_name: str = "") -> VenuePlace:
    """Return the place of a row's venue, asking where the row is not plain about it.

    A position that is more than POSTCODE_APART_MAX_M from its postcode, or in another ward, is not believed: the postcode's
    is kept, and a person asked. ward_of: the ward of a point, None outside all; leave it out where no wards are known.
    Raises RowFault when the only place that the row gives is impossible.
    """
    postcode, malformed = _postcode(row)
    known = _known(row, postcode, postcodes, area_name)
    written, impossible = _written(row), ""
    given: Point | None = None
    try:
        given = _given(row)
    except _NotBelieved as error:
        impossible = str(error)
    if impossible and postcode is None:
        raise RowFault("latitude", written, f"{impossible} {_WHAT_A_POSITION_IS}")
    if malformed and given is None:
        raise RowFault("postcode", row.text("postcode"), f"{malformed} Write the whole postcode, or empty the cell.")
    if malformed:
        row.ask("postcode", row.text("postcode"), f"{malformed} The venue is kept at the position given. What is its postcode?")
    if impossible:
        kept = "The postcode's position is kept." if known else "It is kept without a position."
        row.ask("position", written, f"{impossible} {kept} Where is the venue?")
    if given is None:
        return VenuePlace(postcode, known, "postcode" if known else "none")
    if known is None:
        if ward_of is not None and ward_of(given) is None:
            row.ask("position", written, f"The position {written} lies outside every ward. Is it right?")
        return VenuePlace(postcode, given, "given")
    doubt = _doubt(given, known, ward_of)
    if doubt:
        row.ask("position", written, f"The position {written} {doubt} of {postcode}. The postcode's is kept: which is right?")
        return VenuePlace(postcode, known, "postcode")
    return VenuePlace(postcode, given, "given")


def _postcode(row: SheetRow) -> tuple[str | None, str]:
    """Return (normalised postcode or None, what is wrong with the one typed or nothing)."""
    typed = row.text("postcode")
    in_address = [normalise_postcode(found[0]) for found in _POSTCODE_IN_TEXT.finditer(row.raw("address"))]
    if not typed:
        if len(set(in_address)) != 1:
            return None, ""
        row.warn("postcode", in_address[0], f"The postcode {in_address[0]} was taken from the address.")
        return in_address[0], ""
    try:
        postcode = normalise_postcode(typed)
    except BadPostcode as error:
        return None, error.sentence
    if in_address and postcode not in in_address:
        sentence = f"The address says {in_address[0]} and the postcode {postcode}. {postcode} is kept: which is right?"
        row.ask("postcode", in_address[0], sentence)
    return postcode, ""


def _known(row: SheetRow, postcode: str | None, postcodes: PostcodeTable, area_name: str) -> Point | None:
    """Return the position of a postcode, asking when there is none or the list has not got it."""
    if postcode is None:
        if not row.text("postcode") and not _written(row):
            row.ask(
                "postcode",
                "",
                "There is no postcode, so the venue has no position and is found by its name alone. Which is it?",
            )
        return None
    try:
        return find_postcode(postcodes, postcode, area_name)[1]
    except UnknownPostcode as error:
        placed = "" if _written(row) else " The venue is kept without a position and found by its name."
        row.ask("postcode", postcode, f"{error.sentence}{placed} Is the postcode right?")
        return None


def _written(row: SheetRow) -> str:
    """Return the position as the row gives it, for a sentence."""
    for columns in (("latitude", "longitude"), ("easting", "northing")):
        cells = [row.text(column) for column in columns]
        if any(cells):
            return shown(", ".join(cell or "nothing" for cell in cells))
    return ""


def _given(row: SheetRow) -> Point | None:
    """Return the position that the row gives, None where it gives none; raise _NotBelieved for what cannot be one."""
    if row.text("latitude") or row.text("longitude"):
        latitude, longitude = _number(row.text("latitude")), _number(row.text("longitude"))
        if latitude is None or longitude is None:
            raise _NotBelieved(f"The position {_written(row)} is not a latitude and a longitude.")
        point = Point(longitude, latitude)
        if not in_united_kingdom(point) and in_united_kingdom(Point(latitude, longitude)):
            raise _NotBelieved(f"The position {_written(row)} seems to have latitude and longitude exchanged.")
    elif row.text("easting") or row.text("northing"):
        easting, northing = _number(row.text("easting")), _number(row.text("northing"))
        if not easting or not northing:
            raise _NotBelieved(f"The position {_written(row)} is not an easting and a northing.")
        longitudes, latitudes = from_national_grid(np.array([easting]), np.array([northing]))
        point = Point(round(float(longitudes[0]), 5), round(float(latitudes[0]), 5))
    else:
        return None
    if not in_united_kingdom(point):
        raise _NotBelieved(f"The position {_written(row)} is not one in the United Kingdom.")
    return point


def _number(text: str) -> float | None:
    return float(text.replace("−", "-").replace(",", ".")) if _NUMBER.fullmatch(text) else None


def _doubt(given: Point, known: Point, ward_of: WardOf | None) -> str:
    """Return why a position is not believed beside its postcode, empty where it is."""
    metres = distance_m(given, known)
    if metres > POSTCODE_APART_MAX_M:
        return f"is {metres / 1000:,.1f} km away from that" if metres >= 1000 else f"is {metres:,.0f} m away from that"
    here, there = (None, None) if ward_of is None else (ward_of(given), ward_of(known))
    if (here and here.gss) == (there and there.gss):
        return ""
    names = [ward.name if ward else "outside every ward" for ward in (here, there)]
    return f"lies in another ward ({names[0]}, not {names[1]}) than that"
