"""A small town to read sheets in: three postcodes, two wards, and a reader that knows a few words about times."""

from collections.abc import Callable
from datetime import date

import pytest

from welcome.directory.hours import Schedule
from welcome.directory.places import Point, Ward
from welcome.directory.postcodes import PostcodeTable
from welcome.exchange.spreadsheet import VenueSheet, read_venues
from welcome.wording.reading import Reading

TODAY = date(2026, 11, 23)
POSTCODES = PostcodeTable.of([("AA1 1AA", -1.0, 53.0), ("AA1 2AA", -0.98, 53.0), ("AA1 3AA", -0.9, 53.05)])
WEST_WARD, EAST_WARD = Ward("E05900001", "Market Place", "made up"), Ward("E05900002", "Canal Side", "made up")
MONDAY = Schedule(weekdays=1, opens=600, closes=720, words="Monday 10 to 12")
KNOWN_TIMES = {
    "Monday 10 to 12": Reading(text="", status="read", schedules=(MONDAY,)),
    "Monday 10-12": Reading(text="", status="read", schedules=(MONDAY,), guessed=("10 was taken for 10am.",)),
    "By appointment": Reading(text="", status="read", schedules=(Schedule(kind="by_appointment"),)),
    "1st Monday 10 to 12": Reading(text="", status="read", schedules=(Schedule(weekdays=1, nth=1, opens=600, closes=720),)),
    "Fortnightly on Mondays": Reading(
        text="", status="ask", schedules=(MONDAY,), questions=("From which date is it counted?",)
    ),
}


def read_hours(text: str, *, today: date) -> Reading:
    """Know the words of KNOWN_TIMES, and refuse everything else, as a reader of words would."""
    assert today == TODAY
    return KNOWN_TIMES.get(text, Reading(text=text, status="refused", questions=("This says nothing about times.",)))


def ward_of(point: Point) -> Ward | None:
    """Two wards that meet at longitude -0.995, and nothing further east than -0.5."""
    return None if point.longitude > -0.5 else WEST_WARD if point.longitude < -0.995 else EAST_WARD


@pytest.fixture
def read() -> Callable[..., VenueSheet]:
    """Read a sheet, given as text or bytes, in the small town."""

    def reading(content: str | bytes, **options: object) -> VenueSheet:
        data = content.encode() if isinstance(content, str) else content
        given = {"postcodes": POSTCODES, "ward_of": ward_of, "today": TODAY, "read_hours": read_hours, **options}
        return read_venues(data, **given)

    return reading
