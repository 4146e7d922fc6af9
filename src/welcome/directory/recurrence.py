"""On which days a rule falls, which days calendars take away, and on which nobody has said.

The one place that knows what weekday, fortnight, nth, month, validity, bank-holiday and term rules mean. It answers for many
rules and many days at once: a matrix with one row a rule and one column a day.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from itertools import count
from operator import attrgetter
from typing import Any, get_args

import msgspec
import numpy as np

from welcome.directory.calendars import HOLIDAY, TERM, Calendars, Division, bank_holidays_in, term_calendar, term_days
from welcome.directory.schedules import (
    LAST_IN_MONTH,
    MONTHS_A_YEAR,
    Audience,
    BankHolidayRule,
    Booking,
    Cost,
    Schedule,
    TermRule,
)
from welcome.directory.wall_clock import MINUTES_A_DAY

#: What becomes of a rule on a day. From CERTAIN to DOUBTED_BY_TERM it opens, and `effect - CERTAIN` is the code of its doubt.
NOT_THEN, CERTAIN, DOUBTED_BY_BANK_HOLIDAY, DOUBTED_BY_TERM, OFF_FOR_BANK_HOLIDAY, OFF_FOR_TERM = range(6)

BANK_HOLIDAY_RULES: tuple[str, ...] = get_args(BankHolidayRule)
NOT_SAID, AS_USUAL, CLOSED, ONLY = range(len(BANK_HOLIDAY_RULES))
TERM_RULES: tuple[str, ...] = get_args(TermRule)
ALWAYS, TERM_ONLY, HOLIDAYS_ONLY = range(len(TERM_RULES))

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
BOOKINGS: tuple[Booking, ...] = get_args(Booking)
COSTS: tuple[Cost, ...] = get_args(Cost)
#: Who an opening is for, how one gets in and what it costs, in the order of their codes.
OFFERS: tuple[tuple[Audience, Booking, Cost], ...] = tuple((a, b, c) for a in AUDIENCES for b in BOOKINGS for c in COSTS)
OFFER_CODES = {offer: code for code, offer in enumerate(OFFERS)}

#: No time of day: this rule gives no intervals.
NO_TIME = -1
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_LATE_ORDINAL = date.max.toordinal()
_CHOICES = attrgetter("bank_holidays", "term", "kind", "audience", "booking", "cost")
#: Fields in which most schedules say nothing: name, the number that stands for nothing, type of the column, value to number.
_SPECIAL_FIELDS: tuple[tuple[str, int, type[np.generic], Callable[[Any], int]], ...] = (
    ("every_weeks", 1, np.uint8, int),
    ("nth", 0, np.uint8, int),
    ("months", 0, np.uint16, int),
    ("anchor", _LATE_ORDINAL, np.int32, date.toordinal),
    ("valid_from", 0, np.int32, date.toordinal),
    ("valid_to", _LATE_ORDINAL, np.int32, date.toordinal),
)
_SPECIAL = attrgetter(*(name for name, *_ in _SPECIAL_FIELDS))
_NOTHING_SPECIAL = _SPECIAL(Schedule())


class Rules(msgspec.Struct, frozen=True):
    """Schedules as columns of one length: masks as in `Schedule`, dates as ordinals, choices as the codes above.

    opens: minutes or NO_TIME. closes: minutes, MINUTES_A_DAY for "until late" with no_close set. anchor: the last possible
    date where there is none, so that a rule without its anchor never falls. offers: index into OFFERS.
    """

    weekdays: np.ndarray
    every_weeks: np.ndarray
    nth: np.ndarray
    months: np.ndarray
    opens: np.ndarray
    closes: np.ndarray
    no_close: np.ndarray
    anchor: np.ndarray
    valid_from: np.ndarray
    valid_to: np.ndarray
    bank_holidays: np.ndarray
    term: np.ndarray
    by_appointment: np.ndarray
    offers: np.ndarray


def rules_of(schedules: Sequence[Schedule]) -> Rules:
    """Return the schedules as columns, in their order."""
    opens, _ = _minutes(schedules, "opens", NO_TIME)
    closes, no_close = _minutes(schedules, "closes", MINUTES_A_DAY)
    every_weeks, nth, months, anchor, valid_from, valid_to = _special(schedules)
    banks, terms, by_appointment, offers = _choices(schedules)
    return Rules(
        weekdays=np.fromiter(map(attrgetter("weekdays"), schedules), np.uint8, len(schedules)),
        every_weeks=every_weeks,
        nth=nth,
        months=months,
        opens=opens,
        closes=closes,
        no_close=no_close,
        anchor=anchor,
        valid_from=valid_from,
        valid_to=valid_to,
        bank_holidays=banks,
        term=terms,
        by_appointment=by_appointment.astype(bool),
        offers=offers,
    )


def _minutes(schedules: Sequence[Schedule], field: str, otherwise: int) -> tuple[np.ndarray, np.ndarray]:
    """Return a field of minutes as a column, and where there are none."""
    minutes = list(map(attrgetter(field), schedules))
    missing = [place for place, minute in enumerate(minutes) if minute is None]
    for place in missing:
        minutes[place] = otherwise
    absent = np.zeros(len(minutes), bool)
    absent[missing] = True
    return np.fromiter(minutes, np.int32, len(minutes)), absent


def _special(schedules: Sequence[Schedule]) -> list[np.ndarray]:
    """Return the columns of _SPECIAL_FIELDS, dates as ordinals; only the schedules that say something are read."""
    columns = [np.full(len(schedules), nothing, kind) for _, nothing, kind, _ in _SPECIAL_FIELDS]
    places = [place for place, said in enumerate(map(_SPECIAL, schedules)) if said != _NOTHING_SPECIAL]
    if places:
        values_of = zip(*(_SPECIAL(schedules[place]) for place in places), strict=True)
        for column, (_, nothing, _, number), values in zip(columns, _SPECIAL_FIELDS, values_of, strict=True):
            column[places] = [nothing if value is None else number(value) for value in values]
    return columns


def _choices(schedules: Sequence[Schedule]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the codes of bank-holiday rule, term rule, by appointment and offer.

    Few combinations are in use, so each is turned into codes once.
    """
    places: defaultdict[tuple[Any, ...], int] = defaultdict(count().__next__)
    place_of = np.fromiter(map(places.__getitem__, map(_CHOICES, schedules)), np.int32, len(schedules))
    codes = [
        (BANK_HOLIDAY_RULES.index(banks), TERM_RULES.index(term), kind == "by_appointment", OFFER_CODES[tuple(offer)])
        for banks, term, kind, *offer in places
    ]
    banks, terms, by_appointment, offers = np.array(codes, np.uint8).reshape(-1, 4).T[:, place_of]
    return banks, terms, by_appointment, offers


