"""Where to go: a question about place, time and needs, answered with venues in the order that serves the person best.

Walking times are estimates and fall into bands of five minutes. Within a band what is open comes first, then venues in
priority wards, then what opens soonest, then the nearest: so nobody is sent more than five minutes further, or to a shut
door, for the sake of a flag.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec
import numpy as np
import shapely

from welcome.directory import timetable as times
from welcome.directory.columns import ACCESS_COLUMNS, KNOWN_NO, KNOWN_YES, NOT_KNOWN
from welcome.directory.places import DETOUR, PACE_DEFAULT_M_PER_MIN, Point, box_around, distances_m
from welcome.directory.schedules import Audience
from welcome.directory.snapshot import CARD_DAYS, SHUT_HOURS, Snapshot, hours_of, outages_between
from welcome.directory.text import likeness
from welcome.directory.timetable import Timetable
from welcome.directory.venues import WHEELCHAIR_ROUTE, WHEELCHAIR_ROUTE_FACTS
from welcome.directory.wall_clock import LONDON, MINUTES_A_DAY, london_day, minute_of, utc_minute

Order = Literal["welcome", "distance"]
#: What may be given up, in this order, when nothing answers the whole question.
Relaxed = Literal["within_m", "include_unknown", "time", "needs"]

#: Results fall into walking bands of this many minutes.
BAND_MINUTES = 5
#: Metres around a place: the most that may be asked for.
WITHIN_MAX_M = 50_000
#: Results a page: without saying, and at most.
LIMIT_DEFAULT, LIMIT_MAX = 20, 200
#: How many are offered when nothing answers the question.
NEAREST_FEW = 3
#: Without a radius the ground searched grows from this, twofold a time, until a page is full.
FIRST_REACH_M = 2_000
#: Below this many venues every distance is worked out at once.
SMALL_DIRECTORY = 2_000
# The parts of the sorting key and their bits: band 14, openness 2, lift 1, wait in minutes 20, metres 22.
_LAST_BAND, _LONGEST_WAIT, _FURTHEST_M = (1 << 14) - 1, (1 << 20) - 1, (1 << 22) - 1


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """A question. at: aware datetime asked about. days: dates of which any will do; from_minute, until_minute: minutes of
    those days, half-open. pace: metres a minute. access, provision, languages: every one must hold; audiences: any.
    ward: code of a ward to stay inside. text: words to look for.
    """

    at: datetime
    place: Point | None = None
    within_m: int | None = None
    ward: str | None = None
    text: str = ""
    days: tuple[date, ...] = ()
    from_minute: int = 0
    until_minute: int = MINUTES_A_DAY
    open_only: bool = False
    access: tuple[str, ...] = ()
    include_unknown: bool = False
    provision: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    audiences: tuple[Audience, ...] = ()
    pace: int = PACE_DEFAULT_M_PER_MIN
    order: Order = "welcome"
    limit: int = LIMIT_DEFAULT
    offset: int = 0


class Match(msgspec.Struct, frozen=True):
    """One venue in an answer, by its index; distance in whole metres, None without a place or a position."""

    index: int
    distance_m: int | None


class Answer(msgspec.Struct, frozen=True):
    """The page asked for, how many venues answer the whole question, and what was given up where none did.

    timetable and local: where the openings of the page's venues stand; `local[i]` is the row of `matches[i]`.
    """

    total: int
    matches: tuple[Match, ...]
    relaxed: tuple[Relaxed, ...]
    timetable: Timetable
    local: tuple[int, ...]


def search(snapshot: Snapshot, query: Query) -> Answer:
    """Return the venues that answer a question, in order. There is always an answer while there is a venue at all."""
    answer = _search(snapshot, query)
    if answer.total:
        return answer
    few = min(NEAREST_FEW, query.limit)
    for relaxed, easier in _ever_easier(query):
        near = _search(snapshot, msgspec.structs.replace(easier, limit=few), beyond_m=query.within_m)
        if near.matches:
            return msgspec.structs.replace(near, total=0, relaxed=relaxed)
    return answer


def _ever_easier(query: Query) -> Iterator[tuple[tuple[Relaxed, ...], Query]]:
    """Yield the question with ever more of it given up, named. A known no is never turned into a yes."""
    replace = msgspec.structs.replace
    given_up: list[Relaxed] = []
    first_page = replace(query, offset=0)
    if query.within_m is not None or query.ward:
        given_up.append("within_m")
        first_page = replace(first_page, within_m=None, ward=None)
        yield tuple(given_up), first_page
    if query.access and not query.include_unknown:
        given_up.append("include_unknown")
        first_page = replace(first_page, include_unknown=True)
        yield tuple(given_up), first_page
    if query.days or query.open_only:
        given_up.append("time")
        first_page = replace(first_page, days=(), open_only=False)
        yield tuple(given_up), first_page
    if query.text or query.provision or query.languages or query.audiences:
        given_up.append("needs")
        yield tuple(given_up), replace(first_page, text="", provision=(), languages=(), audiences=())


def bands(distances: np.ndarray, pace: int) -> np.ndarray:
    """Return the walking band of each distance in metres (float or int): 0 up to five minutes' walk, and so on."""
    return np.floor(distances * (DETOUR / (pace * BAND_MINUTES)))


