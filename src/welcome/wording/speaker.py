"""Says schedules and closures back, in the wording of the house and the language of the reader."""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from welcome.directory.hours import Closure, ExtraOpening, Schedule
from welcome.wording.catalogue import ENGLISH, Catalogue, catalogue
from welcome.wording.phrases import (
    ALL_DAYS,
    ALL_MONTHS,
    EVERY_NTH,
    bits,
    calendar_date,
    listed,
    months,
    nth_days,
    sentence_case,
    times,
    usual_days,
)

Times = tuple[int, int | None]


def say_schedules(schedules: Iterable[Schedule], language: str = ENGLISH) -> str:
    """Return all schedules as one text, a full stop after each sentence; "" for none."""
    words = catalogue(language)
    text = ""
    for sentence in schedule_sentences(schedules, language):
        stopped = words.say("schedule.full_stop", sentence=sentence)
        text = words.say("schedule.together", sentences=text, sentence=stopped) if text else stopped
    return text


def schedule_sentences(schedules: Iterable[Schedule], language: str = ENGLISH) -> list[str]:
    """Return one sentence for each schedule; days with the same times and times on the same days share one.

    Who it is for, what it costs and whether to book come before the times.
    """
    words = catalogue(language)
    return [sentence_case(_sentence(words, rule, spans)) for rule, spans in _merged(schedules)]


def say_closure(
    closure: Closure,
    language: str = ENGLISH,
    *,
    today: date | None = None,
    schedules: Iterable[Schedule] = (),
) -> str:
    """Return "Closed 24 December to 2 January: no heating"; years are left out when `today` is near enough.

    A closure of one schedule says which, when it is among `schedules`.
    """
    words = catalogue(language)
    reason = closure_reason(closure.reason, language)
    days = "one_day" if closure.first_day == closure.last_day else "days"
    said = words.say(
        f"closure.{days}" + (".reason" if reason else ""),
        first=calendar_date(words, closure.first_day, today),
        last=calendar_date(words, closure.last_day, today),
        reason=reason,
    )
    rule = next((rule for rule in schedules if closure.schedule_id is not None and rule.id == closure.schedule_id), None)
    if rule is None:
        return said
    return words.say("closure.of_schedule", closure=said, schedule=_sentence(words, rule, [_times_of(rule)]))


def closure_reason(reason: str, language: str = ENGLISH) -> str:
    """Return a listed reason (`heating`, `funeral` ...) in words, any other as the host wrote it."""
    words = catalogue(language)
    key = f"closure.reason.{reason.strip()}"
    return words.say(key) if words.has(key) else reason.strip()


def closures_ahead(
    closures: Iterable[Closure],
    today: date,
    language: str = ENGLISH,
    *,
    schedules: Iterable[Schedule] = (),
    days: int = 92,
) -> list[str]:
    """Return the closures that are on or begin within `days` of `today`, soonest first, as sentences."""
    rules = tuple(schedules)
    until = today + timedelta(days=days)
    ahead = [closure for closure in closures if closure.last_day >= today and closure.first_day < until]
    ahead.sort(key=lambda closure: (closure.first_day, closure.last_day, closure.id))
    return [say_closure(closure, language, today=today, schedules=rules) for closure in ahead]


def say_extra_opening(extra: ExtraOpening, language: str = ENGLISH, *, today: date | None = None) -> str:
    """Return "Also open Saturday 12 December, 10am to midday: carols", with audience, booking and cost before the times."""
    words = catalogue(language)
    who = say_who(extra.audience, extra.booking, extra.cost, language)
    return words.say(
        "extra_opening" + (".for" if who else "") + (".reason" if extra.reason else ""),
        date=calendar_date(words, extra.day, today, weekday=True),
        who=who,
        times=times(words, extra.opens, extra.closes),
        reason=extra.reason,
    )


def say_who(audience: str, booking: str, cost: str, language: str = ENGLISH) -> str:
    """Return who it is for, whether to book and what it costs, "" when it is for everyone, free, without booking."""
    words = catalogue(language)
    return _who(words, Schedule(audience=audience, booking=booking, cost=cost))


def say_for_whom(schedule: Schedule, language: str = ENGLISH) -> str:
    """Return all that is said before the times of a schedule: label, audience, ages, languages, booking, cost; "" for none."""
    return _who(catalogue(language), schedule)


