import asyncio
import contextlib
import sqlite3
from pathlib import Path

import asyncpg
import pytest

from welcome.storage.engine import DatabaseUnavailable, Engine, bound, opened
from welcome.storage.tables_places import AreaRow
from welcome.storage.tables_venues import VenueRow

#: A reference that is looked at when the transaction commits, so that COMMIT itself fails.
DEFERRED = (
    'CREATE TABLE deferred_child (parent INTEGER REFERENCES venue ("id") DEFERRABLE INITIALLY DEFERRED)',
    "INSERT INTO deferred_child (parent) VALUES (4711)",
)
REFUSED = (sqlite3.IntegrityError, asyncpg.ForeignKeyViolationError)


async def fail_at_commit() -> None:
    async with bound().transaction():
        await AreaRow.insert(AreaRow(name="Never", longitude=0.0, latitude=0.0))
        await AreaRow.raw(DEFERRED[1])


async def names() -> list[str]:
    return [row["name"] for row in await AreaRow.select(AreaRow.name).order_by(AreaRow.id)]


async def test_after_a_commit_that_failed_nothing_is_kept_and_the_next_transaction_is(database: Engine) -> None:
    await AreaRow.raw(DEFERRED[0])
    for _ in range(20):  # More often than the pool has connections: none may leak.
        with pytest.raises(REFUSED):
            await fail_at_commit()
        assert not database.transaction_exists()
    async with database.transaction():
        await AreaRow.insert(AreaRow(name="Kept", longitude=0.0, latitude=0.0))
    assert await names() == ["Kept"]


async def test_an_error_inside_a_transaction_undoes_all_of_it(database: Engine) -> None:
    async def fail() -> None:
        async with database.transaction():
            await AreaRow.insert(AreaRow(name="Never", longitude=0.0, latitude=0.0))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await names() == []


async def test_a_request_broken_off_in_the_middle_of_a_save_leaves_no_lock_behind(database: Engine) -> None:
    begun = asyncio.Event()

    async def save_and_wait() -> None:
        async with database.transaction():
            await AreaRow.insert(AreaRow(name="Never", longitude=0.0, latitude=0.0))
            begun.set()
            await asyncio.Event().wait()

    for _ in range(20):
        begun.clear()
        task = asyncio.create_task(save_and_wait())
        await begun.wait()
        waiting = asyncio.create_task(save_and_wait())
        await asyncio.sleep(0)
        for broken_off in (waiting, task):
            broken_off.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await broken_off
    async with database.transaction():
        await AreaRow.insert(AreaRow(name="Kept", longitude=0.0, latitude=0.0))
    assert await names() == ["Kept"]


async def test_fifty_hosts_who_save_at_once_all_succeed_and_none_is_lost(database: Engine) -> None:
    async with database.transaction():
        await VenueRow.insert(VenueRow(uid="u", slug="hall", name="Hall", version=0))

    async def save() -> None:
        async with database.transaction():
            await VenueRow.raw("UPDATE venue SET version = version + 1 WHERE slug = {}", "hall")
            await VenueRow.select().where(VenueRow.slug == "hall")

    await asyncio.gather(*(save() for _ in range(50)), *(VenueRow.select() for _ in range(50)))
    assert (await VenueRow.select(VenueRow.version).first())["version"] == 50


async def test_what_is_read_in_one_go_is_of_one_moment_even_when_somebody_saves_meanwhile(database: Engine) -> None:
    async with database.reading() as reading:
        before = [row async for chunk in reading.chunks("SELECT name FROM area") for row in chunk]
        async with database.transaction():
            await AreaRow.insert(AreaRow(name="New", longitude=0.0, latitude=0.0))
        after = [row async for chunk in reading.chunks("SELECT name FROM area") for row in chunk]
    assert before == after == []
    assert await names() == ["New"]


async def test_many_rows_come_in_chunks_and_in_order(database: Engine) -> None:
    async with database.transaction():
        rows = [(f"Area {number}", number / 7, 52.5) for number in range(1_000)]
        await database.insert_many("area", ("name", "longitude", "latitude"), rows)
    async with database.reading() as reading:
        sql = "SELECT name, longitude, latitude FROM area WHERE latitude > {} ORDER BY id"
        chunks = [list(map(tuple, chunk)) async for chunk in reading.chunks(sql, 50.0, rows=300)]
    assert [len(chunk) for chunk in chunks] == [300, 300, 300, 100]
    assert [row for chunk in chunks for row in chunk] == rows


async def test_new_numbers_are_free_and_stay_free_for_ordinary_inserts(database: Engine) -> None:
    async with database.transaction():
        numbers = await database.new_ids("area", 3)
        rows = [(number, f"Area {number}", 0.0, 0.0) for number in numbers]
        await database.insert_many("area", ("id", "name", "longitude", "latitude"), rows)
        (other,) = await AreaRow.insert(AreaRow(name="Other", longitude=0.0, latitude=0.0))
    assert len({*numbers, other["id"]}) == 4


async def test_the_embedded_file_is_durable_in_wal_mode_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    async with opened(f"sqlite:///{tmp_path}/new/welcome.sqlite") as engine:
        async with engine.transaction() as transaction:
            found = {
                pragma: next(iter((await transaction.connection.execute_fetchall(f"PRAGMA {pragma}"))[0].values()))
                for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            }
        assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 120_000}
        assert (tmp_path / "new" / "welcome.sqlite").stat().st_mode & 0o777 == 0o600


async def test_a_database_that_cannot_be_opened_is_a_sentence_without_the_password(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for url in (f"sqlite:///{tmp_path}/file/welcome.sqlite", "postgresql://u:secret@127.0.0.1:1/none"):
        with pytest.raises(DatabaseUnavailable, match="cannot be opened") as caught:
            async with opened(url):
                raise AssertionError("It was opened.")
        assert "secret" not in caught.value.sentence


async def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "welcome.sqlite").write_text("Dear Sir or Madam, " * 100)
    with pytest.raises(DatabaseUnavailable, match="not a database"):
        async with opened(f"sqlite:///{tmp_path}/welcome.sqlite"):
            raise AssertionError("It was opened.")
