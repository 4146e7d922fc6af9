"""The phone's directory, unchanged: a 304 to a phone that has it, against a constant 304."""

import contextlib

from benchmarks.asking import request
from benchmarks.figures import Report
from benchmarks.in_turn import CONNECTIONS, latency_rows, processor_row, take_turns, throughput_row
from benchmarks.load import WrongAnswer, answers
from benchmarks.servers import benchmark_server
from benchmarks.serving import UNCHANGED_ROUTE, VENUES

ROUTE = "/api/directory"
#: A directory that somebody carries on a phone, not a country; a 304 does not depend on it.
TOWN_VENUES = 60
ROUNDS, REQUESTS_A_ROUND = 9, 10_000


def unchanged(venues: int) -> list[Report]:
    """Ask for a directory that has not changed, and for a constant, in turn."""
    with benchmark_server({VENUES: str(min(venues, TOWN_VENUES))}) as server:
        ((head, body),) = answers(server.port, [request(ROUTE)])
        etag = header(head, "etag")
        wire = {
            ROUTE: request(ROUTE, f"If-None-Match: {etag}"),
            UNCHANGED_ROUTE: request(UNCHANGED_ROUTE, f"If-None-Match: {etag}"),
        }
        ((unchanged_head, nothing),) = answers(server.port, [wire[ROUTE]])
        if nothing or not unchanged_head.startswith(b"HTTP/1.1 304"):
            raise WrongAnswer("The directory is not answered as unchanged.")
        turns = take_turns(server, tuple(wire), lambda route, _: [wire[route]] * REQUESTS_A_ROUND, ROUNDS)
    ours, constant = turns.values()
    found = Report(
        name="The unchanged directory (304), against a constant of the same app",
        rows=(
            throughput_row("answers a second", ours, constant, "at least 0.90"),
            processor_row(ours, constant),
            *latency_rows(f"{CONNECTIONS} at a time", ours.loads[-1], constant.loads[-1]),
        ),
        notes=(
            f"The constant is an empty 304 with the same four headers and no conditions looked at; the directory itself is "
            f"{len(body):,} bytes before compression.",
            f"The load generator was at work {ours.busy:.0%} of the time with ours, {constant.busy:.0%} with the constant.",
        ),
    )
    return [found]


def header(head: bytes, name: str) -> str:
    """Return a header of an answer."""
    with contextlib.suppress(StopIteration):
        return next(line.partition(": ")[2] for line in head.decode().split("\r\n") if line.lower().startswith(f"{name}: "))
    raise LookupError(f"The answer has no header {name}.")
