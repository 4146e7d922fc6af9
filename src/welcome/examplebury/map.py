"""The map of Examplebury: a drawing in letters, turned into wards that fit together without gap or overlap.

The ground lies in the open North Sea, about 60 km east of Flamborough Head. It is inside the longitudes and latitudes of
England, so that checks of positions pass and walks have plausible lengths, but nobody lives there: no real street,
postcode or household can be meant, and a map shows at once that the place is invented.
"""

import random
from datetime import date

import msgspec
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from welcome.directory.places import BoundarySet, Point, Ward
from welcome.directory.venues import Area

ATTRIBUTION = "Invented for demonstration: Examplebury does not exist."
SEED = 1911

#: Each letter is half a kilometre square, north is up, a dot is sea.
DRAWING = (
    "......UUUUU...........",
    "....UUUUUUUUNNNN......",
    "...UUUUUUUUUNNNNNN....",
    "..TTUUUUUUUNNNNNNNN...",
    "..TTTTTMMMMMNNNNNNNPP.",
    ".TTTTTMMMMMMMNNNNPPPPP",
    ".TTTTTMMMMMMMMMPPPPPPP",
    "TTTTTTMMMOOOOOOOOPPPPP",
    "TTTTTCCMOOOKKKKOOOPPPP",
    "TTTCCCCCOOKKKKKKOOPPPB",
    "CCCCCCCCOOKKKKKKOOBBBB",
    ".CCCCCCOOKKKKKKKLOOBBB",
    ".CCCCCCSSSSKKKLLLLBBBB",
    "..CCCCSSSSSSLLLLLLBBBB",
    "..FFFSSSSSSSLLLLLLLBB.",
    "..FFFFFSSSSSSLLLLLL...",
    "...FFFFFFSSSSLLLL.....",
    ".....FFFFFF...........",
)
CELL_KM = 0.5
#: How far, at most, the middle of a cell is moved from its place in the drawing, so that borders wander.
WANDER_KM = 0.11

SOUTH_WEST = Point(longitude=0.85, latitude=54.05)
KM_A_DEGREE_NORTH = 111.19
KM_A_DEGREE_EAST = 65.2

CURRENT_SET, OLDER_SET = "Examplebury wards 2023", "Examplebury wards 2004 to 2023"
BOUNDARY_SETS = (
    BoundarySet(id=1, name=OLDER_SET, valid_from=date(2004, 6, 10), valid_to=date(2023, 5, 3), source=ATTRIBUTION),
    BoundarySet(
        id=2, name=CURRENT_SET, valid_from=date(2023, 5, 4), source=ATTRIBUTION, has_polygons=True, is_current=True
    ),
)  # fmt: skip

#: Letter in the drawing -> name. Codes are counted from E05999001 in this order: real ones are far below that.
WARD_NAMES = {
    "K": "Kettle Cross",
    "O": "Otter's Reach",
    "M": "Marmalade Park",
    "U": "Upper Fiddling",
    "N": "Nant-y-Glaw",
    "T": "Thimble Hill",
    "C": "Crumb Common",
    "S": "Saltwhistle",
    "F": "Lower Fiddling",
    "L": "Lantern Quay",
    "B": "Brassbutton",
    "P": "Penny Wells",
}
#: The older set had other codes and eleven wards; some names came through the change, the ground under them did not.
OLDER_NAMES = (
    "Kettle Cross", "Market and Weir", "Marmalade Park", "Fiddling", "Nant-y-Glaw", "Thimble Hill and Crumb Common",
    "Saltwhistle North", "Saltwhistle South", "Lantern Quay", "Brassbutton", "Wells and Buttons",
)  # fmt: skip


class Site(msgspec.Struct, frozen=True):
    """A spot on the drawing, in kilometres east and north of its lower left corner."""

    east_km: float
    north_km: float


def point(site: Site) -> Point:
    """Return the position of a site, rounded to 0.00001 degrees: about a metre."""
    longitude = SOUTH_WEST.longitude + site.east_km / KM_A_DEGREE_EAST
    latitude = SOUTH_WEST.latitude + site.north_km / KM_A_DEGREE_NORTH
    return Point(round(longitude, 5), round(latitude, 5))


def site(point: Point) -> Site:
    """Return where on the drawing a position lies."""
    east_km = (point.longitude - SOUTH_WEST.longitude) * KM_A_DEGREE_EAST
    return Site(east_km, (point.latitude - SOUTH_WEST.latitude) * KM_A_DEGREE_NORTH)


