"""What was measured, against what, and how it is printed."""

import os
import platform
import statistics
import sys
from collections.abc import Sequence
from importlib.metadata import version

import msgspec
import psutil


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table. ratio: ours to the rival's, None where there is no rival. wanted: the ratio or limit aimed at,
    in words.
    """

    what: str
    ours: str
    rival: str = ""
    ratio: float | None = None
    wanted: str = ""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What one benchmark found: its rows, and notes that one must know to read them."""

    name: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def machine() -> str:
    """Return the size of the machine and what runs on it, in one line."""
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            model = next((line.partition(":")[2].strip() for line in file if line.startswith("model name")), model)
    except OSError:
        pass
    memory = psutil.virtual_memory().total / 1e9
    packages = ", ".join(f"{name} {version(name)}" for name in ("litestar", "granian", "msgspec", "numpy", "shapely"))
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GB; Python {sys.version.split()[0]}, {packages}"


def paired_ratio(ours: Sequence[float], rivals: Sequence[float]) -> float:
    """Return the median over the rounds of ours to the rival's in the same round."""
    return statistics.median(mine / other for mine, other in zip(ours, rivals, strict=True))


def median(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def printed(reports: Sequence[Report]) -> str:
    """Return the tables as text."""
    lines: list[str] = []
    for report in reports:
        lines += ["", report.name]
        cells = [("", "ours", "rival", "ratio", "wanted")]
        cells += [
            (row.what, row.ours, row.rival, "" if row.ratio is None else f"{row.ratio:.2f}", row.wanted) for row in report.rows
        ]
        widths = [max(len(cell) for cell in column) for column in zip(*cells, strict=True)]
        lines += ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]
        lines += [f"  {note}" for note in report.notes]
    return "\n".join(lines)
