"""OpenStreetMap's `opening_hours` read as schedules: what each rule means, and what is refused by name."""

from datetime import date

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from welcome.directory.hours import WEEKDAYS, Schedule, check_closure, check_schedule
from welcome.exchange.osm import read_osm

TODAY = date(2026, 11, 23)


def shown(schedule: Schedule) -> str:
    """Return a schedule in short: "mo,we 10:00-12:00 nth=1,3 term=term_only"; the silent bank holiday rule is left out."""
    days = ",".join(day for place, day in enumerate(WEEKDAYS) if schedule.weekdays >> place & 1) or "no day"
    opens = "untimed" if schedule.opens is None else f"{schedule.opens // 60:02}:{schedule.opens % 60:02}"
    closes = "" if schedule.opens is None else "+" if schedule.closes is None else f"-{_clock(schedule.closes)}"
    more = []
    if schedule.nth:
        places = ["1", "2", "3", "4", "5", "last"]
        more.append("nth=" + ",".join(name for place, name in enumerate(places) if schedule.nth >> place & 1))
    if schedule.months:
        more.append("months=" + ",".join(str(place + 1) for place in range(12) if schedule.months >> place & 1))
    more += [f"{name}={getattr(schedule, name)}" for name in ("valid_from", "valid_to") if getattr(schedule, name)]
    if schedule.bank_holidays != "as_usual":
        more.append(f"bank={schedule.bank_holidays}")
    if schedule.term != "always":
        more.append(f"term={schedule.term}")
    if schedule.kind != "drop_in":
        more.append(schedule.kind)
    return " ".join([days, opens + closes, *more])


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


