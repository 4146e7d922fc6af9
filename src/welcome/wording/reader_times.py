"""Reads clock times, and judges as a careful person would which hours a pair of them means."""

from typing import Literal

import msgspec

from welcome.directory.hours import MINUTES_A_DAY
from welcome.wording.reader_dates import date_at
from welcome.wording.reader_text import Token

Said = Literal["am", "pm", "noon", "midnight", "24h", "bare"]

NOON = 720
#: Numbers without am or pm are read inside these hours, in which nearly every welcome place opens and closes.
BARE_EARLIEST, BARE_LATEST = 7 * 60, 22 * 60
#: Earlier openings and longer days than these are more often a slip of the pen than a fact.
EARLIEST_OPEN = 5 * 60
LONGEST_MINUTES, SHORTEST_MINUTES = 18 * 60, 15
#: "7pm to 1am" is past midnight; "2pm to 11am" is a slip.
NIGHT_OPENS_FROM, NIGHT_CLOSES_BY = 15 * 60, 6 * 60
#: In a 24-hour form the same needs to be plainer: "18:00 - 06:00" is as often 6pm typed wrongly.
NIGHT_24H_OPENS_FROM, NIGHT_24H_CLOSES_BY = 18 * 60, 4 * 60
#: Part of the day -> earliest opening, latest opening, latest closing, in minutes.
PARTS = {
    "am": (6 * 60, 12 * 60, 13 * 60 + 30),
    "pm": (11 * 60 + 30, 17 * 60, 19 * 60),
    "evening": (16 * 60, 23 * 60, 30 * 60),
    "lunch": (11 * 60, 14 * 60, 15 * 60 + 30),
}


class Clock(msgspec.Struct, frozen=True):
    """A time as written: hour 0 to 24, minute, and how it was said; `minutes_written` tells "10.00" from "10".

    four_digits: "0730", which nobody writes who thinks in am and pm.
    """

    hour: int
    minute: int
    said: Said
    minutes_written: bool = False
    four_digits: bool = False


class Span(msgspec.Struct):
    """A pair of times as written. end None: `late` for "until late" and "onwards", else no end was said at all."""

    start: Clock | None
    end: Clock | None
    late: bool = False
    next_day: int = 0
    chained: bool = False
    part: str | None = None


class Hours(msgspec.Struct, frozen=True):
    """What a span means. ask: key of a question, with what was probably meant in `choices` as (opens, closes)."""

    opens: int | None = None
    closes: int | None = None
    guess: str = ""
    ask: str = ""
    choices: tuple[tuple[int, int], ...] = ()


def clock_at(tokens: list[Token], at: int) -> tuple[Clock, int] | None:
    """Return the time of day at token `at` and the place after it."""
    token = tokens[at]
    kind = token.kind
    if kind == "noon":
        return Clock(12, 0, "noon"), at + 1
    if kind == "midnight":
        return Clock(24, 0, "midnight"), at + 1
    if kind == "past":
        found = clock_at(tokens, at + 1)
        if found is None or found[0].minutes_written or found[0].said in ("24h", "noon", "midnight"):
            return None
        hour, said = found[0].hour, found[0].said
        if token.value > 0:
            return Clock(hour, token.value, said, True), found[1]
        return Clock(12 if hour == 1 else hour - 1, 60 + token.value, said, True), found[1]
    if kind not in ("clock", "number"):
        return None
    hour, minute, written = token.value
    after = at + 1
    if tokens[after].kind == "oclock":
        after += 1
    follower = tokens[after].kind
    if (minute or 0) > 59 or hour > 24 or (hour == 24 and minute):
        return None
    if follower == "meridiem":
        said: Said = tokens[after].value if 1 <= hour <= 12 else "24h"
        if said == "24h" and (tokens[after].value == "am" or hour < 13):
            return None
        return Clock(hour, minute or 0, said, minute is not None), after + 1
    if follower in ("noon", "midnight"):
        if hour != 12 or minute:
            return None
        return Clock(12 if follower == "noon" else 24, 0, follower), after + 1
    full = follower == "hours" and tokens[after].key in ("hrs", "hr", "h", "hours")
    if full:
        after += 1
    if kind == "number" and len(written) == 4:
        full = True
    if full or hour == 0 or hour > 12 or (written[0] == "0" and minute is not None):
        return Clock(hour, minute or 0, "24h", minute is not None, kind == "number"), after
    return Clock(hour, minute or 0, "bare", minute is not None), after


