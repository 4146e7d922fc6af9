"""Rivals take turns: in each round everyone is asked the same, one after the other, so that all have the same machine."""

import gc
from collections.abc import Callable, Sequence

import msgspec

from benchmarks.figures import Row, median, paired_ratio
from benchmarks.load import Load, put_load
from benchmarks.servers import Server

CONNECTIONS = 16


class Turns(msgspec.Struct, frozen=True):
    """What came of one rival's rounds: under load, and the processor seconds that the server took for them."""

    loads: list[Load]
    processor_seconds: list[float]

    @property
    def per_second(self) -> list[float]:
        """Answers a second in each round."""
        return [load.per_second for load in self.loads]

    @property
    def processor_us(self) -> list[float]:
        """Microseconds of the server's processor time an answer, in each round."""
        return [
            seconds / len(load.latencies_ms) * 1e6 for seconds, load in zip(self.processor_seconds, self.loads, strict=True)
        ]

    @property
    def busy(self) -> float:
        """The share of the time in which the load generator was at work."""
        return median([load.busy for load in self.loads])


def take_turns(
    server: Server, rivals: Sequence[str], requests: Callable[[str, int], Sequence[bytes]], rounds: int
) -> dict[str, Turns]:
    """Return what came of each rival's rounds; `requests(rival, round)` are asked of it.

    Round 0 warms up and does not count.
    """
    turns = {rival: Turns([], []) for rival in rivals}
    for number in range(rounds + 1):
        for rival in rivals:
            wire = list(requests(rival, number))
            gc.collect()
            before = server.processor_seconds
            load = put_load(server.port, wire, CONNECTIONS)
            if number:
                turns[rival].loads.append(load)
                turns[rival].processor_seconds.append(server.processor_seconds - before)
    return turns


def throughput_row(what: str, ours: Turns, rival: Turns, wanted: str) -> Row:
    """Return the row of answers a second."""
    return Row(
        what=what,
        ours=f"{median(ours.per_second):,.0f}/s",
        rival=f"{median(rival.per_second):,.0f}/s",
        ratio=paired_ratio(ours.per_second, rival.per_second),
        wanted=wanted,
    )


def processor_row(ours: Turns, rival: Turns) -> Row:
    """Return the row of the server's processor time, which others on the machine do not change."""
    return Row(
        what="processor time of the server an answer",
        ours=f"{median(ours.processor_us):,.0f} us",
        rival=f"{median(rival.processor_us):,.0f} us",
        ratio=paired_ratio(rival.processor_us, ours.processor_us),
    )


def latency_rows(what: str, ours: Load, rival: Load) -> list[Row]:
    """Return the rows of the latencies that half of the answers, and all but one in a hundred, stayed within."""
    return [
        Row(what=f"{what}, p{percent}", ours=f"{ours.latency_ms(percent):.2f} ms", rival=f"{rival.latency_ms(percent):.2f} ms")
        for percent in (50, 99)
    ]
