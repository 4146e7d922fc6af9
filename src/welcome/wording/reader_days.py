"""Reads which days are meant: weekdays, ranges and lists of them, their place in the month, every other week."""

import msgspec

from welcome.directory.hours import EVERY_WEEKS_MAX, LAST_IN_MONTH
from welcome.wording.reader_text import Token

EVERY_DAY = 127
MAX_ITEMS = 40
#: "On every other": more words than these do not stand before a day.
_WORDS_BEFORE_MAX = 6


class DayItem(msgspec.Struct):
    """Days of the week that repeat alike. mask, named: bit 0 = Monday; named are those that stand there by name.

    nth: as in `Schedule`. weeks: every so many weeks, 1 when nothing is said. bank: the bank holidays, with a mask only
    when it is bank holidays on those weekdays ("bank holiday Mondays"). alone: "only on bank
    holidays", which says nothing of other days.
    """

    mask: int
    named: int
    nth: int = 0
    weeks: int = 1
    bank: bool = False
    ranged: bool = False
    alone: bool = False


class Days(msgspec.Struct):
    """Days that share the times that follow. ask: key of a question, "" if they are plain. listed: commas part them."""

    items: list[DayItem]
    part: str | None = None
    ask: str = ""
    listed: bool = False


def nth_mask(places: list[int]) -> int:
    """Return places in the month as a mask: 1 to 5, and 0 for the last."""
    mask = 0
    for place in places:
        mask |= LAST_IN_MONTH if place == 0 else 1 << place - 1
    return mask


def places_at(tokens: list[Token], at: int) -> tuple[list[int], int] | None:
    """Return the places in the month at token `at`: "1st & 3rd", "2nd and last", and the place after them."""
    places: list[int] = []
    while tokens[at].kind == "ordinal" and 0 <= tokens[at].value <= 5:
        places.append(tokens[at].value)
        at += 1
        joined = at
        while tokens[joined].kind in ("comma", "and", "slash", "plus") and joined < at + 2:
            joined += 1
        if tokens[joined].kind == "the":
            joined += 1
        if joined == at or tokens[joined].kind != "ordinal" or not 0 <= tokens[joined].value <= 5:
            break
        at = joined
    return (places, at) if places else None


def _range_end(tokens: list[Token], at: int, between: bool) -> int:
    """Return the place of the day that ends a range whose first day stands before `at`, or `at` where there is no range."""
    after = at
    if tokens[after].kind == "stop" and tokens[after].glued and tokens[after + 1].kind in ("dash", "to", "until"):
        after += 1
    begin = after
    joiners = ("dash", "to", "until", "and") if between else ("dash", "to", "until")
    while tokens[after].kind in joiners and after < begin + 2:
        after += 1
    return after if after > begin and tokens[after].kind == "day" else at


def _item_at(tokens: list[Token], at: int) -> tuple[DayItem, int, str] | None:
    """Return one day, range or group of days with what stands before it, the place after, and the key of a question."""
    ask, weeks, every, between = "", 1, False, False
    begin = at
    while at < begin + _WORDS_BEFORE_MAX:
        kind = tokens[at].kind
        if kind == "each":
            every = True
        elif kind == "weeks":
            if weeks > 1:
                ask = "ask.nth_and_weeks"
            weeks = max(weeks, tokens[at].value)
        elif kind == "between":
            between = True
        elif kind not in ("the", "in", "from"):
            break
        at += 1
    if tokens[at].kind in ("comma", "dash") and weeks > 1 and tokens[at + 1].kind in ("day", "the", "in"):
        at += 1
        while tokens[at].kind in ("the", "in"):
            at += 1
    nth = 0
    places = places_at(tokens, at)
    if places is not None:
        numbers, at = places
        nth = nth_mask(numbers)
        # "Every 2nd Tuesday" may be each fortnight or once a month; "every 1st" and "every last" can only be the month.
        if every and len(numbers) == 1 and numbers[0] > 1:
            ask = "ask.every_nth"
        if weeks > 1:
            ask = "ask.nth_and_weeks"
    token = tokens[at]
    if token.kind == "bank":
        # "On bank holidays only" and "bank holidays as usual" narrow other days.
        if nth or weeks > 1 or tokens[at + 1].kind in ("only", "as_usual"):
            return None
        mask = 0
        alone = any(token.kind == "only" for token in tokens[max(0, at - 2) : at])
        at += 1
        if tokens[at].kind == "day":
            mask = 1 << tokens[at].value
            at += 1
        return DayItem(mask, mask, bank=True, alone=alone), at, ask
    if token.kind == "days":
        if nth or (weeks > 1 and token.value == EVERY_DAY):
            return None
        return DayItem(token.value, 0, weeks=weeks, ranged=True), at + 1, ask
    if token.kind != "day":
        return None
    first = last = token.value
    at += 1
    end = _range_end(tokens, at, between)
    named, mask, ranged = 1 << first, 1 << first, False
    if end > at:
        last, at, ranged = tokens[end].value, end + 1, True
        mask, day = 0, first
        while True:
            mask |= 1 << day
            if day == last:
                break
            day = (day + 1) % 7
        named = 1 << first | 1 << last
        if first == last:
            ask = "ask.day_range"
        if nth:
            ask = "ask.nth_days"
        if _range_end(tokens, at, False) > at:
            ask = "ask.day_range"
        if tokens[at].kind == "inclusive" or _inclusive(tokens, at):
            at += 1
    elif between:
        ask = "ask.day_range"
    return DayItem(mask, named, nth, weeks, ranged=ranged), at, ask


