"""How a venue stands at one moment, in the words and the door shape that pages show: on cards, on its own page, on paper."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec
import numpy as np

from welcome.directory import timetable as times
from welcome.directory.hours import Opening, why_shut
from welcome.directory.places import walk_minutes
from welcome.directory.search import Match, timetable_for
from welcome.directory.snapshot import Snapshot, hours_of
from welcome.directory.timetable import Timetable
from welcome.directory.venues import WHEELCHAIR_ROUTE, Venue, access_on, confirmed_on, wheelchair_route
from welcome.directory.wall_clock import LONDON, midnight, minute_of
from welcome.web.cards import after_the_timetable, card_minutes
from welcome.wording.catalogue import Catalogue
from welcome.wording.phrases import listed, sentence_case
from welcome.wording.state import say_checked, say_opening, say_state, say_why

METRES_A_MILE = 1609.344
#: A page names the openings of this many London days, today's included.
DATES_DAYS = 14
#: A card names so many of them.
SOON = 3
Door = Literal["open", "doubt", "shut"]


class Standing(msgspec.Struct, frozen=True):
    """How a venue stands at a moment. dates: its openings in the coming fortnight as sentences, appointments apart.

    soon: the first few of them as somebody says them who reads today: "Tomorrow, 10am to midday".
    """

    status: str
    door: Door
    sentence: str
    dates: tuple[str, ...]
    appointments: tuple[str, ...]
    soon: tuple[str, ...]


class CardLine(msgspec.Struct, frozen=True):
    """A venue in a list of results. far: "" without a place. met, asks_first, missing: what this person needs, in words."""

    slug: str
    name: str
    address: str
    kind: str
    standing: Standing
    far: str
    dates: tuple[str, ...]
    met: tuple[str, ...]
    asks_first: tuple[str, ...]
    missing: tuple[str, ...]
    checked: str


def standing(
    snapshot: Snapshot, index: int, at: datetime, language: str, *, walk: int | None = None, ready: tuple | None = None
) -> Standing:
    """Return how the venue at an index stands at `at`. ready: (timetable, row) where its openings are expanded already."""
    venue, today = snapshot.venues[index], at.astimezone(LONDON).date()
    timetable, row = ready or _own_timetable(snapshot, index, at)
    begin, end = card_minutes(at)
    openings = [o for o in times.openings_of(timetable, row, begin, end) if o.ends > at]
    appointments = [o for o in times.appointments_of(timetable, row, begin, end) if o.ends > at]
    paused = venue.listing == "paused"
    status = "paused" if paused else times.statuses_at(timetable, np.array([row]), minute_of(at))[0]
    shut = why_shut(hours_of(venue), snapshot.calendars, today)
    sentence = say_state(
        status,
        at,
        openings,
        next_opening=None if openings else after_the_timetable(snapshot, index, timetable),
        appointments=appointments,
        why=say_why(shut.kind, shut.text, shut.last_day, today=today, language=language) if shut else "",
        walk_minutes=walk,
        language=language,
    )
    last = midnight(today + timedelta(days=DATES_DAYS))
    # One that runs on for days has no date of its own: the state says "day and night".
    openings = [o for o in openings if o.ends - o.starts < timedelta(days=1)]
    return Standing(
        status,
        _door(status, openings, at),
        sentence,
        tuple(say_dated(o, today, language) for o in openings if minute_of(o.starts) < last),
        tuple(say_dated(o, today, language) for o in appointments if minute_of(o.starts) < last),
        tuple(sentence_case(say_opening(o, today, language)) for o in openings[:SOON]),
    )


def say_dated(opening: Opening, today: date, language: str) -> str:
    """Return an opening with its whole date, never "today" or "Thursday": on paper it is read on another day."""
    return sentence_case(say_opening(opening, today - timedelta(days=7), language))


def _own_timetable(snapshot: Snapshot, index: int, at: datetime) -> tuple[Timetable, int]:
    timetable, rows = timetable_for(snapshot, [at], np.array([index]))
    return timetable, int(rows[0])


def _door(status: str, openings: Sequence[Opening], at: datetime) -> Door:
    """Return the shape: what is doubtful now, or by appointment alone, is neither an open nor a shut door."""
    if status == "open":
        return "open"
    if status == "by_appointment" or (status == "not_known" and (not openings or openings[0].starts <= at)):
        return "doubt"
    return "shut"


def card_line(
    snapshot: Snapshot,
    match: Match,
    words: Catalogue,
    at: datetime,
    *,
    pace: int,
    needs: Sequence[str] = (),
    ready: tuple | None = None,
) -> CardLine:
    """Return a venue as a line of results, for a person who walks `pace` metres a minute and needs these access facts."""
    venue, today = snapshot.venues[match.index], at.astimezone(LONDON).date()
    walk = walk_minutes(match.distance_m, pace) if match.distance_m is not None else None
    how = standing(snapshot, match.index, at, words.language, walk=walk, ready=ready)
    known = needs_of(venue, needs, at)
    return CardLine(
        slug=venue.slug,
        name=venue.name,
        address=address_line(venue),
        kind=words.say(f"kind.{venue.kind}"),
        standing=how,
        far=say_far(words, match.distance_m, walk),
        dates=how.soon,
        met=tuple(words.say(f"fact.{fact}.yes") for fact, state in known.items() if state is True),
        asks_first=tuple(words.say(f"fact.{fact}") for fact, state in known.items() if state is None),
        missing=tuple(words.say(f"fact.{fact}.no") for fact, state in known.items() if state is False),
        checked=say_checked(confirmed_on(venue), today, words.language),
    )


def needs_of(venue: Venue, needs: Sequence[str], at: datetime) -> dict[str, bool | None]:
    """Return how each fact that somebody needs stands on that day: True, False or None = not known."""
    facts = access_on(venue.access, at.astimezone(LONDON).date())
    facts[WHEELCHAIR_ROUTE] = wheelchair_route(facts)
    return {fact: facts[fact] for fact in needs}


def say_far(words: Catalogue, distance_m: int | None, walk: int | None) -> str:
    """Return "0.4 miles, about 9 minutes' walk", "" where no place was given."""
    if distance_m is None or walk is None:
        return ""
    tenths = max(1, round(distance_m / METRES_A_MILE * 10))
    miles = f"{words.number(tenths // 10)}.{words.number(tenths % 10)}"
    return words.count("page.card.distance", walk, miles=miles)


def address_line(venue: Venue) -> str:
    """Return address and postcode in one line, each where it is known."""
    return ", ".join(part for part in (venue.address.strip(), venue.postcode) if part)


def listed_or_none(words: Catalogue, items: Sequence[str]) -> str:
    """Return "a, b and c", "" for none."""
    return listed(words, list(items)) if items else ""
