"""When every venue is open in the coming weeks, as sorted arrays, so that the state of any of them is one look away."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec
import numpy as np

from welcome.directory.calendars import Calendars
from welcome.directory.expansion import DOUBTS, MARGIN_DAYS, NO_SCHEDULES, ONLY_BY_APPOINTMENT, Dated, batch_size, dated
from welcome.directory.recurrence import OFFERS
from welcome.directory.schedules import Hours, Opening
from welcome.directory.timeline import (
    DOUBTFUL,
    NEVER,
    OPEN_TO_ANYONE,
    OPEN_TO_SOME,
    SHUT,
    Timeline,
    chained_offsets,
    chained_timeline,
    cut_timeline,
    offsets_of,
    timeline_of,
)
from welcome.directory.wall_clock import MINUTES_A_DAY, london, london_day, midnight

__all__ = [
    "DOUBTFUL",
    "NEVER",
    "OPEN_TO_ANYONE",
    "OPEN_TO_SOME",
    "SHUT",
    "Intervals",
    "Status",
    "Timeline",
    "Timetable",
    "appointments_of",
    "best_between",
    "covers",
    "expand",
    "listed",
    "next_opening_of",
    "next_starts",
    "openings_of",
    "replaced",
    "rows_of",
    "spliced",
    "states_and_next_starts",
    "states_at",
    "statuses_at",
]

#: Venues expanded at a time: few enough for their intervals to stay in the processor's cache.
BATCH_VENUES = 1024

Status = Literal["open", "opens_later", "closed", "not_known", "by_appointment", "paused"]


class Intervals(msgspec.Struct, frozen=True):
    """Openings or appointment times of all venues, ordered by venue, start and end.

    starts, ends: int32 UTC minutes since the epoch. doubts: uint8 codes in `expansion.DOUBTS`. offers: uint8 codes in
    `recurrence.OFFERS`. Those of venue v stand from offsets[v] to offsets[v + 1] (int64).
    """

    starts: np.ndarray
    ends: np.ndarray
    doubts: np.ndarray
    offers: np.ndarray
    offsets: np.ndarray


class Timetable(msgspec.Struct, frozen=True):
    """All openings on the London days [first_day, first_day + days), which are the minutes [first_minute, last_minute).

    known: uint8 per venue, whether it has no schedules, only some by appointment, or some to drop in on.
    """

    first_day: date
    days: int
    first_minute: int
    last_minute: int
    openings: Intervals
    appointments: Intervals
    timeline: Timeline
    known: np.ndarray

    def __len__(self) -> int:
        return len(self.known)


def expand(hours: Sequence[Hours], calendars: Calendars, first_day: date, days: int) -> Timetable:
    """Return the timetable of these venues, each known from here on by its place in `hours`."""
    size = min(BATCH_VENUES, batch_size(days))
    batches = [hours[place : place + size] for place in range(0, len(hours), size)] or [hours]
    return _chained([_of_batch(dated(batch, calendars, first_day, days), first_day, days) for batch in batches])


def listed(hours: Hours, calendars: Calendars, first_day: date, days: int, *, by_appointment: bool = False) -> list[Opening]:
    """Return what `openings_of` (or `appointments_of`) would list of all the days, for one venue and without a timetable."""
    batch = dated([hours], calendars, first_day, days)
    intervals = _intervals(batch, batch.by_appointment == by_appointment, 1)
    return _listed(intervals, 0, midnight(first_day), midnight(first_day + timedelta(days=days))) if days else []


def covers(timetable: Timetable, minute: int) -> bool:
    """Return whether the timetable knows about this minute."""
    return timetable.first_minute <= minute < timetable.last_minute


def spliced(timetable: Timetable, added: Sequence[Hours], order: np.ndarray, calendars: Calendars) -> Timetable:
    """Return the timetable in which venue i is number order[i] of those that were there followed by those added.

    Equal to expanding that sequence of venues afresh, at the cost of copying the arrays. The calendars are those that the
    timetable was made with; when they have changed, everything must be expanded afresh.
    """
    sources = [timetable, expand(added, calendars, timetable.first_day, timetable.days)] if added else [timetable]
    order = np.asarray(order, np.int64)
    source = (order >= len(timetable)).astype(np.int64)
    place = order - source * len(timetable)
    breaks = np.flatnonzero((np.diff(place) != 1) | (np.diff(source) != 0)) + 1
    runs = [
        _cut(sources[int(source[begin])], int(place[begin]), int(place[begin]) + int(end - begin))
        for begin, end in zip([0, *breaks], [*breaks, len(order)], strict=True)
        if begin < end
    ]
    return _chained(runs or [_cut(timetable, 0, 0)])


def replaced(timetable: Timetable, changed: Mapping[int, Hours], calendars: Calendars) -> Timetable:
    """Return the timetable after the hours of these venues (by index) became others."""
    order = np.arange(len(timetable))
    order[list(changed)] = len(timetable) + np.arange(len(changed))
    return spliced(timetable, list(changed.values()), order, calendars)


def states_at(timetable: Timetable, venues: np.ndarray, minute: int) -> np.ndarray:
    """Return each venue's state at a minute that the timetable covers: uint8, in the order of `venues` (indices)."""
    return states_and_next_starts(timetable, venues, minute)[0]


