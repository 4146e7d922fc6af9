"""What a sheet says of access, provision, languages and terms: yes, no or nothing, and nothing is never no."""

import pytest

from welcome.directory.venues import FactDetail


def venue_of(read, column, cell):
    sheet = read(f'name,postcode,hours,{column}\nElm Hall,AA1 1AA,Monday 10 to 12,"{cell}"\n')
    return sheet.venues[0], [remark.column for remark in sheet.report.of_kind("question")]


@pytest.mark.parametrize(
    ("cell", "known"),
    [
        *((cell, True) for cell in ("yes", "Y", "TRUE", "✓", "1")),
        *((cell, False) for cell in ("no", "N", "FALSE", "✗", "0")),
        *((cell, None) for cell in ("", "unknown", "?", "don't know", "n/a")),
    ],
)
def test_yes_no_and_nothing_are_kept_apart(read, cell, known):
    venue, asked = venue_of(read, "accessible_toilet", cell)
    assert venue.access.facts.get("accessible_toilet") is known
    assert asked == []


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("step_free_entrance", "no steps"),
        ("step_free_entrance", "1 step"),
        ("step_free_entrance", "0 steps"),
        ("step_free_entrance", "yes, but two steps inside"),
        ("accessible_toilet", "x"),
        ("accessible_toilet", "planned"),
        ("hearing_loop", "yes - not working"),
        ("toilet", "limited"),
        ("toilet", "yesterday"),
    ],
)
def test_an_answer_that_might_mean_either_is_asked_about_and_not_known(read, column, cell):
    venue, asked = venue_of(read, column, cell)
    assert venue.access.facts == {}
    assert asked == [column]


def test_words_after_an_answer_become_its_note(read):
    venue, asked = venue_of(read, "Step-free access", "Yes (ring the bell at the side door)")
    assert venue.access.facts == {"step_free_entrance": True}
    assert venue.access.details == {"step_free_entrance": FactDetail("ring the bell at the side door")}
    assert asked == []


def test_who_said_it_and_when_is_kept_with_every_fact_that_is_known(read):
    content = (
        "name,postcode,toilet,hearing_loop,hearing_loop_note,quiet_space,access_checked_on,access_said_by,steps,which_door\n"
        "Elm Hall,AA1 1AA,yes,no,on order,,2026-03-01,Survey,0,Side door in Oak Lane\n"
    )
    access = read(content).venues[0].access
    assert access.facts == {"toilet": True, "hearing_loop": False}
    assert {fact: (detail.note, str(detail.checked_on), detail.said_by) for fact, detail in access.details.items()} == {
        "toilet": ("", "2026-03-01", "survey"),
        "hearing_loop": ("on order", "2026-03-01", "survey"),
    }
    assert (access.entrance_steps, access.which_door) == (0, "Side door in Oak Lane")


@pytest.mark.parametrize(
    ("columns", "cells", "said"),
    [
        ("step_free_entrance,steps", "yes,2", "cannot be step-free and have 2 steps"),
        ("toilet,accessible_toilet", "no,yes", "accessible toilet where there is no toilet"),
        ("step_free_inside,accessible_toilet", "no,yes", "not accessible when there are steps inside"),
        ("accessible_toilet,changing_places", "no,yes", "cannot be there without the other"),
        ("min_age,max_age", "60,18", "Nobody is both 60 or older and 18 or younger"),
    ],
)
def test_facts_that_cannot_all_be_true_are_refused_together(read, columns, cells, said):
    sheet = read(f"name,postcode,{columns}\nElm Hall,AA1 1AA,{cells}\n")
    assert sheet.venues == ()
    assert said in sheet.report.of_kind("fault")[0].sentence


def test_provision_is_read_from_columns_and_from_a_list_and_a_no_is_not_listed(read):
    sheet = read(
        "name,postcode,wifi,warm_room,provision\n"
        'Elm Hall,AA1 1AA,yes,no,"Tea and coffee; Board games, hot meal and sculpture"\n'
    )
    assert sheet.venues[0].provision == ("hot_drinks", "hot_meal", "wifi", "games_and_crafts")
    assert [remark.value for remark in sheet.report.of_kind("warning")] == ["sculpture"]


