"""Times written as OpenStreetMap text: read by an outside library, they give the same minutes."""

import runpy
from datetime import date, datetime
from pathlib import Path
from random import Random

import numpy as np
import pytest
from opening_hours import OpeningHours, State

from welcome.directory.calendars import BankHoliday, Calendars, TermCalendar, TermPeriod
from welcome.directory.hours import Closure, ExtraOpening, Schedule, appointments_between, openings_between
from welcome.directory.venues import Venue
from welcome.exchange.dated_hours import CannotSay
from welcome.exchange.osm_write import OSM_TAG_CHARACTERS_MAX, osm_hours

made = runpy.run_path(str(Path(__file__).parents[1] / "examples" / "made_hours.py"))
FIRST, LAST = made["FIRST_DAY"], made["LAST_DAY"]
SEED = 3031
CLOCK_CHANGES = ("2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31", "2028-03-26", "2028-10-29")
#: The format speaks of the clock on the wall and has no word for its skipped and repeated hours.
ODD_NIGHT_MINUTES = 4 * 60


def midnight(day):
    return datetime(day.year, day.month, day.day)


def minute(moment):
    return int((moment.replace(tzinfo=None) - midnight(FIRST)).total_seconds() // 60)


def minutes(spans):
    """Return for each wall-clock minute of the horizon whether it lies in a span, the odd nights left out."""
    found = np.zeros(minute(midnight(LAST)), bool)
    for start, end in spans:
        found[max(minute(start), 0) : max(minute(end), 0)] = True
    for day in map(date.fromisoformat, CLOCK_CHANGES):
        found[minute(midnight(day)) :][:ODD_NIGHT_MINUTES] = False
    return found


def read_outside(text):
    """Return the minutes that opening-hours-py finds open, and those that it finds unknown."""
    found = {State.OPEN: [], State.UNKNOWN: [], State.CLOSED: []}
    for start, end, state, _ in OpeningHours(text).intervals(midnight(FIRST), midnight(LAST)):
        found[state].append((start, end))
    return minutes(found[State.OPEN]), minutes(found[State.UNKNOWN])


def known_inside(venue, calendars):
    """Return the minutes in which the venue is open for certain, and those in which it may be."""
    openings = openings_between(venue, calendars, FIRST, LAST)
    sure = minutes((one.starts, one.ends) for one in openings if one.doubt in (None, "no_closing_time"))
    unsure = minutes((one.starts, one.ends) for one in openings if one.doubt in ("bank_holiday", "term"))
    unsure |= minutes((one.starts, one.ends) for one in appointments_between(venue, calendars, FIRST, LAST))
    return sure, unsure & ~sure


def check(random, venue):
    calendars = made["made_calendars"](random)
    try:
        text = osm_hours(venue, calendars, FIRST, LAST).text
    except CannotSay:
        assert not venue.schedules
        assert not venue.extra_openings
        return
    for outside, inside in zip(read_outside(text), known_inside(venue, calendars), strict=True):
        assert np.array_equal(outside, inside), (venue.schedules, text)


def test_the_text_of_300_made_up_venues_gives_the_same_minutes_for_three_years():
    print("seed", SEED)
    random = Random(SEED)
    for number in range(300):
        check(random, made["made_venue"](random, number))


@pytest.mark.thorough
def test_the_text_of_10_000_made_up_venues_gives_the_same_minutes_for_three_years():
    print("seed", SEED + 1)
    random = Random(SEED + 1)
    for number in range(10_000):
        check(random, made["made_venue"](random, number))


TUESDAYS = Schedule(id=1, weekdays=2, opens=600, closes=720, bank_holidays="as_usual")
CHRISTMAS = Calendars(
    bank_holidays=(BankHoliday("england", date(2026, 12, 25), "Christmas Day"),),
    terms=(TermCalendar("examplebury", "Examplebury", (TermPeriod(date(2026, 11, 1), date(2026, 12, 18), True),)),),
    default_terms="examplebury",
)


def with_(**changes):
    return {"weekdays": 2, "opens": 600, "closes": 720, "bank_holidays": "as_usual", "id": 1} | changes


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([with_()], "Tu 10:00-12:00"),
        ([with_(weekdays=31), with_(weekdays=32, closes=None)], "Mo-Fr 10:00-12:00, Sa 10:00+"),
        ([with_(nth=37)], "Tu[1,3,-1] 10:00-12:00"),
        ([with_(months=3075)], "Jan-Feb,Nov-Dec: Tu 10:00-12:00"),
        ([with_(closes=1500)], "Tu 10:00-25:00"),
        ([with_(audience="women", label='"Chai"')], "Tu 10:00-12:00 open \"'Chai', for women only\""),
        ([with_(kind="by_appointment")], 'Tu 10:00-12:00 unknown "by appointment"'),
        ([with_(every_weeks=2, anchor=date(2026, 12, 8))], "2026 Dec 08,2026 Dec 22 10:00-12:00"),
        ([with_(weekdays=31, term="term_only")], "2026 Nov 30-2026 Dec 18: Mo-Fr 10:00-12:00"
         '; 2026 Dec 21-2026 Dec 25,2026 Dec 28-2026 Dec 31 10:00-12:00 unknown "may be closed: term dates not known"'),
        ([with_(weekdays=16, bank_holidays="closed")], "2026 Dec 04-2026 Dec 25: Fr 10:00-12:00; 2026 Dec 25 off"),
        ([with_(weekdays=16, bank_holidays="not_said")], "2026 Dec 04-2026 Dec 25: Fr 10:00-12:00"
         '; 2026 Dec 25 10:00-12:00 unknown "may be closed: bank holiday"'),
        ([with_(kind="by_appointment", weekdays=0, opens=None, closes=None)], 'unknown "by appointment"'),
        ([with_(valid_to=date(2026, 1, 1))], "off"),
    ],
)  # fmt: skip
def test_times_are_written_in_the_shortest_words_of_the_format(rows, text):
    venue = Venue(id=1, uid="u", slug="s", name="n", schedules=tuple(Schedule(**row) for row in rows))
    assert osm_hours(venue, CHRISTMAS, date(2026, 12, 1), date(2027, 1, 1)).text == text


