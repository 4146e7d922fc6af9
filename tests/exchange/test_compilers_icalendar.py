"""Times written as an iCalendar file: unrolled by an outside library, they give the same minutes."""

import runpy
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import icalendar
import numpy as np
import pytest
import recurring_ical_events

from welcome.directory.calendars import BankHoliday, Calendars, TermCalendar, TermPeriod
from welcome.directory.hours import LONDON, Closure, ExtraOpening, Schedule, appointments_between, openings_between
from welcome.directory.venues import Venue
from welcome.exchange.dated_hours import CannotSay
from welcome.exchange.icalendar import LINE_OCTETS_MAX, About, calendar_text, venue_events

made = runpy.run_path(str(Path(__file__).parents[1] / "examples" / "made_hours.py"))
FIRST, LAST = made["FIRST_DAY"], made["LAST_DAY"]
SEED = 3032
STAMP = datetime(2026, 1, 1, 9, tzinfo=UTC)
BEGINS, ENDS = (datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(UTC) for day in (FIRST, LAST))


def minute(moment):
    return int((moment.astimezone(UTC) - BEGINS).total_seconds() // 60)


def minutes(spans):
    """Return for each true minute of the horizon whether it lies in a span, both clock changes of each year included."""
    found = np.zeros(minute(ENDS), bool)
    for start, end in spans:
        found[max(minute(start), 0) : max(minute(end), 0)] = True
    return found


def text_of(venue, calendars):
    about = About(uid=venue.uid, name=venue.name)
    return calendar_text("Times", venue_events(venue, calendars, FIRST, LAST, about=about, stamp=STAMP))


def read_outside(text):
    """Return the minutes of confirmed events, and those of tentative ones, as recurring-ical-events unrolls them."""
    calendar = icalendar.Calendar.from_ical(text)
    events = recurring_ical_events.of(calendar).between(BEGINS, ENDS)
    found = {"CONFIRMED": [], "TENTATIVE": []}
    for event in events:
        found[event["STATUS"]].append((event.start, event.end))
    return minutes(found["CONFIRMED"]), minutes(found["TENTATIVE"])


def known_inside(venue, calendars):
    openings = openings_between(venue, calendars, FIRST, LAST)
    sure = minutes((one.starts, one.ends) for one in openings if one.doubt in (None, "no_closing_time"))
    unsure = minutes((one.starts, one.ends) for one in openings if one.doubt in ("bank_holiday", "term"))
    return sure, unsure | minutes((one.starts, one.ends) for one in appointments_between(venue, calendars, FIRST, LAST))


def check(random, venue):
    calendars = made["made_calendars"](random)
    try:
        text = text_of(venue, calendars)
    except CannotSay:
        assert not venue.schedules
        assert not venue.extra_openings
        return
    sure, unsure = read_outside(text)
    wanted_sure, wanted_unsure = known_inside(venue, calendars)
    assert np.array_equal(sure, wanted_sure), (venue.schedules, text)
    assert np.array_equal(unsure & ~sure, wanted_unsure & ~sure), (venue.schedules, text)


def test_the_calendar_of_300_made_up_venues_gives_the_same_minutes_for_three_years():
    print("seed", SEED)
    random = Random(SEED)
    for number in range(300):
        check(random, made["made_venue"](random, number))


@pytest.mark.thorough
def test_the_calendar_of_10_000_made_up_venues_gives_the_same_minutes_for_three_years():
    print("seed", SEED + 1)
    random = Random(SEED + 1)
    for number in range(10_000):
        check(random, made["made_venue"](random, number))


CHRISTMAS = Calendars(
    bank_holidays=(BankHoliday("england", date(2026, 12, 25), "Christmas Day"),),
    terms=(TermCalendar("examplebury", "Examplebury", (TermPeriod(date(2026, 11, 1), date(2026, 12, 18), True),)),),
    default_terms="examplebury",
)
UID = "2f9b9a52-1111-4000-8000-000000000001"
ABOUT = About(uid=UID, name="St Hilda's; Examplebury, hall", place="1 High Street", url="https://example.org/v/st-hildas")


def events_of(*schedules, first=date(2026, 12, 1), last=date(2027, 1, 1), closures=(), extras=()):
    venue = Venue(id=1, uid=UID, slug="s", name="n", schedules=schedules, closures=closures, extra_openings=extras)
    return venue_events(venue, CHRISTMAS, first, last, about=ABOUT, stamp=STAMP)


def lines_of(events, *names):
    return [line for event in events for line in event if line.split(":")[0].split(";")[0] in names]


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({}, ["RRULE:FREQ=WEEKLY;BYDAY=TU"]),
        ({"every_weeks": 2, "anchor": date(2026, 12, 2)}, ["RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=TU"]),
        ({"nth": 37, "months": 2049}, ["RRULE:FREQ=MONTHLY;BYMONTH=1,12;BYDAY=1TU,3TU,-1TU"]),
        ({"valid_to": date(2027, 6, 30)}, ["RRULE:FREQ=WEEKLY;UNTIL=20261231T235959Z;BYDAY=TU"]),
        ({"weekdays": 16, "bank_holidays": "closed"}, [
            "RRULE:FREQ=WEEKLY;UNTIL=20261231T235959Z;BYDAY=FR", "EXDATE;TZID=Europe/London:20261225T100000"]),
        ({"weekdays": 16, "bank_holidays": "only", "closes": None}, []),
        ({"weekdays": 9, "nth": 1, "every_weeks": 2, "anchor": date(2026, 12, 3)}, []),
    ],
)  # fmt: skip
def test_a_rule_the_format_knows_is_written_as_a_rule_and_any_other_as_dates(changes, lines):
    rule = Schedule(**({"id": 7, "weekdays": 2, "opens": 600, "closes": 720, "bank_holidays": "as_usual"} | changes))
    found = [part for line in lines_of(events_of(rule), "RRULE", "EXDATE") for part in [line]]
    assert sorted_parts(found) == sorted_parts(lines)


