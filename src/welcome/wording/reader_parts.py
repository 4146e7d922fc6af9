"""Reads the parts of a text that say when: days, times, dates, months, and from when to when they hold."""

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
from welcome.wording.reader_text import Token
from welcome.wording.reader_times import span_at

SEPARATORS = {
    "comma": 1, "and": 1, "plus": 1, "slash": 1, "dash": 1, "colon": 1, "semicolon": 2, "newline": 2, "stop": 2,
    "left": 1, "right": 1,
}  # fmt: skip


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


def times_part(tokens: list[Token], at: int) -> Found:
    """Read a pair of times: "from 10am to 12", "7pm till late"."""
    found = span_at(tokens, at)
    if found is None:
        return None
    span, after = found
    # "2-4 March" may be a date and "10am-12 March to May" may be either.
    if tokens[after].kind == "month" and tokens[after - 1].kind in ("clock", "number") and tokens[after - 1].key.isdigit():
        return Element("question", "ask.date_or_time", at, after), after + 1
    return Element("times", span, at, after - 1), after


def dates_part(tokens: list[Token], at: int) -> Found:
    """Read dates one by one or as a span."""
    span = date_range_at(tokens, at)
    if span is not None:
        first, last, after = span
        return Element("valid", (first, last), at, after - 1), after
    several = dates_at(tokens, at)
    if several is not None:
        return Element("dates", several[0], at, several[1] - 1), several[1]
    return None


def days_part(tokens: list[Token], at: int) -> Found:
    """Read days of the week, or dates that begin with one."""
    dated = dates_part(tokens, at) if tokens[at].kind in ("day", "ordinal", "the") else None
    if dated is not None:
        return dated
    found = days_at(tokens, at)
    if found is not None:
        return Element("days", found[0], at, found[1] - 1), found[1]
    return None


def ordinal_part(tokens: list[Token], at: int) -> Found:
    """Read "1st and 3rd Thursday", "1st January", or "1st and 3rd of the month" on its own."""
    found = days_part(tokens, at)
    if found is not None:
        return found
    places = places_at(tokens, at)
    if places is not None and tokens[places[1]].kind == "of_month":
        return Element("nth", nth_mask(places[0]), at, places[1]), places[1] + 1
    if places is not None and at and tokens[at - 1].kind == "left" and tokens[places[1]].kind == "right":
        return Element("nth", nth_mask(places[0]), at, places[1] - 1), places[1]
    return None


def weeks_part(tokens: list[Token], at: int) -> Found:
    """Read "every other", with the days it stands before if there are any."""
    found = days_part(tokens, at)
    if found is not None:
        return found
    number = tokens[at].value
    if number == 1:
        return Element("filler", None, at, at), at + 1
    return Element("weeks", number, at, at), at + 1


def month_part(tokens: list[Token], at: int) -> Found:
    """Read a date, months of every year, or months of one year, which are a span of dates."""
    dated = dates_part(tokens, at)
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


def month_span_part(tokens: list[Token], at: int) -> Found:
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


def from_part(tokens: list[Token], at: int) -> Found:
    """Read what follows "from": dates, months, times, days."""
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
    return times_part(tokens, at) or days_part(tokens, at)


def until_part(tokens: list[Token], at: int) -> Found:
    """Read "until 20 December" or "until 4pm"."""
    after = at + 1
    end = date_at(tokens, after) or month_end_at(tokens, after)
    if end is not None:
        return Element("valid", (None, end[0]), at, end[1] - 1), end[1]
    if tokens[after].kind == "month":
        return Element("question", "ask.month_edge", at, after), after + 1
    return times_part(tokens, at)


def to_part(tokens: list[Token], at: int) -> Found:
    """Read "to 20 December" where nothing stands before it that begins there."""
    end = date_at(tokens, at + 1) or month_end_at(tokens, at + 1)
    return (Element("valid", (None, end[0]), at, end[1] - 1), end[1]) if end is not None else None


def next_on_part(tokens: list[Token], at: int) -> Found:
    """Read "next session 2 December" and "week commencing 5 January": a date that fixes a fortnight."""
    after = at + 1
    while tokens[after].kind in ("colon", "dash", "in", "week_of"):
        after += 1
    found = date_at(tokens, after)
    if found is None:
        return None
    return Element("anchor", found[0], at, found[1] - 1), found[1]
