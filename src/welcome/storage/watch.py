"""Seeing that another worker has changed the directory: told at once where the database can, else by looking every second."""

import asyncio
from collections.abc import AsyncIterator

from welcome.storage.engine import bound
from welcome.storage.load import load_revision
from welcome.storage.records import Revision

#: Nobody is further behind than this, whether or not anybody is told.
LOOK_EVERY_S = 1.0


async def revisions(known: Revision, look_every_s: float = LOOK_EVERY_S) -> AsyncIterator[Revision]:
    """Yield each revision that is not the one before, for ever; end it by cancelling the task, or with `aclosing`."""
    async with bound().told_of_changes() as told:
        while True:
            current = await load_revision()
            if current != known:
                known = current
                yield current
                continue
            try:
                await asyncio.wait_for(told.wait(), look_every_s)
            except TimeoutError:
                continue
            told.clear()
