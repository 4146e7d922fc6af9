"""Changing one venue: add it, change some of its fields, give it another name. Each is one transaction."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from welcome.directory.errors import BadFact, Conflict, UnknownVenue
from welcome.directory.slugs import SLUG, free_slug, slug_of
from welcome.directory.venues import Venue
from welcome.storage.records import Who
from welcome.storage.slugs import taken_slugs
from welcome.storage.venue_reader import read_venues
from welcome.storage.venue_writer import checked_venue, insert_venues, typed_venue, update_venue, with_numbers
from welcome.storage.writing import Writing, writing

#: What a change may not touch: these are the directory's own.
OWN_FIELDS = frozenset({"id", "uid", "slug", "old_slugs", "version"})
VENUE_FIELDS = tuple(field for field in Venue.__struct_fields__ if field not in OWN_FIELDS)
_DEFAULTS = dict(zip(Venue.__struct_fields__[-len(Venue.__struct_defaults__) :], Venue.__struct_defaults__, strict=True))
#: Listings that some public page speaks of; a closed venue's page says that it has closed.
SPOKEN_OF = ("listed", "paused", "closed")
#: The root of the venues' UUIDs (version 5).
UID_ROOT = uuid.uuid5(uuid.NAMESPACE_DNS, "venues.places-of-welcome")


class VenueChange(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be different about one venue: field of `Venue` -> its new value; every other field stays as it is.

    Where `contacts` is among them it holds all contacts, private ones too. base_version: the version that the person saw;
    None where it does not matter. what: the word for the audit.
    """

    venue_id: int
    fields: dict[str, Any]
    base_version: int | None = None
    what: str = "changed"


class Saved(msgspec.Struct, frozen=True):
    """A venue as it stands after a change, with its private contacts, and the revision that shows it."""

    venue: Venue
    revision: int


async def save_venue(change: VenueChange, who: Who, now: datetime) -> Saved:
    """Make a change of one venue and return how it stands. A change that changes nothing leaves no trace.

    Raises UnknownVenue, Conflict when the venue is no longer at `base_version`, BadFact or BadSchedule for what cannot be.
    """
    async with writing(who, now) as change_of:
        old = await held_venue(change_of, change.venue_id, change.base_version)
        new = await save_fields(change_of, old, change.fields, change.what)
    return Saved(new, change_of.revision)


async def add_venue(venue: Venue, who: Who, now: datetime) -> Saved:
    """Add a venue and return it with its number, uid and slug; the slug asked for is given if it is free."""
    async with writing(who, now) as change_of:
        await change_of.alone()
        taken = await taken_slugs(change_of)
        (named,) = named_venues([typed_venue(venue)], taken, now)
        checked_venue(named, await provision_keys(change_of))
        (inserted,) = await insert_venues(change_of, [named])
        new = await whole_venue(change_of, inserted.id)
        note_added(change_of, new)
    return Saved(new, change_of.revision)


async def rename(venue_id: int, name: str, who: Who, now: datetime, *, base_version: int | None = None) -> Saved:
    """Give a venue another name, and an address made of it; the old address keeps leading to the venue.

    A venue gets back an address that it had before. Raises as `save_venue` does.
    """
    async with writing(who, now) as change_of:
        await change_of.alone()
        old = await held_venue(change_of, venue_id, base_version)
        taken = await taken_slugs(change_of)
        slug = free_slug(slug_of(name), {slug for slug, owner in taken.items() if owner != venue_id})
        if slug != old.slug:
            await change_of.run("UPDATE venue_slug SET replaced_at = {} WHERE slug = {}", now, old.slug)
            if slug in taken:
                await change_of.run("UPDATE venue_slug SET replaced_at = NULL WHERE slug = {}", slug)
            else:
                await change_of.engine.insert_many("venue_slug", ("slug", "venue", "replaced_at"), [(slug, venue_id, None)])
            await change_of.run("UPDATE venue SET slug = {} WHERE id = {}", slug, venue_id)
            change_of.note("moved", venue_id=venue_id, before={"slug": old.slug}, after={"slug": slug})
        await save_fields(change_of, old, {"name": name}, "renamed")
        new = await whole_venue(change_of, venue_id)
    return Saved(new, change_of.revision)


