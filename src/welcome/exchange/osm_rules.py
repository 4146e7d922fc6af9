"""Takes an OpenStreetMap `opening_hours` value apart into rules: which days, which times, open or off.

Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

import calendar
import re
from datetime import date
from typing import Literal

import msgspec

from welcome.directory.errors import WelcomeError
from welcome.exchange.osm_days import ALL_TIME, EVERY_DAY, EVERY_MONTH, PLACES, YES, Days, Span, in_both

MINUTES_A_DAY = 1440
LATEST_CLOSE = 2 * MINUTES_A_DAY
#: A date of every year is written down for the year before this one up to this many years ahead.
YEARS_BEHIND, YEARS_AHEAD = 1, 5

_WEEKDAYS = {name: place for place, name in enumerate(("mo", "tu", "we", "th", "fr", "sa", "su"))}
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if number}
_TOKEN = re.compile(
    r"\s*(?:(?P<comment>\"[^\"]*\")|(?P<always>24/7)|(?P<time>\d{1,2}:\d{2})|(?P<number>\d+)|(?P<word>[A-Za-z]+)"
    r"|(?P<fallback>\|\|)|(?P<mark>[^\s\w]))"
)
_BY_APPOINTMENT = ("by appointment", "appointment", "by appointment only", "on appointment", "appointment only")


class CannotHold(WelcomeError):
    """A part of a rule that this directory cannot keep exactly, or that is not in the format; `part` is its text."""

    def __init__(self, part: str, sentence: str) -> None:
        super().__init__(sentence)
        self.part = part


class Rule(msgspec.Struct, frozen=True):
    """One rule. days: sets of days, any of which it holds for. times: (opens, closes or None for open end), () for the
    whole day. yearly: its dates have no year and were written down for some years. adds: it takes nothing from rules before.
    """

    text: str
    days: tuple[Days, ...]
    times: tuple[tuple[int, int | None], ...]
    state: Literal["open", "off"]
    adds: bool
    by_appointment: bool = False
    comment: str = ""
    yearly: bool = False
    dated: bool = False


class _Token(msgspec.Struct):
    kind: str
    text: str
    start: int
    end: int


class _Reader:
    """A place in the text, moving on as parts are understood."""

    def __init__(self, text: str, today: date) -> None:
        self.text, self.today, self.at = text, today, 0
        self.tokens: list[_Token] = []
        place = 0
        while text[place:].strip():
            match = _TOKEN.match(text, place)
            if match is None:
                raise _not_understood(text[place:].strip())
            kind = match.lastgroup or "mark"
            self.tokens.append(_Token(kind, match[kind], match.start(kind), match.end()))
            place = match.end()
        self.tokens.append(_Token("end", "", len(text), len(text)))

    @property
    def token(self) -> _Token:
        return self.tokens[self.at]

    def ahead(self, steps: int = 1) -> _Token:
        return self.tokens[min(self.at + steps, len(self.tokens) - 1)]

    def take(self) -> _Token:
        token = self.token
        if token.kind != "end":
            self.at += 1
        return token

    def take_mark(self, mark: str) -> bool:
        if self.token.text == mark:
            self.at += 1
            return True
        return False

    def word(self, steps: int = 0) -> str:
        token = self.ahead(steps)
        return token.text.lower() if token.kind == "word" else ""

    def rest(self) -> str:
        """Return the text from here to the end of the rule, to name it in a refusal."""
        return self.text[self.token.start :].split(";")[0].strip() or self.text.strip()


def _not_understood(part: str) -> CannotHold:
    return CannotHold(part, f"“{part}” is not opening hours as OpenStreetMap writes them.")


def _too_much(part: str) -> CannotHold:
    return CannotHold(part, f"“{part}” cannot be kept exactly here. Please write these times another way.")


def rules_of(text: str, today: date) -> list[Rule]:
    """Return the rules of an `opening_hours` value in order. Raises CannotHold with the part it stumbles over."""
    reader = _Reader(text, today)
    rules: list[Rule] = []
    adds = False
    while True:
        while reader.take_mark(";"):
            adds = False
        if reader.token.kind == "end":
            return rules
        rules.append(_rule(reader, adds=adds))
        token = reader.token
        if token.kind == "fallback":
            raise _too_much(reader.rest())
        if token.text == ",":
            reader.take()
            adds = True
        elif token.text == ";" or token.kind == "end":
            adds = False
        else:
            raise _not_understood(reader.rest())


def _rule(reader: _Reader, *, adds: bool) -> Rule:
    start = reader.token.start
    if reader.token.kind == "always":
        reader.take()
        days, yearly, dated, times = [Days()], False, False, [(0, MINUTES_A_DAY)]
    else:
        wide, yearly, dated = _wide_days(reader)
        reader.take_mark(":")
        narrow = _weekdays_and_holidays(reader)
        reader.take_mark(":") if narrow is not None and reader.ahead().kind == "time" else None
        days = [both for one in wide for two in (narrow or [Days()]) if (both := in_both(one, two)) is not None]
        times = _times(reader)
    state, comment, said = _state(reader)
    end = reader.tokens[reader.at - 1].end if reader.at else start
    text = reader.text[start:end].strip()
    if not text:
        raise _not_understood(reader.rest())
    appointment = comment.strip().lower() in _BY_APPOINTMENT
    if state == "open" and comment and not said and not times and not appointment:
        # A remark alone leaves open whether anybody is there.
        raise _too_much(text)
    if not days:
        raise _too_much(text)
    untimed = state == "open" and appointment and not times
    if state == "open" and not times and not untimed:
        times = [(0, MINUTES_A_DAY)]
    return Rule(text, tuple(days), tuple(times), state, adds, appointment and state == "open", comment, yearly, dated)


def _state(reader: _Reader) -> tuple[Literal["open", "off"], str, bool]:
    """Return open or off, the remark, and whether open was said."""
    word, state, said = reader.word(), "open", False
    if word in ("off", "closed"):
        reader.take()
        state = "off"
    elif word == "open":
        reader.take()
        said = True
    elif word:
        raise _too_much(reader.rest()) if word in ("unknown", "week", "easter") else _not_understood(reader.rest())
    comment = reader.take().text.strip('"') if reader.token.kind == "comment" else ""
    return state, comment, said


def _wide_days(reader: _Reader) -> tuple[list[Days], bool, bool]:
    """Return the days that year, months and dates pick, whether dates of every year are among them, and whether any dates."""
    found: list[Days] = []
    yearly = dated = False
    while True:
        years = _years(reader)
        if reader.word() not in _MONTHS:
            if years is None:
                if reader.word() in ("week", "easter"):
                    raise _too_much(reader.rest())
                if found:
                    raise _not_understood(reader.rest())
                return [Days()], False, False
            first_year, last_year = years
            last_day = date(last_year, 12, 31) if last_year else date.max
            found.append(Days(spans=((date(first_year, 1, 1), last_day),)))
            dated = True
        else:
            days, is_dated = _months_or_dates(reader, years)
            found += days
            dated = dated or is_dated or years is not None
            yearly = yearly or (is_dated and years is None)
        if reader.token.text != "," or not (reader.word(1) in _MONTHS or _is_year(reader.ahead())):
            return _with_months_together(found), yearly, dated
        reader.take()


def _with_months_together(sets: list[Days]) -> list[Days]:
    """Return the sets with those that are only months made one: "Jan,Apr,Jul"."""
    masks = [days.months for days in sets if days == Days(months=days.months)]
    together = 0
    for mask in masks:
        together |= mask
    rest = [days for days in sets if days != Days(months=days.months)]
    return [Days(months=together), *rest] if together else rest


def _is_year(token: _Token) -> bool:
    return token.kind == "number" and len(token.text) == 4


def _years(reader: _Reader) -> tuple[int, int | None] | None:
    if not _is_year(reader.token):
        return None
    first = int(reader.take().text)
    if reader.take_mark("+"):
        return first, None
    if reader.token.text == "/":
        raise _too_much(reader.rest())
    if reader.token.text == "-" and _is_year(reader.ahead()) and reader.word(2) not in _MONTHS:
        reader.take()
        last = int(reader.take().text)
        if last < first or reader.token.text == "/":
            raise _too_much(reader.rest())
        return first, last
    if not 1 < first < 9999:
        raise _not_understood(str(first))
    return first, first


def _month(reader: _Reader) -> int:
    word = reader.word()
    if word not in _MONTHS:
        raise _not_understood(reader.rest())
    reader.take()
    return _MONTHS[word]


def _day_here(reader: _Reader) -> int | None:
    token = reader.token
    if token.kind != "number" or len(token.text) > 2:
        return None
    reader.take()
    return int(token.text)


def _months_or_dates(reader: _Reader, years: tuple[int, int | None] | None) -> tuple[list[Days], bool]:
    """Return the days of one month or date range, or of several days of a month, and whether they are dates."""
    begin = reader.token.start
    month = _month(reader)
    day = _day_here(reader)
    if reader.token.text == "+" or (
        reader.token.text == "-" and reader.ahead().kind == "word" and reader.word(1) not in _MONTHS
    ):
        raise _too_much(reader.text[begin:].split(";")[0].strip())
    if day is None:
        return _whole_months(reader, month, years)
    pairs: list[tuple[tuple[int | None, int, int], tuple[int | None, int, int]]] = []
    first = (None, month, day)
    while True:
        last = _range_end(reader, first)
        pairs.append((first, last))
        if reader.token.text == "," and reader.ahead().kind == "number" and len(reader.ahead().text) <= 2:
            reader.take()
            first = (None, last[1], _day_here(reader) or 0)
            continue
        break
    masks = [_as_months(start, end) for start, end in pairs] if years is None else [0]
    if all(masks):
        return [Days(months=mask) for mask in masks], False
    part = reader.text[begin : reader.tokens[reader.at - 1].end].strip()
    spans = [span for start, end in pairs for span in _dated(start, end, years, reader.today, part)]
    return [Days(spans=tuple(spans))], True


def _as_months(first: tuple[int | None, int, int], last: tuple[int | None, int, int]) -> int:
    """Return "Apr 01-Oct 31" as a mask of whole months, 0 where the dates are not the ends of months in every year."""
    whole = first[2] == 1 and last[0] is None and last[2] == (29 if last[1] == 2 else calendar.monthrange(2001, last[1])[1])
    return _months_from(first[1], last[1]) if whole else 0


def _months_from(first: int, last: int) -> int:
    mask, number = 0, first
    while True:
        mask |= 1 << number - 1
        if number == last:
            return mask
        number = number % 12 + 1


def _range_end(reader: _Reader, first: tuple[int | None, int, int]) -> tuple[int | None, int, int]:
    if reader.token.text != "-":
        return first
    reader.take()
    if _is_year(reader.token):
        year = int(reader.take().text)
        month = _month(reader)
        day = _day_here(reader)
        if day is None:
            raise _not_understood(reader.rest())
        return year, month, day
    if reader.word() in _MONTHS:
        month = _month(reader)
        day = _day_here(reader)
        if day is None:
            raise _too_much(reader.rest())
        return None, month, day
    day = _day_here(reader)
    if day is None:
        raise _not_understood(reader.rest())
    return None, first[1], day


def _whole_months(reader: _Reader, month: int, years: tuple[int, int | None] | None) -> tuple[list[Days], bool]:
    last = month
    end_year: int | None = None
    if reader.token.text == "-":
        reader.take()
        if _is_year(reader.token):
            end_year = int(reader.take().text)
        last = _month(reader)
        if reader.token.kind == "number" and len(reader.token.text) <= 2:
            raise _too_much(reader.rest())
    if reader.token.text == "/":
        raise _too_much(reader.rest())
    mask = _months_from(month, last)
    if years is None:
        if end_year is not None:
            raise _not_understood(reader.rest())
        return [Days(months=mask)], False
    first_year, last_year = years
    if end_year is None and last < month and first_year == last_year:
        end_year = first_year + 1
    if end_year is not None:
        ends = date(end_year, last, calendar.monthrange(end_year, last)[1])
        if first_year != last_year or ends < date(first_year, month, 1):
            raise _too_much(reader.rest())
        return [Days(spans=((date(first_year, month, 1), ends),))], True
    if last < month:
        raise _too_much(reader.rest())
    last_day = date(last_year, 12, 31) if last_year else date.max
    return [Days(months=mask, spans=((date(first_year, 1, 1), last_day),))], True


def _dated(
    first: tuple[int | None, int, int],
    last: tuple[int | None, int, int],
    years: tuple[int, int | None] | None,
    today: date,
    part: str,
) -> list[Span]:
    """Return the spans of a date range, one for each year it holds in."""
    if years is None:
        if last[0] is not None:
            raise _not_understood(part)
        run = range(today.year - YEARS_BEHIND, today.year + YEARS_AHEAD + 1)
    elif years[1] is None:
        raise _too_much(part)
    else:
        run = range(years[0], years[1] + 1)
        if last[0] is not None and len(run) > 1:
            raise _too_much(part)
    spans: list[Span] = []
    for year in run:
        end_year = last[0] or (year if last[1:] >= first[1:] else year + 1)
        for number, (month, day) in ((year, first[1:]), (end_year, last[1:])):
            if not 1 <= day <= calendar.monthrange(number, month)[1]:
                raise _too_much(part)
        begins, ends = date(year, *first[1:]), date(end_year, *last[1:])
        if ends < begins:
            raise _not_understood(part)
        spans.append((begins, ends))
    return spans


def _weekdays_and_holidays(reader: _Reader) -> list[Days] | None:
    """Return the sets of days that weekdays and holidays pick, None where the rule names none.

    A comma between them means either ("Sa,PH"), a space both ("SH Mo-Fr").
    """
    groups: list[list[Days]] = []
    while True:
        group = _one_group(reader)
        if group is None:
            break
        groups.append(group)
    if not groups:
        return None
    if len(groups) > 2:
        raise _too_much(reader.text.strip())
    found = groups[0]
    for group in groups[1:]:
        found = [both for one in found for two in group if (both := in_both(one, two)) is not None]
    return found


def _one_group(reader: _Reader) -> list[Days] | None:
    found: list[Days] = []
    while True:
        word = reader.word()
        if word in ("ph", "sh"):
            reader.take()
            if reader.token.text in ("+", "-"):
                raise _too_much(reader.rest())
            found.append(Days(bank=YES) if word == "ph" else Days(school=YES))
        elif word in _WEEKDAYS:
            found.append(_weekday_range(reader))
        else:
            return found or None
        follower = reader.word(1)
        if reader.token.text != "," or not (follower in _WEEKDAYS or follower in ("ph", "sh")):
            return found
        reader.take()


def _weekday_range(reader: _Reader) -> Days:
    first = last = _WEEKDAYS[reader.word()]
    reader.take()
    if reader.token.text == "-":
        reader.take()
        if reader.word() not in _WEEKDAYS:
            raise _not_understood(reader.rest())
        last = _WEEKDAYS[reader.word()]
        reader.take()
    mask, day = 0, first
    while True:
        mask |= 1 << day
        if day == last:
            break
        day = (day + 1) % 7
    if not reader.take_mark("["):
        return Days(weekdays=mask)
    if first != last:
        raise _not_understood(reader.rest())
    places = _places(reader)
    if reader.token.text in ("+", "-"):
        raise _too_much(reader.rest())
    return Days(weekdays=mask, places=places)


def _places(reader: _Reader) -> int:
    parts = 0
    while True:
        negative = reader.take_mark("-")
        token = reader.take()
        number = int(token.text) * (-1 if negative else 1) if token.kind == "number" else 0
        last = number
        if reader.token.text == "-" and number > 0:
            reader.take()
            token = reader.take()
            last = int(token.text) if token.kind == "number" else 0
        for place in range(number, last + 1):
            if place not in PLACES:
                raise _too_much(f"[{place}]")
            parts |= PLACES[place][0]
        if last < number:
            raise _not_understood(reader.rest())
        if reader.take_mark("]"):
            return parts
        if not reader.take_mark(","):
            raise _not_understood(reader.rest())


def _times(reader: _Reader) -> list[tuple[int, int | None]]:
    found: list[tuple[int, int | None]] = []
    if reader.token.text == "(" or reader.word() in ("sunrise", "sunset", "dawn", "dusk"):
        raise _too_much(reader.rest())
    while reader.token.kind == "time":
        start = reader.token.start
        opens = _minutes(reader)
        if opens >= MINUTES_A_DAY:
            raise _not_understood(reader.text[start : reader.token.start].strip())
        if reader.take_mark("+"):
            found.append((opens, None))
        elif reader.take_mark("-"):
            if reader.token.kind != "time":
                raise _too_much(reader.text[start:].split(";")[0].strip())
            closes = _minutes(reader)
            if reader.token.text in ("+", "/"):
                raise _too_much(reader.text[start:].split(";")[0].strip())
            if closes <= opens:
                closes += MINUTES_A_DAY
            if closes > LATEST_CLOSE:
                raise _not_understood(reader.text[start:].split(";")[0].strip())
            found.append((opens, closes))
        else:
            raise _too_much(reader.text[start:].split(";")[0].strip())
        if reader.token.text != "," or reader.ahead().kind != "time":
            break
        reader.take()
    return found


def _minutes(reader: _Reader) -> int:
    token = reader.take()
    hour, minute = (int(part) for part in token.text.split(":"))
    if minute > 59 or hour > 48:
        raise _not_understood(token.text)
    return hour * 60 + minute


__all__ = ["ALL_TIME", "EVERY_DAY", "EVERY_MONTH", "CannotHold", "Rule", "rules_of"]
