"""Reads dates and months as people write them, and finds the year that they leave out."""

import calendar
from datetime import date, timedelta

import msgspec

from welcome.wording.reader_text import PLURAL, Token

FIRST_YEAR, LAST_YEAR = 1990, 2099
#: A year is left out of dates that are near. Beyond this many days ahead the writer may have meant the year that is past.
YEARLESS_AHEAD_DAYS = 270
#: A date that was this many days ago at most may be the one that is meant.
YEARLESS_BEHIND_DAYS = 60
#: A fortnight counted from the wrong year is wrong every other week: only a near date is believed without its year.
ANCHOR_AHEAD_DAYS = 92
#: "7, 14 and 21 January": longer lists name each month.
DAYS_SHARING_MAX = 16
LAST_OF_MONTH = -1


class DateWords(msgspec.Struct):
    """A date as written; year and weekday None where they are not given. day LAST_OF_MONTH: the end of the month."""

    day: int
    month: int
    year: int | None = None
    weekday: int | None = None
    first: int = 0
    last: int = 0


class Resolved(msgspec.Struct, frozen=True):
    """The calendar date, or the key of the question to ask; `guessed` when the year was not written."""

    day: date | None = None
    ask: str = ""
    guessed: bool = False


def _year_at(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """Return the year at token `at`, unless it is the start of "2000-2130"."""
    if tokens[at].kind == "comma":
        at += 1
    token = tokens[at]
    if token.kind != "number" or len(token.key) != 4 or not FIRST_YEAR <= int(token.key) <= LAST_YEAR:
        return None
    follower, beyond = tokens[at + 1].kind, tokens[min(at + 2, len(tokens) - 1)]
    if follower in ("dash", "to", "until") and beyond.kind == "number":
        return None
    return int(token.key), at + 1


def _day_of_month(token: Token) -> int | None:
    if token.kind == "ordinal" and 1 <= token.value <= 31:
        return token.value
    if token.kind == "clock" and token.value[1] is None and 1 <= token.value[0] <= 31 and token.key.isdigit():
        return token.value[0]
    return None


def date_at(tokens: list[Token], at: int) -> tuple[DateWords, int] | None:
    """Return the date at token `at`, its weekday before it if any ("Saturday 12th December 2026", "12/12/2026")."""
    first, weekday = at, None
    if tokens[at].kind == "day":
        if tokens[at].key == PLURAL:
            return None
        weekday, at = tokens[at].value, at + 1
        if tokens[at].kind in ("comma", "stop"):
            at += 1
    if tokens[at].kind == "the":
        at += 1
    token = tokens[at]
    if token.kind == "date":
        day, month, year = token.value
        return DateWords(day, month, year, weekday, first, at), at + 1
    if token.kind == "named_day":
        day, month = token.value
        year = _year_at(tokens, at + 1)
        after = year[1] if year else at + 1
        return DateWords(day, month, year[0] if year else None, weekday, first, after - 1), after
    day = _day_of_month(token)
    if day is not None:
        after = at + 1
        while tokens[after].kind in ("of", "the"):
            after += 1
        if tokens[after].kind != "month":
            return None
        month, after = tokens[after].value, after + 1
    elif token.kind == "month":
        day = _day_of_month(tokens[at + 1])
        if day is None:
            return None
        month, after = token.value, at + 2
        if tokens[at + 1].kind != "ordinal" and _year_at(tokens, after) is None:
            return None
    else:
        return None
    year = _year_at(tokens, after)
    if year:
        return DateWords(day, month, year[0], weekday, first, year[1] - 1), year[1]
    return DateWords(day, month, None, weekday, first, after - 1), after


def dates_at(tokens: list[Token], at: int) -> tuple[list[DateWords], int] | None:
    """Return a list of dates at token `at`: "7, 14 and 21 January", "Tuesday 7 Jan, 4 Feb & 3 March 2027"."""
    found: list[DateWords] = []
    start = at
    while True:
        several = _days_sharing_a_month(tokens, at)
        if several is None:
            break
        dates, after = several
        found += dates
        at = after
        joined = at
        while tokens[joined].kind in ("comma", "and", "plus") and joined < at + 2:
            joined += 1
        if joined == at:
            break
        at = joined
    if not found:
        return None
    after = found[-1].last + 1
    if after <= start:
        return None
    years = [words.year for words in found]
    if years[-1] is not None and all(year is None for year in years[:-1]):
        _spread_year(found, years[-1])
    return found, after


def _spread_year(found: list[DateWords], year: int) -> None:
    """Give the year of the last date to those before it; a later month belongs to the year before."""
    for words in reversed(found[:-1]):
        words.year = year if (words.month, words.day) <= (found[-1].month, found[-1].day) else year - 1


def _days_sharing_a_month(tokens: list[Token], at: int) -> tuple[list[DateWords], int] | None:
    single = date_at(tokens, at)
    if single is not None:
        return [single[0]], single[1]
    first, weekday = at, None
    if tokens[at].kind == "day" and tokens[at].key != PLURAL:
        weekday, at = tokens[at].value, at + 1
    days: list[int] = []
    while True:
        if tokens[at].kind == "the":
            at += 1
        month_follows = tokens[at].kind != "end" and tokens[at + 1].kind in ("month", "of", "the")
        whole = date_at(tokens, at) if days and month_follows and tokens[at].kind != "day" else None
        if whole is not None:
            last = whole[0]
            found = [DateWords(day, last.month, last.year, weekday, first, last.last) for day in days]
            last.weekday = weekday
            return [*found, last], whole[1]
        day = _day_of_month(tokens[at])
        if day is None:
            return None
        days.append(day)
        at += 1
        joined = at
        while tokens[joined].kind in ("comma", "and", "plus") and joined < at + 2:
            joined += 1
        if joined == at or len(days) > DAYS_SHARING_MAX:
            return None
        at = joined


def date_range_at(tokens: list[Token], at: int) -> tuple[DateWords, DateWords, int] | None:
    """Return first and last date of "12 Jan - 30 Mar" or "12th to 30th March 2027" and the place after it."""
    begin = date_at(tokens, at)
    if begin is not None:
        first, joined = begin
        after = joined
        while tokens[after].kind in ("dash", "to", "until") and after < joined + 2:
            after += 1
        if after == joined:
            return None
        if tokens[after].kind in ("the", "end_of"):
            month_end = month_end_at(tokens, after)
            end = month_end or date_at(tokens, after)
        else:
            end = date_at(tokens, after)
        if end is None:
            return None
        last, after = end
        if first.year is None and last.year is not None:
            first.year = last.year if (first.month, first.day) <= (last.month, last.day) or last.day < 0 else last.year - 1
        return first, last, after
    weekday, start = None, at
    if tokens[at].kind == "day" and tokens[at].key != PLURAL:
        weekday, at = tokens[at].value, at + 1
    if tokens[at].kind == "the":
        at += 1
    day = _day_of_month(tokens[at])
    if day is None or tokens[at + 1].kind not in ("dash", "to", "until"):
        return None
    end = date_at(tokens, at + 2)
    if end is None or end[0].month is None:
        return None
    if tokens[at].kind != "ordinal" and end[0].day <= 24 and day <= 24 and tokens[at + 2].kind == "clock":
        return None
    last, after = end
    return DateWords(day, last.month, last.year, weekday, start, last.last), last, after


def month_end_at(tokens: list[Token], at: int) -> tuple[DateWords, int] | None:
    """Return the last day of the month in "the end of March 2027"."""
    first = at
    if tokens[at].kind == "the":
        at += 1
    if tokens[at].kind != "end_of" or tokens[at + 1].kind != "month":
        return None
    year = _year_at(tokens, at + 2)
    after = year[1] if year else at + 2
    return DateWords(LAST_OF_MONTH, tokens[at + 1].value, year[0] if year else None, None, first, after - 1), after


def month_start_at(tokens: list[Token], at: int) -> tuple[DateWords, int] | None:
    """Return the first day of the month in "April 2027" or "the beginning of April"; a bare "April" is not a date."""
    first = at
    if tokens[at].kind == "the":
        at += 1
    plain = tokens[at].kind == "start_of"
    if plain:
        at += 1
    if tokens[at].kind != "month":
        return None
    year = _year_at(tokens, at + 1)
    if year is None and not plain:
        return None
    after = year[1] if year else at + 1
    return DateWords(1, tokens[at].value, year[0] if year else None, None, first, after - 1), after


def month_range(first: int, last: int) -> int:
    """Return the mask of the months from `first` to `last`, round the turn of the year where need be."""
    mask, month = 0, first
    while True:
        mask |= 1 << month - 1
        if month == last:
            return mask
        month = month % 12 + 1


def months_at(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """Return the mask of months in "April to October", "Nov-Mar", "July and August" and the place after it."""
    mask = 0
    while tokens[at].kind == "month":
        first = last = tokens[at].value
        at += 1
        if tokens[at].kind == "stop" and tokens[at].glued and tokens[at + 1].kind in ("dash", "to", "until", "and", "month"):
            at += 1
        after = at
        while tokens[after].kind in ("dash", "to", "until", "end_of", "the") and after < at + 4:
            after += 1
        if after > at and tokens[after].kind == "month":
            last = tokens[after].value
            at = after + 1
            if tokens[at].kind == "inclusive":
                at += 1
        if _year_at(tokens, at) is not None:
            return None
        mask |= month_range(first, last)
        after = at
        while tokens[after].kind in ("comma", "and", "slash", "plus") and after < at + 2:
            after += 1
        if after == at or tokens[after].kind != "month" or date_at(tokens, after) is not None:
            break
        at = after
    return (mask, at) if mask else None


def as_date(day: int, month: int, year: int) -> date | None:
    """Return the date, None where the calendar has no such day."""
    if not 1 <= month <= 12 or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    length = calendar.monthrange(year, month)[1]
    if day == LAST_OF_MONTH:
        day = length
    return date(year, month, day) if 1 <= day <= length else None


def resolve(words: DateWords, today: date, *, ends_after: date | None = None) -> Resolved:
    """Return the date that is meant. Without a year it is the coming one, unless that is far and the past one near.

    ends_after: the date is the end of a span that begins there, so that its year is the first that comes after.
    """
    if words.year is not None:
        day = as_date(words.day, words.month, words.year)
        if day is None:
            return Resolved(ask="ask.date")
        wrong = words.weekday is not None and day.weekday() != words.weekday
        return Resolved(day, "ask.date_weekday" if wrong else "")
    if not 1 <= words.month <= 12:
        return Resolved(ask="ask.date")
    from_day = ends_after or today
    near = [as_date(words.day, words.month, from_day.year + more) for more in (0, 1)]
    coming = next((day for day in near if day is not None and day >= from_day), None)
    if coming is None:
        return Resolved(ask="ask.date_year" if words.month == 2 and words.day == 29 else "ask.date")
    if words.weekday is not None and coming.weekday() != words.weekday:
        return Resolved(coming, "ask.date_weekday")
    if ends_after is not None:
        return Resolved(coming, guessed=True)
    past = as_date(words.day, words.month, coming.year - 1)
    lately = past is not None and today - past <= timedelta(days=YEARLESS_BEHIND_DAYS)
    far = coming - today > timedelta(days=YEARLESS_AHEAD_DAYS)
    if words.weekday is None and (lately or far):
        return Resolved(coming, "ask.date_year", guessed=True)
    return Resolved(coming, guessed=True)