async def held_venue(change_of: Writing, venue_id: int, base_version: int | None = None) -> Venue:
    """Return a venue with all its contacts, and let nobody else change it before this change is done.

    Raises UnknownVenue, or Conflict when it is no longer at `base_version`.
    """
    # PostgreSQL locks the row by an update alone; the embedded file has one writer anyway.
    held = await change_of.run("UPDATE venue SET version = version WHERE id = {} RETURNING version", venue_id)
    if not held:
        raise UnknownVenue("There is no such venue.")
    if base_version is not None and held[0]["version"] != base_version:
        raise Conflict("Somebody else has changed this venue since you opened it.")
    return await whole_venue(change_of, venue_id)


async def whole_venue(change_of: Writing, venue_id: int) -> Venue:
    """Return a venue with all its contacts."""
    (venue,) = await read_venues(change_of.reading, change_of.today, [venue_id], private=True)
    return venue


async def save_fields(change_of: Writing, old: Venue, fields: dict[str, Any], what: str) -> Venue:
    """Write some fields of a venue that is held, with its audit line, and return how it stands."""
    wrong = next((field for field in fields if field in OWN_FIELDS or field not in Venue.__struct_fields__), None)
    if wrong is not None:
        raise BadFact(f"{wrong} of a venue cannot be changed like this.", (wrong,))
    wanted = _tidied(old, typed_venue(msgspec.structs.replace(old, **fields)))
    checked_venue(wanted, await provision_keys(change_of))
    if wanted == old:
        return old
    await update_venue(change_of, old, wanted)
    new = await whole_venue(change_of, old.id)
    changed = [field for field in VENUE_FIELDS if getattr(old, field) != getattr(new, field)]
    change_of.note(
        what,
        venue_id=old.id,
        before={field: getattr(old, field) for field in changed},
        after={field: getattr(new, field) for field in changed},
        public=_seen(old) != _seen(new),
    )
    return new


def note_added(change_of: Writing, venue: Venue) -> None:
    """Add the audit line of a new venue: what is known about it and is not as with every other."""
    known = {field: getattr(venue, field) for field in ("slug", *VENUE_FIELDS)}
    after = {field: value for field, value in known.items() if value != _DEFAULTS.get(field)}
    change_of.note("added", venue_id=venue.id, after=after, public=_seen(venue) is not None)


def named_venues(venues: Sequence[Venue], taken: dict[str, int], now: datetime) -> list[Venue]:
    """Return new venues each with a slug of its own and a uid; `taken` gains the slugs (with number 0)."""
    named = []
    for venue in venues:
        slug = free_slug(venue.slug if SLUG.fullmatch(venue.slug) else slug_of(venue.name), taken)
        taken[slug] = 0
        old_slugs = tuple(old for old in dict.fromkeys(venue.old_slugs) if old not in taken)
        taken.update(dict.fromkeys(old_slugs, 0))
        uid = venue.uid or str(uuid.uuid5(UID_ROOT, f"{now.isoformat()} {slug}"))
        named.append(msgspec.structs.replace(venue, slug=slug, old_slugs=old_slugs, uid=uid))
    return named


async def provision_keys(change_of: Writing) -> frozenset[str]:
    """Return every kind of provision that a venue may have."""
    return frozenset(row[0] for row in await change_of.rows("SELECT key FROM provision_kind"))


def _seen(venue: Venue) -> Venue | None:
    """Return the venue as residents may see it, None when no public page speaks of it."""
    if venue.hidden or venue.listing not in SPOKEN_OF:
        return None
    public = tuple(contact for contact in venue.contacts if contact.is_public)
    return msgspec.structs.replace(venue, contacts=public, version=0)


def _tidied(old: Venue, new: Venue) -> Venue:
    """Return the new state with the old numbers of parts that stay, and no closure of a schedule that the venue has no more."""
    schedules = with_numbers(old.schedules, new.schedules)
    gone = {schedule.id for schedule in old.schedules} - {schedule.id for schedule in schedules}
    return msgspec.structs.replace(
        new,
        schedules=schedules,
        closures=with_numbers(old.closures, [closure for closure in new.closures if closure.schedule_id not in gone]),
        extra_openings=with_numbers(old.extra_openings, new.extra_openings),
    )
