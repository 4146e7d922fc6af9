"""What a host says about times: schedules, closures and extra openings, and what contradicts itself."""

from datetime import date, datetime
from typing import Literal, Protocol

import msgspec

from welcome.directory.calendars import Division
from welcome.directory.errors import BadSchedule
from welcome.directory.wall_clock import MINUTES_A_DAY

WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
LAST_IN_MONTH = 1 << 5
LATEST_CLOSE = 2 * MINUTES_A_DAY
EVERY_WEEKS_MAX = 4
MONTHS_A_YEAR = 12
OLDEST_AGE = 120

BankHolidayRule = Literal["not_said", "as_usual", "closed", "only"]
TermRule = Literal["always", "term_only", "holidays_only"]
ScheduleKind = Literal["drop_in", "by_appointment"]
Audience = Literal["everyone", "women", "men", "families", "young_people", "older_people", "carers", "other"]
Booking = Literal["none", "welcome", "needed"]
Cost = Literal["free", "pay_what_you_can", "paid", "not_known"]
Doubt = Literal["bank_holiday", "term", "no_closing_time"]


class Schedule(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One repeating rule, London wall clock: one card on a host's phone.

    weekdays: bit mask, bit 0 = Monday. every_weeks: 1 to 4; over 1 it counts from the week (Monday to Sunday) of `anchor`.
    nth: bit mask of the weekday's place in its month, bit 0 = 1st ... bit 4 = 5th, bit 5 = last; 0 = every one.
    months: bit mask, bit 0 = January; 0 = all. opens, closes: minutes after local midnight; `closes` counts on past 1440
    when it closes after midnight and is None for "until late". valid_from, valid_to: dates, both included.
    A venue seen by appointment without stated times has weekdays 0 and opens None.
    words: what the host or the sheet said, kept beside the rule.
    """

    id: int = 0
    weekdays: int = 0
    every_weeks: int = 1
    anchor: date | None = None
    nth: int = 0
    months: int = 0
    opens: int | None = None
    closes: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    bank_holidays: BankHolidayRule = "not_said"
    term: TermRule = "always"
    kind: ScheduleKind = "drop_in"
    label: str = ""
    note: str = ""
    words: str = ""
    audience: Audience = "everyone"
    min_age: int | None = None
    max_age: int | None = None
    booking: Booking = "none"
    cost: Cost = "free"
    cost_note: str = ""
    languages: tuple[str, ...] = ()
    confirmed_on: date | None = None


class Closure(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Days, both ends included, on which schedules do not apply, with the reason people see.

    schedule_id None closes the whole venue, extra openings excepted; otherwise that one schedule.
    """

    id: int = 0
    first_day: date
    last_day: date
    reason: str = ""
    schedule_id: int | None = None


class ExtraOpening(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A one-off opening on `day`; minutes as in `Schedule`. It stands whatever schedules and closures say."""

    id: int = 0
    day: date
    opens: int
    closes: int | None = None
    reason: str = ""
    audience: Audience = "everyone"
    booking: Booking = "none"
    cost: Cost = "free"


class Opening(msgspec.Struct, frozen=True, gc=False):
    """One dated interval `[starts, ends)`, aware datetimes in London time, with the doubt that hangs on it, if any."""

    starts: datetime
    ends: datetime
    doubt: Doubt | None = None
    audience: Audience = "everyone"
    booking: Booking = "none"
    cost: Cost = "free"


class Hours(Protocol):
    """Whatever has times: a venue, or a few rows that are not a venue yet."""

    @property
    def schedules(self) -> tuple[Schedule, ...]: ...
    @property
    def closures(self) -> tuple[Closure, ...]: ...
    @property
    def extra_openings(self) -> tuple[ExtraOpening, ...]: ...
    @property
    def division(self) -> Division: ...
    @property
    def term_calendar(self) -> str | None: ...


def check_schedule(schedule: Schedule) -> None:
    """Raise BadSchedule, with a sentence for the host, when this card cannot mean anything or contradicts itself.

    The anchor need not fall on one of the weekdays: it names a week.
    """
    _check_masks(schedule)
    if schedule.kind == "by_appointment" and schedule.opens is None:
        if schedule.closes is not None:
            raise BadSchedule("There is a closing time and no opening time.")
    else:
        _check_times(schedule.opens, schedule.closes)
        if not schedule.weekdays and schedule.bank_holidays != "only":
            raise BadSchedule("Say on which days of the week it opens.")
    if schedule.every_weeks > 1 and schedule.anchor is None:
        raise BadSchedule(f"Say a date on which it opens: every {schedule.every_weeks} weeks counting from when?")
    _check_dates(schedule)
    _check_ages(schedule.min_age, schedule.max_age)


def check_closure(closure: Closure) -> None:
    """Raise BadSchedule, with a sentence for the host, when the closure ends before it begins."""
    if closure.last_day < closure.first_day:
        raise BadSchedule("The last day of the closure is before its first day.")


def check_extra(extra: ExtraOpening) -> None:
    """Raise BadSchedule, with a sentence for the host, when the times of the extra opening cannot be."""
    _check_times(extra.opens, extra.closes)


def _check_masks(schedule: Schedule) -> None:
    if not 0 <= schedule.weekdays < 1 << len(WEEKDAYS):
        raise BadSchedule("The days of the week are not days of the week.")
    if not 0 <= schedule.nth < LAST_IN_MONTH << 1:
        raise BadSchedule("A weekday is the 1st to the 5th of its month, or the last.")
    if not 0 <= schedule.months < 1 << MONTHS_A_YEAR:
        raise BadSchedule("The months are not months of the year.")
    if not 1 <= schedule.every_weeks <= EVERY_WEEKS_MAX:
        raise BadSchedule(f"It may open every week, or every 2 to {EVERY_WEEKS_MAX} weeks.")


def _check_times(opens: int | None, closes: int | None) -> None:
    if opens is None:
        raise BadSchedule("Say at what time it opens.")
    if not 0 <= opens < MINUTES_A_DAY:
        raise BadSchedule("The opening time is not a time of day.")
    if closes is None:
        return
    if closes == opens:
        raise BadSchedule("It closes at the time it opens.")
    if closes < opens:
        raise BadSchedule("It closes before it opens. If it closes after midnight, say that it closes the next day.")
    if closes > LATEST_CLOSE:
        raise BadSchedule("It may close on the day it opens or on the next day, not later.")


def _check_dates(schedule: Schedule) -> None:
    if schedule.valid_to is None:
        return
    if schedule.valid_from is not None and schedule.valid_to < schedule.valid_from:
        raise BadSchedule("The last date is before the first date.")
    if schedule.every_weeks > 1 and schedule.anchor is not None and schedule.valid_to < schedule.anchor:
        raise BadSchedule("The last date is before the date from which the weeks are counted.")


def _check_ages(youngest: int | None, oldest: int | None) -> None:
    for age in (youngest, oldest):
        if age is not None and not 0 <= age <= OLDEST_AGE:
            raise BadSchedule(f"An age is a number of years from 0 to {OLDEST_AGE}.")
    if youngest is not None and oldest is not None and oldest < youngest:
        raise BadSchedule("The oldest age is below the youngest.")