def span_at(tokens: list[Token], at: int) -> tuple[Span, int] | None:
    """Return the pair of times at token `at` ("from 10am to 12", "between 2 and 4", "7pm till late") and the place after."""
    between = tokens[at].kind == "between"
    if tokens[at].kind in ("from", "between", "in"):
        at += 1
    if tokens[at].kind == "until":
        found = clock_at(tokens, at + 1)
        return (Span(None, found[0]), found[1]) if found else None
    found = clock_at(tokens, at)
    if found is None:
        return None
    start, at = found
    if tokens[at].kind in ("onwards", "late") or (
        tokens[at].kind == "plus" and tokens[at].glued and _ends_here(tokens, at + 1)
    ):
        return Span(start, None, late=True), at + 1
    joiners = ("and",) if between else ("dash", "to", "until")
    after = at
    if between and tokens[after].kind in ("dash", "to"):
        joiners = ("dash", "to")
    while tokens[after].kind in joiners and after < at + 2:
        after += 1
    if after == at:
        return Span(start, None), at
    if tokens[after].kind in ("late", "onwards"):
        return Span(start, None, late=True), after + 1
    found = clock_at(tokens, after)
    if found is None:
        return Span(start, None), at
    end, at = found
    span = Span(start, end)
    if tokens[at].kind in ("dash", "to", "until") and clock_at(tokens, at + 1) and not date_at(tokens, at + 1):
        span.chained = True
    if tokens[at].kind == "next_day":
        span.next_day, at = 1, at + 1
    elif tokens[at].kind == "end_next_day":
        span.next_day, at = 2, at + 1
    return span, at


def _ends_here(tokens: list[Token], at: int) -> bool:
    return tokens[at].kind not in ("clock", "number")


def _exact(clock: Clock, *, is_end: bool) -> int | None:
    """Return minutes after midnight where the words leave no choice, None for bare numbers."""
    match clock.said:
        case "am":
            return clock.hour % 12 * 60 + clock.minute
        case "pm":
            return (clock.hour % 12 + 12) * 60 + clock.minute
        case "noon":
            return NOON
        case "midnight":
            return MINUTES_A_DAY if is_end else 0
        case "24h":
            minutes = clock.hour * 60 + clock.minute
            return MINUTES_A_DAY if is_end and minutes == 0 else minutes
    return None


def _both_ways(clock: Clock) -> tuple[int, int]:
    """Return a bare number read before and after noon; 12 is noon first and midnight second."""
    minutes = clock.hour % 12 * 60 + clock.minute
    return (minutes + NOON, minutes + MINUTES_A_DAY) if clock.hour == 12 else (minutes, minutes + NOON)


def _fits(opens: int, closes: int, part: str | None) -> bool:
    if part is None:
        return True
    earliest, latest, end = PARTS[part]
    return earliest <= opens <= latest and closes <= end


def judge(span: Span, *, full_day_style: bool = False) -> Hours:
    """Return what a span means, or the question to ask about it.

    full_day_style: the text elsewhere writes times of the 24-hour clock, so that 07:00 is the morning.
    """
    if span.start is None:
        return Hours(ask="ask.no_start")
    if span.chained:
        return Hours(ask="ask.times_wrong")
    if span.end is None:
        return _open_ended(span)
    found = _judged(span.start, span.end, span, full_day_style)
    if not found.ask and found.opens is not None and not _fits(found.opens, found.closes, span.part):
        return Hours(ask="ask.part_differs")
    return found


