"""The events of an iCalendar file as days, both included: the end of an event in the file is the day after."""

from datetime import date, datetime, timedelta

import icalendar
import msgspec

from welcome.directory.errors import FaultyFile
from welcome.directory.wall_clock import LONDON
from welcome.exchange.report import shown


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One event. number: which of the file, the first being 1. says_its_end: not only a first day. fault: a sentence."""

    number: int
    name: str = ""
    first: date = date.min
    last: date = date.min
    says_its_end: bool = False
    is_cancelled: bool = False
    value: str = ""
    fault: str = ""


def read_events(content: bytes) -> list[Event]:
    """Return every VEVENT (RFC 5545) in its order. Raises FaultyFile when it is no calendar."""
    try:
        calendars = icalendar.Calendar.from_ical(content, multiple=True)
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        raise FaultyFile(f"This calendar cannot be read: {shown(error)}. Fetch the file again.") from None
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    return [_event(number, event) for number, event in enumerate(events, 1)]


def _event(number: int, event: icalendar.Event) -> Event:
    name = str(event.get("SUMMARY", "")).strip()
    if event.get("RRULE") or event.get("RDATE"):
        return Event(number=number, name=name, fault="It repeats. Give each term and holiday an event of its own.")
    try:
        starts, ends, lasts = (getattr(event.get(part), "dt", None) for part in ("DTSTART", "DTEND", "DURATION"))
    except (ValueError, TypeError):
        starts = ends = lasts = None
    if not isinstance(starts, date):
        return Event(number=number, name=name, fault="It has no first day that can be read.")
    if ends is None and isinstance(lasts, timedelta):
        ends = starts + lasts
    says_its_end = isinstance(ends, date)
    first, last = _day(starts), _last_day(starts, ends) if says_its_end else _day(starts)
    value = f"{first} to {last}"
    if last < first:
        return Event(number=number, name=name, value=value, fault=f"It ends on {last}, before it begins on {first}.")
    return Event(
        number=number,
        name=name,
        first=first,
        last=last,
        says_its_end=says_its_end,
        is_cancelled=str(event.get("STATUS", "")).upper() == "CANCELLED",
        value=value,
    )


def _day(moment: date) -> date:
    """Return the London day of a date or a moment."""
    if not isinstance(moment, datetime):
        return moment
    return (moment.astimezone(LONDON) if moment.tzinfo else moment).date()


def _last_day(starts: date, ends: date) -> date:
    """Return the last day that an event touches. A one-day event may end on the day it begins (section 3.6.1)."""
    if not isinstance(ends, datetime):
        return ends if ends == starts else ends - timedelta(days=1)
    local = ends.astimezone(LONDON) if ends.tzinfo else ends
    at_midnight = (local.hour, local.minute, local.second) == (0, 0, 0)
    return local.date() - timedelta(days=1) if at_midnight and local.date() > _day(starts) else local.date()
