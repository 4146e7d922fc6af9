"""Venues for tests, made from a few words or from a seed."""

import random
from datetime import date

import shapely

from welcome.directory.calendars import BankHoliday, Calendars
from welcome.directory.contents import Directory
from welcome.directory.places import Point, Ward
from welcome.directory.schedules import Schedule
from welcome.directory.venues import ACCESS_FACTS, PROVISION_KEYS, Access, Outage, Venue

MIDDLE = Point(0.95, 54.1)
_WORDS = ("Acorn", "Bramble", "Clover", "Damson", "Elder", "Fern", "Gorse", "Heather", "Ivy", "Juniper", "Kingcup", "Larch")
_KINDS = ("Hall", "Chapel", "Library", "Café", "Rooms", "Centre", "Garden", "Club")


def venue(number: int, *, name: str | None = None, point: Point | None = MIDDLE, **more: object) -> Venue:
    """Return a venue; number is its id and makes its slug unique."""
    return Venue(
        id=number, uid=f"uid-{number}", slug=f"venue-{number:05d}", name=name or f"Venue {number}", point=point, **more
    )


def weekly(days: str, opens: str, closes: str | None, **more: object) -> Schedule:
    """Return a weekly schedule: `weekly("mo we", "10:00", "12:00")`."""
    mask = sum(1 << ("mo", "tu", "we", "th", "fr", "sa", "su").index(day) for day in days.split())
    return Schedule(weekdays=mask, opens=minutes(opens), closes=minutes(closes) if closes else None, **more)


def minutes(clock: str) -> int:
    hours, over = clock.split(":")
    return int(hours) * 60 + int(over)


def contents(venues: list[Venue], **more: object) -> Directory:
    return Directory(venues=tuple(venues), provision_keys=PROVISION_KEYS, **more)


def random_venues(seed: int, count: int, spread: float = 0.08) -> list[Venue]:
    """Return venues with every kind of trait a search looks at, from a fixed seed."""
    dice = random.Random(seed)
    return [_random_venue(dice, number, spread) for number in range(1, count + 1)]


def _random_venue(dice: random.Random, number: int, spread: float) -> Venue:
    facts = {fact: dice.random() < 0.7 for fact in dice.sample(ACCESS_FACTS, dice.randrange(0, 12))}
    outages = ()
    if facts and dice.random() < 0.15:
        begins = date(2026, 11, dice.randrange(10, 30))
        outages = (Outage(dice.choice(sorted(facts)), begins, begins.replace(day=30)),)
    schedules = []
    for _ in range(dice.choice((0, 1, 1, 2, 3))):
        opens = dice.randrange(16, 40) * 30
        schedules.append(
            Schedule(
                weekdays=dice.randrange(1, 128),
                opens=opens,
                closes=None if dice.random() < 0.1 else opens + dice.randrange(2, 12) * 30,
                every_weeks=dice.choice((1, 1, 1, 2)),
                anchor=date(2026, 1, 5),
                audience=dice.choice(("everyone", "everyone", "women", "families")),
                booking=dice.choice(("none", "none", "needed")),
                kind=dice.choice(("drop_in", "drop_in", "drop_in", "by_appointment")),
                languages=tuple(dice.sample(("ur", "pl"), dice.randrange(0, 2))),
            )
        )
    return venue(
        number,
        name=f"{dice.choice(_WORDS)} {dice.choice(_WORDS)} {dice.choice(_KINDS)}",
        point=None if dice.random() < 0.05 else _near_the_middle(dice, spread),
        access=Access(facts=facts, outages=outages),
        provision=tuple(sorted(dice.sample(PROVISION_KEYS, dice.randrange(0, 6)))),
        languages=tuple(dice.sample(("en", "pa", "ur"), dice.randrange(0, 3))),
        schedules=tuple(schedules),
        listing=dice.choice(("listed",) * 12 + ("paused", "draft", "closed")),
        hidden=dice.random() < 0.03,
    )


def _near_the_middle(dice: random.Random, spread: float) -> Point:
    east, north = dice.uniform(-1, 1) * spread, dice.uniform(-1, 1) * spread / 2
    return Point(round(MIDDLE.longitude + east, 5), round(MIDDLE.latitude + north, 5))


def calendars() -> Calendars:
    return Calendars(bank_holidays=(BankHoliday("england", date(2026, 12, 25), "Christmas Day"),))


def wards_of(flagged: str) -> tuple[Ward, ...]:
    """Return two wards, west and east of MIDDLE, of which the one named is a priority ward."""
    west = shapely.box(MIDDLE.longitude - 0.1, MIDDLE.latitude - 0.1, MIDDLE.longitude, MIDDLE.latitude + 0.1)
    east = shapely.box(MIDDLE.longitude, MIDDLE.latitude - 0.1, MIDDLE.longitude + 0.1, MIDDLE.latitude + 0.1)
    return (
        Ward("E05999001", "West", "2026", west, flagged == "West"),
        Ward("E05999002", "East", "2026", east, flagged == "East"),
    )
