"""The embedded database: one file, a few connections, and a save that is on the disk before anybody is told so."""

import asyncio
import contextlib
import os
import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path
from typing import Any

import aiosqlite
from piccolo.engine.sqlite import AsyncBatch, SQLiteEngine, SQLiteTransaction, TransactionType, dict_factory
from piccolo.query.base import Query
from piccolo.querystring import QueryString

from welcome.directory.errors import WelcomeError

#: Readers never wait for the writer in WAL mode, so a few connections are plenty.
POOL_CONNECTIONS = 8
#: How long a save waits for another process that writes, such as an import of all of Britain's postcodes.
BUSY_TIMEOUT_S = 120
#: Older versions cannot drop a column, nor return what they inserted.
OLDEST_SQLITE = (3, 35, 0)
CHUNK_ROWS = 5_000

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    # NORMAL may lose the last commits when the power fails (sqlite.org/pragma.html#pragma_synchronous): "saved" means saved.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # After a large import the log is cut back to this many bytes.
    "PRAGMA journal_size_limit = 67108864",
    # In KiB when negative: bulk imports touch many pages of their indexes.
    "PRAGMA cache_size = -32768",
)


class SQLiteReading:
    """Rows as plain tuples, in chunks, as they were at one moment. Dates come as ISO text, truth values as 0 and 1."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self.connection = connection

    async def chunks(self, sql: str, *values: Any, rows: int = CHUNK_ROWS) -> AsyncIterator[list[tuple]]:
        """Yield lists of at most `rows` tuples; `{}` in the statement stands for one of the values."""
        statement, arguments = QueryString(sql, *values).compile_string(engine_type="sqlite")
        async with self.connection.cursor() as cursor:
            cursor.row_factory = None
            await cursor.execute(statement, arguments)
            while chunk := await cursor.fetchmany(rows):
                yield chunk


class Transaction(SQLiteTransaction):
    """One change of the data, whole or not at all.

    The writers of this process queue in the order they came, without holding a connection while they wait; whatever happens
    at the end, also a COMMIT that fails, the connection goes back clean and the next transaction is a new one.
    """

    engine: "Engine"

    async def __aenter__(self) -> SQLiteTransaction:
        if self._parent is not None:
            return self._parent
        self.writes = self.transaction_type is not TransactionType.deferred
        if self.writes:
            await self.engine.queue_to_write()
        try:
            self.connection = await self.engine.get_connection()
            try:
                await self.begin()
            except BaseException:
                await self._let_go(clean=False)
                raise
        except BaseException:
            self._next_writer()
            raise
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(self, kind: Any, exception: Any, trace: Any) -> bool:
        if self._parent is not None:
            return False
        clean = False
        try:
            if not (self._committed or self._rolled_back):
                await (self.commit() if kind is None else self.rollback())
            clean = True
        finally:
            try:
                await self._let_go(clean)
            finally:
                self._next_writer()
                self.engine.current_transaction.reset(self.context)
        return False

    async def _let_go(self, clean: bool) -> None:
        # Shielded: a request that is broken off must not leave a lock behind.
        connection, self.connection = self.connection, None
        await asyncio.shield(self.engine.give_back(connection, clean))

    def _next_writer(self) -> None:
        if self.writes:
            self.engine.next_writer()


class Engine(SQLiteEngine):
    """Piccolo's engine for SQLite with a small pool, WAL, foreign keys, durable commits and IMMEDIATE transactions."""

    def __init__(self, path: Path) -> None:
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            raise WelcomeError(
                f"SQLite {'.'.join(map(str, OLDEST_SQLITE))} or newer is needed; this Python has {sqlite3.sqlite_version}."
            )
        super().__init__(path=str(path.absolute()), timeout=BUSY_TIMEOUT_S)
        self._pool: list[aiosqlite.Connection] | None = None
        self._free = asyncio.Semaphore(POOL_CONNECTIONS)
        self._writer = asyncio.Lock()
        self._listeners: list[asyncio.Event] = []

    async def start_connection_pool(self) -> None:
        """Keep connections from now on. Without this each query opens one of its own, as Piccolo's commands do."""
        make_private_file(Path(self.path))
        self._free, self._writer, self._pool = asyncio.Semaphore(POOL_CONNECTIONS), asyncio.Lock(), []
        await self.give_back(await self.get_connection(), clean=True)

    async def close_connection_pool(self) -> None:
        """Close every connection: their threads would keep the process alive."""
        idle, self._pool = self._pool or [], None
        for connection in idle:
            await connection.close()

    async def get_connection(self) -> aiosqlite.Connection:
        """Return an idle connection, else a new one; wait for one where all are busy."""
        if self._pool is None:
            return await self._new_connection()
        await self._free.acquire()
        try:
            return self._pool.pop() if self._pool else await self._new_connection()
        except BaseException:
            self._free.release()
            raise

    async def give_back(self, connection: aiosqlite.Connection, clean: bool) -> None:
        """Take a connection back; unless it is clean, whatever it had begun is undone first."""
        try:
            if not clean:
                # Does nothing where no transaction is open, and runs after all that was asked of the connection before.
                await connection.rollback()
        except sqlite3.Error:
            await connection.close()
            raise
        else:
            if self._pool is None:
                await connection.close()
            else:
                self._pool.append(connection)
        finally:
            self._free.release()

    async def queue_to_write(self) -> None:
        """Wait until the writers of this process that came before are done."""
        await self._writer.acquire()

    def next_writer(self) -> None:
        """Let the next writer of this process go on."""
        self._writer.release()

    async def _new_connection(self, **other: Any) -> aiosqlite.Connection:
        connection = await aiosqlite.connect(**{**self.connection_kwargs, **other})
        try:
            for pragma in PRAGMAS:
                await connection.execute_fetchall(pragma)
        except BaseException:
            await connection.close()
            raise
        connection.row_factory = dict_factory
        return connection

    async def _run_in_new_connection(self, query: str, args: Any = None, query_type: str = "", table: Any = None) -> Any:
        connection = await self.get_connection()
        clean = False
        try:
            rows = await connection.execute_fetchall(query, args or ())
            clean = True
            return rows
        finally:
            await asyncio.shield(self.give_back(connection, clean))

    async def _run_in_existing_connection(
        self, connection: Any, query: str, args: Any = None, query_type: str = "", table: Any = None
    ) -> Any:
        return await connection.execute_fetchall(query, args or ())

    async def batch(self, query: Query, batch_size: int = 100, node: str | None = None) -> AsyncBatch:
        """Piccolo closes a batch's connection at its end, so it gets one outside the pool."""
        return AsyncBatch(connection=await self._new_connection(), query=query, batch_size=batch_size)

    def transaction(
        self, transaction_type: TransactionType = TransactionType.immediate, allow_nested: bool = True
    ) -> Transaction:
        """Return a transaction that takes the write lock at once: one that reads first and writes later may find it taken."""
        return Transaction(engine=self, transaction_type=transaction_type, allow_nested=allow_nested)

    @contextlib.asynccontextmanager
    async def reading(self) -> AsyncIterator[SQLiteReading]:
        """Read many rows as they are at one moment: the current transaction's, else the last committed."""
        if current := self.current_transaction.get():
            yield SQLiteReading(current.connection)
            return
        # Without `detect_types` SQLite hands over what it holds; Piccolo's converters take ten times as long.
        connection = await self._new_connection(detect_types=0)
        try:
            await connection.execute_fetchall("BEGIN")
            yield SQLiteReading(connection)
        finally:
            await asyncio.shield(connection.close())

    @contextlib.asynccontextmanager
    async def told_of_changes(self) -> AsyncIterator[asyncio.Event]:
        """Give an event that is set when this process has changed the directory; of other processes it hears nothing."""
        told = asyncio.Event()
        self._listeners.append(told)
        try:
            yield told
        finally:
            self._listeners.remove(told)

    async def tell_of_change(self) -> None:
        """Set the events of those who listen in this process; to be called when the change is kept."""
        for told in self._listeners:
            told.set()

    async def insert_many(self, table: str, columns: Sequence[str], rows: Iterable[tuple]) -> None:
        """Insert many rows within the current transaction."""
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join("?" * len(columns))
        connection = self.current_transaction.get().connection
        await connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(rows))

    async def put_many(self, table: str, columns: Sequence[str], rows: Sequence[tuple]) -> None:
        """Insert rows, or overwrite those that have the same first column, which is the key, within the current transaction."""
        names = ", ".join(columns)
        marks = ", ".join("?" * len(columns))
        sets = ", ".join(f"{column} = excluded.{column}" for column in columns[1:])
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT ({columns[0]}) DO UPDATE SET {sets}"
        await self.current_transaction.get().connection.executemany(sql, rows)

    async def new_ids(self, table: str, count: int) -> list[int]:
        """Return row numbers for `count` rows about to be inserted; only within a transaction, which holds the lock."""
        connection = self.current_transaction.get().connection
        (row,) = await connection.execute_fetchall(f'SELECT COALESCE(MAX(id), 0) AS "last" FROM "{table}"')
        return list(range(row["last"] + 1, row["last"] + 1 + count))


def make_private_file(path: Path) -> None:
    """Make the database file, and the folder above it, when they are not there: it will hold people's addresses."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
