"""`welcome calendar` as whoever runs the directory uses it."""

import json
from collections.abc import Callable
from pathlib import Path

import click.testing
import pytest

from welcome.cli import main

TERMS = """Term,Start,End
Autumn term 2035,Monday 3 September 2035,Friday 21 December 2035
Half term,Monday 22 October 2035,Friday 26 October 2035
"""
MORE = TERMS + "Spring term 2036,Monday 7 January 2036,Friday 15 February 2036\n"
FAULTY = TERMS + "Christmas holiday,24 December 2035,TBC\n"

Run = Callable[..., click.testing.Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `welcome calendar ...` on a database of its own, in a folder of its own that holds three files."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("terms.csv", TERMS), ("more.csv", MORE), ("faulty.csv", FAULTY)):
        (tmp_path / name).write_text(text)

    def running(*command: str, **environment: str) -> click.testing.Result:
        settings = {"DATABASE_URL": f"sqlite:///{tmp_path}/test.sqlite", **environment}
        return click.testing.CliRunner().invoke(main, ("calendar", *command), env=settings)

    return running


def shown(run: Run, **environment: str) -> dict:
    return json.loads(run("show", "--json", **environment).stdout)


def bank_holidays(run: Run, **environment: str) -> dict[str, str]:
    return {one["day"]: one["title"] for one in shown(run, **environment)["bank_holidays"]}


def test_a_refresh_says_what_is_new_and_the_next_one_that_nothing_is(run):
    first = run("refresh")
    assert first.exit_code == 0, first.output
    assert "bank holidays of England are new" in first.stdout
    assert "Christmas Day" in first.stdout
    assert run("refresh").stdout == "The bank holidays of England are up to date. Nothing was changed.\n"
    later = run("refresh", "--years", "6")
    assert "Christmas Day" in later.stdout
    assert len(bank_holidays(run)) > len(first.stdout.splitlines()) // 2
    assert run("refresh", "--years", "99").exit_code == 2


def test_the_nation_of_the_settings_decides_whose_bank_holidays_they_are(run):
    assert "Scotland" in run("refresh", WELCOME_NATION="scotland").stdout
    assert "St Andrew's Day" in run("show", WELCOME_NATION="scotland").stdout
    assert "No bank holidays of England are known" in run("show").stdout


def test_a_day_that_is_added_or_taken_away_by_hand_stays_so_when_the_list_is_refreshed(run):
    run("refresh", "--years", "12")
    christmas = max(day for day, title in bank_holidays(run).items() if title == "Christmas Day")
    assert (
        run("add", "2035-06-05", " Jubilee  day ").stdout
        == "Tuesday 5 June 2035, Jubilee day, is a bank holiday of England now.\n"
    )
    assert "Christmas Day, is no longer a bank holiday of England." in run("remove", christmas).stdout
    run("refresh", "--years", "12")
    kept = bank_holidays(run)
    assert kept["2035-06-05"] == "Jubilee day"
    assert christmas not in kept
    assert run("remove", "2035-06-05").exit_code == 0
    assert "2035-06-05" not in bank_holidays(run)


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (("remove", "2035-06-05"), "Tuesday 5 June 2035 is no bank holiday of England. Nothing was changed."),
        (("add", "5 June", "Jubilee"), "does not match the format"),
        (("add", "2035-06-05", " "), "TITLE should be"),
        (("terms", "import", "terms.csv"), "Say whose terms these are"),
        (("terms", "import", "terms.csv", "--authority", "the council"), "one word"),
        (("terms", "import", "nothing.csv", "--authority", "examplebury"), "does not exist"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run, command, sentence):
    done = run(*command)
    assert done.exit_code in (1, 2)
    assert sentence in done.stderr


def test_terms_come_in_whole_and_the_first_are_followed(run):
    done = run("terms", "import", "terms.csv", "--authority", "Examplebury", "--name", "Examplebury Council")
    assert done.exit_code == 0, done.output
    assert "2 read, 2 kept, 0 refused" in done.stdout
    assert "The terms of Examplebury Council are known now: 3 periods." in done.stdout
    assert "Venues that name no other calendar follow “examplebury”." in done.stdout
    text = run("show").stdout
    assert "Terms of Examplebury Council (examplebury), which venues follow unless they name another:" in text
    assert "  Holiday: Saturday 20 October 2035 to Sunday 28 October 2035 (Half term)" in text


def test_a_second_file_replaces_the_terms_of_its_authority_alone_and_keeps_their_name(run):
    run("terms", "import", "terms.csv", "--authority", "examplebury", "--name", "Examplebury Council")
    run("terms", "import", "terms.csv", "--authority", "academies")
    again = run("terms", "import", "terms.csv", "--authority", "examplebury")
    assert "These terms are known already: nothing was changed." in again.stdout
    assert "replaced: 5 periods" in run("terms", "import", "more.csv", "--authority", "examplebury").stdout
    kept = shown(run)
    assert kept["default_terms"] == "examplebury"
    assert [(one["key"], one["name"], len(one["periods"])) for one in kept["terms"]] == [
        ("academies", "academies", 3),
        ("examplebury", "Examplebury Council", 5),
    ]
    assert "follow “academies”" in run("terms", "import", "more.csv", "--authority", "academies", "--default").stdout
    assert shown(run)["default_terms"] == "academies"


def test_the_settings_may_name_the_authority(run):
    done = run("terms", "import", "terms.csv", WELCOME_TERM_AUTHORITY="examplebury")
    assert "follow “examplebury”" in done.stdout
    assert "of which nothing is known" in run("show", WELCOME_TERM_AUTHORITY="elsewhere").stdout


def test_a_faulty_file_changes_nothing_and_names_the_row(run):
    done = run("terms", "import", "faulty.csv", "--authority", "examplebury")
    assert done.exit_code == 1
    assert "Row 4, Christmas holiday: End: “TBC” is no date." in done.stdout
    assert "Nothing was imported, because 1 is faulty. Put that right and try again." in done.stderr
    assert "No school terms are known." in run("show").stdout


def test_a_try_shows_the_calendar_and_changes_nothing(run):
    tried = run("terms", "import", "terms.csv", "--authority", "examplebury", "--dry-run")
    assert "  Term: Monday 3 September 2035 to Friday 19 October 2035 (Autumn term)" in tried.stdout
    assert "Nothing was changed: this was only a try." in tried.stdout
    assert shown(run)["terms"] == []


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_a_machine_gets_one_json_object(run, more):
    done = run("terms", "import", "terms.csv", "--authority", "examplebury", "--json", *more)
    answer = json.loads(done.stdout)
    assert answer["report"]["kept"] == 2
    assert (answer["imported"] is None) == bool(more)
