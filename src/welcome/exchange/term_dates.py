"""Dates as councils write them: “Monday 26 October to Friday 30 October 2026”, “26/10/2026”, “1 and 2 September 2026”."""

import re
from datetime import date, timedelta
from itertools import pairwise

import msgspec

from welcome.directory.errors import FaultyFile
from welcome.exchange.report import shown

#: Years outside these are slips of the hand.
FIRST_YEAR, LAST_YEAR = 2000, 2100
DAY = timedelta(days=1)

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
               "December")  # fmt: skip
_WEEKDAY = r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"  # noqa: E501
_YEAR = r"(?:19|20|21)\d\d(?!\d)"
#: How a date begins when nothing but its day is given: the month comes with the next one.
_NEXT = rf"(?=\s*(?:to|until|till|and|&|,|-|–|—)\s*(?:{_WEEKDAY}\.?,?\s+)?\d)"
_DATE = re.compile(
    rf"(?<![\w/.])(?<!\d-)(?:(?<!good\s)(?<!easter\s)(?<!whit\s)(?P<weekday>{_WEEKDAY})\b\.?,?\s+)?(?:"
    rf"(?P<iso>\d{{4}}-\d\d-\d\d)(?:[T ]00:00(?::00)?Z?)?(?!\d)"
    rf"|(?P<compact>20\d{{6}})(?!\d)"
    rf"|(?P<d1>\d{{1,2}})(?P<mark>[/.-])(?P<m1>\d{{1,2}})(?P=mark)(?P<y1>{_YEAR}|\d\d(?!\d))(?:\s+00:00(?::00)?)?"
    rf"|(?P<d2>\d{{1,2}})-(?P<m2>{_MONTH})-(?P<y2>{_YEAR}|\d\d(?!\d))"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?(?P<m3>{_MONTH})\b\.?(?:,?\s*(?P<y3>{_YEAR}))?"
    rf"|(?P<m4>{_MONTH})\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s*(?P<y4>{_YEAR}))?"
    rf"|(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?(?!\d){_NEXT}"
    r")",
    re.IGNORECASE,
)
_TO = re.compile(r"\s*(?:to|until|till|up to|-|–|—)\s*(?:and including\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,\s*and|and|&|,|;)\s*", re.IGNORECASE)
#: “INSET day 1 - 4 January” may be the first INSET day or the first of January.
_NUMBERED = re.compile(r"\b(?:days?|week|holidays?|inset)\s+\d{1,2}\s*(?:-|–|—|to|and|,|&)\s*\d", re.IGNORECASE)
#: “Term 1 - 2 September”: here the number is a name.
_NUMBERED_TERM = re.compile(r"\b(half[ -])?term\s+\d\b(?!\s*(?:st|nd|rd|th))", re.IGNORECASE)
_SCHOOL_YEAR = re.compile(r"\b(20\d\d)\s*(?:/|-|–|—|to)\s*(?:20)?(\d\d)\b(?![-/]\d)")
_ONE_YEAR = re.compile(r"\b20\d\d\b")
#: What a name may hold of digits: years, and the number of a term, a day or a half.
_NUMBER_IN_NAME = re.compile(
    r"\b(?:20\d\d|(?:term|day|half|week|holiday|inset|part)[ s]+\d{1,2}|[1-6](?:st|nd|rd|th))\b", re.IGNORECASE
)
#: A piece of a date that was not understood, left in what should be a name.
_PIECE = re.compile(rf"\d|\b(?:to|until|till)$|(?<!good\s)(?<!easter\s)(?<!whit\s)\b{_WEEKDAY}\b", re.IGNORECASE)
_BRACKETS = re.compile(r"^\s*(?:\([^()\d]*\)|\(\s*\d+ (?:weeks?|days?)\s*\)|inclusive)?[\s.]*$", re.IGNORECASE)


class BadDates(FaultyFile):
    """Words that do not say which days are meant; the sentence says why and what to do."""


class Days(msgspec.Struct, frozen=True):
    """A run of days, both included. one: a single date was written, which may be where something begins or ends."""

    first: date
    last: date
    one: bool


class _Written(msgspec.Struct):
    """One date as far as it is written."""

    text: str
    day: int
    month: int | None
    year: int | None
    weekday: int | None


def school_year(text: str) -> tuple[int, int] | None:
    """Return the years of “2026/27” or “2026 to 2027”, and None where no such words stand."""
    found = _SCHOOL_YEAR.search(text)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        return None
    return int(found[1]), int(found[1]) + 1


def read_days(text: str, within: tuple[int, int] | None = None) -> tuple[str, list[Days]]:
    """Return what stands before the first date, and the days that are named; no days where no date is written.

    A year that is left out comes from the other date beside it, from a year before the dates (“Autumn term 2026: ...”), or
    from the school year `within`. Raises BadDates for a date that is none, a weekday that is not that day's, an end before
    its beginning, a year that nobody gives, and words that are neither dates nor a name before them.
    """
    if _NUMBERED.search(text):
        raise BadDates("The number may be part of the name or of the dates. Put name, start and end into columns of their own.")
    readable = _NUMBERED_TERM.sub(lambda found: found[0].replace(" ", "\u00a0")[:-1] + "#", text)
    found = list(_DATE.finditer(readable))
    if not found:
        return text.strip(" :-–—,"), []
    name = text[: found[0].start()].strip(" :-–—,|\n")
    if _PIECE.search(_NUMBER_IN_NAME.sub("", _SCHOOL_YEAR.sub("", name)).strip()):
        raise BadDates(f"“{shown(name)}” before the dates is not understood. Write dates as 26 October 2026.")
    written = [_written(one) for one in found]
    ranged = [_joins(readable[one.end() : other.start()]) for one, other in pairwise(found)]
    rest = readable[found[-1].end() :]
    if not _BRACKETS.match(rest):
        raise BadDates(f"“{shown(rest.strip())}” after the dates is not understood. Write dates as 26 October 2026.")
    days = _resolved(written, _hint(name), within)
    return name, _runs(days, ranged, written)