class _Found(msgspec.Struct):
    """The venues that answer a question, not yet in order; parallel arrays.

    indices: int64, rising. distances: whole metres as float64, NaN when not known. asks_first: some need is not known to
    be met. alike: float32, how well each answers the words looked for, None without any. lifts: bool, in a priority ward.
    local: each one's row in `timetable`. states: codes of `timetable` at the moment, or the best one on the days asked for.
    soonest: minute of the next opening that anyone can walk into.
    """

    indices: np.ndarray
    distances: np.ndarray
    asks_first: np.ndarray
    alike: np.ndarray | None
    timetable: Timetable
    local: np.ndarray
    states: np.ndarray
    soonest: np.ndarray
    lifts: np.ndarray
    name_ranks: np.ndarray


def _search(snapshot: Snapshot, query: Query, beyond_m: int | None = None) -> Answer:
    """Answer the question as it stands. Where it names no radius the ground grows until the page cannot change any more.

    beyond_m: it is known that nothing is within these metres; then the nearest few are wanted, and no count of all.
    """
    count = len(snapshot.venues)
    if query.place is None or query.within_m is not None or query.include_unknown or count <= SMALL_DIRECTORY:
        return _page(query, _found(snapshot, query, query.within_m))
    total = _count(snapshot, query) if beyond_m is None else count
    wanted = min(total, query.offset + query.limit)
    reach = max(FIRST_REACH_M, 2 * (beyond_m or 0))
    while reach <= WITHIN_MAX_M:
        found = _found(snapshot, query, reach)
        whole = reach if query.order == "distance" else _whole_bands_m(reach, query.pace)
        if np.count_nonzero(found.distances < whole) >= wanted:
            return msgspec.structs.replace(_page(query, found), total=total)
        reach *= 2
    return _page(query, _found(snapshot, query, None))


def _count(snapshot: Snapshot, query: Query) -> int:
    """Return how many venues answer the question, wherever they are."""
    if query == Query(
        at=query.at, place=query.place, pace=query.pace, order=query.order, limit=query.limit, offset=query.offset
    ):
        return len(snapshot.venues)
    return len(_found(snapshot, msgspec.structs.replace(query, place=None), None).indices)


def _whole_bands_m(reach: int, pace: int) -> float:
    """Return the metres at which the last walking band that lies wholly within `reach` ends."""
    band_m = BAND_MINUTES * pace / DETOUR
    return reach // band_m * band_m


