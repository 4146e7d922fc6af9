"""What a venue is: its name and place, what is known about getting in, and what it offers.

Every access fact is True, False or None, and None means *not known*: never shown as no, nor as yes. True always helps.
"""

import re
from datetime import date
from typing import Literal

import msgspec

from welcome.directory.calendars import Division
from welcome.directory.errors import BadFact, Contradiction
from welcome.directory.hours import Closure, ExtraOpening, Schedule
from welcome.directory.places import Point

VenueKind = Literal["place_of_welcome", "library", "warm_space", "community_cafe", "other"]
Listing = Literal["draft", "listed", "paused", "closed"]
SaidBy = Literal["host", "visitor", "survey"]
ContactKind = Literal["phone", "email", "website"]
PositionSource = Literal["none", "postcode", "given", "map", "geocoder"]

ACCESS_GROUPS: dict[str, tuple[str, ...]] = {
    "getting_there": ("blue_badge_parking", "drop_off_at_door", "bus_stop_within_200m"),
    "getting_in": ("step_free_entrance", "portable_ramp", "doors_80cm", "door_opened_for_you"),
    "inside": ("step_free_inside", "seats_with_arms", "wheelchair_space_at_table", "scooter_space"),
    "toilets": ("toilet", "accessible_toilet", "changing_places", "baby_changing"),
    "senses_and_thinking": ("hearing_loop", "bsl_signer", "quiet_space", "good_lighting", "dementia_aware"),
}
ACCESS_FACTS: tuple[str, ...] = tuple(fact for facts in ACCESS_GROUPS.values() for fact in facts)
#: Derived from four facts and never stored; may be asked for like a fact.
WHEELCHAIR_ROUTE = "wheelchair_route"
WHEELCHAIR_ROUTE_FACTS = ("step_free_entrance", "doors_80cm", "step_free_inside", "accessible_toilet")

#: The provision that every installation starts with; operators add rows of their own.
PROVISION_KEYS: tuple[str, ...] = (
    "hot_drinks", "snacks", "hot_meal", "vegetarian_food", "halal_food", "warm_room", "wifi", "charging", "computers",
    "digital_help", "games_and_crafts", "childrens_corner", "english_conversation", "local_information", "advice",
    "food_parcels", "volunteering", "greeter", "prayer_room", "worship_optional",
    "pledge_signed", "faith_covenant", "community_dialogue",
)  # fmt: skip
#: Languages that venues commonly speak (BCP 47, ISO 639); others may be added by an operator.
LANGUAGE_CODES: tuple[str, ...] = (
    "en", "pa", "ur", "phr", "bn", "syl", "gu", "hi", "pl", "ro", "ar", "fa", "ku", "ps", "uk", "bfi",
)  # fmt: skip

NOTE_MAX_CHARACTERS = 200
#: A code of two or three letters, as ISO 639 gives them.
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}")


class FactDetail(msgspec.Struct, frozen=True):
    """Who said a fact, when it was checked, and a note of at most 200 characters."""

    note: str = ""
    checked_on: date | None = None
    said_by: SaidBy | None = None


class Outage(msgspec.Struct, frozen=True):
    """Days, both ends included, on which a fact that is otherwise true does not hold: "lift not working"."""

    fact: str
    first_day: date
    last_day: date
    note: str = ""


class Access(msgspec.Struct, frozen=True):
    """What is known about getting in and being there.

    facts: only those known, fact -> True or False. details: fact -> who said it and when.
    entrance_steps: how many, None = not known. which_door: words for a visitor.
    """

    facts: dict[str, bool] = {}
    details: dict[str, FactDetail] = {}
    outages: tuple[Outage, ...] = ()
    entrance_steps: int | None = None
    which_door: str = ""


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """One way to reach the venue. None is public unless somebody made it so.

    of_person: it is a person's and not an organisation's, so it stands on the venue's own page alone, with consent.
    """

    kind: ContactKind
    value: str
    label: str = ""
    is_public: bool = False
    of_person: bool = False
    consented_on: date | None = None


