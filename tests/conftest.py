"""What many tests share: the invented borough, one moment, and a client that asks the application in process."""

import os
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import httpx
import msgspec
import pytest

from databases import (  # noqa: F401  (fixtures, which pytest finds here by their names)
    database,
    database_url,
    empty_postgres,
    migrated_postgres,
    migrated_url,
    postgres_server,
)
from welcome.app import Wired, application
from welcome.directory.contents import Directory
from welcome.directory.demonstration import Demonstration
from welcome.directory.postcodes import PostcodeTable
from welcome.directory.snapshot import Snapshot
from welcome.examplebury import examplebury
from welcome.exchange.bank_holidays import bank_holidays_from_package
from welcome.settings import Settings
from welcome.web.served import Served

#: What a test may need that a machine may lack: marker -> (is it there?, what is missing).
NEEDS = {
    "node": (lambda: shutil.which("node") is not None, "node is not installed"),
    "npm": (lambda: shutil.which("npm") is not None, "npm is not installed"),
    "browser": (lambda: shutil.which("chromium") is not None, "chromium is not installed"),
    "real_data": (lambda: bool(os.environ.get("WELCOME_REAL_DATA")), "WELCOME_REAL_DATA names no folder of real data"),
}
#: Set where nothing may be missing, as on the machine that decides what lands.
NOTHING_MAY_BE_MISSING = "WELCOME_NOTHING_MAY_BE_MISSING"
_left_out: Counter[str] = Counter()

#: A Tuesday in term, no bank holiday near, 10:30 in London.
TUESDAY = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that this machine cannot run, and the thorough ones unless they are asked for by name."""
    missing = {marker: why for marker, (there, why) in NEEDS.items() if not there()}
    kept, left_out = [], []
    for item in items:
        why = next((why for marker, why in missing.items() if item.get_closest_marker(marker)), None)
        if item.get_closest_marker("thorough") and "thorough" not in (config.option.markexpr or ""):
            left_out.append(item)
            _left_out["thorough tests run with -m thorough"] += 1
        elif why:
            left_out.append(item)
            _left_out[why] += 1
        else:
            kept.append(item)
    if missing and os.environ.get(NOTHING_MAY_BE_MISSING):
        raise pytest.UsageError(f"Nothing may be missing here, but {'; '.join(missing.values())}.")
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests were left out, and why."""
    for why, count in _left_out.items():
        terminalreporter.write_line(f"{count} left out: {why}.")


@pytest.fixture(scope="session")
def demonstration() -> Demonstration:
    return examplebury(TUESDAY.date())


@pytest.fixture(scope="session")
def contents(demonstration: Demonstration) -> Directory:
    """Examplebury as it is loaded."""
    holidays = bank_holidays_from_package("england", range(2025, 2029))
    flagged = {flag.gss for flag in demonstration.flags if flag.ended_on is None}
    current = next(one for one in demonstration.boundary_sets if one.is_current)
    venues = [msgspec.structs.replace(venue, id=number) for number, venue in enumerate(demonstration.venues, 1)]
    return Directory(
        venues=tuple(venues),
        wards=tuple(
            msgspec.structs.replace(ward, priority=ward.gss in flagged)
            for ward in demonstration.wards
            if ward.boundary_set == current.name
        ),
        boundary_set=current,
        boundary_sets=demonstration.boundary_sets,
        calendars=msgspec.structs.replace(demonstration.calendars, bank_holidays=holidays),
        areas=demonstration.areas,
        provision_keys=tuple(sorted({key for venue in venues for key in venue.provision})),
        attributions=(demonstration.attribution,),
        demonstration=True,
        revision=7,
    )


@pytest.fixture(scope="session")
def snapshot(contents: Directory) -> Snapshot:
    return Snapshot.of(contents, TUESDAY)


@pytest.fixture(scope="session")
def postcodes(demonstration: Demonstration) -> PostcodeTable:
    return PostcodeTable.of((postcode, lon, lat) for postcode, lon, lat, _ in demonstration.postcodes)


def wired_to(snapshot: Snapshot, postcodes: PostcodeTable, **settings: str) -> Wired:
    """Return the application's parts, serving Examplebury on a Tuesday."""
    parts = Wired(Settings(area_name="Examplebury", **settings), lambda: TUESDAY)
    parts.served = Served.of(snapshot, postcodes, "Examplebury")
    return parts


def without_lifespan(app: Callable) -> Callable:
    """Return the application for a client that would start it: it is served already, and opens no database."""

    async def answer(scope: dict, receive: Callable, send: Callable) -> None:
        if scope["type"] != "lifespan":
            await app(scope, receive, send)
            return
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})

    return answer


@pytest.fixture(scope="session")
def transport(snapshot: Snapshot, postcodes: PostcodeTable) -> httpx.ASGITransport:
    return httpx.ASGITransport(application(wired_to(snapshot, postcodes)), raise_app_exceptions=False)


@pytest.fixture
async def client(transport: httpx.ASGITransport) -> AsyncIterator[httpx.AsyncClient]:
    """A client that asks the application in process."""
    async with httpx.AsyncClient(transport=transport, base_url="http://welcome.example") as asking:
        yield asking


@pytest.fixture
async def client_with_token(snapshot: Snapshot, postcodes: PostcodeTable) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application whose figures may be read with the token `a-long-token`."""
    app = application(wired_to(snapshot, postcodes, metrics_token="a-long-token"))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://welcome.example") as asking:
        yield asking
