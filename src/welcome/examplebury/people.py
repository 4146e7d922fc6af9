"""The people of Examplebury as numbers: 160 small areas, how many live in each, and what is known of them.

Hardship, age, disability and company do not rise together here, as they do not in real towns: the old harbour has low
incomes and many young families, the hills have means and many people over 65 far from any open door.
"""

import math
import random

import msgspec
import shapely

from welcome.directory.places import Point, PopulationPoint, Ward
from welcome.examplebury.map import CURRENT_SET, SEED, Site, in_km, just_outside, outline, point, site

#: Everybody who lives in Examplebury.
RESIDENTS = 234_567
POINTS = 160

#: Points keep this far from their ward's border, and from each other.
BORDER_KM, APART_KM = 0.08, 0.2
RESIDENTS_LEAST, RESIDENTS_USUAL, RESIDENTS_SPREAD = 750, 1_450, 330
#: The score above which a small area belongs to the most deprived tenth of England, the second, ... (invented, of a
#: likely size; whatever is below the last is in the tenth decile).
DECILE_SCORES = (45.0, 34.0, 27.0, 21.5, 17.5, 14.0, 11.5, 8.5, 5.5)

#: The one small area whose middle, as published, fell into the harbour: this far outside every ward.
IN_THE_HARBOUR, HARBOUR_M = "Lantern Quay 15", 8
_PIER_HEAD = Site(7.9, 0.9)
#: Houses that were built after the count: residents are known, nothing else is.
NEW_ESTATE = "Penny Wells 12"


class Character(msgspec.Struct, frozen=True):
    """What a ward is like: how many small areas it has, its usual score of hardship, share over 65 and share disabled."""

    points: int
    imd_score: float
    over_65: float
    disabled: float


CHARACTERS = {
    "Kettle Cross": Character(17, 33.0, 0.13, 0.19),
    "Otter's Reach": Character(10, 19.0, 0.18, 0.17),
    "Marmalade Park": Character(16, 10.0, 0.21, 0.15),
    "Upper Fiddling": Character(9, 13.0, 0.34, 0.21),
    "Nant-y-Glaw": Character(12, 24.0, 0.29, 0.26),
    "Thimble Hill": Character(13, 11.0, 0.28, 0.18),
    "Crumb Common": Character(14, 20.0, 0.20, 0.20),
    "Saltwhistle": Character(15, 47.0, 0.15, 0.24),
    "Lower Fiddling": Character(11, 26.0, 0.24, 0.22),
    "Lantern Quay": Character(15, 41.0, 0.11, 0.18),
    "Brassbutton": Character(16, 34.0, 0.16, 0.27),
    "Penny Wells": Character(12, 6.5, 0.25, 0.14),
}


def population(wards: tuple[Ward, ...]) -> tuple[PopulationPoint, ...]:
    """Return the small areas in the order of the wards; each is named after its ward, `Saltwhistle 03`."""
    chance = random.Random(SEED + 1)
    current = [ward for ward in wards if ward.boundary_set == CURRENT_SET]
    edge = outline(wards)
    spots = [
        (ward.name, f"{ward.name} {n:02d}", spot)
        for ward in current
        for n, spot in enumerate(_spots(ward, CHARACTERS[ward.name].points, chance), start=1)
    ]
    residents = _shared_out(RESIDENTS, [_weight(chance) for _ in spots])
    return tuple(
        _small_area(
            f"E{1_999_001 + n:08d}",
            name,
            just_outside(edge, _PIER_HEAD, HARBOUR_M) if name == IN_THE_HARBOUR else spot,
            residents[n],
            CHARACTERS[ward_name],
            chance,
        )
        for n, (ward_name, name, spot) in enumerate(spots)
    )


def decile(imd_score: float) -> int:
    """Return the tenth of England, 1 the most deprived, that a score falls in."""
    return 1 + sum(imd_score < least for least in DECILE_SCORES)


def _spots(ward: Ward, wanted: int, chance: random.Random) -> list[Point]:
    """Return positions strewn over a ward, clear of its border and of each other."""
    inside = in_km(ward.polygon).buffer(-BORDER_KM)
    west, south, east, north = inside.bounds
    kept: list[Site] = []
    while len(kept) < wanted:
        spot = Site(chance.uniform(west, east), chance.uniform(south, north))
        clear = all(math.hypot(spot.east_km - it.east_km, spot.north_km - it.north_km) > APART_KM for it in kept)
        if clear and inside.covers(shapely.Point(spot.east_km, spot.north_km)):
            kept.append(spot)
    return [point(spot) for spot in kept]


def _weight(chance: random.Random) -> float:
    return max(RESIDENTS_LEAST, chance.gauss(RESIDENTS_USUAL, RESIDENTS_SPREAD))


def _shared_out(total: int, weights: list[float]) -> list[int]:
    """Return whole numbers in proportion to the weights that add up to the total; the first ones take what is over."""
    shares = [math.floor(total * weight / sum(weights)) for weight in weights]
    over = total - sum(shares)
    return [share + (n < over) for n, share in enumerate(shares)]


def _small_area(
    code: str, name: str, spot: Point, residents: int, like: Character, chance: random.Random
) -> PopulationPoint:  # fmt: skip
    """Return one small area; streets differ within a ward, and loneliness follows hardship, age and plain chance."""
    if name == NEW_ESTATE:
        return PopulationPoint(code=code, name=name, point=spot, residents=residents)
    score = round(max(2.0, like.imd_score * chance.uniform(0.7, 1.3) + _pocket(site(spot)) + chance.gauss(0, 2)), 3)
    over_65 = min(0.5, max(0.04, like.over_65 + chance.gauss(0, 0.05)))
    disabled = min(0.4, max(0.08, like.disabled + 0.2 * (over_65 - like.over_65) + chance.gauss(0, 0.02)))
    lonely = 0.21 + 0.0013 * score - 0.11 * over_65 + 0.15 * disabled + chance.gauss(0, 0.018)
    return PopulationPoint(
        code=code,
        name=name,
        point=spot,
        residents=residents,
        aged_65_plus=round(residents * over_65),
        disabled_share=round(disabled, 4),
        imd_score=score,
        imd_decile=decile(score),
        lonely_share_modelled=round(lonely, 4),
    )


def _pocket(spot: Site) -> float:
    """Return what is added to the score around Needle Street: a corner with little money in a ward that has enough."""
    return 22.0 * math.exp(-((spot.east_km - 1.6) ** 2 + (spot.north_km - 5.6) ** 2) / 0.5)
