"""Times written for search engines: read again by a small independent reader, they give the same minutes."""

import runpy
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pytest

from welcome.directory.calendars import BankHoliday, Calendars, TermCalendar, TermPeriod
from welcome.directory.hours import Closure, ExtraOpening, Schedule, openings_between
from welcome.directory.venues import Venue
from welcome.exchange.dated_hours import CannotSay
from welcome.exchange.schema_org import schema_org_hours

made = runpy.run_path(str(Path(__file__).parents[1] / "examples" / "made_hours.py"))
FIRST, LAST = made["FIRST_DAY"], made["LAST_DAY"]
SEED = 3033
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CLOCK_CHANGES = ("2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31", "2028-03-26", "2028-10-29")
#: The format speaks of the clock on the wall and has no word for its skipped and repeated hours.
ODD_NIGHT_MINUTES = 4 * 60


def minute(moment):
    return int((moment.replace(tzinfo=None) - datetime(FIRST.year, FIRST.month, FIRST.day)).total_seconds() // 60)


def minutes(spans):
    """Return for each wall-clock minute of the horizon whether it lies in a span, the odd nights left out."""
    found = np.zeros((LAST - FIRST).days * 1440, bool)
    for start, end in spans:
        found[max(start, 0) : max(end, 0)] = True
    for day in map(date.fromisoformat, CLOCK_CHANGES):
        found[(day - FIRST).days * 1440 :][:ODD_NIGHT_MINUTES] = False
    return found


def of_day(text):
    return int(text[:2]) * 60 + int(text[3:])


def holds(row, day):
    """Read one OpeningHoursSpecification as schema.org describes it."""
    if not row.get("validFrom", "0000") <= day.isoformat() <= row.get("validThrough", "9999"):
        return False
    return "dayOfWeek" not in row or f"https://schema.org/{WEEKDAYS[day.weekday()]}" in row["dayOfWeek"]


def read_outside(properties):
    """Return the open minutes: special days go before the usual ones, closing at or before opening is on the next day."""
    spans = []
    for place in range(-1, (LAST - FIRST).days):
        day = FIRST + timedelta(days=place)
        rows = [row for row in properties.get("specialOpeningHoursSpecification", ()) if holds(row, day)]
        rows = rows or [row for row in properties.get("openingHoursSpecification", ()) if holds(row, day)]
        for row in rows:
            opens, closes = of_day(row["opens"]), of_day(row["closes"])
            if (opens, closes) != (0, 0):
                spans.append((place * 1440 + opens, place * 1440 + closes + (1440 if closes <= opens else 0)))
    return minutes(spans)


def check(random, venue):
    calendars = made["made_calendars"](random)
    try:
        properties = schema_org_hours(venue, calendars, FIRST, LAST).properties
    except CannotSay:
        assert not venue.extra_openings
        assert all(schedule.kind == "by_appointment" for schedule in venue.schedules)
        return
    openings = openings_between(venue, calendars, FIRST, LAST)
    sure = [(minute(one.starts), minute(one.ends)) for one in openings if one.doubt in (None, "no_closing_time")]
    assert np.array_equal(read_outside(properties), minutes(sure)), (venue.schedules, properties)


def test_the_specifications_of_300_made_up_venues_give_the_same_minutes_for_three_years():
    print("seed", SEED)
    random = Random(SEED)
    for number in range(300):
        check(random, made["made_venue"](random, number))


@pytest.mark.thorough
def test_the_specifications_of_10_000_made_up_venues_give_the_same_minutes_for_three_years():
    print("seed", SEED + 1)
    random = Random(SEED + 1)
    for number in range(10_000):
        check(random, made["made_venue"](random, number))


CHRISTMAS = Calendars(
    bank_holidays=(BankHoliday("england", date(2026, 12, 25), "Christmas Day"),),
    terms=(TermCalendar("examplebury", "Examplebury", (TermPeriod(date(2026, 11, 1), date(2026, 12, 18), True),)),),
    default_terms="examplebury",
)


def written(*schedules, closures=(), extras=()):
    venue = Venue(id=1, uid="u", slug="s", name="n", schedules=schedules, closures=closures, extra_openings=extras)
    return schema_org_hours(venue, CHRISTMAS, date(2026, 12, 1), date(2027, 1, 1))


def row(first, last=None, /, **more):
    dates = {"validFrom": f"2026-12-{first:02}", "validThrough": f"2026-12-{last or first:02}"}
    return {"@type": "OpeningHoursSpecification", **dates, **more}


def test_plain_weekly_times_carry_no_dates():
    rule = Schedule(id=1, weekdays=3, opens=600, closes=720, bank_holidays="as_usual")
    days = ["https://schema.org/Monday", "https://schema.org/Tuesday"]
    usual = {"@type": "OpeningHoursSpecification", "dayOfWeek": days, "opens": "10:00", "closes": "12:00"}
    assert written(rule).properties == {"openingHoursSpecification": [usual]}


def test_a_closed_day_opens_and_closes_at_midnight_and_neighbours_are_one():
    rule = Schedule(id=1, weekdays=127, opens=600, closes=720, bank_holidays="as_usual")
    closure = Closure(first_day=date(2026, 12, 24), last_day=date(2026, 12, 26))
    special = written(rule, closures=(closure,)).properties["specialOpeningHoursSpecification"]
    assert special == [row(24, 26, opens="00:00", closes="00:00")]


def test_a_fortnight_and_an_extra_opening_are_days():
    rule = Schedule(id=1, weekdays=2, opens=600, closes=720, every_weeks=2, anchor=date(2026, 12, 8), bank_holidays="closed")
    extra = ExtraOpening(day=date(2026, 12, 26), opens=660, closes=780, audience="women")
    assert written(rule, extras=(extra,)).properties == {
        "specialOpeningHoursSpecification": [
            row(8, opens="10:00", closes="12:00"),
            row(22, opens="10:00", closes="12:00"),
            row(26, opens="11:00", closes="13:00", description="for women only"),
        ]
    }


def test_a_day_in_doubt_is_not_given_as_open_and_says_why():
    rule = Schedule(id=1, weekdays=16, opens=600, closes=720)
    special = written(rule).properties["specialOpeningHoursSpecification"]
    assert special == [row(25, opens="00:00", closes="00:00", description="may be closed: bank holiday")]


@pytest.mark.parametrize(
    ("opens", "closes", "times"),
    [
        (1320, 1560, [("22:00", "02:00")]),
        (1200, 1440, [("20:00", "00:00")]),
        (0, 1440, [("00:00", "12:00"), ("12:00", "00:00")]),
    ],
)
def test_midnight_is_never_said_as_a_minute_before(opens, closes, times):
    rule = Schedule(id=1, weekdays=16, opens=opens, closes=closes, bank_holidays="as_usual")
    rows = written(rule).properties["openingHoursSpecification"]
    assert [(one["opens"], one["closes"]) for one in rows] == times


def test_appointments_are_left_out_and_alone_refused():
    appointments = Schedule(id=1, kind="by_appointment", weekdays=1, opens=600, closes=720)
    drop_in = Schedule(id=2, weekdays=2, opens=600, closes=720)
    assert written(drop_in, appointments).left_out == ("Times by appointment are left out.",)
    with pytest.raises(CannotSay, match="No times are known"):
        written(appointments)