def in_km(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry in degrees as one in kilometres on the drawing, so that lengths on it are lengths."""
    origin = np.array([SOUTH_WEST.longitude, SOUTH_WEST.latitude])
    return shapely.transform(geometry, lambda degrees: (degrees - origin) * [KM_A_DEGREE_EAST, KM_A_DEGREE_NORTH])


def wards(flagged: frozenset[str] = frozenset()) -> tuple[Ward, ...]:
    """Return the wards of both boundary sets, the older as names alone; `flagged` holds the codes to be put first."""
    shapes = _ward_shapes()
    current = (
        Ward(_code(5_999_001 + n), name, CURRENT_SET, shapes[letter], _code(5_999_001 + n) in flagged)
        for n, (letter, name) in enumerate(WARD_NAMES.items())
    )
    older = (Ward(_code(5_998_001 + n), name, OLDER_SET) for n, name in enumerate(OLDER_NAMES))
    return (*older, *current)


def outline(wards: tuple[Ward, ...]) -> BaseGeometry:
    """Return the edge of the whole borough as one polygon in degrees."""
    return shapely.union_all([ward.polygon for ward in wards if ward.polygon is not None])


def ward_at(wards: tuple[Ward, ...], point: Point) -> Ward | None:
    """Return the ward that covers a position, the one with the lowest code on a border, None outside every polygon."""
    spot = shapely.Point(point.longitude, point.latitude)
    return next((ward for ward in wards if ward.polygon is not None and ward.polygon.covers(spot)), None)


def just_outside(edge: BaseGeometry, near: Site, metres: float) -> Point:
    """Return the position `metres` off the borough's edge (in degrees), straight out from a site inside it."""
    spot = shapely.Point(near.east_km, near.north_km)
    crossing = shapely.shortest_line(spot, in_km(edge).exterior).coords[-1]
    away = np.array(crossing) - (near.east_km, near.north_km)
    return point(Site(*(crossing + away / np.hypot(*away) * metres / 1000)))


def on_border(one: Ward, other: Ward, near: Site) -> Point:
    """Return the corner nearest to a site that two wards share: a position that both polygons cover."""
    shared = set(one.polygon.exterior.coords) & set(other.polygon.exterior.coords)
    corners = [Point(*corner) for corner in sorted(shared)]
    return min(corners, key=lambda corner: _km_between(site(corner), near))


def areas() -> tuple[Area, ...]:
    """Return the parts of town that people name, none of which is a ward, with what else people call them."""
    return tuple(Area(name, aliases, point(Site(east_km, north_km))) for name, aliases, east_km, north_km in _AREAS)


_AREAS: tuple[tuple[str, tuple[str, ...], float, float], ...] = (
    ("The Cross", ("town centre", "Examplebury centre", "Kettle X"), 6.5, 3.75),
    ("Weirside", ("the Weir", "Otters"), 4.6, 4.2),
    ("The Bandstand", ("Marmalade", "the Park"), 4.4, 5.75),
    ("Fiddler's Top", ("Top Fiddling", "the Tops"), 3.6, 8.5),
    ("Tinker's Bottom", ("Tinkers", "the Bottom"), 2.6, 3.1),
    ("Needle Street", ("the Needles", "Needle St"), 1.6, 5.6),
    ("Saltpans", ("Salt Pans", "the Pans", "Saltwhistle Pans"), 4.4, 2.0),
    ("The Quay", ("Lantern Quay", "the Docks"), 7.6, 1.9),
    ("Button Row", ("the Buttons", "Button Mills"), 9.7, 3.1),
    ("Three Wells", ("3 Wells", "the Wells"), 9.6, 5.7),
    ("Pont y Glaw", ("Rainbridge", "Ponty"), 7.4, 7.3),
    ("Old Fiddling", ("Bottom Fiddling", "Fiddling Ferry"), 2.9, 1.1),
)


def _ward_shapes() -> dict[str, BaseGeometry]:
    """Return a polygon in degrees for each letter of the drawing.

    Every cell of the drawing becomes a Voronoi cell around a spot near its middle. Corners are rounded before cells of one
    letter are joined, and a corner of such cells belongs to all that meet there: so neighbours keep one border.
    """
    chance = random.Random(SEED)
    letters, spots = [], []
    for row, line in enumerate(_with_sea_around(DRAWING)):
        for column, letter in enumerate(line):
            east_km = (column - 0.5) * CELL_KM + chance.uniform(-WANDER_KM, WANDER_KM)
            north_km = (len(DRAWING) - row + 0.5) * CELL_KM + chance.uniform(-WANDER_KM, WANDER_KM)
            letters.append(letter)
            spots.append((east_km, north_km))
    cells = shapely.voronoi_polygons(shapely.MultiPoint(spots), ordered=True).geoms
    rounded = [shapely.transform(cell, _degrees) for cell in cells]
    joined = {
        letter: shapely.union_all([cell for cell, its in zip(rounded, letters, strict=True) if its == letter])
        for letter in WARD_NAMES
    }
    return {letter: shapely.orient_polygons(shapely.normalize(shape)) for letter, shape in joined.items()}


def _with_sea_around(drawing: tuple[str, ...]) -> list[str]:
    sea = "." * (len(drawing[0]) + 2)
    return [sea, *(f".{line}." for line in drawing), sea]


def _degrees(sites_km: np.ndarray) -> np.ndarray:
    scaled = sites_km / [KM_A_DEGREE_EAST, KM_A_DEGREE_NORTH]
    return np.round(scaled + np.array([SOUTH_WEST.longitude, SOUTH_WEST.latitude]), 5)


def _code(number: int) -> str:
    return f"E{number:08d}"


def _km_between(a: Site, b: Site) -> float:
    return float(np.hypot(a.east_km - b.east_km, a.north_km - b.north_km))
