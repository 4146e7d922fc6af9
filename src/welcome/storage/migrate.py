"""Bringing the tables to the shape that this version needs, by one process at a time."""

import asyncio
import contextlib
import fcntl
import io
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from piccolo.apps.migrations.commands.base import BaseMigrationManager
from piccolo.apps.migrations.tables import Migration

from welcome.storage import postgres
from welcome.storage.engine import Engine, bind, bound, opened
from welcome.storage.piccolo_app import APP_CONFIG

#: Any number will do for PostgreSQL's advisory lock, so long as nothing else uses it: "welcome" in ASCII.
LOCK_NUMBER = 0x77656C636F6D65


async def migrate(up_to: str | None = None) -> list[str]:
    """Run every migration that has not run, and return their names in order; none is run twice.

    Several processes may start together: one migrates while the others wait. Each migration is one transaction together with
    the note that it ran. up_to: the last migration to run, by its file name.
    """
    async with _alone():
        with contextlib.redirect_stdout(io.StringIO()):  # Piccolo prints as it goes; standard output is for answers.
            return await _run_missing(up_to)


@contextlib.asynccontextmanager
async def migrated(database_url: str) -> AsyncIterator[Engine]:
    """Open the database of this address, bring it up to date, make every table ask it, and close it at the end."""
    async with opened(database_url) as engine:
        await migrate()
        yield engine


async def _run_missing(up_to: str | None) -> list[str]:
    manager = BaseMigrationManager()
    before = list(sys.path)
    modules = manager.get_migration_modules(APP_CONFIG.resolved_migrations_folder_path)
    sys.path[:] = before
    bind(bound())
    await manager.create_migration_table()
    already = set(await Migration.get_migrations_which_ran(app_name=APP_CONFIG.app_name))
    ran = []
    for name in sorted(modules):
        if name not in already:
            async with bound().transaction():
                await (await modules[name].forwards()).run()
                await Migration.insert(Migration(name=name, app_name=APP_CONFIG.app_name))
            ran.append(name)
        if name == up_to:
            break
    return ran


@contextlib.asynccontextmanager
async def _alone() -> AsyncIterator[None]:
    """Hold the lock that one process at a time may hold; a process that dies lets go of it."""
    engine = bound()
    if isinstance(engine, postgres.Engine):
        connection = await engine.get_new_connection()
        try:
            await connection.execute("SELECT pg_advisory_lock($1)", LOCK_NUMBER)
            yield
        finally:
            await connection.close()
        return
    lock = await asyncio.to_thread(_locked, Path(f"{engine.path}.migrating"))
    try:
        yield
    finally:
        os.close(lock)


def _locked(path: Path) -> int:
    """Return the open file once this process alone holds it; closing it lets the next one in."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    return lock
