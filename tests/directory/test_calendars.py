"""Bank holidays and term dates: what is known of a day, and what nobody has said."""

from datetime import date, timedelta

import msgspec
import numpy as np
import pytest
from hypothesis import given, note, seed, settings
from hypothesis import strategies as st

from welcome.directory.calendars import (
    HOLIDAY,
    TERM,
    TERM_NOT_KNOWN,
    BankHoliday,
    Calendars,
    TermCalendar,
    TermPeriod,
    bank_holiday_titles,
    bank_holidays_in,
    term_calendar,
    term_days,
    term_period,
)

SEED = 20_261_026
EXAMPLEBURY = TermCalendar(
    "examplebury",
    "Examplebury Council",
    (
        TermPeriod(date(2026, 9, 1), date(2026, 12, 18), True, "Autumn term"),
        TermPeriod(date(2026, 10, 24), date(2026, 11, 1), False, "Half term"),
    ),
)
WOODEND = TermCalendar("woodend", "Woodend Academy")
CALENDARS = Calendars(
    (
        BankHoliday("england", date(2026, 12, 25), "Christmas Day"),
        BankHoliday("scotland", date(2026, 11, 30), "St Andrew's Day"),
    ),
    (EXAMPLEBURY, WOODEND),
    "examplebury",
)


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (date(2026, 8, 31), None),
        (date(2026, 9, 1), "Autumn term"),
        (date(2026, 10, 23), "Autumn term"),
        (date(2026, 10, 24), "Half term"),
        (date(2026, 11, 1), "Half term"),
        (date(2026, 11, 2), "Autumn term"),
        (date(2026, 12, 18), "Autumn term"),
        (date(2026, 12, 19), None),
    ],
)
def test_a_holiday_inside_a_term_is_a_holiday_and_a_day_in_neither_is_not_known(day: date, title: str | None) -> None:
    period = term_period(EXAMPLEBURY, day)
    assert (period.title if period else None) == title


@pytest.mark.parametrize(("key", "found"), [(None, EXAMPLEBURY), ("woodend", WOODEND), ("nowhere", None), ("", EXAMPLEBURY)])
def test_a_venue_uses_the_calendar_it_names_and_otherwise_the_default(key: str | None, found: TermCalendar | None) -> None:
    assert term_calendar(CALENDARS, key) == found


def test_where_no_default_is_set_no_term_dates_are_known() -> None:
    assert term_calendar(msgspec.structs.replace(CALENDARS, default_terms=None), None) is None
    assert term_days(None, date(2026, 9, 1), 3).tolist() == [TERM_NOT_KNOWN] * 3


def test_bank_holidays_are_told_by_division() -> None:
    assert bank_holiday_titles(CALENDARS, "england") == {date(2026, 12, 25): "Christmas Day"}
    assert np.flatnonzero(bank_holidays_in(CALENDARS, "scotland", date(2026, 11, 1), 60)).tolist() == [29]
    assert not bank_holidays_in(CALENDARS, "wales", date(2026, 11, 1), 60).any()


@pytest.mark.parametrize(("first_day", "days"), [(date(2026, 12, 26), 5), (date(2026, 12, 20), 5), (date(2026, 12, 25), 0)])
def test_a_bank_holiday_outside_the_days_is_not_among_them(first_day: date, days: int) -> None:
    assert bank_holidays_in(CALENDARS, "england", first_day, days).tolist() == [False] * days


PERIODS = st.builds(
    lambda first_day, length, is_term: TermPeriod(first_day, first_day + timedelta(days=length), is_term),
    st.dates(date(2026, 1, 1), date(2026, 3, 31)),
    st.integers(-2, 40),
    st.booleans(),
)


@seed(SEED)
@settings(deadline=None, database=None, max_examples=200)
@given(st.lists(PERIODS, max_size=6), st.dates(date(2026, 1, 1), date(2026, 3, 31)), st.integers(0, 60))
def test_many_days_at_once_are_told_as_each_day_alone(periods: list[TermPeriod], first_day: date, days: int) -> None:
    note(f"seed {SEED}")
    terms = TermCalendar("examplebury", "Examplebury Council", tuple(periods))
    expected = []
    for day in range(days):
        period = term_period(terms, first_day + timedelta(days=day))
        expected.append(TERM_NOT_KNOWN if period is None else TERM if period.is_term else HOLIDAY)
    assert term_days(terms, first_day, days).tolist() == expected
