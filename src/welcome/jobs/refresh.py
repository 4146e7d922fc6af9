"""Keeps what is served up to date: after every change, at London midnight, and in the other workers a second later."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

import msgspec

from welcome.directory.errors import WelcomeError
from welcome.directory.postcodes import NO_POSTCODES, PostcodeTable
from welcome.directory.snapshot import Snapshot, first_day_of
from welcome.directory.wall_clock import LONDON
from welcome.storage.load import (
    load_changed_since,
    load_directory,
    load_postcodes,
    load_revision,
    load_venues,
)
from welcome.storage.records import Revision

#: Other workers' changes are looked for so often; PostgreSQL tells them sooner.
POLL_SECONDS = 1.0

log = logging.getLogger("welcome.jobs")


class Keeper:
    """Holds the newest snapshot of this process and hands each new one to `publish`. Clock: `now`, an aware datetime."""

    def __init__(self, publish: Callable[[Snapshot, PostcodeTable], None], now: Callable[[], datetime]) -> None:
        self._publish = publish
        self._now = now
        self._snapshot: Snapshot | None = None
        self._postcodes: PostcodeTable = NO_POSTCODES
        self._seen: Revision | None = None
        self._one_at_a_time = asyncio.Lock()

    async def refresh(self) -> None:
        """Publish the directory as it is in the database now. Those who ask while it is being made share the next one."""
        async with self._one_at_a_time:
            revision, now = await load_revision(), self._now()
            snapshot, postcodes = self._snapshot, self._postcodes
            if self._seen is None or revision.postcodes != self._seen.postcodes:
                postcodes = await load_postcodes()
            if self._seen is None or snapshot is None:
                snapshot = await _fresh(now)
            elif revision.directory != self._seen.directory:
                snapshot = await self._changed(snapshot, self._seen.directory, revision.directory, now)
            elif first_day_of(now) != snapshot.timetable.first_day:
                # A new day: the horizon moves, and what a contact's end or an outage hides may change with it.
                snapshot = await _fresh(now)
            if snapshot is not self._snapshot or postcodes is not self._postcodes:
                self._snapshot, self._postcodes = snapshot, postcodes
                self._publish(snapshot, postcodes)
            self._seen = msgspec.structs.replace(revision, directory=snapshot.revision)

    async def run(self) -> None:
        """Look for changes until cancelled. A database that does not answer for a while leaves the last picture served."""
        while True:
            await asyncio.sleep(POLL_SECONDS)
            try:
                await self.refresh()
            except (WelcomeError, OSError) as fault:
                log.warning("Could not look for changes: %s", fault)

    async def _changed(self, snapshot: Snapshot, since: int, revision: int, now: datetime) -> Snapshot:
        """Return the next snapshot, reading only the venues that changed where nothing else did."""
        changed = await load_changed_since(since)
        if changed is None:
            return await _fresh(now)
        found = {venue.id: venue for venue in await load_venues(changed, now.astimezone(LONDON).date())}
        return await asyncio.to_thread(snapshot.with_venues, {number: found.get(number) for number in changed}, revision, now)


async def _fresh(now: datetime) -> Snapshot:
    contents = await load_directory(now.astimezone(LONDON).date())
    return await asyncio.to_thread(Snapshot.of, contents, now)
