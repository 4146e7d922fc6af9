"""Where the time of a search goes: step by step, and under Python's own profiler; in process, without a socket."""

import asyncio
import cProfile
import pstats
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.asking import Asked, questions
from benchmarks.figures import Report, Row
from benchmarks.in_process import asked_in_process
from benchmarks.made_country import NOW, made_country
from benchmarks.serving import AREA_NAME, CONSTANT_ROUTE, InMemory, constant_routes, served_country, with_routes
from welcome.directory.search import search
from welcome.web.questions import VenueParameters, parameters, query_of
from welcome.web.served import Served

ROUTE = "/api/venues"
#: What the pages keep about a venue is made when it is first shown, so it takes a while until nothing is cold.
WARM_UP, TIMED, PROFILED, LINES = 20_000, 3_000, 3_000, 12


def where_time_goes(venues: int) -> list[Report]:
    """Answer questions without a socket: as a whole, step by step, and under the profiler."""
    country = made_country(venues)
    served = served_country(country)
    bodies: list[bytes] = []
    app = with_routes(InMemory(served), [])
    cold = asyncio.run(asked_in_process(app, ROUTE, questions(country.towns, NOW, 3, TIMED), bodies.append)) / TIMED * 1e6
    typical = sorted(bodies, key=len)[len(bodies) // 2]
    app = with_routes(InMemory(served), constant_routes(typical))
    asyncio.run(asked_in_process(app, ROUTE, questions(country.towns, NOW, 1, WARM_UP)))
    asyncio.run(asked_in_process(app, CONSTANT_ROUTE, questions(country.towns, NOW, 1, TIMED)))
    asked = questions(country.towns, NOW, 2, TIMED)
    whole, constant = (asyncio.run(asked_in_process(app, route, asked)) / TIMED * 1e6 for route in (ROUTE, CONSTANT_ROUTE))
    stages = steps(served, asked)
    stages["framework, headers, the rest"] = whole - sum(stages.values())
    profile = cProfile.Profile()
    profile.enable()
    asyncio.run(asked_in_process(app, ROUTE, questions(country.towns, NOW, 4, PROFILED)))
    profile.disable()
    return [
        Report(
            name="Where the time of a search goes, in process, without a socket: processor time a request",
            rows=(
                Row(
                    what="whole, against the constant",
                    ours=f"{whole:,.0f} us",
                    rival=f"{constant:,.0f} us",
                    ratio=constant / whole,
                ),
                *(Row(what=step, ours=f"{took:,.0f} us", rival=f"{took / whole:.0%}") for step, took in stages.items()),
                Row(what=f"whole, the first {TIMED:,} questions after a start", ours=f"{cold:,.0f} us"),
            ),
        ),
        Report(
            name="The same under the profiler, whose own cost falls on what calls most",
            rows=tuple(profile_rows(pstats.Stats(profile), PROFILED)),
        ),
    ]


def steps(served: Served, asked: list[Asked]) -> dict[str, float]:
    """Return the microseconds of processor time that each step of a search takes."""
    snapshot, taken = served.snapshot, {}

    def timed(step: str, function: Callable[..., Any], given: Iterable[tuple]) -> list[Any]:
        given = list(given)
        began = time.process_time()
        found = [function(*one) for one in given]
        taken[step] = (time.process_time() - began) / len(given) * 1e6
        return found

    read = timed("parameters", lambda text: parameters(text, VenueParameters), ((one.parameters.encode(),) for one in asked))
    put = timed(
        "question, with the ward asked from",
        lambda given: query_of(given, snapshot, served.postcodes, NOW, AREA_NAME),
        ((one,) for one in read),
    )
    found = timed("search", lambda query: search(snapshot, query), ((query,) for query, _ in put))
    answers = ((query, place, answer, NOW) for (query, place), answer in zip(put, found, strict=True))
    timed("the page of cards as JSON", served.pages.venues_json, answers)
    return taken


def profile_rows(stats: pstats.Stats, requests: int) -> list[Row]:
    """Return the functions that take most time themselves, and those of the project that take most with all they call."""
    everything = stats.stats.items()  # type: ignore[attr-defined]
    own = sorted(everything, key=lambda item: -item[1][2])[:LINES]
    ours = [item for item in everything if "/welcome/" in item[0][0]]
    deep = sorted(ours, key=lambda item: -item[1][3])[:LINES]
    whole = stats.total_tt  # type: ignore[attr-defined]
    return [
        *(_row("itself", where, figures[2], figures[1], whole, requests) for where, figures in own),
        *(_row("in all", where, figures[3], figures[1], whole, requests) for where, figures in deep),
    ]


def _row(kind: str, where: tuple[str, int, str], seconds: float, calls: int, whole: float, requests: int) -> Row:
    path, _, name = where
    place = f"{Path(path).parent.name}/{Path(path).stem}.{name}" if path != "~" else name
    return Row(
        what=f"{kind}: {place}"[:78],
        ours=f"{seconds / whole:.1%}",
        rival=f"{seconds / requests * 1e6:,.0f} us, {calls / requests:,.1f} calls",
    )
