"""How each venue stands over time: spans in which it is open to anyone, open to some or doubtful, and between them shut."""

from collections.abc import Sequence

import msgspec
import numpy as np

from welcome.directory.expansion import NO_CLOSING_TIME, SURE, Dated, minute_bits
from welcome.directory.intervals import in_company, joined, linked, without
from welcome.directory.recurrence import OFFERS
from welcome.directory.wall_clock import MINUTES_A_DAY

#: How a venue stands at a moment; the lower, the better. Open means open without doubt.
OPEN_TO_ANYONE, OPEN_TO_SOME, DOUBTFUL, SHUT = range(4)
STATE_BITS = 2
#: The minute of what never comes.
NEVER = int(np.iinfo(np.int32).max)
#: An opening without a closing time counts as open for so long, and after that as doubtful.
SURE_WITHOUT_CLOSING_MINUTES = 120

_STATE_OF_OFFER = np.array(
    [OPEN_TO_ANYONE if audience == "everyone" and booking != "needed" else OPEN_TO_SOME for audience, booking, _ in OFFERS],
    np.uint8,
)


class Timeline(msgspec.Struct, frozen=True):
    """Each venue's state over time: disjoint spans that are not SHUT, the best state winning where openings overlap.

    starts, ends: int32 UTC minutes. states: uint8. opens: int32, the start of the first span from this one on that is open
    to anyone, or NEVER. offsets: int64; each venue's spans end with one that begins NEVER, so that looking for a later one
    always finds one. by_day[d, v]: int32, the place of the first span of venue v that ends after `first_minute + d * 1440`,
    so that looking up a moment starts on its day: a search through all spans costs five times as much.
    """

    starts: np.ndarray
    ends: np.ndarray
    states: np.ndarray
    opens: np.ndarray
    offsets: np.ndarray
    by_day: np.ndarray


def offsets_of(venues: np.ndarray, count: int) -> np.ndarray:
    """Return where each venue's rows begin and the last one's end, given the venue of each row in order: int64."""
    return np.concatenate([[0], np.cumsum(np.bincount(venues, minlength=count)[:count])]).astype(np.int64)


def chained_offsets(parts: Sequence[np.ndarray]) -> np.ndarray:
    """Return the offsets of neighbouring venues as one array."""
    return np.concatenate([[0], np.cumsum(np.concatenate([np.diff(offsets) for offsets in parts]))]).astype(np.int64)


def timeline_of(batch: Dated, first_minute: int, days: int) -> Timeline:
    """Return the states that the openings of a batch add up to; times by appointment are no part of it."""
    chosen, count = ~batch.by_appointment, len(batch.known)
    bits = minute_bits(days)
    origin = first_minute - 2 * MINUTES_A_DAY
    lines = batch.venues[chosen] << bits
    starts, ends = lines + (batch.starts[chosen] - origin), lines + (batch.ends[chosen] - origin)
    doubts = batch.doubts[chosen]
    states = np.where((doubts == SURE) | (doubts == NO_CLOSING_TIME), _STATE_OF_OFFER[batch.offers[chosen]], DOUBTFUL)
    mixed = in_company(linked(starts, ends)) | (doubts == NO_CLOSING_TIME)
    words = _packed(starts, ends, states, bits)
    if mixed.any():
        layers = _layers(starts[mixed], ends[mixed], states[mixed], doubts[mixed] == NO_CLOSING_TIME)
        packed = (_packed(begin, end, np.uint8(state), bits) for state, (begin, end) in enumerate(layers))
        words = np.concatenate([words[~mixed], *packed])
        words.sort()
    venues = words >> (2 * bits + STATE_BITS)
    starts = (words >> (bits + STATE_BITS) & (1 << bits) - 1) + origin
    ends = (words >> STATE_BITS & (1 << bits) - 1) + origin
    states = words & (1 << STATE_BITS) - 1
    offsets = offsets_of(venues, count) + np.arange(count + 1)
    place = np.arange(len(starts)) + venues
    columns = [np.full(len(starts) + count, filler, kind) for filler, kind in _SENTINEL]
    for column, values in zip(columns, (starts, ends, states), strict=True):
        column[place] = values
    day_after = np.minimum(-((first_minute - ends) // MINUTES_A_DAY), days + 1)
    ended = np.bincount(venues * (days + 2) + day_after, minlength=count * (days + 2)).reshape(count, days + 2)
    ended[:, 0] += offsets[:-1]
    by_day = np.cumsum(ended[:, : days + 1], axis=1, dtype=np.int32)
    return Timeline(*columns, _next_open(*columns), offsets, np.ascontiguousarray(by_day.T))


def _next_open(starts: np.ndarray, ends: np.ndarray, states: np.ndarray) -> np.ndarray:
    """Return `Timeline.opens`. The last span of each venue begins NEVER and counts as open, so no venue sees the next one's."""
    places = np.where(states == OPEN_TO_ANYONE, np.arange(len(starts)), len(starts))
    return starts[np.minimum.accumulate(places[::-1])[::-1]]


def _packed(starts: np.ndarray, ends: np.ndarray, states: np.ndarray, bits: int) -> np.ndarray:
    """Return spans as sortable words: venue, start, end, state from the highest bit down."""
    return (starts << bits | ends & (1 << bits) - 1) << STATE_BITS | states


_SENTINEL = ((NEVER, np.int32), (NEVER, np.int32), (OPEN_TO_ANYONE, np.uint8))


def _layers(
    starts: np.ndarray, ends: np.ndarray, states: np.ndarray, no_close: np.ndarray
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return the disjoint spans in each state from the best to DOUBTFUL; a better state takes its ground from a worse."""
    sure_until = np.where(no_close, np.minimum(starts + SURE_WITHOUT_CLOSING_MINUTES, ends), ends)
    layers: list[tuple[np.ndarray, np.ndarray]] = []
    for state in (OPEN_TO_ANYONE, OPEN_TO_SOME, DOUBTFUL):
        of = states == state
        late = no_close if state == DOUBTFUL else np.zeros(len(no_close), bool)
        layer = _sorted_joined(np.concatenate([starts[of], sure_until[late]]), np.concatenate([sure_until[of], ends[late]]))
        better = _sorted_joined(*(np.concatenate(sides) for sides in zip(*layers, strict=True))) if layers else None
        layers.append(without(*layer, *better)[:2] if better else layer)
    return layers


def _sorted_joined(starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    order = np.argsort(starts, kind="stable")
    lasting = order[starts[order] < ends[order]]
    return joined(starts[lasting], ends[lasting])


def cut_timeline(timeline: Timeline, begin: int, end: int) -> Timeline:
    """Return the timeline of the venues [begin, end) alone."""
    rows = slice(int(timeline.offsets[begin]), int(timeline.offsets[end]))
    return Timeline(
        timeline.starts[rows],
        timeline.ends[rows],
        timeline.states[rows],
        timeline.opens[rows],
        timeline.offsets[begin : end + 1] - rows.start,
        timeline.by_day[:, begin:end] - np.int32(rows.start),
    )


def chained_timeline(parts: Sequence[Timeline]) -> Timeline:
    """Return the timelines of neighbouring venues as one."""
    before = np.cumsum([0, *(len(part.starts) for part in parts)])
    return Timeline(
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
        np.concatenate([part.states for part in parts]),
        np.concatenate([part.opens for part in parts]),
        chained_offsets([part.offsets for part in parts]),
        np.concatenate([part.by_day + np.int32(rows) for part, rows in zip(parts, before[:-1], strict=True)], axis=1),
    )
