"""Writes a venue's times for search engines: schema.org's OpeningHoursSpecification, exact within a stated horizon.

Weekly times stand in `openingHoursSpecification`; every day that differs stands whole in `specialOpeningHoursSpecification`,
which goes before them, closed as 00:00 to 00:00. Places in the month, fortnights and the like are such days. A specification
belongs to the day on which it starts; one that closes at or before its opening time closes on the next day.
A day on which it may be closed is not given as open, and its description says why. Source: https://schema.org/openingHours
and https://developers.google.com/search/docs/appearance/structured-data/local-business.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import msgspec

from welcome.directory.calendars import Calendars
from welcome.directory.hours import MINUTES_A_DAY, Doubt, Hours
from welcome.exchange.dated_hours import CannotSay, DatedSchedule, dated_schedules, runs_among, weekdays_of
from welcome.wording.catalogue import ENGLISH, catalogue
from welcome.wording.phrases import bits
from welcome.wording.speaker import say_for_whom, say_who
from welcome.wording.state import say_doubt

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HALF_A_DAY = 720

#: Opens, closes (at most a day later) and what is said beside the times.
Span = tuple[int, int, str]


class SchemaOrgHours(msgspec.Struct, frozen=True):
    """`properties` go into the JSON-LD of the place and hold exactly on the London days [first_day, last_day_exclusive).

    left_out: sentences on what they do not say.
    """

    properties: dict[str, list[dict[str, Any]]]
    first_day: date
    last_day_exclusive: date
    left_out: tuple[str, ...] = ()


def schema_org_hours(
    hours: Hours, calendars: Calendars, first_day: date, last_day_exclusive: date, language: str = ENGLISH
) -> SchemaOrgHours:
    """Return both properties, each left out when empty; raises CannotSay when nothing is known about when it is open."""
    drop_in = [schedule for schedule in hours.schedules if schedule.kind == "drop_in"]
    left_out = ("Times by appointment are left out.",) if len(drop_in) < len(hours.schedules) else ()
    if not drop_in and not hours.extra_openings:
        raise CannotSay("No times are known at which anybody may walk in, so there is nothing to write for schema.org.")
    # An opening that starts on the day before may run into the first day.
    begin = first_day - timedelta(days=1)
    usual: dict[date, list[Span]] = {}
    wanted: dict[date, list[Span]] = {}
    doubts: dict[date, set[Doubt]] = {}
    regular: list[dict[str, Any]] = []
    for one in dated_schedules(hours, calendars, begin, last_day_exclusive):
        if one.schedule.kind != "drop_in":
            continue
        spans = _spans(one.schedule.opens or 0, one.schedule.closes, say_for_whom(one.schedule, language), language)
        basis = _basis(one)
        if basis and all(offset == 0 for offset, _ in spans):
            regular += [_weekly(one, span, basis) for _, span in spans]
            _add(usual, basis, spans)
        _add(wanted, one.days, spans)
        for day, doubt in one.doubtful.items():
            doubts.setdefault(day, set()).add(doubt)
    for extra in hours.extra_openings:
        if begin <= extra.day < last_day_exclusive:
            who = say_who(extra.audience, extra.booking, extra.cost, language)
            _add(wanted, [extra.day], _spans(extra.opens, extra.closes, who, language))
    special = _special(usual, wanted, doubts, language)
    found = {"openingHoursSpecification": _flat(regular), "specialOpeningHoursSpecification": special}
    return SchemaOrgHours({name: rows for name, rows in found.items() if rows}, first_day, last_day_exclusive, left_out)


def _spans(opens: int, closes: int | None, who: str, language: str) -> list[tuple[int, Span]]:
    """Return the opening in pieces that the format can say, each with the days after the first on which it starts.

    A piece is shorter than a day, because equal times mean closed.
    """
    until_late = catalogue(language).say("doubt.no_closing_time") if closes is None else ""
    said = ". ".join(filter(None, (who, until_late)))
    pieces, begin, end = [], opens, MINUTES_A_DAY if closes is None else closes
    while end - begin >= MINUTES_A_DAY:
        pieces.append((begin, begin + _HALF_A_DAY))
        begin += _HALF_A_DAY
    pieces.append((begin, end))
    return [
        (start // MINUTES_A_DAY, (start % MINUTES_A_DAY, stop - start // MINUTES_A_DAY * MINUTES_A_DAY, said))
        for start, stop in pieces
    ]


def _add(found: dict[date, list[Span]], days: Iterable[date], spans: list[tuple[int, Span]]) -> None:
    for day in days:
        for offset, span in spans:
            found.setdefault(day + timedelta(days=offset), []).append(span)


def _basis(one: DatedSchedule) -> tuple[date, ...]:
    """Return the days that weekly specifications give: the bare pattern, in term time the term's days, or none at all."""
    rule = one.schedule
    if rule.every_weeks > 1 or rule.nth:
        return ()
    days = one.pattern if rule.term == "always" else one.days
    return days if len(one.days) * 2 > len(days) else ()


def _weekly(one: DatedSchedule, span: Span, days: tuple[date, ...]) -> list[dict[str, Any]]:
    """Return a specification for each run of weeks; without dates when the pattern goes on for ever."""
    weekdays = [f"https://schema.org/{_DAYS[day]}" for day in bits(weekdays_of(one.schedule))]
    row = {"@type": "OpeningHoursSpecification", "dayOfWeek": weekdays, **_times(span)}
    if days == one.weekly and one.known_beyond:
        return [row]
    return [
        {**row, "validFrom": first.isoformat(), "validThrough": last.isoformat()}
        for first, last in runs_among(days, one.weekly)
    ]


def _flat(rows: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [row for group in rows for row in group]


def _special(
    usual: dict[date, list[Span]], wanted: dict[date, list[Span]], doubts: dict[date, set[Doubt]], language: str
) -> list[dict[str, Any]]:
    """Return the days that differ from the usual or are in doubt, alike neighbours as one."""
    days = sorted(usual.keys() | wanted.keys() | doubts.keys())
    said = {day: (tuple(sorted({*wanted.get(day, ())})), _doubt_of(doubts.get(day, set()), language)) for day in days}
    differing = [day for day in days if said[day] != (tuple(sorted({*usual.get(day, ())})), "")]
    rows: list[dict[str, Any]] = []
    for first, last in _alike(differing, said):
        spans, doubt = said[first]
        for span in spans or ((0, 0, ""),):
            opens, closes, text = span
            described = ". ".join(filter(None, (text, doubt)))
            row = {"@type": "OpeningHoursSpecification", **_times((opens, closes, described))}
            rows.append({**row, "validFrom": first.isoformat(), "validThrough": last.isoformat()})
    return rows


def _alike(days: list[date], said: dict[date, Any]) -> list[tuple[date, date]]:
    """Return spans of consecutive days of which the same is said."""
    found: list[tuple[date, date]] = []
    for day in days:
        if found and day - found[-1][1] == timedelta(days=1) and said[day] == said[found[-1][0]]:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _doubt_of(doubts: set[Doubt], language: str) -> str:
    words = catalogue(language)
    return ". ".join(words.say("state.may_be_closed", why=say_doubt(doubt, language)) for doubt in sorted(doubts))


def _times(span: Span) -> dict[str, str]:
    opens, closes, description = span
    times = {"opens": _clock(opens), "closes": _clock(closes)}
    return {**times, "description": description} if description else times


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
