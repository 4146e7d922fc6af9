"""Where things are: postcodes, wards, points and distances. The only file that knows the Earth is round."""

import math
import re
import unicodedata
from datetime import date
from typing import Any

import msgspec
import numpy as np
import shapely

from welcome.directory.errors import BadPoint, BadPostcode

#: Mean radius of the Earth in metres (IUGG R1), as geopy's great_circle has it; within 0.5 % of the geodesic in Britain.
EARTH_RADIUS_M = 6_371_008.8
#: A point this close outside every (generalised) ward polygon still belongs to the nearest ward.
WARD_TOLERANCE_M = 100
#: Walking ways are about this much longer than the straight line.
DETOUR = 1.3
#: Metres walked in a minute when a person says nothing else, and the range a person may choose from.
PACE_DEFAULT_M_PER_MIN, PACE_MIN_M_PER_MIN, PACE_MAX_M_PER_MIN = 80, 20, 120

#: West, south, east and north of the United Kingdom in degrees, a little sea included.
UNITED_KINGDOM = (-8.75, 49.8, 2.0, 60.95)

_NATIONAL_GRID_TO_WGS84 = (
    "+proj=pipeline +step +inv +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy "
    "+step +proj=push +v_3 +step +proj=cart +ellps=airy "
    "+step +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 +rz=0.842 +s=-20.489 "
    "+convention=position_vector +step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3 "
    "+step +proj=unitconvert +xy_in=rad +xy_out=deg"
)

_HALF_A_RADIAN = math.radians(1) / 2
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
    half_lat = (latitudes - point.latitude) * _HALF_A_RADIAN
    half_lon = (longitudes - point.longitude) * _HALF_A_RADIAN
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


def in_united_kingdom(point: Point) -> bool:
    """Return whether the point lies in the box that holds the United Kingdom (parts of Ireland and of France lie in it too)."""
    west, south, east, north = UNITED_KINGDOM
    return west <= point.longitude <= east and south <= point.latitude <= north


def metres_around(polygon: Any) -> Any:
    """Return a shapely geometry in degrees drawn in metres east and north of the middle of its box.

    A flat drawing with the scale of that latitude: areas of something as small as a ward are right within 1 %.
    """
    west, south, east, north = polygon.bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    metres_a_degree = math.radians(1) * EARTH_RADIUS_M
    scale = np.array([metres_a_degree * math.cos(math.radians(lat)), metres_a_degree])
    return shapely.transform(polygon, lambda degrees: (degrees - [lon, lat]) * scale)


def area_m2(polygon: Any) -> float:
    """Return the area in square metres of a shapely geometry in degrees; 0 for an empty one."""
    return 0.0 if polygon.is_empty else float(metres_around(polygon).area)


def from_national_grid(eastings: np.ndarray, northings: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return longitudes and latitudes in degrees of metres on the British National Grid (EPSG:27700).

    By the seven-parameter shift of "A guide to coordinate systems in Great Britain" (Ordnance Survey, section 6.6), which is
    right within about 5 m. Written out, so that every machine gets the same answer whatever grids it has been given.
    """
    # Only an import of postcodes needs it, so that nothing else waits for it at its start.
    from pyproj import Transformer

    return Transformer.from_pipeline(_NATIONAL_GRID_TO_WGS84).transform(eastings, northings)


def grown(polygon: Any, metres: float) -> Any:
    """Return a shapely geometry in degrees with a rim of so many metres around it, within about 1 %."""
    _, south, _, north = polygon.bounds
    squeeze = math.cos(math.radians((south + north) / 2))
    upright = shapely.transform(polygon, lambda degrees: degrees * [squeeze, 1])
    rim = shapely.buffer(upright, math.degrees(metres / EARTH_RADIUS_M))
    return shapely.transform(rim, lambda degrees: degrees / [squeeze, 1])
