"""Cards that cannot mean anything are refused with a sentence; all others are taken."""

from datetime import date

import pytest

from welcome.directory.errors import BadSchedule
from welcome.directory.hours import Closure, ExtraOpening, Schedule, check_closure, check_extra, check_schedule

DAY = date(2026, 12, 1)


def card(**rule: object) -> Schedule:
    return Schedule(**{"weekdays": 1, "opens": 600, "closes": 720, **rule})


TAKEN = [
    ("an ordinary card", card()),
    ("until late", card(closes=None)),
    ("past midnight", card(opens=1320, closes=1560)),
    ("all day", card(opens=0, closes=1440)),
    ("until the end of the next day", card(opens=0, closes=2880)),
    ("any bank holiday", card(weekdays=0, bank_holidays="only")),
    ("every 2 weeks from a date on another weekday", card(every_weeks=2, anchor=DAY)),
    ("an anchor that nothing needs", card(anchor=DAY)),
    ("one day only", card(valid_from=DAY, valid_to=DAY)),
    ("by appointment without times", card(kind="by_appointment", weekdays=0, opens=None, closes=None)),
    ("by appointment on Mondays, no times", card(kind="by_appointment", opens=None, closes=None)),
    ("by appointment with times", card(kind="by_appointment")),
    ("one age", card(min_age=60, max_age=60)),
    ("from birth", card(min_age=0)),
]


@pytest.mark.parametrize("schedule", [row[1] for row in TAKEN], ids=[row[0] for row in TAKEN])
def test_a_card_that_means_something_is_taken(schedule: Schedule) -> None:
    check_schedule(schedule)


REFUSED = [
    (card(opens=None), "Say at what time it opens."),
    (card(opens=-1), "The opening time is not a time of day."),
    (card(opens=1440, closes=1500), "The opening time is not a time of day."),
    (card(closes=600), "It closes at the time it opens."),
    (card(closes=500), "It closes before it opens. If it closes after midnight, say that it closes the next day."),
    (card(closes=2881), "It may close on the day it opens or on the next day, not later."),
    (card(weekdays=0), "Say on which days of the week it opens."),
    (card(weekdays=0, bank_holidays="closed"), "Say on which days of the week it opens."),
    (card(weekdays=128), "The days of the week are not days of the week."),
    (card(weekdays=-1), "The days of the week are not days of the week."),
    (card(nth=64), "A weekday is the 1st to the 5th of its month, or the last."),
    (card(months=1 << 12), "The months are not months of the year."),
    (card(every_weeks=0), "It may open every week, or every 2 to 4 weeks."),
    (card(every_weeks=5, anchor=DAY), "It may open every week, or every 2 to 4 weeks."),
    (card(every_weeks=2), "Say a date on which it opens: every 2 weeks counting from when?"),
    (card(valid_from=date(2026, 12, 2), valid_to=DAY), "The last date is before the first date."),
    (
        card(every_weeks=2, anchor=date(2026, 12, 2), valid_to=DAY),
        "The last date is before the date from which the weeks are counted.",
    ),
    (card(min_age=-1), "An age is a number of years from 0 to 120."),
    (card(max_age=121), "An age is a number of years from 0 to 120."),
    (card(min_age=60, max_age=18), "The oldest age is below the youngest."),
    (card(kind="by_appointment", weekdays=0), "Say on which days of the week it opens."),
    (card(kind="by_appointment", opens=None), "There is a closing time and no opening time."),
]


@pytest.mark.parametrize(("schedule", "sentence"), REFUSED)
def test_a_card_that_contradicts_itself_is_refused_with_a_sentence(schedule: Schedule, sentence: str) -> None:
    with pytest.raises(BadSchedule) as refusal:
        check_schedule(schedule)
    assert refusal.value.sentence == sentence


def test_a_closure_may_last_a_day_and_not_end_before_it_begins() -> None:
    check_closure(Closure(first_day=DAY, last_day=DAY))
    with pytest.raises(BadSchedule, match="last day of the closure is before its first day"):
        check_closure(Closure(first_day=DAY, last_day=date(2026, 11, 30)))


def test_an_extra_opening_has_the_times_of_a_card() -> None:
    check_extra(ExtraOpening(day=DAY, opens=600))
    check_extra(ExtraOpening(day=DAY, opens=1380, closes=1500))
    with pytest.raises(BadSchedule, match="closes before it opens"):
        check_extra(ExtraOpening(day=DAY, opens=600, closes=540))
