"""Where things are: postcodes, wards, points and distances. The only file that knows the Earth is round."""

import math
import re
import unicodedata
from datetime import date
from typing import Any

import msgspec
import numpy as np

from welcome.directory.errors import BadPoint, BadPostcode

#: Mean radius of the Earth in metres (IUGG R1), as geopy's great_circle has it; within 0.5 % of the geodesic in Britain.
EARTH_RADIUS_M = 6_371_008.8
#: A point this close outside every (generalised) ward polygon still belongs to the nearest ward.
WARD_TOLERANCE_M = 60
#: Walking ways are about this much longer than the straight line.
DETOUR = 1.3
#: Metres walked in a minute when a person says nothing else, and the range a person may choose from.
PACE_DEFAULT_M_PER_MIN, PACE_MIN_M_PER_MIN, PACE_MAX_M_PER_MIN = 80, 20, 120

_UNIT_SHAPE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
_OUTCODE_SHAPE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")


class Point(msgspec.Struct, frozen=True):
    """A position in WGS84 degrees: `Point(longitude=-1.98, latitude=52.58)`."""

    longitude: float
    latitude: float


class BoundarySet(msgspec.Struct, frozen=True, kw_only=True):
    """One vintage of ward boundaries, with the days, both included, on which it is in force."""

    id: int = 0
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    has_polygons: bool = False
    is_current: bool = False


class Ward(msgspec.Struct, frozen=True):
    """An electoral ward of one boundary set. polygon: shapely geometry in degrees, None in a set of names alone.

    priority: a coordinator has flagged it; used for ranking and planning, never shown to the public.
    """

    gss: str
    name: str
    boundary_set: str
    polygon: Any = None
    priority: bool = False


class PopulationPoint(msgspec.Struct, frozen=True):
    """The population-weighted middle of a small area, and what is known of the people there.

    disabled_share and lonely_share_modelled are shares from 0 to 1; imd_decile 1 is the most deprived tenth of England.
    """

    code: str
    name: str
    point: Point
    residents: int
    aged_65_plus: int | None = None
    disabled_share: float | None = None
    imd_score: float | None = None
    imd_decile: int | None = None
    lonely_share_modelled: float | None = None


def checked_point(longitude: float, latitude: float) -> Point:
    """Return the point; raise BadPoint unless both numbers are finite degrees."""
    if not (math.isfinite(longitude) and math.isfinite(latitude)):
        raise BadPoint("A position is two numbers, a latitude and a longitude.")
    if not -90 <= latitude <= 90:
        raise BadPoint(f"A latitude lies between -90 and 90; {latitude:g} does not.")
    if not -180 <= longitude <= 180:
        raise BadPoint(f"A longitude lies between -180 and 180; {longitude:g} does not.")
    return Point(longitude, latitude)


def _plain(text: str) -> str:
    """Return `text` in capitals with other scripts' digits made Western and everything but letters and digits gone."""
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in folded if letter.isalnum())


def normalise_postcode(text: str) -> str:
    """Return a unit postcode as `WS1 1TP`, whatever its case, spacing, punctuation and digits.

    The letter O typed for a nought, and the nought for an O, are put right where only one reading is possible.
    Raises BadPostcode with a sentence when the text has not the shape of a postcode.
    """
    plain = _plain(text)
    if 5 <= len(plain) <= 7:
        inward = plain[-3:]
        plain = plain[:-3] + inward[0].replace("O", "0").replace("I", "1") + inward[1:].replace("0", "O").replace("1", "I")
    found = _UNIT_SHAPE.fullmatch(plain)
    if not found:
        shown = text.strip()[:20] or "nothing"
        raise BadPostcode(f"“{shown}” is not a whole postcode. A postcode looks like AA1 1AA.")
    return f"{found[1]} {found[2]}"


def normalise_outcode(text: str) -> str | None:
    """Return the first half of a postcode in capitals when the text has that shape, else None."""
    plain = _plain(text)
    return plain if _OUTCODE_SHAPE.fullmatch(plain) else None


def distance_m(a: Point, b: Point) -> float:
    """Return the great-circle distance of two points in metres, by the haversine formula."""
    half_lat = math.radians(b.latitude - a.latitude) / 2
    half_lon = math.radians(b.longitude - a.longitude) / 2
    scale = math.cos(math.radians(a.latitude)) * math.cos(math.radians(b.latitude))
    chord = math.sin(half_lat) ** 2 + scale * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(chord)))


def distances_m(point: Point, longitudes: np.ndarray, latitudes: np.ndarray) -> np.ndarray:
    """Return the great-circle distances in metres, float64 of the same shape, from `point` to arrays of degrees."""
    half_lat = np.radians(latitudes - point.latitude) * 0.5
    half_lon = np.radians(longitudes - point.longitude) * 0.5
    scale = math.cos(math.radians(point.latitude)) * np.cos(np.radians(latitudes))
    chord = np.sin(half_lat) ** 2 + scale * np.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(1.0, np.sqrt(chord)))


def box_around(point: Point, within_m: float) -> tuple[float, float, float, float]:
    """Return (west, south, east, north) in degrees of a box that holds everything within `within_m` of the point."""
    half_height = math.degrees(within_m / EARTH_RADIUS_M)
    widest = max(0.01, math.cos(math.radians(min(89.9, abs(point.latitude) + half_height))))
    half_width = half_height / widest
    return (
        point.longitude - half_width,
        point.latitude - half_height,
        point.longitude + half_width,
        point.latitude + half_height,
    )


def walk_minutes(metres: float, pace: float = PACE_DEFAULT_M_PER_MIN) -> int:
    """Return the estimated walk in whole minutes, rounded up, for a straight line of `metres` at `pace` metres a minute."""
    return math.ceil(metres * DETOUR / pace)
