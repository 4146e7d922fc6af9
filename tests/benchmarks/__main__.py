"""Runs the benchmarks: `python tests/benchmarks [names] [--json FILE]`. Programs, not tests: they measure and judge nothing."""

import sys
from pathlib import Path


def run() -> None:
    """Run the command from the folder above: this one would hide modules of the standard library."""
    sys.path[0] = str(Path(__file__).resolve().parents[1])
    from benchmarks.command import main

    main()


if __name__ == "__main__":
    run()
