"""Writes a venue's times as an iCalendar file (RFC 5545), so that they stand in anybody's own calendar.

A rule that the format can say is an RRULE with the days off as EXDATE; any other is its dates, as RDATE, over a stated horizon.
A day on which it may be closed is an event of its own that is TENTATIVE and says so in its title. Nights on which the clock
changes are written in UTC, because programs read rules over a skipped or repeated hour in different ways.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

import msgspec

from welcome.directory.calendars import Calendars
from welcome.directory.hours import (
    LAST_IN_MONTH,
    LONDON,
    MINUTES_A_DAY,
    WEEKDAYS,
    ExtraOpening,
    Hours,
    Schedule,
    midnight,
)
from welcome.exchange.dated_hours import CannotSay, DatedSchedule, dated_schedules, weekdays_of
from welcome.wording.catalogue import ENGLISH, catalogue
from welcome.wording.phrases import bits
from welcome.wording.speaker import say_for_whom, say_who
from welcome.wording.state import say_doubt

LINE_OCTETS_MAX = 75
_DAYS = tuple(day.upper() for day in WEEKDAYS)
#: London's clock since 1996: the last Sundays of March and October, at 1am UTC (the tz database, Europe/London).
_LONDON_TIMEZONE = (
    "BEGIN:VTIMEZONE", "TZID:Europe/London",
    "BEGIN:DAYLIGHT", "DTSTART:19960331T010000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "TZNAME:BST",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
    "BEGIN:STANDARD", "DTSTART:19961027T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0000", "TZNAME:GMT",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
    "END:VTIMEZONE",
)  # fmt: skip


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What the events of one venue say beside their times. uid: never changes; place: its address in one line."""

    uid: str
    name: str
    place: str = ""
    url: str = ""


