"""Venues into rows: new ones many at a time, changed ones part by part, each schedule keeping its number."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import msgspec

from welcome.directory.errors import BadFact, BadSchedule
from welcome.directory.hours import Closure, ExtraOpening, Schedule
from welcome.directory.schedules import check_closure, check_extra, check_schedule
from welcome.directory.venues import Venue, check_access
from welcome.storage.writing import Writing

#: Columns of `venue` with the value of each; everything else of a venue stands in tables of its own.
VENUE_COLUMNS: dict[str, Callable[[Venue], Any]] = {
    "name": lambda venue: venue.name,
    "kind": lambda venue: venue.kind,
    "address": lambda venue: venue.address,
    "postcode": lambda venue: venue.postcode,
    "longitude": lambda venue: venue.point and venue.point.longitude,
    "latitude": lambda venue: venue.point and venue.point.latitude,
    "position_source": lambda venue: venue.position_source,
    "listing": lambda venue: venue.listing,
    "hidden": lambda venue: venue.hidden,
    "about": lambda venue: venue.about,
    "first_visit": lambda venue: venue.first_visit,
    "nearest_stop": lambda venue: venue.nearest_stop,
    "not_every_week": lambda venue: venue.not_every_week,
    "entrance_steps": lambda venue: venue.access.entrance_steps,
    "which_door": lambda venue: venue.access.which_door,
    "hours_question": lambda venue: venue.hours_question,
    "division": lambda venue: venue.division,
    "term_calendar": lambda venue: venue.term_calendar,
    "member_since": lambda venue: venue.member_since,
    "five_ps_affirmed_on": lambda venue: venue.five_ps_affirmed_on,
    "listing_agreed_on": lambda venue: venue.listing_agreed_on,
    "agreed_by_role": lambda venue: venue.agreed_by_role,
    "agreed_how": lambda venue: venue.agreed_how,
    "source": lambda venue: venue.source,
}
SCHEDULE_FIELDS = Schedule.__struct_fields__[1:]
CLOSURE_COLUMNS = ("first_day", "last_day", "reason", "schedule")
EXTRA_FIELDS = ExtraOpening.__struct_fields__[1:]
_LANGUAGES = SCHEDULE_FIELDS.index("languages")
_WORD = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def checked_venue(venue: Venue, provision_keys: Collection[str]) -> Venue:
    """Return the venue if every fact in it can be true; raise BadFact or BadSchedule with a sentence for who said it."""
    if not venue.name.strip():
        raise BadFact("A venue needs a name.", ("name",))
    check_access(venue.access)
    for schedule in venue.schedules:
        check_schedule(schedule)
    for closure in venue.closures:
        check_closure(closure)
    for extra in venue.extra_openings:
        check_extra(extra)
    unknown = next((key for key in venue.provision if key not in provision_keys), None)
    if unknown is not None:
        raise BadFact(f"There is no provision called {unknown}.", (unknown,))
    languages = [*venue.languages, *(language for schedule in venue.schedules for language in schedule.languages)]
    wrong = next((language for language in languages if not _WORD.fullmatch(language)), None)
    if wrong is not None:
        raise BadFact(f"“{wrong}” is not the code of a language.", (wrong,))
    if any("\x00" in text for text in _texts(venue)):
        raise BadFact("The text holds a character that nobody can see. Type it again.")
    return venue


def typed_venue(venue: Venue) -> Venue:
    """Return the venue with every field of the kind it should be; raise BadFact when one is not, such as an unknown listing."""
    try:
        return msgspec.convert(msgspec.to_builtins(venue), Venue)
    except msgspec.ValidationError as fault:
        raise BadFact(f"The venue cannot be kept like this: {fault}.") from fault


def _texts(value: Any) -> Iterable[str]:
    """Yield every text within a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, msgspec.Struct):
        for part in msgspec.structs.astuple(value):
            yield from _texts(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)