def _found(snapshot: Snapshot, query: Query, within_m: int | None) -> _Found:
    """Return the venues within a radius (None = any distance) that meet every filter."""
    indices, distances = _in_reach(snapshot, query.place, within_m)
    meets, asks_first = _needs_met(snapshot, query, indices)
    alike = likeness(query.text, snapshot.names, snapshot.texts)[indices] if query.text else None
    if alike is not None:
        meets &= alike > 0
    timetable, local = timetable_for(snapshot, [query.at, *map(noon, query.days)], indices, meets)
    states, soonest = _when(timetable, local, query)
    if query.open_only:
        meets &= states <= times.OPEN_TO_SOME
    elif query.days:
        meets &= states <= times.DOUBTFUL
    chosen = np.flatnonzero(meets)
    return _Found(
        indices=indices[chosen],
        distances=distances[chosen],
        asks_first=asks_first[chosen],
        alike=None if alike is None else alike[chosen],
        timetable=timetable,
        local=local[chosen],
        states=states[chosen],
        soonest=soonest[chosen],
        lifts=snapshot.lifts[indices[chosen]],
        name_ranks=snapshot.name_ranks[indices[chosen]],
    )


def _in_reach(snapshot: Snapshot, place: Point | None, within_m: int | None) -> tuple[np.ndarray, np.ndarray]:
    """Return the indices of the venues within a radius and their distances in whole metres; every venue without one."""
    columns = snapshot.columns
    if place is None:
        return np.arange(len(snapshot.venues)), np.full(len(snapshot.venues), np.nan)
    if within_m is None:
        return np.arange(len(snapshot.venues)), np.rint(distances_m(place, columns.longitudes, columns.latitudes))
    near = snapshot.positioned[np.sort(snapshot.tree.query(shapely.box(*box_around(place, within_m + 1))))]
    distances = np.rint(distances_m(place, columns.longitudes[near], columns.latitudes[near]))
    inside = distances <= within_m
    return near[inside], distances[inside]


