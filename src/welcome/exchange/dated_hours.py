"""On which dates each schedule of a venue opens within a stated horizon: what every other format of times is made from."""

from collections.abc import Iterable
from datetime import date

import msgspec

from welcome.directory.calendars import Calendars, Division
from welcome.directory.errors import WelcomeError
from welcome.directory.hours import Closure, Doubt, ExtraOpening, Hours, Schedule, openings_between

_EVERY_DAY = 127
_MIDDAY = 720


class CannotSay(WelcomeError):
    """A format has no way to say these times; the sentence gives the reason."""


class DatedSchedule(msgspec.Struct, frozen=True):
    """A schedule with times, and the days from the horizon's first (included) to its last (not included) that concern it.

    days: it opens for certain; doubtful: it may; both without closures. pattern: the bare rule falls, whatever calendars and
    closures say. weekly: the days of its weekdays and places in the month alone. All ascending. known_beyond: no bank holiday,
    term or closure has a say in it after the horizon, so that its pattern goes on holding.
    """

    schedule: Schedule
    days: tuple[date, ...]
    doubtful: dict[date, Doubt]
    pattern: tuple[date, ...]
    weekly: tuple[date, ...]
    known_beyond: bool


class _One(msgspec.Struct, frozen=True):
    """One schedule by itself, as `Hours`."""

    schedules: tuple[Schedule, ...]
    closures: tuple[Closure, ...]
    division: Division
    term_calendar: str | None
    extra_openings: tuple[ExtraOpening, ...] = ()


def dated_schedules(hours: Hours, calendars: Calendars, first_day: date, last_day_exclusive: date) -> tuple[DatedSchedule, ...]:
    """Return every schedule that has times, each with its days in [first_day, last_day_exclusive)."""

    def days_of(rule: Schedule, closures: tuple[Closure, ...] = ()) -> dict[date, Doubt | None]:
        # A minute past midday neither joins another opening nor meets a clock change: one opening is one day.
        minute = msgspec.structs.replace(rule, opens=_MIDDAY, closes=_MIDDAY + 1, kind="drop_in")
        one = _One((minute,), closures, hours.division, hours.term_calendar)
        return {found.starts.date(): found.doubt for found in openings_between(one, calendars, first_day, last_day_exclusive)}

    def dated(schedule: Schedule) -> DatedSchedule:
        found = days_of(schedule, hours.closures)
        bare = msgspec.structs.replace(schedule, weekdays=weekdays_of(schedule), bank_holidays="as_usual", term="always")
        later = any(closure.last_day >= last_day_exclusive for closure in hours.closures if _closes(closure, schedule))
        weekly = msgspec.structs.replace(bare, every_weeks=1, anchor=None, months=0, valid_from=None, valid_to=None)
        return DatedSchedule(
            schedule=schedule,
            days=tuple(day for day, doubt in found.items() if doubt is None),
            doubtful={day: doubt for day, doubt in found.items() if doubt is not None},
            pattern=tuple(days_of(bare)),
            weekly=tuple(days_of(weekly)),
            known_beyond=schedule.bank_holidays == "as_usual" and schedule.term == "always" and not later,
        )

    return tuple(dated(schedule) for schedule in hours.schedules if schedule.opens is not None)


def _closes(closure: Closure, schedule: Schedule) -> bool:
    return closure.schedule_id is None or closure.schedule_id == schedule.id


def weekdays_of(schedule: Schedule) -> int:
    """Return the mask of its weekdays; a rule for bank holidays alone need not name any and then means all."""
    return schedule.weekdays or (_EVERY_DAY if schedule.bank_holidays == "only" else 0)


def runs_among(days: Iterable[date], all_days: tuple[date, ...]) -> list[tuple[date, date]]:
    """Return the fewest spans, both ends included, that hold `days` and no other of `all_days` (ascending)."""
    wanted = set(days)
    runs: list[tuple[date, date]] = []
    unbroken = False
    for day in all_days:
        if day in wanted:
            runs[-1:] = [(runs[-1][0], day)] if unbroken else [*runs[-1:], (day, day)]
        unbroken = day in wanted
    return runs
