"""When a venue is open: schedules, closures, and the answer for one moment.

Every function here answers for one venue and any dates, by expanding its rules on the spot. The answers for all venues in
the coming weeks stand ready in `timetable`; both come from the same arrays, so that they cannot differ.
"""

from datetime import date, datetime, timedelta
from typing import Literal

import msgspec
import numpy as np

from welcome.directory.calendars import Calendars, bank_holiday_titles, term_calendar, term_period
from welcome.directory.recurrence import (
    CERTAIN,
    DOUBTED_BY_TERM,
    NOT_THEN,
    OFF_FOR_BANK_HOLIDAY,
    OFF_FOR_TERM,
    effects,
    rules_of,
)
from welcome.directory.schedules import (
    EVERY_WEEKS_MAX,
    LAST_IN_MONTH,
    LATEST_CLOSE,
    WEEKDAYS,
    Audience,
    BankHolidayRule,
    Booking,
    Closure,
    Cost,
    Doubt,
    ExtraOpening,
    Hours,
    Opening,
    Schedule,
    ScheduleKind,
    TermRule,
    check_closure,
    check_extra,
    check_schedule,
)
from welcome.directory.timeline import SURE_WITHOUT_CLOSING_MINUTES
from welcome.directory.timetable import Status, expand, listed, statuses_at
from welcome.directory.wall_clock import LONDON, MINUTES_A_DAY, london, london_day, midnight, minute_of

__all__ = [
    "EVERY_WEEKS_MAX",
    "LAST_IN_MONTH",
    "LATEST_CLOSE",
    "LONDON",
    "MINUTES_A_DAY",
    "SURE_WITHOUT_CLOSING_MINUTES",
    "WEEKDAYS",
    "Audience",
    "BankHolidayRule",
    "Booking",
    "Closure",
    "Cost",
    "Doubt",
    "ExtraOpening",
    "Hours",
    "Opening",
    "Schedule",
    "ScheduleKind",
    "ShutBecause",
    "Status",
    "TermRule",
    "appointments_between",
    "check_closure",
    "check_extra",
    "check_schedule",
    "london",
    "london_day",
    "midnight",
    "minute_of",
    "next_opening",
    "open_at",
    "openings_between",
    "status",
    "why_shut",
]

#: `next_opening` looks so far ahead, and first only so far: nearly every venue opens within five weeks.
NEXT_OPENING_DAYS, NEXT_OPENING_FIRST_DAYS = 400, 35
_ONLY_VENUE = np.zeros(1, np.int64)


class ShutBecause(msgspec.Struct, frozen=True):
    """Why nothing opens on a day on which something would have.

    text: the host's reason, the bank holiday's title or the authority's name for the period; "" when nobody gave one.
    last_day: the last day of the closure, of the period, or the bank holiday itself.
    """

    kind: Literal["closure", "bank_holiday", "term"]
    text: str
    last_day: date


def openings_between(hours: Hours, calendars: Calendars, first_day: date, last_day_exclusive: date) -> list[Opening]:
    """Return the openings that touch the London days [first_day, last_day_exclusive), in order, one in progress included.

    Openings alike in doubt, audience, booking and cost are joined; those that differ are all listed. One that runs on without
    a break is cut one day before the first day and one day after the last.
    """
    return listed(hours, calendars, first_day, max((last_day_exclusive - first_day).days, 0))


def appointments_between(hours: Hours, calendars: Calendars, first_day: date, last_day_exclusive: date) -> list[Opening]:
    """Return the times at which somebody is seen by appointment, by the same rules; they are never openings."""
    return listed(hours, calendars, first_day, max((last_day_exclusive - first_day).days, 0), by_appointment=True)


def status(hours: Hours, calendars: Calendars, at: datetime) -> Status:
    """Return the status at an aware moment, as `timetable.statuses_at` words it; never `paused`, which only a venue can be."""
    minute = minute_of(at)
    return statuses_at(expand([hours], calendars, london_day(minute), 1), _ONLY_VENUE, minute)[0]


def open_at(hours: Hours, calendars: Calendars, at: datetime) -> bool:
    """Return whether it is open at an aware moment without doubt, be it to some people only."""
    return status(hours, calendars, at) == "open"


def next_opening(hours: Hours, calendars: Calendars, after: datetime, within_days: int = NEXT_OPENING_DAYS) -> Opening | None:
    """Return the first opening that starts at or after an aware moment, doubtful ones included, or None.

    within_days: London days to look at, that of the moment included. The end of one that runs on without a break is not
    looked for beyond the first five weeks.
    """
    minute = minute_of(after)
    today = london_day(minute)
    looked_at = 0
    for days in (min(NEXT_OPENING_FIRST_DAYS, within_days), within_days):
        begin, end = today + timedelta(days=looked_at), today + timedelta(days=days)
        found = openings_between(hours, calendars, begin, end)
        opening = next((opening for opening in found if minute_of(opening.starts) >= minute), None)
        if opening is not None:
            return opening
        looked_at = days
    return None


def why_shut(hours: Hours, calendars: Calendars, day: date) -> ShutBecause | None:
    """Return why nothing starts on a London day on which a schedule falls, or None when something does or none falls.

    A closure is told before a bank holiday, and that before a term; of several closures the one that lasts longest. Times by
    appointment are looked at only where there are no others.
    """
    schedules = [row for row in hours.schedules if row.kind == "drop_in"] or list(hours.schedules)
    closures = [closure for closure in hours.closures if closure.first_day <= day <= closure.last_day]
    names = [(hours.division, hours.term_calendar)]
    effect = effects(rules_of(schedules), np.zeros(len(schedules), np.int64), names, calendars, day, 1)[:, 0].tolist()
    fall = {row: code for row, code in zip(schedules, effect, strict=True) if code != NOT_THEN and row.opens is not None}
    shut_by = {row: [one for one in closures if one.schedule_id in (None, row.id)] for row in fall}
    opens = any(CERTAIN <= code <= DOUBTED_BY_TERM and not shut_by[row] for row, code in fall.items())
    if opens or any(extra.day == day for extra in hours.extra_openings):
        return None
    if reasons := [closure for by in shut_by.values() for closure in by]:
        closure = max(reasons, key=lambda closure: (closure.last_day, closure.schedule_id is None))
        return ShutBecause("closure", closure.reason, closure.last_day)
    if OFF_FOR_BANK_HOLIDAY in fall.values():
        return ShutBecause("bank_holiday", bank_holiday_titles(calendars, hours.division)[day], day)
    period = term_period(term_calendar(calendars, hours.term_calendar), day)
    if OFF_FOR_TERM in fall.values() and period is not None:
        return ShutBecause("term", period.title, period.last_day)
    return None
