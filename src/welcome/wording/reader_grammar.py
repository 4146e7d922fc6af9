"""Groups the tokens of a text about opening times into its parts: days, times, dates, what narrows them, and labels."""

from collections.abc import Callable
from typing import Any

import msgspec

from welcome.wording.reader_dates import (
    DateWords,
    date_at,
    date_range_at,
    dates_at,
    month_end_at,
    month_start_at,
    months_at,
)
from welcome.wording.reader_days import days_at, nth_mask, places_at
from welcome.wording.reader_text import Text, Token
from welcome.wording.reader_times import span_at
from welcome.wording.reader_who import ages_at, money_at

#: Marks between parts -> how strongly they part: 1 within a sentence, 2 between sentences and lines.
SEPARATORS = {
    "comma": 1, "and": 1, "plus": 1, "slash": 1, "dash": 1, "colon": 1, "to": 0, "semicolon": 2, "newline": 2, "stop": 2,
    "left": 1, "right": 1,
}  # fmt: skip
#: Words that may stand anywhere without changing when it is open.
HARMLESS = {"filler", "open", "in", "the", "only", "inclusive", "hours"}


class Element(msgspec.Struct):
    """One part of the text, from token `first` to token `last`. `value` depends on the kind:

    days: Days. dates: list of DateWords. times: Span. valid: (first, last) DateWords or None. months: mask. term: rule.
    bank: rule. weeks: number. nth: mask. closed: "closed" or "break". except: list of Elements. who: dict of fields of a
    schedule. label, note: text. sep: the mark. question: key. `depth` counts brackets.
    """

    kind: str
    value: Any
    first: int
    last: int
    depth: int = 0


Found = tuple[Element, int] | None


def _times(tokens: list[Token], at: int) -> Found:
    found = span_at(tokens, at)
    if found is None:
        return None
    span, after = found
    # "2-4 March" may be a date and "10am-12 March to May" may be either.
    if tokens[after].kind == "month" and tokens[after - 1].kind in ("clock", "number") and tokens[after - 1].key.isdigit():
        return Element("question", "ask.date_or_time", at, after), after + 1
    return Element("times", span, at, after - 1), after


def _dates_or_times(tokens: list[Token], at: int) -> Found:
    return _ages(tokens, at) or _dates(tokens, at) or _times(tokens, at)


def _ages(tokens: list[Token], at: int) -> Found:
    found = ages_at(tokens, at)
    return (Element("who", found[0], at, found[1] - 1), found[1]) if found is not None else None


def _cost(tokens: list[Token], at: int) -> Found:
    fields, after = money_at(tokens, at)
    return Element("cost", fields, at, after - 1), after


def _dates(tokens: list[Token], at: int) -> Found:
    span = date_range_at(tokens, at)
    if span is not None:
        first, last, after = span
        return Element("valid", (first, last), at, after - 1), after
    several = dates_at(tokens, at)
    if several is not None:
        return Element("dates", several[0], at, several[1] - 1), several[1]
    return None


def _days_like(tokens: list[Token], at: int) -> Found:
    dated = _dates(tokens, at) if tokens[at].kind in ("day", "ordinal", "the") else None
    if dated is not None:
        return dated
    found = days_at(tokens, at)
    if found is not None:
        return Element("days", found[0], at, found[1] - 1), found[1]
    return None


def _ordinal(tokens: list[Token], at: int) -> Found:
    found = _days_like(tokens, at)
    if found is not None:
        return found
    places = places_at(tokens, at)
    if places is not None and tokens[places[1]].kind == "of_month":
        return Element("nth", nth_mask(places[0]), at, places[1]), places[1] + 1
    return None


def _weeks(tokens: list[Token], at: int) -> Found:
    found = _days_like(tokens, at)
    if found is not None:
        return found
    number = tokens[at].value
    if number == 1:
        return Element("filler", None, at, at), at + 1
    return Element("weeks", number, at, at), at + 1


def _month(tokens: list[Token], at: int) -> Found:
    dated = _dates(tokens, at)
    if dated is not None:
        return dated
    found = months_at(tokens, at)
    if found is not None:
        return Element("months", found[0], at, found[1] - 1), found[1]
    begin = month_start_at(tokens, at)
    if begin is None:
        return None
    first, after = begin
    end_month, end_year, first_token = first.month, first.year, at
    while tokens[after].kind in ("dash", "to", "until") and after < begin[1] + 2:
        after += 1
    if after > begin[1]:
        other = month_start_at(tokens, after)
        if other is None:
            return None
        end_month, end_year, after = other[0].month, other[0].year, other[1]
    last = DateWords(-1, end_month, end_year, None, first_token, after - 1)
    return Element("valid", (first, last), at, after - 1), after