def sorted_parts(lines):
    return [sorted(line.replace(":", ";", 1).split(";")) for line in lines]


def test_a_doubtful_day_is_a_tentative_event_that_says_so():
    fridays = Schedule(id=7, weekdays=16, opens=600, closes=720)
    assert lines_of(events_of(fridays), "UID", "SUMMARY", "STATUS") == [
        f"UID:{UID}-schedule-7",
        "SUMMARY:St Hilda's\\; Examplebury\\, hall",
        "STATUS:CONFIRMED",
        f"UID:{UID}-schedule-7-bank_holiday",
        "SUMMARY:St Hilda's\\; Examplebury\\, hall (may be closed: bank holiday)",
        "STATUS:TENTATIVE",
    ]


def test_who_it_is_for_stands_in_the_title():
    women = Schedule(
        id=7, weekdays=2, opens=1140, bank_holidays="as_usual", audience="women", booking="needed", note="Bring\na cup"
    )
    said = lines_of(events_of(women), "SUMMARY", "DESCRIPTION")
    title = "SUMMARY:St Hilda's\\; Examplebury\\, hall: for women only\\, booking needed\\, until late"
    assert said == [title, "DESCRIPTION:Bring\\na cup"]


def test_an_event_keeps_its_uid_when_a_closure_is_added():
    tuesdays = Schedule(id=7, weekdays=2, opens=600, closes=720, bank_holidays="as_usual")
    closure = Closure(first_day=date(2026, 12, 8), last_day=date(2026, 12, 8))
    before, after = events_of(tuesdays), events_of(tuesdays, closures=(closure,))
    assert lines_of(before, "UID") == lines_of(after, "UID")
    assert lines_of(after, "EXDATE") == ["EXDATE;TZID=Europe/London:20261208T100000"]


def test_a_night_on_which_the_clock_changes_is_written_in_utc():
    saturdays = Schedule(id=7, weekdays=32, opens=1320, closes=1620, bank_holidays="as_usual")
    events = events_of(saturdays, first=date(2026, 10, 1), last=date(2026, 11, 1))
    assert f"UID:{UID}-schedule-7-20261024" in lines_of(events, "UID")
    assert lines_of(events, "DTSTART")[1:] == ["DTSTART:20261024T210000Z"]
    assert lines_of(events, "DTEND")[1:] == ["DTEND:20261025T030000Z"]


def test_an_opening_that_the_skipped_hour_swallows_is_no_event():
    small_hours = Schedule(id=7, weekdays=64, opens=115, closes=130, bank_holidays="as_usual")
    events = events_of(small_hours, first=date(2026, 3, 28), last=date(2026, 4, 1))
    assert lines_of(events, "UID", "EXDATE") == []
    two_weeks = events_of(small_hours, first=date(2026, 3, 21), last=date(2026, 4, 1))
    assert lines_of(two_weeks, "UID", "EXDATE") == [f"UID:{UID}-schedule-7", "EXDATE;TZID=Europe/London:20260329T015500"]


def test_the_file_has_crlf_lines_of_at_most_75_octets_and_the_zone():
    extra = ExtraOpening(id=3, day=date(2026, 12, 26), opens=660, closes=780, reason="Chai ਚਾਹ " * 30)
    text = calendar_text("Times", events_of(extras=(extra,)))
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert all(len(line.encode()) <= LINE_OCTETS_MAX and "\n" not in line for line in lines)
    event = icalendar.Calendar.from_ical(text).walk("VEVENT")[0]
    assert event["DESCRIPTION"] == "Chai ਚਾਹ " * 30
    assert event["SUMMARY"] == ABOUT.name
    assert event.start == datetime(2026, 12, 26, 11, tzinfo=UTC)


def test_the_zone_written_is_londons():
    zone = icalendar.Calendar.from_ical(calendar_text("Times", [])).walk("VTIMEZONE")[0].to_tz()
    days = [datetime(2026, 1, 1, 3) + timedelta(days=day) for day in range(3 * 365)]
    assert [day.replace(tzinfo=zone).utcoffset() for day in days] == [day.replace(tzinfo=LONDON).utcoffset() for day in days]


def test_a_calendar_of_a_venue_of_which_nothing_is_known_is_refused_with_the_reason():
    with pytest.raises(CannotSay, match="Nothing is known about when St Hilda's"):
        events_of()
