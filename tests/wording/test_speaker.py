"""What residents read about times, case by case; the phone's own speaker runs the same table."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from welcome.directory.hours import Closure, ExtraOpening, Opening, Schedule
from welcome.wording.speaker import closures_ahead, say_closure, say_extra_opening, say_schedules, schedule_sentences
from welcome.wording.state import say_as_of, say_checked, say_opening, say_state, say_why

CASES = msgspec.json.decode((Path(__file__).parents[1] / "examples" / "speaker_cases.json").read_bytes())


def rows(section: str) -> list[Any]:
    return [pytest.param(case, id=f"{number}: {case['says']}"[:90]) for number, case in enumerate(CASES[section])]


def made(row: Any, kind: Any) -> Any:
    return msgspec.convert(row, kind)


@pytest.mark.parametrize("case", rows("schedules"))
def test_schedules_are_said_in_the_wording_of_the_house(case):
    assert schedule_sentences(made(case["schedules"], list[Schedule])) == case["says"]


@pytest.mark.parametrize("case", rows("closures"))
def test_closures_ahead_are_said_soonest_first_with_the_reason_people_see(case):
    closures, schedules = made(case["closures"], list[Closure]), made(case.get("schedules", []), list[Schedule])
    assert closures_ahead(closures, made(case["today"], date), schedules=schedules) == case["says"]


@pytest.mark.parametrize("case", rows("extra_openings"))
def test_an_extra_opening_says_who_it_is_for_before_its_times(case):
    assert say_extra_opening(made(case["extra"], ExtraOpening), today=made(case["today"], date)) == case["says"]


@pytest.mark.parametrize("case", rows("states"))
def test_the_state_at_a_moment_says_what_to_expect_at_the_door(case):
    said = say_state(
        case["status"],
        made(case["at"], datetime),
        made(case["openings"], list[Opening]),
        next_opening=made(case.get("next"), Opening | None),
        appointments=made(case.get("appointments", []), list[Opening]),
        why=case.get("why", ""),
        walk_minutes=case.get("walk_minutes"),
    )
    assert said == case["says"]


@pytest.mark.parametrize("case", rows("whys"))
def test_why_it_is_shut_is_said_in_the_words_of_those_who_know(case):
    said = say_why(case["kind"], case["text"], made(case["last_day"], date), today=made(case["today"], date))
    assert said == case["says"]


@pytest.mark.parametrize("case", rows("openings"))
def test_a_dated_opening_is_said_with_its_doubt(case):
    assert say_opening(made(case["opening"], Opening), made(case["today"], date)) == case["says"]


@pytest.mark.parametrize("case", rows("checked"))
def test_old_times_say_that_they_may_have_changed(case):
    assert say_checked(made(case["confirmed_on"], date | None), made(case["today"], date)) == case["says"]


@pytest.mark.parametrize("case", rows("as_of"))
def test_a_kept_copy_says_how_old_it_is(case):
    assert say_as_of(made(case["moment"], datetime), made(case["today"], date)) == case["says"]


def test_several_schedules_make_one_text_with_a_full_stop_after_each():
    monday = Schedule(weekdays=1, opens=600, closes=720)
    friday = Schedule(weekdays=16, opens=840, closes=960, note="Soup.")
    assert say_schedules([monday, friday]) == "Mondays, 10am to midday. Fridays, 2pm to 4pm. Soup."
    assert say_schedules([]) == ""


def test_a_closure_said_without_a_today_carries_its_years():
    closure = Closure(first_day=date(2026, 12, 24), last_day=date(2027, 1, 2))
    assert say_closure(closure) == "Closed 24 December 2026 to 2 January 2027"


def test_every_field_of_a_schedule_that_changes_its_meaning_changes_its_sentence():
    plain = Schedule(weekdays=2, opens=600, closes=720)
    changes = {
        "weekdays": 4, "nth": 1, "months": 1, "opens": 660, "closes": 780, "valid_from": date(2026, 1, 1),
        "valid_to": date(2026, 1, 1), "bank_holidays": "closed", "term": "term_only", "kind": "by_appointment",
        "label": "Chess", "note": "Soup", "audience": "men", "min_age": 18, "max_age": 30, "booking": "needed",
        "cost": "paid", "cost_note": "50p", "languages": ("pl",),
    }  # fmt: skip
    silent = {"id", "words", "confirmed_on", "anchor", "every_weeks"}
    assert set(changes) | silent == set(Schedule.__struct_fields__)
    said = [say_schedules([msgspec.structs.replace(plain, **{field: value})]) for field, value in changes.items()]
    fortnight = msgspec.structs.replace(plain, every_weeks=2, anchor=date(2026, 1, 7))
    said += [say_schedules([fortnight]), say_schedules([msgspec.structs.replace(fortnight, anchor=date(2026, 1, 14))])]
    assert len({say_schedules([plain]), *said}) == len(changes) + 3
