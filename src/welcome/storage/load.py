"""From rows to the values of the directory: each table read once, all of them as they were at one moment."""

from collections.abc import Collection
from datetime import date
from typing import Any

import shapely

from welcome.directory.calendars import BankHoliday, Calendars, TermCalendar, TermPeriod
from welcome.directory.contents import Directory
from welcome.directory.demonstration import PriorityFlag, VenueQuestion
from welcome.directory.places import BoundarySet, Point, PopulationPoint, Ward
from welcome.directory.postcodes import PostcodeTable
from welcome.directory.venues import Area, Venue
from welcome.storage.engine import bound
from welcome.storage.records import Revision
from welcome.storage.tables_people import RevisionRow
from welcome.storage.venue_reader import Reading, day_of, read_venues

#: Postcodes are few columns and many rows.
POSTCODES_A_CHUNK = 50_000
#: SQLite and PostgreSQL both read a list of so many row numbers without complaint.
VENUES_A_CHUNK = 10_000


async def load_directory(today: date) -> Directory:
    """Return all that the directory holds, with the contacts that may be shown on `today`, the London day."""
    async with bound().reading() as reading:
        boundary_sets = await _boundary_sets(reading)
        current = next((found for found in boundary_sets if found.is_current), None)
        return Directory(
            venues=tuple(await read_venues(reading, today, None, private=False)),
            wards=await read_wards(reading, current) if current else (),
            boundary_set=current,
            boundary_sets=boundary_sets,
            calendars=await _calendars(reading),
            areas=await _areas(reading),
            provision_keys=tuple(await _column(reading, "SELECT key FROM provision_kind ORDER BY place, key")),
            attributions=await _attributions(reading),
            demonstration=bool((await _column(reading, "SELECT demonstration FROM installation"))[0]),
            revision=(await _column(reading, "SELECT directory FROM revision"))[0],
        )


async def load_venues(ids: Collection[int], today: date, *, private: bool = False) -> list[Venue]:
    """Return the venues with these row numbers, ordered by slug; one that is no longer there is missing.

    private: with every contact, for those who look after the venue. The public never gets these.
    """
    numbers = sorted(ids)
    found: list[Venue] = []
    async with bound().reading() as reading:
        for start in range(0, len(numbers), VENUES_A_CHUNK):
            found += await read_venues(reading, today, numbers[start : start + VENUES_A_CHUNK], private)
    return sorted(found, key=lambda venue: venue.slug)


async def load_revision() -> Revision:
    """Return the numbers that tell whether the directory or the postcodes have changed."""
    return Revision(**(await RevisionRow.select(RevisionRow.directory, RevisionRow.postcodes))[0])


async def load_changed_since(revision: int) -> frozenset[int] | None:
    """Return the row numbers of the venues changed after `revision`; None when it is better to load everything.

    That is when more than venues changed, or very many of them.
    """
    async with bound().reading() as reading:
        found = frozenset(await _column(reading, "SELECT venue_id FROM change WHERE revision > {}", revision))
    return None if None in found or len(found) > VENUES_A_CHUNK else found


async def load_postcodes() -> PostcodeTable:
    """Return every postcode. At no time are more of them Python objects than one chunk holds."""
    parts = []
    async with bound().reading() as reading:
        sql = "SELECT postcode, longitude, latitude FROM postcode"
        async for chunk in reading.chunks(sql, rows=POSTCODES_A_CHUNK):
            parts.append(PostcodeTable.of(chunk))
    return PostcodeTable.joined(parts)


async def load_population() -> tuple[PopulationPoint, ...]:
    """Return the small areas and their residents, ordered by code."""
    sql = (
        "SELECT code, name, longitude, latitude, residents, aged_65_plus, disabled_share, imd_score, imd_decile, "
        "lonely_share_modelled FROM population_point"
    )
    async with bound().reading() as reading:
        rows = await _rows(reading, sql)
    return tuple(
        PopulationPoint(row[0], row[1], Point(row[2], row[3]), *row[4:]) for row in sorted(rows, key=lambda row: row[0])
    )


async def load_questions() -> list[VenueQuestion]:
    """Return the questions about venues that nobody has answered yet, oldest first."""
    sql = (
        "SELECT venue.slug, question.about, question.sentence, question.value FROM question "
        "JOIN venue ON venue.id = question.venue WHERE question.resolved_on IS NULL ORDER BY question.id"
    )
    async with bound().reading() as reading:
        return [
            VenueQuestion(venue_slug=row[0], about=row[1], sentence=row[2], value=row[3]) for row in await _rows(reading, sql)
        ]


async def load_calendars() -> Calendars:
    """Return every bank holiday and term calendar."""
    async with bound().reading() as reading:
        return await _calendars(reading)