def _month_span_sharing_year(tokens: list[Token], at: int) -> Found:
    """Read "Jan - Mar 2027": both months are of the year that only the last one names."""
    if tokens[at].kind != "month" or tokens[at + 1].kind not in ("dash", "to", "until"):
        return None
    other = month_start_at(tokens, at + 2)
    if other is None or other[0].year is None or tokens[at + 2].kind != "month":
        return None
    month, last = tokens[at].value, other[0]
    first = DateWords(1, month, last.year if month <= last.month else last.year - 1, None, at, at)
    end = DateWords(-1, last.month, last.year, None, at, other[1] - 1)
    return Element("valid", (first, end), at, other[1] - 1), other[1]


def _from(tokens: list[Token], at: int) -> Found:
    after = at + 1
    if tokens[after].kind in ("next_on", "in"):
        after += 1
    span = date_range_at(tokens, after)
    if span is not None:
        return Element("valid", (span[0], span[1]), at, span[2] - 1), span[2]
    begin = date_at(tokens, after) or month_start_at(tokens, after)
    if begin is not None:
        return Element("valid", (begin[0], None), at, begin[1] - 1), begin[1]
    if tokens[after].kind == "month":
        found = months_at(tokens, after)
        if found is not None and found[0].bit_count() > 1:
            return Element("months", found[0], at, found[1] - 1), found[1]
        return Element("question", "ask.month_edge", at, after), after + 1
    return _times(tokens, at) or _days_like(tokens, at) or (Element("filler", None, at, at), at + 1)


def _until(tokens: list[Token], at: int) -> Found:
    after = at + 1
    end = date_at(tokens, after) or month_end_at(tokens, after)
    if end is not None:
        return Element("valid", (None, end[0]), at, end[1] - 1), end[1]
    if tokens[after].kind == "month":
        return Element("question", "ask.month_edge", at, after), after + 1
    return _times(tokens, at)


def _to(tokens: list[Token], at: int) -> Found:
    end = date_at(tokens, at + 1) or month_end_at(tokens, at + 1)
    return (Element("valid", (None, end[0]), at, end[1] - 1), end[1]) if end is not None else None


def _next_on(tokens: list[Token], at: int) -> Found:
    """Read "next session 2 December" and "week commencing 5 January": a date that fixes a fortnight."""
    after = at + 1
    while tokens[after].kind in ("colon", "dash", "in", "week_of"):
        after += 1
    found = date_at(tokens, after)
    if found is None:
        return None
    return Element("anchor", found[0], at, found[1] - 1), found[1]


def _bank(tokens: list[Token], at: int) -> Found:
    after = at + 1
    if tokens[after].kind in ("colon", "in"):
        after += 1
    if tokens[after].kind == "as_usual":
        return Element("bank", "as_usual", at, after), after + 1
    if tokens[after].kind == "only":
        return Element("bank", "only", at, after), after + 1
    return _days_like(tokens, at)


def _as_usual(tokens: list[Token], at: int) -> Found:
    after = at + 1
    while tokens[after].kind in ("in", "the"):
        after += 1
    return (Element("bank", "as_usual", at, after), after + 1) if tokens[after].kind == "bank" else None


def _term(tokens: list[Token], at: int) -> Found:
    mine = tokens[at].kind
    after = at + 1
    joined = after
    while tokens[joined].kind in ("and", "in", "the", "slash") and joined < after + 3:
        joined += 1
    other = "school_holidays" if mine == "term" else "term"
    if joined > after and tokens[joined].kind == other and any(t.kind in ("and", "slash") for t in tokens[after:joined]):
        return Element("filler", None, at, joined), joined + 1
    if tokens[after].kind == "only":
        after += 1
    return Element("term", "term_only" if mine == "term" else "holidays_only", at, after - 1), after


def _season(tokens: list[Token], at: int) -> Found:
    """Read a season when its months stand beside it: "Summer (April to October)"; alone it is a question."""
    after = at + 1
    while tokens[after].kind in ("left", "colon", "dash", "comma", "in") and after < at + 3:
        after += 1
    if tokens[after].kind == "month":
        return Element("filler", None, at, at), at + 1
    before = at - 1
    while before >= 0 and tokens[before].kind in ("left", "colon", "dash", "comma", "in", "right") and before > at - 3:
        before -= 1
    if before >= 0 and tokens[before].kind == "month":
        return Element("filler", None, at, at), at + 1
    return Element("question", "ask.season", at, at), at + 1


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
            item = _month_span_sharing_year(tokens, at) or _month(tokens, at)
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
    if len(items) == 1 and items[0].nth and items[0].weeks == 1 and not found[0].ask:
        return Element("only_nth", items[0], at, found[1] - 1), found[1]
    return None