def test_an_operators_own_provision_is_understood(read):
    sheet = read("name,postcode,provision\nElm Hall,AA1 1AA,bike repair\n", provision_keys=("hot_drinks", "bike_repair"))
    assert sheet.venues[0].provision == ("bike_repair",)


def test_languages_are_read_by_name_and_code_and_an_unknown_one_is_named(read):
    sheet = read('name,postcode,languages\nElm Hall,AA1 1AA,"English, Panjabi / ur; BSL and Cy, Klingonese"\n')
    assert sheet.venues[0].languages == ("en", "pa", "ur", "bfi", "cy")
    assert [remark.value for remark in sheet.report.of_kind("warning")] == ["Klingonese"]


@pytest.mark.parametrize(
    ("column", "cell", "field", "value", "asked"),
    [
        ("audience", "Women only", "audience", "women", []),
        ("audience", "All welcome", "audience", "everyone", []),
        ("audience", "left-handed people", "audience", "other", ["audience"]),
        ("min_age", "18+", "min_age", 18, []),
        ("booking", "Essential", "booking", "needed", []),
        ("booking", "no", "booking", "none", []),
        ("booking", "see poster", "booking", "needed", ["booking"]),
        ("cost", "Free", "cost", "free", []),
        ("cost", "£2", "cost", "paid", []),
        ("cost", "suggested donation £2", "cost", "pay_what_you_can", []),
        ("cost", "ask at the desk", "cost", "not_known", []),
    ],
)
def test_whom_it_is_for_and_on_what_terms_stands_on_every_schedule(read, column, cell, field, value, asked):
    venue, questions = venue_of(read, column, cell)
    assert getattr(venue.schedules[0], field) == value
    assert questions == asked


def test_times_that_were_guessed_are_kept_and_the_guess_is_said(read):
    sheet = read("name,postcode,hours\nElm Hall,AA1 1AA,Monday 10-12\n")
    assert len(sheet.venues[0].schedules) == 1
    assert "read with a guess: 10 was taken for 10am." in sheet.report.of_kind("warning")[0].sentence


def test_times_that_must_be_asked_about_are_no_times_and_their_words_stay_with_whom_they_are_for(read):
    sheet = read("name,postcode,hours,audience,cost\nElm Hall,AA1 1AA,Fortnightly on Mondays,women,£1\n")
    [venue] = sheet.venues
    assert (venue.schedules, venue.hours_question, venue.not_every_week) == (
        (),
        "Fortnightly on Mondays (for women, cost: £1)",
        True,
    )
    assert sheet.questions[0].sentence == "“Fortnightly on Mondays”: From which date is it counted?"


@pytest.mark.parametrize(("cell", "kept"), [("", ""), ("TBC", "TBC"), ("n/a", "n/a")])
def test_missing_times_are_a_question_and_not_closed(read, cell, kept):
    sheet = read(f"name,postcode,hours\nElm Hall,AA1 1AA,{cell}\n")
    assert (sheet.venues[0].schedules, sheet.venues[0].hours_question) == ((), kept)
    assert [question.about for question in sheet.questions] == ["hours"]


def test_nonsense_for_times_is_a_question(read):
    sheet = read("name,postcode,hours\nElm Hall,AA1 1AA,Every 5th Blursday\n")
    assert (sheet.venues[0].schedules, sheet.venues[0].hours_question) == ((), "Every 5th Blursday")
    assert len(sheet.questions) == 1


def test_by_appointment_is_a_schedule_and_the_first_monday_is_not_every_week(read):
    elm, oak = read("name,postcode,hours\nElm Hall,AA1 1AA,By appointment\nOak Hall,AA1 2AA,1st Monday 10 to 12\n").venues
    assert [schedule.kind for schedule in elm.schedules] == ["by_appointment"]
    assert (elm.not_every_week, oak.not_every_week) == (False, True)
