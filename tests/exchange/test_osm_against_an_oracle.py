"""Made-up OpenStreetMap rules open to the minute as `opening-hours-py` has them, over three years.

That library is no oracle for bank or school holidays in Great Britain, nor for a night that a later rule cuts at midnight:
such rules are held in `test_osm.py` by hand.
"""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from opening_hours import OpeningHours

from welcome.directory.calendars import Calendars
from welcome.directory.hours import LONDON
from welcome.exchange.hours_reading import read_hours

SEED = 20261123
RULES, RULES_THOROUGH = 300, 10_000
TODAY = date(2026, 11, 23)
FIRST_DAY, LAST_DAY_EXCLUSIVE = date(2026, 1, 1), date(2029, 1, 1)
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def made_times(chance: random.Random, *, night: bool) -> str:
    edges = sorted(chance.sample(range(5 * 4, 24 * 4 + 1), 2 * chance.choice((1, 1, 2))))
    spans = [f"{_clock(a * 15)}-{_clock(b * 15)}" for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if night and chance.random() < 0.5:
        return f"{chance.choice(('19:00', '22:30'))}-{chance.choice(('01:00', '02:30', '26:00', '24:00'))}"
    return ",".join(spans)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def made_weekdays(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.35:
        return f"{chance.choice(WEEKDAYS)}-{chance.choice(WEEKDAYS)}"
    if kind < 0.6:
        return ",".join(chance.sample(WEEKDAYS, chance.choice((1, 2, 3))))
    if kind < 0.85:
        places = chance.choice(("1", "2", "3", "4", "5", "-1", "1,3", "2,4", "1-2", "2,-1"))
        return f"{chance.choice(WEEKDAYS)}[{places}]"
    return ""


def made_season(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.6:
        return ""
    if kind < 0.75:
        return f"{chance.choice(MONTHS)}-{chance.choice(MONTHS)}: "
    if kind < 0.85:
        return f"{chance.choice(MONTHS)}: "
    begin = date(2026, 1, 1) + timedelta(days=chance.randrange(1000))
    end = begin + timedelta(days=chance.randrange(1, 200))
    if kind < 0.95:
        return f"{begin:%Y %b %d}-{end:%Y %b %d} "
    return f"{begin:%b} {min(begin.day, 28):02}-{end:%b} {min(end.day, 28):02} "


def made_rule(chance: random.Random) -> str:
    night = chance.random() < 0.15
    rules = []
    for place in range(1 if night else chance.choice((1, 2, 2, 3))):
        days = made_season(chance) + made_weekdays(chance)
        off = place and chance.random() < 0.3
        times = "" if off and chance.random() < 0.6 else made_times(chance, night=night)
        rules.append(" ".join(part for part in (days.strip(), times, "off" if off else "") if part))
    joiner = chance.choice(("; ", "; ", "; ", ", "))
    return joiner.join(rules)


def theirs(text: str) -> list[tuple[datetime, datetime]]:
    begin, end = datetime.combine(FIRST_DAY, datetime.min.time()), datetime.combine(LAST_DAY_EXCLUSIVE, datetime.min.time())
    spans: list[tuple[datetime, datetime]] = []
    for starts, ends, state, _ in OpeningHours(text).intervals(begin, end):
        if str(state) != "open":
            continue
        if spans and spans[-1][1] == starts:
            spans[-1] = (spans[-1][0], ends)
        else:
            spans.append((starts, ends))
    return [(_moment(starts), _moment(ends)) for starts, ends in spans]


def _moment(wall_clock: datetime) -> datetime:
    """Return a London wall clock as a moment; one that the spring change skips is as long after midnight as it says."""
    return wall_clock.replace(tzinfo=LONDON).astimezone(UTC)


def ours(text: str) -> list[tuple[datetime, datetime]] | None:
    reading = read_hours(
        text,
        "osm",
        today=TODAY,
        calendars=Calendars(),
        first_day=FIRST_DAY,
        last_day_exclusive=LAST_DAY_EXCLUSIVE,
    )
    if reading.status != "read":
        return None
    return [(opening.starts.astimezone(UTC), opening.ends.astimezone(UTC)) for opening in reading.openings]


def check(count: int) -> None:
    chance = random.Random(SEED)
    read = 0
    for _ in range(count):
        text = made_rule(chance)
        mine = ours(text)
        if mine is None:
            continue
        read += 1
        assert mine == theirs(text), f"{text!r} (seed {SEED})"
    print(f"\n{read} of {count} made-up rules read, each to the minute over three years; seed {SEED}")
    assert read >= count * 0.75


def test_made_up_rules_open_to_the_minute_as_the_oracle_says() -> None:
    check(RULES)


@pytest.mark.thorough
def test_ten_thousand_made_up_rules_open_to_the_minute_as_the_oracle_says() -> None:
    check(RULES_THOROUGH)
