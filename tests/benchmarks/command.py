"""The one command of the benchmarks: which to run, and where the figures go."""

import argparse
import sys
from pathlib import Path

import msgspec

from benchmarks.brute_force import brute_force
from benchmarks.changing import changing
from benchmarks.figures import machine, printed
from benchmarks.nearest_open import nearest_open
from benchmarks.unchanged import unchanged
from benchmarks.where_time_goes import where_time_goes

BENCHMARKS = {
    "nearest_open": nearest_open,
    "brute_force": brute_force,
    "unchanged": unchanged,
    "changing": changing,
    "where_time_goes": where_time_goes,
}


def main() -> None:
    """Run what is asked for and print one table."""
    parser = argparse.ArgumentParser(prog="python tests/benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"which to run, of {', '.join(BENCHMARKS)}; all without a name")
    parser.add_argument("--venues", type=int, default=100_000, help="how many venues the made-up country has")
    parser.add_argument("--json", metavar="FILE", help="write the figures to this file as well")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"There is no benchmark called {unknown[0]}. There are: {', '.join(BENCHMARKS)}.")
    reports = []
    print(machine(), flush=True)
    for name in asked.names or BENCHMARKS:
        print(f"{name} ...", file=sys.stderr)
        found = BENCHMARKS[name](asked.venues)
        print(printed(found), flush=True)
        reports += found
    if asked.json:
        Path(asked.json).write_bytes(msgspec.json.format(msgspec.json.encode({"machine": machine(), "reports": reports})))
