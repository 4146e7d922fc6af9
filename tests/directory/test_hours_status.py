"""How a venue stands at a moment, in the words of the public contract, and why nothing opens on a day."""

from datetime import date, datetime

import msgspec
import pytest

from welcome.directory.calendars import BankHoliday, Calendars, TermCalendar, TermPeriod
from welcome.directory.hours import LONDON, Closure, ExtraOpening, Schedule, ShutBecause, open_at, status, why_shut

MO, TU, WE, TH, FR = (1 << day for day in range(5))
CALENDARS = Calendars(
    (BankHoliday("england", date(2026, 12, 25), "Christmas Day"),),
    (
        TermCalendar(
            "examplebury",
            "Examplebury Council",
            (
                TermPeriod(date(2026, 10, 24), date(2026, 11, 1), False, "Half term"),
                TermPeriod(date(2026, 11, 2), date(2026, 12, 18), True, "Autumn term"),
            ),
        ),
    ),
    "examplebury",
)


class Hall(msgspec.Struct, frozen=True, kw_only=True):
    """The times of St Wulfric's church hall, Examplebury."""

    schedules: tuple[Schedule, ...] = ()
    closures: tuple[Closure, ...] = ()
    extra_openings: tuple[ExtraOpening, ...] = ()
    division: str = "england"
    term_calendar: str | None = None