WEEK = "mo,tu,we,th,fr"
ALL = "mo,tu,we,th,fr,sa,su"
RULES = [
    ("Mo-Fr 09:00-17:00", f"{WEEK} 09:00-17:00"),
    ("Mo,We,Fr 9:00-12:30", "mo,we,fr 09:00-12:30"),
    ("Fr-Mo 10:00-12:00", "mo,fr,sa,su 10:00-12:00"),
    ("10:00-12:00", f"{ALL} 10:00-12:00"),
    ("Mo-Fr 09:00-12:00,13:00-17:00", f"{WEEK} 09:00-12:00; {WEEK} 13:00-17:00"),
    ("24/7", f"{ALL} 00:00-24:00"),
    ("Sa", "sa 00:00-24:00"),
    ("Mo-Fr 09:00-17:00; Sa 10:00-14:00; Su off", f"{WEEK} 09:00-17:00; sa 10:00-14:00"),
    # a later rule takes its days from an earlier one
    ("Mo-Fr 09:00-17:00; We 10:00-12:00", "mo,tu,th,fr 09:00-17:00; we 10:00-12:00"),
    ("Mo-Fr 09:00-17:00; We off", "mo,tu,th,fr 09:00-17:00"),
    ("Mo-Su 10:00-12:00; Mo-Fr 09:00-17:00", f"sa,su 10:00-12:00; {WEEK} 09:00-17:00"),
    ("Mo-Fr off; Mo 10:00-12:00", "mo 10:00-12:00"),
    ("Mo 10:00-12:00; Mo 14:00-16:00", "mo 14:00-16:00"),
    # a rule after a comma takes nothing
    ("Mo-Fr 09:00-12:00, We 14:00-16:00", f"{WEEK} 09:00-12:00; we 14:00-16:00"),
    ("Mo 10:00-12:00, Mo 14:00-16:00", "mo 10:00-12:00; mo 14:00-16:00"),
    # hours taken out
    ("Mo-Fr 09:00-17:00; Mo-Fr 12:00-13:00 off", f"{WEEK} 09:00-12:00; {WEEK} 13:00-17:00"),
    ("Mo-Fr 09:00-17:00; We 13:00-24:00 off", "mo,tu,th,fr 09:00-17:00; we 09:00-13:00"),
    # places in the month
    ("Th[1,3] 14:00-16:00", "th 14:00-16:00 nth=1,3"),
    ("Su[-1] 10:00-12:00", "su 10:00-12:00 nth=last"),
    ("Mo[1-3] 10:00-12:00", "mo 10:00-12:00 nth=1,2,3"),
    ("Mo[2,-1] 10:00-12:00", "mo 10:00-12:00 nth=2,last"),
    ("Mo[1],Th[3] 10:00-12:00", "mo 10:00-12:00 nth=1; th 10:00-12:00 nth=3"),
    ("Tu 10:00-12:00; Tu[1] off", "tu 10:00-12:00 nth=2,3,4,5"),
    ("Tu 10:00-12:00; Tu[1] 14:00-16:00", "tu 10:00-12:00 nth=2,3,4,5; tu 14:00-16:00 nth=1"),
    # months
    ("Apr-Oct Mo-Fr 09:00-17:00", f"{WEEK} 09:00-17:00 months=4,5,6,7,8,9,10"),
    ("Nov-Mar: Sa,Su 10:00-16:00", "sa,su 10:00-16:00 months=1,2,3,11,12"),
    ("Jan,Apr,Jul: We[1] 10:00-12:00", "we 10:00-12:00 nth=1 months=1,4,7"),
    ("Mo 10:00-12:00; Aug off", "mo 10:00-12:00 months=1,2,3,4,5,6,7,9,10,11,12"),
    (
        "Mo-Fr 09:00-17:00; Jul-Aug Mo-Fr 10:00-14:00",
        f"{WEEK} 09:00-17:00 months=1,2,3,4,5,6,9,10,11,12; {WEEK} 10:00-14:00 months=7,8",
    ),
    (
        "Apr 01-Oct 31: Mo-Su 10:00-18:00; Nov 01-Mar 31: Sa-Su 10:00-16:00",
        f"{ALL} 10:00-18:00 months=4,5,6,7,8,9,10; sa,su 10:00-16:00 months=1,2,3,11,12",
    ),
    ("Jan 01-Feb 29 Mo 10:00-12:00", "mo 10:00-12:00 months=1,2"),
    # dates
    ("2026 Dec 12 10:00-14:00", f"{ALL} 10:00-14:00 valid_from=2026-12-12 valid_to=2026-12-12"),
    ("2027 Jan 05-2027 Mar 30 Tu 10:00-12:00", "tu 10:00-12:00 valid_from=2027-01-05 valid_to=2027-03-30"),
    ("2027 Jan 05-Mar 30 Tu 10:00-12:00", "tu 10:00-12:00 valid_from=2027-01-05 valid_to=2027-03-30"),
    ("2026 Dec 24-Jan 02 Mo-Su 10:00-12:00", f"{ALL} 10:00-12:00 valid_from=2026-12-24 valid_to=2027-01-02"),
    ("2027 Feb Mo 10:00-12:00", "mo 10:00-12:00 months=2 valid_from=2027-01-01 valid_to=2027-12-31"),
    ("2027 Mo 10:00-12:00", "mo 10:00-12:00 valid_from=2027-01-01 valid_to=2027-12-31"),
    ("2027+ Mo 10:00-12:00", "mo 10:00-12:00 valid_from=2027-01-01"),
    # bank and school holidays
    ("Mo-Fr 09:00-17:00; PH off", f"{WEEK} 09:00-17:00 bank=closed"),
    ("Mo-Fr 09:00-17:00; PH 10:00-12:00", f"{WEEK} 09:00-17:00 bank=closed; {ALL} 10:00-12:00 bank=only"),
    ("PH off; Mo-Fr 09:00-17:00", f"{WEEK} 09:00-17:00"),
    ("PH 10:00-12:00", f"{ALL} 10:00-12:00 bank=only"),
    ("PH Mo 10:00-12:00", "mo 10:00-12:00 bank=only"),
    ("Sa,PH 10:00-12:00", "sa 10:00-12:00; mo,tu,we,th,fr,su 10:00-12:00 bank=only"),
    ("Mo-Su,PH 10:00-12:00", f"{ALL} 10:00-12:00"),
    ("Tu 10:00-12:00; SH off", "tu 10:00-12:00 term=term_only"),
    ("SH Tu 10:00-12:00", "tu 10:00-12:00 term=holidays_only"),
    ("Tu 09:00-12:00; SH Tu 10:00-16:00", "tu 09:00-12:00 term=term_only; tu 10:00-16:00 term=holidays_only"),
    ("Mo 10:00-12:00; PH,SH off", "mo 10:00-12:00 bank=closed term=term_only"),
    # night and open end
    ("Fr 22:00-02:00", "fr 22:00-26:00"),
    ("Fr,Sa 22:00-26:00", "fr,sa 22:00-26:00"),
    ("Fr 19:00+", "fr 19:00+"),
    # by appointment, remarks
    ('"by appointment"', "no day untimed by_appointment"),
    ('Mo-Fr 09:00-17:00 "by appointment"', f"{WEEK} 09:00-17:00 by_appointment"),
    ('Mo-Fr 09:00-17:00; Sa "by appointment"', f"{WEEK} 09:00-17:00; sa untimed by_appointment"),
    ('Mo 10:00-12:00 open "ring the bell"', "mo 10:00-12:00"),
    ("Mo-Fr 09:00-17:00 open; Sa closed", f"{WEEK} 09:00-17:00"),
    ("off", ""),
]


