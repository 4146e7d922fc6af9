"""Term dates as councils publish them: what the file says is known, and not a day more."""

import contextlib
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from welcome.directory.calendars import TermCalendar, term_period
from welcome.directory.errors import FaultyFile
from welcome.exchange.term_dates import BadDates, read_days
from welcome.exchange.terms import TermFile, read_terms

SEED = 20261124

AUTUMN = """
term Wed 02 Sep 2026 - Fri 23 Oct 2026 Autumn term
holiday Sat 24 Oct 2026 - Sun 01 Nov 2026 Half term
term Mon 02 Nov 2026 - Fri 18 Dec 2026 Autumn term
"""
TO_FEBRUARY = (
    AUTUMN
    + """holiday Sat 19 Dec 2026 - Mon 04 Jan 2027 Christmas holiday
term Tue 05 Jan 2027 - Fri 12 Feb 2027 Spring term
"""
)
#: The holiday between the terms has no name in these files.
TO_FEBRUARY_UNNAMED = TO_FEBRUARY.replace(" Christmas holiday", "")

TABLES = {
    "a row for each term and each holiday in it": (AUTUMN, """Term,Start,End
Autumn term 2026,Wednesday 2 September 2026,Friday 18 December 2026
Half term,Monday 26 October 2026,Friday 30 October 2026
"""),
    "dates with slashes, the day first, and semicolons": (AUTUMN, """Event;Start date;End date
Autumn term;02/09/2026;18/12/2026
Half term;26/10/26;30/10/26
"""),
    "terms in halves, and nothing about what lies between": (AUTUMN.replace(" Half term", ""), """Name,From,To
Autumn term,2026-09-02,2026-10-23
Autumn term,2026-11-02,2026-12-18
"""),
    "first and last days of term, each in a row": (AUTUMN, """Event,Date
Autumn term starts,Wednesday 2nd September 2026
Half term,26th - 30th October 2026
Autumn term ends,Friday 18th December 2026
"""),
    "a term and an event, and the school year beside them": (TO_FEBRUARY_UNNAMED, """Academic year,Term,Event,Dates
2026/27,Autumn term,Starts,Wed 2 September
2026/27,Autumn term,Half term,Mon 26 October to Fri 30 October
2026/27,Autumn term,Ends,Fri 18 December
2026/27,Spring term,Starts,Tue 5 January
2026/27,Spring term,Ends,Fri 12 February
"""),
    "lines of text under a title": (TO_FEBRUARY, """School term and holiday dates 2026 to 2027
Autumn term starts: Wednesday 2 September
Half term: Monday 26 October to Friday 30 October 2026
Autumn term ends: Friday 18 December
Christmas holiday: Monday 21 December 2026 to Friday 1 January 2027 (2 weeks)
Spring term: Tuesday 5 January – Friday 12 February 2027
"""),
    "the days on which schools close and reopen": (TO_FEBRUARY.replace("Autumn term", "").replace("Spring term", ""),
"""Holiday,Closes,Re-opens
Start of the year,,Wednesday 2nd September 2026
Half term,Friday 23rd October 2026,Monday 2nd November 2026
Christmas holiday,Friday 18th December 2026,Tuesday 5th January 2027
February,Friday 12th February 2027,
"""),
}  # fmt: skip


def read(text: str | bytes) -> TermFile:
    return read_terms(text if isinstance(text, bytes) else text.encode(), "terms.csv", key="examplebury", name="Examplebury")


def lines(found: TermFile) -> list[str]:
    """Return the periods, a line each."""
    assert found.report.refused == 0, found.report.lines()
    periods = found.calendar.periods
    return [
        f"{'term' if one.is_term else 'holiday'} {one.first_day:%a %d %b %Y} - {one.last_day:%a %d %b %Y} {one.title}".strip()
        for one in periods
    ]


