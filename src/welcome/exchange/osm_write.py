"""Writes a venue's times as OpenStreetMap's `opening_hours` text, exact within a stated horizon.

What that format has no word for is written as dates: fortnights, school terms, bank holidays (readers of the format disagree
about which days `PH` are), one-off openings. A day on which it may be closed is `unknown` with the reason, never open.
Where an opening runs past midnight no rule overrides another, because readers of the format then cut it at midnight.
Source: the specification at https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from welcome.directory.calendars import Calendars
from welcome.directory.hours import LAST_IN_MONTH, LATEST_CLOSE, MINUTES_A_DAY, WEEKDAYS, Hours, Schedule
from welcome.exchange.dated_hours import CannotSay, DatedSchedule, dated_schedules, runs_among, weekdays_of
from welcome.wording.phrases import bits, runs
from welcome.wording.speaker import say_for_whom, say_who
from welcome.wording.state import say_doubt

#: The longest value that OpenStreetMap's database takes for a tag.
OSM_TAG_CHARACTERS_MAX = 255
_DAYS = tuple(day.title() for day in WEEKDAYS)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BY_APPOINTMENT = 'unknown "by appointment"'

#: Opens, closes and what is said after the times: `unknown "..."`, `open "for women only"` or nothing.
Span = tuple[int, int | None, str]


class OsmHours(msgspec.Struct, frozen=True):
    """`text` holds exactly on the London days [first_day, last_day_exclusive); left_out: sentences on what it does not say."""

    text: str
    first_day: date
    last_day_exclusive: date
    left_out: tuple[str, ...] = ()

    @property
    def fits_a_tag(self) -> bool:
        return len(self.text) <= OSM_TAG_CHARACTERS_MAX


def osm_hours(hours: Hours, calendars: Calendars, first_day: date, last_day_exclusive: date) -> OsmHours:
    """Return the venue's times as `opening_hours` text; raises CannotSay when nothing at all is known about them."""
    left_out = []
    if any(schedule.opens is None for schedule in hours.schedules):
        if not hours.extra_openings and all(schedule.opens is None for schedule in hours.schedules):
            return OsmHours(_BY_APPOINTMENT, first_day, last_day_exclusive)
        left_out.append("Appointments without stated times are left out.")
    if not hours.schedules and not hours.extra_openings:
        raise CannotSay("Nothing is known about when it is open, so there is nothing to write as opening_hours.")
    # An opening that starts on the day before may run into the first day.
    dated = dated_schedules(hours, calendars, first_day - timedelta(days=1), last_day_exclusive)
    extras = _extras(hours, first_day - timedelta(days=1), last_day_exclusive)
    spans = [(one.schedule.closes or 0) for one in dated] + [closes or 0 for rows in extras.values() for _, closes, _ in rows]
    past_midnight = any(closes > MINUTES_A_DAY for closes in spans)
    text = _only_adding(dated, extras) if past_midnight else _with_overrides(dated, extras)
    return OsmHours(text, first_day, last_day_exclusive, tuple(left_out))


def _extras(hours: Hours, first_day: date, last_day_exclusive: date) -> dict[date, list[Span]]:
    found: dict[date, list[Span]] = {}
    for extra in hours.extra_openings:
        if first_day <= extra.day < last_day_exclusive:
            comment = say_who(extra.audience, extra.booking, extra.cost)
            found.setdefault(extra.day, []).append((extra.opens, extra.closes, _open_to(comment)))
    return found


def _only_adding(dated: Iterable[DatedSchedule], extras: dict[date, list[Span]]) -> str:
    """Return rules that add up, none of which takes anything back; what is certain comes last, because it wins."""
    unsure, sure = [], []
    for one in dated:
        rule, modifier = one.schedule, _modifier(one.schedule)
        if modifier == _BY_APPOINTMENT:
            unsure += _rules(one, _all_days(one), modifier)
            continue
        sure += _rules(one, one.days, modifier)
        for doubt in sorted(set(one.doubtful.values())):
            days = [day for day, mine in one.doubtful.items() if mine == doubt]
            unsure.append(f"{_selector(one, days)} {_times(rule.opens or 0, rule.closes)} {_may_be_closed(doubt)}")
    sure += [f"{_day(day)} {_span(span)}" for day, spans in sorted(extras.items()) for span in spans]
    return ", ".join([*unsure, *sure]) or "off"


def _rules(one: DatedSchedule, days: tuple[date, ...], modifier: str) -> list[str]:
    """Return the rule for these days of the schedule, without dates when the days are simply its pattern."""
    if not days:
        return []
    rule = one.schedule
    plain = days == one.pattern and one.known_beyond and _is_native(rule)
    selector = _native_selector(rule) if plain else _selector(one, days)
    return [" ".join(filter(None, (selector, _times(rule.opens or 0, rule.closes), modifier)))]