class Venue(msgspec.Struct, frozen=True, kw_only=True):
    """A Place of Welcome, or another open door, as the directory holds it.

    id: row number. uid: UUID that never changes. slug: its address, without a dot. point: None without a position.
    hours_question: what the sheet or the host said about times that nobody could turn into a rule.
    version: counts changes to the venue and all its parts.
    """

    id: int
    uid: str
    slug: str
    name: str
    kind: VenueKind = "other"
    address: str = ""
    postcode: str | None = None
    point: Point | None = None
    position_source: PositionSource = "none"
    listing: Listing = "listed"
    hidden: bool = False
    old_slugs: tuple[str, ...] = ()
    about: str = ""
    first_visit: str = ""
    nearest_stop: str = ""
    not_every_week: bool = False
    access: Access = Access()
    provision: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    closures: tuple[Closure, ...] = ()
    extra_openings: tuple[ExtraOpening, ...] = ()
    hours_question: str = ""
    division: Division = "england"
    term_calendar: str | None = None
    member_since: date | None = None
    five_ps_affirmed_on: date | None = None
    listing_agreed_on: date | None = None
    agreed_by_role: str = ""
    agreed_how: str = ""
    source: str = ""
    version: int = 1


class Area(msgspec.Struct, frozen=True):
    """A part of town that people name, with its other names: `Area("Caldmore", ("Karma",), Point(-1.98, 52.58))`."""

    name: str
    aliases: tuple[str, ...]
    point: Point


def is_public(venue: Venue) -> bool:
    """Return whether residents may see this venue at all: listed or paused, and not hidden."""
    return venue.listing in ("listed", "paused") and not venue.hidden


def confirmed_on(venue: Venue) -> date | None:
    """Return the oldest day on which its schedules were said to be right, None if any never was or there is none."""
    days = [schedule.confirmed_on for schedule in venue.schedules]
    return None if not days or None in days else min(days)


def access_on(access: Access, day: date) -> dict[str, bool | None]:
    """Return every access fact as it stands on `day`: a fact with an outage then is False, what nobody said is None."""
    out = {outage.fact for outage in access.outages if outage.first_day <= day <= outage.last_day}
    return {fact: False if fact in out else access.facts.get(fact) for fact in ACCESS_FACTS}


def wheelchair_route(facts: dict[str, bool | None]) -> bool | None:
    """Return whether a wheelchair gets in, to a table and to a toilet: any no is no, else any unknown is not known."""
    parts = [facts.get(fact) for fact in WHEELCHAIR_ROUTE_FACTS]
    if False in parts:
        return False
    return None if None in parts else True


def check_access(access: Access) -> None:
    """Raise Contradiction or BadFact when these facts cannot all be true, with a sentence for the person who said them."""
    unknown = [fact for fact in (*access.facts, *access.details, *(o.fact for o in access.outages)) if fact not in ACCESS_FACTS]
    if unknown:
        raise BadFact(f"There is no access fact called {unknown[0]}.", tuple(unknown))
    for detail in (*access.details.values(), *access.outages):
        if len(detail.note) > NOTE_MAX_CHARACTERS:
            raise BadFact(f"A note may have at most {NOTE_MAX_CHARACTERS} characters: “{detail.note[:30]}…” is longer.")
    if any(outage.last_day < outage.first_day for outage in access.outages):
        raise BadFact("An outage cannot end before it begins.")
    steps = access.entrance_steps
    if steps is not None and steps < 0:
        raise BadFact("The number of steps at the entrance cannot be below 0.", ("entrance_steps",))
    said = access.facts.get
    if said("step_free_entrance") and steps:
        sentence = f"The entrance cannot be step-free and have {steps} {'step' if steps == 1 else 'steps'}."
        raise Contradiction(sentence, ("step_free_entrance", "entrance_steps"))
    if said("accessible_toilet") and said("toilet") is False:
        raise Contradiction("There cannot be an accessible toilet where there is no toilet.", ("accessible_toilet", "toilet"))
    if said("accessible_toilet") and said("step_free_inside") is False:
        sentence = "A toilet is not accessible when there are steps inside on the way to it."
        raise Contradiction(sentence, ("accessible_toilet", "step_free_inside"))
    if said("changing_places") and said("accessible_toilet") is False:
        sentence = "A Changing Places toilet is an accessible toilet: one cannot be there without the other."
        raise Contradiction(sentence, ("changing_places", "accessible_toilet"))
