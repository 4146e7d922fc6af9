"""Sets of days as OpenStreetMap rules pick them, so that a later rule can take its days away from an earlier one."""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

EVERY_DAY, EVERY_MONTH = 127, 0xFFF
ONE_DAY = timedelta(days=1)
#: The places a weekday can have in its month, apart enough that "4th" and "last" are both made of them.
FIRST, SECOND, THIRD, FOURTH_NOT_LAST, FOURTH_LAST, FIFTH = (1 << place for place in range(6))
EVERY_PLACE = 63
#: place in the month -> its parts, and the bit in `Schedule.nth`
PLACES = {
    1: (FIRST, 1),
    2: (SECOND, 2),
    3: (THIRD, 4),
    4: (FOURTH_NOT_LAST | FOURTH_LAST, 8),
    5: (FIFTH, 16),
    -1: (FOURTH_LAST | FIFTH, 32),
}
NO, YES, EITHER = 1, 2, 3

Span = tuple[date, date]
ALL_TIME: tuple[Span, ...] = ((date.min, date.max),)


class Days(msgspec.Struct, frozen=True):
    """Days that fulfil all of these: weekday, place in the month, month, one of the date spans (both ends included),
    bank holiday or not, school holiday or not. Masks; bank and school are NO, YES or EITHER.
    """

    weekdays: int = EVERY_DAY
    places: int = EVERY_PLACE
    months: int = EVERY_MONTH
    spans: tuple[Span, ...] = ALL_TIME
    bank: int = EITHER
    school: int = EITHER


def _spans_without(spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    left = list(spans)
    for first, last in taken:
        cut: list[Span] = []
        for begins, ends in left:
            if last < begins or ends < first:
                cut.append((begins, ends))
                continue
            if begins < first:
                cut.append((begins, first - ONE_DAY))
            if last < ends:
                cut.append((last + ONE_DAY, ends))
        left = cut
    return tuple(left)


def _spans_in_both(one: Iterable[Span], two: Iterable[Span]) -> tuple[Span, ...]:
    other = tuple(two)
    shared = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple((first, last) for first, last in shared if first <= last)


def in_both(one: Days, two: Days) -> Days | None:
    """Return the days in both sets, None where there are none."""
    found = Days(
        one.weekdays & two.weekdays,
        one.places & two.places,
        one.months & two.months,
        _spans_in_both(one.spans, two.spans),
        one.bank & two.bank,
        one.school & two.school,
    )
    return found if all((found.weekdays, found.places, found.months, found.spans, found.bank, found.school)) else None


def without(days: Days, taken: Days) -> list[Days]:
    """Return sets that together hold the days of `days` that are not in `taken`; no day is in two of them."""
    shared = in_both(days, taken)
    if shared is None:
        return [days]
    left: list[Days] = []
    inside = days
    for name in ("weekdays", "places", "months", "bank", "school"):
        outside = getattr(inside, name) & ~getattr(taken, name)
        if outside:
            left.append(msgspec.structs.replace(inside, **{name: outside}))
        inside = msgspec.structs.replace(inside, **{name: getattr(shared, name)})
    spans = _spans_without(inside.spans, taken.spans)
    if spans:
        left.append(msgspec.structs.replace(inside, spans=spans))
    return left


def nth_of(places: int) -> int | None:
    """Return `Schedule.nth` for a set of places, None where it cannot say it (every week but the last)."""
    if places == EVERY_PLACE:
        return 0
    # A fourth one that counts only where it is the last is meant by "last"; that covers the fifth too.
    last_is_meant = places & FOURTH_LAST and not places & FOURTH_NOT_LAST
    mask = covered = 0
    for place in (-1, 1, 2, 3, 4, 5) if last_is_meant else (1, 2, 3, 4, 5, -1):
        parts, bit = PLACES[place]
        if places & parts == parts and parts & ~covered:
            mask, covered = mask | bit, covered | parts
    return mask if covered == places else None


def holds(days: Days, day: date) -> bool:
    """Tell whether weekday, place, month and date of a day are in the set, whatever kind of holiday it is."""
    in_span = any(first <= day <= last for first, last in days.spans)
    if not in_span or not days.weekdays >> day.weekday() & 1 or not days.months >> day.month - 1 & 1:
        return False
    place = (day.day - 1) // 7
    is_last = (day + 7 * ONE_DAY).month != day.month
    parts = FIFTH if place == 4 else (FOURTH_LAST if is_last else FOURTH_NOT_LAST) if place == 3 else 1 << place
    return bool(days.places & parts)