@pytest.mark.parametrize(("text", "meaning"), RULES, ids=[row[0] for row in RULES])
def test_a_rule_becomes_the_schedules_it_means(text: str, meaning: str) -> None:
    reading = read_osm(text, today=TODAY)
    assert (reading.status, reading.left_over, reading.questions, reading.closures) == ("read", (), (), ())
    assert "; ".join(shown(schedule) for schedule in reading.schedules) == meaning


REFUSED = [
    ("week 1-52/2 Mo 10:00-12:00", "week 1-52/2 Mo 10:00-12:00"),
    ("Mo-Fr sunrise-sunset", "sunrise-sunset"),
    ("Mo-Fr 10:00-sunset", "10:00-sunset"),
    ("easter off", "easter off"),
    ("Mo-Fr 09:00-17:00 || \"ring\"", '|| "ring"'),
    ("Mo-Fr 09:00-17:00 unknown", "unknown"),
    ("Mo 10:00-12:00; We[-1] -1 day 10:00-12:00", "-1 day 10:00-12:00"),
    ("Mo-Fr 10:00-16:00/30", "10:00-16:00/30"),
    ("Mo 10:00", "10:00"),
    ("Mo 10:00-12:00+", "10:00-12:00+"),
    ("Mo[6] 10:00-12:00", "[6]"),
    ("Mo[-2] 10:00-12:00", "[-2]"),
    ("Mo 10:00-12:00; Mo[-1] off", "Mo[-1] off"),
    ("Fr 20:00-02:00; Fr 23:00-24:00 off", "Fr 23:00-24:00 off"),
    ("Mon-Fri 9am-5pm", "Mon-Fri 9am-5pm"),
    ("Mo-Fr 9.00-17.00", "9.00-17.00"),
    ("Mo-Fr 09:70-17:00", "09:70"),
    ("Feb 30 10:00-12:00", "Feb 30"),
    ("Jan 05+ Mo 10:00-12:00", "Jan 05+ Mo 10:00-12:00"),
    ("Sa \"ask at the office\"", 'Sa "ask at the office"'),
    ("2026-2030/2 Mo 10:00-12:00", "/2 Mo 10:00-12:00"),
    (";", ";"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "part"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_kept_exactly_is_refused_with_the_part_named(text: str, part: str) -> None:
    reading = read_osm(text, today=TODAY)
    assert (reading.status, reading.left_over, reading.schedules) == ("refused", (part,), ())
    assert part in reading.questions[0]


def test_dates_of_every_year_are_closures_over_years_that_are_said() -> None:
    reading = read_osm("Mo-Fr 09:00-17:00; Dec 24-Jan 2 off", today=TODAY)
    assert [shown(schedule) for schedule in reading.schedules] == [f"{WEEK} 09:00-17:00"]
    assert [(str(closure.first_day), str(closure.last_day)) for closure in reading.closures] == [
        (f"{year}-12-24", f"{year + 1}-01-02") for year in range(2025, 2032)
    ]
    assert reading.guessed == ("Dates that come every year were written down for 2025 to 2031.",)


def test_dates_that_are_opened_again_are_cut_out_of_the_schedules_instead() -> None:
    reading = read_osm("Mo 09:00-17:00; 2026 Dec 21-2027 Jan 03 off; 2026 Dec 28 10:00-12:00", today=TODAY)
    assert reading.closures == ()
    assert [shown(schedule) for schedule in reading.schedules] == [
        "mo 09:00-17:00 valid_to=2026-12-20",
        "mo 09:00-17:00 valid_from=2027-01-04",
        f"{ALL} 10:00-12:00 valid_from=2026-12-28 valid_to=2026-12-28",
    ]


def test_an_empty_value_is_not_known_rather_than_closed() -> None:
    assert read_osm("  ", today=TODAY).status == "ask"


def test_a_value_of_endless_length_is_refused() -> None:
    assert read_osm("Mo 10:00-12:00; " * 500, today=TODAY).status == "refused"


PIECES = (
    "Mo", "Fr", "Sa-Su", "PH", "SH", "Jan", "Feb", "Dec 24", "2026", "0000", "9999", "31", "99", "24/7", "10:00-12:00",
    "22:00-02:00", "48:00", "[1]", "[-1]", "off", "open", '"by appointment"', ";", ",", "-", "+", ":", "||", "week 1", "/2",
)  # fmt: skip


@seed(20261123)
@settings(max_examples=1500, deadline=None, database=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=12).map(" ".join))
def test_no_heap_of_rules_breaks_the_reader(text: str) -> None:
    reading = read_osm(text, today=TODAY)
    assert (reading.status == "read") == (not reading.questions)
    for schedule in reading.schedules:
        check_schedule(schedule)
    for closure in reading.closures:
        check_closure(closure)
