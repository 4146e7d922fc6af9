"""Opening hours in OpenStreetMap's `opening_hours` format, read as schedules that mean exactly the same or refused.

Rules hold by the day on which an opening starts: a later rule replaces the openings that start on its days, also those
that run past midnight. A rule that says nothing about bank holidays holds on them as usual.
"""

from datetime import date, timedelta

import msgspec

from welcome.directory.hours import MINUTES_A_DAY, Closure, Schedule
from welcome.exchange.osm_dates import YEARS_AHEAD, YEARS_BEHIND
from welcome.exchange.osm_days import (
    EITHER,
    EVERY_DAY,
    EVERY_MONTH,
    NO,
    ONE_DAY,
    Days,
    holds,
    in_both,
    nth_of,
    without,
)
from welcome.exchange.osm_rules import Rule, rules_of
from welcome.exchange.osm_tokens import CannotHold
from welcome.wording.reading import Reading

#: More rows than this nobody can look after by hand.
SCHEDULES_MAX = 60
OSM_MAX_CHARACTERS = 2000
#: What is shut for longer is no closure that a host would write down.
CLOSURE_LONGEST = timedelta(days=366)


class _Row(msgspec.Struct, frozen=True):
    """Times on a set of days, before they become a schedule; opens None for "by appointment" without times."""

    days: Days
    opens: int | None
    closes: int | None
    rule: Rule


def read_osm(text: str, *, today: date) -> Reading:
    """Read an `opening_hours` value.

    today: dates without a year are written down from the year before it to five years after, which is said among the
    guesses. What the schedules cannot hold exactly is refused, with the part in `left_over` and a sentence about it.
    """
    if not text.strip():
        return Reading(text=text, status="ask", questions=("The opening times are not known.",))
    if len(text) > OSM_MAX_CHARACTERS:
        sentence = f"This is longer than {OSM_MAX_CHARACTERS} characters."
        return Reading(text=text, status="refused", left_over=(text,), questions=(sentence,))
    try:
        rules = rules_of(text, today)
        if not rules:
            raise CannotHold(text.strip(), f"“{text.strip()}” says nothing about when it is open.")
        rows, closures = _applied(rules)
        schedules = [schedule for row in rows for schedule in _schedules(row)]
    except CannotHold as fault:
        return Reading(text=text, status="refused", left_over=(fault.part,), questions=(fault.sentence,))
    if len(schedules) > SCHEDULES_MAX:
        sentence = f"“{text}” needs more than {SCHEDULES_MAX} rows of opening times."
        return Reading(text=text, status="refused", left_over=(text,), questions=(sentence,))
    guessed = ()
    if any(rule.yearly for rule in rules):
        years = f"{today.year - YEARS_BEHIND} to {today.year + YEARS_AHEAD}"
        guessed = (f"Dates that come every year were written down for {years}.",)
    return Reading(text=text, status="read", schedules=tuple(_merged(schedules)), closures=tuple(closures), guessed=guessed)


def _applied(rules: list[Rule]) -> tuple[list[_Row], list[Closure]]:
    """Let each rule take its days from those before it, as the format says, and return what is left, and closures."""
    rows: list[_Row] = []
    closures: list[Closure] = []
    for place, rule in enumerate(rules):
        if rule.state == "off" and rule.times:
            rows = [left for row in rows for left in _without_times(row, rule)]
            continue
        if rule.state == "off" and rule.dated and not _reopened(rule, rules[place + 1 :]):
            closures += _closures(rule)
            continue
        if not rule.adds or rule.state == "off":
            for days in rule.days:
                rows = [_replaced(row, left, rule) for row in rows for left in without(row.days, days)]
        if rule.state == "open":
            times = rule.times or ((None, None),)
            rows += [_Row(days, opens, closes, rule) for days in _disjoint(rule.days) for opens, closes in times]
    return rows, closures


def _replaced(row: _Row, days: Days, taker: Rule) -> _Row:
    """Return the row on the days that `taker` leaves it; every week of a month but the last cannot be said."""
    if days is row.days:
        return row
    if nth_of(days.places) is None:
        raise CannotHold(taker.text, f"“{taker.text}” leaves every week of the month but the last, which cannot be kept here.")
    return msgspec.structs.replace(row, days=days)