async def insert_venues(writing: Writing, venues: Sequence[Venue], import_record: int | None = None) -> list[Venue]:
    """Insert new venues with all their parts and return them with their numbers; uid and slug must be theirs already."""
    if not venues:
        return []
    engine = writing.engine
    ids = await engine.new_ids("venue", len(venues))
    schedule_ids = iter(await engine.new_ids("schedule", sum(len(venue.schedules) for venue in venues)))
    kept = []
    for venue, number in zip(venues, ids, strict=True):
        schedules = tuple(msgspec.structs.replace(schedule, id=next(schedule_ids)) for schedule in venue.schedules)
        renumbered = dict(zip((old.id for old in venue.schedules), (new.id for new in schedules), strict=True))
        closures = tuple(_renumbered(closure, renumbered) for closure in venue.closures)
        kept.append(msgspec.structs.replace(venue, id=number, schedules=schedules, closures=closures, version=1))
    await engine.insert_many(
        "venue",
        ("id", "uid", "slug", "version", "import_record", *VENUE_COLUMNS),
        (
            (venue.id, venue.uid, venue.slug, 1, import_record, *(value(venue) for value in VENUE_COLUMNS.values()))
            for venue in kept
        ),
    )
    slugs = [(venue.slug, venue.id, None) for venue in kept]
    slugs += [(slug, venue.id, writing.now) for venue in kept for slug in venue.old_slugs]
    await engine.insert_many("venue_slug", ("slug", "venue", "replaced_at"), slugs)
    for table, (columns, rows) in PARTS.items():
        await engine.insert_many(table, ("venue", *columns), [(venue.id, *row) for venue in kept for row in rows(venue)])
    await engine.insert_many(
        "schedule", ("venue", "id", *SCHEDULE_FIELDS), [(v.id, s.id, *_schedule_row(s)) for v in kept for s in v.schedules]
    )
    await engine.insert_many(
        "closure", ("venue", *CLOSURE_COLUMNS), [(v.id, *_closure_row(c)) for v in kept for c in v.closures]
    )
    await engine.insert_many(
        "extra_opening", ("venue", *EXTRA_FIELDS), [(v.id, *_extra_row(e)) for v in kept for e in v.extra_openings]
    )
    return kept


async def update_venue(writing: Writing, old: Venue, new: Venue) -> None:
    """Write what differs between two states of one venue, and raise its version. The slug is not among it."""
    changed = {column: value(new) for column, value in VENUE_COLUMNS.items() if value(old) != value(new)}
    sets = "".join(f", {column} = {{}}" for column in changed)
    await writing.run(f"UPDATE venue SET version = version + 1{sets} WHERE id = {{}}", *changed.values(), old.id)
    for table, (columns, rows) in PARTS.items():
        before, after = list(rows(old)), list(rows(new))
        if before != after:
            keep = await _kept_consents(writing, old.id) if table == "contact" else {}
            await writing.run(f"DELETE FROM {table} WHERE venue = {{}}", old.id)
            await writing.engine.insert_many(table, ("venue", *columns), [(old.id, *row) for row in after])
            for (kind, value), consent in keep.items():
                sql = "UPDATE contact SET consent_by = {}, consent_words = {}, ends_on = {}"
                where = "WHERE venue = {} AND kind = {} AND value = {}"
                await writing.run(f"{sql} {where}", *consent, old.id, kind, value)
    numbers, gone = await _sync(writing, "schedule", SCHEDULE_FIELDS, _schedule_row, old.id, old.schedules, new.schedules)
    closures = tuple(_renumbered(closure, numbers) for closure in new.closures)
    _, gone_closures = await _sync(writing, "closure", CLOSURE_COLUMNS, _closure_row, old.id, old.closures, closures)
    _, gone_extras = await _sync(
        writing, "extra_opening", EXTRA_FIELDS, _extra_row, old.id, old.extra_openings, new.extra_openings
    )
    # Schedules last: the database takes the closures that still name them along.
    for table, numbers_gone in (("closure", gone_closures), ("extra_opening", gone_extras), ("schedule", gone)):
        for number in numbers_gone:
            await writing.run(f"DELETE FROM {table} WHERE id = {{}}", number)


async def _kept_consents(writing: Writing, venue_id: int) -> dict[tuple[str, str], tuple]:
    """Return the recorded consent of each contact, which belongs to the address or number whatever else of it changes."""
    sql = "SELECT kind, value, consent_by, consent_words, ends_on FROM contact WHERE venue = {}"
    return {(row["kind"], row["value"]): tuple(row.values())[2:] for row in await writing.run(sql, venue_id)}