def next_starts(timetable: Timetable, venues: np.ndarray, minute: int) -> np.ndarray:
    """Return the first minute after `minute` at which each venue becomes open to anyone, without doubt: int32, or NEVER."""
    return states_and_next_starts(timetable, venues, minute)[1]


def states_and_next_starts(timetable: Timetable, venues: np.ndarray, minute: int) -> tuple[np.ndarray, np.ndarray]:
    """Return what `states_at` and `next_starts` do, at the price of one."""
    timeline = timetable.timeline
    place = _places(timetable, venues, minute)
    under_way = timeline.starts[place] <= minute
    states = np.where(under_way, timeline.states[place], np.uint8(SHUT))
    return states, timeline.opens[place + under_way]


def best_between(timetable: Timetable, venues: np.ndarray, begin: int, end: int) -> tuple[np.ndarray, np.ndarray]:
    """Return each venue's best state in the minutes [begin, end), and the first of them at which it is open to anyone.

    uint8, and int32 with NEVER where it is not; `begin` itself where it is open already. `begin` is a minute that the
    timetable covers; after its last minute it knows of nothing but what began before.
    """
    timeline = timetable.timeline
    place = _places(timetable, venues, begin)
    opens = np.maximum(timeline.opens[place], np.int32(begin))
    best = np.full(len(place), SHUT, np.uint8)
    while np.count_nonzero(inside := timeline.starts[place] < end):
        best = np.where(inside, np.minimum(best, timeline.states[place]), best)
        place += inside
    return best, np.where(opens < end, opens, np.int32(NEVER))


def statuses_at(timetable: Timetable, venues: np.ndarray, minute: int) -> list[Status]:
    """Return each venue's status in the words of the public contract; a venue that has paused is the caller's to know.

    `open`: in a certain opening, also one for some people. `not_known`: in a doubtful one. Otherwise `opens_later` when a
    certain one starts later on the same London day; `by_appointment` at a time for appointments; `not_known` when a
    doubtful one starts later that day; `by_appointment` when it has no schedules but those; `not_known` when it has none
    at all; `closed`.
    """
    timeline = timetable.timeline
    day_ends = midnight(london_day(minute) + timedelta(days=1))
    place = _places(timetable, venues, minute)
    under_way = timeline.starts[place] <= minute
    states = np.where(under_way, timeline.states[place], np.uint8(SHUT))
    place += under_way
    doubtful_later = (timeline.starts[place] < day_ends) & (timeline.states[place] == DOUBTFUL)
    while np.count_nonzero(unsure := timeline.states[place] == DOUBTFUL):
        place += unsure
    opens_later = timeline.starts[place] < day_ends
    appointments = timetable.appointments.offsets
    has_appointments = appointments[venues] < appointments[venues + 1]
    columns = (states, opens_later, doubtful_later, has_appointments, timetable.known[venues], venues)
    return [
        _status(state, later, unsure_later, known, sees_people and _inside(timetable.appointments, venue, minute))
        for state, later, unsure_later, sees_people, known, venue in zip(*(column.tolist() for column in columns), strict=True)
    ]


def _status(state: int, opens_later: bool, doubtful_later: bool, known: int, in_appointment: bool) -> Status:
    if state <= OPEN_TO_SOME:
        return "open"
    if state == DOUBTFUL:
        return "not_known"
    if opens_later:
        return "opens_later"
    if in_appointment:
        return "by_appointment"
    if doubtful_later:
        return "not_known"
    if known == ONLY_BY_APPOINTMENT:
        return "by_appointment"
    return "not_known" if known == NO_SCHEDULES else "closed"


def rows_of(intervals: Intervals, venue: int, from_minute: int, until_minute: int) -> slice:
    """Return where the venue's intervals that touch the minutes [from_minute, until_minute) stand in the arrays.

    Between them may stand some that have ended: of two that overlap, the one that starts first may end last.
    """
    begin, end = int(intervals.offsets[venue]), int(intervals.offsets[venue + 1])
    end = begin + int(intervals.starts[begin:end].searchsorted(until_minute))
    live = np.flatnonzero(intervals.ends[begin:end] > from_minute)
    return slice(begin + int(live[0]), end) if len(live) else slice(end, end)


def openings_of(timetable: Timetable, venue: int, from_minute: int, until_minute: int) -> list[Opening]:
    """Return the venue's openings that touch the minutes [from_minute, until_minute), one in progress included whole.

    One that runs on without a break is cut one London day before the first day and one after the last.
    """
    return _listed(timetable.openings, venue, from_minute, until_minute)