def _open_ended(span: Span) -> Hours:
    opens = _exact(span.start, is_end=False)
    if not span.late:
        choice = ((opens, opens),) if opens is not None else ()
        return Hours(opens=opens, ask="ask.no_end", choices=choice)
    if opens is None:
        ways = [way for way in _both_ways(span.start) if NOON <= way < MINUTES_A_DAY]
        return Hours(ask="ask.times_wrong") if not ways else Hours(ask="ask.no_end")
    if opens < EARLIEST_OPEN or span.start.said == "midnight":
        return Hours(ask="ask.times_wrong")
    if not _fits(opens, opens, span.part):
        return Hours(ask="ask.part_differs")
    return Hours(opens=opens)


def _judged(start: Clock, end: Clock, span: Span, full_day_style: bool) -> Hours:
    opens, closes = _exact(start, is_end=False), _exact(end, is_end=True)
    if span.next_day and opens is not None and closes is not None:
        if span.next_day == 2 and closes != MINUTES_A_DAY:
            return Hours(ask="ask.times_wrong")
        closes = closes % MINUTES_A_DAY + MINUTES_A_DAY * (2 if span.next_day == 2 else 1)
        return Hours(opens, closes) if closes > opens else Hours(ask="ask.times_wrong")
    if opens is not None and closes is not None:
        return _both_exact(start, end, opens, closes, full_day_style)
    if closes is not None:
        return _bare_start(start, end, closes)
    if opens is not None:
        return _bare_end(start, end, opens)
    return _both_bare(start, end, span.part)


def _suggest(opens: int, closes: int) -> Hours:
    """Return the question with the likeliest meaning: the closing half a day later or earlier, where that makes sense."""
    for try_opens, try_closes in (
        (opens, closes),
        (opens, closes + NOON),
        (opens, closes - NOON),
        (opens + NOON, closes + NOON),
        (opens + NOON, closes),
    ):
        if EARLIEST_OPEN <= try_opens < try_closes <= BARE_LATEST + 60 and try_closes - try_opens <= 14 * 60:
            return Hours(try_opens, try_closes, ask="ask.times_suggest", choices=((try_opens, try_closes),))
    return Hours(ask="ask.times_wrong")


def _both_exact(start: Clock, end: Clock, opens: int, closes: int, full_day_style: bool) -> Hours:
    if start.said == "am" and start.hour == 12:
        return _suggest(opens + NOON, closes if closes > NOON else closes + NOON)
    if end.said == "am" and end.hour == 12:
        if opens >= 17 * 60:
            return Hours(opens, MINUTES_A_DAY + end.minute)
        return _suggest(opens, NOON + end.minute)
    if start.said == "midnight" or (start.said == "24h" and opens == 0):
        if closes == MINUTES_A_DAY and start.said == end.said == "24h":
            return Hours(0, MINUTES_A_DAY)
        if closes == MINUTES_A_DAY - 1:
            return Hours(0, MINUTES_A_DAY, guess="guess.end_of_day")
        return Hours(ask="ask.times_wrong")
    if closes <= opens:
        from_plain = start.said != "24h" or end.said != "24h"
        opens_from, closes_by = (
            (NIGHT_OPENS_FROM, NIGHT_CLOSES_BY) if from_plain else (NIGHT_24H_OPENS_FROM, NIGHT_24H_CLOSES_BY)
        )
        if opens >= opens_from and closes <= closes_by:
            return Hours(opens, closes + MINUTES_A_DAY)
        return _suggest(opens, closes)
    if opens < EARLIEST_OPEN:
        return _suggest(opens + NOON, closes if closes > opens + NOON else closes + NOON)
    if closes - opens > LONGEST_MINUTES or closes - opens < SHORTEST_MINUTES:
        return Hours(opens, closes, ask="ask.times_wrong")
    morning_24h = start.said == end.said == "24h" and opens < 8 * 60 and closes <= NOON
    if morning_24h and not full_day_style and not (start.four_digits and end.four_digits):
        evening = (opens + NOON, closes + NOON)
        return Hours(opens, closes, ask="ask.times", choices=((opens, closes), evening))
    return Hours(opens, closes)