def effects(
    rules: Rules,
    calendar_of: np.ndarray,
    names: Sequence[tuple[Division, str | None]],
    calendars: Calendars,
    first_day: date,
    days: int,
) -> np.ndarray:
    """Return what becomes of each rule on each of `days` days from `first_day`: uint8, one row a rule, one column a day.

    names: the (division, term calendar) pairs in use; calendar_of: int array, each rule's place among them.
    Calendars are asked about the day on which an opening starts, also when it runs past midnight.
    A bank holiday about which the host said nothing is doubt, and doubt of a bank holiday goes before doubt of a term.
    """
    falls = _falls(rules, first_day, days)
    banks = np.array([bank_holidays_in(calendars, division, first_day, days) for division, _ in names], bool).reshape(-1, days)
    return _after_terms(rules, _after_bank_holidays(rules, falls, banks[calendar_of]), calendar_of, names, calendars, first_day)


def _falls(rules: Rules, first_day: date, days: int) -> np.ndarray:
    """Return the bare pattern as a bool matrix: weekday, nth, month, every so many weeks, first and last date.

    Every second week and rarer is counted in weeks from Monday to Sunday, from the anchor's week on, and never falls before
    the anchor itself: a fortnight that "starts on 7 January" has no December.
    """
    ordinals = first_day.toordinal() + np.arange(days, dtype=np.int32)
    dates = (ordinals - _EPOCH_ORDINAL).astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    day_of_month = (dates - months.astype("datetime64[D]")).astype(np.int32)
    days_in_month = ((months + 1).astype("datetime64[D]") - months.astype("datetime64[D]")).astype(np.int32)
    weekday_bits = (1 << ((ordinals - 1) % 7)).astype(np.uint8)
    nth_bits = ((1 << day_of_month // 7) | np.where(day_of_month + 7 >= days_in_month, LAST_IN_MONTH, 0)).astype(np.uint8)
    month_bits = (1 << (months.astype(np.int32) % MONTHS_A_YEAR)).astype(np.uint16)

    falls = (rules.weekdays[:, None] & weekday_bits) != 0
    falls[(rules.weekdays == 0) & (rules.bank_holidays == ONLY)] = True
    some = np.flatnonzero(rules.nth)
    falls[some] &= (rules.nth[some, None] & nth_bits) != 0
    some = np.flatnonzero(rules.months)
    falls[some] &= (rules.months[some, None] & month_bits) != 0
    some = np.flatnonzero(rules.every_weeks > 1)
    anchor = rules.anchor[some, None]
    weeks_on = (ordinals - 1) // 7 - (anchor - 1) // 7
    falls[some] &= (weeks_on % rules.every_weeks[some, None] == 0) & (ordinals >= anchor)
    some = np.flatnonzero((rules.valid_from > ordinals[0]) | (rules.valid_to < ordinals[-1]))
    falls[some] &= (rules.valid_from[some, None] <= ordinals) & (ordinals <= rules.valid_to[some, None])
    return falls


def _after_bank_holidays(rules: Rules, falls: np.ndarray, banks: np.ndarray) -> np.ndarray:
    rule = rules.bank_holidays[:, None]
    effect = falls.astype(np.uint8)
    effect[falls & banks & (rule == NOT_SAID)] = DOUBTED_BY_BANK_HOLIDAY
    effect[falls & banks & (rule == CLOSED)] = OFF_FOR_BANK_HOLIDAY
    effect[falls & ~banks & (rule == ONLY)] = NOT_THEN
    return effect


def _after_terms(
    rules: Rules,
    effect: np.ndarray,
    calendar_of: np.ndarray,
    names: Sequence[tuple[Division, str | None]],
    calendars: Calendars,
    first_day: date,
) -> np.ndarray:
    some = np.flatnonzero(rules.term != ALWAYS)
    if not len(some):
        return effect
    of_terms = np.array([term_days(term_calendar(calendars, key), first_day, effect.shape[1]) for _, key in names])
    said = of_terms[calendar_of[some]]
    wanted = np.where(rules.term[some, None] == TERM_ONLY, TERM, HOLIDAY)
    not_wanted = np.where(rules.term[some, None] == TERM_ONLY, HOLIDAY, TERM)
    opens = (effect[some] == CERTAIN) | (effect[some] == DOUBTED_BY_BANK_HOLIDAY)
    known = np.where(opens & (said == not_wanted), OFF_FOR_TERM, effect[some])
    effect[some] = np.where((known == CERTAIN) & (said != wanted), DOUBTED_BY_TERM, known)
    return effect
