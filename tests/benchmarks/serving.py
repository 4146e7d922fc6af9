"""The application with a made-up country in memory, and beside its own routes those that it is measured against."""

import contextlib
import itertools
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
from litestar import Litestar, Request, Response, get
from litestar.handlers import HTTPRouteHandler

from benchmarks.made_country import NOW, Country, made_country
from benchmarks.postgres_rival import Rival
from welcome.app import Wired, application
from welcome.directory.schedules import Schedule
from welcome.directory.snapshot import Snapshot
from welcome.settings import Settings
from welcome.storage.change import VenueChange, save_venue
from welcome.storage.records import Who
from welcome.web.delivery import Delivery
from welcome.web.documents import ASK_AGAIN
from welcome.web.open_data import JSON
from welcome.web.public import MOMENTARY
from welcome.web.questions import VenueParameters, moment, parameters, query_of
from welcome.web.served import Served

#: Set by whoever starts the server: how many venues, the file that holds the constant answer, and the rival.
VENUES, CONSTANT_FILE, POSTGRES = "BENCHMARK_VENUES", "BENCHMARK_CONSTANT_FILE", "BENCHMARK_POSTGRES"
CONSTANT_ROUTE, STRICT_ROUTE = "/api/benchmark/constant", "/api/benchmark/parsed-constant"
UNCHANGED_ROUTE, CHANGE_ROUTE = "/api/benchmark/unchanged", "/api/benchmark/change"
AREA_NAME = "the made-up country"


class InMemory(Wired):
    """The application's parts without a database: it serves a picture that is there already."""

    def __init__(self, served: Served, rival: Rival | None = None) -> None:
        super().__init__(Settings(area_name=AREA_NAME), lambda: NOW)
        self.show(served)
        self._rival = rival

    @contextlib.asynccontextmanager
    async def lifespan(self, _: Litestar) -> AsyncIterator[None]:
        """Open nothing but what the rival needs."""
        async with self._rival.running() if self._rival else contextlib.nullcontext():
            yield


def served_country(country: Country) -> Served:
    """Return what is served of a country."""
    return Served.of(Snapshot.of(country.contents, NOW), country.postcodes, AREA_NAME)


def constant_routes(served: Served, body: bytes) -> list:
    """Return the routes of constants: one that makes a question of the parameters with the code of the search and answers
    these bytes, one that parses the parameters alone, and an empty 304.

    Nothing is injected into them: with two dependencies or more Litestar starts a group of tasks for each request, which costs
    more than the parsing, and a constant that paid for that would flatter whatever is held against it.
    """

    @get(CONSTANT_ROUTE, include_in_schema=False)
    async def constant(request: Request) -> Response[bytes]:
        asked = parameters(request.scope["query_string"], VenueParameters)
        query_of(asked, served.snapshot, served.postcodes, NOW, served.area_name)
        return Response(body, media_type=JSON, headers=MOMENTARY)

    @get(STRICT_ROUTE, include_in_schema=False)
    async def parsed_constant(request: Request) -> Response[bytes]:
        moment(parameters(request.scope["query_string"], VenueParameters).at, NOW)
        return Response(body, media_type=JSON, headers=MOMENTARY)

    unchanged_headers = {"etag": '"0123456789abcdef01234567"', "cache-control": ASK_AGAIN, "vary": "accept-encoding"}

    @get(UNCHANGED_ROUTE, include_in_schema=False)
    async def unchanged() -> Response[bytes]:
        return Response(b"", status_code=304, headers=unchanged_headers, media_type=JSON)

    return [constant, parsed_constant, unchanged]


def with_routes(wired: Wired, routes: list) -> Delivery:
    """Return the application with these routes beside its own, under the same roof and with the same last hand."""
    delivery = application(wired)
    for route in routes:
        delivery._app.register(route)
    return delivery


class Timed(msgspec.Struct):
    """How long a change took, in milliseconds: to be saved, and from then on to be served."""

    saved_ms: float
    served_ms: float


def change_route(wired: Wired) -> HTTPRouteHandler:
    """Return a route that changes the times of a venue, makes the next picture, and says how long that took."""
    turn = itertools.count()

    @get(CHANGE_ROUTE, include_in_schema=False)
    async def change() -> Response[Timed]:
        venues, number = wired.served.snapshot.venues, next(turn)
        venue = venues[number * 7919 % len(venues)]
        schedule = Schedule(weekdays=1 << number % 7, opens=600, closes=720 + number % 60)
        began = time.perf_counter()
        what = VenueChange(venue_id=venue.id, fields={"schedules": (schedule,), "name": f"{venue.name} {number}"})
        saved = await save_venue(what, Who("benchmark"), wired.now())
        saved_at = time.perf_counter()
        await wired.keeper.refresh()
        while wired.served.snapshot.revision < saved.revision:
            await wired.keeper.refresh()
        return Response(Timed((saved_at - began) * 1000, (time.perf_counter() - saved_at) * 1000))

    return change


def changing_app() -> Delivery:
    """Return the application on the database that the environment names, with the route that changes it."""
    wired = Wired(Settings.from_environment(os.environ))
    return with_routes(wired, [change_route(wired)])


def app() -> Delivery:
    """Return the application as the environment asks for it; what the server process loads."""
    served = served_country(made_country(int(os.environ[VENUES])))
    body = Path(os.environ[CONSTANT_FILE]).read_bytes() if CONSTANT_FILE in os.environ else b"{}"
    rival = Rival(os.environ[POSTGRES]) if POSTGRES in os.environ else None
    return with_routes(InMemory(served, rival), [*constant_routes(served, body), *(rival.routes() if rival else ())])
