"""Makes up opening times of every kind that a schedule can hold, from a seeded `random.Random`."""

from datetime import date, timedelta
from random import Random

from msgspec.structs import replace

from welcome.directory.calendars import BankHoliday, Calendars, TermCalendar, TermPeriod
from welcome.directory.hours import Closure, ExtraOpening, Schedule
from welcome.directory.venues import Venue

FIRST_DAY, LAST_DAY = date(2026, 1, 1), date(2029, 1, 1)
LABELS = ("", "", "", "women's group", "Knit and natter", "Chess club", "lunch club")
NOTES = ("", "", "", "Bring a cup.", "Ring the bell")
REASONS = ("", "heating", "funeral", "Painting the hall")


def made_day(random: Random, first: date = FIRST_DAY, last: date = LAST_DAY) -> date:
    return first + timedelta(days=random.randrange((last - first).days))


def made_times(random: Random) -> tuple[int, int | None]:
    """Return opens and closes: mostly a few hours of the day, now and then past midnight, until late or the clock round."""
    shape = random.random()
    if shape < 0.02:
        return 0, 1440
    if shape < 0.08:
        return random.choice((1020, 1140, 1170)), None
    if shape < 0.16:
        opens = random.randrange(720, 1440, 15)
        return opens, random.randrange(1440, 1440 + opens, 15)
    opens = random.randrange(0, 1380, random.choice((5, 15, 30)))
    return opens, random.randrange(opens + 5, 1441, 5)


def made_schedule(random: Random, number: int = 0) -> Schedule:
    opens, closes = made_times(random)
    weekdays = random.choice((1, 2, 4, 8, 16, 32, 64, 31, 96, 127, random.randrange(1, 128)))
    nth = random.randrange(1, 64) if random.random() < 0.2 else 0
    every_weeks = random.choice((2, 2, 3, 4)) if random.random() < (0.1 if nth else 0.25) else 1
    anchor = made_day(random) if every_weeks > 1 else None
    valid_from = made_day(random) if random.random() < 0.15 else None
    valid_to = made_day(random, max(anchor or FIRST_DAY, valid_from or FIRST_DAY)) if random.random() < 0.15 else None
    return Schedule(
        id=number,
        weekdays=weekdays,
        every_weeks=every_weeks,
        anchor=anchor,
        nth=nth,
        months=random.choice((1, 1020, 3075, 2049, random.randrange(1, 4096))) if random.random() < 0.15 else 0,
        opens=opens,
        closes=closes,
        valid_from=valid_from,
        valid_to=valid_to,
        bank_holidays=random.choice(("not_said", "not_said", "as_usual", "closed", "only")),
        term=random.choice(("always", "always", "always", "term_only", "holidays_only")),
        kind="by_appointment" if random.random() < 0.08 else "drop_in",
    )


def made_welcome(random: Random, schedule: Schedule) -> Schedule:
    """Return the schedule with a label, a note, an audience, ages, booking, cost and languages, or some of them."""
    youngest = random.choice((None, None, 11, 18, 60))
    cost = random.choice(("free", "free", "pay_what_you_can", "paid", "not_known"))
    return replace(
        schedule,
        label=random.choice(LABELS),
        note=random.choice(NOTES),
        audience=random.choice(("everyone", "everyone", "women", "men", "families", "young_people", "older_people", "carers")),
        min_age=youngest,
        max_age=random.choice((None, None, (youngest or 0) + 6)),
        booking=random.choice(("none", "none", "welcome", "needed")),
        cost=cost,
        cost_note=random.choice(("", "", "£2")) if cost == "paid" else "",
        languages=random.choice(((), (), ("ur",), ("pa", "en", "bfi"))),
    )


def made_closure(random: Random, schedules: int) -> Closure:
    first = made_day(random)
    of_one = schedules and random.random() < 0.3
    return Closure(
        first_day=first,
        last_day=first + timedelta(days=random.choice((0, 0, 1, 6, 13, 40))),
        reason=random.choice(REASONS),
        schedule_id=random.randrange(1, schedules + 1) if of_one else None,
    )


def made_extra(random: Random) -> ExtraOpening:
    opens, closes = made_times(random)
    return ExtraOpening(day=made_day(random), opens=opens, closes=closes, reason=random.choice(REASONS))


def made_calendars(random: Random) -> Calendars:
    """Return bank holidays on dates of any kind, and terms that are known for some of the time only."""
    holidays = {made_day(random): f"Holiday {number}" for number in range(30)}
    periods, day = [], FIRST_DAY
    while day < LAST_DAY:
        length = random.choice((7, 14, 42, 60))
        kind = random.random()
        if kind < 0.9:
            periods.append(TermPeriod(day, day + timedelta(days=length - 1), kind < 0.6, "half term" if kind >= 0.6 else ""))
        day += timedelta(days=length)
    return Calendars(
        tuple(BankHoliday("england", day, title) for day, title in sorted(holidays.items())),
        (TermCalendar("examplebury", "Examplebury", tuple(periods)),),
        "examplebury",
    )


def made_venue(random: Random, number: int = 1) -> Venue:
    """Return a venue with up to four schedules, closures and extra openings; some times overlap, some run past midnight."""
    count = random.choice((0, 1, 1, 2, 3, 4))
    schedules = tuple(made_schedule(random, place + 1) for place in range(count))
    if random.random() < 0.3:
        schedules = tuple(made_welcome(random, schedule) for schedule in schedules)
    return Venue(
        id=number,
        uid=f"00000000-0000-4000-8000-{number:012}",
        slug=f"venue-{number}",
        name=f"Venue {number}",
        schedules=schedules,
        closures=tuple(made_closure(random, count) for _ in range(random.choice((0, 0, 1, 3)))),
        extra_openings=tuple(made_extra(random) for _ in range(random.choice((0, 0, 1, 2) if count else (1, 2)))),
    )
