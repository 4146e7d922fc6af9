"""Settles the opening and closing times of each clause, breaks taken out."""

from welcome.directory.hours import MINUTES_A_DAY
from welcome.wording.reader_clauses import Clause
from welcome.wording.reader_findings import Findings, say_span
from welcome.wording.reader_parts import Element
from welcome.wording.reader_times import Hours, Span, judge


def hours_of(clause: Clause, findings: Findings) -> list[tuple[int | None, int | None, int, int]]:
    """Return (opens, closes, first token, last token) for each pair of times; breaks are taken out."""
    parts = {element.value for element in clause.modifiers if element.kind == "part"}
    if not parts and clause.days is not None and clause.days.part:
        parts = {clause.days.part}
    found: list[tuple[int | None, int | None, int, int]] = []
    for element in clause.times:
        if element.kind == "untimed":
            found.append((None, None, element.first, element.last))
            continue
        if element.kind == "all_hours":
            found.append((0, MINUTES_A_DAY, element.first, element.last))
            continue
        span: Span = element.value
        if len(parts) == 1:
            span.part = next(iter(parts))
        if len(parts) > 1 or span.part == "mixed":
            findings.ask("ask.which_days", clause.first, clause.last)
            span.part = None
        hours = _judged(span, element, findings)
        if hours.opens is not None:
            found.append((hours.opens, hours.closes, element.first, element.last))
    for element in clause.modifiers:
        if element.kind == "off_times":
            found = _with_break(found, element, findings)
    for at, (opens, closes, first, last) in enumerate(found):
        for other_opens, other_closes, _, other_last in found[at + 1 :]:
            if opens is None or other_opens is None:
                findings.ask("ask.appointment", first, other_last)
            elif (
                not findings.questions
                and opens < (other_closes or 2 * MINUTES_A_DAY)
                and other_opens < (closes or 2 * MINUTES_A_DAY)
            ):
                findings.ask("ask.overlap", first, last, other=findings.text.between(_, other_last))
    return found


def _judged(span: Span, element: Element, findings: Findings) -> Hours:
    hours = judge(span, full_day_style=findings.full_day_style)
    if hours.ask:
        choices = findings.words.say("or").join(say_span(*choice) for choice in hours.choices)
        times = say_span(*hours.choices[0]) if hours.choices else ""
        findings.ask(hours.ask, element.first, element.last, choices=choices, times=times)
    elif hours.guess:
        findings.guess(hours.guess, element.first, element.last, times=say_span(hours.opens, hours.closes))
    return hours


def _with_break(
    found: list[tuple[int | None, int | None, int, int]], element: Element, findings: Findings
) -> list[tuple[int | None, int | None, int, int]]:
    hours = _judged(element.value, element, findings)
    if hours.opens is None or hours.closes is None:
        return found
    around = [
        span
        for span in found
        if span[0] is not None and span[1] is not None and span[0] < hours.opens and hours.closes < span[1]
    ]
    if len(around) != 1:
        findings.ask("ask.closed", element.first, element.last)
        return found
    opens, closes, first, last = around[0]
    place = found.index(around[0])
    parts = [(opens, hours.opens, first, last), (hours.closes, closes, first, last)]
    return [*found[:place], *parts, *found[place + 1 :]]


def is_full_day(span: Span) -> bool:
    """Tell whether a pair is written in the 24-hour clock beyond doubt: 13:00 or later."""
    return any(clock is not None and clock.said == "24h" and 13 <= clock.hour < 24 for clock in (span.start, span.end))
