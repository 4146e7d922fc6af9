"""Everything the directory holds at one revision, as it was read from where it is kept."""

import msgspec

from welcome.directory.calendars import Calendars
from welcome.directory.places import BoundarySet, Ward
from welcome.directory.venues import Area, Venue


class Directory(msgspec.Struct, frozen=True, kw_only=True):
    """Venues, places and calendars at one revision; postcodes have a table and a revision of their own.

    venues: every one, also those that are not public, ordered by slug, each with its publishable contacts alone. wards: those
    of the current boundary set, with polygons and `priority` from open flags. provision_keys: in the order in which they are
    shown. attributions: what must be said about the sources of what is held. demonstration: all of it is invented.
    """

    venues: tuple[Venue, ...] = ()
    wards: tuple[Ward, ...] = ()
    boundary_set: BoundarySet | None = None
    boundary_sets: tuple[BoundarySet, ...] = ()
    calendars: Calendars = Calendars()
    areas: tuple[Area, ...] = ()
    provision_keys: tuple[str, ...] = ()
    attributions: tuple[str, ...] = ()
    demonstration: bool = False
    revision: int = 0