def is_one_date(text: str) -> bool:
    """Return whether a text is a single date, with or without its year, and nothing else but a remark in brackets."""
    found = _DATE.match(text.strip())
    return bool(found) and found["d5"] is None and bool(_BRACKETS.match(text.strip()[found.end() :]))


def said_day(day: date) -> str:
    """Return a day for a sentence: "Monday 26 October 2026"."""
    return f"{WEEKDAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def _joins(between: str) -> bool:
    """Return whether what stands between two dates makes them a run; else it is a list of days."""
    if _TO.fullmatch(between):
        return True
    if _AND.fullmatch(between):
        return False
    raise BadDates(f"“{shown(between.strip())}” between two dates is not understood. Write: first day to last day.")


def _written(found: re.Match) -> _Written:
    parts = found.groupdict()
    named = parts["weekday"]
    weekday = next((place for place, name in enumerate(WEEKDAY_NAMES) if named and _same(named, name)), None)
    if parts["iso"] or parts["compact"]:
        digits = (parts["iso"] or parts["compact"]).replace("-", "")
        return _Written(found[0], int(digits[6:]), int(digits[4:6]), int(digits[:4]), weekday)
    number = next(number for number in "12345" if parts[f"d{number}"])
    month, year = parts.get(f"m{number}"), parts.get(f"y{number}")
    if month and not month.isdecimal():
        month = next(place for place, name in enumerate(MONTH_NAMES, 1) if _same(month, name))
    return _Written(
        found[0].strip(),
        int(parts[f"d{number}"]),
        int(month) if month else None,
        int(year) + (2000 if len(year) == 2 else 0) if year else None,
        weekday,
    )


def _same(short: str, name: str) -> bool:
    return name.casefold().startswith(short.casefold()[:3])


def _hint(name: str) -> int | None:
    """Return the year that a name gives: of “Autumn term 2026” 2026."""
    years = {int(year) for year in _ONE_YEAR.findall(name)}
    return years.pop() if len(years) == 1 and not school_year(name) else None


def _resolved(written: list[_Written], hint: int | None, within: tuple[int, int] | None) -> list[date]:
    """Return the dates, with months and years that are left out taken from those beside them."""
    for one, following in zip(reversed(written[:-1]), reversed(written[1:]), strict=True):
        one.month = one.month or following.month
        if one.year is None and following.year is not None and one.month and following.month:
            one.year = following.year - ((one.month, one.day) > (following.month, following.day))
    first = written[0]
    if first.year is None and first.month is not None:
        first.year = hint if hint is not None else _year_within(first.month, within)
    for before, one in pairwise(written):
        if one.year is None and before.year is not None and one.month and before.month:
            one.year = before.year + ((one.month, one.day) < (before.month, before.day))
    return [_date(one) for one in written]


def _year_within(month: int, within: tuple[int, int] | None) -> int | None:
    """Return the year of a month in a school year; August may begin or end one."""
    if within is None or month == 8:
        return None
    return within[0] if month > 8 else within[1]


def _date(one: _Written) -> date:
    if one.month is None or one.year is None:
        raise BadDates(f"“{shown(one.text)}” does not say which {'year' if one.month else 'month'} it is in.")
    try:
        found = date(one.year, one.month, one.day)
    except ValueError:
        raise BadDates(f"There is no such day as “{shown(one.text)}”. Dates are read with the day first.") from None
    if not FIRST_YEAR <= one.year <= LAST_YEAR:
        raise BadDates(f"The year of “{shown(one.text)}” should lie between {FIRST_YEAR} and {LAST_YEAR}.")
    if one.weekday not in (None, found.weekday()):
        raise BadDates(f"{said_day(found)[len(WEEKDAY_NAMES[found.weekday()]) + 1 :]} is a {WEEKDAY_NAMES[found.weekday()]}, "
                       f"not a {WEEKDAY_NAMES[one.weekday]}: one of the two is wrong.")  # fmt: skip
    return found


def _runs(days: list[date], ranged: list[bool], written: list[_Written]) -> list[Days]:
    """Return the runs of days that dates and what joins them make."""
    runs: list[Days] = []
    place = 0
    while place < len(days):
        if place < len(ranged) and ranged[place]:
            first, last = days[place], days[place + 1]
            if place + 1 < len(ranged) and ranged[place + 1]:
                raise BadDates("Three dates in a row are not a first and a last day.")
            if last < first:
                raise BadDates(f"It ends on {said_day(last)}, before it begins on {said_day(first)}.")
            runs.append(Days(first, last, one=False))
            place += 2
        else:
            runs.append(Days(days[place], days[place], one=True))
            place += 1
    return runs
