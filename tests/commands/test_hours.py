"""`welcome hours read`: what a coordinator's terminal and another program are told."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from welcome.commands.context import Context
from welcome.commands.hours import hours
from welcome.settings import Settings

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KEYS = ["text", "status", "schedules", "said_back", "guessed", "left_over", "questions", "openings"]


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return Context(Settings.from_environment({"DATABASE_URL": f"sqlite:///{tmp_path / 'welcome.sqlite'}"}), NOW)


def run(context: Context, *arguments: str, typed: bytes | None = None) -> Result:
    return CliRunner().invoke(hours, ["read", *arguments], obj=context, input=typed)


def lines(result: Result) -> list[dict]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_text_is_read_into_one_json_object(context: Context) -> None:
    (found,) = lines(
        run(context, "Tuesdays 10am - 12noon term time only", "--json", "--from", "2026-12-01", "--to", "2026-12-09")
    )
    assert list(found) == KEYS
    assert (found["status"], found["said_back"]) == ("read", "Tuesdays, 10am to midday, in term time.")
    assert found["openings"] == [
        {"starts": "2026-12-01T10:00:00Z", "ends": "2026-12-01T12:00:00Z", "doubt": "term"},
        {"starts": "2026-12-08T10:00:00Z", "ends": "2026-12-08T12:00:00Z", "doubt": "term"},
    ]
    assert found["schedules"][0]["term"] == "term_only"


def test_without_a_text_each_line_is_answered_blank_ones_too(context: Context) -> None:
    typed = b"Mon 10am-12pm\n\nFortnightly on Mondays 5pm to 7pm\r\nlorem ipsum"
    found = lines(run(context, typed=typed))
    assert [one["status"] for one in found] == ["read", "ask", "ask", "refused"]
    assert [one["text"] for one in found] == ["Mon 10am-12pm", "", "Fortnightly on Mondays 5pm to 7pm", "lorem ipsum"]
    assert all(list(one) == KEYS for one in found)
    assert [bool(one["openings"]) for one in found] == [True, False, False, False]
    assert "not known" in found[1]["questions"][0]


def test_bytes_that_are_no_text_do_not_stop_the_lines_after_them(context: Context) -> None:
    found = lines(run(context, typed=b"Mon 10am\xff-12pm\nMon 10am-12pm\n"))
    assert [one["status"] for one in found] == ["ask", "read"]


def test_the_first_day_counts_and_the_last_does_not(context: Context) -> None:
    found = lines(run(context, "Daily 10am-12pm", "--json", "--from", "2026-12-01", "--to", "2026-12-03"))
    assert [one["starts"][:10] for one in found[0]["openings"]] == ["2026-12-01", "2026-12-02"]


def test_openings_are_cut_at_london_midnights(context: Context) -> None:
    (found,) = lines(run(context, "Daily 10pm-2am", "--json", "--from", "2026-07-01", "--to", "2026-07-02"))
    assert [(one["starts"], one["ends"]) for one in found["openings"]] == [
        ("2026-07-01T00:00:00+01:00", "2026-07-01T02:00:00+01:00"),
        ("2026-07-01T22:00:00+01:00", "2026-07-02T00:00:00+01:00"),
    ]


def test_bank_holidays_of_the_country_count(context: Context) -> None:
    arguments = ("Mondays 10am-12pm", "--json", "--from", "2027-03-29", "--to", "2027-03-30")
    assert lines(run(context, *arguments))[0]["openings"][0]["doubt"] == "bank_holiday"  # Easter Monday in England
    assert lines(run(context, *arguments, "--country", "scotland"))[0]["openings"][0]["doubt"] is None


def test_openstreetmap_text_is_read_too_and_refused_by_its_part(context: Context) -> None:
    (found,) = lines(run(context, "Mo-Fr 10:00-12:00; PH off", "--format", "osm", "--json"))
    assert (found["status"], found["said_back"]) == ("read", "Monday to Friday, 10am to midday, closed on bank holidays.")
    (refused,) = lines(run(context, "Mo-Fr sunrise-sunset", "--format", "osm", "--json"))
    assert (refused["status"], refused["left_over"], refused["openings"]) == ("refused", ["sunrise-sunset"], [])


def test_days_that_it_is_closed_are_said_and_left_out(context: Context) -> None:
    text = "Daily 10am-12pm. Closed 25 December 2026 to 1 January 2027"
    (found,) = lines(run(context, text, "--json", "--from", "2026-12-24", "--to", "2027-01-03"))
    assert [one["starts"][:10] for one in found["openings"]] == ["2026-12-24", "2027-01-02"]
    assert found["said_back"] == "Every day, 10am to midday. Closed 25 December to 1 January."
    assert [(one["first_day"], one["last_day"]) for one in found["closures"]] == [("2026-12-25", "2027-01-01")]


def test_a_person_is_answered_in_sentences(context: Context) -> None:
    result = run(context, "Thursday 2-4", "--from", "2026-11-23", "--to", "2026-11-30")
    assert result.stdout.splitlines() == [
        "Thursdays, 2pm to 4pm.",
        "Guessed: “2-4” was taken to mean 2pm to 4pm.",
        "Thu 26 Nov 2026 14:00 to Thu 26 Nov 2026 16:00",
    ]
    asked = run(context, "Thursday 8-10").stdout
    assert asked.startswith("Not certain: ")
    assert "Please say: “8-10” can be understood in more than one way" in asked


def test_a_term_calendar_that_is_not_kept_is_an_error_in_a_sentence(context: Context) -> None:
    result = run(context, "Mondays 10am-12pm term time", "--term-calendar", "nowhere")
    assert result.exit_code != 0
    assert "There is no term calendar 'nowhere'" in str(result.exception)


def test_days_in_the_wrong_order_are_an_error_in_a_sentence(context: Context) -> None:
    result = run(context, "Mondays 10am-12pm", "--from", "2026-12-02", "--to", "2026-12-01")
    assert "The last day is before the first." in str(result.exception)