def test_a_closure_leaves_the_usual_times_standing_and_an_extra_opening_adds_a_day():
    venue = Venue(
        id=1,
        uid="u",
        slug="s",
        name="n",
        schedules=(TUESDAYS,),
        closures=(Closure(first_day=date(2026, 12, 21), last_day=date(2026, 12, 23)),),
        extra_openings=(ExtraOpening(day=date(2026, 12, 26), opens=660, closes=780),),
    )
    written = osm_hours(venue, CHRISTMAS, date(2026, 12, 1), date(2027, 1, 1))
    assert written.text == "Tu 10:00-12:00; 2026 Dec 22 off; 2026 Dec 26 11:00-13:00"
    assert written.fits_a_tag
    assert written.left_out == ()


def test_a_closure_after_the_horizon_keeps_the_text_from_claiming_to_hold_then():
    later = Closure(first_day=date(2027, 8, 1), last_day=date(2027, 8, 31))
    venue = Venue(id=1, uid="u", slug="s", name="n", schedules=(TUESDAYS,), closures=(later,))
    assert osm_hours(venue, CHRISTMAS, date(2026, 12, 1), date(2027, 1, 1)).text == "2026 Dec 01-2026 Dec 29: Tu 10:00-12:00"


def test_a_closed_night_takes_its_small_hours_with_it():
    fridays = Schedule(id=1, weekdays=16, opens=1320, closes=1560, bank_holidays="closed")
    venue = Venue(id=1, uid="u", slug="s", name="n", schedules=(fridays,))
    written = osm_hours(venue, CHRISTMAS, date(2026, 12, 1), date(2027, 1, 2))
    assert written.text == "2026 Dec 04-2026 Dec 18,2027 Jan 01: Fr 22:00-26:00"


def test_a_venue_of_which_nothing_is_known_is_refused_with_the_reason():
    with pytest.raises(CannotSay, match="Nothing is known about when it is open"):
        osm_hours(Venue(id=1, uid="u", slug="s", name="n"), CHRISTMAS, FIRST, LAST)


def test_what_the_text_leaves_out_is_said():
    appointments = Schedule(id=2, kind="by_appointment")
    venue = Venue(id=1, uid="u", slug="s", name="n", schedules=(TUESDAYS, appointments))
    written = osm_hours(venue, CHRISTMAS, FIRST, LAST)
    assert (written.text, written.left_out) == ("Tu 10:00-12:00", ("Appointments without stated times are left out.",))


def test_a_text_too_long_for_a_tag_says_so():
    daily = Schedule(id=1, weekdays=2, opens=600, closes=720, every_weeks=2, anchor=date(2026, 1, 6), bank_holidays="as_usual")
    written = osm_hours(Venue(id=1, uid="u", slug="s", name="n", schedules=(daily,)), CHRISTMAS, FIRST, LAST)
    assert len(written.text) > OSM_TAG_CHARACTERS_MAX
    assert not written.fits_a_tag
