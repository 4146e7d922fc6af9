"""Wires everything. The only reader of the clock, beside the command line."""

import asyncio
import contextlib
import gc
import logging
import os
import secrets
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from importlib.metadata import version

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.types import ASGIApp

from welcome.directory.postcodes import PostcodeTable
from welcome.directory.snapshot import Snapshot
from welcome.jobs.refresh import Keeper
from welcome.settings import Settings
from welcome.storage.migrate import migrated
from welcome.web import health
from welcome.web.delivery import Delivery
from welcome.web.docs import docs_router
from welcome.web.documents import complete
from welcome.web.hours import hours_router, new_limiter
from welcome.web.limits import Limiter
from welcome.web.openapi import openapi_document
from welcome.web.pages import pages_router
from welcome.web.pages_errors import error_answer
from welcome.web.public import public_router
from welcome.web.served import Served
from welcome.web.shell import shell_router
from welcome.web.shell_assets import assets

#: What the OpenAPI document describes.
CONTRACT = (public_router, hours_router, health.is_live, health.is_ready)

log = logging.getLogger("welcome")


def clock() -> datetime:
    """Return the moment it is."""
    return datetime.now(UTC)


class Wired:
    """The application, and what changes while it runs: the picture it serves and what keeps it up to date."""

    def __init__(self, settings: Settings, now: Callable[[], datetime] = clock) -> None:
        self.settings = settings
        self.now = now
        self.served: Served | None = None
        self.reading_limit = new_limiter(secrets.token_bytes(32))
        self.keeper = Keeper(self._publish, now, settings.term_authority)

    async def _publish(self, snapshot: Snapshot, postcodes: PostcodeTable) -> None:
        """Serve this from now on. What is served is made ready beside the answers that go on meanwhile."""
        self.show(await asyncio.to_thread(Served.of, snapshot, postcodes, self.settings.area_name, self.served))

    def show(self, served: Served) -> None:
        """Answer from this from now on."""
        self.served = served
        # A snapshot lives until the next one and holds no cycles: the collector need not walk through all of it again and
        # again, which with a hundred thousand venues would hold up every answer for a second at a time. What is garbage
        # already goes first, or it would be kept for good with all that it refers to.
        gc.collect()
        gc.freeze()

    @contextlib.asynccontextmanager
    async def lifespan(self, _: Litestar) -> AsyncIterator[None]:
        """Open and migrate the database, load the directory, and keep it up to date until the end."""
        async with migrated(self.settings.database_url):
            await self.keeper.refresh()
            beside = [asyncio.create_task(self.keeper.run()), asyncio.create_task(asyncio.to_thread(self._compress))]
            try:
                yield
            finally:
                for task in beside:
                    task.cancel()
                await asyncio.gather(*beside, return_exceptions=True)

    def _compress(self) -> None:
        """Compress the app's files before somebody waits for it."""
        for file in assets(self.settings).documents.values():
            complete(file)


def create_app(settings: Settings, now: Callable[[], datetime] = clock) -> ASGIApp:
    """Return the application: it opens the database at its start, and answers from memory from then on."""
    return application(Wired(settings, now))


def application(wired: Wired) -> ASGIApp:
    """Return the application around what is wired."""

    def served() -> Served:
        return wired.served

    def moment() -> datetime:
        return wired.now()

    def settings_in_force() -> Settings:
        return wired.settings

    def reading_limit() -> Limiter:
        return wired.reading_limit

    dependencies = {
        "served": Provide(served, sync_to_thread=False),
        "now": Provide(moment, sync_to_thread=False),
        "settings": Provide(settings_in_force, sync_to_thread=False),
        "reading_limit": Provide(reading_limit, sync_to_thread=False),
    }
    documentation = docs_router(lambda: openapi_document(CONTRACT, dependencies, version("welcome"), wired.now()))
    app = Litestar(
        route_handlers=[*CONTRACT, health.get_metrics, documentation, pages_router, shell_router(wired.settings)],
        dependencies=dependencies,
        exception_handlers={Exception: error_answer(served, settings_in_force, moment)},
        state=State({"served": served, "now": moment}),
        lifespan=[wired.lifespan],
        openapi_config=None,
        logging_config=None,
    )
    return Delivery(app)


def from_environment() -> ASGIApp:
    """Return the application as the environment sets it up; what a server loads."""
    return create_app(Settings.from_environment(os.environ))
