"""Everything an invented borough holds, in one value, so that it can be loaded and removed as a whole."""

from datetime import date

import msgspec

from welcome.directory.calendars import Calendars
from welcome.directory.places import BoundarySet, PopulationPoint, Ward
from welcome.directory.venues import Area, Venue


class PriorityFlag(msgspec.Struct, frozen=True, kw_only=True):
    """A coordinator's decision to put a ward of one boundary set first, with its reason and where that comes from.

    For planning and ranking alone: reason, source and dates are never shown to the public.
    """

    gss: str
    boundary_set: str
    reason: str
    source: str
    flagged_on: date
    review_on: date | None = None
    ended_on: date | None = None


class VenueQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """Something about a venue that a person must answer: unclear hours, a postcode in no list, two positions."""

    venue_slug: str
    about: str
    sentence: str
    value: str = ""


class Demonstration(msgspec.Struct, frozen=True, kw_only=True):
    """An invented borough: places, people who live there (as numbers), venues, flags and open questions."""

    boundary_sets: tuple[BoundarySet, ...]
    wards: tuple[Ward, ...]
    flags: tuple[PriorityFlag, ...]
    postcodes: tuple[tuple[str, float, float, str | None], ...]
    population: tuple[PopulationPoint, ...]
    areas: tuple[Area, ...]
    calendars: Calendars
    venues: tuple[Venue, ...]
    questions: tuple[VenueQuestion, ...]
    attribution: str
