"""The nearest twenty within two kilometres that are open at a moment, over HTTP: against a constant, and PostgreSQL."""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks import postgres_rival
from benchmarks.asking import questions, requests
from benchmarks.figures import Report, Row
from benchmarks.in_process import asked_in_process
from benchmarks.in_turn import CONNECTIONS, latency_rows, processor_row, take_turns, throughput_row
from benchmarks.load import put_load
from benchmarks.made_country import NOW, Country, made_country
from benchmarks.postgres_server import postgres_server
from benchmarks.servers import Server, benchmark_server
from benchmarks.serving import (
    CONSTANT_FILE,
    CONSTANT_ROUTE,
    POSTGRES,
    STRICT_ROUTE,
    VENUES,
    InMemory,
    served_country,
    with_routes,
)

ROUTE = "/api/venues"
ROUNDS, QUESTIONS_A_ROUND, ALONE = 7, 4_000, 1_000
#: What the pages keep about a venue is made when it is first shown, so it takes a while until nothing is cold.
WARM_UP = 24_000
#: PostgreSQL gets the first of the same questions, so that a round does not take it too long.
QUESTIONS_FOR_POSTGRES = 1_000


def nearest_open(venues: int) -> list[Report]:
    """Serve the country and put the same questions to the search, to the constant and to PostgreSQL in turn."""
    country = made_country(venues)
    served = served_country(country)
    bodies: list[bytes] = []
    app = with_routes(InMemory(served), [])
    asyncio.run(asked_in_process(app, ROUTE, questions(country.towns, NOW, 0, ALONE), bodies.append))
    typical = sorted(bodies, key=len)[len(bodies) // 2]
    with tempfile.TemporaryDirectory() as folder, postgres_server() as url:
        asyncio.run(postgres_rival.fill(url, served.snapshot))
        del served, app
        constant = Path(folder, "constant.json")
        constant.write_bytes(typical)
        with benchmark_server({VENUES: str(venues), CONSTANT_FILE: str(constant), POSTGRES: url}) as server:
            return measured(server, country, len(typical))


def measured(server: Server, country: Country, constant_bytes: int) -> list[Report]:
    """Return the throughput of all in rounds that take turns, and latencies of questions asked one at a time."""
    routes = (ROUTE, CONSTANT_ROUTE, STRICT_ROUTE, postgres_rival.ROUTE)

    def wire(route: str, number: int) -> Sequence[bytes]:
        warms_up = number == 0 and route == ROUTE
        asked = questions(country.towns, NOW, 1 + number, WARM_UP if warms_up else QUESTIONS_A_ROUND)
        return list(requests(route, asked[:QUESTIONS_FOR_POSTGRES] if route == postgres_rival.ROUTE else asked))

    turns = take_turns(server, routes, wire, ROUNDS)
    asked = questions(country.towns, NOW, 10 + ROUNDS, ALONE)
    alone = {route: put_load(server.port, list(requests(route, asked)), 1) for route in routes}
    ours, constant, strict, postgres = (turns[route] for route in routes)
    sizes = np.concatenate([load.sizes for load in ours.loads])
    against_constant = Report(
        name="Nearest 20 within 2 km that are open, over HTTP, against a constant of the same app",
        rows=(
            throughput_row("answers a second", ours, constant, "at least 0.40, aim 0.60"),
            processor_row(ours, constant),
            throughput_row("answers a second, constant that only parses", ours, strict, ""),
            *latency_rows("one at a time", alone[ROUTE], alone[CONSTANT_ROUTE]),
            *latency_rows(f"{CONNECTIONS} at a time", ours.loads[-1], constant.loads[-1]),
        ),
        notes=(
            f"{ROUNDS} rounds of {QUESTIONS_A_ROUND:,} questions, no two alike, after {WARM_UP:,} to warm up.",
            "The constant makes a question of the same parameters with the same code, the ward asked from with it, and "
            f"answers {constant_bytes:,} bytes: our answer of median size (ours: mean {sizes.mean():,.0f}, p99 "
            f"{np.percentile(sizes, 99):,.0f}). Nothing is injected into it.",
            f"The load generator was at work {ours.busy:.0%} of the time with ours, {constant.busy:.0%} with the constant; "
            "server and load generator share the machine.",
            f"{np.mean(sizes_of_few(ours.loads[-1].sizes)):.0%} of the answers are small: few places open, or none in reach.",
        ),
    )
    against_postgres = Report(
        name="The same question put to PostgreSQL through the same framework",
        rows=(
            throughput_row("answers a second", ours, postgres, "at least 5"),
            *latency_rows("one at a time", alone[ROUTE], alone[postgres_rival.ROUTE]),
        ),
        notes=(
            f"GiST index on position, B-tree on (venue, starts, ends), {postgres_rival.POOL_CONNECTIONS} pooled connections, "
            f"all in its memory; {QUESTIONS_FOR_POSTGRES:,} questions a round; the same answers to the letter (tested).",
        ),
    )
    return [against_constant, against_postgres, memory_report(server)]


def sizes_of_few(sizes: np.ndarray) -> np.ndarray:
    """Return for each answer whether it is below a third of the mean size."""
    return sizes < sizes.mean() / 3


def memory_report(server: Server) -> Report:
    """Return what memory the server takes after all this."""
    row = Row(what="resident memory", ours=f"{server.memory_mb:,.0f} MB", wanted="under 900 MB")
    return Report(name="Memory of the server after these questions", rows=(row,))