def _inclusive(tokens: list[Token], at: int) -> bool:
    """Tell whether "inc" after a range means inclusive: nothing that could be included follows it."""
    return (
        tokens[at].kind == "including"
        and tokens[at].key in ("inc", "incl")
        and (tokens[at + 1].kind not in ("bank", "school_holidays", "term", "day", "days", "the", "in"))
    )


def _suffix_at(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """Return the places in the month that follow a day, "(1st & 3rd)" or "1st and 3rd of the month", and the place after."""
    opened = tokens[at].kind == "left"
    after = at + 1 if opened or tokens[at].kind in ("dash", "comma", "colon") else at
    if tokens[after].kind in ("the", "each") or (tokens[after].kind == "in" and tokens[after].key == "on"):
        after += 1
        if tokens[after].kind == "the":
            after += 1
    places = places_at(tokens, after)
    if places is None:
        return None
    numbers, after = places
    of_month = tokens[after].kind == "of_month"
    if of_month:
        after += 1
    if opened:
        if tokens[after].kind != "right":
            return None
        after += 1
    # "Monday 1st" may be a date: without brackets it must say "of the month".
    return (nth_mask(numbers), after) if opened or of_month else None


def days_at(tokens: list[Token], at: int) -> tuple[Days, int] | None:
    """Return the days at token `at`, with the ranges and lists they stand in, and the place after them."""
    found = _item_at(tokens, at)
    if found is None:
        return None
    items: list[DayItem] = []
    ask, part, listed = "", None, False
    while found is not None and len(items) < MAX_ITEMS:
        item, at, question = found
        ask = ask or question
        if tokens[at].kind == "of_month" and item.nth:
            at += 1
            if ask == "ask.every_nth":
                ask = ""
        if not item.nth and not item.ranged and not item.bank and item.weeks == 1:
            suffix = _suffix_at(tokens, at)
            if suffix is not None:
                item.nth, at = suffix
        elif tokens[at].kind == "left" and tokens[at + 1].kind == "of_month" and tokens[at + 2].kind == "right" and item.nth:
            at += 3
        items.append(item)
        if tokens[at].kind in ("part", "meridiem"):
            # "Tuesday pm" says the same as "Tuesday afternoon".
            part = tokens[at].value if part in (None, tokens[at].value) else "mixed"
            at += 1
        found = None
        joined = at
        if tokens[joined].kind == "stop" and tokens[joined].glued and tokens[joined + 1].kind in ("and", "comma", "slash"):
            joined += 1
        begin = joined
        while tokens[joined].kind in ("comma", "and", "slash", "plus") and joined < begin + 2:
            joined += 1
        if joined > begin or tokens[joined].kind == "day":
            found = _item_at(tokens, joined)
            if found is not None and any(token.kind == "comma" for token in tokens[begin:joined]):
                listed = True
    if any(item.nth for item in items):
        seen_nth = False
        for item in items:
            # "1st Monday and Thursday": is it every Thursday or the first?
            if seen_nth and not item.nth and not item.bank:
                ask = ask or "ask.nth_days"
            seen_nth = seen_nth or bool(item.nth)
    if any(item.weeks > EVERY_WEEKS_MAX for item in items):
        ask = "ask.every_weeks"
    if any(item.weeks > 1 for item in items) and any(item.weeks == 1 and not item.bank for item in items[1:]):
        ask = ask or "ask.nth_days"
    return Days(items, part, ask, listed), at
