"""How long it takes to know when a country is open, against other ways of knowing it."""

import random
import sys
import time
from bisect import bisect_right
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

if __name__ == "__main__":
    # The folder above holds the package `benchmarks`; the folder itself would hide modules of the standard library.
    sys.path[0] = str(Path(__file__).resolve().parents[1])

import msgspec
import numpy as np
from dateutil import rrule
from opening_hours import OpeningHours

from benchmarks.figures import Report, Row, median, paired_ratio, printed
from benchmarks.made_country import NOW, made_country
from welcome.directory import timetable as times
from welcome.directory.calendars import Calendars
from welcome.directory.hours import openings_between
from welcome.directory.schedules import WEEKDAYS, Schedule
from welcome.directory.timetable import Timetable
from welcome.directory.venues import Venue
from welcome.directory.wall_clock import LONDON, london_day, midnight, minute_of

FIRST_DAY = london_day(minute_of(NOW))
SHORT_DAYS, LONG_DAYS, CARD_DAYS = 28, 71, 35
ROUNDS, QUESTIONS_A_ROUND, CANDIDATES = 5, 400, 200
#: The rivals expand so many venues; all of them would take minutes.
SAMPLE = 300


def hours(venues: int) -> list[Report]:
    """Return what expansion, splicing, one look and one venue's list cost, each against its rivals in turn."""
    country = made_country(venues)
    some, calendars = country.contents.venues, country.contents.calendars
    timetable = times.expand(some, calendars, FIRST_DAY, SHORT_DAYS)
    rows = [*_expansion(some, calendars), _splice(timetable, some, calendars), *_looks(timetable), *_lists(some, calendars)]
    notes = (
        f"{sum(len(venue.schedules) for venue in some):,} schedules. Processor time, the rivals in turn.",
        "The rivals that expand know weekdays and times alone: no closures, no bank holidays, no terms, no joining.",
    )
    return [Report(name="When a country is open", rows=tuple(rows), notes=notes)]