def _needs_met(snapshot: Snapshot, query: Query, indices: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return two bool arrays: which of these venues meet the needs, and for which of those one must ask first."""
    columns = snapshot.columns
    meets = np.ones(len(indices), dtype=bool)
    asks_first = np.zeros(len(indices), dtype=bool)
    if query.ward:
        meets &= snapshot.wards_of[indices] == snapshot.wards.by_gss.get(query.ward, len(snapshot.wards.wards))
    if query.access:
        known = columns.access[np.ix_(indices, [ACCESS_COLUMNS.index(fact) for fact in query.access])]
        known = _without_outages(snapshot, query, indices, known)
        worst = known.min(axis=1)
        meets &= worst >= (NOT_KNOWN if query.include_unknown else KNOWN_YES)
        asks_first = worst == NOT_KNOWN
    for key in (*query.provision, *(f"speaks:{code}" for code in query.languages)):
        meets &= _offer(snapshot, key, indices)
    if query.audiences:
        meets &= np.logical_or.reduce([_offer(snapshot, f"for:{audience}", indices) for audience in query.audiences])
    return meets, asks_first


def _offer(snapshot: Snapshot, key: str, indices: np.ndarray) -> np.ndarray:
    keys = snapshot.columns.offer_keys
    return snapshot.columns.offers[indices, keys.index(key)] if key in keys else np.zeros(len(indices), dtype=bool)


def _without_outages(snapshot: Snapshot, query: Query, indices: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Return the access facts with those that are out of order on the day asked about turned into a known no."""
    day = query.days[0] if query.days else query.at.astimezone(LONDON).date()
    for row in np.flatnonzero(snapshot.columns.outages[indices]):
        out = outages_between(snapshot.venues[indices[row]], day, query.days[-1] if query.days else day)
        if any(fact in WHEELCHAIR_ROUTE_FACTS for fact in out):
            out.append(WHEELCHAIR_ROUTE)
        known[row, [place for place, fact in enumerate(query.access) if fact in out]] = KNOWN_NO
    return known


def timetable_for(
    snapshot: Snapshot, moments: Iterable[datetime], indices: np.ndarray, meets: np.ndarray | None = None
) -> tuple[Timetable, np.ndarray]:
    """Return a timetable that holds CARD_DAYS from each moment, and each venue's row in it.

    The snapshot's own serves moments up to CARD_DAYS ahead; for others one is made of these venues, or those among them
    that `meets` chooses (the rows of the others mean nothing).
    """
    days = [london_day(minute_of(moment)) for moment in moments]
    begin, end = min(days) - timedelta(days=1), max(days) + timedelta(days=CARD_DAYS)
    ready = snapshot.timetable
    if ready.first_day <= begin and end <= ready.first_day + timedelta(days=ready.days):
        return ready, indices
    chosen = indices if meets is None else indices[meets]
    local = np.arange(len(indices)) if meets is None else np.maximum(np.cumsum(meets) - 1, 0)
    hours = [hours_of(snapshot.venues[index]) for index in chosen]
    return times.expand(hours or [SHUT_HOURS], snapshot.calendars, begin, (end - begin).days), local


def _when(timetable: Timetable, local: np.ndarray, query: Query) -> tuple[np.ndarray, np.ndarray]:
    """Return each venue's state (the best one in the hours of the days asked for, if any) and when it next opens."""
    moment = minute_of(query.at)
    if query.open_only and not query.days:
        # What is open need not open: only who is open now is looked at.
        return times.states_at(timetable, local, moment), np.zeros(len(local), np.int32)
    if not query.days:
        return times.states_and_next_starts(timetable, local, moment)
    best = np.full(len(local), times.SHUT, dtype=np.uint8)
    soonest = np.full(len(local), times.NEVER, dtype=np.int32)
    for day in query.days:
        begin = max(utc_minute(day, query.from_minute), moment)
        end = utc_minute(day, query.until_minute)
        if begin < end:
            state, start = times.best_between(timetable, local, begin, end)
            best, soonest = np.minimum(best, state), np.minimum(soonest, start)
    return best, soonest


def noon(day: date) -> datetime:
    """Return a moment of which nobody doubts on which London day it falls."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)


def _page(query: Query, found: _Found) -> Answer:
    """Return the page asked for, in order."""
    order = _order(query, found)[query.offset : query.offset + query.limit]
    return Answer(
        total=len(found.indices),
        matches=tuple(map(Match, found.indices[order].tolist(), _whole(found.distances[order]))),
        relaxed=(),
        timetable=found.timetable,
        local=tuple(found.local[order].tolist()),
    )


def _whole(distances: np.ndarray) -> list[int | None]:
    """Return distances as whole metres, None for NaN."""
    unknown = np.isnan(distances)
    if not np.count_nonzero(unknown):
        return distances.astype(np.int64).tolist()
    return [None if nobody_knows else int(metres) for metres, nobody_knows in zip(distances, unknown, strict=True)]


def _order(query: Query, found: _Found) -> np.ndarray:
    """Return the order of the venues found. Equal ones stay as they are: by slug."""
    if query.order != "distance" and query.place is None:
        key = (~found.lifts).astype(np.int64) << 32 | found.name_ranks
    else:
        key = _nearness(query, found)
    if found.alike is not None and query.order == "welcome":
        return np.lexsort((key, -found.alike))
    return np.argsort(key, kind="stable")


def _nearness(query: Query, found: _Found) -> np.ndarray:
    """Return a number for each venue found: the lower, the sooner it is told, by the rules this module opens with."""
    if query.order == "distance":
        return np.nan_to_num(found.distances, nan=_FURTHEST_M)
    openness = found.states
    if query.audiences:
        openness = np.where(openness == times.OPEN_TO_SOME, np.uint8(times.OPEN_TO_ANYONE), openness)
    if query.within_m is not None and query.open_only and not query.days and not query.include_unknown:
        # The common question, and the one that is asked when many ask: all are placed and open, so nobody waits.
        return ((bands(found.distances, query.pace) * 4 + openness) * 2 + ~found.lifts) * (_FURTHEST_M + 1) + found.distances
    placed = np.nan_to_num(np.minimum(found.distances, _FURTHEST_M), nan=_FURTHEST_M)
    band = np.minimum(bands(placed, query.pace), _LAST_BAND - 1).astype(np.int64)
    band[np.isnan(found.distances)] = _LAST_BAND
    openness = np.minimum(openness, times.DOUBTFUL).astype(np.int64)
    wait = np.clip(found.soonest.astype(np.int64) - minute_of(query.at), 0, _LONGEST_WAIT)
    wait[openness <= times.OPEN_TO_SOME] = 0
    key = (((band << 2 | openness) << 1 | ~found.lifts) << 20 | wait) << 22 | placed.astype(np.int64)
    return key | found.asks_first.astype(np.int64) << 62
