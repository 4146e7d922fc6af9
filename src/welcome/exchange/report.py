"""What an import read, kept, refused and asked, as one value that prints as plain sentences."""

import unicodedata
from collections.abc import Callable
from typing import Literal

import msgspec

RemarkKind = Literal["fault", "question", "duplicate", "warning", "note"]
#: Tells whoever watches how many rows have been read so far.
Progress = Callable[[int], None]

#: A file of 1.7 million postcodes may hold as many faults: so many of one kind are told in full, the rest are counted.
REMARKS_MAX = 200
SHOWN_MAX_CHARACTERS = 60

_HEADINGS: tuple[tuple[RemarkKind, str, str], ...] = (
    ("fault", "Not kept, because of a fault", "Not kept, because of faults"),
    ("duplicate", "Not kept, because it seems to be there already", "Not kept, because they seem to be there already"),
    ("question", "Kept, with a question that a person must answer", "Kept, with questions that a person must answer"),
    ("warning", "To look at", "To look at"),
    ("note", "Notes, which the public does not see", "Notes, which the public does not see"),
)


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to say about a file: which row (the header counts as row 1), which value, and what to do about it."""

    kind: RemarkKind
    sentence: str
    row: int | None = None
    name: str = ""
    column: str = ""
    value: str = ""


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """What came of reading one file.

    read: rows or features with anything in them. kept: those that became values. refused: those with a fault. already: those
    that are there already. left_out: why -> how many were left out on purpose, "no longer in use" for example. counts: kind
    of remark -> how many were made, which may be more than `remarks` holds.
    """

    what: str
    file_name: str = ""
    read: int = 0
    kept: int = 0
    refused: int = 0
    already: int = 0
    left_out: dict[str, int] = {}
    counts: dict[str, int] = {}
    remarks: tuple[Remark, ...] = ()
    attribution: str = ""

    def of_kind(self, kind: RemarkKind) -> tuple[Remark, ...]:
        """Return the remarks of one kind, in the order of the file."""
        return tuple(remark for remark in self.remarks if remark.kind == kind)

    @property
    def asked(self) -> int:
        """How many questions a person must answer."""
        return self.counts.get("question", 0)

    def lines(self) -> list[str]:
        """Return the report as lines to print: a summary, then every remark under its heading."""
        return [_summary(self), *_left_out(self), *_remarks(self), *([self.attribution] if self.attribution else [])]


class Tally:
    """A report while it is being written: readers count and remark here, and the one who called them takes the report."""

    def __init__(self, what: str, file_name: str = "", attribution: str = "") -> None:
        self.what, self.file_name, self.attribution = what, file_name, attribution
        self.read = self.kept = self.refused = self.already = 0
        self._left_out: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        self._remarks: list[Remark] = []

    def leave_out(self, why: str, how_many: int = 1) -> None:
        """Count what is left out on purpose: nobody need do anything about it."""
        if how_many:
            self._left_out[why] = self._left_out.get(why, 0) + how_many

    def remark(
        self, kind: RemarkKind, sentence: str, *, row: int | None = None, name: str = "", column: str = "", value: str = ""
    ) -> None:
        """Make a remark and add it."""
        self.add(Remark(kind=kind, sentence=sentence, row=row, name=name, column=column, value=value))

    def add(self, remark: Remark) -> None:
        """Add a remark; the first REMARKS_MAX of a kind are kept in full, the others are counted."""
        self._counts[remark.kind] = self._counts.get(remark.kind, 0) + 1
        if self._counts[remark.kind] <= REMARKS_MAX:
            self._remarks.append(remark)

    def report(self) -> ImportReport:
        """Return what has been read so far as a value."""
        return ImportReport(
            what=self.what,
            file_name=self.file_name,
            read=self.read,
            kept=self.kept,
            refused=self.refused,
            already=self.already,
            left_out=dict(self._left_out),
            counts=dict(self._counts),
            remarks=tuple(self._remarks),
            attribution=self.attribution,
        )


def silent(_rows_read: int) -> None:
    """The progress hook of somebody who does not watch."""


def shown(value: object) -> str:
    """Return a value fit for a sentence: one line, no control characters, at most SHOWN_MAX_CHARACTERS characters."""
    letters = (" " if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") else letter for letter in str(value))
    text = " ".join("".join(letters).split())
    return text if len(text) <= SHOWN_MAX_CHARACTERS else f"{text[: SHOWN_MAX_CHARACTERS - 1]}…"


def _number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _summary(report: ImportReport) -> str:
    parts = [f"{report.read:,} read", f"{report.kept:,} kept"]
    parts += [f"{report.already:,} there already"] if report.already else []
    held_back = report.counts.get("duplicate", 0)
    parts += [f"{held_back:,} not added a second time"] if held_back else []
    parts += [f"{report.refused:,} refused"]
    parts += [_number(report.asked, "question", "questions")] if report.asked else []
    source = f" from {shown(report.file_name)}" if report.file_name else ""
    return f"{report.what.capitalize()}{source}: {', '.join(parts)}."


def _left_out(report: ImportReport) -> list[str]:
    return [f"Left out: {count:,} {why}." for why, count in report.left_out.items()]


def _remarks(report: ImportReport) -> list[str]:
    lines: list[str] = []
    for kind, one, many in _HEADINGS:
        remarks, count = report.of_kind(kind), report.counts.get(kind, 0)
        lines += [f"{one if count == 1 else many}:"] if count else []
        lines += [f"  {_where(remark)}{remark.sentence}" for remark in remarks]
        lines += [f"  and {count - len(remarks):,} more."] if count > len(remarks) else []
    return lines


def _where(remark: Remark) -> str:
    row = "" if remark.row is None else f"Row {remark.row}"
    named = ", ".join(part for part in (row, shown(remark.name)) if part)
    return f"{named}: " if named else ""