def at(text: str) -> datetime:
    """Return a London moment: `2026-12-25 10:30`."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def ten_to_noon(**rule: object) -> Schedule:
    return Schedule(**{"opens": 600, "closes": 720, **rule})


MORNING, AFTERNOON = ten_to_noon(id=1, weekdays=TU), Schedule(id=2, weekdays=TU, opens=840, closes=960)
CLOSED = Closure(first_day=date(2026, 12, 1), last_day=date(2026, 12, 31), reason="no heating")
EXTRA = ExtraOpening(day=date(2026, 12, 1), opens=660, closes=780, reason="Christmas fair")
STATUSES = [
    # Tuesdays 10 to noon; Wednesdays 7pm till late; Fridays 10 to noon with nothing said of bank holidays; Thursdays for women.
    ("2026-12-01 09:59", "opens_later"),
    ("2026-12-01 10:00", "open"),
    ("2026-12-01 11:59", "open"),
    ("2026-12-01 12:00", "closed"),
    ("2026-12-02 18:00", "opens_later"),
    ("2026-12-02 20:59", "open"),
    ("2026-12-02 21:00", "not_known"),
    ("2026-12-02 23:59", "not_known"),
    ("2026-12-03 00:00", "opens_later"),
    ("2026-12-03 10:30", "open"),
    ("2026-12-05 10:30", "closed"),
    ("2026-12-25 09:00", "not_known"),
    ("2026-12-25 10:30", "not_known"),
    ("2026-12-25 12:00", "closed"),
]
WEEK = Hall(
    schedules=(
        ten_to_noon(weekdays=TU | FR),
        ten_to_noon(weekdays=TH, audience="women"),
        Schedule(weekdays=WE, opens=1140),
    )
)


@pytest.mark.parametrize(("moment", "expected"), STATUSES)
def test_the_status_at_a_moment(moment: str, expected: str) -> None:
    assert status(WEEK, CALENDARS, at(moment)) == expected
    assert open_at(WEEK, CALENDARS, at(moment)) == (expected == "open")


SEEN = ten_to_noon(weekdays=MO, kind="by_appointment")
DOUBTFUL_THEN_SURE = (ten_to_noon(weekdays=FR), Schedule(weekdays=FR, opens=840, closes=900, bank_holidays="as_usual"))
FEW_WORDS = [
    ("no schedules at all: nobody knows", Hall(), "2026-12-07 10:30", "not_known"),
    ("no schedules, but an extra opening now", Hall(extra_openings=(EXTRA,)), "2026-12-01 11:00", "open"),
    ("no schedules, and an extra opening later", Hall(extra_openings=(EXTRA,)), "2026-12-01 10:00", "opens_later"),
    ("no schedules, and an extra opening that is over", Hall(extra_openings=(EXTRA,)), "2026-12-01 14:00", "not_known"),
    ("only by appointment, at its time", Hall(schedules=(SEEN,)), "2026-12-07 10:30", "by_appointment"),
    ("only by appointment, at another time", Hall(schedules=(SEEN,)), "2026-12-08 10:30", "by_appointment"),
    ("by appointment without times", Hall(schedules=(Schedule(kind="by_appointment"),)), "2026-12-08 10:30", "by_appointment"),
    ("by appointment now, others on other days", Hall(schedules=(SEEN, MORNING)), "2026-12-07 10:30", "by_appointment"),
    ("by appointment on another day", Hall(schedules=(SEEN, MORNING)), "2026-12-09 10:30", "closed"),
    (
        "by appointment now, and anybody later today",
        Hall(schedules=(SEEN, Schedule(weekdays=MO, opens=840, closes=900))),
        "2026-12-07 10:30",
        "opens_later",
    ),
    ("doubtful now, certain later", Hall(schedules=DOUBTFUL_THEN_SURE), "2026-12-25 10:30", "not_known"),
    ("doubtful later, certain later still", Hall(schedules=DOUBTFUL_THEN_SURE), "2026-12-25 09:00", "opens_later"),
    (
        "by appointment now, doubtful later",
        Hall(
            schedules=(
                *DOUBTFUL_THEN_SURE[:1],
                Schedule(weekdays=FR, opens=540, closes=570, kind="by_appointment", bank_holidays="as_usual"),
            )
        ),
        "2026-12-25 09:15",
        "by_appointment",
    ),
    ("until late, an hour before midnight", Hall(schedules=(Schedule(weekdays=TU, opens=1380),)), "2026-12-01 23:59", "open"),
    ("until late is never past midnight", Hall(schedules=(Schedule(weekdays=TU, opens=1380),)), "2026-12-02 00:00", "closed"),
    ("open since last night", Hall(schedules=(Schedule(weekdays=MO, opens=1320, closes=1560),)), "2026-12-08 01:59", "open"),
    (
        "later means today, not after midnight",
        Hall(schedules=(Schedule(weekdays=TU, opens=0, closes=60),)),
        "2026-12-07 23:00",
        "closed",
    ),
]


@pytest.mark.parametrize(("hall", "moment", "expected"), [row[1:] for row in FEW_WORDS], ids=[row[0] for row in FEW_WORDS])
def test_the_status_of_a_venue_with_little_said(hall: Hall, moment: str, expected: str) -> None:
    assert status(hall, CALENDARS, at(moment)) == expected


def test_an_opening_until_late_counts_as_open_for_two_hours_from_its_own_start() -> None:
    hall = Hall(schedules=(Schedule(weekdays=TU, opens=1080, closes=1200), Schedule(weekdays=TU, opens=1140)))
    assert [status(hall, CALENDARS, at(f"2026-12-01 {time}")) for time in ("20:59", "21:00")] == ["open", "not_known"]


HALF_TERM = ShutBecause("term", "Half term", date(2026, 11, 1))
HEATING = Closure(id=1, first_day=date(2026, 11, 20), last_day=date(2026, 12, 4), reason="no heating")
WHY = [
    ("open as ever", (MORNING,), (), "2026-12-01", None),
    ("nothing falls on that day", (MORNING,), (HEATING,), "2026-12-02", None),
    ("a closure", (MORNING,), (HEATING,), "2026-12-01", ShutBecause("closure", "no heating", date(2026, 12, 4))),
    (
        "a closure of one of two schedules",
        (MORNING, AFTERNOON),
        (msgspec.structs.replace(HEATING, schedule_id=1),),
        "2026-12-01",
        None,
    ),
    ("a closure of another schedule", (MORNING,), (msgspec.structs.replace(HEATING, schedule_id=2),), "2026-12-01", None),
    (
        "a bank holiday",
        (ten_to_noon(weekdays=FR, bank_holidays="closed"),),
        (),
        "2026-12-25",
        ShutBecause("bank_holiday", "Christmas Day", date(2026, 12, 25)),
    ),
    ("a bank holiday nobody spoke of is doubt", (ten_to_noon(weekdays=FR),), (), "2026-12-25", None),
    ("half term", (ten_to_noon(weekdays=TU, term="term_only"),), (), "2026-10-27", HALF_TERM),
    (
        "term, for a holiday club",
        (ten_to_noon(weekdays=TU, term="holidays_only"),),
        (),
        "2026-11-03",
        ShutBecause("term", "Autumn term", date(2026, 12, 18)),
    ),
    ("a term nobody knows is doubt", (ten_to_noon(weekdays=TU, term="term_only"),), (), "2026-12-22", None),
    (
        "a closure goes before half term",
        (ten_to_noon(weekdays=TU, term="term_only"),),
        (Closure(first_day=date(2026, 10, 27), last_day=date(2026, 10, 27), reason="a funeral"),),
        "2026-10-27",
        ShutBecause("closure", "a funeral", date(2026, 10, 27)),
    ),
    (
        "the closure that lasts longest",
        (MORNING,),
        (HEATING, CLOSED),
        "2026-12-01",
        ShutBecause("closure", "no heating", date(2026, 12, 31)),
    ),
    (
        "shut, but people are seen by appointment",
        (MORNING, ten_to_noon(id=2, weekdays=TU, kind="by_appointment")),
        (msgspec.structs.replace(HEATING, schedule_id=1),),
        "2026-12-01",
        ShutBecause("closure", "no heating", date(2026, 12, 4)),
    ),
    (
        "appointments alone",
        (SEEN,),
        (Closure(first_day=date(2026, 12, 7), last_day=date(2026, 12, 7)),),
        "2026-12-07",
        ShutBecause("closure", "", date(2026, 12, 7)),
    ),
]


@pytest.mark.parametrize(("schedules", "closures", "day", "expected"), [row[1:] for row in WHY], ids=[row[0] for row in WHY])
def test_why_it_is_shut_on_a_day(
    schedules: tuple[Schedule, ...], closures: tuple[Closure, ...], day: str, expected: ShutBecause | None
) -> None:
    assert why_shut(Hall(schedules=schedules, closures=closures), CALENDARS, date.fromisoformat(day)) == expected


def test_of_two_closures_that_end_alike_the_one_of_the_whole_venue_is_told() -> None:
    one = Closure(first_day=date(2026, 12, 1), last_day=date(2026, 12, 31), reason="a choir practice", schedule_id=1)
    for closures in ((one, CLOSED), (CLOSED, one)):
        found = why_shut(Hall(schedules=(MORNING,), closures=closures), CALENDARS, date(2026, 12, 1))
        assert found == ShutBecause("closure", "no heating", date(2026, 12, 31))


def test_an_extra_opening_on_a_closed_day_needs_no_excuse() -> None:
    hall = Hall(schedules=(MORNING,), closures=(CLOSED,), extra_openings=(EXTRA,))
    assert why_shut(hall, CALENDARS, date(2026, 12, 1)) is None
