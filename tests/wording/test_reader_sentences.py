"""What is read from people's words, and what is asked: `sentences_read.tsv` and `sentences_asked.tsv` are the specification."""

import csv
import os
from datetime import date
from pathlib import Path

import pytest

from welcome.directory.errors import BadParameter
from welcome.directory.hours import WEEKDAYS, Closure, Schedule, check_schedule
from welcome.wording.reader import read_words

#: A Monday in November: the coming January is near, the past summer is not.
TODAY = date(2026, 11, 23)
_SAID_ELSEWHERE = ("id", "weekdays", "opens", "closes", "words")


def shown(schedule: Schedule) -> str:
    """Return a schedule in short: "mo,we 10:00-12:00 nth=1,3 term=term_only"; what is as usual is left out."""
    days = ",".join(day for place, day in enumerate(WEEKDAYS) if schedule.weekdays >> place & 1) or "no day"
    times = "untimed" if schedule.opens is None else f"{clock(schedule.opens)}-{clock(schedule.closes)}"
    usual = Schedule()
    more = []
    for name in Schedule.__struct_fields__:
        value = getattr(schedule, name)
        if name in _SAID_ELSEWHERE or value == getattr(usual, name):
            continue
        if name in ("nth", "months"):
            value = ",".join(str(place + 1) for place in range(12) if value >> place & 1).replace(
                "6", "last" if name == "nth" else "6"
            )
        more.append(f"{name}={value}")
    return " ".join([days, times, *more])


def clock(minutes: int | None) -> str:
    return "late" if minutes is None else f"{minutes // 60:02}:{minutes % 60:02}"


def rows_of(name: str) -> list[list[str]]:
    """Return the rows of a table beside this file; a line that begins with # is a heading."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [_unescaped(line) for line in lines if line and not line.startswith("# ")]


def _unescaped(line: str) -> list[str]:
    fields = [field.replace("\\n", "\n").replace("\\t", "\t") for field in line.split("\t")]
    return [*fields, *[""] * (3 - len(fields))]


def days_shut(closure: Closure) -> str:
    both = (closure.first_day, closure.last_day)
    return str(both[0]) if both[0] == both[1] else f"{both[0]} to {both[1]}"


READ = rows_of("sentences_read.tsv")
ASKED = rows_of("sentences_asked.tsv")


@pytest.mark.parametrize(("words", "meaning", "shut"), READ, ids=[row[0] for row in READ])
def test_a_sentence_is_read_as_the_times_it_means(words: str, meaning: str, shut: str) -> None:
    reading = read_words(words, today=TODAY)
    assert (reading.status, reading.left_over, reading.questions) == ("read", (), ())
    assert "; ".join(shown(schedule) for schedule in reading.schedules) == meaning
    assert ", ".join(days_shut(closure) for closure in reading.closures) == shut
    for schedule in reading.schedules:
        check_schedule(schedule)


@pytest.mark.parametrize(("words", "question", "left_over"), ASKED, ids=[row[0] for row in ASKED])
def test_a_sentence_that_does_not_say_enough_is_asked_about(words: str, question: str, left_over: str) -> None:
    reading = read_words(words, today=TODAY)
    assert reading.status in ("ask", "refused")
    assert reading.questions[0] == question
    assert " | ".join(reading.left_over) == left_over


def test_the_tables_are_as_long_as_they_must_be() -> None:
    assert len(READ) > 400
    assert len(ASKED) > 150


def test_nothing_at_all_is_not_known_rather_than_closed() -> None:
    for nothing in ("", "   ", "\n", "&nbsp;"):
        reading = read_words(nothing, today=TODAY)
        assert (reading.status, reading.schedules) == ("ask", ())
        assert "not known" in reading.questions[0]


def test_a_guess_is_said() -> None:
    assert read_words("Thursday 2-4", today=TODAY).guessed == ("“2-4” was taken to mean 2pm to 4pm.",)
    assert read_words("Thursday 2pm-4pm", today=TODAY).guessed == ()
    assert read_words("Wednedays 2pm-4pm", today=TODAY).guessed == ("“Wednedays” was taken to mean “Wednesdays”.",)
    assert "13 December 2026" in read_words("Sunday 13 December 2pm-4pm", today=TODAY).guessed[0]


def test_each_schedule_keeps_its_own_words() -> None:
    reading = read_words("Mon &amp; Wed 10am-12pm (term time only), Fri 2-4pm", today=TODAY)
    assert [schedule.words for schedule in reading.schedules] == ["Mon & Wed 10am-12pm (term time only)", "Fri 2-4pm"]


def test_a_fortnight_without_a_date_gives_no_schedule_to_publish() -> None:
    for words in ("Fortnightly on Mondays 5pm to 7pm", "Every other Tuesday 6-8pm", "Alternate Tuesdays, 6pm-8pm"):
        reading = read_words(words, today=TODAY)
        assert (reading.status, reading.schedules) == ("ask", ())
        assert "which date" in reading.questions[0]


def test_a_fortnights_date_that_may_be_of_another_year_is_asked_about() -> None:
    asked = "Every other Wednesday from 7 January 1.30pm-3pm"
    assert read_words(asked, today=TODAY).status == "ask"
    assert read_words(asked, today=date(2026, 1, 2)).status == "read"
    assert read_words("Every other Wednesday from 7 January 2026 1.30pm-3pm", today=TODAY).status == "read"


def test_a_language_without_a_table_is_refused_by_name() -> None:
    with pytest.raises(BadParameter, match="en"):
        read_words("Dydd Llun 10yb-12yp", today=TODAY, language="cy")


def test_endless_text_is_refused() -> None:
    assert read_words("Mon 10-12 " * 500, today=TODAY).status == "refused"


@pytest.mark.real_data
def test_the_opening_times_of_a_real_sheet() -> None:
    with (Path(os.environ["WELCOME_REAL_DATA"]) / "walsall" / "venues.csv").open(encoding="utf-8-sig", newline="") as sheet:
        readings = [read_words(row["opening_times"], today=TODAY) for row in csv.DictReader(sheet)]
    assert [reading.status for reading in readings].count("read") == 27
    fortnight, empty = sorted((reading for reading in readings if reading.status == "ask"), key=lambda one: -len(one.text))
    assert "which date" in fortnight.questions[0]
    assert (empty.text, "not known" in empty.questions[0]) == ("", True)
