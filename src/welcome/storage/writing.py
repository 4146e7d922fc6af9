"""One change as one transaction: the rows, a line for the audit, the revision when residents see a difference, the mail."""

import contextlib
from collections.abc import AsyncIterator, Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from welcome.directory.hours import LONDON
from welcome.storage.engine import Engine, bound
from welcome.storage.records import Who
from welcome.storage.tables_people import ChangeRow, OutboxRow, RevisionRow
from welcome.storage.venue_reader import Reading

_LINE = ("at", "person", "who", "what", "venue_id", "subject", "before", "after", "revision")


class Writing:
    """A change that is being made. Lines and messages are gathered and written last, together with the revision.

    Rows are locked in one order, so that no two changes wait for each other: the installation (`alone`), then venues by their
    number, then the revision.
    """

    def __init__(self, engine: Engine, reading: Reading, who: Who, now: datetime) -> None:
        self.engine, self.reading, self.who, self.now = engine, reading, who, now
        self.directory_changed = self.postcodes_changed = False
        self.revision = 0
        self._lines: list[tuple] = []
        self._messages: list[OutboxRow] = []

    @property
    def today(self) -> date:
        """The London day of the change."""
        return self.now.astimezone(LONDON).date()

    async def alone(self) -> None:
        """Wait until nobody else adds venues or imports: slugs and demonstration are decided by one at a time."""
        await self.run("UPDATE installation SET demonstration = demonstration")

    async def run(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        """Run a statement, with `{}` for each value, and return its rows."""
        return await RevisionRow.raw(sql, *values)

    async def rows(self, sql: str, *values: Any) -> list[tuple]:
        """Return rows as plain tuples."""
        return [row async for chunk in self.reading.chunks(sql, *values) for row in chunk]

    def note(
        self,
        what: str,
        *,
        venue_id: int | None = None,
        subject: str = "",
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        public: bool = True,
    ) -> None:
        """Add a line to the audit. public: residents see a difference, or the ranking changes, so the revision goes up."""
        self.directory_changed = self.directory_changed or public
        self._lines.append((what, venue_id, subject, as_json(before), as_json(after), public))

    def send(self, message: OutboxRow) -> None:
        """Put a message into the outbox: it goes out if, and only if, the change is made."""
        self._messages.append(message)

    async def finish(self) -> None:
        """Raise the revision if need be, and write the lines and the messages."""
        sql = "UPDATE revision SET directory = directory + {}, postcodes = postcodes + {} RETURNING directory"
        (row,) = await self.run(sql, int(self.directory_changed), int(self.postcodes_changed))
        self.revision = row["directory"]
        lines = (
            (
                self.now,
                self.who.person_id,
                self.who.words,
                what,
                venue,
                subject,
                before,
                after,
                self.revision if public else None,
            )
            for what, venue, subject, before, after, public in self._lines
        )
        await self.engine.insert_many(ChangeRow._meta.tablename, _LINE, lines)
        for message in self._messages:
            await OutboxRow.insert(message)


@contextlib.asynccontextmanager
async def writing(who: Who, now: datetime) -> AsyncIterator[Writing]:
    """Begin a change; at the end of the block all of it is kept, after an error none of it."""
    engine = bound()
    async with engine.transaction(), engine.reading() as reading:
        change = Writing(engine, reading, who, now)
        yield change
        await change.finish()
    if change.directory_changed or change.postcodes_changed:
        await engine.tell_of_change()


def as_json(fields: Mapping[str, Any] | None) -> str:
    """Return what the audit keeps of some fields; nothing is an empty text."""
    return msgspec.json.encode(fields).decode() if fields else ""
