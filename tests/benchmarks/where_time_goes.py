"""Where the time of a search goes: step by step, and under Python's own profiler; in process, without a socket."""

import asyncio
import contextlib
import cProfile
import pstats
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.asking import Asked, questions
from benchmarks.figures import Report, Row
from benchmarks.in_process import asked_in_process
from benchmarks.made_country import NOW, made_country
from benchmarks.serving import CONSTANT_ROUTE, InMemory, constant_routes, served_country, with_routes
from welcome.web import public
from welcome.web.delivery import App
from welcome.web.page import Pages

ROUTE = "/api/venues"
#: What the pages keep about a venue is made when it is first shown, so it takes a while until nothing is cold.
WARM_UP, TIMED, PROFILED, LINES = 20_000, 3_000, 3_000, 12
WHOLE = "whole"
#: The steps of a search, and where the application looks each of them up.
STEPS: tuple[tuple[str, Any, str], ...] = (
    ("parameters", public, "parameters"),
    ("question, with the ward asked from", public, "query_of"),
    ("search", public, "search"),
    ("the page of cards as JSON", Pages, "venues_json"),
)


def where_time_goes(venues: int) -> list[Report]:
    """Answer questions without a socket: as a whole, step by step, and under the profiler."""
    country = made_country(venues)
    served = served_country(country)
    bodies: list[bytes] = []
    app = with_routes(InMemory(served), [])
    cold = asyncio.run(asked_in_process(app, ROUTE, questions(country.towns, NOW, 3, TIMED), bodies.append)) / TIMED * 1e6
    typical = sorted(bodies, key=len)[len(bodies) // 2]
    app = with_routes(InMemory(served), constant_routes(served, typical))
    asyncio.run(asked_in_process(app, ROUTE, questions(country.towns, NOW, 1, WARM_UP)))
    asyncio.run(asked_in_process(app, CONSTANT_ROUTE, questions(country.towns, NOW, 1, TIMED)))
    asked = questions(country.towns, NOW, 2, TIMED)
    whole, constant = (asyncio.run(asked_in_process(app, route, asked)) / TIMED * 1e6 for route in (ROUTE, CONSTANT_ROUTE))
    stages = steps(app, asked)
    watched = stages.pop(WHOLE)
    stages["all else: framework, injection, headers"] = watched - sum(stages.values())
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
                *(Row(what=step, ours=f"{took:,.0f} us", rival=f"{took / watched:.0%}") for step, took in stages.items()),
                Row(what=f"whole, the first {TIMED:,} questions after a start", ours=f"{cold:,.0f} us"),
            ),
        ),
        Report(
            name="The same under the profiler, whose own cost falls on what calls most",
            rows=tuple(profile_rows(pstats.Stats(profile), PROFILED)),
        ),
    ]


def steps(app: App, asked: list[Asked]) -> dict[str, float]:
    """Return the microseconds of processor time of a request, `WHOLE`, and of each step as it is taken within requests.

    Within, because the same step alone in a loop finds everything in the processor's caches and takes half as long.
    """
    taken: dict[str, float] = {}

    def timed(step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any) -> Any:
            began = time.thread_time()
            try:
                return function(*given)
            finally:
                taken[step] = taken.get(step, 0.0) + time.thread_time() - began

        return run

    with contextlib.ExitStack() as stack:
        for step, owner, name in STEPS:
            stack.enter_context(patch.object(owner, name, timed(step, getattr(owner, name))))
        whole = asyncio.run(asked_in_process(app, ROUTE, asked))
    return {step: seconds / len(asked) * 1e6 for step, seconds in {WHOLE: whole, **taken}.items()}


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
