"""The engine against three readers of rules that others wrote, each where it can be trusted.

- `opening-hours-py`, an OSM `opening_hours` evaluator: weekdays, nth and last, months, first and last dates, past midnight,
  several cards together. Not for bank holidays (it reads Easter Monday, the August one and 1 January as open in Great
  Britain), school holidays, fortnights (OSM has none), nor the night the clocks change (it is asked about wall clocks).
- `dateutil.rrule`: every 2 to 4 weeks from an anchor, nth and last, months. Dates only.
- `recurring-ical-events`: a calendar with a zone, for closures as EXDATE, extra openings as RDATE, and the wall-clock start
  through both changes of the clocks, the skipped and the repeated hour included. Not for an extra opening on a closed day
  (EXDATE takes it away, ours stands), nor for what the skipped hour leaves empty (it keeps an event of no length).
"""

from datetime import UTC, date, datetime, timedelta

import msgspec
import recurring_ical_events
from dateutil import rrule
from hypothesis import given, note, seed, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event
from opening_hours import OpeningHours, State

from welcome.directory.calendars import Calendars
from welcome.directory.hours import LONDON, Closure, ExtraOpening, Schedule, openings_between

SEED = 20_261_027
SETTINGS = settings(deadline=None, database=None, max_examples=150, print_blob=True)
BEGIN, END = date(2025, 1, 1), date(2028, 1, 1)
FROM, UNTIL = datetime(2025, 1, 1), datetime(2028, 1, 1)
NOBODY_SAID = Calendars()
OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
OSM_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NTHS = (1, 2, 3, 4, 5, -1)


class Hall(msgspec.Struct, frozen=True, kw_only=True):
    schedules: tuple[Schedule, ...] = ()
    closures: tuple[Closure, ...] = ()
    extra_openings: tuple[ExtraOpening, ...] = ()
    division: str = "england"
    term_calendar: str | None = None


def bits(mask: int) -> list[int]:
    return [bit for bit in range(mask.bit_length()) if mask >> bit & 1]


def wall_times(hall: Hall) -> list[tuple[datetime, datetime]]:
    """Return what the engine lists over three years, as a clock on the wall shows it, cut to the three years."""
    openings = openings_between(hall, NOBODY_SAID, BEGIN, END)
    return [(max(one.starts.replace(tzinfo=None), FROM), min(one.ends.replace(tzinfo=None), UNTIL)) for one in openings]


NTH_MASKS = st.one_of(st.just(0), st.integers(1, 63))
MONTH_MASKS = st.one_of(st.just(0), st.integers(1, (1 << 12) - 1))
DAYS = st.dates(date(2024, 12, 1), date(2028, 1, 31))


@st.composite
def cards(draw: st.DrawFn) -> Schedule:
    # Neither end falls between 01:00 and 02:00, which two nights of the year skip or repeat.
    opens = draw(st.integers(0, 1439).filter(lambda minute: not 60 <= minute < 120))
    closes = draw(st.integers(opens + 1, opens + 1440).filter(lambda minute: not 60 <= minute % 1440 < 120))
    dated = draw(st.booleans())
    valid_from = draw(DAYS)
    return Schedule(
        weekdays=draw(st.integers(1, 127)),
        nth=draw(NTH_MASKS),
        months=0 if dated else draw(MONTH_MASKS),
        opens=opens,
        closes=closes,
        valid_from=valid_from if dated else None,
        valid_to=valid_from + timedelta(days=draw(st.integers(0, 900))) if dated else None,
    )


def osm(card: Schedule) -> str:
    nth = f"[{','.join(str(NTHS[bit]) for bit in bits(card.nth))}]" if card.nth else ""
    weekdays = ",".join(OSM_DAYS[bit] + nth for bit in bits(card.weekdays))
    clock = f"{card.opens // 60:02}:{card.opens % 60:02}-{card.closes // 60:02}:{card.closes % 60:02}"
    months = ",".join(OSM_MONTHS[bit] for bit in bits(card.months))
    if months:
        return f"{months}: {weekdays} {clock}"
    if card.valid_from and card.valid_to:
        first, last = (f"{day.year} {OSM_MONTHS[day.month - 1]} {day.day:02}" for day in (card.valid_from, card.valid_to))
        return f"{first}-{last}: {weekdays} {clock}"
    return f"{weekdays} {clock}"


@seed(SEED)
@SETTINGS
@given(st.lists(cards(), min_size=1, max_size=3))
def test_three_years_are_those_that_an_osm_evaluator_finds(rows: list[Schedule]) -> None:
    text = ", ".join(map(osm, rows))
    note(f"seed {SEED}: {text}")
    found = [(starts, ends) for starts, ends, state, _ in OpeningHours(text).intervals(FROM, UNTIL) if state == State.OPEN]
    assert wall_times(Hall(schedules=tuple(rows))) == found


