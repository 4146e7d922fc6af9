import asyncio
import os
import subprocess
import sys
from contextlib import aclosing
from datetime import UTC, date, datetime

from welcome.directory.venues import Venue
from welcome.storage.change import add_venue
from welcome.storage.engine import Engine
from welcome.storage.import_places import import_postcodes
from welcome.storage.load import load_revision
from welcome.storage.records import ImportRecord, Who
from welcome.storage.watch import revisions

NOW = datetime(2026, 11, 24, tzinfo=UTC)
TODAY = date(2026, 11, 24)
ADA = Who("Ada Example")
A_LONG_TIME_S = 30.0

ADDS_A_VENUE = """
import asyncio, os
from datetime import UTC, datetime
from welcome.directory.venues import Venue
from welcome.storage.change import add_venue
from welcome.storage.engine import opened
from welcome.storage.records import Who

async def add():
    async with opened(os.environ["DATABASE_URL"]):
        await add_venue(Venue(id=0, uid="", slug="", name="Elsewhere"), Who("Ada"), datetime(2026, 11, 24, tzinfo=UTC))

asyncio.run(add())
"""


async def test_a_worker_is_told_at_once_of_what_it_changed_itself(database: Engine) -> None:
    known = await load_revision()
    async with aclosing(revisions(known, look_every_s=A_LONG_TIME_S)) as seen:
        waiting = asyncio.ensure_future(anext(seen))
        await asyncio.sleep(0)
        await add_venue(Venue(id=0, uid="", slug="", name="Hall"), ADA, NOW)
        assert (await waiting).directory == known.directory + 1
        waiting = asyncio.ensure_future(anext(seen))
        await import_postcodes([[("AA1 1AA", -1.5, 52.5, None)]], ImportRecord(kind="postcodes"), ADA, NOW)
        assert (await waiting).postcodes == known.postcodes + 1


async def test_a_worker_sees_what_another_process_changed(database: Engine, migrated_url: str) -> None:
    known = await load_revision()
    # On PostgreSQL the other process tells; on the embedded file one has to look.
    look_every_s = 0.01 if migrated_url.startswith("sqlite") else A_LONG_TIME_S
    async with aclosing(revisions(known, look_every_s)) as seen:
        waiting = asyncio.ensure_future(anext(seen))
        await asyncio.sleep(0)
        environ = {**os.environ, "DATABASE_URL": migrated_url}
        await asyncio.to_thread(subprocess.run, [sys.executable, "-c", ADDS_A_VENUE], env=environ, check=True)
        assert (await asyncio.wait_for(waiting, A_LONG_TIME_S / 2)).directory == known.directory + 1
