"""The postcodes of Examplebury: about 1,200 of an area, AA, that Royal Mail has given to no place."""

import itertools
import math
import random

import shapely

from welcome.directory.places import Point, PopulationPoint, Ward, distance_m
from welcome.directory.venues import Venue
from welcome.examplebury.map import CURRENT_SET, SEED, Site, just_outside, on_border, outline, point, site, ward_at

#: First half of the postcode in each ward; AA6 is Nextover, the equally invented district next door.
OUTCODES = {
    "Kettle Cross": "AA1", "Otter's Reach": "AA1",
    "Marmalade Park": "AA2", "Upper Fiddling": "AA2", "Nant-y-Glaw": "AA2",
    "Thimble Hill": "AA3", "Crumb Common": "AA3",
    "Saltwhistle": "AA4", "Lower Fiddling": "AA4",
    "Lantern Quay": "AA5", "Brassbutton": "AA5", "Penny Wells": "AA5",
}  # fmt: skip
NEXT_DOOR = "AA6"
#: Letters that the second half of a postcode uses (Royal Mail leaves out C, I, K, M, O and V).
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
#: Well formed and in no list. AA4 4ZZ is also what one venue says its postcode is.
MISSING = ("AA1 1ZZ", "AA4 4ZZ", "AA9 9AA")

NEAR_EACH_POINT, NEXT_DOOR_COUNT = 7, 36
SPREAD_KM = 0.16
#: The postcodes next door lie this far from the borough: some inside the 2 km that a phone keeps, some beyond.
NEXT_DOOR_LEAST_M, NEXT_DOOR_MOST_M = 150, 2_400
#: A venue whose position was given, shown on a map or geocoded stands this far from the middle of its postcode.
FROM_ITS_POSTCODE_KM = (0.018, -0.012)

#: The postcodes that hold a scenario, with what is special there; the package's own text says the same as a table.
SCENARIOS = {
    "AA1 1AA": Site(6.5, 3.75),
    "AA1 2AA": Site(3.45, 8.5),
    "AA1 5AA": Site(5.70, 3.31),
    "AA1 6AA": Site(6.06, 1.9),
    "AA1 7AA": Site(9.95, 2.55),
    "AA1 8AA": Site(9.9, 5.0),
    "AA1 9AA": Site(8.20, 1.72),
}
ON_BORDER, BORDER_WARDS, _BORDER_NEAR = "AA1 3AA", ("Marmalade Park", "Thimble Hill"), Site(3.3, 6.2)
JUST_OUTSIDE, JUST_OUTSIDE_M, _OUTSIDE_NEAR = "AA1 4AA", 250, Site(10.2, 2.8)
#: A venue's postcode that lies elsewhere than its own people say: see the question about its position.
ELSEWHERE = {"AA2 4PT": Site(5.3, 5.6)}

PlacedPostcode = tuple[str, float, float, str | None]


def postcodes(
    wards: tuple[Ward, ...], people: tuple[PopulationPoint, ...], venues: tuple[Venue, ...]
) -> tuple[PlacedPostcode, ...]:  # fmt: skip
    """Return (postcode, longitude, latitude, code of the ward or None outside all), sorted by postcode."""
    chance = random.Random(SEED + 2)
    placed = _of_scenarios(wards) | _of_venues(venues)
    codes = {outcode: _codes(outcode, {*placed, *MISSING}) for outcode in (*OUTCODES.values(), NEXT_DOOR)}
    for ward in wards:
        if ward.boundary_set == CURRENT_SET:
            for spot in _streets(ward, people, chance):
                placed[next(codes[OUTCODES[ward.name]])] = spot
    for spot in _next_door(wards, chance):
        placed[next(codes[NEXT_DOOR])] = spot
    found = ((code, spot, ward_at(wards, spot)) for code, spot in sorted(placed.items()))
    return tuple((code, spot.longitude, spot.latitude, ward.gss if ward else None) for code, spot, ward in found)


def _of_scenarios(wards: tuple[Ward, ...]) -> dict[str, Point]:
    one, other = (next(ward for ward in wards if ward.polygon is not None and ward.name == name) for name in BORDER_WARDS)
    return {
        **{code: point(spot) for code, spot in SCENARIOS.items()},
        ON_BORDER: on_border(one, other, _BORDER_NEAR),
        JUST_OUTSIDE: just_outside(outline(wards), _OUTSIDE_NEAR, JUST_OUTSIDE_M),
    }


def _of_venues(venues: tuple[Venue, ...]) -> dict[str, Point]:
    """Return the postcodes that venues give: at the venue if its position came from there, a few steps off otherwise."""
    placed = {code: point(spot) for code, spot in ELSEWHERE.items()}
    for venue in venues:
        if venue.postcode is None or venue.point is None or venue.postcode in placed:
            continue
        spot = site(venue.point)
        east_km, north_km = (0, 0) if venue.position_source == "postcode" else FROM_ITS_POSTCODE_KM
        placed[venue.postcode] = point(Site(spot.east_km + east_km, spot.north_km + north_km))
    return placed


def _codes(outcode: str, taken: set[str]) -> itertools.chain[str]:
    """Return the unused postcodes of an outcode, so many to a sector that all nine sectors come up."""
    pairs = [first + second for first in LETTERS for second in LETTERS]
    chunks = (pairs[start : start + 30] for start in range(0, len(pairs), 30))
    codes = (f"{outcode} {sector}{pair}" for chunk in chunks for sector in range(1, 10) for pair in chunk)
    return itertools.chain(code for code in codes if code not in taken)


def _streets(ward: Ward, people: tuple[PopulationPoint, ...], chance: random.Random) -> list[Point]:
    """Return positions around each of a ward's small areas, all of them inside the ward."""
    kept = []
    for middle in (site(area.point) for area in people if area.name.rpartition(" ")[0] == ward.name):
        wanted = len(kept) + NEAR_EACH_POINT
        while len(kept) < wanted:
            bearing, far_km = chance.uniform(0, math.tau), abs(chance.gauss(0, SPREAD_KM))
            spot = point(Site(middle.east_km + far_km * math.sin(bearing), middle.north_km + far_km * math.cos(bearing)))
            if ward.polygon.contains(shapely.Point(spot.longitude, spot.latitude)):
                kept.append(spot)
    return kept


def _next_door(wards: tuple[Ward, ...], chance: random.Random) -> list[Point]:
    """Return positions around the borough that no ward covers."""
    edge = outline(wards).exterior
    west, south, east, north = edge.bounds
    kept: list[Point] = []
    while len(kept) < NEXT_DOOR_COUNT:
        spot = Point(round(chance.uniform(west - 0.03, east + 0.03), 5), round(chance.uniform(south - 0.02, north + 0.02), 5))
        line = shapely.shortest_line(shapely.Point(spot.longitude, spot.latitude), edge)
        far_m = distance_m(spot, Point(*line.coords[-1]))
        if NEXT_DOOR_LEAST_M <= far_m <= NEXT_DOOR_MOST_M and ward_at(wards, spot) is None:
            kept.append(spot)
    return kept