@seed(SEED)
@SETTINGS
@given(st.integers(1, 127), st.integers(2, 4), DAYS, MONTH_MASKS)
def test_every_few_weeks_is_what_dateutil_counts(weekdays: int, every_weeks: int, anchor: date, months: int) -> None:
    note(f"seed {SEED}")
    card = Schedule(weekdays=weekdays, every_weeks=every_weeks, anchor=anchor, months=months, opens=600, closes=720)
    rule = rrule.rrule(
        rrule.WEEKLY,
        interval=every_weeks,
        wkst=rrule.MO,
        byweekday=bits(weekdays),
        bymonth=[bit + 1 for bit in bits(months)] or None,
        dtstart=datetime(anchor.year, anchor.month, anchor.day, 10),
    )
    assert [starts for starts, _ in wall_times(Hall(schedules=(card,)))] == rule.between(FROM, UNTIL, inc=True)


@seed(SEED)
@SETTINGS
@given(st.integers(1, 127), st.integers(1, 63), MONTH_MASKS)
def test_the_nth_and_last_weekdays_are_those_of_dateutil(weekdays: int, nth: int, months: int) -> None:
    note(f"seed {SEED}")
    card = Schedule(weekdays=weekdays, nth=nth, months=months, opens=600, closes=720)
    rule = rrule.rrule(
        rrule.MONTHLY,
        byweekday=[rrule.weekday(day, NTHS[bit]) for day in bits(weekdays) for bit in bits(nth)],
        bymonth=[bit + 1 for bit in bits(months)] or None,
        dtstart=datetime(2025, 1, 1, 10),
        until=UNTIL,
    )
    assert [starts for starts, _ in wall_times(Hall(schedules=(card,)))] == list(rule)


@seed(SEED)
@settings(SETTINGS, max_examples=40)
@given(
    st.integers(1, 127),
    st.integers(1, 4),
    st.one_of(st.integers(0, 1439), st.integers(30, 125)),
    st.integers(1, 200),
    st.sampled_from((date(2025, 1, 6), date(2025, 3, 25), date(2026, 10, 20))),
    st.lists(st.integers(0, 60), max_size=5),
    st.lists(st.integers(0, 60), max_size=3, unique=True),
)
def test_a_calendar_with_a_zone_has_the_same_moments(
    weekdays: int, every_weeks: int, opens: int, minutes: int, anchor: date, closed: list[int], extra: list[int]
) -> None:
    note(f"seed {SEED}")
    closures = tuple(Closure(first_day=anchor + timedelta(days=day), last_day=anchor + timedelta(days=day)) for day in closed)
    extras = tuple(
        ExtraOpening(day=anchor + timedelta(days=day), opens=opens, closes=opens + minutes)
        for day in extra
        if day not in closed
    )
    card = Schedule(
        weekdays=weekdays, every_weeks=every_weeks, anchor=anchor, valid_from=anchor, opens=opens, closes=opens + minutes
    )
    hall = Hall(schedules=(card,), closures=closures, extra_openings=extras)

    def at(day: date) -> datetime:
        return datetime(day.year, day.month, day.day, opens // 60, opens % 60, tzinfo=LONDON)

    # The weeks of a recurrence are counted from its first event, so that must stand in a week that counts.
    monday = anchor - timedelta(days=anchor.weekday())
    ahead = [anchor + timedelta(days=days) for days in range(29)]
    first = next(d for d in ahead if d.weekday() in bits(weekdays) and (d - monday).days // 7 % every_weeks == 0)
    event = Event()
    event.add("uid", "st-wulfrics@examplebury.example")
    event.add("dtstart", at(first))
    event.add("duration", timedelta(minutes=minutes))
    rule = {"freq": "weekly", "interval": every_weeks, "wkst": "MO", "byday": [OSM_DAYS[bit].upper() for bit in bits(weekdays)]}
    event.add("rrule", rule)
    event.add("exdate", [at(closure.first_day) for closure in closures])
    event.add("rdate", [at(one.day) for one in extras])
    calendar = Calendar()
    calendar.add_component(event)
    found = {
        (one["dtstart"].dt.astimezone(UTC), one["dtend"].dt.astimezone(UTC))
        for one in recurring_ical_events.of(calendar).between(BEGIN, END)
    }
    openings = openings_between(hall, NOBODY_SAID, BEGIN, END)
    assert {(one.starts.astimezone(UTC), one.ends.astimezone(UTC)) for one in openings} == {
        (starts, ends) for starts, ends in found if starts < ends
    }