def _disjoint(sets: tuple[Days, ...]) -> list[Days]:
    """Return the same days with none in two sets, so that "Su,PH" gives one opening on a bank holiday Sunday."""
    found: list[Days] = []
    for days in sets:
        left = [days]
        for known in found:
            left = [rest for one in left for rest in without(one, known)]
        found += left
    return found


def _reopened(rule: Rule, later: list[Rule]) -> bool:
    """Tell whether a rule closes days that are more than dates on which the place is shut.

    So where a later rule opens on some of them, where it holds on holidays only, or for years on end.
    """
    opening = [days for other in later if other.state == "open" for days in other.days]
    if any(in_both(mine, other) is not None for mine in rule.days for other in opening):
        return True
    return any(
        days.bank != EITHER or days.school != EITHER or any(last - first > CLOSURE_LONGEST for first, last in days.spans)
        for days in rule.days
    )


def _closures(rule: Rule) -> list[Closure]:
    """Return the dates that a rule closes as runs of days."""
    found: list[Closure] = []
    for days in rule.days:
        plain = days.weekdays == EVERY_DAY and days.months == EVERY_MONTH and nth_of(days.places) == 0
        for first, last in days.spans:
            if plain:
                found.append(Closure(first_day=first, last_day=last))
                continue
            day, begun = first, None
            while day <= last:
                if holds(days, day):
                    begun = begun or day
                elif begun is not None:
                    found.append(Closure(first_day=begun, last_day=day - ONE_DAY))
                    begun = None
                day += ONE_DAY
            if begun is not None:
                found.append(Closure(first_day=begun, last_day=last))
    if len(found) > SCHEDULES_MAX:
        raise CannotHold(rule.text, f"“{rule.text}” needs more than {SCHEDULES_MAX} closures.")
    return found


def _without_times(row: _Row, rule: Rule) -> list[_Row]:
    """Return what is left of a row when hours are taken out of some of its days."""
    touched = [shared for days in _disjoint(rule.days) if (shared := in_both(row.days, days)) is not None]
    spills = row.closes is None or row.closes > MINUTES_A_DAY
    if any(closes is None or closes > MINUTES_A_DAY for _, closes in rule.times) or (spills and touched):
        raise CannotHold(rule.text, f"“{rule.text}” takes hours out of a night or an open end, which cannot be kept here.")
    if spills and row.opens is not None:
        # The hours after midnight belong to the day before; a rule for the day after could still cut them.
        raise CannotHold(rule.text, f"“{rule.text}” may take hours out of a night, which cannot be kept here.")
    if not touched or row.opens is None or row.closes is None:
        return [row]
    left = [row.days]
    for days in touched:
        left = [rest for one in left for rest in without(one, days)]
    found = [_replaced(row, days, rule) for days in left]
    spans = [(row.opens, row.closes)]
    for opens, closes in rule.times:
        spans = [part for a, b in spans for part in ((a, min(b, opens)), (max(a, closes), b)) if part[0] < part[1]]
    return found + [_Row(days, opens, closes, row.rule) for days in touched for opens, closes in spans]


def _schedules(row: _Row) -> list[Schedule]:
    """Return a row as schedules, one for each of its date spans."""
    days, rule = row.days, row.rule
    nth = nth_of(days.places)
    if nth is None:
        raise CannotHold(rule.text, f"“{rule.text}” names places in the month that cannot be kept here.")
    untimed_always = row.opens is None and days == Days()
    return [
        Schedule(
            weekdays=0 if untimed_always else days.weekdays,
            nth=nth,
            months=0 if days.months == EVERY_MONTH else days.months,
            opens=row.opens,
            closes=row.closes,
            valid_from=None if first == date.min else first,
            valid_to=None if last == date.max else last,
            bank_holidays="as_usual" if days.bank == EITHER else "closed" if days.bank == NO else "only",
            term="always" if days.school == EITHER else "term_only" if days.school == NO else "holidays_only",
            kind="by_appointment" if rule.by_appointment else "drop_in",
            note="" if rule.by_appointment else rule.comment,
            words=rule.text,
        )
        for first, last in days.spans
    ]


def _merged(schedules: list[Schedule]) -> list[Schedule]:
    """Join rows that differ only in their weekdays."""
    found: dict[Schedule, int] = {}
    for row in schedules:
        key = msgspec.structs.replace(row, weekdays=0)
        found[key] = found.get(key, 0) | row.weekdays
    return [msgspec.structs.replace(key, weekdays=weekdays) for key, weekdays in found.items()]
