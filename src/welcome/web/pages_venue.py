"""A venue's own page: everything a resident may know of it, in words, from the snapshot."""

from datetime import date, datetime

import msgspec

from welcome.directory.places import Point
from welcome.directory.snapshot import Snapshot
from welcome.directory.venues import (
    ACCESS_GROUPS,
    WHEELCHAIR_ROUTE,
    Contact,
    FactDetail,
    Outage,
    Venue,
    access_on,
    confirmed_on,
    wheelchair_route,
)
from welcome.settings import Settings
from welcome.web.pages_frame import Way, london_date, mail_link, phone_link, say_network
from welcome.web.pages_state import Standing, address_line, listed_or_none, standing
from welcome.wording.catalogue import Catalogue
from welcome.wording.phrases import calendar_date
from welcome.wording.speaker import closures_ahead, say_extra_opening, schedule_sentences
from welcome.wording.state import say_checked

#: Closures and extra openings this many days ahead stand on the page.
AHEAD_DAYS = 92


class FactLine(msgspec.Struct, frozen=True):
    """One access fact in words. state: yes, no or unknown. source: who said it and when, "" where nobody noted it."""

    fact: str
    state: str
    sentence: str
    source: str = ""


class ContactLine(msgspec.Struct, frozen=True):
    """One way to reach the venue: what kind it is, and the value with its link."""

    name: str
    kind: str
    way: Way


class VenuePage(msgspec.Struct, frozen=True):
    """What the template shows, in the reader's language; what a host wrote is as it was written."""

    slug: str
    name: str
    kind: str
    address: str
    standing: Standing
    checked: str
    paused: bool
    not_agreed: bool
    not_every_week: bool
    schedules: list[str]
    own_words: str
    closures: list[str]
    extras: list[str]
    has_calendar: bool
    first_visit: str
    about: str
    nearest_stop: str
    map_app: str
    map_site: str
    contacts: list[ContactLine]
    route: FactLine
    groups: list[tuple[str, list[FactLine]]]
    which_door: str
    outages_ahead: list[str]
    ask: str
    offers: list[str]
    languages: str
    member_since: str


def venue_page(snapshot: Snapshot, index: int, at: datetime, words: Catalogue, settings: Settings) -> VenuePage:
    """Return everything that the page of the venue at an index shows at `at`."""
    venue, language = snapshot.venues[index], words.language
    how = standing(snapshot, index, at, language)
    today = london_date(at)
    confirmed = confirmed_on(venue)
    contacts = [contact_line(words, contact) for contact in shown_contacts(venue)]
    facts = access_on(venue.access, today)
    return VenuePage(
        slug=venue.slug,
        name=venue.name,
        kind=words.say(f"kind.{venue.kind}"),
        address=address_line(venue),
        standing=how,
        # Who has not agreed to be listed has confirmed nothing: one sentence says both.
        checked=say_checked(confirmed, today, language) if confirmed or venue.listing_agreed_on else "",
        paused=venue.listing == "paused",
        not_agreed=venue.listing_agreed_on is None,
        not_every_week=venue.not_every_week,
        schedules=schedule_sentences(venue.schedules, language),
        own_words=venue.hours_question.strip(),
        closures=closures_ahead(venue.closures, today, language, schedules=venue.schedules, days=AHEAD_DAYS),
        extras=[
            say_extra_opening(extra, language, today=today)
            for extra in sorted(venue.extra_openings, key=lambda extra: (extra.day, extra.opens))
            if 0 <= (extra.day - today).days < AHEAD_DAYS
        ],
        has_calendar=venue.listing != "paused" and bool(venue.schedules or venue.extra_openings),
        first_visit=venue.first_visit,
        about=venue.about,
        nearest_stop=venue.nearest_stop,
        map_app=geo_link(venue.point) if venue.point else "",
        map_site=map_site_link(venue.point) if venue.point else "",
        contacts=contacts,
        route=FactLine(WHEELCHAIR_ROUTE, *_state(words, WHEELCHAIR_ROUTE, wheelchair_route(facts))),
        groups=[
            (words.say(f"fact.group.{group}"), [fact_line(words, venue, fact, facts[fact], today) for fact in members])
            for group, members in ACCESS_GROUPS.items()
        ],
        which_door=venue.access.which_door,
        outages_ahead=[say_outage(words, one, today) for one in venue.access.outages if one.first_day > today],
        ask=say_ask(words, contacts, settings),
        offers=[offer_name(words, key) for key in venue.provision],
        languages=listed_or_none(words, [language_name(words, code) for code in venue.languages]),
        member_since=calendar_date(words, venue.member_since) if venue.member_since else "",
    )


