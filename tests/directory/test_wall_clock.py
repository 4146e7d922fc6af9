"""London's clock on the wall, on ordinary days and on the two on which it changes."""

from datetime import UTC, date, datetime

import pytest

from welcome.directory.wall_clock import minute_of, utc_minute


@pytest.mark.parametrize(
    ("day", "minutes", "utc"),
    [
        (date(2027, 3, 28), 30, datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),
        (date(2027, 3, 28), 90, datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        (date(2027, 3, 28), 180, datetime(2027, 3, 28, 2, 0, tzinfo=UTC)),
        (date(2026, 10, 25), 90, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2027, 7, 6), 1440, datetime(2027, 7, 6, 23, 0, tzinfo=UTC)),
    ],
    ids=[
        "before the clocks go forward",
        "the hour that is skipped",
        "after it",
        "the hour that comes twice",
        "midnight in summer",
    ],
)
def test_wall_clock_times_of_a_day_become_utc(day, minutes, utc):
    assert utc_minute(day, minutes) == minute_of(utc)


def test_a_moment_that_says_no_time_zone_is_nobodys():
    with pytest.raises(ValueError, match="no time zone"):
        minute_of(datetime(2027, 7, 6, 10))