def expected(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


@pytest.mark.parametrize("form", TABLES)
def test_every_form_in_which_councils_publish_makes_the_same_calendar(form):
    calendar, text = TABLES[form]
    assert lines(read(text)) == expected(calendar)


def events(*parts: tuple[str, str, str]) -> bytes:
    """Return an iCalendar file of (summary, DTSTART, what follows it)."""
    made = [f"BEGIN:VEVENT\r\nUID:{n}\r\nSUMMARY:{name}\r\nDTSTART{start}\r\n{more}END:VEVENT\r\n"
            for n, (name, start, more) in enumerate(parts)]  # fmt: skip
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:made up\r\n" + "".join(made) + "END:VCALENDAR\r\n").encode()


def days(first: str, last_exclusive: str) -> tuple[str, str]:
    return f";VALUE=DATE:{first}", f"DTEND;VALUE=DATE:{last_exclusive}\r\n"


def test_a_calendar_file_says_the_same_with_the_day_after_as_its_end():
    found = read(
        events(("Autumn term", *days("20260902", "20261219")), ("Examplebury: Half term", *days("20261026", "20261031")))
    )
    assert lines(found) == expected(AUTUMN)
    assert found.calendar.key == "examplebury"


def test_a_calendar_file_may_name_first_and_last_days_or_give_times_and_what_is_cancelled_is_left_out():
    found = read(
        events(
            ("Autumn term begins", ";VALUE=DATE:20260902", ""),
            ("Half term", ":20261026T000000", "DTEND:20261031T000000Z\r\n"),
            ("Autumn term ends", *days("20261218", "20261219")),
            ("Summer fair", ";VALUE=DATE:20260704", "STATUS:CANCELLED\r\n"),
        )
    )
    assert lines(found) == expected(AUTUMN)
    assert found.report.left_out == {"cancelled": 1}


def test_a_moment_in_a_calendar_file_is_a_day_in_london():
    found = read(events(("Summer holiday", ":20260721T230000Z", "DURATION:P7D\r\n")))
    assert lines(found) == ["holiday Wed 22 Jul 2026 - Tue 28 Jul 2026 Summer holiday"]


def test_days_for_teachers_alone_are_holidays_for_pupils():
    found = read(
        "Event,Start,End\nAutumn term,2 September 2026,23 October 2026\nAutumn term,2 November 2026,18 December 2026\n"
        "INSET day,1 September 2026,\nStaff training day,2 September 2026,2 September 2026\nInset,6 November 2026,\n"
        "Early May bank holiday,3 May 2027,3 May 2027\n"
    )
    assert lines(found) == [
        "holiday Tue 01 Sep 2026 - Tue 01 Sep 2026 INSET day",
        "holiday Wed 02 Sep 2026 - Wed 02 Sep 2026 Staff training day",
        "term Thu 03 Sep 2026 - Fri 23 Oct 2026 Autumn term",
        "holiday Sat 24 Oct 2026 - Sun 01 Nov 2026",
        "term Mon 02 Nov 2026 - Thu 05 Nov 2026 Autumn term",
        "holiday Fri 06 Nov 2026 - Fri 06 Nov 2026 Inset",
        "term Sat 07 Nov 2026 - Fri 18 Dec 2026 Autumn term",
    ]
    assert found.report.left_out == {"bank holidays, which are kept in a list of their own": 1}


def test_a_gap_too_long_for_a_holiday_stays_not_known():
    found = read("Term,Start,End\nAutumn term,2 November 2026,18 December 2026\nSummer term,12 April 2027,28 May 2027\n")
    assert [period.is_term for period in found.calendar.periods] == [True, True]
    assert term_period(found.calendar, date(2027, 2, 1)) is None
    assert "Saturday 19 December 2026 to Sunday 11 April 2027" in "\n".join(found.report.lines())


def test_a_summer_between_two_school_years_is_holiday_and_what_follows_the_last_term_is_not_known():
    found = read("Term,Start,End\nSummer term,7 June 2027,21 July 2027\nAutumn term,2 September 2027,22 October 2027\n")
    assert term_period(found.calendar, date(2027, 8, 10)).is_term is False
    assert term_period(found.calendar, date(2027, 10, 23)) is None
    assert term_period(found.calendar, date(2027, 6, 6)) is None


def test_a_file_of_holidays_alone_makes_no_day_term():
    found = read("Holiday,Start,End\nHalf term,26 October 2026,30 October 2026\nChristmas,21 December 2026,1 January 2027\n")
    assert [period.is_term for period in found.calendar.periods] == [False, False]
    assert term_period(found.calendar, date(2026, 11, 16)) is None
    # The weekend before the first and the one after the last are beyond what is published.
    assert term_period(found.calendar, date(2026, 10, 25)) is None
    assert term_period(found.calendar, date(2026, 10, 31)).title == "Half term"
    assert any("no terms" in remark.sentence for remark in found.report.of_kind("warning"))


FAULTS = [
    ("Autumn term,2 September 2026,TBC", "End: “TBC” is no date"),
    ("Autumn term,,18 December 2026", "first day is missing"),
    ("Autumn term,,", "has no dates"),
    ("Half term,26 October 2026,", "has one date"),
    ("Christmas holiday,4 January 2027,21 December 2026", "before it begins"),
    ("Half term,Tuesday 26 October 2026,30 October 2026", "26 October 2026 is a Monday, not a Tuesday"),
    ("Half term,26 October,30 October", "which year"),
    ("Half term,31/09/2026,3/10/2026", "no such day"),
    ("Half term,10/26/2026,10/30/2026", "day first"),
    ("Half term,26 October 20266,30 October 2026", "no date"),
    ("Autumn,2 September 2026,23 October 2026", "may be term or holiday"),
    (",26 October 2026,30 October 2026", "has no name"),
    ("Autumn term,2 September 2026,3 September 2026", "14 to 140 days"),
    ("Autumn term,2 September 2026,18 December 2027", "14 to 140 days"),
    ("Summer holiday,21 July 2026,4 November 2026", "No school holiday lasts"),
    ("Autumn term,2 September 2026,18 December 2026", "15 weeks without a half term"),
    ("Autumn term starts,2 September 2026,", "nothing says when it ends"),
    ("Half term,26 October 2026,30 October 2026,Monday", "right of the last heading"),
]


@pytest.mark.parametrize(("row", "sentence"), FAULTS)
def test_a_row_that_cannot_be_right_is_named_with_what_to_do_and_nothing_is_kept(row, sentence):
    found = read(f"Event,Start,End\n{row}\n")
    (fault,) = found.report.of_kind("fault")
    assert sentence in fault.sentence
    assert fault.row == 2
    assert (found.report.refused, found.report.kept, found.calendar.periods) == (1, 0, ())


OVERLAPS = [
    ("Autumn term,2 September 2026,23 October 2026", "Autumn term B,23 October 2026,18 November 2026", "on Friday 23 October"),
    ("Summer term,7 June 2027,21 July 2027", "Summer holiday,21 July 2027,1 September 2027", "on Wednesday 21 July 2027"),
    ("Half term,26 October 2026,30 October 2026", "October break,29 October 2026,3 November 2026", "from Thursday 29 October"),
    ("Christmas holiday,1 December 2026,5 January 2027", "Spring term,4 December 2026,4 January 2027", "from Friday 4 Dec"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "when"), OVERLAPS)
@pytest.mark.parametrize("turned", [False, True])
def test_terms_and_holidays_that_overlap_are_named_both_with_their_days(one, other, when, turned):
    rows = (other, one) if turned else (one, other)
    (fault,) = read("Event,Start,End\n" + "\n".join(rows)).report.of_kind("fault")
    assert "overlap" in fault.sentence
    assert when in fault.sentence
    assert (fault.row, "in row 2" in fault.sentence) == (3, True)


def test_the_same_row_twice_is_said_and_does_no_harm():
    row = "Autumn term,2 September 2026,23 October 2026\n"
    found = read(f"Event,Start,End\n{row}{row}")
    assert (found.report.kept, found.report.left_out) == (1, {"said twice": 1})


BAD_EVENTS = [
    (("Half term", ";VALUE=DATE:20261026", ""), "has one date"),
    (("Half term", ";VALUE=DATE:20261026", "DTEND;VALUE=DATE:20261020\r\n"), "before it begins"),
    (("Half term", ";VALUE=DATE:20261026", "DTEND;VALUE=DATE:20261031\r\nRRULE:FREQ=YEARLY\r\n"), "repeats"),
    (("Sports", ";VALUE=DATE:20261026", "DTEND;VALUE=DATE:20261031\r\n"), "may be term or holiday"),
    (("Half term", ";VALUE=DATE:soon", ""), "no first day"),
]


@pytest.mark.parametrize(("event", "sentence"), BAD_EVENTS)
def test_an_event_that_cannot_be_right_is_named(event, sentence):
    (fault,) = read(events(event)).report.of_kind("fault")
    assert sentence in fault.sentence
    assert fault.row == 1


@pytest.mark.parametrize(
    "content", [b"", b"Event,Start,End\n", b"Our school is nice.\n", b"PK\x03\x04", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
                b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"<!doctype html>", b"x" * 200_000]
)  # fmt: skip
def test_a_file_that_is_no_list_of_terms_is_refused_in_a_sentence(content):
    with pytest.raises(FaultyFile, match=r"\.$"):
        read(content)


DATES = [
    ("Half term: Monday 26 October to Friday 30 October 2026", "Half term", ["2026-10-26 2026-10-30"]),
    ("Half-Term | Monday 26th October-Friday 30th October 2026", "Half-Term", ["2026-10-26 2026-10-30"]),
    ("Christmas: 21 December – 1 January 2027", "Christmas", ["2026-12-21 2027-01-01"]),
    ("Christmas 2026: 21 December – 1 January", "Christmas 2026", ["2026-12-21 2027-01-01"]),
    ("Term 1 - 2 September 2026 to 22 October 2026", "Term 1", ["2026-09-02 2026-10-22"]),
    ("INSET days: 1 and 2 September 2026, 4 January 2027", "INSET days", ["2026-09-01 2026-09-01", "2026-09-02 2026-09-02",
                                                                        "2027-01-04 2027-01-04"]),
    ("Good Friday 26 March 2027", "Good Friday", ["2027-03-26 2027-03-26"]),
    ("26-Oct-26 to 30-Oct-26", "", ["2026-10-26 2026-10-30"]),
    ("October 26, 2026 to October 30, 2026", "", ["2026-10-26 2026-10-30"]),
    ("20261026 to 20261030", "", ["2026-10-26 2026-10-30"]),
    ("29 February 2028", "", ["2028-02-29 2028-02-29"]),
    ("to be confirmed", "to be confirmed", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "runs"), DATES)
def test_dates_are_read_as_councils_write_them(text, name, runs):
    found_name, found = read_days(text)
    assert (found_name, [f"{run.first} {run.last}" for run in found]) == (name, runs)


@pytest.mark.parametrize(
    "text",
    ["INSET day 1 - 4 January 2027", "Half term: Monday 26 Octobr to 30 October 2026", "29 February 2027", "2 October 1926",
     "Monday 27 October 2026", "26 October", "26 October 2026 and the rest", "1 to 2 to 3 October 2026",
     "1 October 2026 or 2 October 2026"],
)  # fmt: skip
def test_words_that_may_mean_other_days_are_refused(text):
    with pytest.raises(BadDates):
        read_days(text)


MONDAYS = st.integers(0, 150).map(lambda weeks: date(2026, 8, 31) + timedelta(weeks=weeks))


@seed(SEED)
@settings(max_examples=150, deadline=None)
@given(
    starts=st.lists(st.tuples(st.integers(3, 9), st.integers(1, 3)), min_size=1, max_size=12),
    first=MONDAYS,
)
def test_terms_published_in_halves_come_back_day_for_day(starts, first):
    """Each half term of some weeks is followed by some weeks of holiday: every day of the file is one or the other."""
    print(f"seed {SEED}")
    rows, begin, term_days = [], first, set()
    for weeks, holiday_weeks in starts:
        last = begin + timedelta(weeks=weeks, days=-3)
        rows.append(f"Some term,{begin},{last}")
        term_days |= {begin + timedelta(day) for day in range((last - begin).days + 1)}
        begin += timedelta(weeks=weeks + holiday_weeks)
    found: TermCalendar = read("Term,Start,End\n" + "\n".join(rows)).calendar
    end = max(term_days)
    for day in (first + timedelta(number) for number in range(-9, (end - first).days + 10)):
        period = term_period(found, day)
        said = None if period is None else period.is_term
        assert said == (None if day < first or day > end else day in term_days), day
    assert all(one.last_day < other.first_day for one, other in pairwise(found.periods))


SPOILT = [text.encode() for _, text in TABLES.values()] + [events(("Autumn term", *days("20260902", "20261219")))]


@seed(SEED)
@settings(max_examples=300, deadline=None)
@given(
    content=st.sampled_from(SPOILT),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 4), st.binary(max_size=4)), min_size=1, max_size=6),
)
def test_whatever_is_spoilt_in_a_file_the_answer_is_a_calendar_or_a_sentence(content, cuts):
    print(f"seed {SEED}")
    spoilt = bytearray(content)
    for where, length, put_in in cuts:
        place = int(where * len(spoilt))
        spoilt[place : place + length] = put_in
    with contextlib.suppress(FaultyFile):
        found = read(bytes(spoilt))
        periods = found.calendar.periods
        assert not (periods and found.report.refused)
        assert all(one.last_day < other.first_day for one, other in pairwise(periods))