async def load_flags() -> list[PriorityFlag]:
    """Return every flag a ward has or had, oldest first: for coordinators alone."""
    sql = (
        "SELECT ward.gss, boundary_set.name, reason, priority_flag.source, flagged_on, review_on, ended_on FROM priority_flag "
        "JOIN ward ON ward.id = priority_flag.ward JOIN boundary_set ON boundary_set.id = ward.boundary_set "
        "ORDER BY priority_flag.id"
    )
    async with bound().reading() as reading:
        return [
            PriorityFlag(
                gss=gss,
                boundary_set=boundary_set,
                reason=reason,
                source=source,
                flagged_on=day_of(flagged_on),
                review_on=day_of(review_on),
                ended_on=day_of(ended_on),
            )
            for gss, boundary_set, reason, source, flagged_on, review_on, ended_on in await _rows(reading, sql)
        ]


async def load_wards(boundary_set: BoundarySet) -> tuple[Ward, ...]:
    """Return the wards of one boundary set, ordered by code, with `priority` where a flag is open."""
    async with bound().reading() as reading:
        return await read_wards(reading, boundary_set)


async def read_wards(reading: Reading, boundary_set: BoundarySet) -> tuple[Ward, ...]:
    """Return the wards of one boundary set, ordered by code; see `load_wards`."""
    sql = (
        "SELECT ward.gss, ward.name, ward.polygon, priority_flag.id FROM ward "
        "LEFT JOIN priority_flag ON priority_flag.ward = ward.id AND priority_flag.ended_on IS NULL "
        "WHERE ward.boundary_set = {}"
    )
    rows = await _rows(reading, sql, boundary_set.id)
    return tuple(
        Ward(gss, name, boundary_set.name, None if polygon is None else shapely.from_wkb(polygon), flag is not None)
        for gss, name, polygon, flag in sorted(rows, key=lambda row: row[0])
    )


async def _rows(reading: Reading, sql: str, *values: Any) -> list[tuple]:
    return [row async for chunk in reading.chunks(sql, *values) for row in chunk]


async def _column(reading: Reading, sql: str, *values: Any) -> list[Any]:
    return [row[0] for row in await _rows(reading, sql, *values)]


async def _boundary_sets(reading: Reading) -> tuple[BoundarySet, ...]:
    sql = "SELECT id, name, valid_from, valid_to, source, has_polygons, is_current FROM boundary_set ORDER BY id"
    return tuple(
        BoundarySet(
            id=number,
            name=name,
            valid_from=day_of(valid_from),
            valid_to=day_of(valid_to),
            source=source,
            has_polygons=bool(has_polygons),
            is_current=bool(is_current),
        )
        for number, name, valid_from, valid_to, source, has_polygons, is_current in await _rows(reading, sql)
    )


async def _calendars(reading: Reading) -> Calendars:
    # Without a title it is a day that somebody took away; see `remove_bank_holiday`.
    holidays = await _rows(reading, "SELECT division, day, title FROM bank_holiday WHERE title <> ''")
    calendars = await _rows(reading, "SELECT id, key, name, is_default FROM term_calendar")
    periods: dict[int, list[TermPeriod]] = {row[0]: [] for row in calendars}
    sql = "SELECT calendar, first_day, last_day, is_term, title FROM term_period ORDER BY first_day, id"
    for calendar, first_day, last_day, is_term, title in await _rows(reading, sql):
        periods[calendar].append(TermPeriod(day_of(first_day), day_of(last_day), bool(is_term), title))
    return Calendars(
        bank_holidays=tuple(
            sorted(
                (BankHoliday(division, day_of(day), title) for division, day, title in holidays),
                key=lambda holiday: (holiday.division, holiday.day),
            )
        ),
        terms=tuple(
            TermCalendar(key, name, tuple(periods[number]))
            for number, key, name, _ in sorted(calendars, key=lambda row: row[1])
        ),
        default_terms=next((key for _, key, _, is_default in calendars if is_default), None),
    )


async def _areas(reading: Reading) -> tuple[Area, ...]:
    aliases: dict[int, list[str]] = {}
    for area, alias in await _rows(reading, "SELECT area, alias FROM area_alias ORDER BY id"):
        aliases.setdefault(area, []).append(alias)
    rows = await _rows(reading, "SELECT id, name, longitude, latitude FROM area")
    return tuple(
        Area(name, tuple(aliases.get(number, ())), Point(longitude, latitude))
        for number, name, longitude, latitude in sorted(rows, key=lambda row: row[1])
    )


async def _attributions(reading: Reading) -> tuple[str, ...]:
    """Return what the sources in use want said, each once, oldest import first; of wards the current set's alone."""
    sql = (
        "SELECT attribution FROM import_record WHERE attribution <> '' AND superseded_at IS NULL AND (kind <> 'wards' OR id IN "
        "(SELECT import_record FROM boundary_set WHERE is_current)) ORDER BY id"
    )
    return tuple(dict.fromkeys(await _column(reading, sql)))
