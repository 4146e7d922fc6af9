"""The engine against a slow reading of the same rules, written apart from it: day by day in dates, then minute by minute.

Each minute of the time looked at is a bit of one large number for every doubt, audience, booking and cost: joining is "or",
trimming is "and not", and an opening is a run of ones. Wall-clock times are found by asking the zone about UTC minutes.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
from hypothesis import HealthCheck, assume, given, note, seed, settings
from hypothesis import strategies as st

from welcome.directory import timetable as times
from welcome.directory.calendars import BankHoliday, Calendars, TermCalendar, TermPeriod
from welcome.directory.hours import (
    Closure,
    ExtraOpening,
    Opening,
    Schedule,
    appointments_between,
    check_schedule,
    next_opening,
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
    before = (EPOCH + timedelta(minutes=as_if_utc - 180)).astimezone(ZONE).utcoffset()
    assert before is not None
    return as_if_utc - before // timedelta(minutes=1)


def midnight(day: date) -> int:
    return utc(day, 0)


def days_between(first: date, last: date) -> Iterator[date]:
    while first < last:
        yield first
        first += timedelta(days=1)


def is_day_of(schedule: Schedule, day: date) -> bool:
    """Weekday, nth, month, fortnight and dates, as a person with a paper calendar would check them."""
    month = [one for one in days_between(day.replace(day=1), day + timedelta(days=31)) if one.month == day.month]
    same_weekday = [one for one in month if one.weekday() == day.weekday()]
    nth = {str(number) for number, one in enumerate(same_weekday, 1) if one == day}
    nth |= {"last"} if same_weekday[-1] == day else set()
    wanted = {("1", "2", "3", "4", "5", "last")[bit] for bit in range(6) if schedule.nth & 2**bit}
    if not (schedule.weekdays & 2 ** day.weekday() or (not schedule.weekdays and schedule.bank_holidays == "only")):
        return False
    if (wanted and not wanted & nth) or (schedule.months and not schedule.months & 2 ** (day.month - 1)):
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


def listed(reading: Reading, kind: dict[tuple, dict[str, int]], first: date, last: date) -> list[tuple]:
    """Return (starts, ends, doubt, offer) of what touches the days, cut a day outside them, in order."""
    earliest, latest = midnight(first - timedelta(days=1)), midnight(last + timedelta(days=1))
    return sorted(
        (max(starts, earliest), min(ends, latest), doubt or None, *offer)
        for offer, doubts in kind.items()
        for doubt, minutes in doubts.items()
        for starts, ends in runs(minutes, reading.origin)
        if ends > midnight(first) and starts < midnight(last)
    )


def plain(openings: list[Opening]) -> list[tuple]:
    """Return openings as the slow reading lists them; the order of those with the same times is not compared."""
    rows = [
        (int(one.starts.timestamp()) // 60, int(one.ends.timestamp()) // 60, one.doubt, one.audience, one.booking, one.cost)
        for one in openings
    ]
    assert [row[:2] for row in rows] == sorted(row[:2] for row in rows)
    return rows


def by_text(rows: list[tuple]) -> list[tuple]:
    return sorted(rows, key=lambda row: (row[0], row[1], *map(str, row[2:])))


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
    if doubtful & rest:
        return "not_known"
    if not hall.schedules:
        return "not_known"
    return "by_appointment" if all(row.kind == "by_appointment" for row in hall.schedules) else "closed"


DAYS = st.dates(date(2024, 12, 20), date(2028, 1, 12))
MINUTES = st.one_of(
    st.integers(0, 95).map(lambda quarter: quarter * 15), st.sampled_from((0, 30, 59, 60, 61, 90, 119, 120, 1439))
)
LENGTHS = st.one_of(st.sampled_from((15, 30, 60, 61, 90, 1440)), st.integers(1, 96).map(lambda quarter: quarter * 15))


@st.composite
def schedule(draw: st.DrawFn, number: int) -> Schedule:
    opens = draw(MINUTES)
    length = draw(st.one_of(st.none(), LENGTHS))
    every_weeks = draw(st.sampled_from((1, 1, 1, 2, 3, 4)))
    valid_from = draw(st.one_of(st.none(), st.none(), DAYS))
    bank_holidays = draw(st.sampled_from(("not_said", "as_usual", "closed", "only")))
    weekdays = draw(st.one_of(st.integers(1, 127), st.sampled_from((1 << 6, 1 << 5, 127))))
    rule = Schedule(
        id=number,
        weekdays=draw(st.sampled_from((0, weekdays))) if bank_holidays == "only" else weekdays,
        every_weeks=every_weeks,
        anchor=draw(DAYS) if every_weeks > 1 else None,
        nth=draw(st.sampled_from((0, 0, 0, 1, 0b101, 0b100000, 0b101000, 0b10010))),
        months=draw(st.sampled_from((0, 0, 0, 0b111, 1 << 2 | 1 << 9, 0b111111000000))),
        opens=opens,
        closes=None if length is None else min(opens + length, 2880),
        valid_from=valid_from,
        valid_to=draw(st.one_of(st.none(), DAYS)),
        bank_holidays=bank_holidays,
        term=draw(st.sampled_from(("always", "always", "term_only", "holidays_only"))),
        kind=draw(st.sampled_from(("drop_in", "drop_in", "drop_in", "by_appointment"))),
        audience=draw(st.sampled_from(("everyone", "everyone", "women"))),
        booking=draw(st.sampled_from(("none", "none", "needed", "welcome"))),
        cost=draw(st.sampled_from(("free", "free", "free", "paid"))),
    )
    assume(rule.valid_to is None or max(rule.valid_from or rule.valid_to, rule.anchor or rule.valid_to) <= rule.valid_to)
    check_schedule(rule)
    return rule


@st.composite
def hall(draw: st.DrawFn) -> Hall:
    count = draw(st.integers(0, 4))
    closures = []
    for first_day in draw(st.lists(DAYS, max_size=2)):
        last_day = first_day + timedelta(days=draw(st.integers(0, 20)))
        closures.append(Closure(first_day=first_day, last_day=last_day, schedule_id=draw(st.sampled_from((None, 1, 2)))))
    extras = []
    for day in draw(st.lists(DAYS, max_size=2)):
        opens, length = draw(MINUTES), draw(st.one_of(st.none(), LENGTHS))
        extras.append(ExtraOpening(day=day, opens=opens, closes=None if length is None else min(opens + length, 2880)))
    return Hall(
        schedules=tuple(draw(schedule(number)) for number in range(1, count + 1)),
        closures=tuple(closures),
        extra_openings=tuple(extras),
        division=draw(st.sampled_from(("england", "england", "scotland"))),
        term_calendar=draw(st.sampled_from((None, None, "woodend", "nowhere"))),
    )


def periods(*first_days: tuple[date, bool]) -> tuple[TermPeriod, ...]:
    return tuple(
        TermPeriod(first_day, first_day + timedelta(days=length), is_term)
        for (first_day, is_term), length in zip(first_days, (60, 8, 55, 20, 70, 12) * 9, strict=False)
    )


CALENDARS = Calendars(
    tuple(
        BankHoliday(division, day, "Bank holiday")
        for division in ("england", "scotland")
        for year in (2025, 2026, 2027)
        for day in (
            date(year, 1, 1),
            date(year, 3, 29),
            date(year, 5, 4),
            date(year, 10, 26) if division == "england" else date(year, 11, 30),
            date(year, 12, 25),
            date(year, 12, 26),
        )
    ),
    (
        TermCalendar(
            "examplebury",
            "Examplebury Council",
            periods(*((date(year, month, 3), month != 4) for year in (2025, 2026, 2027) for month in (1, 3, 4, 5, 9, 11))),
        ),
        TermCalendar("woodend", "Woodend Academy", periods((date(2025, 9, 1), True), (date(2026, 10, 24), False))),
    ),
    "examplebury",
)

SETTINGS = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck), print_blob=True)


@seed(SEED)
@settings(SETTINGS, max_examples=60)
@given(hall())
def test_three_years_of_openings_are_those_of_a_slow_reading(hall: Hall) -> None:
    note(f"seed {SEED}")
    reading = read_slowly(hall, CALENDARS, *THREE_YEARS)
    for kind, between in ((reading.openings, openings_between), (reading.appointments, appointments_between)):
        expected = by_text(listed(reading, kind, *THREE_YEARS))
        assert by_text(plain(between(hall, CALENDARS, *THREE_YEARS))) == expected


#: Days around both changes of the clocks, and around nothing at all.
FIRST_DAYS = st.one_of(
    st.dates(date(2025, 1, 6), date(2027, 9, 30)),
    st.builds(
        lambda change, days: change - timedelta(days=days),
        st.sampled_from((date(2025, 3, 30), date(2026, 3, 29), date(2026, 10, 25), date(2027, 10, 31))),
        st.integers(-1, 4),
    ),
)


@seed(SEED)
@settings(SETTINGS, max_examples=150)
@given(st.lists(hall(), min_size=1, max_size=4), FIRST_DAYS, st.sampled_from((1, 2, 7, 35, 71)), st.data())
def test_a_timetable_says_of_any_minute_what_a_slow_reading_says(
    halls: list[Hall], first_day: date, days: int, data: st.DataObject
) -> None:
    note(f"seed {SEED}")
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


@seed(SEED)
@settings(SETTINGS, max_examples=100)
@given(hall(), FIRST_DAYS, st.integers(0, 1439), st.sampled_from((1, 20, 71, 400)))
def test_the_next_opening_is_the_first_that_a_slow_reading_lists(hall: Hall, day: date, minute: int, within: int) -> None:
    note(f"seed {SEED}")
    at = midnight(day) + minute
    last_day = day + timedelta(days=within)
    reading = read_slowly(hall, CALENDARS, day, last_day)
    starts = [row[0] for row in listed(reading, reading.openings, day, last_day) if row[0] >= at]
    moment = (EPOCH + timedelta(minutes=at)).astimezone(ZONE)
    found = next_opening(hall, CALENDARS, moment, within)
    assert (int(found.starts.timestamp()) // 60 if found else None) == min(starts, default=None)
