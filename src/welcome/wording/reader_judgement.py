"""Turns clauses into schedules, and asks about whatever a careful person would not dare to guess."""

from typing import Any

import msgspec

from welcome.directory.hours import LAST_IN_MONTH, Schedule
from welcome.wording.reader_checks import ask_about_days_named_again, ask_about_overlaps, merged
from welcome.wording.reader_clauses import Clause, Plan
from welcome.wording.reader_days import EVERY_DAY, DayItem
from welcome.wording.reader_findings import Findings, say_date, say_weekday
from welcome.wording.reader_hours import hours_of, is_full_day
from welcome.wording.reader_parts import Element
from welcome.wording.reader_when import close_on, resolved, valid_of, weeks_of

#: More rows than this are not the opening times of one place.
SCHEDULES_MAX = 60


def judge_plan(plan: Plan, findings: Findings) -> None:
    """Add to `findings` the schedules, closures and questions of all clauses."""
    for key, first, last in plan.questions:
        findings.ask(key, first, last)
    for element in plan.monthly:
        if not all(_has_place(clause) for clause in plan.clauses):
            findings.ask("ask.monthly", element.first, element.last)
    findings.full_day_style = any(
        is_full_day(element.value) for clause in plan.clauses for element in clause.times if element.kind == "times"
    )
    holiday_days = 0
    for clause in plan.clauses:
        for item in clause.days.items if clause.days is not None else ():
            if item.bank and not item.alone:
                holiday_days |= item.mask or EVERY_DAY
    closings: list[Element] = list(plan.everywhere)
    for clause in plan.clauses:
        _judge_clause(clause, plan, findings, holiday_days)
        closings += [element for element in clause.modifiers if element.kind == "close"]
    close_on(closings, findings)
    if plan.extra_appointment is not None:
        extra = plan.extra_appointment
        words = findings.text.between(extra.first, extra.last)
        findings.schedules.append(Schedule(kind="by_appointment", words=words))
    findings.schedules = merged(findings.schedules)
    if len(findings.schedules) > SCHEDULES_MAX:
        findings.questions.append(findings.words.say("ask.too_many"))
        findings.schedules = findings.schedules[:SCHEDULES_MAX]
    if not findings.questions:
        ask_about_overlaps(findings)
    if not findings.questions:
        ask_about_days_named_again(plan.clauses, findings)


def _has_place(clause: Clause) -> bool:
    """Tell whether the clause says which one of the month is meant."""
    return clause.has("nth") or (clause.days is not None and all(item.nth for item in clause.days.items if not item.bank))


def _judge_clause(clause: Clause, plan: Plan, findings: Findings, holiday_days: int) -> None:
    base = _base_fields(clause, findings)
    if base is None:
        return
    spans = hours_of(clause, findings)
    weeks = weeks_of(clause, findings, base)
    if weeks is None:
        return
    rows: list[Schedule] = []
    for opens, closes, words_first, words_last in spans:
        first, last = min(clause.first, words_first), max(clause.last, words_last)
        words = findings.text.balanced(first, last)
        untimed = opens is None
        fields = {**base, "opens": opens, "closes": closes, "words": words}
        if untimed:
            fields["kind"] = "by_appointment"
        rows += _dated(clause, fields, findings)
        if clause.days is not None:
            rows += _repeating(clause, fields, findings, holiday_days)
    findings.schedules += rows


