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

from welcome.directory.calendars import Calendars
from welcome.directory.intervals import in_company, joined, linked, without
from welcome.directory.recurrence import (
    CERTAIN,
    DOUBTED_BY_TERM,
    NO_TIME,
    NOT_THEN,
    OFFER_CODES,
    distinct_rules,
    effects,
    taken,
)
from welcome.directory.schedules import Doubt, Hours
from welcome.directory.wall_clock import MINUTES_A_DAY, midnight, utc_minutes

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
    begin = first_day - timedelta(days=DAYS_BEFORE)
    words = np.concatenate([*_of_schedules(hours, calendars, begin, days, bits), _of_extras(hours, begin, days, bits)])
    words.sort()
    sections = words >> (_TAIL_BITS + bits)
    lines = sections >> bits << bits
    company = in_company(linked(sections, lines + (words >> _TAIL_BITS & _mask(bits))))
    if company.any():
        words = np.concatenate([words[~company], _tidied(words[company], bits)])
        words.sort()
    return _unpacked(hours, words, bits, first_day, days)


def _mask(bits: int) -> int:
    return (1 << bits) - 1


def _packed(
    venue_and_kind: np.ndarray, starts: np.ndarray, ends: np.ndarray, doubts: np.ndarray, offers: np.ndarray, bits: int
) -> np.ndarray:
    """Return intervals as sortable words: venue, kind, start, end, doubt, offer from the highest bit down."""
    times = ((venue_and_kind.astype(np.int64) << bits | starts) << bits) | ends
    return (times << DOUBT_BITS | doubts) << OFFER_BITS | offers


def _of_schedules(hours: Sequence[Hours], calendars: Calendars, begin: date, days: int, bits: int) -> list[np.ndarray]:
    """Return the words of all that the schedules give, closures taken out."""
    rows = list(map(_SCHEDULES, hours))
    counts = np.fromiter(map(len, rows), np.int64, len(rows))
    rules, rule_of = distinct_rules(list(chain.from_iterable(rows)))
    venue_of = np.repeat(np.arange(len(rows)), counts)
    if not len(rule_of):
        return []
    places: dict[tuple, int] = {}
    calendar_of = np.fromiter((places.setdefault(key, len(places)) for key in map(_CALENDAR, hours)), np.int64, len(rows))
    distinct, row_of = np.unique(rule_of * np.int64(len(places)) + calendar_of[venue_of], return_inverse=True)
    rules = taken(rules, distinct // len(places))
    span = days + DAYS_BEFORE + DAYS_AFTER
    effect = effects(rules, distinct % len(places), list(places), calendars, begin, span)
    effect[rules.opens == NO_TIME] = NOT_THEN

    shut_rows, shut = _closed_days(hours, counts, begin, span)
    source = np.concatenate([np.arange(len(distinct)), row_of[shut_rows]])
    effect = np.concatenate([effect, np.where(shut, np.uint8(NOT_THEN), effect[row_of[shut_rows]])])
    row_of[shut_rows] = len(distinct) + np.arange(len(shut_rows))

    row, day = np.nonzero((effect >= CERTAIN) & (effect <= DOUBTED_BY_TERM))
    rule = source[row]
    origin = midnight(begin)
    starts = utc_minutes(begin.toordinal() + day, rules.opens[rule]) - origin
    ends = utc_minutes(begin.toordinal() + day, rules.closes[rule]) - origin
    doubts = effect[row, day].astype(np.int64) - CERTAIN
    doubts[(doubts == SURE) & rules.no_close[rule]] = NO_CLOSING_TIME
    lasts = starts < ends
    words = _packed(rules.by_appointment[rule], starts, ends, doubts, rules.offers[rule], bits)[lasts]
    times = np.bincount(row[lasts], minlength=len(effect))
    before = np.cumsum(times) - times
    each = times[row_of]
    places_of = np.arange(each.sum()) + np.repeat(before[row_of] - (np.cumsum(each) - each), each)
    return [words[places_of] + (np.repeat(venue_of, each) << (_TAIL_BITS + 2 * bits + KIND_BITS))]


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


def _of_extras(hours: Sequence[Hours], begin: date, days: int, bits: int) -> np.ndarray:
    """Return the words of the extra openings."""
    first, span = begin.toordinal(), days + DAYS_BEFORE + DAYS_AFTER
    rows = [
        (
            venue << KIND_BITS,
            extra.day.toordinal(),
            extra.opens,
            MINUTES_A_DAY if extra.closes is None else extra.closes,
            NO_CLOSING_TIME if extra.closes is None else SURE,
            OFFER_CODES[extra.audience, extra.booking, extra.cost],
        )
        for venue, extras in enumerate(map(_EXTRAS, hours))
        for extra in extras
        if 0 <= extra.day.toordinal() - first < span
    ]
    venues, ordinals, opens, closes, doubts, offers = np.array(rows, np.int64).reshape(-1, 6).T
    starts = utc_minutes(ordinals, opens) - midnight(begin)
    ends = utc_minutes(ordinals, closes) - midnight(begin)
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


def _unpacked(hours: Sequence[Hours], words: np.ndarray, bits: int, first_day: date, days: int) -> Dated:
    origin = midnight(first_day - timedelta(days=DAYS_BEFORE))
    last_day = first_day + timedelta(days=days)
    ends = words >> _TAIL_BITS & _mask(bits)
    starts = words >> (_TAIL_BITS + bits) & _mask(bits)
    inside = (ends > midnight(first_day) - origin) & (starts < midnight(last_day) - origin)
    words, starts, ends = words[inside], starts[inside] + origin, ends[inside] + origin
    venue_and_kind = words >> (_TAIL_BITS + 2 * bits)
    known = [
        (ONLY_BY_APPOINTMENT if all(row.kind == "by_appointment" for row in schedules) else SOME_DROP_IN)
        if schedules
        else NO_SCHEDULES
        for schedules in map(_SCHEDULES, hours)
    ]
    return Dated(
        venues=venue_and_kind >> KIND_BITS,
        by_appointment=(venue_and_kind & _mask(KIND_BITS)).astype(bool),
        starts=np.maximum(starts, midnight(first_day - timedelta(days=MARGIN_DAYS))),
        ends=np.minimum(ends, midnight(last_day + timedelta(days=MARGIN_DAYS))),
        doubts=(words >> OFFER_BITS & _mask(DOUBT_BITS)).astype(np.uint8),
        offers=(words & _mask(OFFER_BITS)).astype(np.uint8),
        known=np.array(known, np.uint8),
    )
