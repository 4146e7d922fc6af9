import asyncio
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from welcome.directory.calendars import BankHoliday
from welcome.directory.errors import FaultyFile
from welcome.directory.postcodes import postcode_at
from welcome.examplebury import examplebury
from welcome.storage.demonstrate import load_demonstration, remove_demonstration
from welcome.storage.engine import Engine
from welcome.storage.import_calendars import replace_bank_holidays
from welcome.storage.import_places import import_postcodes
from welcome.storage.load import (
    load_changed_since,
    load_directory,
    load_flags,
    load_population,
    load_postcodes,
    load_questions,
    load_revision,
    load_venues,
)
from welcome.storage.piccolo_app import APP_CONFIG
from welcome.storage.records import ImportRecord, Who
from welcome.storage.tables_people import PersonRow

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SERVE = Who("serve")
BOROUGH = examplebury(TODAY)


def without_numbers(value: Any) -> Any:
    """The venue with its schedules counted from 1, and so the closures that name them."""
    schedules = {schedule.id: number for number, schedule in enumerate(value.schedules, 1)}
    replace = msgspec.structs.replace
    return replace(
        value,
        id=0,
        old_slugs=tuple(sorted(value.old_slugs)),
        schedules=tuple(replace(schedule, id=schedules[schedule.id]) for schedule in value.schedules),
        closures=tuple(
            replace(closure, id=0, schedule_id=closure.schedule_id and schedules[closure.schedule_id])
            for closure in value.closures
        ),
        extra_openings=tuple(replace(extra, id=0) for extra in value.extra_openings),
    )


async def test_the_whole_borough_comes_back_from_the_database_as_it_was(database: Engine) -> None:
    assert await load_demonstration(BOROUGH, SERVE, NOW)
    directory = await load_directory(TODAY)
    assert directory.demonstration
    assert directory.calendars == msgspec.structs.replace(
        BOROUGH.calendars,
        bank_holidays=tuple(sorted(BOROUGH.calendars.bank_holidays, key=lambda day: (day.division, day.day))),
        terms=tuple(sorted(directory.calendars.terms, key=lambda terms: terms.key)),
    )
    assert {found.name for found in directory.boundary_sets} == {found.name for found in BOROUGH.boundary_sets}
    assert directory.boundary_set.name == next(found.name for found in BOROUGH.boundary_sets if found.is_current)
    flagged = {flag.gss for flag in BOROUGH.flags if flag.ended_on is None and flag.boundary_set == directory.boundary_set.name}
    assert {ward.gss for ward in directory.wards if ward.priority} == flagged
    wanted = {ward.gss: ward for ward in BOROUGH.wards if ward.boundary_set == directory.boundary_set.name}
    assert {ward.gss: ward.name for ward in directory.wards} == {gss: ward.name for gss, ward in wanted.items()}
    assert all(ward.polygon.equals(wanted[ward.gss].polygon) for ward in directory.wards)
    assert set(directory.areas) == set(BOROUGH.areas)
    assert set(await load_population()) == set(BOROUGH.population)
    assert await load_flags() == list(BOROUGH.flags)
    assert {question.venue_slug for question in await load_questions()} == {q.venue_slug for q in BOROUGH.questions}
    table = await load_postcodes()
    assert {postcode_at(table, place) for place in range(len(table))} == {row[0] for row in BOROUGH.postcodes}
    assert directory.attributions == (BOROUGH.attribution,)
    found = await load_venues([venue.id for venue in directory.venues], TODAY, private=True)
    original = {venue.slug: without_numbers(venue) for venue in BOROUGH.venues}
    assert {venue.slug: without_numbers(venue) for venue in found} == original


async def test_the_public_load_holds_no_contact_that_is_not_public(database: Engine) -> None:
    await load_demonstration(BOROUGH, SERVE, NOW)
    contacts = [contact for venue in (await load_directory(TODAY)).venues for contact in venue.contacts]
    assert contacts
    assert all(contact.is_public and (contact.consented_on or not contact.of_person) for contact in contacts)
    everything = [contact for venue in BOROUGH.venues for contact in venue.contacts]
    assert len(contacts) < len(everything)


async def test_of_several_workers_that_start_together_one_loads_it(database: Engine) -> None:
    loaded = await asyncio.gather(*(load_demonstration(BOROUGH, SERVE, NOW) for _ in range(4)))
    assert sorted(loaded) == [False, False, False, True]
    assert len((await load_directory(TODAY)).venues) == len(BOROUGH.venues)


async def test_it_is_not_loaded_where_somebody_has_been_invited(database: Engine) -> None:
    async with database.transaction():
        await PersonRow.insert(PersonRow(name="Ada Example"))
    assert not await load_demonstration(BOROUGH, SERVE, NOW)
    assert not (await load_directory(TODAY)).venues


async def row_counts() -> dict[str, int]:
    return {table._meta.tablename: await table.count() for table in APP_CONFIG.table_classes}


async def test_the_first_real_import_takes_all_of_it_away_and_says_so(database: Engine) -> None:
    before = await row_counts()
    await load_demonstration(BOROUGH, SERVE, NOW)
    revision = await load_revision()
    record = ImportRecord(kind="postcodes", file_name="real.csv", sha256="1", attribution="Real data")
    done = await import_postcodes([[("ZZ1 1ZZ", -1.5, 52.5, None)]], record, Who("import"), NOW)
    assert done.demonstration_removed
    directory = await load_directory(TODAY)
    assert not directory.demonstration
    assert directory.attributions == ("Real data",)
    assert directory.revision > revision.directory
    assert await load_changed_since(revision.directory) is None
    assert (await load_revision()).postcodes > revision.postcodes
    after = await row_counts()
    left = {table: count - before[table] for table, count in after.items() if count != before[table]}
    assert left.pop("change") > 0
    assert left == {"import_record": 1, "postcode": 1}


async def test_a_faulty_real_import_leaves_the_demonstration_as_it_was(database: Engine) -> None:
    await load_demonstration(BOROUGH, SERVE, NOW)
    before = await row_counts()
    with pytest.raises(FaultyFile):
        await import_postcodes([], ImportRecord(kind="postcodes"), Who("import"), NOW)
    assert await row_counts() == before


async def test_real_bank_holidays_stay_when_the_demonstration_goes(database: Engine) -> None:
    await load_demonstration(BOROUGH, SERVE, NOW)
    real = [BankHoliday("england", date(2026, 12, 25), "Christmas Day"), *BOROUGH.calendars.bank_holidays]
    of_england = {holiday.day: holiday for holiday in real if holiday.division == "england"}
    await replace_bank_holidays("england", list(of_england.values()), SERVE, NOW)
    assert await replace_bank_holidays("england", list(of_england.values()), SERVE, NOW) == ()
    await remove_demonstration(SERVE, NOW)
    assert {holiday.day for holiday in (await load_directory(TODAY)).calendars.bank_holidays} == of_england.keys()


async def test_it_can_be_taken_away_by_itself_and_once(database: Engine) -> None:
    await load_demonstration(BOROUGH, SERVE, NOW)
    assert await remove_demonstration(Who("Ada"), NOW)
    assert not await remove_demonstration(Who("Ada"), NOW)
    assert not (await load_directory(TODAY)).venues
