"""Opening times as a whole country has them: mostly two hours on one weekday, and some of every other kind."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import numpy as np

from welcome.directory.schedules import LAST_IN_MONTH, MINUTES_A_DAY, Closure, ExtraOpening, Schedule

#: The tables below repeat what is common. The shares are guesses of our own; none is measured.
FIRST_OF_AUTUMN = date(2026, 9, 7)
OPENING_HOURS = (9, 9.5, 10, 10, 10, 10, 10.5, 11, 12, 12, 13, 13.5, 14, 14, 17.5, 18, 18.5, 19)
LASTING_HOURS = (1.5, 2, 2, 2, 2, 2.5, 3, 3, 4)
MONDAY_TO_FRIDAY, MONDAY_TO_SATURDAY, EVERY_DAY = 31, 63, 127
OCTOBER_TO_MARCH = 0b1110_0000_0111
AUDIENCES = ("everyone",) * 44 + ("women", "men", "families", "families", "young_people", "older_people", "carers", "other")
BOOKINGS = ("none",) * 22 + ("welcome", "needed")
COSTS = ("free",) * 27 + ("pay_what_you_can", "paid", "not_known")
BANK_HOLIDAYS = ("not_said",) * 12 + ("closed",) * 5 + ("as_usual",) * 2
LABELS = ("",) * 12 + ("Coffee morning", "Knit and natter", "Lunch club", "Warm space", "Craft table", "Stay and play")
LANGUAGES = ((),) * 18 + (("ur",), ("pa", "en"), ("pl",))
REASONS = ("", "Heating being mended", "Painting the hall", "Christmas break", "Staff training")

Fields = dict[str, Any]
Draw = Callable[[], float]


def one_morning(draw: Draw) -> Fields:
    opens = int(_one_of(OPENING_HOURS, draw()) * 60)
    # Saturday and Sunday are rarer than the other five.
    weekday = min(int(draw() * 5.8), 6)
    return {"weekdays": 1 << weekday, "opens": opens, "closes": opens + int(_one_of(LASTING_HOURS, draw()) * 60)}


def every_other_week(draw: Draw) -> Fields:
    anchor = FIRST_OF_AUTUMN + timedelta(days=int(draw() * 28))
    return {**one_morning(draw), "every_weeks": _one_of((2, 2, 2, 4), draw()), "anchor": anchor}


def once_a_month(draw: Draw) -> Fields:
    return {**one_morning(draw), "nth": _one_of((1, 1, 2, 2, 4, 8, LAST_IN_MONTH, 1 | 4), draw())}


def all_day(draw: Draw) -> Fields:
    days = _one_of((MONDAY_TO_FRIDAY, MONDAY_TO_FRIDAY, MONDAY_TO_SATURDAY, EVERY_DAY), draw())
    return {
        "weekdays": days,
        "opens": _one_of((450, 480, 540, 540, 600), draw()),
        "closes": _one_of((900, 960, 1020, 1140, 1260), draw()),
    }


def two_days(draw: Draw) -> Fields:
    return {**one_morning(draw), "weekdays": _one_of((5, 10, 20, 18), draw())}


def in_term(draw: Draw) -> Fields:
    return {**one_morning(draw), "term": _one_of(("term_only", "term_only", "holidays_only"), draw())}


def in_winter(draw: Draw) -> Fields:
    return {**one_morning(draw), "months": OCTOBER_TO_MARCH}


def until_late(draw: Draw) -> Fields:
    return {**one_morning(draw), "opens": 1080 + 30 * int(draw() * 3), "closes": None}


def past_midnight(draw: Draw) -> Fields:
    return {"weekdays": _one_of((16, 32, 48), draw()), "opens": 1200, "closes": MINUTES_A_DAY + 60 * (1 + int(draw() * 4))}


def by_appointment(draw: Draw) -> Fields:
    return {**one_morning(draw), "kind": "by_appointment"}


def for_a_while(draw: Draw) -> Fields:
    first = FIRST_OF_AUTUMN + timedelta(days=int(draw() * 120))
    return {**one_morning(draw), "valid_from": first, "valid_to": first + timedelta(days=30 + int(draw() * 200))}


#: Each kind of schedule and how many of a hundred are of it.
KINDS: tuple[tuple[Callable[[Draw], Fields], int], ...] = (
    (one_morning, 55), (two_days, 9), (all_day, 7), (every_other_week, 7), (once_a_month, 8), (in_term, 4), (in_winter, 3),
    (until_late, 2), (past_midnight, 1), (by_appointment, 2), (for_a_while, 2),
)  # fmt: skip
_KIND_OF_A_HUNDRED = tuple(kind for kind, share in KINDS for _ in range(share))


def made_schedules(rng: np.random.Generator, count: int) -> list[Schedule]:
    """Return so many schedules, numbered from 1."""
    draw = drawer(rng)
    return [_made(draw, number) for number in range(1, count + 1)]


def _made(draw: Draw, number: int) -> Schedule:
    return Schedule(
        id=number,
        bank_holidays=_one_of(BANK_HOLIDAYS, draw()),
        audience=_one_of(AUDIENCES, draw()),
        booking=_one_of(BOOKINGS, draw()),
        cost=_one_of(COSTS, draw()),
        label=_one_of(LABELS, draw()),
        languages=_one_of(LANGUAGES, draw()),
        confirmed_on=FIRST_OF_AUTUMN - timedelta(days=int(draw() * 300)) if draw() < 0.7 else None,
        **_one_of(_KIND_OF_A_HUNDRED, draw())(draw),
    )


def made_closures(draw: Draw, schedules: tuple[Schedule, ...]) -> tuple[Closure, ...]:
    """Return the closures of a venue: one venue in ten has any, now and then of one schedule alone."""
    if draw() > 0.1:
        return ()
    first = FIRST_OF_AUTUMN + timedelta(days=int(draw() * 180))
    alone = schedules[0].id if schedules and draw() < 0.3 else None
    last = first + timedelta(days=_one_of((0, 0, 4, 6, 13), draw()))
    return (Closure(first_day=first, last_day=last, reason=_one_of(REASONS, draw()), schedule_id=alone),)


def made_extras(draw: Draw) -> tuple[ExtraOpening, ...]:
    """Return the extra openings of a venue: one in thirty has one."""
    if draw() > 0.03:
        return ()
    return (ExtraOpening(day=FIRST_OF_AUTUMN + timedelta(days=int(draw() * 180)), opens=660, closes=900, reason="Open day"),)


def drawer(rng: np.random.Generator) -> Draw:
    """Return a function that draws one number from 0 to 1 at each call; drawn in blocks, which is ten times as quick."""
    block: list[float] = []

    def draw() -> float:
        if not block:
            block.extend(rng.random(8192).tolist())
        return block.pop()

    return draw


def one_of(draw: Draw) -> Callable[[tuple], Any]:
    """Return a function that chooses from a tuple."""
    return partial(_chosen, draw)


def _chosen(draw: Draw, choices: tuple) -> Any:
    return choices[int(draw() * len(choices))]


def _one_of(choices: tuple, share: float) -> Any:
    return choices[int(share * len(choices))]
