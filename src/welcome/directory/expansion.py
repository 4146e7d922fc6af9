"""Turns the rules of a batch of venues into dated intervals: closures taken out, overlaps joined, doubt carried along.

In order: each schedule falls on its days; a closure removes whole openings by the London date on which they start; extra
openings are added; openings alike in doubt, audience, booking and cost that overlap or touch become one; where a certain
opening overlaps one that is alike but for a bank-holiday or term doubt, the doubtful one keeps what lies outside. One without
a closing time is left whole, because its first two hours are counted from its start.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain
from operator import attrgetter

import msgspec
import numpy as np

from welcome.directory.calendars import Calendars, Division
from welcome.directory.intervals import in_company, joined, linked, without
from welcome.directory.recurrence import (
    CERTAIN,
    DOUBTED_BY_TERM,
    NO_TIME,
    NOT_THEN,
    OFFER_CODES,
    Rules,
    effects,
    rules_of,
)
from welcome.directory.schedules import Doubt, Hours
from welcome.directory.wall_clock import MINUTES_A_DAY, clock_changes, midnight

#: Doubts in the order of their codes.
DOUBTS: tuple[Doubt | None, ...] = (None, "bank_holiday", "term", "no_closing_time")
SURE, BANK_HOLIDAY, TERM_UNKNOWN, NO_CLOSING_TIME = range(len(DOUBTS))

#: An opening that ends on the second day after it starts is the longest there is; so much is looked at before the first day.
DAYS_BEFORE, DAYS_AFTER = 2, 1
#: An opening that never breaks off is cut this many days before the first day and after the last.
MARGIN_DAYS = 1

#: What is known of a venue's schedules.
NO_SCHEDULES, ONLY_BY_APPOINTMENT, SOME_DROP_IN = 0, 1, 2

DOUBT_BITS, OFFER_BITS, KIND_BITS = 2, 7, 1
_TAIL_BITS = DOUBT_BITS + OFFER_BITS
_WORD_BITS = 63

_SCHEDULES = attrgetter("schedules")
_CLOSURES = attrgetter("closures")
_EXTRAS = attrgetter("extra_openings")
_CALENDAR = attrgetter("division", "term_calendar")


class Dated(msgspec.Struct, frozen=True):
    """Dated intervals of a batch of venues, ordered by venue, kind, start and end.

    venues: int64, place in the batch. by_appointment: bool. starts, ends: int64 UTC minutes. doubts, offers: codes in DOUBTS
    and in `recurrence.OFFERS`. known: uint8 per venue, NO_SCHEDULES, ONLY_BY_APPOINTMENT or SOME_DROP_IN.
    """

    venues: np.ndarray
    by_appointment: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    doubts: np.ndarray
    offers: np.ndarray
    known: np.ndarray


def minute_bits(days: int) -> int:
    """Return how many bits hold a minute of an expansion of so many days, its margins included."""
    return ((days + DAYS_BEFORE + DAYS_AFTER + 2) * MINUTES_A_DAY).bit_length()


def batch_size(days: int) -> int:
    """Return the most venues that one batch may hold, so that an interval packs into one positive int64."""
    return 1 << max(0, _WORD_BITS - _TAIL_BITS - KIND_BITS - 2 * minute_bits(days))


def dated(hours: Sequence[Hours], calendars: Calendars, first_day: date, days: int) -> Dated:
    """Return every interval of at most `batch_size(days)` venues that touches the London days [first_day, first_day + days).

    One in progress at either end is whole, but cut one day outside when it runs on without a break.
    """
    bits = minute_bits(days)
    begin, span = first_day - timedelta(days=DAYS_BEFORE), days + DAYS_BEFORE + DAYS_AFTER
    rows = list(map(_SCHEDULES, hours))
    counts = np.fromiter(map(len, rows), np.int64, len(rows))
    rules = rules_of(list(chain.from_iterable(rows)))
    of_schedules = _of_schedules(hours, counts, rules, calendars, begin, span, bits)
    words = _in_utc(np.concatenate([of_schedules, _of_extras(hours, begin, span, bits)]), begin, span, bits)
    words.sort()
    lines = words >> (_TAIL_BITS + bits)
    company = in_company(linked(lines, (lines >> bits << bits) + (words >> _TAIL_BITS & _mask(bits))))
    if company.any():
        words = np.concatenate([words[~company], _tidied(words[company], bits)])
        words.sort()
    drop_ins = np.bincount(np.repeat(np.arange(len(rows)), counts)[~rules.by_appointment], minlength=len(rows))
    known = np.where(counts == 0, NO_SCHEDULES, np.where(drop_ins == 0, ONLY_BY_APPOINTMENT, SOME_DROP_IN))
    return _unpacked(words, bits, first_day, days, known.astype(np.uint8))


def _mask(bits: int) -> int:
    return (1 << bits) - 1


def _packed(
    venue_and_kind: np.ndarray, starts: np.ndarray, ends: np.ndarray, doubts: np.ndarray | int, offers: np.ndarray, bits: int
) -> np.ndarray:
    """Return intervals as sortable words: venue, kind, start, end, doubt, offer from the highest bit down."""
    times = ((venue_and_kind.astype(np.int64) << bits | starts) << bits) | ends
    return (times << DOUBT_BITS | doubts) << OFFER_BITS | offers


def _of_schedules(
    hours: Sequence[Hours], counts: np.ndarray, rules: Rules, calendars: Calendars, begin: date, span: int, bits: int
) -> np.ndarray:
    """Return the words of all that the schedules give, closures taken out, in wall-clock minutes from the day `begin`."""
    places: dict[tuple[Division, str | None], int] = {}
    calendar_of = np.fromiter((places.setdefault(key, len(places)) for key in map(_CALENDAR, hours)), np.int64, len(hours))
    effect = effects(rules, np.repeat(calendar_of, counts), list(places), calendars, begin, span)
    effect[(rules.opens == NO_TIME) | (rules.opens >= rules.closes)] = NOT_THEN
    closed, closed_days = _closed_days(hours, counts, begin, span)
    effect[closed] = np.where(closed_days, np.uint8(NOT_THEN), effect[closed])

    venue_and_kind = np.repeat(np.arange(len(hours)) << KIND_BITS, counts) | rules.by_appointment
    on_the_first_day = _packed(venue_and_kind, rules.opens, rules.closes, 0, rules.offers, bits)
    one_day = MINUTES_A_DAY * ((1 << _TAIL_BITS + bits) + (1 << _TAIL_BITS))
    cells = np.flatnonzero((effect >= CERTAIN) & (effect <= DOUBTED_BY_TERM))
    row, day = np.divmod(cells, span)
    doubts = effect.ravel()[cells].astype(np.int64) - CERTAIN
    doubts[(doubts == SURE) & rules.no_close[row]] = NO_CLOSING_TIME
    return on_the_first_day[row] + day * one_day + (doubts << OFFER_BITS)


def _in_utc(words: np.ndarray, begin: date, span: int, bits: int) -> np.ndarray:
    """Return the words with wall-clock minutes turned into UTC minutes, both from the midnight that begins `begin`.

    An opening left empty by the hour that is skipped is dropped.
    """
    changes = clock_changes(begin, span)
    if not changes:
        return words
    starts, ends = words >> _TAIL_BITS + bits & _mask(bits), words >> _TAIL_BITS & _mask(bits)
    shift = np.zeros(len(words), np.int64)
    for minute, step in changes:
        shift += np.where(starts >= minute, step << _TAIL_BITS + bits, 0) + np.where(ends >= minute, step << _TAIL_BITS, 0)
    words = words - shift
    return words[words >> _TAIL_BITS + bits & _mask(bits) < words >> _TAIL_BITS & _mask(bits)]


def _closed_days(hours: Sequence[Hours], counts: np.ndarray, begin: date, span: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the schedules (places in the batch) that closures touch, and for each a bool row of its closed days."""
    offsets = np.cumsum(counts) - counts
    first = begin.toordinal()
    touched: dict[int, np.ndarray] = {}
    for venue, closures in enumerate(map(_CLOSURES, hours)):
        for closure in closures:
            since = max(closure.first_day.toordinal() - first, 0)
            until = min(closure.last_day.toordinal() - first + 1, span)
            if since >= until:
                continue
            for place, schedule in enumerate(hours[venue].schedules, int(offsets[venue])):
                if closure.schedule_id is None or closure.schedule_id == schedule.id:
                    touched.setdefault(place, np.zeros(span, bool))[since:until] = True
    return np.array(list(touched), np.int64), np.array(list(touched.values()), bool).reshape(-1, span)


