"""Bank holidays: the days that GOV.UK lists, and the true Christmas and New Year beside their substitutes."""

from datetime import date

import pytest

from welcome.directory.calendars import DIVISIONS, Calendars, Division, bank_holiday_titles
from welcome.exchange.bank_holidays import bank_holidays_from_package

# From https://www.gov.uk/bank-holidays; lines with a star are the true days that we add.
ENGLAND = """
2026-01-01 New Year's Day
2026-04-03 Good Friday
2026-04-06 Easter Monday
2026-05-04 Early May bank holiday
2026-05-25 Spring bank holiday
2026-08-31 Summer bank holiday
2026-12-25 Christmas Day
2026-12-26 Boxing Day *
2026-12-28 Boxing Day (substitute day)
2027-01-01 New Year's Day
2027-03-26 Good Friday
2027-03-29 Easter Monday
2027-05-03 Early May bank holiday
2027-05-31 Spring bank holiday
2027-08-30 Summer bank holiday
2027-12-25 Christmas Day *
2027-12-26 Boxing Day *
2027-12-27 Christmas Day (substitute day)
2027-12-28 Boxing Day (substitute day)
2028-01-01 New Year's Day *
2028-01-03 New Year's Day (substitute day)
"""


def test_englands_bank_holidays_are_those_of_gov_uk_and_the_true_days_of_christmas_and_new_year() -> None:
    found = bank_holidays_from_package("england", range(2026, 2029))
    expected = [line.removesuffix(" *") for line in ENGLAND.split("\n") if line]
    assert [f"{holiday.day} {holiday.title}" for holiday in found][: len(expected)] == expected
    assert {holiday.division for holiday in found} == {"england"}


ONE_DAY = [
    ("scotland", date(2026, 1, 2), "2nd January"),
    ("scotland", date(2022, 1, 4), "2nd January (substitute day)"),
    ("scotland", date(2023, 1, 2), "2nd January"),
    ("scotland", date(2026, 11, 30), "St Andrew's Day"),
    ("scotland", date(2024, 12, 2), "St Andrew's Day (substitute day)"),
    ("scotland", date(2024, 11, 30), None),
    ("scotland", date(2026, 8, 3), "Summer bank holiday"),
    ("scotland", date(2026, 4, 6), None),
    ("wales", date(2026, 4, 6), "Easter Monday"),
    ("wales", date(2026, 11, 30), None),
    ("northern_ireland", date(2026, 3, 17), "St Patrick's Day"),
    ("northern_ireland", date(2026, 7, 13), "Battle of the Boyne (Orangemen's Day) (substitute day)"),
    ("northern_ireland", date(2026, 7, 12), None),
    ("england", date(2022, 9, 19), "State Funeral of Queen Elizabeth II"),
    ("england", date(2022, 6, 3), "Platinum Jubilee of Elizabeth II"),
    ("england", date(2026, 3, 17), None),
    ("england", date(2026, 4, 5), None),
]


@pytest.mark.parametrize(("division", "day", "title"), ONE_DAY)
def test_each_nation_has_its_own_bank_holidays(division: Division, day: date, title: str | None) -> None:
    kept = Calendars(bank_holidays=bank_holidays_from_package(division, [day.year]))
    assert bank_holiday_titles(kept, division).get(day) == title


@pytest.mark.parametrize("division", DIVISIONS)
def test_days_come_once_and_in_order_and_only_from_the_years_asked_for(division: Division) -> None:
    days = [holiday.day for holiday in bank_holidays_from_package(division, [2030, 2027, 2030])]
    assert days == sorted(set(days))
    assert {day.year for day in days} == {2027, 2030}
    assert bank_holidays_from_package(division, []) == ()
