"""Keeps what is served up to date: after every change, at London midnight, and in the other workers a second later."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from datetime import date, datetime

import msgspec

from welcome.directory.contents import Directory
from welcome.directory.postcodes import NO_POSTCODES, PostcodeTable
from welcome.directory.snapshot import Snapshot, first_day_of
from welcome.directory.wall_clock import LONDON
from welcome.storage.engine import DATABASE_FAULTS
from welcome.storage.load import load_changed_since, load_directory, load_postcodes, load_revision, load_venues
from welcome.storage.records import Revision
from welcome.storage.watch import revisions

#: Midnight is noticed this soon, and a database that went away is asked again this soon.
LOOK_AGAIN_SECONDS = 5.0

log = logging.getLogger("welcome.jobs")


class Keeper:
    """Holds the newest snapshot of this process and hands each new one to `publish`. Clock: `now`, an aware datetime.

    term_authority: the key of the term calendar that venues follow unless they name another, where the settings say so.
    """

    def __init__(
        self,
        publish: Callable[[Snapshot, PostcodeTable], Awaitable[None]],
        now: Callable[[], datetime],
        term_authority: str | None = None,
    ) -> None:
        self._publish = publish
        self._now = now
        self._term_authority = term_authority
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
            if self._seen is None or snapshot is None or first_day_of(now) != snapshot.timetable.first_day:
                # A new day moves the horizon, and may be the one after somebody's consent to be named.
                snapshot = await self._fresh(now)
            elif revision.directory != self._seen.directory:
                snapshot = await self._changed(snapshot, revision.directory, now)
            if snapshot is not self._snapshot or postcodes is not self._postcodes:
                await self._publish(snapshot, postcodes)
                self._snapshot, self._postcodes = snapshot, postcodes
            self._seen = msgspec.structs.replace(revision, directory=snapshot.revision)

    async def run(self) -> None:
        """Look for changes and for midnight until cancelled. Without its database the last picture goes on being served."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._again_and_again(self._follow_changes))
            group.create_task(self._again_and_again(self._notice_midnight))

    async def _again_and_again(self, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await work()
            except DATABASE_FAULTS as fault:
                log.warning("The database does not answer; the last directory goes on being served: %s", fault)
            await asyncio.sleep(LOOK_AGAIN_SECONDS)

    async def _follow_changes(self) -> None:
        async with aclosing(revisions(self._seen)) as changes:
            async for _ in changes:
                await self.refresh()

    async def _notice_midnight(self) -> None:
        if self._snapshot is None or first_day_of(self._now()) != self._snapshot.timetable.first_day:
            await self.refresh()

    async def _changed(self, snapshot: Snapshot, revision: int, now: datetime) -> Snapshot:
        """Return the next snapshot, reading only the venues that changed where nothing else did."""
        changed = await load_changed_since(snapshot.revision)
        if changed is None:
            return await self._fresh(now)
        found = {venue.id: venue for venue in await load_venues(changed, _today(now))}
        return await asyncio.to_thread(snapshot.with_venues, {number: found.get(number) for number in changed}, revision, now)

    async def _fresh(self, now: datetime) -> Snapshot:
        contents = self._following_the_settings(await load_directory(_today(now)))
        return await asyncio.to_thread(Snapshot.of, contents, now)

    def _following_the_settings(self, contents: Directory) -> Directory:
        if self._term_authority is None:
            return contents
        calendars = msgspec.structs.replace(contents.calendars, default_terms=self._term_authority)
        return msgspec.structs.replace(contents, calendars=calendars)


def _today(now: datetime) -> date:
    return now.astimezone(LONDON).date()
