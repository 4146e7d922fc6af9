"""What is said about times, read again on the same day, gives the same openings for three years."""

import runpy
from datetime import date
from pathlib import Path
from random import Random

import msgspec
import pytest

from welcome.directory.hours import Schedule, appointments_between, check_schedule, openings_between
from welcome.directory.venues import Venue
from welcome.wording.reader import read_words
from welcome.wording.reading import Reading
from welcome.wording.speaker import say_schedules

made = runpy.run_path(str(Path(__file__).parents[1] / "examples" / "made_hours.py"))
FIRST, LAST = made["FIRST_DAY"], made["LAST_DAY"]
TODAY = date(2026, 11, 24)
SEED = 3030
#: Before five in the morning, under a quarter of an hour or over eighteen hours the reader asks whether it is meant.
EARLIEST_OPENS, SHORTEST_MINUTES, LONGEST_MINUTES = 300, 15, 1080
CALENDARS = made["made_calendars"](Random(SEED))


def openings(schedules: tuple[Schedule, ...]) -> tuple[list, list]:
    venue = Venue(id=1, uid="u", slug="s", name="n", schedules=schedules)
    return openings_between(venue, CALENDARS, FIRST, LAST), appointments_between(venue, CALENDARS, FIRST, LAST)


def there_and_back(schedules: tuple[Schedule, ...]) -> tuple[str, Reading]:
    said = say_schedules(schedules)
    return said, read_words(said, today=TODAY)


def is_usual(schedule: Schedule) -> bool:
    """Whether a host would keep such hours, so that the reader has nothing to ask."""
    check_schedule(schedule)
    minutes = (1440 if schedule.closes is None else schedule.closes) - schedule.opens
    if (schedule.opens, schedule.closes) != (0, 1440) and schedule.opens < EARLIEST_OPENS:
        return False
    # Counted both in weeks and by its place in the month: the sentence is clear, and the reader asks.
    counted_twice = schedule.every_weeks > 1 and schedule.nth
    ends_too_soon = schedule.every_weeks > 1 and schedule.valid_to and not openings((schedule,))[0]
    return (SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES or minutes == 1440) and not counted_twice and not ends_too_soon


def usual_schedules(random: Random, many: int) -> list[Schedule]:
    found: list[Schedule] = []
    while len(found) < many:
        schedule = made["made_schedule"](random)
        if is_usual(schedule):
            found.append(schedule)
    return found


def test_thousands_of_made_up_schedules_come_back_as_the_same_openings():
    print("seed", SEED)
    for schedule in usual_schedules(Random(SEED), 3000):
        said, reading = there_and_back((schedule,))
        assert (reading.status, reading.questions) == ("read", ()), said
        assert openings(reading.schedules) == openings((schedule,)), said


def test_who_it_is_for_booking_and_cost_come_back_with_the_openings():
    print("seed", SEED + 1)
    random = Random(SEED + 1)
    for schedule in usual_schedules(random, 1000):
        whom = msgspec.structs.replace(made["made_welcome"](random, schedule), label="", note="")
        if whom.audience == "everyone":
            # Ages alone make the reader name the people: "ages 60 and over" are older people.
            whom = msgspec.structs.replace(whom, min_age=None, max_age=None)
        said, reading = there_and_back((whom,))
        assert reading.status == "read", said
        assert openings(reading.schedules) == openings((whom,)), said
        ages_and_languages = {(one.min_age, one.max_age, one.languages) for one in reading.schedules}
        assert ages_and_languages == {(whom.min_age, whom.max_age, whom.languages)}, said


def test_several_schedules_said_together_come_back_as_the_same_openings():
    """Where times overlap the reader asks, and still has read them right."""
    print("seed", SEED + 2)
    random = Random(SEED + 2)
    read = 0
    for _ in range(600):
        schedules = tuple(usual_schedules(random, random.choice((2, 3))))
        if any(one.bank_holidays == "only" for one in schedules):
            # Beside times for bank holidays the others are taken not to hold on them, unless they say so.
            schedules = tuple(
                msgspec.structs.replace(one, bank_holidays="closed") if one.bank_holidays == "not_said" else one
                for one in schedules
            )
        said, reading = there_and_back(schedules)
        assert openings(reading.schedules) == openings(schedules), said
        read += reading.status == "read"
    assert read > 300


def test_whatever_is_said_is_never_read_as_other_times():
    """Hours that nobody keeps are asked about; none is believed to be something else."""
    print("seed", SEED + 3)
    random = Random(SEED + 3)
    read = 0
    for _ in range(2000):
        schedule = made["made_schedule"](random)
        said, reading = there_and_back((schedule,))
        if reading.status == "read":
            read += 1
            assert openings(reading.schedules) == openings((schedule,)), said
    assert read > 1000


@pytest.mark.parametrize(
    "said",
    [
        "Saturdays, 8pm to midnight at the end of the next day.",
        "Only on bank holidays, by appointment.",
        "Thursday 1 April 2027, 10am to midday, in term time.",
        "1st and 3rd Monday and 1st and 3rd Tuesday of the month, 10am to midday.",
        "Every 2 weeks from 5 December 2026 to 1 May 2027 on Saturday and Sunday, 10am to midday.",
        "Chess club, for men only, ages 18 and over, booking needed, there is a charge (£2): Fridays, 2pm to 4pm.",
        "By appointment.",
    ],
)
def test_a_sentence_read_and_said_again_is_the_same_sentence(said):
    reading = read_words(said, today=TODAY)
    assert (reading.status, say_schedules(reading.schedules)) == ("read", said)