def _of_extras(hours: Sequence[Hours], begin: date, span: int, bits: int) -> np.ndarray:
    """Return the words of the extra openings, in wall-clock minutes likewise."""
    first = begin.toordinal()
    rows = [
        (
            venue << KIND_BITS,
            (extra.day.toordinal() - first) * MINUTES_A_DAY + extra.opens,
            (extra.day.toordinal() - first) * MINUTES_A_DAY + (MINUTES_A_DAY if extra.closes is None else extra.closes),
            NO_CLOSING_TIME if extra.closes is None else SURE,
            OFFER_CODES[extra.audience, extra.booking, extra.cost],
        )
        for venue, extras in enumerate(map(_EXTRAS, hours))
        for extra in extras
        if 0 <= extra.day.toordinal() - first < span
    ]
    venues, starts, ends, doubts, offers = np.array(rows, np.int64).reshape(-1, 5).T
    return _packed(venues, starts, ends, doubts, offers, bits)[starts < ends]


def _tidied(words: np.ndarray, bits: int) -> np.ndarray:
    """Return intervals that overlap or touch others, joined where they are alike and trimmed where a certain one is alike."""
    venue_and_kind = words >> (_TAIL_BITS + 2 * bits)
    offer_and_doubt = (words & _mask(OFFER_BITS)) << DOUBT_BITS | (words >> OFFER_BITS & _mask(DOUBT_BITS))
    lines = (venue_and_kind << _TAIL_BITS | offer_and_doubt) << bits
    starts = lines | (words >> (_TAIL_BITS + bits) & _mask(bits))
    ends = lines | (words >> _TAIL_BITS & _mask(bits))
    order = np.argsort(starts, kind="stable")
    starts, ends = joined(starts[order], ends[order])
    sections = starts >> bits
    doubts = sections & _mask(DOUBT_BITS)

    alike = sections >> DOUBT_BITS << bits
    starts, ends = starts & _mask(bits) | alike, ends & _mask(bits) | alike
    sure, unsure = doubts == SURE, (doubts == BANK_HOLIDAY) | (doubts == TERM_UNKNOWN)
    outside_starts, outside_ends, of = without(starts[unsure], ends[unsure], starts[sure], ends[sure])
    starts = np.concatenate([starts[~unsure], outside_starts])
    ends = np.concatenate([ends[~unsure], outside_ends])
    doubts = np.concatenate([doubts[~unsure], doubts[unsure][of]])
    sections = starts >> bits
    return _packed(sections >> OFFER_BITS, starts & _mask(bits), ends & _mask(bits), doubts, sections & _mask(OFFER_BITS), bits)


def _unpacked(words: np.ndarray, bits: int, first_day: date, days: int, known: np.ndarray) -> Dated:
    origin = midnight(first_day - timedelta(days=DAYS_BEFORE))
    last_day = first_day + timedelta(days=days)
    ends = words >> _TAIL_BITS & _mask(bits)
    starts = words >> (_TAIL_BITS + bits) & _mask(bits)
    inside = (ends > midnight(first_day) - origin) & (starts < midnight(last_day) - origin)
    words, starts, ends = words[inside], starts[inside] + origin, ends[inside] + origin
    venue_and_kind = words >> (_TAIL_BITS + 2 * bits)
    return Dated(
        venues=venue_and_kind >> KIND_BITS,
        by_appointment=(venue_and_kind & _mask(KIND_BITS)).astype(bool),
        starts=np.maximum(starts, midnight(first_day - timedelta(days=MARGIN_DAYS))),
        ends=np.minimum(ends, midnight(last_day + timedelta(days=MARGIN_DAYS))),
        doubts=(words >> OFFER_BITS & _mask(DOUBT_BITS)).astype(np.uint8),
        offers=(words & _mask(OFFER_BITS)).astype(np.uint8),
        known=known,
    )
