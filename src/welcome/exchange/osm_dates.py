"""Reads years, months and dates of an OpenStreetMap rule: "Apr-Oct", "Dec 24-Jan 02", "2027 Jan 05-2027 Mar 30"."""

import calendar
from datetime import date

from welcome.exchange.osm_days import Days, Span
from welcome.exchange.osm_tokens import OsmReader, OsmToken, not_understood, too_much

#: A date of every year is written down for the year before this one up to this many years ahead.
YEARS_BEHIND, YEARS_AHEAD = 1, 5
#: Years outside these are slips of the pen.
FIRST_YEAR, LAST_YEAR = 1900, 2199
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}


def wide_days(reader: OsmReader) -> tuple[list[Days], bool, bool]:
    """Return the days that year, months and dates pick, whether dates of every year are among them, and whether any dates."""
    found: list[Days] = []
    yearly = dated = False
    while True:
        years = _years(reader)
        if reader.word() not in _MONTHS:
            if years is None:
                if reader.word() in ("week", "easter"):
                    raise too_much(reader.rest())
                if found:
                    raise not_understood(reader.rest())
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


def _is_year(token: OsmToken) -> bool:
    return token.kind == "number" and len(token.text) == 4


def _year(reader: OsmReader) -> int:
    token = reader.take()
    year = int(token.text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise not_understood(token.text)
    return year


def _years(reader: OsmReader) -> tuple[int, int | None] | None:
    if not _is_year(reader.token):
        return None
    first = _year(reader)
    if reader.take_mark("+"):
        return first, None
    if reader.token.text == "/":
        raise too_much(reader.rest())
    if reader.token.text == "-" and _is_year(reader.ahead()) and reader.word(2) not in _MONTHS:
        reader.take()
        last = _year(reader)
        if last < first or reader.token.text == "/":
            raise too_much(reader.rest())
        return first, last
    return first, first


def _month(reader: OsmReader) -> int:
    word = reader.word()
    if word not in _MONTHS:
        raise not_understood(reader.rest())
    reader.take()
    return _MONTHS[word]


def _day_here(reader: OsmReader) -> int | None:
    token = reader.token
    if token.kind != "number" or len(token.text) > 2:
        return None
    reader.take()
    return int(token.text)


def _months_or_dates(reader: OsmReader, years: tuple[int, int | None] | None) -> tuple[list[Days], bool]:
    """Return the days of one month or date range, or of several days of a month, and whether they are dates."""
    begin = reader.token.start
    month = _month(reader)
    day = _day_here(reader)
    if reader.token.text == "+" or (
        reader.token.text == "-" and reader.ahead().kind == "word" and reader.word(1) not in _MONTHS
    ):
        raise too_much(reader.text[begin:].split(";")[0].strip())
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


def _range_end(reader: OsmReader, first: tuple[int | None, int, int]) -> tuple[int | None, int, int]:
    if reader.token.text != "-":
        return first
    reader.take()
    if _is_year(reader.token):
        year = _year(reader)
        month = _month(reader)
        day = _day_here(reader)
        if day is None:
            raise not_understood(reader.rest())
        return year, month, day
    if reader.word() in _MONTHS:
        month = _month(reader)
        day = _day_here(reader)
        if day is None:
            raise too_much(reader.rest())
        return None, month, day
    day = _day_here(reader)
    if day is None:
        raise not_understood(reader.rest())
    return None, first[1], day


def _whole_months(reader: OsmReader, month: int, years: tuple[int, int | None] | None) -> tuple[list[Days], bool]:
    last = month
    end_year: int | None = None
    if reader.token.text == "-":
        reader.take()
        if _is_year(reader.token):
            end_year = _year(reader)
        last = _month(reader)
        if reader.token.kind == "number" and len(reader.token.text) <= 2:
            raise too_much(reader.rest())
    if reader.token.text == "/":
        raise too_much(reader.rest())
    mask = _months_from(month, last)
    if years is None:
        if end_year is not None:
            raise not_understood(reader.rest())
        return [Days(months=mask)], False
    first_year, last_year = years
    if end_year is None and last < month and first_year == last_year:
        end_year = first_year + 1
    if end_year is not None:
        ends = date(end_year, last, calendar.monthrange(end_year, last)[1])
        if first_year != last_year or ends < date(first_year, month, 1):
            raise too_much(reader.rest())
        return [Days(spans=((date(first_year, month, 1), ends),))], True
    if last < month:
        raise too_much(reader.rest())
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
            raise not_understood(part)
        run = range(today.year - YEARS_BEHIND, today.year + YEARS_AHEAD + 1)
    elif years[1] is None:
        raise too_much(part)
    else:
        run = range(years[0], years[1] + 1)
        if last[0] is not None and len(run) > 1:
            raise too_much(part)
    spans: list[Span] = []
    for year in run:
        end_year = last[0] or (year if last[1:] >= first[1:] else year + 1)
        for number, (month, day) in ((year, first[1:]), (end_year, last[1:])):
            if not 1 <= day <= calendar.monthrange(number, month)[1]:
                raise too_much(part)
        begins, ends = date(year, *first[1:]), date(end_year, *last[1:])
        if ends < begins:
            raise not_understood(part)
        spans.append((begins, ends))
    return spans
