import asyncio
import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from piccolo.apps.migrations.auto.schema_snapshot import SchemaSnapshot
from piccolo.apps.migrations.commands.base import BaseMigrationManager
from piccolo.columns import Boolean, Bytea, Date, DoublePrecision, ForeignKey, Integer, Text, Timestamptz
from piccolo.table import Table, create_table_class, sort_table_classes

from welcome.shipped import shipped_folder
from welcome.storage.engine import opened
from welcome.storage.import_places import import_postcodes
from welcome.storage.load import load_postcodes, load_revision
from welcome.storage.migrate import migrate, migrated
from welcome.storage.piccolo_app import APP_CONFIG
from welcome.storage.records import ImportRecord, Who
from welcome.storage.tables_people import ChangeRow
from welcome.storage.tables_places import ImportRecordRow

NAMES = sorted(path.stem for path in shipped_folder("piccolo_migrations").glob("*.py"))
A_VALUE = {
    Text: "words",
    Integer: 7,
    DoublePrecision: 1.5,
    Boolean: True,
    Bytea: b"bytes",
    Date: date(2026, 1, 1),
    Timestamptz: datetime(2026, 1, 1, tzinfo=UTC),
    ForeignKey: 1,
}

START = """
import asyncio, os, sys
from welcome.storage.engine import opened
from welcome.storage.migrate import migrate

async def start():
    async with opened(os.environ["DATABASE_URL"]):
        sys.stdin.readline()
        print(*await migrate())

asyncio.run(start())
"""

KILLED_WHILE_IMPORTING = """
import asyncio, os, signal
from datetime import UTC, datetime
from welcome.storage.import_places import import_postcodes
from welcome.storage.migrate import migrated
from welcome.storage.records import ImportRecord, Who

def chunks():
    for first in "BCDEFGH":
        yield [(f"A{first}{outcode} {inward}AA", -1.5, 52.5, None) for outcode in range(1, 99) for inward in range(10)]
    os.kill(os.getpid(), signal.SIGKILL)

async def start():
    async with migrated(os.environ["DATABASE_URL"]):
        record = ImportRecord(kind="postcodes", file_name="half.csv", sha256="half", attribution="Half of it")
        await import_postcodes(chunks(), record, Who("import"), datetime(2026, 11, 24, tzinfo=UTC), replace=True)

asyncio.run(start())
"""


def process(code: str, url: str) -> subprocess.Popen[str]:
    environ = {**os.environ, "DATABASE_URL": url}
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env=environ,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


async def test_it_runs_once_says_what_ran_and_prints_nothing(database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    async with opened(database_url):
        assert await migrate() == NAMES
        assert await migrate() == []
    assert capsys.readouterr().out == ""


async def test_processes_that_start_together_migrate_once(database_url: str) -> None:
    started = [process(START, database_url) for _ in range(4)]
    for each in started:
        each.stdin.write("go\n")
        each.stdin.flush()
    ended = [each.communicate(timeout=60) for each in started]
    assert [each.returncode for each in started] == [0] * 4, ended
    assert sorted(out.split() for out, _ in ended) == [[], [], [], NAMES]


@pytest.mark.parametrize("name", NAMES[1:])
async def test_each_migration_runs_forward_over_rows_that_are_there(database_url: str, name: str) -> None:
    before = NAMES[NAMES.index(name) - 1]
    async with opened(database_url) as engine:
        assert (await migrate(up_to=before))[-1] == before
        tables = await tables_after(before)
        async with engine.transaction():
            for table in tables:
                await table.insert(
                    table(**{column._meta.name: value_for(column) for column in table._meta.non_default_columns})
                )
        assert (await migrate(up_to=name)) == [name]
        await migrate()
        for table in APP_CONFIG.table_classes:
            rows = await table.select()
            if table._meta.tablename in {old._meta.tablename for old in tables}:
                assert rows, table


async def tables_after(name: str) -> list[type[Table]]:
    """The tables as they were after this migration, those that others refer to first."""
    managers = await BaseMigrationManager().get_migration_managers(APP_CONFIG, max_migration_id=name)
    found = [
        create_table_class(
            old.class_name, class_kwargs={"tablename": old.tablename}, class_members={c._meta.name: c for c in old.columns}
        )
        for old in SchemaSnapshot(managers).get_snapshot()
    ]
    return sort_table_classes(found)


def value_for(column: Any) -> Any:
    if isinstance(column, ForeignKey) and column._foreign_key_meta.resolved_references._meta.tablename == "provision_kind":
        return A_VALUE[Text]
    return A_VALUE[type(column)]


async def test_a_process_killed_in_the_middle_of_an_import_leaves_nothing_half_done(migrated_url: str) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    async with migrated(migrated_url):
        record = ImportRecord(kind="postcodes", file_name="whole.csv", sha256="whole")
        await import_postcodes([[("AA1 1AA", -1.5, 52.5, None)]], record, Who("import"), now)
        before = await load_revision(), await ChangeRow.count(), await ImportRecordRow.count()
    killed = process(KILLED_WHILE_IMPORTING, migrated_url)
    await asyncio.to_thread(killed.communicate, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    async with migrated(migrated_url):
        assert len(await load_postcodes()) == 1
        assert (await load_revision(), await ChangeRow.count(), await ImportRecordRow.count()) == before
        done = await import_postcodes([[("AA1 1AB", -1.5, 52.5, None)]], ImportRecord(kind="postcodes"), Who("import"), now)
        assert done.kept == 1
        assert len(await load_postcodes()) == 2


async def test_a_migration_that_breaks_off_leaves_the_tables_as_they_were(
    database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    for name in NAMES[:1]:
        (broken / f"{name}.py").write_text((shipped_folder("piccolo_migrations") / f"{name}.py").read_text())
    (broken / "directory_9999_breaks.py").write_text(BREAKS)
    monkeypatch.setattr(APP_CONFIG, "migrations_folder_path", str(broken))
    async with opened(database_url) as engine:
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                await migrate()
        assert not engine.transaction_exists()
        assert await ImportRecordRow.count() == 0
        async with engine.reading() as reading:
            table = "sqlite_schema WHERE name" if database_url.startswith("sqlite") else "pg_tables WHERE tablename"
            found = [row async for chunk in reading.chunks(f"SELECT * FROM {table} = 'half_done'") for row in chunk]
        assert found == []


BREAKS = """
from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "directory_9999_breaks"


async def break_off():
    await engine_finder().run_ddl("CREATE TABLE half_done (id INTEGER)")
    1 / 0


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="directory")
    manager.add_raw(break_off)
    return manager
"""