def _merged(schedules: Iterable[Schedule]) -> list[tuple[Schedule, list[Times]]]:
    """Return rules with all their times: first days with equal times become one rule, then times with equal days."""
    by_days: dict[Schedule, int] = {}
    for rule in map(_plain, schedules):
        alike = msgspec.structs.replace(rule, weekdays=0)
        by_days[alike] = by_days.get(alike, 0) | rule.weekdays
    by_times: dict[Schedule, list[Times]] = {}
    for alike, weekdays in by_days.items():
        rule = msgspec.structs.replace(alike, weekdays=weekdays, opens=None, closes=None)
        by_times.setdefault(rule, []).append(_times_of(alike))
    return [
        (rule, sorted(spans, key=lambda span: (span[0] is None, span[0] or 0, span[1] or 0)))
        for rule, spans in by_times.items()
    ]


def _plain(rule: Schedule) -> Schedule:
    """Return the rule without what is not said in its sentence, so that rules which mean the same are equal.

    A rule of every few weeks keeps one date: the first that it may fall on, or the Monday before when that is the week's first.
    """
    fortnightly = rule.every_weeks > 1 and rule.anchor is not None
    return msgspec.structs.replace(
        rule,
        id=0,
        words="",
        confirmed_on=None,
        weekdays=rule.weekdays or (ALL_DAYS if rule.bank_holidays == "only" else 0),
        anchor=_counted_from(rule) if fortnightly else None,
        valid_from=None if fortnightly else rule.valid_from,
        nth=0 if rule.nth & EVERY_NTH == EVERY_NTH else rule.nth,
        months=0 if rule.months == ALL_MONTHS else rule.months,
    )


def _counted_from(rule: Schedule) -> date | None:
    first = _first_date(rule)
    in_week = 1 << first.weekday() if first else 0
    return first - timedelta(days=first.weekday()) if first and in_week == rule.weekdays & -rule.weekdays else first


