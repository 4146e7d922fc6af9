"""From what a council publishes to a calendar of terms and holidays, without claiming a day that nobody spoke of.

The rules: days inside a published term are term, unless the file names a holiday or an INSET day there. Days between two
published terms are holiday, where the gap is as long as a holiday can be: longer, and a term may be missing from the file,
so they are not known. A published holiday of a school week or more takes in the weekends that touch it, if something is
published beyond them. Every other day, and each before the first or after the last published one, is not known.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import Literal

import msgspec

from welcome.directory.calendars import TermPeriod
from welcome.exchange.term_dates import DAY, said_day

#: A shorter term, or a longer one, is a slip in a date. The longest, from the middle of August to Christmas, has 19 weeks.
TERM_MIN_DAYS, TERM_MAX_DAYS = 14, 140
#: Every longer term has a half term in the middle; a file that leaves it out would call that week term.
UNBROKEN_MAX_DAYS = 70
#: Two weeks with their weekends, and some days more: what lies between two terms in winter and spring.
GAP_MAX_DAYS = 31
#: Private schools are shut for ten weeks in summer. A summer gap holds the first half of August.
SUMMER_MAX_DAYS = 75
_SCHOOL_WEEK_DAYS, _SATURDAY = 5, 5

EntryKind = Literal["term", "holiday", "inset"]


class Entry(msgspec.Struct, frozen=True):
    """One row of a file: which days, both included, it calls term, holiday or INSET. value: as it was written."""

    row: int
    kind: EntryKind
    title: str
    first: date
    last: date
    value: str = ""

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


class Fault(msgspec.Struct, frozen=True):
    """Why an entry cannot be right, as a sentence."""

    entry: Entry
    sentence: str


class Unknown(msgspec.Struct, frozen=True):
    """Days between published ones of which the file says nothing."""

    first: date
    last: date


def faults_of(entries: Sequence[Entry]) -> list[Fault]:
    """Return what contradicts itself: terms and holidays of impossible length, and those that overlap.

    A holiday or an INSET day inside a term, and one inside a holiday, are no contradictions.
    """
    faults = [Fault(entry, sentence) for entry in entries if (sentence := _wrong_length(entry))]
    faults += [Fault(entry, _unbroken(entry)) for entry in entries if _lacks_half_term(entry, entries)]
    wrong = {fault.entry for fault in faults}
    kept: list[Entry] = []
    for entry in sorted(entries, key=lambda entry: (entry.first, entry.row)):
        clash = None if entry in wrong else next((other for other in kept if _clash(entry, other)), None)
        if clash:
            later, earlier = sorted((entry, clash), key=lambda one: one.row, reverse=True)
            faults.append(Fault(later, _clashing(later, earlier)))
        elif entry not in wrong:
            kept.append(entry)
    return faults


def periods_of(entries: Sequence[Entry]) -> tuple[tuple[TermPeriod, ...], tuple[Unknown, ...]]:
    """Return the periods that entries without faults make, in order and apart, and what stays unknown between them."""
    terms = sorted((entry for entry in entries if entry.kind == "term"), key=lambda entry: entry.first)
    holidays = sorted((entry for entry in entries if entry.kind != "term"), key=lambda entry: entry.days, reverse=True)
    first, last = min(entry.first for entry in entries), max(entry.last for entry in entries)
    known: dict[date, tuple[bool, str]] = {day: (True, term.title) for term in terms for day in _days(term.first, term.last)}
    for before, after in pairwise(terms):
        _fill_gap(known, before.last + DAY, after.first - DAY, holidays)
    # The longest first: a holiday or an INSET day inside another keeps a name of its own.
    for entry in holidays:
        begin, end = _with_weekends(entry, first, last)
        known |= {day: (False, entry.title) for day in _days(begin, entry.first - DAY) if _is_claimable(known, day)}
        known |= {day: (False, entry.title) for day in _days(entry.last + DAY, end) if _is_claimable(known, day)}
        known |= dict.fromkeys(_days(entry.first, entry.last), (False, entry.title))
    return _joined(known), _unknown(known, first, last)


def _fill_gap(known: dict[date, tuple[bool, str]], begin: date, end: date, holidays: Sequence[Entry]) -> None:
    """Call the days between two terms holiday, by the name of the one holiday that the file gives there."""
    days = (end - begin).days + 1
    is_summer = begin <= date(begin.year, 8, 1) and end >= date(begin.year, 8, 15)
    if days > (SUMMER_MAX_DAYS if is_summer else GAP_MAX_DAYS):
        return
    titles = {one.title for one in holidays if one.kind == "holiday" and one.first >= begin and one.last <= end}
    title = titles.pop() if len(titles) == 1 else ""
    known |= dict.fromkeys(_days(begin, end), (False, title))


def _is_claimable(known: dict[date, tuple[bool, str]], day: date) -> bool:
    """Return whether a weekend day beside a holiday is not a holiday by another name already."""
    is_term, title = known.get(day, (True, ""))
    return is_term or not title


def _with_weekends(entry: Entry, first: date, last: date) -> tuple[date, date]:
    """Return a holiday with the weekends that touch it, as far as something is published beyond them."""
    begin, end = entry.first, entry.last
    if entry.kind != "holiday" or entry.days < _SCHOOL_WEEK_DAYS:
        return begin, end
    while begin > first and (begin - DAY).weekday() >= _SATURDAY:
        begin -= DAY
    while end < last and (end + DAY).weekday() >= _SATURDAY:
        end += DAY
    return begin, end


def _joined(known: dict[date, tuple[bool, str]]) -> tuple[TermPeriod, ...]:
    days = sorted(known.items())
    runs = groupby(enumerate(days), key=lambda one: (one[1][0].toordinal() - one[0], one[1][1]))
    periods = []
    for (_, (is_term, title)), run in runs:
        found = [day for _, (day, _) in run]
        periods.append(TermPeriod(found[0], found[-1], is_term, title))
    return tuple(periods)


def _unknown(known: dict[date, tuple[bool, str]], first: date, last: date) -> tuple[Unknown, ...]:
    missing = [day for day in _days(first, last) if day not in known]
    runs = groupby(enumerate(missing), key=lambda one: one[1].toordinal() - one[0])
    found = ([day for _, day in run] for _, run in runs)
    return tuple(Unknown(run[0], run[-1]) for run in found)


def _days(first: date, last: date) -> list[date]:
    return [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)]


def _wrong_length(entry: Entry) -> str:
    if entry.kind == "term" and not TERM_MIN_DAYS <= entry.days <= TERM_MAX_DAYS:
        return (
            f"A term lasts {TERM_MIN_DAYS} to {TERM_MAX_DAYS} days, and from {said_day(entry.first)} to {said_day(entry.last)} "
            f"are {entry.days}: look at the dates."
        )
    if entry.kind != "term" and entry.days > SUMMER_MAX_DAYS:
        return f"No school holiday lasts {entry.days} days: look at the dates."
    return ""


def _lacks_half_term(entry: Entry, entries: Sequence[Entry]) -> bool:
    if entry.kind != "term" or not UNBROKEN_MAX_DAYS < entry.days <= TERM_MAX_DAYS:
        return False
    return not any(other.kind == "holiday" and _inside(other, entry) for other in entries)


def _unbroken(entry: Entry) -> str:
    return (
        f"“{entry.title or 'A term'}” lasts {entry.days // 7} weeks without a half term. Add a row for its half term; if it "
        "has none, give the term in two rows, one after the other."
    )


def _clash(one: Entry, other: Entry) -> bool:
    if one.first > other.last or other.first > one.last:
        return False
    terms = (one.kind == "term") + (other.kind == "term")
    if terms == 1:
        term, holiday = (one, other) if one.kind == "term" else (other, one)
        return not (_inside(holiday, term) and holiday.days < term.days)
    return terms == 2 or not (_inside(one, other) or _inside(other, one))


def _inside(inner: Entry, outer: Entry) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _clashing(later: Entry, earlier: Entry) -> str:
    names = f"“{later.title or later.kind}”", f"“{earlier.title or earlier.kind}” in row {earlier.row}"
    first, last = max(later.first, earlier.first), min(later.last, earlier.last)
    when = f"on {said_day(first)}" if first == last else f"from {said_day(first)} to {said_day(last)}"
    return f"{names[0]} and {names[1]} overlap {when}: one of them is a day or more out."
