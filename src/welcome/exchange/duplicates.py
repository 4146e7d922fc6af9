"""Which venues are the same place under two entries: the same name at the same postcode, or nearly so."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from welcome.directory.places import Point, distance_m
from welcome.directory.venues import Venue
from welcome.exchange.names import name_key, one_is_in_the_other, seem_alike

#: Two venues so near to each other may be one; with exactly the same name they may be further apart.
NEAR_M, NEAR_WITH_SAME_NAME_M = 150, 500
#: Cells of the index, in degrees: wider than NEAR_WITH_SAME_NAME_M anywhere in the United Kingdom.
_CELL_DEGREES = 0.01


def match(existing: Sequence[Venue], new: Venue) -> Venue | None:
    """Return the venue of `existing` that `new` already is, or None.

    By identity (a renamed venue keeps it), else by the same name, as `name_key` has it, and the same postcode; where neither
    has a postcode, the same name and address.
    """
    return Known(existing).match(new)


class Known:
    """Venues by everything that tells whether another one is among them."""

    def __init__(self, venues: Iterable[Venue] = ()) -> None:
        self._by_uid: dict[str, Venue] = {}
        self._by_name: dict[str, list[Venue]] = defaultdict(list)
        self._by_postcode: dict[str, list[Venue]] = defaultdict(list)
        self._by_cell: dict[tuple[int, int], list[Venue]] = defaultdict(list)
        for venue in venues:
            self.add(venue)

    def add(self, venue: Venue) -> None:
        """Take one more venue in."""
        self._by_uid[venue.uid] = venue
        self._by_name[name_key(venue.name)].append(venue)
        if venue.postcode:
            self._by_postcode[venue.postcode].append(venue)
        if venue.point:
            self._by_cell[_cell(venue.point)].append(venue)

    def match(self, new: Venue) -> Venue | None:
        """Return the venue that `new` already is, as `match` says it."""
        if new.uid in self._by_uid:
            return self._by_uid[new.uid]
        named = self._by_name.get(name_key(new.name), [])
        return next((venue for venue in named if _same_address(venue, new)), None)

    def like(self, new: Venue) -> Venue | None:
        """Return a venue that `new` probably is: the same or nearly the same name, at the same place as far as one can tell."""
        key = name_key(new.name)
        for venue in self._by_name.get(key, ()):
            if _is_near(venue, new, NEAR_WITH_SAME_NAME_M) is not False:
                return venue
        return next((venue for venue in self._neighbours(new) if seem_alike(key, name_key(venue.name))), None)

    def part_of(self, new: Venue) -> Venue | None:
        """Return a venue at the same place whose name holds the other's: “Elm Hall” and “Elm Hall Cafe” may be one."""
        key = name_key(new.name)
        return next((venue for venue in self._neighbours(new) if one_is_in_the_other(key, name_key(venue.name))), None)

    def _neighbours(self, new: Venue) -> list[Venue]:
        found = list(self._by_postcode.get(new.postcode, ())) if new.postcode else []
        if new.point is None:
            return found
        x, y = _cell(new.point)
        around = [venue for dx in (-1, 0, 1) for dy in (-1, 0, 1) for venue in self._by_cell.get((x + dx, y + dy), ())]
        return found + [venue for venue in around if venue not in found and distance_m(venue.point, new.point) <= NEAR_M]


def _cell(point: Point) -> tuple[int, int]:
    return int(point.longitude // _CELL_DEGREES), int(point.latitude // _CELL_DEGREES)


def _same_address(venue: Venue, other: Venue) -> bool:
    if venue.postcode or other.postcode:
        return venue.postcode == other.postcode
    return name_key(venue.address) == name_key(other.address)


def _is_near(venue: Venue, other: Venue, within_m: float) -> bool | None:
    """Return whether two venues are at one place, None where nothing tells."""
    if venue.postcode and venue.postcode == other.postcode:
        return True
    if venue.point and other.point:
        return distance_m(venue.point, other.point) <= within_m
    return None if not (venue.postcode and other.postcode) else False
