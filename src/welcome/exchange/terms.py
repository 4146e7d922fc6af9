"""School terms and holidays as councils publish them, as a sheet or an iCalendar file, read as one term calendar.

What a day is taken for is told in `term_periods`. A file is read whole or not at all: a row that is left out would turn term
into holiday, or the other way round, without anybody noticing.
"""

import csv
import io
import re
from collections.abc import Sequence
from datetime import date

import msgspec

from welcome.directory.calendars import TermCalendar
from welcome.directory.errors import FaultyFile
from welcome.exchange.report import ImportReport, Tally, shown
from welcome.exchange.sheet import HEADING_WITHIN_ROWS, Row, Sheet, clean, decoded, heading_key, read_sheet
from welcome.exchange.term_dates import DAY, BadDates, Days, is_one_date, read_days, said_day, school_year
from welcome.exchange.term_events import Event, read_events
from welcome.exchange.term_names import NameKind, edge_of_name, kind_of_name, title_of_name
from welcome.exchange.term_periods import Entry, faults_of, periods_of

_COLUMNS = {
    "term": ("term", "terms", "termname"),
    "name": ("name", "event", "eventname", "title", "holiday", "holidays", "description", "summary", "subject", "label",
             "period", "what"),
    "type": ("type", "kind", "category", "termorholiday", "termholiday"),
    "year": ("year", "academicyear", "schoolyear"),
    "start": ("start", "starts", "startdate", "starton", "from", "begins", "begin", "firstday", "opens", "datefrom",
              "termstarts", "termstart", "dtstart"),
    "end": ("end", "ends", "enddate", "endon", "to", "finish", "finishes", "lastday", "dateto", "termends", "termend", "until",
            "dtend"),
    "closes": ("closes", "close", "schoolcloses", "schoolsclose", "breaksup", "breakup", "closeson"),
    "reopens": ("reopens", "reopen", "returns", "return", "schoolreopens", "schoolsreopen", "reopenson"),
    "dates": ("date", "dates", "day", "when"),
}  # fmt: skip
_KEYS = {heading_key(name): column for column, names in _COLUMNS.items() for name in names}
#: One of these columns makes a table; without any, each line is read as a name and its dates.
_DATED_COLUMNS = ("start", "closes", "reopens", "dates")
_WHAT_IT_SHOULD_BE = "a table of term dates"
_HOW = "Write a name with “term”, “half term”, “holiday” or “INSET day” in it."

YEAR_LEFT_OUT = "that name a whole school year"
BANK_LEFT_OUT = "bank holidays, which are kept in a list of their own"
TWICE_LEFT_OUT = "said twice"
CANCELLED_LEFT_OUT = "cancelled"


class TermFile(msgspec.Struct, frozen=True):
    """The calendar that a file makes, and what came of reading it. Where anything was refused the calendar is not whole."""

    calendar: TermCalendar
    report: ImportReport


class _BadRow(FaultyFile):
    """A row that cannot be read; the sentence says what to do."""


class _Mark(msgspec.Struct, frozen=True):
    """A day on which a term or a holiday begins or ends. loose: it may stand alone, as in a table of closing days."""

    row: int
    kind: str
    is_start: bool
    day: date
    title: str
    value: str
    loose: bool = False


class _Gathered:
    """What the rows of a file said, while they are being read."""

    def __init__(self, tally: Tally) -> None:
        self.tally = tally
        self.entries: list[Entry] = []
        self.marks: list[_Mark] = []

    def fault(self, sentence: str, row: int, name: str = "", value: str = "") -> None:
        self.tally.refused += 1
        self.tally.remark("fault", sentence, row=row, name=name, value=value)

    def add(self, row: int, name: str, days: Days, value: str, kind: NameKind | None) -> None:
        """Add one run of days under its name; a single date may be where something begins or ends."""
        edge = edge_of_name(name) if days.one else None
        if edge:
            self.marks.append(_Mark(row, edge[0], edge[1] == "start", days.first, title_of_name(name), value))
            return
        if kind is None:
            raise _BadRow(
                f"“{shown(name)}” may be term or holiday: it cannot be told. {_HOW}" if name else f"This has no name. {_HOW}"
            )
        if kind == "year":
            self.tally.leave_out(YEAR_LEFT_OUT)
        elif kind == "bank":
            self.tally.leave_out(BANK_LEFT_OUT)
        elif days.one and kind != "inset":
            raise _BadRow(f"“{shown(name)}” has one date. Give its first and its last day, the same day twice if it is one.")
        else:
            self.entries.append(Entry(row, kind, title_of_name(name), days.first, days.last, value))


