"""Which database is asked: opened by its address, closed at the end, and the same for every table."""

import contextlib
import os
import sqlite3
from collections.abc import AsyncIterator

import asyncpg
from piccolo.table import TABLE_REGISTRY

from welcome import piccolo_conf
from welcome.directory.errors import WelcomeError
from welcome.storage import postgres, sqlite
from welcome.storage.address import Engine, engine_for

__all__ = ("DATABASE_FAULTS", "DatabaseUnavailable", "Engine", "bind", "bound", "engine_for", "opened")


#: What asking may raise when the database is gone for a while or refuses: whoever runs beside requests tries again later.
DATABASE_FAULTS = (OSError, sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError)


class DatabaseUnavailable(WelcomeError):
    """The database cannot be opened."""


def bind(engine: Engine) -> None:
    """Make every table ask this engine from now on, those of migrations too."""
    os.environ.setdefault("PICCOLO_CONF", piccolo_conf.__name__)
    piccolo_conf.DB = engine
    for table in TABLE_REGISTRY:
        table._meta.db = engine


def bound() -> Engine:
    """Return the engine that the tables ask."""
    return piccolo_conf.DB


@contextlib.asynccontextmanager
async def opened(database_url: str) -> AsyncIterator[Engine]:
    """Open the database of this address, make every table ask it, and close it at the end.

    Raises DatabaseUnavailable with a sentence, in which the address is not repeated, when it does not answer.
    """
    engine = engine_for(database_url)
    try:
        await engine.start_connection_pool()
    except DATABASE_FAULTS as fault:
        await engine.close_connection_pool()
        where = f"The file {engine.path}" if isinstance(engine, sqlite.Engine) else "The PostgreSQL server"
        raise DatabaseUnavailable(f"{where} named by DATABASE_URL cannot be opened: {_reason(fault)}.") from fault
    bind(engine)
    try:
        yield engine
    finally:
        await engine.close_connection_pool()


def _reason(fault: Exception) -> str:
    return (str(fault) or type(fault).__name__).splitlines()[0].rstrip(".")


def is_postgres(engine: Engine) -> bool:
    """Return whether this is a PostgreSQL server rather than an embedded file."""
    return isinstance(engine, postgres.Engine)
