import asyncio
from datetime import UTC, datetime

import pytest

from welcome.storage.engine import Engine
from welcome.storage.load import load_revision
from welcome.storage.records import Who
from welcome.storage.tables_people import ChangeRow, OutboxRow, PersonRow
from welcome.storage.writing import writing

NOW = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
SUMMER_NIGHT = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)


async def test_a_message_is_in_the_outbox_if_and_only_if_its_change_was_made(database: Engine) -> None:
    async def change(fails: bool) -> None:
        async with writing(Who("Ada"), NOW) as change_of:
            change_of.send(OutboxRow(kind="welcome", facts='{"name": "Sam"}', due_at=NOW))
            change_of.note("invited", subject="Sam", public=False)
            if fails:
                raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await change(fails=True)
    assert (await OutboxRow.count(), await ChangeRow.count()) == (0, 0)
    await change(fails=False)
    message = await OutboxRow.select().first()
    assert (message["kind"], message["due_at"], message["attempts"], message["sent_at"]) == ("welcome", NOW, 0, None)


async def test_the_audit_names_the_person_and_still_reads_when_they_are_gone(database: Engine) -> None:
    async with database.transaction():
        (person,) = await PersonRow.insert(PersonRow(name="Ada", email="ada@example.org"))
    async with writing(Who("Ada Example", person["id"]), NOW) as change_of:
        change_of.note("looked after", before={}, after={"day": NOW.date()}, public=False)
    async with database.transaction():
        await PersonRow.delete().where(PersonRow.id == person["id"])
    line = await ChangeRow.select().first()
    assert (line["person"], line["who"], line["before"], line["after"]) == (None, "Ada Example", "", '{"day":"2026-11-24"}')
    assert (line["at"], line["revision"]) == (NOW, None)


async def test_revisions_of_many_changes_at_once_are_all_different_and_without_a_gap(database: Engine) -> None:
    before = (await load_revision()).directory
    found = []

    async def change(number: int) -> None:
        async with writing(Who("Ada"), NOW) as change_of:
            change_of.note(f"number {number}")
        found.append(change_of.revision)

    await asyncio.gather(*(change(number) for number in range(20)))
    assert sorted(found) == list(range(before + 1, before + 21))


@pytest.mark.parametrize(("now", "day"), [(NOW, 24), (SUMMER_NIGHT, 1)])
async def test_the_day_of_a_change_is_the_day_in_london(database: Engine, now: datetime, day: int) -> None:
    async with writing(Who("Ada"), now) as change_of:
        assert change_of.today.day == day