def read_terms(content: bytes, file_name: str = "", *, key: str, name: str = "") -> TermFile:
    """Return the term calendar that a council's CSV or iCalendar file makes, under the authority's key.

    Raises FaultyFile when nothing can be read; a row with a fault is named in the report, with its value and what to do.
    """
    tally = Tally("terms and holidays", file_name)
    gathered = _Gathered(tally)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].upper() == b"BEGIN:VCALENDAR":
        _read_calendar(read_events(content), gathered)
    else:
        _read_table(content, gathered)
    _pair(gathered)
    entries = _once(gathered.entries, tally)
    for fault in faults_of(entries):
        gathered.fault(fault.sentence, fault.entry.row, fault.entry.title, fault.entry.value)
    if not entries and not tally.refused:
        raise FaultyFile(f"{file_name or 'The file'} holds no terms and no holidays.")
    periods = ()
    if not tally.refused:
        tally.kept = len(entries)
        periods, unknown = periods_of(entries)
        for gap in unknown:
            tally.remark(
                "warning", f"Nothing is said of {_said(gap.first, gap.last)}: on these days nobody can say whether it is term."
            )
        if not any(entry.kind == "term" for entry in entries):
            tally.remark("warning", "The file names holidays and no terms, so that no day is known to be term. Add the terms.")
        span = _said(periods[0].first_day, periods[-1].last_day)
        tally.remark("warning", f"The file speaks of {span}. Whether earlier and later days are term is not known.")
    return TermFile(TermCalendar(key, name or key, periods), tally.report())


def _read_calendar(events: Sequence[Event], gathered: _Gathered) -> None:
    for event in events:
        gathered.tally.read += 1
        try:
            if event.fault:
                raise _BadRow(event.fault)
            if event.is_cancelled:
                gathered.tally.leave_out(CANCELLED_LEFT_OUT)
                continue
            one = event.first == event.last
            days = Days(event.first, event.last, one and (not event.says_its_end or edge_of_name(event.name) is not None))
            gathered.add(event.number, event.name, days, event.value, kind_of_name(event.name))
        except _BadRow as error:
            gathered.fault(str(error), event.number, event.name, event.value)


def _read_table(content: bytes, gathered: _Gathered) -> None:
    sheet = _sheet(content)
    if sheet is None:
        _read_lines(content, gathered)
        return
    for warning in sheet.warnings:
        gathered.tally.remark("warning", warning)
    for row in sheet.rows:
        gathered.tally.read += 1
        try:
            if row.surplus:
                raise _BadRow(f"“{shown(row.surplus[0])}” stands to the right of the last heading.")
            _read_row(row, sheet, gathered)
        except (BadDates, _BadRow) as error:
            value = ", ".join(text for column, text in row.cells.items() if column not in ("term", "name", "type"))
            name = " ".join(row.cells[column] for column in ("term", "name") if column in row.cells)
            gathered.fault(str(error), row.number, name, shown(value))


def _sheet(content: bytes) -> Sheet | None:
    """Return the file as a table, or None where no line heads columns for a name and a date."""
    text, _ = decoded(content)
    for line in text.splitlines()[:HEADING_WITHIN_ROWS]:
        columns = {_KEYS.get(heading_key(cell)) for cell in re.split("[,;\t|]", line)}
        needed = next((column for column in _DATED_COLUMNS if column in columns), None)
        if needed and columns & {"name", "term"}:
            return read_sheet(content, _KEYS, needed, _WHAT_IT_SHOULD_BE)
    return None


def _row_name(row: Row) -> tuple[str, NameKind | None]:
    """Return the name of a row and its kind: what the event says by itself, else the term and the event together.

    Raises _BadRow when a column of types says something else than the name.
    """
    term, event, said = (row.cells.get(column, "") for column in ("term", "name", "type"))
    alone = kind_of_name(event)
    if event and (not term or alone not in (None, "term")):
        name, kind = event, alone
    else:
        name = " ".join(part for part in (term, event) if part)
        kind = kind_of_name(name, in_a_column_of_terms=True)
    by_type = kind_of_name(said, in_a_column_of_terms=True)
    if said and (by_type is None or kind not in (None, by_type, "inset", "bank")):
        raise _BadRow(f"The type “{shown(said)}” does not go with “{shown(name)}”.")
    return name, kind or by_type


def _read_row(row: Row, sheet: Sheet, gathered: _Gathered) -> None:
    name, kind = _row_name(row)
    within = school_year(row.cells.get("year", "")) or school_year(name)
    cells = row.cells
    value = ", ".join(cells[column] for column in ("start", "end", "closes", "reopens", "dates") if column in cells)
    if "closes" in sheet.headings or "reopens" in sheet.headings:
        _read_closing(row, name, within, value, sheet, gathered)
        return
    if "start" in cells or "end" in cells:
        if "start" not in cells:
            raise _BadRow("The first day is missing.")
        for column in ("start", "end"):
            if column in cells:
                _check_one_date(row, column, sheet)
        text = " to ".join(cells[column] for column in ("start", "end") if column in cells)
        _, runs = read_days(f"{_year_said(name)}{text}", within)
        # A first and a last day in columns of their own say how long it is, also where it is one day.
        runs = [msgspec.structs.replace(run, one="end" not in cells) for run in runs]
    elif "dates" in cells:
        before, runs = read_days(f"{_year_said(name)}{cells['dates']}", within)
        if not runs or before.strip() != _year_said(name).strip(" :"):
            raise _BadRow(f"“{shown(cells['dates'])}” is no date. Write it as 26 October 2026.")
    else:
        raise _BadRow("This row has no dates. Give its first and its last day, or delete the row.")
    for run in runs:
        gathered.add(row.number, name, run, value, kind)


