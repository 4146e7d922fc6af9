"""A made-up country: venues spread like Britain's towns, a few great and many small, with times, facts, wards and postcodes.

Nothing in it is real but the rough outline of the island and four figures: about 65 million people, one venue for 650 of
them, 4,000 people to a square kilometre of town, and towns whose sizes follow Zipf's law.
"""

import math
import uuid
from datetime import UTC, date, datetime
from itertools import pairwise

import msgspec
import numpy as np
import shapely

from benchmarks.made_schedules import Draw, drawer, made_closures, made_extras, made_schedules, one_of
from welcome.directory.calendars import BankHoliday, Calendars, TermCalendar, TermPeriod
from welcome.directory.contents import Directory
from welcome.directory.places import EARTH_RADIUS_M, BoundarySet, Point, Ward
from welcome.directory.postcodes import PostcodeTable
from welcome.directory.schedules import Schedule
from welcome.directory.text import plain
from welcome.directory.venues import PROVISION_KEYS, Access, Outage, Venue

#: The moment at which the benchmarks ask: a Tuesday in term, 10:30 in London.
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
SEED = 20261124
SCHEDULES_A_VENUE = 4
PEOPLE_A_VENUE, PEOPLE_A_SQUARE_KM = 650, 4_000
VENUES_A_TOWN, RURAL_SHARE = 250, 0.12
#: A very rough outline of the island, as longitude and latitude.
OUTLINE = shapely.Polygon(
    [
        (-5.0, 50.2), (-3.5, 50.5), (-1.3, 50.8), (1.2, 51.2), (0.9, 51.7), (1.6, 52.6), (0.2, 53.0), (-0.2, 54.1),
        (-1.4, 55.0), (-2.1, 55.9), (-2.9, 56.3), (-2.0, 57.4), (-4.0, 57.8), (-5.3, 57.2), (-5.2, 56.0), (-4.7, 55.5),
        (-3.1, 54.9), (-3.1, 53.4), (-4.4, 52.9), (-4.2, 52.2), (-5.0, 51.8), (-3.0, 51.4),
    ]
)  # fmt: skip
WARD_HEIGHT_DEGREES, WARD_WIDTH_DEGREES = 0.065, 0.105
PRIORITY_SHARE = 0.15
METRES_A_DEGREE = math.radians(1) * EARTH_RADIUS_M

SAINTS = ("Acorn", "Bramble", "Clover", "Damson", "Elder", "Fern", "Gorse", "Heather", "Juniper", "Kingcup", "Larch", "Maple")
PARTS = ("Green", "Hill", "Bank", "Brook", "End", "Cross", "Mill", "Heath", "Row", "Lane", "Wood", "Fields")
HOUSES = ("Church Hall", "Community Centre", "Library", "Café", "Methodist Church", "Baptist Church", "Club", "Rooms", "Hub")
STREETS = ("High Street", "Church Lane", "Station Road", "Mill Lane", "Green Lane", "Park Road", "Chapel Street", "The Cross")
KINDS = ("place_of_welcome",) * 3 + ("library", "warm_space", "warm_space", "community_cafe", "other", "other")
#: A fact, how often it is known, and how often it then is true.
FACTS = (
    ("step_free_entrance", 0.8, 0.75), ("toilet", 0.75, 0.95), ("doors_80cm", 0.4, 0.8), ("step_free_inside", 0.6, 0.8),
    ("bus_stop_within_200m", 0.5, 0.7), ("hearing_loop", 0.45, 0.5), ("baby_changing", 0.4, 0.6), ("quiet_space", 0.3, 0.4),
    ("seats_with_arms", 0.3, 0.7), ("blue_badge_parking", 0.35, 0.5), ("good_lighting", 0.25, 0.9), ("portable_ramp", 0.1, 0.5),
    ("dementia_aware", 0.2, 0.7), ("wheelchair_space_at_table", 0.2, 0.7), ("changing_places", 0.1, 0.05),
)  # fmt: skip
COMMON_PROVISION = ("hot_drinks", "snacks", "warm_room", "wifi", "games_and_crafts", "local_information", "charging", "greeter")
INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
POSTCODES_AN_OUTCODE, OUTCODES_AN_AREA = 1_500, 50

