"""London's clock: wall-clock times turned into UTC minutes, by one rule for the hours that are skipped or repeated.

The rule is RFC 5545's (section 3.3.5): a local time that comes twice is its first occurrence, and one that is skipped is
read with the offset from before the gap. Minutes are whole UTC minutes since the Unix epoch.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

LONDON = ZoneInfo("Europe/London")
MINUTES_A_DAY = 1440
EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


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
    return minute_of(datetime(day.year, day.month, day.day, tzinfo=LONDON))


def utc_minutes(ordinals: np.ndarray, minutes: np.ndarray) -> np.ndarray:
    """Return the UTC minute (int64) of each London wall-clock time.

    ordinals: proleptic Gregorian ordinals of dates. minutes: wall-clock minutes after that date's midnight; 1440 and more
    count on into the following days, as a clock on the wall does.
    """
    if not len(ordinals):
        return np.zeros(0, np.int64)
    days = ordinals + minutes // MINUTES_A_DAY
    wall = minutes % MINUTES_A_DAY
    first_year = date.fromordinal(int(days.min())).year
    last_year = date.fromordinal(int(days.max())).year
    before, changes_at, after = _offsets(first_year, last_year)
    place = days - date(first_year, 1, 1).toordinal()
    offset = np.where(wall < changes_at[place], before[place], after[place])
    return (days.astype(np.int64) - EPOCH_ORDINAL) * MINUTES_A_DAY + wall - offset


@lru_cache(maxsize=64)
def _offsets(first_year: int, last_year: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return for each day of these years London's offset at midnight, the wall-clock minute from which another holds, and it.

    On the 363 days without a change the minute is 1440, so that it is never reached.
    """
    days = (date(last_year, 12, 31) - date(first_year, 1, 1)).days + 1
    midnights = [datetime(first_year, 1, 1) + timedelta(days=day) for day in range(days + 1)]
    at_midnight = [_offset(local) for local in midnights]
    before = np.array(at_midnight[:-1])
    after = np.array(at_midnight[1:])
    changes_at = np.full(days, MINUTES_A_DAY)
    for day in np.flatnonzero(before != after).tolist():
        minutes = (midnights[day] + timedelta(minutes=minute) for minute in range(MINUTES_A_DAY))
        changes_at[day] = next(
            (minute for minute, local in enumerate(minutes) if _offset(local) != at_midnight[day]), MINUTES_A_DAY
        )
    return before, changes_at, after


def _offset(local: datetime) -> int:
    """Return London's offset in minutes at a wall-clock time; fold 0 is RFC 5545's rule for both kinds of odd hour."""
    offset = local.replace(tzinfo=LONDON).utcoffset()
    return round(offset.total_seconds() / 60) if offset else 0
