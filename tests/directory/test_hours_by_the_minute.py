"""The engine against a slow reading of the same rules, written apart from it: day by day in dates, then minute by minute.

Each minute of the time looked at is a bit of one large number for every doubt, audience, booking and cost: joining is "or",
trimming is "and not", and an opening is a run of ones. Wall-clock times are found by asking the zone about UTC minutes.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
from hypothesis import given, note, seed, settings
from hypothesis import strategies as st

from welcome.directory import timetable as times
from welcome.directory.calendars import BankHoliday, Calendars, TermCalendar, TermPeriod
from welcome.directory.errors import BadSchedule
from welcome.directory.hours import (
    Closure,
    ExtraOpening,
    Opening,
    Schedule,
    appointments_between,
    check_schedule,
    open_at,
    openings_between,
    status,
)

SEED = 20_261_025
THREE_YEARS = date(2025, 1, 1), date(2028, 1, 1)
ZONE = ZoneInfo("Europe/London")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SURE_MINUTES = 120


class Hall(msgspec.Struct, frozen=True, kw_only=True):
    schedules: tuple[Schedule, ...] = ()
    closures: tuple[Closure, ...] = ()
    extra_openings: tuple[ExtraOpening, ...] = ()
    division: str = "england"
    term_calendar: str | None = None


@cache
def utc(day: date, minutes: int) -> int:
    """Return the UTC minute of a wall-clock time: the first that shows it, or as before the gap when none does."""
    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)
    as_if_utc = (wall.replace(tzinfo=UTC) - EPOCH) // timedelta(minutes=1)
    for candidate in (as_if_utc - 60, as_if_utc):
        if (EPOCH + timedelta(minutes=candidate)).astimezone(ZONE).replace(tzinfo=None) == wall:
            return candidate
    before = (EPOCH + timedelta(minutes=as_if_utc - 180)).astimezone(ZONE).replace(tzinfo=UTC) - EPOCH
    return 2 * as_if_utc - 180 - before // timedelta(minutes=1)


def midnight(day: date) -> int:
    return utc(day, 0)


def days_between(first: date, last: date) -> Iterator[date]:
    while first < last:
        yield first
        first += timedelta(days=1)


@cache
def places_in_month(day: date) -> frozenset[str]:
    """Return which of its weekday in its month a day is: 1 to 5, and last."""
    month = [one for one in days_between(day.replace(day=1), day + timedelta(days=31)) if one.month == day.month]
    same_weekday = [one for one in month if one.weekday() == day.weekday()]
    return frozenset({str(same_weekday.index(day) + 1)} | ({"last"} if same_weekday[-1] == day else set()))


def is_day_of(schedule: Schedule, day: date) -> bool:
    """Weekday, nth, month, fortnight and dates, as a person with a paper calendar would check them."""
    wanted = {("1", "2", "3", "4", "5", "last")[bit] for bit in range(6) if schedule.nth & 2**bit}
    if not (schedule.weekdays & 2 ** day.weekday() or (not schedule.weekdays and schedule.bank_holidays == "only")):
        return False
    if (wanted and not wanted & places_in_month(day)) or (schedule.months and not schedule.months & 2 ** (day.month - 1)):
        return False
    if day < (schedule.valid_from or day) or day > (schedule.valid_to or day):
        return False
    if schedule.every_weeks == 1:
        return True
    if schedule.anchor is None or day < schedule.anchor:
        return False
    monday = schedule.anchor - timedelta(days=schedule.anchor.weekday())
    return (day - monday).days // 7 % schedule.every_weeks == 0


def doubt_on(hall: Hall, schedule: Schedule, calendars: Calendars, day: date) -> str:
    """Return `off`, or the doubt that calendars put on an opening that starts on the day, "" for none."""
    is_bank_holiday = any(one.division == hall.division and one.day == day for one in calendars.bank_holidays)
    if schedule.bank_holidays == "only" and not is_bank_holiday:
        return "off"
    if schedule.bank_holidays == "closed" and is_bank_holiday:
        return "off"
    doubt = ""
    if schedule.term != "always":
        key = hall.term_calendar or calendars.default_terms
        claims = {
            period.is_term
            for terms in calendars.terms
            if terms.key == key
            for period in terms.periods
            if period.first_day <= day <= period.last_day
        }
        is_term = None if not claims else all(claims)
        if is_term is None:
            doubt = "term"
        elif is_term != (schedule.term == "term_only"):
            return "off"
    if schedule.bank_holidays == "not_said" and is_bank_holiday:
        doubt = "bank_holiday"
    return doubt


class Reading(msgspec.Struct):
    """Bits from the minute `origin` on: (offer, doubt) -> minutes."""

    origin: int
    openings: dict[tuple, dict[str, int]]
    appointments: dict[tuple, dict[str, int]]


def read_slowly(hall: Hall, calendars: Calendars, first: date, last: date) -> Reading:
    """Return every minute of the openings that start from four days before `first` until three days after `last`."""
    origin = midnight(first - timedelta(days=5))
    openings: dict[tuple, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    appointments: dict[tuple, dict[str, int]] = defaultdict(lambda: defaultdict(int))

    def add(into: dict, row: Schedule | ExtraOpening, day: date, doubt: str) -> None:
        starts = utc(day, row.opens)
        ends = midnight(day + timedelta(days=1)) if row.closes is None else utc(day, row.closes)
        if starts < ends:
            offer = (row.audience, row.booking, row.cost)
            late = "no_closing_time" if row.closes is None and not doubt else doubt
            into[offer][late] |= ((1 << (ends - starts)) - 1) << (starts - origin)

    for day in days_between(first - timedelta(days=4), last + timedelta(days=3)):
        for schedule in hall.schedules:
            shut = any(
                closure.first_day <= day <= closure.last_day and closure.schedule_id in (None, schedule.id)
                for closure in hall.closures
            )
            if shut or schedule.opens is None or not is_day_of(schedule, day):
                continue
            doubt = doubt_on(hall, schedule, calendars, day)
            if doubt != "off":
                add(appointments if schedule.kind == "by_appointment" else openings, schedule, day, doubt)
        for extra in hall.extra_openings:
            if extra.day == day:
                add(openings, extra, day, "")
    for kind in (openings, appointments):
        for doubts in kind.values():
            for doubt in ("bank_holiday", "term"):
                doubts[doubt] &= ~doubts[""]
    return Reading(origin, openings, appointments)


def runs(minutes: int, origin: int) -> list[tuple[int, int]]:
    """Return the runs of ones as half-open UTC minutes."""
    ones = re.finditer("1+", f"{minutes:b}"[::-1])
    return [(origin + run.start(), origin + run.end()) for run in ones]


def in_order(row: tuple) -> tuple:
    """Order rows by start and end, and those with the same in any way that is always the same."""
    return (row[0], row[1], *map(str, row[2:]))


def listed(reading: Reading, kind: dict[tuple, dict[str, int]], first: date, last: date) -> list[tuple]:
    """Return (starts, ends, doubt, offer) of what touches the days, cut a day outside them, in order."""
    earliest, latest = midnight(first - timedelta(days=1)), midnight(last + timedelta(days=1))
    rows = [
        (max(starts, earliest), min(ends, latest), doubt or None, *offer)
        for offer, doubts in kind.items()
        for doubt, minutes in doubts.items()
        for starts, ends in runs(minutes, reading.origin)
        if ends > midnight(first) and starts < midnight(last)
    ]
    return sorted(rows, key=in_order)


def plain(openings: list[Opening]) -> list[tuple]:
    """Return openings as the slow reading lists them."""
    rows = [
        (int(one.starts.timestamp()) // 60, int(one.ends.timestamp()) // 60, one.doubt, one.audience, one.booking, one.cost)
        for one in openings
    ]
    assert [row[:2] for row in rows] == sorted(row[:2] for row in rows)
    return sorted(rows, key=in_order)


def states(reading: Reading) -> tuple[int, int, int]:
    """Return the minutes open to anyone, open to some but not to anyone, and doubtful and not open."""
    anyone = some = doubtful = 0
    for (audience, booking, _), doubts in reading.openings.items():
        sure = doubts[""]
        for starts, ends in runs(doubts["no_closing_time"], 0):
            until = min(ends, starts + SURE_MINUTES)
            sure |= ((1 << (until - starts)) - 1) << starts
            doubtful |= ((1 << (ends - until)) - 1) << until
        doubtful |= doubts["bank_holiday"] | doubts["term"]
        if audience == "everyone" and booking != "needed":
            anyone |= sure
        else:
            some |= sure
    return anyone, some & ~anyone, doubtful & ~some & ~anyone


def slow_status(hall: Hall, reading: Reading, minute: int) -> str:
    anyone, some, doubtful = states(reading)
    place = minute - reading.origin
    today = (EPOCH + timedelta(minutes=minute)).astimezone(ZONE).date()
    rest = (1 << (midnight(today + timedelta(days=1)) - minute)) - 1 << place
    appointments = 0
    for doubts in reading.appointments.values():
        for minutes in doubts.values():
            appointments |= minutes
    if (anyone | some) >> place & 1:
        return "open"
    if doubtful >> place & 1:
        return "not_known"
    if (anyone | some) & rest:
        return "opens_later"
    if appointments >> place & 1:
        return "by_appointment"
    if doubtful & rest or not hall.schedules:
        return "not_known"
    return "by_appointment" if all(row.kind == "by_appointment" for row in hall.schedules) else "closed"


def some_day(chance: Random) -> date:
    return date(2024, 12, 20) + timedelta(days=chance.randrange(1120))


def some_times(chance: Random) -> tuple[int, int | None]:
    """Return opening and closing minutes, often on the hour and around the hour that the clocks skip or repeat."""
    opens = chance.choice(
        (chance.randrange(24) * 60, chance.randrange(96) * 15, chance.choice((0, 59, 60, 61, 90, 119, 120, 1380)))
    )
    length = chance.choice((None, 15, 30, 60, 61, 90, 120, 180, 1440, chance.randrange(1, 1441)))
    return opens, length and opens + length


def some_schedule(chance: Random, number: int) -> Schedule:
    opens, closes = some_times(chance)
    every_weeks = chance.choice((1, 1, 1, 1, 2, 3, 4))
    bank_holidays = chance.choice(("not_said", "as_usual", "closed", "only"))
    weekdays = chance.choice((chance.randrange(1, 128), 1 << chance.randrange(7), 127))
    valid_from = chance.choice((None, None, some_day(chance)))
    schedule = Schedule(
        id=number,
        weekdays=chance.choice((0, weekdays)) if bank_holidays == "only" else weekdays,
        every_weeks=every_weeks,
        anchor=some_day(chance) if every_weeks > 1 else None,
        nth=chance.choice((0, 0, 0, 1, 0b101, 0b100000, 0b101000, 0b10010)),
        months=chance.choice((0, 0, 0, 0b111, 1 << 2 | 1 << 9, 0b111111000000)),
        opens=opens,
        closes=closes,
        valid_from=valid_from,
        valid_to=chance.choice((None, None, (valid_from or date(2025, 1, 1)) + timedelta(days=chance.randrange(900)))),
        bank_holidays=bank_holidays,
        term=chance.choice(("always", "always", "term_only", "holidays_only")),
        kind=chance.choice(("drop_in", "drop_in", "drop_in", "by_appointment")),
        audience=chance.choice(("everyone", "everyone", "everyone", "women")),
        booking=chance.choice(("none", "none", "none", "welcome", "needed")),
        cost=chance.choice(("free", "free", "free", "paid")),
    )
    try:
        check_schedule(schedule)
    except BadSchedule:
        return some_schedule(chance, number)
    return schedule


def made_up_hall(number: int) -> Hall:
    """Return the hall with this number: cards that a host could save, closures and extra openings."""
    chance = Random(number)
    closures = []
    for _ in range(chance.randrange(3)):
        first_day, last = some_day(chance), chance.choice((0, 6, 20, 200))
        last_day = first_day + timedelta(days=last)
        closures.append(Closure(first_day=first_day, last_day=last_day, schedule_id=chance.choice((None, 1, 2))))
    extra_times = [some_times(chance) for _ in range(chance.randrange(4))]
    return Hall(
        schedules=tuple(some_schedule(chance, place) for place in range(1, chance.randrange(6) + 1)),
        closures=tuple(closures),
        extra_openings=tuple(ExtraOpening(day=some_day(chance), opens=opens, closes=closes) for opens, closes in extra_times),
        division=chance.choice(("england", "england", "scotland")),
        term_calendar=chance.choice((None, None, "woodend", "nowhere")),
    )


#: Hypothesis chooses numbers, so that what it tries is rich from the first example on.
HALLS = st.integers(0, 2**32 - 1)


def periods(*rows: str) -> tuple[TermPeriod, ...]:
    """Return periods from lines of first day, number of days, and `term` or `holiday`."""
    split = [row.split() for row in rows]
    return tuple(
        TermPeriod(date.fromisoformat(day), date.fromisoformat(day) + timedelta(days=int(days) - 1), kind == "term")
        for day, days, kind in split
    )


YEARS = (2025, 2026, 2027)
ENGLISH, SCOTTISH = ("01-01", "03-29", "05-04", "10-26", "12-25", "12-26"), ("01-02", "05-04", "11-30", "12-25")
CALENDARS = Calendars(
    tuple(
        BankHoliday(division, date.fromisoformat(f"{year}-{day}"), "Bank holiday")
        for division, days in (("england", ENGLISH), ("scotland", SCOTTISH))
        for year in YEARS
        for day in days
    ),
    (
        TermCalendar(
            "examplebury",
            "Examplebury Council",
            periods(
                *(f"{year}-{rest}" for year in YEARS for rest in ("01-05 90 term", "02-15 9 holiday", "04-05 14 holiday")),
                *(f"{year}-{rest}" for year in YEARS for rest in ("05-01 80 term", "09-02 110 term", "10-24 9 holiday")),
            ),
        ),
        TermCalendar("woodend", "Woodend Academy", periods("2025-09-01 60 term", "2026-10-24 9 holiday")),
    ),
    "examplebury",
)

SETTINGS = settings(deadline=None, database=None, print_blob=True)


@seed(SEED)
@settings(SETTINGS, max_examples=60)
@given(HALLS)
def test_three_years_of_openings_are_those_of_a_slow_reading(number: int) -> None:
    note(f"seed {SEED}")
    hall = made_up_hall(number)
    reading = read_slowly(hall, CALENDARS, *THREE_YEARS)
    for kind, between in ((reading.openings, openings_between), (reading.appointments, appointments_between)):
        assert plain(between(hall, CALENDARS, *THREE_YEARS)) == listed(reading, kind, *THREE_YEARS)


#: Days around both changes of the clocks, and around nothing at all.
CHANGES = (date(2025, 3, 30), date(2026, 3, 29), date(2026, 10, 25), date(2027, 10, 31))
FIRST_DAYS = st.dates(date(2025, 1, 6), date(2027, 9, 30)) | st.builds(
    lambda change, days: change - timedelta(days=days), st.sampled_from(CHANGES), st.integers(-3, 4)
)


@seed(SEED)
@settings(SETTINGS, max_examples=150)
@given(st.lists(HALLS, min_size=1, max_size=4), FIRST_DAYS, st.sampled_from((1, 2, 7, 35, 71)), st.data())
def test_a_timetable_says_of_any_minute_what_a_slow_reading_says(
    numbers: list[int], first_day: date, days: int, data: st.DataObject
) -> None:
    note(f"seed {SEED}")
    halls = [made_up_hall(number) for number in numbers]
    last_day = first_day + timedelta(days=days)
    timetable = times.expand(halls, CALENDARS, first_day, days)
    readings = [read_slowly(hall, CALENDARS, first_day, last_day) for hall in halls]
    begin, end = midnight(first_day), midnight(last_day)
    assert (timetable.first_minute, timetable.last_minute) == (begin, end)
    edges = [
        edge + step
        for intervals in (timetable.openings, timetable.appointments)
        for edge in [*intervals.starts.tolist(), *intervals.ends.tolist()]
        for step in (-1, 0, 1, SURE_MINUTES)
        if begin <= edge + step < end
    ]
    minutes = [data.draw(st.sampled_from(edges or [begin])), data.draw(st.integers(begin, end - 1))]
    everyone = np.arange(len(halls))
    for minute in minutes:
        found = times.states_at(timetable, everyone, minute).tolist()
        following = times.next_starts(timetable, everyone, minute).tolist()
        statuses = times.statuses_at(timetable, everyone, minute)
        until = data.draw(st.integers(minute + 1, end))
        best, soonest = times.best_between(timetable, everyone, minute, until)
        moment = (EPOCH + timedelta(minutes=minute)).astimezone(ZONE)
        for venue, (hall, reading) in enumerate(zip(halls, readings, strict=True)):
            here, ahead = minute - reading.origin, (1 << (until - minute)) - 1 << (minute - reading.origin)
            layers = states(reading)
            state = next((code for code, layer in enumerate(layers) if layer >> here & 1), times.SHUT)
            assert found[venue] == state
            starts = [at for at, _ in runs(layers[0], reading.origin) if minute < at < end]
            assert following[venue] == min(starts, default=times.NEVER)
            assert statuses[venue] == slow_status(hall, reading, minute) == status(hall, CALENDARS, moment)
            assert open_at(hall, CALENDARS, moment) == (state <= times.OPEN_TO_SOME)
            assert best[venue] == next((code for code, layer in enumerate(layers) if layer & ahead), times.SHUT)
            open_minutes = runs(layers[0] & ahead, reading.origin)
            assert soonest[venue] == (open_minutes[0][0] if open_minutes else times.NEVER)
