"""From a venue in the snapshot to the card and the page that the public contract promises."""

from datetime import date, datetime, timedelta

import numpy as np

from welcome.directory import timetable as times
from welcome.directory.hours import Opening, next_opening, why_shut
from welcome.directory.places import walk_minutes
from welcome.directory.search import Answer, Match, Query, timetable_for
from welcome.directory.snapshot import CARD_DAYS, Snapshot, hours_of, ward_of
from welcome.directory.timetable import Timetable
from welcome.directory.venues import Venue, access_on, confirmed_on
from welcome.directory.wall_clock import LONDON, london, london_day, midnight, minute_of
from welcome.web.views import (
    AppointmentView,
    Card,
    ClosureView,
    ContactView,
    FactView,
    OpeningView,
    OutageView,
    PlaceView,
    VenueAnswer,
    VenuesAnswer,
    WardView,
)
from welcome.wording.speaker import schedule_sentences
from welcome.wording.state import say_why

#: How far ahead the first opening after those of a card is looked for.
NEXT_MAX_DAYS = 400


def venues_answer(snapshot: Snapshot, query: Query, place: PlaceView | None, answer: Answer, now: datetime) -> VenuesAnswer:
    """Return the answer to a search, card by card. `fast_cards` writes the same bytes much sooner."""
    return VenuesAnswer(
        revision=snapshot.revision,
        as_of=said(now),
        at=said(query.at),
        place=place,
        total=answer.total,
        relaxed=list(answer.relaxed),
        venues=[
            card(snapshot, match, answer.timetable, row, query) for match, row in zip(answer.matches, answer.local, strict=True)
        ],
    )


def card(snapshot: Snapshot, match: Match, timetable: Timetable, row: int, query: Query) -> Card:
    """Return the card of one venue at the moment asked about; its openings stand in this row of the timetable."""
    return Card(**_card_fields(snapshot, match, timetable, row, query.at, query.pace))


def card_at(snapshot: Snapshot, match: Match, timetable: Timetable, row: int, at: datetime) -> Card:
    """Return the card of one venue at a moment, for nobody in particular."""
    return Card(**_card_fields(snapshot, match, timetable, row, at, None))


def venue_answer(snapshot: Snapshot, index: int, at: datetime, now: datetime) -> VenueAnswer:
    """Return everything public about one venue."""
    venue, today = snapshot.venues[index], at.astimezone(LONDON).date()
    timetable, rows = timetable_for(snapshot, [at], np.array([index]))
    shut = why_shut(hours_of(venue), snapshot.calendars, today)
    return VenueAnswer(
        **_card_fields(snapshot, Match(index, None), timetable, int(rows[0]), at, None),
        revision=snapshot.revision,
        as_of=said(now),
        at=said(at),
        about=venue.about,
        first_visit=venue.first_visit,
        nearest_stop=venue.nearest_stop,
        not_every_week=venue.not_every_week,
        schedules=schedule_sentences(venue.schedules),
        hours_in_their_words=venue.hours_question,
        closed_because=say_why(shut.kind, shut.text, shut.last_day, today=today) if shut else None,
        closures=[
            ClosureView(closure.first_day, closure.last_day, closure.reason, _stopped(venue, closure.schedule_id))
            for closure in venue.closures
            if closure.last_day >= today
        ],
        access_details={
            fact: FactView(detail.note, detail.checked_on, detail.said_by) for fact, detail in venue.access.details.items()
        },
        entrance_steps=venue.access.entrance_steps,
        which_door=venue.access.which_door,
        outages=[
            OutageView(outage.fact, outage.first_day, outage.last_day, outage.note)
            for outage in venue.access.outages
            if outage.last_day >= today
        ],
        contacts=public_contacts(venue),
        member_since=venue.member_since,
        listing_agreed=venue.listing_agreed_on is not None,
        attribution=list(snapshot.contents.attributions),
    )


def public_contacts(venue: Venue) -> list[ContactView]:
    """Return the contacts that may leave with data: an organisation's. A person's stands on the venue's page alone."""
    return [
        ContactView(contact.kind, contact.value, contact.label)
        for contact in venue.contacts
        if contact.is_public and not contact.of_person
    ]


def _stopped(venue: Venue, schedule_id: int | None) -> str:
    """Return in words the only schedule that a closure stops, "" when it is all of them."""
    return "; ".join(schedule_sentences([one for one in venue.schedules if schedule_id and one.id == schedule_id]))


def fixed_fields(snapshot: Snapshot, index: int, day: date) -> dict:
    """Return the fields of a card that hold whoever asks: name, place, access on `day`, offers."""
    venue = snapshot.venues[index]
    ward = ward_of(snapshot, index)
    return {
        "slug": venue.slug,
        "name": venue.name,
        "kind": venue.kind,
        "address": venue.address,
        "postcode": venue.postcode,
        "lat": venue.point.latitude if venue.point else None,
        "lon": venue.point.longitude if venue.point else None,
        "ward": WardView(ward.gss, ward.name) if ward else None,
        "access": access_on(venue.access, day),
        "provision": list(venue.provision),
        "languages": list(venue.languages),
        "confirmed_on": confirmed_on(venue),
    }


def _card_fields(snapshot: Snapshot, match: Match, timetable: Timetable, row: int, at: datetime, pace: int | None) -> dict:
    venue = snapshot.venues[match.index]
    begin, end, moment = *card_minutes(at), minute_of(at)
    openings = times.openings_of(timetable, row, begin, end)
    following = times.next_opening_of(timetable, row, end) or after_the_timetable(snapshot, match.index, timetable)
    status = "paused" if venue.listing == "paused" else times.statuses_at(timetable, np.array([row]), moment)[0]
    return {
        **fixed_fields(snapshot, match.index, london_day(moment)),
        "distance_m": match.distance_m,
        "walk_minutes": walk_minutes(match.distance_m, pace) if match.distance_m is not None and pace else None,
        "status": status,
        "openings": [opening_view(o) for o in openings if minute_of(o.starts) >= begin or minute_of(o.ends) > moment],
        "next": opening_view(following) if following else None,
        "by_appointment": [
            AppointmentView(said(one.starts), said(one.ends)) for one in times.appointments_of(timetable, row, begin, end)
        ],
    }


def after_the_timetable(snapshot: Snapshot, index: int, timetable: Timetable) -> Opening | None:
    """Return the venue's first opening that begins after the last day of the timetable, None where none is near."""
    last_minute = london(timetable.last_minute - 1)
    return next_opening(
        hours_of(snapshot.venues[index]), snapshot.calendars, last_minute, within_days=NEXT_MAX_DAYS - timetable.days
    )


def card_minutes(at: datetime) -> tuple[int, int]:
    """Return the minutes [first, last) of the days whose openings a card shows: CARD_DAYS from the London day of `at`."""
    day = london_day(minute_of(at))
    return midnight(day), midnight(day + timedelta(days=CARD_DAYS))


def opening_view(opening: Opening) -> OpeningView:
    """Return an opening as the contract has it: what is usual is left out."""
    view = OpeningView(said(opening.starts), said(opening.ends), opening.doubt)
    for name, usual in (("audience", "everyone"), ("booking", "none"), ("cost", "free")):
        if getattr(opening, name) != usual:
            setattr(view, name, getattr(opening, name))
    return view


def said(moment: datetime) -> str:
    """Return a moment as the contract has it: by London's clock, with its offset."""
    return moment.astimezone(LONDON).isoformat(timespec="seconds")
