"""When one venue is open: tables of schedules and what they come to, day by day."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from welcome.directory.calendars import BankHoliday, Calendars, TermCalendar, TermPeriod
from welcome.directory.hours import (
    LONDON,
    Closure,
    ExtraOpening,
    Opening,
    Schedule,
    appointments_between,
    next_opening,
    openings_between,
)

MO, TU, WE, TH, FR, SA, SU = (1 << day for day in range(7))
EVERY_DAY = 127
ST_WULFRICS_TERMS = TermCalendar(
    "examplebury",
    "Examplebury Council",
    (
        TermPeriod(date(2026, 9, 1), date(2026, 10, 23), True, "Autumn term"),
        TermPeriod(date(2026, 10, 24), date(2026, 11, 1), False, "Half term"),
        TermPeriod(date(2026, 11, 2), date(2026, 12, 18), True, "Autumn term"),
    ),
)
CALENDARS = Calendars(
    (
        BankHoliday("england", date(2026, 12, 25), "Christmas Day"),
        BankHoliday("england", date(2026, 12, 28), "Boxing Day (substitute day)"),
        BankHoliday("scotland", date(2026, 11, 30), "St Andrew's Day"),
    ),
    (ST_WULFRICS_TERMS,),
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


def told(openings: list[Opening]) -> list[str]:
    """Return openings as short lines: `2026-12-25 10:00 12:00 bank_holiday`; an end on another day says its day."""
    lines = []
    for opening in openings:
        ends = f"{opening.ends:%H:%M}" if opening.ends.date() == opening.starts.date() else f"{opening.ends:%d %H:%M}"
        offer = " ".join(
            word for word in (opening.doubt, opening.audience, opening.booking, opening.cost)
            if word not in (None, "everyone", "none", "free")
        )  # fmt: skip
        lines.append(f"{opening.starts:%Y-%m-%d %H:%M} {ends} {offer}".strip())
    return lines


def ten_to_noon(**rule: object) -> Schedule:
    return Schedule(**{"opens": 600, "closes": 720, **rule})


RULES = [
    ("every Tuesday", ten_to_noon(weekdays=TU), "1 8 15 22 29"),
    ("1st and 3rd Thursday", ten_to_noon(weekdays=TH, nth=0b101), "3 17"),
    ("last Thursday", ten_to_noon(weekdays=TH, nth=0b100000), "31"),
    ("4th and last Thursday, the last being the 5th", ten_to_noon(weekdays=TH, nth=0b101000), "24 31"),
    ("4th and last Wednesday, the last being the 5th", ten_to_noon(weekdays=WE, nth=0b101000), "23 30"),
    ("4th and last Friday, the last being the 4th", ten_to_noon(weekdays=FR, nth=0b101000), "25?"),
    ("last Friday, seven days before the next month begins", ten_to_noon(weekdays=FR, nth=32, bank_holidays="as_usual"), "25"),
    ("last Thursday but one is not the last", ten_to_noon(weekdays=TH, nth=0b100000, valid_to=date(2026, 12, 30)), ""),
    ("5th Monday, of which December has none", ten_to_noon(weekdays=MO, nth=0b10000), ""),
    ("every 2 weeks from a Wednesday", ten_to_noon(weekdays=WE, every_weeks=2, anchor=date(2026, 11, 18)), "2 16 30"),
    (
        "every 2 weeks, nothing before the anchor",
        ten_to_noon(weekdays=MO | TH, every_weeks=2, anchor=date(2026, 12, 9)),
        "10 21 24",
    ),
    (
        "every 3 weeks, counted in weeks from Monday",
        ten_to_noon(weekdays=SU | MO, every_weeks=3, anchor=date(2026, 12, 6)),
        "6 21 27",
    ),
    ("every 4 weeks from years ago", ten_to_noon(weekdays=TU, every_weeks=4, anchor=date(2020, 1, 7)), "1 29"),
    ("every 2 weeks and nobody knows from when", ten_to_noon(weekdays=TU, every_weeks=2), ""),
    ("Tuesdays in January and March", ten_to_noon(weekdays=TU, months=0b101), ""),
    ("Tuesdays in December", ten_to_noon(weekdays=TU, months=1 << 11), "1 8 15 22 29"),
    (
        "first and last date included",
        ten_to_noon(weekdays=TU, valid_from=date(2026, 12, 8), valid_to=date(2026, 12, 22)),
        "8 15 22",
    ),
    ("Fridays, nothing said of bank holidays", ten_to_noon(weekdays=FR), "4 11 18 25?"),
    ("Fridays, bank holidays as usual", ten_to_noon(weekdays=FR, bank_holidays="as_usual"), "4 11 18 25"),
    ("Fridays, closed on bank holidays", ten_to_noon(weekdays=FR, bank_holidays="closed"), "4 11 18"),
    ("bank holidays alone", ten_to_noon(bank_holidays="only"), "25 28"),
    ("bank holiday Mondays", ten_to_noon(weekdays=MO, bank_holidays="only"), "28"),
    (
        "Tuesdays in term, of which nothing is known after the 18th",
        ten_to_noon(weekdays=TU, term="term_only"),
        "1 8 15 22t 29t",
    ),
    ("Tuesdays in the holidays", ten_to_noon(weekdays=TU, term="holidays_only"), "22t 29t"),
    ("Fridays in term: doubt of a bank holiday goes first", ten_to_noon(weekdays=FR, term="term_only"), "4 11 18 25?"),
]


@pytest.mark.parametrize(("rule", "days"), [row[1:] for row in RULES], ids=[row[0] for row in RULES])
def test_a_rule_falls_on_its_days_of_december_2026(rule: Schedule, days: str) -> None:
    doubts = {"?": " bank_holiday", "t": " term"}
    expected = [
        f"2026-12-{int(day.rstrip('?t')):02} 10:00 12:00{doubts.get(day.lstrip('0123456789'), '')}" for day in days.split()
    ]
    found = openings_between(Hall(schedules=(rule,)), CALENDARS, date(2026, 12, 1), date(2027, 1, 1))
    assert told(found) == expected


def test_half_term_shuts_what_is_for_term_and_opens_what_is_for_holidays() -> None:
    week = date(2026, 10, 26), date(2026, 11, 2)
    for term, expected in (("term_only", []), ("holidays_only", ["2026-10-27 10:00 12:00"])):
        assert told(openings_between(Hall(schedules=(ten_to_noon(weekdays=TU, term=term),)), CALENDARS, *week)) == expected


@pytest.mark.parametrize("key", ["nowhere", ""])
def test_a_venue_with_a_term_calendar_that_is_not_there_is_not_called_open(key: str) -> None:
    hall = Hall(schedules=(ten_to_noon(weekdays=TU, term="term_only"),), term_calendar=key)
    calendars = msgspec.structs.replace(CALENDARS, default_terms=None)
    found = openings_between(hall, calendars, date(2026, 12, 1), date(2026, 12, 2))
    assert [opening.doubt for opening in found] == ["term"]


def test_bank_holidays_are_those_of_the_venues_own_nation() -> None:
    hall = Hall(schedules=(ten_to_noon(weekdays=MO, bank_holidays="closed"),), division="scotland")
    assert told(openings_between(hall, CALENDARS, date(2026, 11, 30), date(2026, 12, 29))) == [
        "2026-12-07 10:00 12:00",
        "2026-12-14 10:00 12:00",
        "2026-12-21 10:00 12:00",
        "2026-12-28 10:00 12:00",
    ]


CLOCKS = [
    # The clocks go forward on Sunday 29 March 2026 at 01:00: 01:00 to 02:00 is skipped.
    ("across the skipped hour", date(2026, 3, 29), 30, 180, "00:30+00:00", "03:00+01:00", 90),
    ("opens in the skipped hour", date(2026, 3, 29), 90, 240, "02:30+01:00", "04:00+01:00", 90),
    ("closes in the skipped hour", date(2026, 3, 29), 30, 90, "00:30+00:00", "02:30+01:00", 60),
    ("inside the skipped hour", date(2026, 3, 29), 75, 105, "02:15+01:00", "02:45+01:00", 30),
    ("opens as the clock has jumped", date(2026, 3, 29), 120, 240, "02:00+01:00", "04:00+01:00", 120),
    ("from the evening before into it", date(2026, 3, 28), 1320, 1530, "22:00+00:00", "02:30+01:00", 210),
    # They go back on Sunday 25 October 2026 at 02:00: 01:00 to 02:00 comes twice.
    ("across the repeated hour", date(2026, 10, 25), 30, 180, "00:30+01:00", "03:00+00:00", 210),
    ("opens in the repeated hour: the first", date(2026, 10, 25), 90, 180, "01:30+01:00", "03:00+00:00", 150),
    ("closes in the repeated hour: the first", date(2026, 10, 25), 30, 90, "00:30+01:00", "01:30+01:00", 60),
    ("opens as the repeated hour is over", date(2026, 10, 25), 120, 180, "02:00+00:00", "03:00+00:00", 60),
    ("from the evening before into it", date(2026, 10, 24), 1320, 1530, "22:00+01:00", "01:30+01:00", 210),
]


@pytest.mark.parametrize(
    ("day", "opens", "closes", "starts", "ends", "minutes"), [row[1:] for row in CLOCKS], ids=[row[0] for row in CLOCKS]
)
def test_the_night_the_clocks_change(day: date, opens: int, closes: int, starts: str, ends: str, minutes: int) -> None:
    hall = Hall(schedules=(Schedule(weekdays=EVERY_DAY, opens=opens, closes=closes, valid_from=day, valid_to=day),))
    (opening,) = openings_between(hall, CALENDARS, day, day + timedelta(days=1))
    assert (opening.starts.isoformat()[11:16] + opening.starts.isoformat()[19:]) == starts
    assert (opening.ends.isoformat()[11:16] + opening.ends.isoformat()[19:]) == ends
    assert opening.ends.astimezone(UTC) - opening.starts.astimezone(UTC) == timedelta(minutes=minutes)


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])
@pytest.mark.parametrize("days_after", range(-3, 4))
def test_ten_is_ten_on_the_days_around_a_change_of_the_clocks(change: date, days_after: int) -> None:
    day = change + timedelta(days=days_after)
    hall = Hall(schedules=(ten_to_noon(weekdays=EVERY_DAY),))
    assert told(openings_between(hall, CALENDARS, day, day + timedelta(days=1))) == [f"{day} 10:00 12:00"]


def test_an_opening_that_the_skipped_hour_empties_is_dropped() -> None:
    day = date(2026, 3, 29)
    hall = Hall(schedules=(Schedule(weekdays=SU, opens=75, closes=120),))
    assert openings_between(hall, CALENDARS, day, day + timedelta(days=1)) == []


def test_a_closure_removes_whole_openings_by_the_date_they_start() -> None:
    night = Schedule(id=1, weekdays=FR | SA, opens=1320, closes=1560)
    hall = Hall(schedules=(night,), closures=(Closure(first_day=date(2026, 12, 4), last_day=date(2026, 12, 4)),))
    assert told(openings_between(hall, CALENDARS, date(2026, 12, 3), date(2026, 12, 7))) == ["2026-12-05 22:00 06 02:00"]


CLOSED = Closure(first_day=date(2026, 12, 1), last_day=date(2026, 12, 31), reason="no heating")
MORNING, AFTERNOON = ten_to_noon(id=1, weekdays=TU), Schedule(id=2, weekdays=TU, opens=840, closes=960)
EXTRA = ExtraOpening(day=date(2026, 12, 1), opens=660, closes=780, reason="Christmas fair")
TUESDAYS = [
    ("a day", (MORNING, AFTERNOON), (), (), ["10:00 12:00", "14:00 16:00"]),
    ("closed altogether", (MORNING, AFTERNOON), (CLOSED,), (), []),
    ("one schedule closed", (MORNING, AFTERNOON), (msgspec.structs.replace(CLOSED, schedule_id=1),), (), ["14:00 16:00"]),
    ("an extra opening stands", (MORNING, AFTERNOON), (CLOSED,), (EXTRA,), ["11:00 13:00"]),
    ("an extra opening joins what it overlaps", (MORNING, AFTERNOON), (), (EXTRA,), ["10:00 13:00", "14:00 16:00"]),
    ("touching openings join", (MORNING, Schedule(weekdays=TU, opens=720, closes=800)), (), (), ["10:00 13:20"]),
    ("one inside another", (MORNING, Schedule(weekdays=TU, opens=630, closes=640)), (), (), ["10:00 12:00"]),
    ("closing before opening gives nothing", (Schedule(weekdays=TU, opens=720, closes=600),), (), (), []),
    ("until late", (Schedule(weekdays=TU, opens=1140),), (), (), ["19:00 02 00:00 no_closing_time"]),
    ("an extra opening until late", (), (), (ExtraOpening(day=EXTRA.day, opens=1140),), ["19:00 02 00:00 no_closing_time"]),
    (
        "different people: both are listed",
        (MORNING, ten_to_noon(weekdays=TU, audience="women")),
        (),
        (),
        ["10:00 12:00", "10:00 12:00 women"],
    ),
    (
        "different booking and cost: both are listed",
        (MORNING, Schedule(weekdays=TU, opens=720, closes=780, booking="needed", cost="paid")),
        (),
        (),
        ["10:00 12:00", "12:00 13:00 needed paid"],
    ),
    ("by appointment is never an opening", (MORNING, ten_to_noon(weekdays=TU, kind="by_appointment")), (), (), ["10:00 12:00"]),
]


@pytest.mark.parametrize(
    ("schedules", "closures", "extras", "expected"), [row[1:] for row in TUESDAYS], ids=[row[0] for row in TUESDAYS]
)
def test_a_tuesday_in_december(
    schedules: tuple[Schedule, ...], closures: tuple[Closure, ...], extras: tuple[ExtraOpening, ...], expected: list[str]
) -> None:
    hall = Hall(schedules=schedules, closures=closures, extra_openings=extras)
    found = openings_between(hall, CALENDARS, date(2026, 12, 1), date(2026, 12, 2))
    assert told(found) == [f"2026-12-01 {line}" for line in expected]


SEEN = ten_to_noon(weekdays=MO, kind="by_appointment")


def test_a_certain_opening_wins_where_a_doubtful_one_overlaps_it() -> None:
    usual = Schedule(weekdays=FR, opens=660, closes=690, bank_holidays="as_usual")
    hall = Hall(schedules=(ten_to_noon(weekdays=FR), usual))
    assert told(openings_between(hall, CALENDARS, date(2026, 12, 25), date(2026, 12, 26))) == [
        "2026-12-25 10:00 11:00 bank_holiday",
        "2026-12-25 11:00 11:30",
        "2026-12-25 11:30 12:00 bank_holiday",
    ]


def test_a_certain_opening_wins_over_one_in_a_term_nobody_knows() -> None:
    hall = Hall(schedules=(ten_to_noon(weekdays=TU, term="term_only"), Schedule(weekdays=TU, opens=540, closes=630)))
    assert told(openings_between(hall, CALENDARS, date(2026, 12, 22), date(2026, 12, 23))) == [
        "2026-12-22 09:00 10:30",
        "2026-12-22 10:30 12:00 term",
    ]


def test_two_doubts_that_overlap_are_both_listed() -> None:
    hall = Hall(schedules=(ten_to_noon(weekdays=FR), Schedule(weekdays=FR, opens=660, closes=None, bank_holidays="as_usual")))
    assert told(openings_between(hall, CALENDARS, date(2026, 12, 25), date(2026, 12, 26))) == [
        "2026-12-25 10:00 12:00 bank_holiday",
        "2026-12-25 11:00 26 00:00 no_closing_time",
    ]


def test_a_bank_holiday_in_the_school_holidays_is_no_opening_in_term() -> None:
    calendars = msgspec.structs.replace(CALENDARS, bank_holidays=(BankHoliday("england", date(2026, 10, 27), "A royal day"),))
    week = date(2026, 10, 26), date(2026, 11, 2)
    for term, expected in (("term_only", []), ("holidays_only", ["2026-10-27 10:00 12:00 bank_holiday"])):
        assert told(openings_between(Hall(schedules=(ten_to_noon(weekdays=TU, term=term),)), calendars, *week)) == expected


def test_an_opening_until_late_keeps_its_start_where_a_certain_one_overlaps_it() -> None:
    hall = Hall(schedules=(Schedule(weekdays=TU, opens=1080, closes=1200), Schedule(weekdays=TU, opens=1140)))
    assert told(openings_between(hall, CALENDARS, date(2026, 12, 1), date(2026, 12, 2))) == [
        "2026-12-01 18:00 20:00",
        "2026-12-01 19:00 02 00:00 no_closing_time",
    ]


def test_times_by_appointment_are_listed_apart() -> None:
    found = appointments_between(Hall(schedules=(SEEN, MORNING)), CALENDARS, date(2026, 12, 1), date(2026, 12, 15))
    assert told(found) == ["2026-12-07 10:00 12:00", "2026-12-14 10:00 12:00"]


def test_a_venue_that_never_shuts_is_cut_a_day_outside_the_days_asked_for() -> None:
    hall = Hall(schedules=(Schedule(weekdays=EVERY_DAY, opens=0, closes=1440, bank_holidays="as_usual"),))
    (opening,) = openings_between(hall, CALENDARS, date(2026, 12, 1), date(2026, 12, 8))
    assert (opening.starts, opening.ends) == (at("2026-11-30 00:00"), at("2026-12-09 00:00"))


def test_openings_of_no_days_are_none() -> None:
    hall = Hall(schedules=(Schedule(weekdays=EVERY_DAY, opens=0, closes=1440),))
    assert openings_between(hall, CALENDARS, date(2026, 12, 1), date(2026, 12, 1)) == []


def test_the_next_opening_is_the_first_that_starts_at_or_after_the_moment() -> None:
    hall = Hall(schedules=(MORNING,))
    for moment, starts in (("2026-12-01 10:00", "2026-12-01 10:00"), ("2026-12-01 10:01", "2026-12-08 10:00")):
        opening = next_opening(hall, CALENDARS, at(moment))
        assert opening is not None
        assert opening.starts == at(starts)


def test_the_next_opening_is_found_a_year_on_and_not_beyond() -> None:
    hall = Hall(schedules=(ten_to_noon(valid_from=date(2027, 12, 1), weekdays=TU),))
    assert next_opening(hall, CALENDARS, at("2026-11-30 12:00"), within_days=300) is None
    assert next_opening(hall, CALENDARS, at("2025-11-30 12:00")) is None
    opening = next_opening(hall, CALENDARS, at("2026-11-30 12:00"))
    assert opening is not None
    assert opening.starts == at("2027-12-07 10:00")
