"""CSV that opens safely in a spreadsheet: no cell of it can be a formula (OWASP, CSV injection)."""

import csv
import io
from collections.abc import Iterable, Sequence

MEDIA_TYPE = "text/csv"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def neutral(cell: object) -> str:
    """Return a cell as text; words that a spreadsheet would run as a formula get an apostrophe before them."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text.lstrip().startswith(_FORMULA_STARTS) else text


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return the rows as CSV (RFC 4180) in UTF-8, a line each, under their header."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return written.getvalue().encode()