def calendar_text(name: str, events: Iterable[Sequence[str]], *, refresh: str = "P1D") -> str:
    """Return a whole iCalendar file; `events` come from `venue_events`, of one venue or of many.

    refresh: how often a program should ask again, an RFC 5545 duration.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//welcome//opening times//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{_escaped(name)}",
        f"X-WR-CALNAME:{_escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{refresh}",
        f"X-PUBLISHED-TTL:{refresh}",
        *_LONDON_TIMEZONE,
        *(line for event in events for line in event),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def venue_events(
    hours: Hours,
    calendars: Calendars,
    first_day: date,
    last_day_exclusive: date,
    *,
    about: About,
    stamp: datetime,
    language: str = ENGLISH,
) -> list[list[str]]:
    """Return the events of one venue, each as unfolded lines; they hold exactly on [first_day, last_day_exclusive).

    stamp: the aware moment at which this was true (DTSTAMP). A rule that no bank holiday, term or later closure
    touches goes on beyond the horizon; any other ends with it. Raises CannotSay when nothing is known about when it is open.
    """
    if not hours.schedules and not hours.extra_openings:
        raise CannotSay(f"Nothing is known about when {about.name} is open, so there is nothing to put into a calendar.")
    writer = _Writer(about, stamp, language, last_day_exclusive)
    # An opening that starts on the day before may run into the first day.
    begin = first_day - timedelta(days=1)
    events = []
    for place, one in enumerate(dated_schedules(hours, calendars, begin, last_day_exclusive), 1):
        events += writer.schedule(one, one.schedule.id or place)
    for place, extra in enumerate(hours.extra_openings, 1):
        if begin <= extra.day < last_day_exclusive and _lasts(extra.day, extra):
            events.append(writer.extra(extra, extra.id or place))
    return events


class _Writer(msgspec.Struct, frozen=True):
    """Writes the events of one venue."""

    about: About
    stamp: datetime
    language: str
    last_day_exclusive: date

    def schedule(self, one: DatedSchedule, key: int) -> list[list[str]]:
        rule = one.schedule
        by_appointment = rule.kind == "by_appointment"
        days = tuple(sorted({*one.days, *one.doubtful})) if by_appointment else one.days
        usual = tuple(day for day in days if not _on_odd_night(day, rule.opens or 0, rule.closes))
        odd = [day for day in days if day not in usual and _lasts(day, rule)]
        title = self.title(say_for_whom(rule, self.language), rule.closes)
        status = "TENTATIVE" if by_appointment else "CONFIRMED"
        if by_appointment:
            title = f"{title} ({catalogue(self.language).say('schedule.by_appointment')})"
        events = []
        if usual:
            when = self.recurring(one, usual)
            events.append(self.event(f"schedule-{key}", title, when, status, rule.note))
        events += [self.event(f"schedule-{key}-{day:%Y%m%d}", title, _in_utc(day, rule), status, rule.note) for day in odd]
        return events if by_appointment else events + self.doubtful(one, key, title)

    def doubtful(self, one: DatedSchedule, key: int, title: str) -> list[list[str]]:
        """Return one tentative event for each kind of doubt, and one for each doubtful night on which the clock changes."""
        rule, events = one.schedule, []
        for doubt in sorted(set(one.doubtful.values())):
            days = [day for day, mine in one.doubtful.items() if mine == doubt]
            usual = [day for day in days if not _on_odd_night(day, rule.opens or 0, rule.closes)]
            why = catalogue(self.language).say("state.may_be_closed", why=say_doubt(doubt, self.language))
            unsure = f"{title} ({why})"
            if usual:
                name = f"schedule-{key}-{doubt}"
                events.append(self.event(name, unsure, _dated(usual, rule.opens or 0, rule.closes), "TENTATIVE", rule.note))
            events += [
                self.event(f"schedule-{key}-{doubt}-{day:%Y%m%d}", unsure, _in_utc(day, rule), "TENTATIVE", rule.note)
                for day in days
                if day not in usual and _lasts(day, rule)
            ]
        return events

    def extra(self, extra: ExtraOpening, key: int) -> list[str]:
        title = self.title(say_who(extra.audience, extra.booking, extra.cost, self.language), extra.closes)
        return self.event(f"extra-{key}", title, _in_utc(extra.day, extra), "CONFIRMED", extra.reason)

    def title(self, who: str, closes: int | None) -> str:
        """Return "St Hilda's: women's group, until late": who it is for stands before anything else."""
        words = catalogue(self.language)
        named = words.say("schedule.for", who=self.about.name, sentence=who) if who else self.about.name
        return words.say("calendar.until_late", title=named) if closes is None else named

    def event(self, name: str, title: str, when: list[str], status: str, note: str) -> list[str]:
        return [
            "BEGIN:VEVENT",
            f"UID:{self.about.uid}-{name}",
            f"DTSTAMP:{_utc(self.stamp)}",
            *when,
            f"SUMMARY:{_escaped(title)}",
            f"STATUS:{status}",
            "TRANSP:TRANSPARENT",
            *([f"LOCATION:{_escaped(self.about.place)}"] if self.about.place else []),
            *([f"URL:{self.about.url}"] if self.about.url else []),
            *([f"DESCRIPTION:{_escaped(note)}"] if note else []),
            "END:VEVENT",
        ]

    def recurring(self, one: DatedSchedule, days: list[date]) -> list[str]:
        """Return start, end and the shorter of: a rule with the days off, or the days themselves."""
        rule = one.schedule
        off = sorted({*one.pattern} - {*days})
        if not _has_rrule(rule) or len(off) > len(days):
            return _dated(days, rule.opens or 0, rule.closes)
        endless = rule.valid_to is None and one.known_beyond
        until = "" if endless else f";UNTIL={_utc(datetime(*_ymd(min(self.last_day(rule))), 23, 59, 59, tzinfo=LONDON))}"
        starts = _spell(one.pattern[0], rule.opens or 0, rule.closes)
        excluded = [f"EXDATE;TZID=Europe/London:{','.join(_local(day, rule.opens or 0) for day in off)}"] if off else []
        return [*starts, f"RRULE:{_rrule(rule)}{until}", *excluded]

    def last_day(self, rule: Schedule) -> list[date]:
        return [self.last_day_exclusive - timedelta(days=1), *([rule.valid_to] if rule.valid_to else [])]


def _has_rrule(rule: Schedule) -> bool:
    """Whether one RRULE says the pattern: counted in weeks or by places in the month, not by both."""
    return rule.every_weeks == 1 or not rule.nth


def _rrule(rule: Schedule) -> str:
    days = [_DAYS[day] for day in bits(weekdays_of(rule))]
    months = f";BYMONTH={','.join(str(month + 1) for month in bits(rule.months))}" if rule.months else ""
    if rule.nth:
        places = [str(place + 1) for place in bits(rule.nth & ~LAST_IN_MONTH)] + ["-1"] * bool(rule.nth & LAST_IN_MONTH)
        return f"FREQ=MONTHLY{months};BYDAY={','.join(place + day for day in days for place in places)}"
    interval = f";INTERVAL={rule.every_weeks};WKST=MO" if rule.every_weeks > 1 else ""
    return f"FREQ=WEEKLY{interval}{months};BYDAY={','.join(days)}"


def _dated(days: list[date], opens: int, closes: int | None) -> list[str]:
    more = ",".join(_local(day, opens) for day in days[1:])
    return [*_spell(days[0], opens, closes), *([f"RDATE;TZID=Europe/London:{more}"] if more else [])]


def _spell(day: date, opens: int, closes: int | None) -> list[str]:
    """Return start and end on London's clock; without a closing time the day's end, and the title says "until late"."""
    ends = MINUTES_A_DAY if closes is None else closes
    return [f"DTSTART;TZID=Europe/London:{_local(day, opens)}", f"DTEND;TZID=Europe/London:{_local(day, ends)}"]


def _local(day: date, minutes: int) -> str:
    return f"{datetime(*_ymd(day)) + timedelta(minutes=minutes):%Y%m%dT%H%M%S}"


def _in_utc(day: date, rule: Schedule | ExtraOpening) -> list[str]:
    starts, ends = _moments(day, rule)
    return [f"DTSTART:{_utc(starts)}", f"DTEND:{_utc(ends)}"]


def _lasts(day: date, rule: Schedule | ExtraOpening) -> bool:
    """Whether anything is left of the opening: one that begins in the hour that is skipped may end before it starts."""
    starts, ends = _moments(day, rule)
    return starts < ends


def _moments(day: date, rule: Schedule | ExtraOpening) -> tuple[datetime, datetime]:
    """Return start and end in UTC."""
    ends = MINUTES_A_DAY if rule.closes is None else rule.closes
    return _moment(day, rule.opens or 0), _moment(day, ends)


def _moment(day: date, minutes: int) -> datetime:
    """Return the aware moment of a wall-clock time; a time that comes twice is its first, as RFC 5545 has it."""
    return (datetime(*_ymd(day)) + timedelta(minutes=minutes)).replace(tzinfo=LONDON).astimezone(UTC)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _ymd(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def _on_odd_night(day: date, opens: int, closes: int | None) -> bool:
    """Whether the opening touches the small hours of a day on which the clock changes."""
    ends = MINUTES_A_DAY if closes is None else closes
    for offset in range(ends // MINUTES_A_DAY + 1):
        that_day = day + timedelta(days=offset)
        changes = midnight(that_day + timedelta(days=1)) - midnight(that_day) != MINUTES_A_DAY
        if changes and opens - offset * MINUTES_A_DAY <= _SMALL_HOURS and ends - offset * MINUTES_A_DAY >= 0:
            return True
    return False


#: London's clock changes at 1am; the hour that is skipped or repeated is over at 2am.
_SMALL_HOURS = 3 * 60


def _escaped(text: str) -> str:
    """Return text as RFC 5545 wants it (section 3.3.11), control characters left out."""
    plain = "".join(letter for letter in text.replace("\r\n", "\n") if letter == "\n" or letter.isprintable())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line cut so that none is longer than 75 octets and no letter is cut in two (RFC 5545, section 3.1)."""
    parts, part = [], ""
    for letter in line:
        if len((part + letter).encode()) > LINE_OCTETS_MAX:
            parts.append(part)
            part = " "
        part += letter
    return "\r\n".join([*parts, part])