def _first_date(rule: Schedule) -> date | None:
    """Return the first day on which a rule of every few weeks may fall, None when it has no anchor.

    A rule that ends before it can fall, or has no days, keeps the day on which it begins.
    """
    if rule.anchor is None:
        return None
    begins = max(rule.anchor, rule.valid_from or rule.anchor)
    monday = rule.anchor - timedelta(days=rule.anchor.weekday())
    monday += timedelta(weeks=(begins - monday).days // (7 * rule.every_weeks) * rule.every_weeks)
    weeks = (monday, monday + timedelta(weeks=rule.every_weeks))
    days = (week + timedelta(days=bit) for week in weeks for bit in bits(rule.weekdays))
    return next((day for day in days if begins <= day <= (rule.valid_to or day)), begins)


def _times_of(rule: Schedule) -> Times:
    return (rule.opens, rule.closes)


def _sentence(words: Catalogue, rule: Schedule, spans: list[Times]) -> str:
    rule = _plain(rule)
    said = _when(words, rule, spans)
    for qualifier in _qualifiers(words, rule):
        said = words.say("schedule.qualified", sentence=said, qualifier=qualifier) if said else qualifier
    if who := _who(words, rule):
        said = words.say("schedule.for", who=who, sentence=said)
    return words.say("schedule.noted", sentence=said, note=rule.note.strip().rstrip(".")) if rule.note.strip() else said


def _when(words: Catalogue, rule: Schedule, spans: list[Times]) -> str:
    """Return days and times: "1st and 3rd Thursday of the month, 2pm to 4pm"; "" where neither is known."""
    timed = [(opens, closes) for opens, closes in spans if opens is not None]
    said = listed(words, [times(words, opens, closes) for opens, closes in timed]) if timed else ""
    if not said and rule.kind == "drop_in":
        said = words.say("schedule.times_not_known")
    if not rule.weekdays:
        return said
    days = _days(words, rule)
    return words.say("schedule.timed", when=days, times=said) if said else days


def _days(words: Catalogue, rule: Schedule) -> str:
    if rule.every_weeks > 1:
        return _every_weeks(words, rule)
    if rule.nth:
        return words.say("schedule.nth", days=nth_days(words, rule.nth, rule.weekdays))
    if _on_bank_holidays_alone(rule):
        return words.say("schedule.only_bank_holidays")
    if rule.valid_from and _on_one_day(rule):
        return words.say("schedule.one_day", date=calendar_date(words, rule.valid_from, weekday=True))
    return words.say("schedule.weekly", days=usual_days(words, rule.weekdays))


def _every_weeks(words: Catalogue, rule: Schedule) -> str:
    """Return "every 2 weeks on Tuesday from 6 January 2026"; several days come last, so that all are meant."""
    days, first = usual_days(words, rule.weekdays, "day"), _first_date(rule)
    if first is None:
        return words.count("schedule.every_weeks.no_date", rule.every_weeks, days=days)
    several = ".several" if rule.weekdays & (rule.weekdays - 1) else ""
    dates = _valid(words, first, rule.valid_to)
    return words.count(f"schedule.every_weeks{several}", rule.every_weeks, days=days, dates=dates)


def _on_bank_holidays_alone(rule: Schedule) -> bool:
    """A rule for bank holidays on whatever weekday they fall is said without the days of the week."""
    return rule.bank_holidays == "only" and rule.weekdays == ALL_DAYS and rule.every_weeks == 1 and not rule.nth


def _on_one_day(rule: Schedule) -> bool:
    """A rule that holds on one day, bank holiday or not, is said as that date."""
    day = rule.valid_from
    plain = rule.every_weeks == 1 and not rule.nth and not rule.months and rule.bank_holidays == "as_usual"
    return plain and day is not None and day == rule.valid_to and bool(rule.weekdays >> day.weekday() & 1)


def _qualifiers(words: Catalogue, rule: Schedule) -> list[str]:
    """Return what narrows the days and times, in the order in which it is said."""
    found = [words.say("schedule.by_appointment")] if rule.kind == "by_appointment" else []
    if rule.every_weeks > 1 and rule.nth and rule.weekdays:
        found.append(words.say("schedule.nth_too", days=nth_days(words, rule.nth, rule.weekdays)))
    if rule.months:
        found.append(words.say("schedule.months", months=months(words, rule.months)))
    dates_are_said = _on_one_day(rule) or (rule.every_weeks > 1 and rule.anchor is not None and rule.weekdays)
    if (rule.valid_from or rule.valid_to) and not dates_are_said:
        found.append(_valid(words, rule.valid_from, rule.valid_to))
    if rule.term != "always":
        found.append(words.say(f"schedule.term.{rule.term}"))
    if rule.bank_holidays != "not_said" and not _on_bank_holidays_alone(rule) and not _on_one_day(rule):
        found.append(words.say(f"schedule.bank_holidays.{rule.bank_holidays}"))
    return found


def _valid(words: Catalogue, first: date | None, last: date | None) -> str:
    key = "between" if first and last else "from" if first else "until"
    said = {name: calendar_date(words, day) for name, day in (("first", first), ("last", last)) if day}
    return words.say(f"schedule.{key}", **said)


def _who(words: Catalogue, rule: Schedule) -> str:
    """Return label, audience, ages, languages, booking and cost, in that order, "" when there is nothing to say."""
    parts = [rule.label.strip()]
    if rule.audience != "everyone":
        parts.append(words.say(f"audience.{rule.audience}"))
    parts.append(_ages(words, rule.min_age, rule.max_age))
    for code in rule.languages:
        name = words.say(f"language.{code}") if words.has(f"language.{code}") else code
        parts.append(words.say("languages.spoken", language=name))
    if rule.booking != "none":
        parts.append(words.say(f"booking.{rule.booking}"))
    parts.append(_cost(words, rule))
    said = [part for part in parts if part]
    text = said[0] if said else ""
    for item in said[1:]:
        text = words.say("who.more", items=text, item=item)
    return text


def _cost(words: Catalogue, rule: Schedule) -> str:
    """Return "there is a charge (£2)", "" for what is free and needs no more words; a note that says the cost stands alone."""
    note = rule.cost_note.strip()
    if rule.cost == "free" and not note:
        return ""
    cost = words.say(f"cost.{rule.cost}")
    if note.lower().startswith(cost.lower()):
        return note
    return words.say("cost.noted", cost=cost, note=note) if note else cost


def _ages(words: Catalogue, youngest: int | None, oldest: int | None) -> str:
    if youngest is None and oldest is None:
        return ""
    key = "ages.up_to" if youngest is None else "ages.from" if oldest is None else "ages.between"
    said = {name: words.number(age) for name, age in (("min", youngest), ("max", oldest)) if age is not None}
    return words.say(key, **said)
