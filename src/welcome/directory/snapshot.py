"""The whole published directory in memory at one revision: immutable, thought through before anyone asks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

import msgspec
import numpy as np
import shapely

from welcome.directory import timetable as times
from welcome.directory.calendars import Calendars
from welcome.directory.columns import Columns, offers_of
from welcome.directory.contents import Directory
from welcome.directory.errors import UnknownVenue, UnknownWard, VenueClosed
from welcome.directory.hours import LONDON, Closure, ExtraOpening, Schedule
from welcome.directory.places import Point, Ward
from welcome.directory.text import plain
from welcome.directory.timetable import Timetable
from welcome.directory.venues import ACCESS_FACTS, Venue, is_public
from welcome.directory.ward_index import NO_WARD, WardIndex

#: A card shows the openings of this many London days.
CARD_DAYS = 35
#: Days that the index holds, so that a card asked for up to CARD_DAYS ahead needs nothing else.
INDEX_DAYS = 2 * CARD_DAYS + 1


class Shut(msgspec.Struct, frozen=True):
    """The hours of a venue that has paused: none, whatever its schedules say."""

    division: str = "england"
    schedules: tuple[Schedule, ...] = ()
    closures: tuple[Closure, ...] = ()
    extra_openings: tuple[ExtraOpening, ...] = ()
    term_calendar: str | None = None


SHUT_HOURS = Shut()


class Snapshot(msgspec.Struct, frozen=True):
    """The directory as residents may see it.

    venues: the public ones, ordered by slug; a venue's index is its place here and in every array. wards_of: int32, the
    index of each venue's ward in `wards.wards` or NO_WARD. lifts: bool, the venue's ward is a priority ward. names, texts:
    `plain` forms for searching. name_ranks: int64, the place of each name in alphabetical order. slugs: slug -> index.
    moved: old slug -> slug. closed: slug -> the venue that was there.
    """

    revision: int
    built_at: datetime
    contents: Directory
    venues: tuple[Venue, ...]
    wards: WardIndex
    wards_of: np.ndarray
    lifts: np.ndarray
    columns: Columns
    tree: shapely.STRtree
    positioned: np.ndarray
    timetable: Timetable
    names: list[str]
    texts: list[str]
    name_ranks: np.ndarray
    slugs: dict[str, int]
    moved: dict[str, str]
    closed: dict[str, Venue]

    @classmethod
    def of(cls, contents: Directory, now: datetime) -> "Snapshot":
        """Return the snapshot of what was loaded, its openings expanded from the London day of `now` on."""
        venues = tuple(sorted(filter(is_public, contents.venues), key=lambda venue: venue.slug))
        wards = WardIndex(contents.wards)
        columns = Columns.of(venues)
        return _assembled(
            contents,
            now,
            venues,
            wards,
            wards.wards_of(columns.longitudes, columns.latitudes),
            columns,
            times.expand([hours_of(venue) for venue in venues], contents.calendars, first_day_of(now), INDEX_DAYS),
            [plain(venue.name) for venue in venues],
            [searchable(venue) for venue in venues],
        )

    def with_venues(self, changed: Mapping[int, Venue | None], revision: int, now: datetime) -> "Snapshot":
        """Return the snapshot after these venues (by id; None = gone) changed and nothing else did.

        Equal to `Snapshot.of` a fresh load, at a small part of its cost. Falls back to it when the day has changed.
        """
        kept = {venue.id: venue for venue in self.contents.venues}
        kept.update({number: venue for number, venue in changed.items() if venue is not None})
        for number in [number for number, venue in changed.items() if venue is None]:
            kept.pop(number, None)
        contents = msgspec.structs.replace(
            self.contents, venues=tuple(sorted(kept.values(), key=lambda venue: venue.slug)), revision=revision
        )
        added = sorted((v for v in changed.values() if v is not None and is_public(v)), key=lambda venue: venue.slug)
        known = set(self.columns.offer_keys)
        if first_day_of(now) != self.timetable.first_day or any(not offers_of(venue) <= known for venue in added):
            return Snapshot.of(contents, now)
        stays = [venue.id not in changed for venue in self.venues]
        merged = [*self.venues, *added]
        order = np.array(
            sorted([*np.flatnonzero(stays), *range(len(self.venues), len(merged))], key=lambda place: merged[place].slug),
            dtype=np.int64,
        )
        new_columns = Columns.of(added, self.columns.offer_keys)
        new_wards = self.wards.wards_of(new_columns.longitudes, new_columns.latitudes)
        return _assembled(
            contents,
            now,
            tuple(merged[place] for place in order),
            self.wards,
            np.concatenate([self.wards_of, new_wards])[order],
            self.columns.spliced(new_columns, order),
            times.spliced(self.timetable, [hours_of(venue) for venue in added], order, contents.calendars),
            _taken([*self.names, *(plain(venue.name) for venue in added)], order),
            _taken([*self.texts, *(searchable(venue) for venue in added)], order),
        )

    @property
    def calendars(self) -> Calendars:
        return self.contents.calendars


def _assembled(
    contents: Directory,
    now: datetime,
    venues: tuple[Venue, ...],
    wards: WardIndex,
    wards_of: np.ndarray,
    columns: Columns,
    timetable: Timetable,
    names: list[str],
    texts: list[str],
) -> Snapshot:
    """Return the snapshot with everything that is cheap to make from its parts."""
    priority = np.array([ward.priority for ward in wards.wards] + [False], dtype=bool)
    positioned = np.flatnonzero(~np.isnan(columns.longitudes))
    return Snapshot(
        revision=contents.revision,
        built_at=now,
        contents=contents,
        venues=venues,
        wards=wards,
        wards_of=wards_of,
        lifts=priority[wards_of],
        columns=columns,
        tree=shapely.STRtree(shapely.points(columns.longitudes[positioned], columns.latitudes[positioned])),
        positioned=positioned,
        timetable=timetable,
        names=names,
        texts=texts,
        name_ranks=_ranks(names),
        slugs={venue.slug: place for place, venue in enumerate(venues)},
        moved={old: venue.slug for venue in contents.venues for old in venue.old_slugs},
        closed={venue.slug: venue for venue in contents.venues if venue.listing == "closed" and not venue.hidden},
    )


def first_day_of(now: datetime) -> date:
    """Return the day before the London day of `now`, so that what began last evening and still runs is in the index."""
    return now.astimezone(LONDON).date() - timedelta(days=1)


def venue_index(snapshot: Snapshot, slug: str) -> int:
    """Return the index of the venue at this slug; an old slug leads to the new one.

    Raises UnknownVenue, or VenueClosed for one that has closed for good.
    """
    current = snapshot.moved.get(slug, slug)
    if current in snapshot.slugs:
        return snapshot.slugs[current]
    if current in snapshot.closed:
        raise VenueClosed(f"{snapshot.closed[current].name} has closed.", current)
    raise UnknownVenue("There is no venue at this address.")


def ward_of(snapshot: Snapshot, index: int) -> Ward | None:
    """Return the ward of the venue at this index, None outside every ward."""
    place = int(snapshot.wards_of[index])
    return None if place == NO_WARD else snapshot.wards.wards[place]


def ward_named(snapshot: Snapshot, text: str) -> Ward:
    """Return the ward with this code or name, in any case and accents. Raises UnknownWard."""
    if text.strip().upper() in snapshot.wards.by_gss:
        return snapshot.wards.wards[snapshot.wards.by_gss[text.strip().upper()]]
    wanted = plain(text)
    named = [ward for ward in snapshot.wards.wards if plain(ward.name) == wanted]
    if not named:
        raise UnknownWard(f"There is no ward with the code or name “{text.strip()[:60]}” here.")
    return named[0]


def middle_of(ward: Ward) -> Point | None:
    """Return a point that lies inside the ward, None when its outline is not known."""
    if ward.polygon is None:
        return None
    inside = ward.polygon.representative_point()
    return Point(round(inside.x, 5), round(inside.y, 5))


def outages_between(venue: Venue, first_day: date, last_day: date) -> list[str]:
    """Return the facts that have an outage on any of these days, both included."""
    return [
        outage.fact
        for outage in venue.access.outages
        if outage.first_day <= last_day and outage.last_day >= first_day and outage.fact in ACCESS_FACTS
    ]


def searchable(venue: Venue) -> str:
    """Return the plain text in which words are looked for: name, address, postcode, provision."""
    return plain(" ".join([venue.name, venue.address, venue.postcode or "", *venue.provision]))


def hours_of(venue: Venue) -> Venue | Shut:
    """Return what the venue's openings are worked out from."""
    return SHUT_HOURS if venue.listing == "paused" else venue


def _ranks(names: list[str]) -> np.ndarray:
    """Return each name's place among all of them in alphabetical order, int64."""
    ranks = np.empty(len(names), dtype=np.int64)
    ranks[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
    return ranks


def _taken(values: Sequence[str], order: Iterable[int]) -> list[str]:
    return [values[place] for place in order]
