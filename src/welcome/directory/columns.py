"""The venues' facts side by side as arrays, so that a question looks at ten thousand of them at once."""

from collections.abc import Sequence

import msgspec
import numpy as np

from welcome.directory.hours import Audience
from welcome.directory.venues import ACCESS_FACTS, WHEELCHAIR_ROUTE, WHEELCHAIR_ROUTE_FACTS, Venue

#: What may be asked for as access: every fact, and the wheelchair route derived from four of them.
ACCESS_COLUMNS = (*ACCESS_FACTS, WHEELCHAIR_ROUTE)
AUDIENCES: tuple[Audience, ...] = Audience.__args__
KNOWN_YES, NOT_KNOWN, KNOWN_NO = 1, 0, -1


class Columns(msgspec.Struct, frozen=True):
    """One row a venue, in the order of the snapshot.

    longitudes, latitudes: float64, NaN without a position. access: int8 (venues, ACCESS_COLUMNS) of 1, 0 and -1, outages
    left out. offers: bool (venues, keys), keys in `offer_keys`: provision as `key`, languages as `speaks:code`, audiences
    of any schedule as `for:audience`. outages: bool, some fact has an outage at some time. paused: bool.
    """

    longitudes: np.ndarray
    latitudes: np.ndarray
    access: np.ndarray
    offers: np.ndarray
    offer_keys: tuple[str, ...]
    outages: np.ndarray
    paused: np.ndarray

    @classmethod
    def of(cls, venues: Sequence[Venue], offer_keys: tuple[str, ...] | None = None) -> "Columns":
        """Return the columns of these venues; `offer_keys` fixes the keys, which otherwise are those that occur."""
        offered = [offers_of(venue) for venue in venues]
        keys = tuple(sorted(set().union(*offered))) if offer_keys is None else offer_keys
        place_of = {key: place for place, key in enumerate(keys)}
        offers = np.zeros((len(venues), len(keys)), dtype=bool)
        access = np.zeros((len(venues), len(ACCESS_COLUMNS)), dtype=np.int8)
        for row, (venue, offered_here) in enumerate(zip(venues, offered, strict=True)):
            offers[row, [place_of[key] for key in offered_here]] = True
            for fact, holds in venue.access.facts.items():
                access[row, ACCESS_COLUMNS.index(fact)] = KNOWN_YES if holds else KNOWN_NO
        route = access[:, [ACCESS_COLUMNS.index(fact) for fact in WHEELCHAIR_ROUTE_FACTS]]
        access[:, ACCESS_COLUMNS.index(WHEELCHAIR_ROUTE)] = route.min(axis=1, initial=KNOWN_YES)
        return cls(
            longitudes=np.array([venue.point.longitude if venue.point else np.nan for venue in venues], dtype=np.float64),
            latitudes=np.array([venue.point.latitude if venue.point else np.nan for venue in venues], dtype=np.float64),
            access=access,
            offers=offers,
            offer_keys=keys,
            outages=np.array([bool(venue.access.outages) for venue in venues], dtype=bool),
            paused=np.array([venue.listing == "paused" for venue in venues], dtype=bool),
        )

    def spliced(self, added: "Columns", order: np.ndarray) -> "Columns":
        """Return the rows of this followed by those of `added`, taken in `order`."""
        arrays = {
            name: np.concatenate([getattr(self, name), getattr(added, name)])[order]
            for name in self.__struct_fields__
            if name != "offer_keys"
        }
        return Columns(offer_keys=self.offer_keys, **arrays)


def offers_of(venue: Venue) -> set[str]:
    """Return everything one may ask a venue for that is a plain yes: provision, languages and audiences."""
    return {
        *venue.provision,
        *(f"speaks:{code}" for code in venue.languages),
        *(f"speaks:{code}" for schedule in venue.schedules for code in schedule.languages),
        *(f"for:{schedule.audience}" for schedule in venue.schedules),
    }
