"""Groups the tokens of a text about opening times into its parts: days, times, dates, what narrows them, and labels."""

from collections.abc import Callable

from welcome.wording.reader_dates import dates_at
from welcome.wording.reader_days import DayItem, days_at
from welcome.wording.reader_parts import (
    SEPARATORS,
    Element,
    Found,
    dates_part,
    days_part,
    from_part,
    month_part,
    month_span_part,
    next_on_part,
    ordinal_part,
    times_part,
    to_part,
    until_part,
    weeks_part,
)
from welcome.wording.reader_remarks import (
    ages_part,
    as_usual_part,
    bank_part,
    contact_part,
    cost_part,
    feast_part,
    label_part,
    last_orders_part,
    season_part,
    simple_part,
    term_part,
)
from welcome.wording.reader_text import Text, Token

#: Words that may stand anywhere without changing when it is open.
HARMLESS = {"filler", "open", "in", "the", "only", "inclusive", "hours"}


def _dates_or_times(tokens: list[Token], at: int) -> Found:
    return ages_part(tokens, at) or dates_part(tokens, at) or times_part(tokens, at)


_SENTENCE_ENDS = ("end", "stop", "newline", "semicolon", "comma", "right")
_OBJECTS = ("days", "dates", "valid", "months", "term", "bank")


def _objects(tokens: list[Token], at: int) -> tuple[list[Element], int] | None:
    """Return what an exception names, "Sundays and bank holidays", "August", "25 December", and the place after it."""
    found: list[Element] = []
    end = at
    while len(found) < 6:
        begin = at
        while tokens[at].kind in ("in", "the", "of_month"):
            at += 1
        reader = _READERS.get(tokens[at].kind)
        if tokens[at].kind == "month":
            item = month_span_part(tokens, at) or month_part(tokens, at)
        elif (
            tokens[at].kind
            in (
                "day",
                "days",
                "bank",
                "ordinal",
                "weeks",
                "each",
                "clock",
                "date",
                "named_day",
                "term",
                "school_holidays",
                "from",
                "until",
                "between",
            )
            and reader
        ):
            item = reader(tokens, at)
        else:
            item = None
        if item is None or item[0].kind not in _OBJECTS:
            at = begin
            break
        found.append(item[0])
        at = end = item[1]
        joined = at
        while tokens[joined].kind in ("comma", "and", "slash", "plus") and joined < at + 2:
            joined += 1
        if joined == at:
            break
        at = joined
    return (found, end) if found else None


def _except(tokens: list[Token], at: int) -> Found:
    found = _objects(tokens, at + 1 + (tokens[at + 1].kind == "closed"))
    if found is None:
        return None
    return Element("except", found[0], at, found[1] - 1), found[1]


def _including(tokens: list[Token], at: int) -> Found:
    found = _objects(tokens, at + 1)
    if found is None:
        return None
    return Element("including", found[0], at, found[1] - 1), found[1]


def _only(tokens: list[Token], at: int) -> Found:
    """Read what ends a sentence with "only on 12 December 2026" or "only on the 1st Wednesday of the month"."""
    after = at + 1
    while tokens[after].kind in ("in", "the"):
        after += 1
    if after == at + 1:
        return None
    several = dates_at(tokens, after)
    if several is not None and tokens[several[1]].kind in _SENTENCE_ENDS:
        return Element("only_dates", several[0], at, several[1] - 1), several[1]
    found = days_at(tokens, after)
    if found is None or tokens[found[1]].kind not in _SENTENCE_ENDS:
        return None
    items = found[0].items
    if found[0].ask or len({item.nth for item in items}) > 1 or any(not item.nth or item.weeks > 1 for item in items):
        return None
    mask = 0
    for item in items:
        mask |= item.mask
    return Element("only_nth", DayItem(mask, mask, items[0].nth), at, found[1] - 1), found[1]


def _open(tokens: list[Token], at: int) -> Found:
    """Read "open bank holidays" where no times of their own follow: as on other days."""
    after = at + 1
    while tokens[after].kind in ("in", "the"):
        after += 1
    if tokens[after].kind != "bank" or tokens[after + 1].kind not in _SENTENCE_ENDS:
        return None
    return Element("bank", "as_usual", at, after), after + 1


_READERS: dict[str, Callable[[list[Token], int], Found]] = {
    "day": days_part,
    "days": days_part,
    "bank": bank_part,
    "each": days_part,
    "ordinal": ordinal_part,
    "weeks": weeks_part,
    "between": lambda tokens, at: times_part(tokens, at) or days_part(tokens, at),
    "clock": _dates_or_times,
    "number": _dates_or_times,
    "date": dates_part,
    "named_day": dates_part,
    "noon": times_part,
    "midnight": times_part,
    "past": times_part,
    "month": lambda tokens, at: month_span_part(tokens, at) or month_part(tokens, at),
    "from": from_part,
    "until": until_part,
    "to": to_part,
    "next_on": next_on_part,
    "week_of": next_on_part,
    "as_usual": as_usual_part,
    "term": term_part,
    "school_holidays": term_part,
    "season": season_part,
    "except": _except,
    "including": _including,
    "closed": simple_part("closed"),
    "only": _only,
    "open": _open,
    "feast": feast_part,
    "label": label_part,
    "audience": label_part,
    "last_orders": last_orders_part,
    "contact": contact_part,
    "contact_word": contact_part,
    "note": simple_part("note"),
    "booking": simple_part("booking"),
    "cost": cost_part,
    "money": cost_part,
    "ages": ages_part,
    "over": ages_part,
    "under": ages_part,
    "language": simple_part("language"),
    "appointment": simple_part("appointment"),
    "other_times": simple_part("other_times"),
    "part": simple_part("part"),
    "all_hours": simple_part("all_hours"),
    "round_the_clock": simple_part("round_the_clock"),
    "all_year": simple_part("filler"),
    "every_day_of_year": simple_part("every_day_of_year"),
    "of_month": simple_part("of_month"),
    "unsure": simple_part("unsure"),
}


def elements_of(text: Text) -> list[Element]:
    """Return the parts of the text in order, separators among them; tokens that nothing was made of stay unused."""
    tokens = text.tokens
    elements: list[Element] = []
    at, depth = 0, 0
    while tokens[at].kind != "end":
        token = tokens[at]
        reader = _READERS.get(token.kind)
        found = reader(tokens, at) if reader is not None else None
        if found is not None:
            element, after = found
            element.depth = depth
            for used in tokens[at:after]:
                used.used = True
            if element.kind != "filler":
                elements.append(element)
            at = after
            continue
        if token.kind in SEPARATORS:
            token.used = True
            if token.kind == "left":
                depth += 1
            elif token.kind == "right":
                depth = max(0, depth - 1)
            elements.append(Element("sep", token.kind, at, at, depth))
        elif (
            token.kind in HARMLESS
            or (token.kind == "mark" and token.key in "\"'")
            or (token.kind == "of" and tokens[at + 1].kind == "month" and elements and elements[-1].kind == "days")
        ):
            token.used = True
        at += 1
    if elements and elements[-1].kind == "sep" and elements[-1].value in ("and", "plus"):
        # A text that ends with "and" has lost its end.
        tokens[elements[-1].first].used = False
    return elements