def _base_fields(clause: Clause, findings: Findings) -> dict[str, Any] | None:
    """Return the fields that all rows of a clause share."""
    fields: dict[str, Any] = {}
    notes: list[str] = []
    months: int | None = None
    for element in clause.modifiers:
        value = element.value
        match element.kind:
            case "months":
                months = value if months is None else months & value
                if not months:
                    findings.ask("ask.contradiction", element.first, element.last)
                fields["months"] = months
            case "term":
                if fields.setdefault("term", value) != value:
                    findings.ask("ask.terms", element.first, element.last)
            case "valid":
                if "valid_from" in fields or "valid_to" in fields:
                    findings.ask("ask.date", element.first, element.last)
                fields.update(valid_of(element, findings))
            case "bank":
                if isinstance(value, str):
                    if fields.setdefault("bank_holidays", value) != value:
                        findings.ask("ask.bank_holidays", element.first, element.last)
                elif not value[1] and fields.setdefault("bank_holidays", "closed") != "closed":
                    findings.ask("ask.bank_holidays", element.first, element.last)
            case "every_day_of_year":
                fields.setdefault("bank_holidays", "as_usual")
            case "appointment":
                fields["kind"] = "by_appointment"
            case "label":
                said = findings.text.between(element.first, element.last)
                fields["label"] = f"{fields['label']}, {said}" if fields.get("label") else said
                _set_who(fields, value, element, findings)
            case "who":
                _set_who(fields, value, element, findings)
            case "booking":
                fields["booking"] = value
            case "cost":
                fields["cost"] = value["cost"]
                if value.get("sum"):
                    fields["cost_note"] = findings.text.between(element.first, element.last)
            case "language":
                fields["languages"] = (*fields.get("languages", ()), value)
            case "note":
                notes.append(findings.text.between(element.first, element.last))
            case "including":
                _including(clause, element, fields, findings)
    fields.pop("said_outright", None)
    by_age = fields.pop("audience_of_age", None)
    if by_age is not None:
        fields.setdefault("audience", by_age)
    if notes:
        fields["note"] = ", ".join(dict.fromkeys(notes))
    return fields


def _set_who(fields: dict[str, Any], value: dict[str, Any], element: Element, findings: Findings) -> None:
    """Set audience and ages. What a label suggests ("women's group") gives way to what is said outright ("for carers")."""
    audience, outright = value.get("audience"), element.kind == "who"
    if audience is not None:
        known = fields.get("audience", audience)
        twice = outright and fields.get("said_outright") and known != audience
        if twice or audience == "conflict" or {known, audience} == {"women", "men"}:
            findings.ask("ask.audiences", element.first, element.last)
        elif outright or not fields.get("said_outright"):
            fields["audience"] = audience
        fields["said_outright"] = outright or fields.get("said_outright", False)
    fields.update({name: said for name, said in value.items() if name != "audience" and said is not None})


def _including(clause: Clause, element: Element, fields: dict[str, Any], findings: Findings) -> None:
    for thing in element.value:
        if thing.kind == "bank":
            fields.setdefault("bank_holidays", thing.value)
            continue
        if thing.kind == "term":
            continue
        if thing.kind != "days":
            findings.ask("ask.except", element.first, element.last)
            continue
        for item in thing.value.items:
            if item.bank:
                if fields.setdefault("bank_holidays", "as_usual") != "as_usual" or item.mask:
                    findings.ask("ask.bank_holidays", element.first, element.last)
                continue
            covered = 0
            for mine in clause.days.items if clause.days is not None else ():
                covered |= mine.mask
            if item.mask & ~covered or item.nth or item.weeks > 1:
                findings.ask("ask.no_times", element.first, element.last)


def _dated(clause: Clause, fields: dict[str, Any], findings: Findings) -> list[Schedule]:
    """Return rows for days named by their date; somebody who names the date means it, bank holiday or not."""
    rows = []
    for words in clause.dates:
        day = resolved(words, Element("dates", None, words.first, words.last), findings)
        if day is None:
            continue
        bank = fields.get("bank_holidays", "as_usual")
        if "valid_from" in fields or "valid_to" in fields or fields.get("weeks", 1) > 1:
            findings.ask("ask.date", clause.first, clause.last)
        own = {**fields, "valid_from": day, "valid_to": day, "weekdays": 1 << day.weekday(), "bank_holidays": bank}
        rows.append(Schedule(**own))
    return rows


def _repeating(clause: Clause, fields: dict[str, Any], findings: Findings, holiday_days: int) -> list[Schedule]:
    """Return rows for days of the week. holiday_days: weekdays on which bank holidays have times of their own."""
    items = [msgspec.structs.replace(item) for item in clause.days.items]
    _add_places(items, clause, fields, findings)
    for element in clause.modifiers:
        if element.kind == "off":
            items = without_days(items, element, findings)
    rows: list[Schedule] = []
    for item in items:
        if item.bank:
            own = {**fields, "weekdays": item.mask or EVERY_DAY, "bank_holidays": "only"}
            rows.append(Schedule(**own))
            continue
        if not item.mask:
            continue
        if item.nth and item.mask.bit_count() > 1 and not clause.has("only_nth"):
            findings.ask("ask.nth_days", clause.first, clause.last)
        own = {**fields, "weekdays": item.mask, "nth": item.nth}
        if item.mask & holiday_days and fields.get("bank_holidays") is None:
            findings.guessed.append(findings.words.say("guess.bank_times"))
            rows += _split_by_bank_days(own, holiday_days)
            continue
        closed = 0
        for element in clause.modifiers:
            if element.kind == "bank" and not isinstance(element.value, str):
                closed |= element.value[1]
        rows += _split_by_bank_days(own, closed)
    return _on_dates_only(rows, clause, findings)


