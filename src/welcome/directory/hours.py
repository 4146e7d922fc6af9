"""When a venue is open: schedules, closures, and the answer for one moment."""

from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
LAST_IN_MONTH = 1 << 5
MINUTES_A_DAY = 1440
LATEST_CLOSE = 2 * MINUTES_A_DAY
EVERY_WEEKS_MAX = 4

BankHolidayRule = Literal["not_said", "as_usual", "closed", "only"]
TermRule = Literal["always", "term_only", "holidays_only"]
ScheduleKind = Literal["drop_in", "by_appointment"]
Audience = Literal["everyone", "women", "men", "families", "young_people", "older_people", "carers", "other"]
Booking = Literal["none", "welcome", "needed"]
Cost = Literal["free", "pay_what_you_can", "paid", "not_known"]
Doubt = Literal["bank_holiday", "term", "no_closing_time"]


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
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


class Closure(msgspec.Struct, frozen=True, kw_only=True):
    """Days, both ends included, on which schedules do not apply, with the reason people see.

    schedule_id None closes the whole venue, extra openings excepted; otherwise that one schedule.
    """

    id: int = 0
    first_day: date
    last_day: date
    reason: str = ""
    schedule_id: int | None = None


class ExtraOpening(msgspec.Struct, frozen=True, kw_only=True):
    """A one-off opening on `day`; minutes as in `Schedule`. It stands whatever schedules and closures say."""

    id: int = 0
    day: date
    opens: int
    closes: int | None = None
    reason: str = ""
    audience: Audience = "everyone"
    booking: Booking = "none"
    cost: Cost = "free"


class Opening(msgspec.Struct, frozen=True):
    """One dated interval `[starts, ends)`, aware datetimes in London time, with the doubt that hangs on it, if any."""

    starts: datetime
    ends: datetime
    doubt: Doubt | None = None
    audience: Audience = "everyone"
    booking: Booking = "none"
    cost: Cost = "free"
