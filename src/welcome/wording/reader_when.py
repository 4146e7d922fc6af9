"""Settles the dates of each clause: from when to when it holds, from which week a fortnight counts, when it is closed."""

from datetime import date, timedelta
from typing import Any

import msgspec

from welcome.directory.hours import Closure
from welcome.wording.reader_clauses import Clause
from welcome.wording.reader_dates import ANCHOR_AHEAD_DAYS, DateWords, resolve
from welcome.wording.reader_findings import Findings, say_date, say_weekday
from welcome.wording.reader_parts import Element

#: A closure on a day of the year is written down for this many years, the current one included.
CLOSURE_YEARS = 6


def valid_of(element: Element, findings: Findings) -> dict[str, Any]:
    first, last = element.value
    found: dict[str, Any] = {}
    if first is not None and last is not None and first.year is None and last.year is None:
        return _yearless_span(element, first, last, findings)
    for name, words in (("valid_from", first), ("valid_to", last)):
        if words is None:
            continue
        after = found.get("valid_from") if name == "valid_to" and words.year is None else None
        day = resolved(words, element, findings, after)
        if day is None:
            return {}
        found[name] = day
    if len(found) == 2 and found["valid_to"] < found["valid_from"]:
        findings.ask("ask.date_order", element.first, element.last)
        return {}
    return found


def _yearless_span(element: Element, first: DateWords, last: DateWords, findings: Findings) -> dict[str, Any]:
    """Return the span that is on now, or else the coming one."""
    ends = resolve(msgspec.structs.replace(last, weekday=None), findings.today)
    if ends.day is None:
        findings.ask(ends.ask, element.first, element.last)
        return {}
    begins = None
    for year in (ends.day.year, ends.day.year - 1):
        found = resolve(msgspec.structs.replace(first, year=year, weekday=None), findings.today)
        if found.day is not None and found.day <= ends.day:
            begins = found.day
            break
    if begins is None:
        findings.ask("ask.date", element.first, element.last)
        return {}
    for words, day in ((first, begins), (last, ends.day)):
        if words.weekday is not None and day.weekday() != words.weekday:
            findings.ask("ask.date_weekday", element.first, element.last, date=say_date(day), weekday=say_weekday(day))
    if ends.ask and begins > findings.today:
        findings.ask(ends.ask, element.first, element.last)
    else:
        findings.guess("guess.year", element.first, element.last, date=f"{say_date(begins)} to {say_date(ends.day)}")
    return {"valid_from": begins, "valid_to": ends.day}


def resolved(words: DateWords, element: Element, findings: Findings, after: date | None = None) -> date | None:
    found = resolve(words, findings.today, ends_after=after)
    if found.ask:
        said = {"date": say_date(found.day), "weekday": say_weekday(found.day)} if found.day else {}
        findings.ask(found.ask, element.first, element.last, **said)
        return None
    if found.guessed:
        findings.guess("guess.year", words.first, words.last, date=say_date(found.day))
    return found.day


def weeks_of(clause: Clause, findings: Findings, base: dict[str, Any]) -> bool | None:
    """Settle every how many weeks the clause repeats and from which date; None where that must be asked."""
    said = [(element.value, element) for element in clause.modifiers if element.kind == "weeks"]
    for item in clause.days.items if clause.days is not None else ():
        if item.weeks > 1:
            said.append((item.weeks, None))
    anchors = [element for element in clause.modifiers if element.kind == "anchor"]
    if not said:
        for element in anchors:
            _check_next(clause, element, findings)
        return True
    first, last = clause.first, clause.last
    if len({weeks for weeks, _ in said}) > 1 or not clause.days:
        findings.ask("ask.every_weeks", first, last)
        return None
    weeks = said[0][0]
    anchor = base.get("valid_from")
    source: Element | None = next((e for e in clause.modifiers if e.kind == "valid"), None)
    if anchors:
        source = anchors[0]
        anchor = resolved(source.value, source, findings)
        if anchor is None:
            return None
    if anchor is None or source is None:
        findings.ask("ask.every_weeks", first, last)
        return None
    written = source.value if isinstance(source.value, DateWords) else source.value[0]
    if written.year is None and abs(anchor - findings.today) > timedelta(days=ANCHOR_AHEAD_DAYS):
        findings.ask("ask.date_year", source.first, source.last)
        return None
    mask = 0
    for item in clause.days.items:
        mask |= item.mask
    if not mask >> anchor.weekday() & 1:
        findings.ask("ask.anchor", source.first, source.last, weekday=say_weekday(anchor), date=say_date(anchor))
        return None
    base["every_weeks"], base["anchor"] = weeks, anchor
    return True


def _check_next(clause: Clause, element: Element, findings: Findings) -> None:
    """Ask when "next session 2 December" names a day on which there is none, or leaves out some that come before it."""
    day = resolved(element.value, element, findings)
    if day is None or clause.days is None:
        return
    if not any(item.mask >> day.weekday() & 1 for item in clause.days.items):
        findings.ask("ask.anchor", element.first, element.last, weekday=say_weekday(day), date=say_date(day))
        return
    usual_days = 35 if all(item.nth for item in clause.days.items) else 7
    if not timedelta() <= day - findings.today < timedelta(days=usual_days):
        findings.ask("ask.next_date", element.first, element.last)


def close_on(closings: list[Element], findings: Findings) -> None:
    """Write down the dates on which it is closed; a day of every year for some years ahead."""
    seen: set[tuple[int, int]] = set()
    for element in closings:
        if element.kind != "close" or (element.first, id(element)) in seen:
            continue
        seen.add((element.first, id(element)))
        first, last = element.value
        if first is None or last is None:
            findings.ask("ask.closed", element.first, element.last)
            continue
        reason = ""
        if first is last and first.year is None and _named_day(first, findings):
            years = range(findings.today.year, findings.today.year + CLOSURE_YEARS)
            for year in years:
                day = date(year, first.month, first.day)
                findings.closures.append(Closure(first_day=day, last_day=day, reason=reason))
            findings.guess("guess.closures", element.first, element.last, years=f"{years[0]} to {years[-1]}")
            continue
        span = valid_of(Element("valid", (first, last), element.first, element.last), findings)
        if span:
            findings.closures.append(Closure(first_day=span["valid_from"], last_day=span["valid_to"], reason=reason))
    findings.closures = list(dict.fromkeys(findings.closures))


def _named_day(words: DateWords, findings: Findings) -> bool:
    return any(token.kind == "named_day" for token in findings.text.tokens[words.first : words.last + 1])