def _add_places(items: list[DayItem], clause: Clause, fields: dict[str, Any], findings: Findings) -> None:
    """Give the days their place in the month where it is said apart from them."""
    for element in clause.modifiers:
        if element.kind not in ("nth", "only_nth"):
            continue
        plain = not any(item.nth or item.bank for item in items)
        if element.kind == "only_nth":
            fits = plain and sum(item.mask for item in items) == element.value.mask
            nth = element.value.nth
        else:
            fits, nth = plain and len(items) == 1 and items[0].mask.bit_count() == 1, element.value
        if not fits:
            findings.ask("ask.nth_days", element.first, element.last)
            continue
        for item in items:
            item.nth = nth
    said_apart = clause.has("nth") or clause.has("only_nth")
    if any(item.nth for item in items) and fields.get("every_weeks", 1) > 1 and not said_apart:
        findings.ask("ask.nth_and_weeks", clause.first, clause.last)


def _on_dates_only(rows: list[Schedule], clause: Clause, findings: Findings) -> list[Schedule]:
    """Narrow rows to "only on 12 December 2026"; a date that is on none of their days is asked about."""
    for element in clause.modifiers:
        if element.kind != "only_dates":
            continue
        narrowed: list[Schedule] = []
        for words in element.value:
            day = resolved(words, element, findings)
            if day is None:
                continue
            fitting = [row for row in rows if row.weekdays >> day.weekday() & 1 and not row.valid_from and not row.valid_to]
            if not fitting:
                findings.ask("ask.date_weekday", element.first, element.last, date=say_date(day), weekday=say_weekday(day))
            narrowed += [msgspec.structs.replace(row, valid_from=day, valid_to=day) for row in fitting]
        rows = narrowed
    return rows


def _split_by_bank_days(fields: dict[str, Any], mask: int) -> list[Schedule]:
    """Return rows of which those on the weekdays in `mask` are closed on bank holidays: "closed bank holiday Mondays"."""
    named = fields["weekdays"] & mask
    if not named:
        return [Schedule(**fields)]
    rows = [Schedule(**{**fields, "weekdays": named, "bank_holidays": "closed"})]
    rest = fields["weekdays"] & ~mask
    return [*rows, Schedule(**{**fields, "weekdays": rest})] if rest else rows


def without_days(items: list[DayItem], element: Element, findings: Findings) -> list[DayItem]:
    """Take out days that are said to be closed; a day that is named open and closed is a contradiction."""
    every_place = LAST_IN_MONTH - 1
    for off in element.value.items:
        kept: list[DayItem] = []
        for item in items:
            shared = item.mask & off.mask
            if item.bank or not shared:
                kept.append(item)
                continue
            if off.weeks > 1:
                findings.ask("ask.closed", element.first, element.last)
                kept.append(item)
                continue
            if not off.nth:
                if item.named & off.mask or shared == item.mask or item.nth:
                    findings.ask("ask.contradiction", element.first, element.last)
                    kept.append(item)
                    continue
                item.mask &= ~off.mask
                kept.append(item)
                continue
            left = (item.nth or every_place) & ~off.nth
            if off.nth & LAST_IN_MONTH or item.nth & LAST_IN_MONTH or not left:
                findings.ask("ask.last_nth", element.first, element.last)
                kept.append(item)
                continue
            rest = item.mask & ~off.mask
            if rest:
                kept.append(msgspec.structs.replace(item, mask=rest))
            for day in range(7):
                if shared >> day & 1:
                    kept.append(msgspec.structs.replace(item, mask=1 << day, nth=left))
        items = kept
    return items