def next_opening_of(timetable: Timetable, venue: int, minute: int) -> Opening | None:
    """Return the venue's first opening that starts at or after the minute, doubtful ones included, or None in these days."""
    openings = timetable.openings
    begin, end = int(openings.offsets[venue]), int(openings.offsets[venue + 1])
    row = begin + int(openings.starts[begin:end].searchsorted(minute))
    if row == end:
        return None
    return _read(openings, slice(row, row + 1), minute, timetable.last_minute)[0]


def appointments_of(timetable: Timetable, venue: int, from_minute: int, until_minute: int) -> list[Opening]:
    """Return the venue's times for appointments likewise; they are never openings."""
    return _listed(timetable.appointments, venue, from_minute, until_minute)


def _listed(intervals: Intervals, venue: int, from_minute: int, until_minute: int) -> list[Opening]:
    return _read(intervals, rows_of(intervals, venue, from_minute, until_minute), from_minute, until_minute)


def _read(intervals: Intervals, rows: slice, from_minute: int, until_minute: int) -> list[Opening]:
    earliest = midnight(london_day(from_minute) - timedelta(days=MARGIN_DAYS))
    latest = midnight(london_day(until_minute - 1) + timedelta(days=1 + MARGIN_DAYS))
    live = sorted(
        (max(start, earliest), min(end, latest), doubt, offer)
        for start, end, doubt, offer in zip(
            intervals.starts[rows].tolist(),
            intervals.ends[rows].tolist(),
            intervals.doubts[rows].tolist(),
            intervals.offers[rows].tolist(),
            strict=True,
        )
        if end > from_minute
    )
    return [Opening(london(start), london(end), DOUBTS[doubt], *OFFERS[offer]) for start, end, doubt, offer in live]


def _inside(intervals: Intervals, venue: int, minute: int) -> bool:
    rows = rows_of(intervals, venue, minute, minute + 1)
    return rows.start < rows.stop


def _places(timetable: Timetable, venues: np.ndarray, minute: int) -> np.ndarray:
    """Return the place of each venue's first span that ends after the minute: intp, the caller's own to change."""
    if not covers(timetable, minute):
        raise ValueError(f"Minute {minute} is not among the {timetable.days} days from {timetable.first_day}.")
    timeline = timetable.timeline
    place = timeline.by_day[(minute - timetable.first_minute) // MINUTES_A_DAY][venues].astype(np.intp)
    ends = timeline.ends
    while np.count_nonzero(over := ends[place] <= minute):
        place += over
    return place


def _of_batch(batch: Dated, first_day: date, days: int) -> Timetable:
    count = len(batch.known)
    drop_in = ~batch.by_appointment
    first_minute, last_minute = midnight(first_day), midnight(first_day + timedelta(days=days))
    return Timetable(
        first_day=first_day,
        days=days,
        first_minute=first_minute,
        last_minute=last_minute,
        openings=_intervals(batch, drop_in, count),
        appointments=_intervals(batch, batch.by_appointment, count),
        timeline=timeline_of(batch, first_minute, days),
        known=batch.known,
    )


def _intervals(batch: Dated, chosen: np.ndarray, count: int) -> Intervals:
    return Intervals(
        starts=batch.starts[chosen].astype(np.int32),
        ends=batch.ends[chosen].astype(np.int32),
        doubts=batch.doubts[chosen],
        offers=batch.offers[chosen],
        offsets=offsets_of(batch.venues[chosen], count),
    )


def _cut(timetable: Timetable, begin: int, end: int) -> Timetable:
    """Return the timetable of the venues [begin, end) alone, as views where that is possible."""
    return msgspec.structs.replace(
        timetable,
        openings=_cut_intervals(timetable.openings, begin, end),
        appointments=_cut_intervals(timetable.appointments, begin, end),
        timeline=cut_timeline(timetable.timeline, begin, end),
        known=timetable.known[begin:end],
    )


def _cut_intervals(intervals: Intervals, begin: int, end: int) -> Intervals:
    rows = slice(int(intervals.offsets[begin]), int(intervals.offsets[end]))
    return Intervals(
        intervals.starts[rows],
        intervals.ends[rows],
        intervals.doubts[rows],
        intervals.offers[rows],
        intervals.offsets[begin : end + 1] - rows.start,
    )


def _chained(parts: Sequence[Timetable]) -> Timetable:
    """Return the timetables of neighbouring venues as one."""
    if len(parts) == 1:
        return parts[0]
    return msgspec.structs.replace(
        parts[0],
        openings=_chained_intervals([part.openings for part in parts]),
        appointments=_chained_intervals([part.appointments for part in parts]),
        timeline=chained_timeline([part.timeline for part in parts]),
        known=np.concatenate([part.known for part in parts]),
    )


def _chained_intervals(parts: Sequence[Intervals]) -> Intervals:
    return Intervals(
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
        np.concatenate([part.doubts for part in parts]),
        np.concatenate([part.offers for part in parts]),
        chained_offsets([part.offsets for part in parts]),
    )