def _with_overrides(dated: tuple[DatedSchedule, ...], extras: dict[date, list[Span]]) -> str:
    """Return the usual times, and after them each day that differs, written anew as a whole."""
    usual: dict[date, list[Span]] = {}
    wanted: dict[date, list[Span]] = {day: list(spans) for day, spans in extras.items()}
    base = []
    for one in dated:
        rule, modifier = one.schedule, _modifier(one.schedule)
        certain = modifier != _BY_APPOINTMENT
        span = (rule.opens or 0, rule.closes, modifier)
        days = one.days if certain else _all_days(one)
        basis = one.pattern if _pattern_serves(one, days) else days
        base += _rules(one, basis, modifier)
        for day in basis:
            usual.setdefault(day, []).append(span)
        for day in days:
            wanted.setdefault(day, []).append(span)
        for day, doubt in one.doubtful.items() if certain else ():
            wanted.setdefault(day, []).append((*span[:2], _may_be_closed(doubt)))
    base.sort(key=lambda text: " unknown " not in text)
    anew: dict[tuple[Span, ...], list[date]] = {}
    for day in sorted(usual.keys() | wanted.keys()):
        spans = _sorted(wanted.get(day, ()))
        if spans != _sorted(usual.get(day, ())):
            anew.setdefault(spans, []).append(day)
    texts = [", ".join(base)] if base else []
    return "; ".join([*texts, *(_day_rules(days, spans) for spans, days in anew.items())]) or "off"


def _sorted(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return a day's spans, each once, the uncertain first: of overlapping rules the later wins."""
    return tuple(
        sorted(set(spans), key=lambda span: (not span[2].startswith("unknown"), span[2], span[0], span[1] or LATEST_CLOSE))
    )


def _all_days(one: DatedSchedule) -> tuple[date, ...]:
    return tuple(sorted({*one.days, *one.doubtful}))


def _pattern_serves(one: DatedSchedule, days: tuple[date, ...]) -> bool:
    """Whether the bare pattern with a few days written anew is shorter than a list of days."""
    return one.schedule.every_weeks == 1 and one.schedule.term == "always" and len(days) * 2 > len(one.pattern)


def _is_native(rule: Schedule) -> bool:
    """Whether the format can say the rule for ever: months, weekdays and their places in the month."""
    return rule.every_weeks == 1 and rule.valid_from is None and rule.valid_to is None


def _native_selector(rule: Schedule) -> str:
    months = _listed(runs(bits(rule.months)), _MONTHS) if rule.months else ""
    return f"{months}: {_weekdays(rule)}" if months else _weekdays(rule)


def _selector(one: DatedSchedule, days: Iterable[date]) -> str:
    """Return the shortest of: spans of dates with the weekdays in them, or the dates themselves."""
    days = tuple(days)
    dates = ",".join(map(_day, days))
    spans = ",".join(_dates(first, last) for first, last in runs_among(days, one.weekly))
    ranged = f"{spans}: {_weekdays(one.schedule)}"
    return ranged if len(ranged) < len(dates) else dates


def _day_rules(days: list[date], spans: tuple[Span, ...]) -> str:
    """Return the rules that write these days anew."""
    consecutive = [[date.fromordinal(number) for number in run] for run in runs([day.toordinal() for day in days])]
    dates = ",".join(_dates(run[0], run[-1]) for run in consecutive)
    if not spans:
        return f"{dates} off"
    by_modifier: dict[str, list[str]] = {}
    for opens, closes, modifier in spans:
        by_modifier.setdefault(modifier, []).append(_times(opens, closes))
    return ", ".join(" ".join(filter(None, (dates, ",".join(times), modifier))) for modifier, times in by_modifier.items())


def _weekdays(rule: Schedule) -> str:
    if not rule.nth:
        return _listed(runs(bits(weekdays_of(rule))), _DAYS)
    places = [str(place + 1) for place in bits(rule.nth & ~LAST_IN_MONTH)] + ["-1"] * bool(rule.nth & LAST_IN_MONTH)
    return ",".join(f"{_DAYS[day]}[{','.join(places)}]" for day in bits(weekdays_of(rule)))


def _listed(groups: list[list[int]], names: tuple[str, ...]) -> str:
    return ",".join(names[group[0]] if len(group) == 1 else f"{names[group[0]]}-{names[group[-1]]}" for group in groups)


def _day(day: date) -> str:
    return f"{day.year} {_MONTHS[day.month - 1]} {day.day:02}"


def _dates(first: date, last: date) -> str:
    return _day(first) if first == last else f"{_day(first)}-{_day(last)}"


def _span(span: Span) -> str:
    opens, closes, modifier = span
    return " ".join(filter(None, (_times(opens, closes), modifier)))


def _times(opens: int, closes: int | None) -> str:
    return f"{_clock(opens)}+" if closes is None else f"{_clock(opens)}-{_clock(closes)}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _modifier(rule: Schedule) -> str:
    return _BY_APPOINTMENT if rule.kind == "by_appointment" else _open_to(say_for_whom(rule))


def _open_to(comment: str) -> str:
    # A comment cannot hold the mark that ends it.
    plain = " ".join(comment.replace('"', "'").split())
    return f'open "{plain}"' if plain else ""


def _may_be_closed(doubt: str) -> str:
    return f'unknown "may be closed: {say_doubt(doubt)}"'
