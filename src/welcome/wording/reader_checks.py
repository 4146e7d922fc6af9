"""Joins schedules that are alike, and asks about those that contradict each other."""

import msgspec

from welcome.directory.hours import LAST_IN_MONTH, MINUTES_A_DAY, Schedule
from welcome.wording.reader_clauses import Clause
from welcome.wording.reader_findings import Findings


def merged(rows: list[Schedule]) -> list[Schedule]:
    """Join rows that differ only in their weekdays, so that five like days are one card on a host's phone."""
    merged: dict[Schedule, Schedule] = {}
    for row in rows:
        key = msgspec.structs.replace(row, weekdays=0, words="") if row.weekdays and not row.nth else row
        known = merged.get(key)
        if known is None or known.weekdays & row.weekdays:
            merged[key if known is None else row] = row
            continue
        words = known.words if row.words == known.words else f"{known.words}, {row.words}"
        merged[key] = msgspec.structs.replace(known, weekdays=known.weekdays | row.weekdays, words=words)
    return list(merged.values())


def ask_about_overlaps(findings: Findings) -> None:
    rows = findings.schedules
    for at, row in enumerate(rows):
        for other in rows[at + 1 :]:
            if _overlap(row, other):
                said = findings.words.say("ask.overlap", words=row.words, other=other.words)
                if said not in findings.questions:
                    findings.questions.append(said)


def _overlap(one: Schedule, two: Schedule) -> bool:
    """Tell whether two rows that claim to be the same thing can be open at the same moment."""
    if one.opens is None or two.opens is None or not one.weekdays & two.weekdays:
        return False
    if (one.label, one.audience, one.kind) != (two.label, two.audience, two.kind):
        return False
    if {one.term, two.term} == {"term_only", "holidays_only"} or {one.bank_holidays, two.bank_holidays} == {"only", "closed"}:
        return False
    if one.months and two.months and not one.months & two.months:
        return False
    edge = LAST_IN_MONTH | LAST_IN_MONTH >> 1 | LAST_IN_MONTH >> 2
    if (
        one.nth
        and two.nth
        and not one.nth & two.nth
        and not (one.nth & LAST_IN_MONTH and two.nth & edge)
        and not (two.nth & LAST_IN_MONTH and one.nth & edge)
    ):
        return False
    if one.valid_to and two.valid_from and one.valid_to < two.valid_from:
        return False
    if two.valid_to and one.valid_from and two.valid_to < one.valid_from:
        return False
    ends_one = 2 * MINUTES_A_DAY if one.closes is None else one.closes
    ends_two = 2 * MINUTES_A_DAY if two.closes is None else two.closes
    return one.opens < ends_two and two.opens < ends_one


_PARTS_OF_YEAR = ("term", "months", "valid")


class _Masks(msgspec.Struct, frozen=True):
    """Weekdays that a clause names in ranges or by name, and those that it means every week or at a place in the month."""

    ranged: int
    named: int
    weekly: int
    placed: int


def ask_about_days_named_again(clauses: list[Clause], findings: Findings) -> None:
    """Ask about "Mon-Fri 10-12, Wed 1-3": the second may add to the first or take its place.

    A full stop, "and", another label or part of the day between them makes it plain that it adds.
    """
    for at, clause in enumerate(clauses):
        for later in clauses[at + 1 :]:
            if not _named_again(clause, later) or _adds(clause, later, findings):
                continue
            words, other = (findings.text.balanced(one.first, one.last) for one in (clause, later))
            said = findings.words.say("ask.both_times", words=words, other=other)
            if said not in findings.questions:
                findings.questions.append(said)


def _named_again(clause: Clause, later: Clause) -> bool:
    """Tell whether a day is named twice so that the second may take the place of the first.

    That is so where one says a range and the other a day of it, or one every week and the other a place in the month, or
    only one of them holds for a part of the year.
    """
    if clause.days is None or later.days is None or clause.days is later.days:
        return False
    first, second = _masks(clause), _masks(later)
    if first.ranged & second.named or first.weekly & second.placed or first.placed & second.weekly:
        return True
    part_of_year = any(clause.has(kind) != later.has(kind) for kind in _PARTS_OF_YEAR)
    return part_of_year and bool((first.weekly | first.placed) & (second.weekly | second.placed))


def _masks(clause: Clause) -> _Masks:
    ranged = named = weekly = placed = 0
    for item in clause.days.items:
        if item.bank:
            continue
        if item.ranged:
            ranged |= item.mask
        else:
            named |= item.mask
        if item.nth or clause.has("nth") or clause.has("only_nth"):
            placed |= item.mask
        else:
            weekly |= item.mask
    off = 0
    for element in clause.modifiers:
        for item in element.value.items if element.kind == "off" else ():
            off |= item.mask
    return _Masks(ranged & ~off, named & ~off, weekly & ~off, placed & ~off)


def _adds(clause: Clause, later: Clause, findings: Findings) -> bool:
    """Tell whether the words make it plain that the second adds to the first, or can never meet it."""
    for kind in ("label", "who", "part", *_PARTS_OF_YEAR):
        said = [[element.value for element in one.modifiers if element.kind == kind] for one in (clause, later)]
        if said[0] != said[1] and (kind not in _PARTS_OF_YEAR or (said[0] and said[1])):
            return True
    if clause.has("label") or clause.days.part != later.days.part or clause.has("appointment") != later.has("appointment"):
        return True
    before = findings.text.tokens[later.first - 1] if later.first else None
    return before is None or before.kind in ("and", "plus") or (before.kind == "stop" and later.segment != clause.segment)
