"""The same storage on a PostgreSQL server, with the same calls as on the embedded file."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Any

import asyncpg
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction
from piccolo.querystring import QueryString

POOL_CONNECTIONS = 10
CHUNK_ROWS = 5_000
#: What NOTIFY and LISTEN call a change of the revision.
CHANNEL = "welcome_revision"


class PostgresReading:
    """Rows as tuple-like records, in chunks, as they were at one moment."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self.connection = connection

    async def chunks(self, sql: str, *values: Any, rows: int = CHUNK_ROWS) -> AsyncIterator[list[tuple]]:
        """Yield lists of at most `rows` records; `{}` in the statement stands for one of the values."""
        statement, arguments = QueryString(sql, *values).compile_string()
        cursor = await self.connection.cursor(statement, *arguments)
        while chunk := await cursor.fetch(rows):
            yield chunk


class Transaction(PostgresTransaction):
    """One change of the data; whatever happens at its end, also a COMMIT that fails, the connection goes back clean."""

    engine: "Engine"

    async def __aenter__(self) -> PostgresTransaction:
        if self._parent is not None:
            return self._parent
        self.connection = await self.get_connection()
        self.transaction = self.connection.transaction()
        try:
            await self.begin()
        except BaseException:
            await asyncio.shield(self.engine.give_back(self.connection))
            raise
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(self, kind: Any, exception: Any, trace: Any) -> bool:
        if self._parent is not None:
            return False
        try:
            if not (self._committed or self._rolled_back):
                await (self.commit() if kind is None else self.rollback())
        finally:
            connection, self.connection = self.connection, None
            try:
                await asyncio.shield(self.engine.give_back(connection))
            finally:
                self.engine.current_transaction.reset(self.context)
        return False


class Engine(PostgresEngine):
    """Piccolo's engine for PostgreSQL with a pool, and transactions that never leak a connection."""

    def __init__(self, url: str) -> None:
        super().__init__(config={"dsn": url})

    async def check_version(self) -> None:
        """Ask nothing here: Piccolo would open a connection while modules are still being imported."""

    async def start_connection_pool(self, **other: Any) -> None:
        """Open the pool; raises what asyncpg raises when the server does not answer or refuses."""
        if self.pool is None:
            self.pool = await asyncpg.create_pool(**self.config, min_size=1, max_size=POOL_CONNECTIONS, **other)

    async def close_connection_pool(self) -> None:
        """Close the pool, if it is open."""
        if self.pool is not None:
            pool, self.pool = self.pool, None
            await pool.close()

    async def give_back(self, connection: asyncpg.Connection) -> None:
        """Take a connection back; the pool undoes what it had begun."""
        if self.pool is not None:
            await self.pool.release(connection)
        else:
            await connection.close()

    def transaction(self, allow_nested: bool = True) -> Transaction:
        """Return a transaction."""
        return Transaction(engine=self, allow_nested=allow_nested)

    @contextlib.asynccontextmanager
    async def reading(self) -> AsyncIterator[PostgresReading]:
        """Read many rows as they are at one moment: the current transaction's, else the last committed."""
        if current := self.current_transaction.get():
            yield PostgresReading(current.connection)
            return
        connection = await (self.pool.acquire() if self.pool else self.get_new_connection())
        try:
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                yield PostgresReading(connection)
        finally:
            await asyncio.shield(self.give_back(connection))

    @contextlib.asynccontextmanager
    async def told_of_changes(self) -> AsyncIterator[asyncio.Event]:
        """Give an event that is set when any process has changed the directory, as soon as it has."""
        told = asyncio.Event()
        connection = await self.get_new_connection()
        try:
            await connection.add_listener(CHANNEL, lambda *_: told.set())
            yield told
        finally:
            await asyncio.shield(connection.close())

    async def tell_of_change(self) -> None:
        """Tell every process that listens; to be called when the change is kept. Should it not arrive, they look anyway."""
        await self.run_ddl(f"NOTIFY {CHANNEL}")

    async def insert_many(self, table: str, columns: Sequence[str], rows: Iterable[tuple]) -> None:
        """Insert many rows within the current transaction: by COPY, which knows no limit of bound values."""
        connection = self.current_transaction.get().connection
        await connection.copy_records_to_table(table, records=list(rows), columns=list(columns))

    async def put_many(self, table: str, columns: Sequence[str], rows: Sequence[tuple]) -> None:
        """Insert rows, or overwrite those that have the same first column, which is the key, within the current transaction.

        No two of the rows may have the same key.
        """
        connection = self.current_transaction.get().connection
        incoming, names = f"incoming_{table}", ", ".join(columns)
        await connection.execute(f"CREATE TEMPORARY TABLE IF NOT EXISTS {incoming} (LIKE {table}) ON COMMIT DROP")
        await connection.copy_records_to_table(incoming, records=rows, columns=list(columns))
        sets = ", ".join(f"{column} = excluded.{column}" for column in columns[1:])
        await connection.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM {incoming} ON CONFLICT ({columns[0]}) DO UPDATE SET {sets}"
        )
        await connection.execute(f"TRUNCATE {incoming}")

    async def new_ids(self, table: str, count: int) -> list[int]:
        """Return row numbers that no row of the table has or ever had."""
        connection = self.current_transaction.get().connection
        sql = f"SELECT nextval(pg_get_serial_sequence('\"{table}\"', 'id')) FROM generate_series(1, $1)"
        return [row[0] for row in await connection.fetch(sql, count)]