ROUGH_BANK_HOLIDAYS = (
    (date(2026, 12, 25), "Christmas Day"), (date(2026, 12, 28), "Boxing Day"), (date(2027, 1, 1), "New Year's Day"),
    (date(2027, 3, 26), "Good Friday"), (date(2027, 3, 29), "Easter Monday"), (date(2027, 5, 3), "Early May bank holiday"),
)  # fmt: skip
TERMS = (
    (date(2026, 9, 2), date(2026, 10, 23)), (date(2026, 11, 2), date(2026, 12, 18)), (date(2027, 1, 4), date(2027, 2, 12)),
    (date(2027, 2, 22), date(2027, 3, 25)),
)  # fmt: skip


class Towns(msgspec.Struct, frozen=True):
    """Where people live: middles in degrees, each town's share of all people, and how far it spreads (one sigma, metres)."""

    longitudes: np.ndarray
    latitudes: np.ndarray
    shares: np.ndarray
    spreads_m: np.ndarray


class Country(msgspec.Struct, frozen=True):
    """A directory with its postcodes, and the towns in which people ask for it."""

    contents: Directory
    postcodes: PostcodeTable
    towns: Towns


def made_country(venues: int = 100_000, seed: int = SEED) -> Country:
    """Return a country of so many venues, SCHEDULES_A_VENUE times as many schedules, all listed; the same for the same seed."""
    rng = np.random.default_rng(seed)
    towns = made_towns(rng, venues)
    longitudes, latitudes = people_at(rng, towns, venues)
    codes = [postcode_of(number) for number in range(venues)]
    wards = made_wards(rng, longitudes, latitudes)
    times = _dealt(made_schedules(rng, SCHEDULES_A_VENUE * venues), rng, venues)
    draw = drawer(rng)
    points = map(Point, longitudes.tolist(), latitudes.tolist())
    made = [
        made_venue(draw, number, code, point, schedules)
        for number, (code, point, schedules) in enumerate(zip(codes, points, times, strict=True), 1)
    ]
    boundary_set = BoundarySet(id=1, name=wards[0].boundary_set, source="made", has_polygons=True, is_current=True)
    contents = Directory(
        venues=tuple(sorted(made, key=lambda venue: venue.slug)),
        wards=wards,
        boundary_set=boundary_set,
        boundary_sets=(boundary_set,),
        calendars=made_calendars(),
        provision_keys=PROVISION_KEYS,
        attributions=("Made up from a fixed seed.",),
        revision=1,
    )
    return Country(contents, PostcodeTable.of(zip(codes, longitudes, latitudes, strict=True)), towns)