def _year_said(name: str) -> str:
    """Return the year of a name such as “Autumn term 2026”, to stand before dates that leave it out."""
    words = [word for word in name.replace("(", " ").replace(")", " ").split() if word.isdecimal() and word.startswith("20")]
    return f"{words[0]}: " if len(words) == 1 and len(words[0]) == 4 else ""


def _check_one_date(row: Row, column: str, sheet: Sheet) -> None:
    if not is_one_date(row.cells[column]):
        cell = f"{sheet.headings[column]}: “{shown(row.cells[column])}”"
        raise _BadRow(f"{cell} is no date. Write it as 26 October 2026.")


def _read_closing(row: Row, name: str, within: tuple[int, int] | None, value: str, sheet: Sheet, gathered: _Gathered) -> None:
    """Read a row of a table of last days before, and first days after a holiday."""
    days: dict[str, date] = {}
    for column in ("closes", "reopens"):
        if column in row.cells:
            _check_one_date(row, column, sheet)
            days[column] = read_days(f"{_year_said(name)}{row.cells[column]}", within)[1][0].first
    if not days:
        raise _BadRow("This row has no dates. Give the day on which schools close, or reopen, or delete the row.")
    if len(days) == 2:
        first, last = days["closes"] + DAY, days["reopens"] - DAY
        if last < first:
            raise _BadRow("Between the day on which schools close and that on which they reopen there is no day.")
        if kind_of_name(name) == "bank":
            gathered.tally.leave_out(BANK_LEFT_OUT)
            return
        gathered.entries.append(Entry(row.number, "holiday", title_of_name(name), first, last, value))
    for column, day in days.items():
        gathered.marks.append(_Mark(row.number, "term", column == "reopens", day, "", value, loose=True))


def _read_lines(content: bytes, gathered: _Gathered) -> None:
    """Read a file without headings: each line is a name and its dates. Titles may stand above the first of them."""
    text, warnings = decoded(content)
    for warning in warnings:
        gathered.tally.remark("warning", warning)
    delimiter = ";" if text.count(";") > text.count(",") else "\t" if "\t" in text else ","
    within: tuple[int, int] | None = None
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise FaultyFile("This file cannot be read as lines of a name and dates. Save the sheet as “CSV UTF-8”.") from None
    for number, record in enumerate(records, 1):
        cells = [cell for cell in map(clean, record) if cell]
        if not cells:
            continue
        line = " ".join((cells[0], *([" to ".join(cells[1:])] if len(cells) > 1 else [])))
        name = cells[0]
        try:
            name, runs = read_days(line, school_year(line) or within)
            if not runs:
                if gathered.tally.read:
                    raise _BadRow("This row has no dates. Give its first and its last day, or delete the row.")
                within = school_year(line) or within
                continue
            gathered.tally.read += 1
            for run in runs:
                gathered.add(number, name, run, line, kind_of_name(name))
        except (BadDates, _BadRow) as error:
            gathered.tally.read += 1
            gathered.fault(str(error), number, name if name != line else "", shown(line))


def _pair(gathered: _Gathered) -> None:
    """Turn days on which something begins and ends into entries: each start goes with the end after it."""
    for kind in ("term", "holiday"):
        begun: _Mark | None = None
        for mark in sorted(
            (mark for mark in gathered.marks if mark.kind == kind), key=lambda mark: (mark.day, not mark.is_start)
        ):
            if mark.is_start:
                _alone(begun, gathered)
                begun = mark
            elif begun is None:
                _alone(mark, gathered)
            else:
                title = begun.title or mark.title
                value = f"{begun.value}; {mark.value}"
                gathered.entries.append(Entry(begun.row, kind, title, begun.day, mark.day, value))
                begun = None
        _alone(begun, gathered)


def _alone(mark: _Mark | None, gathered: _Gathered) -> None:
    if mark is not None and not mark.loose:
        what = "begins and nothing says when it ends" if mark.is_start else "ends and nothing says when it began"
        gathered.fault(f"On {said_day(mark.day)} a {mark.kind} {what}.", mark.row, mark.title, mark.value)


def _once(entries: Sequence[Entry], tally: Tally) -> list[Entry]:
    """Return the entries without those that say the same days again."""
    found: dict[tuple, Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.row):
        same = (entry.kind, entry.first, entry.last)
        if same in found:
            tally.leave_out(TWICE_LEFT_OUT)
        found.setdefault(same, entry)
    return list(found.values())


def _said(first: date, last: date) -> str:
    return said_day(first) if first == last else f"{said_day(first)} to {said_day(last)}"
