"""Joins schedules that are alike, and asks about those that contradict each other."""

import msgspec

from welcome.directory.hours import LAST_IN_MONTH, MINUTES_A_DAY, Schedule
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
