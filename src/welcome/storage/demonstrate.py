"""The invented borough: loaded into an empty directory, and taken away whole."""

from contextlib import aclosing
from datetime import datetime

from welcome.directory.demonstration import Demonstration
from welcome.storage.engine import bound
from welcome.storage.flags import insert_flag
from welcome.storage.import_calendars import insert_bank_holidays, insert_term_calendar
from welcome.storage.import_places import (
    insert_areas,
    insert_boundary_set,
    insert_population,
    insert_postcodes,
    use_boundary_set,
)
from welcome.storage.import_venues import insert_new_venues, insert_questions
from welcome.storage.importing import importing, take_demonstration_away
from welcome.storage.records import Imported, ImportRecord, Who
from welcome.storage.tables_people import InstallationRow
from welcome.storage.writing import writing

#: As soon as one of these holds a row, something real may be there.
TABLES_OF_A_REAL_DIRECTORY = ("venue", "boundary_set", "postcode", "person")


async def load_demonstration(demonstration: Demonstration, who: Who, now: datetime) -> bool:
    """Load the invented borough if the directory holds no venue, boundary set, postcode or person; return whether it did.

    Of several workers that start together one loads it.
    """
    if not await is_empty():
        return False
    record = ImportRecord(kind="demonstration", attribution=demonstration.attribution, rows_read=len(demonstration.venues))
    async with importing(record, who, now) as begun:
        change_of = begun.writing
        if not await is_empty():
            await begun.forget(Imported(already=True))
            return False
        for boundary_set in demonstration.boundary_sets:
            mine = [ward for ward in demonstration.wards if ward.boundary_set == boundary_set.name]
            await insert_boundary_set(begun, boundary_set, mine)
        current = next((found.name for found in demonstration.boundary_sets if found.is_current), None)
        if current:
            await use_boundary_set(change_of, current)
        for flag in demonstration.flags:
            await insert_flag(change_of, flag)
        await insert_postcodes(begun, [demonstration.postcodes])
        await insert_population(begun, demonstration.population)
        await insert_areas(begun, demonstration.areas)
        known = set(await change_of.rows("SELECT division, day FROM bank_holiday"))
        calendars = demonstration.calendars
        await insert_bank_holidays(
            change_of, [day for day in calendars.bank_holidays if (day.division, day.day) not in known], begun.record_id
        )
        for terms in calendars.terms:
            await insert_term_calendar(begun, terms, terms.key == calendars.default_terms)
        kept = await insert_new_venues(begun, demonstration.venues)
        proposed = (venue.slug for venue in demonstration.venues)
        await insert_questions(begun, demonstration.questions, dict(zip(proposed, kept, strict=True)))
        await change_of.run("UPDATE installation SET demonstration = {}", True)
        change_of.directory_changed = True
        await begun.finish(Imported(kept=len(kept), current=current))
    return True


async def remove_demonstration(who: Who, now: datetime) -> bool:
    """Take the invented borough away whole, with its history; return whether it was there."""
    async with writing(who, now) as change_of:
        await change_of.alone()
        return await take_demonstration_away(change_of)


async def is_demonstration() -> bool:
    """Return whether what the directory holds is the invented borough."""
    (installation,) = await InstallationRow.select(InstallationRow.demonstration)
    return bool(installation["demonstration"])


async def is_empty() -> bool:
    """Return whether the directory holds nothing that anybody may have put there."""
    async with bound().reading() as reading:
        for table in TABLES_OF_A_REAL_DIRECTORY:
            async with aclosing(reading.chunks(f"SELECT 1 FROM {table} LIMIT 1")) as rows:
                async for _ in rows:
                    return False
    return True