async def _sync(
    writing: Writing,
    table: str,
    columns: Sequence[str],
    row_of: Callable[[Any], tuple],
    venue_id: int,
    old: Sequence[Any],
    new: Sequence[Any],
) -> tuple[dict[int, int], set[int]]:
    """Make the rows of one venue say what `new` says; one that stays keeps its number.

    Returns given number -> row number, and the numbers of the rows that are to be deleted.
    """
    before = {item.id: item for item in old}
    added = [item for item in new if item.id not in before]
    kept = {item.id for item in new} & before.keys()
    for item in new:
        if item.id in before and row_of(before[item.id]) != row_of(item):
            sets = ", ".join(f'"{column}" = {{}}' for column in columns)
            await writing.run(f"UPDATE {table} SET {sets} WHERE id = {{}}", *row_of(item), item.id)
    ids = await writing.engine.new_ids(table, len(added)) if added else []
    if added:
        rows = [(number, venue_id, *row_of(item)) for number, item in zip(ids, added, strict=True)]
        await writing.engine.insert_many(table, ("id", "venue", *columns), rows)
    numbers = {number: number for number in kept} | {item.id: number for number, item in zip(ids, added, strict=True)}
    return numbers, before.keys() - kept


def with_numbers(old: Sequence[Any], new: Sequence[Any]) -> tuple[Any, ...]:
    """Return new parts of a venue, each that says the same as an old one under the old one's number, in order of numbers."""
    unnumbered = msgspec.structs.replace
    taken = {item.id for item in new}
    spare = {unnumbered(item, id=0): item.id for item in reversed(old) if item.id not in taken}
    found = [item if item.id else unnumbered(item, id=spare.pop(item, 0)) for item in new]
    return tuple(sorted(found, key=lambda item: (item.id <= 0, max(item.id, 0))))


def _renumbered(closure: Closure, numbers: dict[int, int]) -> Closure:
    """Return the closure with the row number of its schedule; raise BadSchedule when the venue has no such schedule."""
    if closure.schedule_id is None:
        return closure
    if not closure.schedule_id or closure.schedule_id not in numbers:
        raise BadSchedule("A closure names a schedule that the venue has not got.")
    return msgspec.structs.replace(closure, schedule_id=numbers[closure.schedule_id])


def _schedule_row(schedule: Schedule) -> tuple:
    fields = list(msgspec.structs.astuple(schedule)[1:])
    fields[_LANGUAGES] = ",".join(schedule.languages)
    return tuple(fields)


def _closure_row(closure: Closure) -> tuple:
    return closure.first_day, closure.last_day, closure.reason, closure.schedule_id


def _extra_row(extra: ExtraOpening) -> tuple:
    return msgspec.structs.astuple(extra)[1:]


def _fact_rows(venue: Venue) -> Iterable[tuple]:
    for fact in dict.fromkeys((*venue.access.facts, *venue.access.details)):
        detail = venue.access.details.get(fact)
        said = (detail.note, detail.checked_on, detail.said_by) if detail else ("", None, None)
        yield fact, venue.access.facts.get(fact), *said


def _contact_rows(venue: Venue) -> Iterable[tuple]:
    for contact in venue.contacts:
        yield contact.kind, contact.value, contact.label, contact.is_public, contact.of_person, contact.consented_on


#: Parts without a number of their own: table -> its columns, and the rows of a venue.
PARTS: dict[str, tuple[tuple[str, ...], Callable[[Venue], Iterable[tuple]]]] = {
    "access_fact": (("fact", "value", "note", "checked_on", "said_by"), _fact_rows),
    "access_outage": (
        ("fact", "first_day", "last_day", "note"),
        lambda venue: map(msgspec.structs.astuple, venue.access.outages),
    ),
    "venue_provision": (("provision",), lambda venue: ((key,) for key in dict.fromkeys(venue.provision))),
    "venue_language": (("language",), lambda venue: ((code,) for code in dict.fromkeys(venue.languages))),
    "contact": (("kind", "value", "label", "is_public", "of_person", "consented_on"), _contact_rows),
}
