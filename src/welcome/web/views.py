"""What answers look like: the shapes of the public contract."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from welcome.directory.hours import Audience, Booking, Cost, Doubt
from welcome.directory.search import Relaxed
from welcome.directory.venues import ContactKind, SaidBy, VenueKind

#: A moment by London's clock with its offset: 2027-07-06T10:00:00+01:00.
Moment = Annotated[str, Meta(extra_json_schema={"format": "date-time"})]
Status = Literal["open", "opens_later", "closed", "not_known", "by_appointment", "paused"]


class WardView(msgspec.Struct):
    """An electoral ward."""

    gss: str
    name: str


class OpeningView(msgspec.Struct):
    """One dated interval, the end not included. audience, booking and cost stand only where they are not everyone, none
    and free."""

    starts: Moment
    ends: Moment
    doubt: Doubt | None = None
    audience: Audience | UnsetType = UNSET
    booking: Booking | UnsetType = UNSET
    cost: Cost | UnsetType = UNSET


class AppointmentView(msgspec.Struct):
    """An interval in which people are seen by appointment."""

    starts: Moment
    ends: Moment


class Card(msgspec.Struct, kw_only=True):
    """What a resident needs to choose a venue. Unknown is null: never no, nor yes."""

    slug: str
    name: str
    kind: VenueKind
    address: str
    postcode: str | None
    lat: float | None
    lon: float | None
    ward: WardView | None
    access: dict[str, bool | None]
    provision: list[str]
    languages: list[str]
    confirmed_on: date | None
    distance_m: int | None
    walk_minutes: int | None
    status: Status | None
    openings: list[OpeningView]
    next: OpeningView | None
    by_appointment: list[AppointmentView]


class PlaceView(msgspec.Struct):
    """The place asked about. note says what was assumed, as a sentence."""

    kind: Literal["point", "postcode", "outcode", "ward", "area"]
    name: str
    lat: float | None
    lon: float | None
    ward: WardView | None = None
    note: str | None = None


class VenuesAnswer(msgspec.Struct):
    """Venues in order. total counts those that answer the whole question; relaxed names what was given up where none did."""

    revision: int
    as_of: Moment
    at: Moment
    place: PlaceView | None
    total: int
    relaxed: list[Relaxed]
    venues: list[Card]


class ContactView(msgspec.Struct):
    kind: ContactKind
    value: str
    label: str = ""


class FactView(msgspec.Struct):
    """Who said a fact, and when."""

    note: str = ""
    checked_on: date | None = None
    said_by: SaidBy | None = None


class OutageView(msgspec.Struct):
    fact: str
    first_day: date
    last_day: date
    note: str = ""


class ClosureView(msgspec.Struct):
    """Days, both included, on which the usual times do not apply; `only` says which of them, where it is not all."""

    first_day: date
    last_day: date
    reason: str = ""
    only: str = ""


class VenueAnswer(Card, kw_only=True):
    """Everything public about one venue. schedules: its usual times in words. hours_in_their_words: what the venue says of
    its times where no rule could be made of it."""

    revision: int
    as_of: Moment
    at: Moment
    about: str
    first_visit: str
    nearest_stop: str
    not_every_week: bool
    schedules: list[str]
    hours_in_their_words: str
    closed_because: str | None
    closures: list[ClosureView]
    access_details: dict[str, FactView]
    entrance_steps: int | None
    which_door: str
    outages: list[OutageView]
    contacts: list[ContactView]
    member_since: date | None
    listing_agreed: bool
    attribution: list[str]


class NamedPlace(msgspec.Struct):
    """Something with a name and usually a position. slug: of a venue. gss: of a ward."""

    kind: Literal["postcode", "outcode", "ward", "area", "venue"]
    name: str
    lat: float | None
    lon: float | None
    slug: str | UnsetType = UNSET
    gss: str | UnsetType = UNSET


class PlacesAnswer(msgspec.Struct):
    places: list[NamedPlace]


class Live(msgspec.Struct):
    live: bool = True


class Ready(msgspec.Struct):
    """revision: of the directory being served. demonstration: the venues are invented."""

    ready: bool
    revision: int
    venues: int
    postcodes: int
    demonstration: bool