def shown_contacts(venue: Venue) -> list[Contact]:
    """Return the contacts that this page shows: an organisation's, and a person's only where consent is on record."""
    return [one for one in venue.contacts if one.is_public and (not one.of_person or one.consented_on is not None)]


def contact_line(words: Catalogue, contact: Contact) -> ContactLine:
    """Return a contact with its link; a web address that is not plain http or https is shown and leads nowhere."""
    name = words.say(f"page.venue.{contact.kind}")
    if contact.label.strip():
        name = words.say("page.venue.labelled", kind=name, label=contact.label.strip())
    value = contact.value.strip()
    links = {"phone": phone_link, "email": mail_link, "website": web_link}
    return ContactLine(name, contact.kind, Way(value, links[contact.kind](value)))


def web_link(address: str) -> str:
    """Return a web address that may be followed, "" for anything but http and https."""
    plain = address.startswith(("https://", "http://")) and not any(letter.isspace() for letter in address)
    return address if plain else ""


def say_ask(words: Catalogue, contacts: list[ContactLine], settings: Settings) -> str:
    """Return whom to ask about what is not known: the venue, else the network, else nobody before one arrives."""
    for kind, key, blank in (("phone", "call", "number"), ("email", "email", "address")):
        reach = next((one for one in contacts if one.kind == kind), None)
        if reach:
            said = words.say(f"page.contact.{key}", **{blank: reach.way.text})
            return words.say("page.venue.access.ask", contact=said)
    network = say_network(words, settings)
    return words.say("page.venue.access.ask_network", contact=network) if network else words.say("page.venue.access.ask_there")


def fact_line(words: Catalogue, venue: Venue, fact: str, holds: bool | None, today: date) -> FactLine:
    """Return a fact as it stands today, with its note, and with who said it."""
    outage = next((o for o in venue.access.outages if o.fact == fact and o.first_day <= today <= o.last_day), None)
    if outage:
        return FactLine(fact, "no", say_outage(words, outage, today))
    state, sentence = _state(words, fact, holds)
    steps = venue.access.entrance_steps
    if fact == "step_free_entrance" and steps and not holds:
        sentence = words.count("fact.entrance_steps", steps)
        if holds is None:
            sentence = words.say("fact.entrance_steps.only_way", steps=sentence)
    detail = venue.access.details.get(fact, FactDetail())
    if detail.note.strip():
        sentence = words.say("fact.noted", sentence=sentence, note=detail.note.strip())
    said = [words.say(f"fact.said_by.{detail.said_by}")] if detail.said_by else []
    if detail.checked_on:
        said.append(words.say("fact.checked_on", date=calendar_date(words, detail.checked_on, today)))
    return FactLine(fact, state, sentence, " ".join(said))


def _state(words: Catalogue, fact: str, holds: bool | None) -> tuple[str, str]:
    state = {True: "yes", False: "no", None: "unknown"}[holds]
    return state, words.say(f"fact.{fact}.{state}")


def say_outage(words: Catalogue, outage: Outage, today: date) -> str:
    """Return "Lift: not working until 4 December (the hoist is being mended)"."""
    key = ("fact.outage.ahead" if outage.first_day > today else "fact.outage") + (".noted" if outage.note.strip() else "")
    return words.say(
        key,
        fact=words.say(f"fact.{outage.fact}"),
        first=calendar_date(words, outage.first_day, today),
        last=calendar_date(words, outage.last_day, today),
        note=outage.note.strip(),
    )


def offer_name(words: Catalogue, key: str) -> str:
    """Return what is offered in words; what an operator added stands as it was named."""
    named = f"provision.{key}"
    return words.say(named) if words.has(named) else key.replace("_", " ")


def language_name(words: Catalogue, code: str) -> str:
    """Return a language's name, its code where the catalogue has none."""
    key = f"language.{code}"
    return words.say(key) if words.has(key) else code


def geo_link(point: Point) -> str:
    """Return the link that opens the phone's own map (RFC 5870); the query makes Android drop a pin there."""
    where = f"{point.latitude:.6f},{point.longitude:.6f}"
    return f"geo:{where}?q={where}"


def map_site_link(point: Point) -> str:
    """Return the same place on a map site, for machines without a map app."""
    lat, lon = f"{point.latitude:.5f}", f"{point.longitude:.5f}"
    return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=18/{lat}/{lon}"
