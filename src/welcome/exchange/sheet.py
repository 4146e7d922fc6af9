"""A spreadsheet saved as text: its headings, whoever typed them, and its rows, each with the number it has on the screen."""

import contextlib
import csv
import html
import io
import re
from collections.abc import Mapping

import msgspec

from welcome.directory.errors import FaultyFile
from welcome.exchange.report import shown

DELIMITERS = ",;\t|"
#: Sheets often begin with a title and an empty line; the headings are looked for in so many rows.
HEADING_WITHIN_ROWS = 10

#: What can stand in a cell and show nothing, or turn the text after it around: soft hyphen, zero-width space, marks of
#: direction. The joiners U+200C and U+200D stay: Persian, Bengali and Punjabi are written with them.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_BLANKS = re.compile(r"[^\S\n]+")
#: UTF-8 that was once read as Windows-1252, as in “St Michaelâ€™s”.
_TWICE_ENCODED = re.compile(r"â€|Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf]")


class Row(msgspec.Struct, frozen=True):
    """One row. number: as a spreadsheet counts, the first row being 1. cells: column key -> cleaned text, never empty.

    surplus: what stands to the right of the last heading.
    """

    number: int
    cells: dict[str, str]
    surplus: tuple[str, ...] = ()


class Sheet(msgspec.Struct, frozen=True):
    """The rows that hold anything. headings: column key -> as it was typed. unread: headings that mean nothing here."""

    headings: dict[str, str]
    rows: tuple[Row, ...]
    unread: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def heading_key(heading: str) -> str:
    """Return a heading in small letters and digits alone: “Opening Times ” and “opening_times” are “openingtimes”."""
    return "".join(letter for letter in heading.casefold() if letter.isalnum())


def read_sheet(content: bytes, columns: Mapping[str, str], needed: str, what_it_should_be: str) -> Sheet:
    """Return the sheet with its columns named by `columns`, which maps every `heading_key` we know to a column key.

    Where two headings mean the same column, the first cell with something in it counts. `needed` is the column key without
    which nothing can be read. Raises FaultyFile with a sentence when the file is no such text or has no such heading.
    """
    text, warnings = decoded(content)
    records = _records(text, columns)
    place = _heading_place(records, columns)
    found = [columns.get(heading_key(cell)) for cell in records[place]] if records else []
    if needed not in found:
        first = ", ".join(shown(cell) for cell in records[place] if cell.strip()) if records else "none"
        raise FaultyFile(f"This is not {what_it_should_be}: no column is headed “{needed}”. Its headings are: {first[:300]}.")
    typed = [cell.strip() for cell in records[place]]
    headings: dict[str, str] = {}
    for key, cell in zip(found, typed, strict=True):
        if key is not None:
            headings.setdefault(key, cell)
    rows = [_row(number, record, found) for number, record in enumerate(records[place + 1 :], place + 2)]
    return Sheet(
        headings,
        tuple(row for row in rows if row.cells or row.surplus),
        tuple(cell for key, cell in zip(found, typed, strict=True) if key is None and cell),
        warnings,
    )


def decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file and what there is to say about how it was written.

    UTF-8 with or without its mark, UTF-16 with its mark, else Windows-1252, as Excel writes. Raises FaultyFile for what is
    no text at all.
    """
    if content.startswith(b"PK\x03\x04") or content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FaultyFile("This is a workbook or an archive, not text. Save the sheet as “CSV UTF-8” and import that.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _text(content, "utf-16"), ()
    try:
        return _text(content, "utf-8-sig"), ()
    except FaultyFile:
        sentence = "The file is not UTF-8 and was read as Windows-1252. Look at names with accents and at quotation marks."
        return _text(content, "cp1252"), (sentence,)


def clean(text: str) -> str:
    """Return a cell without unseen characters, HTML entities and needless blanks; its line breaks stay."""
    if _TWICE_ENCODED.search(text):
        with contextlib.suppress(UnicodeError):
            text = text.encode("cp1252").decode()
    plain = _UNSEEN.sub("", html.unescape(text).replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in plain.strip().split("\n"))


def _text(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeError:
        raise FaultyFile("This is not a text file. Save the sheet as “CSV UTF-8” and import that.") from None
    if "\x00" in text:
        raise FaultyFile("This is not a text file. Save the sheet as “CSV UTF-8” and import that.")
    if text.lstrip()[:15].lower().startswith(("<!doctype", "<html", "<?xml")):
        raise FaultyFile("This is a web page, not a sheet: the download may have asked for a sign-in. Fetch the file again.")
    return text


def _records(text: str, columns: Mapping[str, str]) -> list[list[str]]:
    """Return every record of the text, split at whichever delimiter makes the most headings that we know."""

    def known(delimiter: str) -> int:
        start = list(_parsed(text, delimiter, HEADING_WITHIN_ROWS, strict=False))
        return max((len({columns.get(heading_key(cell)) for cell in record} - {None}) for record in start), default=0)

    best = max(DELIMITERS, key=known)
    return list(_parsed(text, best, None, strict=True))


def _parsed(text: str, delimiter: str, at_most: int | None, *, strict: bool) -> list[list[str]]:
    records: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    try:
        for record in reader:
            records.append(record)
            if at_most is not None and len(records) == at_most:
                break
    except csv.Error:
        if strict:
            raise FaultyFile(
                f"Row {len(records) + 1} cannot be read: a quotation mark is opened and not closed, or stands in the middle of "
                "a cell. Save the sheet again as “CSV UTF-8”, or mend that row."
            ) from None
    return records


def _heading_place(records: list[list[str]], columns: Mapping[str, str]) -> int:
    """Return the index of the row that looks most like headings: most known ones, the first of equals."""
    known = [sum(heading_key(cell) in columns for cell in record) for record in records[:HEADING_WITHIN_ROWS]]
    best = max(known, default=0)
    if best:
        return known.index(best)
    return next((place for place, record in enumerate(records) if any(cell.strip() for cell in record)), 0)


def _row(number: int, record: list[str], found: list[str | None]) -> Row:
    cells: dict[str, str] = {}
    for key, cell in zip(found, record, strict=False):
        text = clean(cell) if key is not None else ""
        if text:
            cells.setdefault(key, text)
    return Row(number, cells, tuple(text for text in map(clean, record[len(found) :]) if text))
