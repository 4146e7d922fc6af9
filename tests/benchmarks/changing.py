"""From a saved change to its being served, what requests notice of it, what memory it takes, and how soon a start answers."""

import contextlib
import select
import statistics
import time
from collections.abc import Sequence
from itertools import cycle

import msgspec
import numpy as np

from benchmarks.asking import questions, request, requests
from benchmarks.figures import Report, Row
from benchmarks.kept_country import kept
from benchmarks.load import Connection, answers
from benchmarks.made_country import NOW, Country, made_country
from benchmarks.servers import Server, benchmark_server, welcome_server
from benchmarks.serving import CHANGE_ROUTE, Timed

ROUTE = "/api/venues"
#: As many as a borough has.
TOWN_VENUES = 60
CHANGES, REST_S, STARTS = 8, 1.5, 3


class Limits(msgspec.Struct, frozen=True):
    """What is aimed at, in words."""

    served: str
    memory: str
    start: str


TOWN = Limits("under 150 ms", "under 150 MB", "under 2 s")
COUNTRY = Limits("under 2 s", "under 900 MB", "under 20 s")


class Noticed(msgspec.Struct, frozen=True):
    """What came of some changes; latencies in milliseconds of searches asked one at a time meanwhile."""

    changes: list[Timed]
    at_rest: list[float]
    meanwhile: list[float]


def changing(venues: int) -> list[Report]:
    """Change a borough and a country, and start both."""
    return [
        report(made_country(min(venues, TOWN_VENUES)), TOWN),
        *([report(made_country(venues), COUNTRY)] if venues > TOWN_VENUES else []),
    ]


def report(country: Country, limits: Limits) -> Report:
    """Return what a database with this country in it takes to start, to serve and to change."""
    wire = list(requests(ROUTE, questions(country.towns, NOW, 1, 20_000)))
    size = f"{len(country.contents.venues):,} venues"
    with kept(country) as url:
        del country
        starts = []
        for _ in range(STARTS):
            with welcome_server(url) as server:
                began = time.perf_counter()
                list(answers(server.port, wire[:1]))
                starts.append(server.started_in_s + time.perf_counter() - began)
                list(answers(server.port, wire[1:1_000]))
                memory_mb = server.memory_mb
        with benchmark_server({"DATABASE_URL": url}, "changing_app") as server:
            noticed = changed(server, wire)
            memory_after_mb = server.memory_mb
    served_ms = [one.served_ms for one in noticed.changes]
    return Report(
        name=f"Changes and starts: {size}",
        rows=(
            Row(
                what="saved change to its being served, median",
                ours=f"{statistics.median(served_ms):,.0f} ms",
                wanted=limits.served,
            ),
            Row(what="the slowest of them", ours=f"{max(served_ms):,.0f} ms", wanted=limits.served),
            Row(what="saving it", ours=f"{statistics.median(one.saved_ms for one in noticed.changes):,.0f} ms"),
            *(
                Row(what=f"searches meanwhile and at rest, {name}", ours=f"{during:,.1f} ms", rival=f"{rest:,.1f} ms")
                for name, during, rest in _spread(noticed)
            ),
            Row(what="memory of `welcome serve` after 1,000 searches", ours=f"{memory_mb:,.0f} MB", wanted=limits.memory),
            Row(what=f"memory after {CHANGES} changes", ours=f"{memory_after_mb:,.0f} MB", wanted=limits.memory),
            Row(
                what="`welcome serve` to the first answer to a search",
                ours=f"{statistics.median(starts):,.1f} s",
                wanted=limits.start,
            ),
        ),
        notes=(
            f"{CHANGES} changes of a name and its times, {len(noticed.meanwhile):,} searches meanwhile, "
            f"{len(noticed.at_rest):,} at rest, asked one at a time; SQLite; medians of {STARTS} starts.",
        ),
    )


def _spread(noticed: Noticed) -> list[tuple[str, float, float]]:
    names = {"p50": 50, "p99": 99, "the slowest": 100}
    return [
        (name, float(np.percentile(noticed.meanwhile, percent)), float(np.percentile(noticed.at_rest, percent)))
        for name, percent in names.items()
    ]


def changed(server: Server, wire: Sequence[bytes]) -> Noticed:
    """Change venues one after the other, with a rest between, and search all the while."""
    noticed = Noticed([], [], [])
    coming = cycle(wire)
    with (
        contextlib.closing(Connection(server.port)) as searching,
        contextlib.closing(Connection(server.port)) as changing_it,
    ):
        for number in range(CHANGES + 1):
            rest, meanwhile = [], []
            until = time.perf_counter() + REST_S
            while time.perf_counter() < until:
                rest.append(_searched(searching, next(coming)))
            changing_it.ask(request(CHANGE_ROUTE))
            while not select.select([changing_it], [], [], 0)[0]:
                meanwhile.append(_searched(searching, next(coming)))
            _, body = changing_it.answer()
            if number:
                # The first change finds nothing warm.
                noticed.changes.append(msgspec.json.decode(body, type=Timed))
                noticed.at_rest.extend(rest)
                noticed.meanwhile.extend(meanwhile)
    return noticed


def _searched(connection: Connection, question: bytes) -> float:
    """Return the milliseconds that a search takes."""
    began = time.perf_counter()
    connection.ask(question)
    connection.answer()
    return (time.perf_counter() - began) * 1000