def _turns(rivals: dict[str, Callable[[int], object]], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Return the processor seconds of each rival in each round, in which all are asked once; round 0 warms up."""
    seconds: dict[str, list[float]] = {name: [] for name in rivals}
    for number in range(rounds + 1):
        for name, ask in rivals.items():
            began = time.process_time()
            ask(number)
            if number:
                seconds[name].append(time.process_time() - began)
    return seconds


def _expansion(venues: tuple[Venue, ...], calendars: Calendars) -> list[Row]:
    sample = venues[:: max(1, len(venues) // SAMPLE)]
    taken = _turns(
        {
            "short": lambda _: times.expand(venues, calendars, FIRST_DAY, SHORT_DAYS),
            "long": lambda _: times.expand(venues, calendars, FIRST_DAY, LONG_DAYS),
            "dateutil": lambda _: [by_dateutil(venue, SHORT_DAYS) for venue in sample],
        },
        rounds=3,
    )
    share = len(sample) / len(venues)
    everyone = [seconds / share for seconds in taken["dateutil"]]
    timetable = times.expand(venues, calendars, FIRST_DAY, SHORT_DAYS)
    count = len(timetable.openings.starts)
    return [
        Row(
            what=f"all openings of {len(venues):,} venues, {SHORT_DAYS} days: dateutil's rules",
            ours=f"{median(taken['short']):.2f} s",
            rival=f"{median(everyone):.1f} s",
            ratio=paired_ratio(everyone, taken["short"]),
            wanted="under 1 s",
        ),
        Row(what=f"the same, {LONG_DAYS} days", ours=f"{median(taken['long']):.2f} s"),
        Row(what="memory an opening", ours=f"{_bytes_of(timetable) / max(1, count):.0f} bytes", wanted="at most 40"),
    ]


def _splice(timetable: Timetable, venues: tuple[Venue, ...], calendars: Calendars) -> Row:
    taken = _turns(
        {
            "spliced": lambda number: times.replaced(timetable, {number: venues[-number - 1]}, calendars),
            "afresh": lambda _: times.expand(venues, calendars, FIRST_DAY, SHORT_DAYS),
        },
        rounds=3,
    )
    return Row(
        what="one venue's hours changed: all expanded afresh",
        ours=f"{median(taken['spliced']) * 1e3:.1f} ms",
        rival=f"{median(taken['afresh']) * 1e3:.0f} ms",
        ratio=paired_ratio(taken["afresh"], taken["spliced"]),
    )


def _looks(timetable: Timetable) -> list[Row]:
    """States and next openings of some venues at one moment: against one search in all spans, and against a loop."""
    timeline, chance = timetable.timeline, np.random.default_rng(1)
    owners = np.repeat(np.arange(len(timetable)), np.diff(timeline.offsets))
    keys = owners << 32 | timeline.ends
    lists = [timeline.ends[a:b].tolist() for a, b in zip(timeline.offsets[:-1], timeline.offsets[1:], strict=True)]
    asked = [
        [
            (np.sort(chance.choice(len(timetable), min(CANDIDATES, len(timetable)), replace=False)), int(minute))
            for minute in chance.integers(timetable.first_minute, timetable.last_minute, QUESTIONS_A_ROUND)
        ]
        for _ in range(ROUNDS + 1)
    ]

    def searched(number: int) -> None:
        for venues, minute in asked[number]:
            place = np.searchsorted(keys, venues << 32 | minute, side="right")
            under_way = timeline.starts[place] <= minute
            _ = np.where(under_way, timeline.states[place], times.SHUT), timeline.opens[place + under_way]

    def looped(number: int) -> None:
        for venues, minute in asked[number]:
            for venue in venues.tolist():
                place = int(timeline.offsets[venue]) + bisect_right(lists[venue], minute)
                under_way = timeline.starts[place] <= minute
                _ = timeline.states[place] if under_way else times.SHUT, timeline.opens[place + under_way]

    taken = _turns(
        {
            "ours": lambda number: [times.states_and_next_starts(timetable, *question) for question in asked[number]],
            "searched": searched,
            "looped": looped,
        }
    )
    return [
        Row(
            what=f"state and next opening of {CANDIDATES} venues: {what}",
            ours=f"{median(taken['ours']) / QUESTIONS_A_ROUND * 1e6:.1f} us",
            rival=f"{median(taken[rival]) / QUESTIONS_A_ROUND * 1e6:.1f} us",
            ratio=paired_ratio(taken[rival], taken["ours"]),
            wanted=wanted,
        )
        for rival, what, wanted in (
            ("searched", "one search in all spans", "under 20 us"),
            ("looped", "a loop that bisects", ""),
        )
    ]


def _lists(venues: tuple[Venue, ...], calendars: Calendars) -> list[Row]:
    """One venue's openings of a card, without a timetable."""
    sample = random.Random(1).sample(venues, min(SAMPLE, len(venues)))
    until = FIRST_DAY + timedelta(days=CARD_DAYS)
    taken = _turns(
        {
            "ours": lambda _: [openings_between(venue, calendars, FIRST_DAY, until) for venue in sample],
            "dateutil": lambda _: [by_dateutil(venue, CARD_DAYS) for venue in sample],
            "osm": lambda _: [by_osm(venue, CARD_DAYS) for venue in sample],
        }
    )
    return [
        Row(
            what=f"one venue, {CARD_DAYS} days, expanded on the spot: {what}",
            ours=f"{median(taken['ours']) / len(sample) * 1e6:.0f} us",
            rival=f"{median(taken[rival]) / len(sample) * 1e6:.0f} us",
            ratio=paired_ratio(taken[rival], taken["ours"]),
        )
        for rival, what in (("dateutil", "dateutil's rules"), ("osm", "opening-hours-py, text read anew"))
    ]


def by_dateutil(venue: Venue, days: int) -> list[datetime]:
    """Return when the venue's schedules start, as far as dateutil can say it."""
    return [start for schedule in venue.schedules for start in _rule(schedule).between(_wall(0), _wall(days), inc=True)]


def _rule(schedule: Schedule) -> rrule.rrule:
    since = schedule.anchor or FIRST_DAY
    opens = schedule.opens or 0
    return rrule.rrule(
        rrule.WEEKLY,
        interval=schedule.every_weeks,
        wkst=rrule.MO,
        byweekday=[day for day in range(len(WEEKDAYS)) if schedule.weekdays >> day & 1],
        dtstart=datetime(since.year, since.month, since.day, opens // 60, opens % 60),
    )


def by_osm(venue: Venue, days: int) -> list[tuple]:
    """Return the intervals of the venue's weekdays and times, written in the OSM format and evaluated."""
    parts = [
        ",".join(name.title() for day, name in enumerate(WEEKDAYS) if row.weekdays >> day & 1)
        + f" {row.opens // 60:02}:{row.opens % 60:02}-{(row.closes or 1440) // 60:02}:{(row.closes or 1440) % 60:02}"
        for row in venue.schedules
        if row.opens is not None
    ]
    return list(OpeningHours(", ".join(parts)).intervals(_wall(0), _wall(days))) if parts else []


def _wall(days: int) -> datetime:
    day: date = FIRST_DAY + timedelta(days=days)
    return datetime.fromtimestamp(midnight(day) * 60, LONDON).replace(tzinfo=None)


def _bytes_of(timetable: Timetable) -> int:
    parts: list[msgspec.Struct] = [timetable.openings, timetable.appointments, timetable.timeline]
    return sum(getattr(part, column).nbytes for part in parts for column in part.__struct_fields__)


if __name__ == "__main__":
    print(printed(hours(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)))
