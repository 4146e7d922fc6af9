"""London's clock: wall-clock times turned into UTC minutes, by one rule for the hours that are skipped or repeated.

The rule is RFC 5545's (section 3.3.5): a local time that comes twice is its first occurrence, and one that is skipped is
read with the offset from before the gap. Minutes are whole UTC minutes since the Unix epoch.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MINUTES_A_DAY = 1440


def minute_of(moment: datetime) -> int:
    """Return the UTC minute that holds an aware moment; a naive one is nobody's time and raises ValueError."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} says no time zone.")
    return int(moment.timestamp() // 60)


@lru_cache(maxsize=65536)
def london(minute: int) -> datetime:
    """Return the London datetime of a UTC minute. Directories have few distinct ones, so they are kept."""
    return datetime.fromtimestamp(minute * 60, LONDON)


def london_day(minute: int) -> date:
    """Return the London date of a UTC minute."""
    return london(minute).date()


@lru_cache(maxsize=4096)
def midnight(day: date) -> int:
    """Return the UTC minute at which a London day begins."""
    return utc_minute(day, 0)


def utc_minute(day: date, minutes: int) -> int:
    """Return the UTC minute of a London wall-clock time: minutes after the day's midnight, 1440 and more on later days."""
    local = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)
    return minute_of(local.replace(tzinfo=LONDON))


def clock_changes(first_day: date, days: int) -> list[tuple[int, int]]:
    """Return each change of London's clocks in these days as (wall minute, step).

    wall minute: counted from the midnight that begins `first_day` as a clock on the wall counts, 1440 to a day. From it on
    the wall clock is `step` minutes further ahead of UTC: 60 in spring, -60 in autumn.
    """
    first, last = first_day.toordinal(), first_day.toordinal() + days
    return [
        ((ordinal - first) * MINUTES_A_DAY + minute, step)
        for year in range(first_day.year, date.fromordinal(last).year + 1)
        for ordinal, minute, step in _changes_in(year)
        if first <= ordinal < last
    ]


@lru_cache(maxsize=256)
def _changes_in(year: int) -> tuple[tuple[int, int, int], ...]:
    """Return (ordinal, wall minute, step) of each change of London's clocks in a year."""
    midnights = [datetime(year, 1, 1) + timedelta(days=day) for day in range((date(year, 12, 31) - date(year, 1, 1)).days + 2)]
    changes = []
    for today, tomorrow in pairwise(midnights):
        step = _offset(tomorrow) - _offset(today)
        if step:
            minute = next(m for m in range(MINUTES_A_DAY + 1) if _offset(today + timedelta(minutes=m)) != _offset(today))
            changes.append((today.toordinal(), minute, step))
    return tuple(changes)


def _offset(local: datetime) -> int:
    """Return London's offset in minutes at a wall-clock time; fold 0 is RFC 5545's rule for both kinds of odd hour."""
    offset = local.replace(tzinfo=LONDON).utcoffset()
    return round(offset.total_seconds() / 60) if offset else 0
