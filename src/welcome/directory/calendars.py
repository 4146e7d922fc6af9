"""Which days are bank holidays and which are school term, and when nobody has said.

Bank holidays differ by division of the United Kingdom; term dates are set by each authority. A date that no period of a
term calendar covers is *not known*, which is neither term nor holiday.
"""

from datetime import date
from typing import Literal

import msgspec
import numpy as np

Division = Literal["england", "wales", "scotland", "northern_ireland"]
DIVISIONS: tuple[Division, ...] = ("england", "wales", "scotland", "northern_ireland")

#: What `term_days` says of a day.
TERM_NOT_KNOWN, TERM, HOLIDAY = 0, 1, 2


class BankHoliday(msgspec.Struct, frozen=True):
    """A day on which banks are shut in one division: `BankHoliday("england", date(2026, 12, 25), "Christmas Day")`."""

    division: Division
    day: date
    title: str


class TermPeriod(msgspec.Struct, frozen=True):
    """A run of days, both ends included, that an authority calls term or holiday; `title` is its own name for it."""

    first_day: date
    last_day: date
    is_term: bool
    title: str = ""


class TermCalendar(msgspec.Struct, frozen=True):
    """The periods that one authority has published, under a short key such as `walsall`."""

    key: str
    name: str
    periods: tuple[TermPeriod, ...] = ()


class Calendars(msgspec.Struct, frozen=True):
    """Every bank holiday and term calendar that the operator keeps.

    `default_terms` is the key of the calendar used by venues that name none; None means that no term dates are known.
    """

    bank_holidays: tuple[BankHoliday, ...] = ()
    terms: tuple[TermCalendar, ...] = ()
    default_terms: str | None = None


def bank_holiday_titles(calendars: Calendars, division: Division) -> dict[date, str]:
    """Return the bank holidays of one division, each with its title."""
    return {holiday.day: holiday.title for holiday in calendars.bank_holidays if holiday.division == division}


def bank_holidays_in(calendars: Calendars, division: Division, first_day: date, days: int) -> np.ndarray:
    """Return for each of `days` days from `first_day` whether it is a bank holiday in the division: bool."""
    first = first_day.toordinal()
    found = np.zeros(days, bool)
    places = [holiday.day.toordinal() - first for holiday in calendars.bank_holidays if holiday.division == division]
    found[[place for place in places if 0 <= place < days]] = True
    return found


def term_calendar(calendars: Calendars, key: str | None) -> TermCalendar | None:
    """Return the term calendar with this key, the default one for None, or None where there is no such calendar."""
    wanted = key or calendars.default_terms
    return next((terms for terms in calendars.terms if terms.key == wanted), None)


def term_period(terms: TermCalendar | None, day: date) -> TermPeriod | None:
    """Return the period that covers `day`, or None when nobody has said; a holiday wins where both are claimed."""
    if terms is None:
        return None
    covering = [period for period in terms.periods if period.first_day <= day <= period.last_day]
    return min(covering, key=lambda period: period.is_term, default=None)


def term_days(terms: TermCalendar | None, first_day: date, days: int) -> np.ndarray:
    """Return for each of `days` days from `first_day` what `term_period` says of it: uint8, TERM_NOT_KNOWN, TERM or HOLIDAY."""
    found = np.full(days, TERM_NOT_KNOWN, np.uint8)
    if terms is None:
        return found
    first = first_day.toordinal()
    for period in sorted(terms.periods, key=lambda period: not period.is_term):
        begin, end = period.first_day.toordinal() - first, period.last_day.toordinal() - first + 1
        found[max(begin, 0) : max(end, 0)] = TERM if period.is_term else HOLIDAY
    return found