def _bare_start(start: Clock, end: Clock, closes: int) -> Hours:
    morning, afternoon = _both_ways(start)
    if start.hour == 12:
        morning, afternoon = NOON + start.minute, NOON + start.minute
    if end.said == "24h":
        literal = start.hour * 60 + start.minute
        if closes <= literal:
            return _suggest(literal, closes)
        if literal < 6 * 60 or (end.hour < 10 and end.minute >= 0 and closes <= NOON):
            return _suggest(literal + NOON, closes + (0 if closes > literal + NOON else NOON))
        guess = "" if start.minutes_written else "guess.bare"
        return Hours(literal, closes, guess=guess)
    if end.said == "am":
        if end.hour == 12 or start.hour == 12 or morning >= closes or morning < 6 * 60:
            return _suggest(morning, closes)
        return Hours(morning, closes)
    if end.said == "midnight":
        return Hours(afternoon, closes, guess="guess.bare") if 5 <= start.hour <= 9 else Hours(ask="ask.times_wrong")
    if closes == NOON or (end.said == "pm" and end.hour == 12):
        if start.hour == 12 or morning < BARE_EARLIEST or (end.said == "pm" and start.hour < 9):
            return Hours(ask="ask.times_wrong")
        return Hours(morning, closes)
    if afternoon < closes:
        return Hours(afternoon, closes)
    if morning >= closes or morning < BARE_EARLIEST:
        return Hours(ask="ask.times_wrong")
    return Hours(morning, closes)


def _bare_end(start: Clock, end: Clock, opens: int) -> Hours:
    if start.said == "midnight" or (start.said == "am" and start.hour == 12) or opens < EARLIEST_OPEN:
        return Hours(ask="ask.times_wrong")
    literal = end.hour * 60 + end.minute
    if start.said == "24h" and end.minutes_written and end.hour >= 10 and literal > opens:
        return Hours(opens, literal)
    later = [way for way in _both_ways(end) if opens < way < MINUTES_A_DAY]
    if not later or (start.said == "24h" and opens > NOON):
        return _suggest(opens, literal)
    closes = later[0]
    if closes + NOON <= BARE_LATEST:
        return Hours(opens, closes, ask="ask.times", choices=((opens, closes), (opens, closes + NOON)))
    if closes - opens < SHORTEST_MINUTES:
        return Hours(ask="ask.times_wrong")
    return Hours(opens, closes, guess="guess.bare")


def _both_bare(start: Clock, end: Clock, part: str | None) -> Hours:
    latest = MINUTES_A_DAY if part == "evening" else BARE_LATEST
    ways = [
        (opens, closes)
        for opens in _both_ways(start)
        for closes in _both_ways(end)
        if BARE_EARLIEST <= opens < closes <= latest and _fits(opens, closes, part)
    ]
    if not ways:
        return Hours(ask="ask.part_differs" if part else "ask.times_wrong")
    opens, closes = ways[0]
    if len(ways) > 1:
        return Hours(opens, closes, ask="ask.times", choices=tuple(ways))
    if closes - opens < SHORTEST_MINUTES:
        return Hours(ask="ask.times_wrong")
    # 7-11 and 8-12 are as often an evening as a morning, although that evening ends after the usual hours.
    if part is None and opens < 9 * 60 and closes <= NOON and start.hour in (7, 8):
        return Hours(opens, closes, ask="ask.times", choices=(ways[0], (opens + NOON, closes + NOON)))
    literal = (start.hour * 60 + start.minute, end.hour * 60 + end.minute)
    plain = start.minutes_written and end.minutes_written and literal == (opens, closes) and start.hour >= 10
    return Hours(opens, closes, guess="" if plain else "guess.bare")
