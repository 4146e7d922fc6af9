"""Calendars to subscribe to: one venue's times, or those of a whole ward that have what somebody needs."""

from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from litestar import Response
from msgspec import Meta

from welcome.directory.columns import ACCESS_COLUMNS
from welcome.directory.errors import BadParameter
from welcome.directory.search import Query, search
from welcome.directory.snapshot import Snapshot, hours_of, ward_named
from welcome.directory.venues import Venue
from welcome.exchange.dated_hours import CannotSay
from welcome.exchange.icalendar import About, calendar_text, venue_events
from welcome.web.pages_frame import MOMENTARY, Asked, address_of
from welcome.web.pages_state import address_line

CALENDAR = "text/calendar"
#: A calendar holds the dates of so many days from today on.
HORIZON_DAYS = 92
#: So many places one calendar holds at most: more would take the server long, and nobody could read them.
PLACES_MAX = 500


class CalendarParameters(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The parameters of `GET /calendar.ics`."""

    ward: Annotated[str, Meta(description="The code or name of a ward: only venues in it.")] = ""
    access: Annotated[str, Meta(description="Access facts that must be known to be true, comma-separated.")] = ""
    lang: Annotated[str, Meta(description="The language of the titles.")] = ""


def venue_calendar(asked: Asked, venue: Venue) -> Response[str]:
    """Answer with the calendar of one venue: an empty one where it has paused or no times are known.

    Whoever has subscribed keeps the address, and gets the times when there are some again.
    """
    return _answer(calendar_text(venue.name, _events(asked, venue)), f"{venue.slug}.ics")


def area_calendar(asked: Asked, parameters: CalendarParameters) -> Response[str]:
    """Answer with one calendar of every venue in a ward, or everywhere, that has what is asked for.

    Takes about 2 ms a venue: call it off the event loop. Raises BadParameter, UnknownWard.
    """
    snapshot = asked.served.snapshot
    venues = chosen_venues(snapshot, parameters, asked.now)
    if len(venues) > PLACES_MAX:
        raise BadParameter(
            "ward", f"A calendar holds at most {PLACES_MAX} places, and this would be {len(venues)}: name a ward."
        )
    events = [event for venue in venues for event in _events(asked, venue)]
    return _answer(calendar_text(asked.words.say("page.site"), events), "calendar.ics")


def chosen_venues(snapshot: Snapshot, parameters: CalendarParameters, now: datetime) -> list[Venue]:
    """Return the venues that a calendar is asked of. Raises BadParameter, UnknownWard."""
    needs = tuple(dict.fromkeys(fact.strip() for fact in parameters.access.split(",") if fact.strip()))
    wrong = next((fact for fact in needs if fact not in ACCESS_COLUMNS), None)
    if wrong:
        raise BadParameter("access", f"“access” takes any of {', '.join(ACCESS_COLUMNS)}; “{wrong[:40]}” is none of them.")
    ward = ward_named(snapshot, parameters.ward).gss if parameters.ward else None
    answer = search(snapshot, Query(at=now, ward=ward, access=needs, limit=max(1, len(snapshot.venues))))
    # An answer of 0 comes with the nearest few others: these are not what the calendar was asked for.
    return [snapshot.venues[match.index] for match in answer.matches] if answer.total else []


def _events(asked: Asked, venue: Venue) -> list[list[str]]:
    snapshot, today = asked.served.snapshot, asked.today
    about = About(uid=venue.uid, name=venue.name, place=address_line(venue), url=address_of(asked, f"/venues/{venue.slug}"))
    last = today + timedelta(days=HORIZON_DAYS)
    try:
        return venue_events(
            hours_of(venue), snapshot.calendars, today, last,
            about=about, stamp=snapshot.built_at, language=asked.reader.language,
        )  # fmt: skip
    except CannotSay:
        return []


def _answer(text: str, name: str) -> Response[str]:
    headers = {**MOMENTARY, "content-disposition": f'inline; filename="{name}"', "vary": "accept-language"}
    return Response(text, media_type=CALENDAR, headers=headers)