def _open(tokens: list[Token], at: int) -> Found:
    """Read "open bank holidays" where no times of their own follow: as on other days."""
    after = at + 1
    while tokens[after].kind in ("in", "the"):
        after += 1
    if tokens[after].kind != "bank" or tokens[after + 1].kind not in _SENTENCE_ENDS:
        return None
    return Element("bank", "as_usual", at, after), after + 1


def _feast(tokens: list[Token], at: int) -> Found:
    """Read Easter, half term and the like, whose dates nobody has said: a question."""
    return Element("question", "ask.feast", at, at), at + 1


def _label(tokens: list[Token], at: int) -> Found:
    """Read what people do there and who it is for: "tea and chat", "women's group", "parents and toddlers"."""
    first = end = at
    audiences: set[str] = set()
    labelled = False
    while tokens[at].kind in ("audience", "label"):
        if tokens[at].kind == "audience":
            audiences.add(tokens[at].value[0])
        else:
            labelled = True
        at += 1
        end = at
        while tokens[at].kind in ("and", "of", "in", "the", "plus", "slash", "dash") and at < end + 3:
            if tokens[at].kind == "dash" and not tokens[at].glued:
                break
            at += 1
    audiences -= {"everyone"} if len(audiences) > 1 else set()
    fields: dict[str, Any] = {}
    if len(audiences) == 1:
        fields["audience"] = audiences.pop()
    elif audiences:
        fields["audience"] = "conflict"
    return Element("label" if labelled else "who", fields, first, end - 1), end


def _last_orders(tokens: list[Token], at: int) -> Found:
    """Read "last orders 3pm": a remark that changes no opening time."""
    after = at + 1
    while tokens[after].kind in ("colon", "in", "dash") and after < at + 3:
        after += 1
    found = span_at(tokens, after)
    if found is None or found[0].end is not None:
        return None
    return Element("note", None, at, found[1] - 1), found[1]


def _contact(tokens: list[Token], at: int) -> Found:
    return Element("note", None, at, at), at + 1


def _simple(kind: str) -> Callable[[list[Token], int], Found]:
    def read(tokens: list[Token], at: int) -> Found:
        return Element(kind, tokens[at].value, at, at), at + 1

    return read


def _each(tokens: list[Token], at: int) -> Found:
    return _days_like(tokens, at)


def _round_the_clock(tokens: list[Token], at: int) -> Found:
    return Element("round_the_clock", None, at, at), at + 1


_READERS: dict[str, Callable[[list[Token], int], Found]] = {
    "day": _days_like,
    "days": _days_like,
    "bank": _bank,
    "each": _each,
    "ordinal": _ordinal,
    "weeks": _weeks,
    "between": lambda tokens, at: _times(tokens, at) or _days_like(tokens, at),
    "clock": _dates_or_times,
    "number": _dates_or_times,
    "date": _dates,
    "named_day": _dates,
    "noon": _times,
    "midnight": _times,
    "past": _times,
    "month": lambda tokens, at: _month_span_sharing_year(tokens, at) or _month(tokens, at),
    "from": _from,
    "until": _until,
    "to": _to,
    "next_on": _next_on,
    "week_of": _next_on,
    "as_usual": _as_usual,
    "term": _term,
    "school_holidays": _term,
    "season": _season,
    "except": _except,
    "including": _including,
    "closed": _simple("closed"),
    "only": _only,
    "open": _open,
    "feast": _feast,
    "label": _label,
    "audience": _label,
    "last_orders": _last_orders,
    "contact": _contact,
    "note": _simple("note"),
    "booking": _simple("booking"),
    "cost": _cost,
    "money": _cost,
    "ages": _ages,
    "over": _ages,
    "under": _ages,
    "language": _simple("language"),
    "appointment": _simple("appointment"),
    "other_times": _simple("other_times"),
    "part": _simple("part"),
    "all_hours": _simple("all_hours"),
    "round_the_clock": _round_the_clock,
    "all_year": _simple("filler"),
    "every_day_of_year": _simple("every_day_of_year"),
    "of_month": _simple("of_month"),
    "unsure": _simple("unsure"),
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
    return elements