def made_towns(rng: np.random.Generator, venues: int) -> Towns:
    """Return a town for every 250 venues, the largest first: the second is half as large, the third a third (Zipf)."""
    count = max(1, venues // VENUES_A_TOWN)
    shares = 1 / np.arange(1, count + 1)
    shares /= shares.sum()
    people = shares * venues * PEOPLE_A_VENUE
    # A town thins out from its middle as a bell curve does, so that the mean person has 4,000 others to the square kilometre.
    spreads_m = np.sqrt(people / (4 * math.pi * PEOPLE_A_SQUARE_KM)) * 1000
    longitudes, latitudes = _on_land(rng, count)
    return Towns(longitudes, latitudes, shares, spreads_m)


def people_at(rng: np.random.Generator, towns: Towns, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return longitudes and latitudes of so many homes: most in towns, as large as they are, the rest anywhere."""
    town = rng.choice(len(towns.shares), size=count, p=towns.shares)
    east, north = rng.normal(size=(2, count)) * towns.spreads_m[town]
    latitudes = towns.latitudes[town] + north / METRES_A_DEGREE
    longitudes = towns.longitudes[town] + east / (METRES_A_DEGREE * np.cos(np.radians(latitudes)))
    rural = rng.random(count) < RURAL_SHARE
    longitudes[rural], latitudes[rural] = _on_land(rng, int(rural.sum()))
    return np.round(longitudes, 5), np.round(latitudes, 5)


def _on_land(rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    west, south, east, north = OUTLINE.bounds
    # Less than half of the box is land.
    longitudes, latitudes = rng.uniform(west, east, 8 * count + 50), rng.uniform(south, north, 8 * count + 50)
    inside = np.flatnonzero(shapely.contains_xy(OUTLINE, longitudes, latitudes))[:count]
    return longitudes[inside], latitudes[inside]


def made_wards(rng: np.random.Generator, longitudes: np.ndarray, latitudes: np.ndarray) -> tuple[Ward, ...]:
    """Return a square ward wherever one of the points is; one in seven is a priority ward."""
    rows, columns = np.floor(latitudes / WARD_HEIGHT_DEGREES), np.floor(longitudes / WARD_WIDTH_DEGREES)
    cells = np.unique(np.stack([rows, columns], axis=1), axis=0)
    boxes = shapely.box(
        cells[:, 1] * WARD_WIDTH_DEGREES,
        cells[:, 0] * WARD_HEIGHT_DEGREES,
        (cells[:, 1] + 1) * WARD_WIDTH_DEGREES,
        (cells[:, 0] + 1) * WARD_HEIGHT_DEGREES,
    )
    flagged = (rng.random(len(cells)) < PRIORITY_SHARE).tolist()
    return tuple(
        Ward(f"E05{number:06d}", f"{_called(number)} {number}", "Made wards 2026", box, priority)
        for number, (box, priority) in enumerate(zip(boxes, flagged, strict=True), 1)
    )


def _called(number: int) -> str:
    return f"{SAINTS[number % len(SAINTS)]} {PARTS[number // len(SAINTS) % len(PARTS)]}"


def _dealt(schedules: list[Schedule], rng: np.random.Generator, venues: int) -> list[tuple[Schedule, ...]]:
    """Deal the schedules out by chance: most venues get two to six, one in fifty none."""
    ends = np.cumsum(rng.multinomial(len(schedules), np.full(venues, 1 / venues))).tolist()
    return [tuple(schedules[begin:end]) for begin, end in zip([0, *ends[:-1]], ends, strict=True)]


def made_venue(draw: Draw, number: int, postcode: str, point: Point, schedules: tuple[Schedule, ...]) -> Venue:
    """Return a listed venue with what one knows of such a place."""
    choose = one_of(draw)
    name = f"{choose(SAINTS)} {choose(PARTS)} {choose(HOUSES)}"
    facts = {fact: draw() < true for fact, known, true in FACTS if draw() < known}
    if facts.get("toilet") and facts.get("step_free_inside") is not False:
        facts["accessible_toilet"] = draw() < 0.6
    if facts.get("accessible_toilet") is False:
        facts.pop("changing_places", None)
    outages = ()
    if facts.get("step_free_entrance") and draw() < 0.02:
        outages = (Outage("step_free_entrance", date(2026, 11, 20), date(2026, 12, 1), "The lift is being mended."),)
    return Venue(
        id=number,
        uid=str(uuid.UUID(int=number, version=5)),
        slug=f"{plain(name).replace(' ', '-')}-{number}",
        name=name,
        kind=choose(KINDS),
        address=f"{1 + int(draw() * 180)} {choose(STREETS)}, {choose(SAINTS)} {choose(PARTS)}",
        postcode=postcode,
        point=point,
        position_source="postcode",
        about="A warm welcome, a cup of tea and somebody to talk to.",
        access=Access(facts=facts, outages=outages),
        provision=tuple(key for key in COMMON_PROVISION if draw() < 0.5),
        languages=("en", "ur") if draw() < 0.1 else ("en",) if draw() < 0.4 else (),
        schedules=schedules,
        closures=made_closures(draw, schedules),
        extra_openings=made_extras(draw),
        listing_agreed_on=date(2026, 5, 1),
        source="made",
    )


def postcode_of(number: int) -> str:
    """Return a postcode of an area that the post does not use, `XA1 1AA`; each number has its own."""
    outcode, inward = divmod(number, POSTCODES_AN_OUTCODE)
    area, district = divmod(outcode, OUTCODES_AN_AREA)
    digit, letters = divmod(inward, len(INWARD_LETTERS) ** 2)
    first, second = divmod(letters, len(INWARD_LETTERS))
    return f"X{INWARD_LETTERS[area]}{district + 1} {digit}{INWARD_LETTERS[first]}{INWARD_LETTERS[second]}"


def made_calendars() -> Calendars:
    """Return bank holidays and terms of the months that the benchmarks ask about."""
    periods = [TermPeriod(first, last, True) for first, last in TERMS]
    periods += [
        TermPeriod(date.fromordinal(end.toordinal() + 1), date.fromordinal(begin.toordinal() - 1), False)
        for (_, end), (begin, _) in pairwise(TERMS)
    ]
    return Calendars(
        tuple(BankHoliday("england", day, title) for day, title in ROUGH_BANK_HOLIDAYS),
        (TermCalendar("made", "Made", tuple(periods)),),
        "made",
    )
