"""Venues from a sheet: the new ones with their questions, in one transaction; one that is there stays as it is."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from welcome.directory.demonstration import VenueQuestion
from welcome.directory.venues import Venue
from welcome.storage.change import named_venues, note_added, provision_keys
from welcome.storage.importing import Import, importing
from welcome.storage.records import Imported, ImportRecord, Who
from welcome.storage.slugs import taken_slugs
from welcome.storage.venue_writer import checked_venue, insert_venues


async def import_venues(
    venues: Sequence[Venue], questions: Sequence[VenueQuestion], record: ImportRecord, who: Who, now: datetime
) -> Imported:
    """Import venues, and the questions about them; `added` holds the slugs they were given.

    A venue whose uid the directory has is left alone with everything a host may have put right since, and its questions are
    not asked again: the same sheet twice changes nothing. `VenueQuestion.venue_slug` is the slug that the sheet proposed.
    Raises BadFact or BadSchedule for what cannot be; then nothing is kept.
    """
    async with importing(record, who, now) as begun:
        there = {row[0] for row in await begun.writing.rows("SELECT uid FROM venue")}
        new = [venue for venue in venues if not venue.uid or venue.uid not in there]
        kept = await insert_new_venues(begun, new)
        await insert_questions(begun, questions, dict(zip((venue.slug for venue in new), kept, strict=True)))
        for venue in kept:
            note_added(begun.writing, venue)
        done = Imported(added=tuple(venue.slug for venue in kept), unchanged=len(venues) - len(new), kept=len(kept))
        if kept:
            await begun.finish(done)
        else:
            await begun.forget(msgspec.structs.replace(done, already=True))
    return begun.done


async def insert_new_venues(begun: Import, venues: Sequence[Venue]) -> list[Venue]:
    """Check and insert venues, each with a slug of its own."""
    keys = await provision_keys(begun.writing)
    named = named_venues(venues, await taken_slugs(begun.writing), begun.writing.now)
    return await insert_venues(begun.writing, [checked_venue(venue, keys) for venue in named], begun.record_id)


async def insert_questions(begun: Import, questions: Sequence[VenueQuestion], venues: dict[str, Venue]) -> None:
    """Insert the questions about these venues, by the slug that was proposed for each; those about others are left out."""
    today = begun.writing.today
    rows = [
        (venues[question.venue_slug].id, question.about, question.sentence, question.value, today)
        for question in questions
        if question.venue_slug in venues
    ]
    await begun.writing.engine.insert_many("question", ("venue", "about", "sentence", "value", "asked_on"), rows)
