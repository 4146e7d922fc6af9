"""A coordinator's sheet of venues, judged row by row as a careful person would: kept, asked about, or refused with a reason.

A fault is a row of which no venue can be made without inventing something; a question leaves one thing open and keeps the
rest. Of the sheet's words only a column called “about” (or description) is ever public: notes are for whoever imports.
"""

from collections.abc import Callable, Sequence
from datetime import date

import msgspec

from welcome.directory.demonstration import VenueQuestion
from welcome.directory.errors import FaultyFile
from welcome.directory.postcodes import PostcodeTable
from welcome.directory.slugs import free_slug, slug_of
from welcome.directory.venues import PROVISION_KEYS, Venue
from welcome.exchange.duplicates import Known
from welcome.exchange.report import ImportReport, Progress, Tally, shown, silent
from welcome.exchange.sheet import Sheet, heading_key, read_sheet
from welcome.exchange.sheet_row import RowFault, SheetRow
from welcome.exchange.spreadsheet_columns import COLUMNS, TOO_VAGUE
from welcome.exchange.spreadsheet_hours import hours_words
from welcome.exchange.spreadsheet_place import WardOf
from welcome.exchange.spreadsheet_venue import RowReader, read_venue
from welcome.wording.reader import read_words
from welcome.wording.reading import Reading


class VenueSheet(msgspec.Struct, frozen=True):
    """What a sheet of venues holds.

    venues: those to add, id 0, each with a lasting identity worked out of name and place, and a slug that is free.
    already: (venue of the directory, the same as the sheet has it): to be left as they are. questions: for `venues` alone.
    """

    venues: tuple[Venue, ...]
    already: tuple[tuple[Venue, Venue], ...]
    questions: tuple[VenueQuestion, ...]
    report: ImportReport


def read_venues(
    content: bytes,
    *,
    postcodes: PostcodeTable,
    ward_of: WardOf | None,
    today: date,
    read_hours: Callable[..., Reading] = read_words,
    existing: Sequence[Venue] = (),
    provision_keys: tuple[str, ...] = PROVISION_KEYS,
    area_name: str = "",
    source: str = "",
    file_name: str = "",
    progress: Progress = silent,
) -> VenueSheet:
    """Return the venues of a CSV file, in its order, and everything that has to be said about it.

    ward_of: the ward of a point, None outside all; None in its stead where no wards are known. read_hours: called with the
    words and `today=`. existing: the venues that the directory has already: none is changed, none made a second time.
    area_name: what a postcode that is not in the list may lie outside of.
    Raises FaultyFile when the file is no sheet of venues.
    """
    sheet = _sheet(content)
    tally = Tally("venues", file_name)
    _say_of_the_sheet(sheet, postcodes, tally)
    reader = RowReader(postcodes, ward_of, today, read_hours, provision_keys, area_name, source)
    known, before = Known(existing), Known()
    taken = {slug for venue in existing for slug in (venue.slug, *venue.old_slugs)}
    rows_of: dict[str, int] = {}
    venues: list[Venue] = []
    already: list[tuple[Venue, Venue]] = []
    questions: list[VenueQuestion] = []
    for cells in sheet.rows:
        tally.read += 1
        row = SheetRow(cells)
        try:
            venue = read_venue(row, cells, reader)
        except RowFault as error:
            tally.refused += 1
            tally.remark("fault", error.sentence, row=row.number, name=row.name, column=error.column, value=shown(error.value))
            continue
        there = known.match(venue)
        if there is not None and there.uid not in rows_of:
            rows_of[there.uid] = row.number
            already.append((there, venue))
            tally.already += 1
            _say_what_differs(row, there, venue, tally)
        elif not _held_back(row, venue, known, before, rows_of, tally):
            venue = msgspec.structs.replace(venue, slug=free_slug(slug_of(venue.name, venue.uid), taken, venue.postcode))
            taken.add(venue.slug)
            rows_of[venue.uid] = row.number
            venues.append(venue)
            before.add(venue)
            for remark in row.said:
                tally.add(remark)
            questions += [
                VenueQuestion(venue_slug=venue.slug, about=remark.column, sentence=remark.sentence, value=remark.value)
                for remark in row.said
                if remark.kind == "question"
            ]
        progress(row.number)
    tally.kept = len(venues)
    return VenueSheet(tuple(venues), tuple(already), tuple(questions), tally.report())


def _sheet(content: bytes) -> Sheet:
    """Return the sheet; “Place of Welcome” heads the names where no other column does, else says whether it is one."""
    heading = heading_key("Place of Welcome")
    try:
        return read_sheet(content, COLUMNS | {heading: "member"}, "name", "a sheet of venues")
    except FaultyFile as error:
        try:
            return read_sheet(content, COLUMNS | {heading: "name"}, "name", "a sheet of venues")
        except FaultyFile:
            raise error from None


def _say_of_the_sheet(sheet: Sheet, postcodes: PostcodeTable, tally: Tally) -> None:
    for warning in sheet.warnings:
        tally.remark("warning", warning)
    for heading in sheet.unread:
        if heading_key(heading) in TOO_VAGUE:
            sentence = (
                f"The column “{shown(heading)}” was not read: it does not say what one would find. Use columns such as "
                "step_free_entrance, accessible_toilet or hearing_loop."
            )
        else:
            sentence = f"The column “{shown(heading)}” was not read: its heading means nothing here."
        tally.remark("warning", sentence, column=heading)
    if not len(postcodes):
        tally.remark(
            "warning", "No postcodes are known yet, so no venue gets a position by its postcode. Import postcodes first."
        )


def _held_back(row: SheetRow, venue: Venue, known: Known, before: Known, rows_of: dict[str, int], tally: Tally) -> bool:
    """Return whether the venue seems to be one that is there already; say which, and what to do when it is not."""
    other = before.like(venue) or known.match(venue) or known.like(venue)
    if other is not None:
        sentence = (
            f"It seems to be the same place as {_where(other, rows_of)} and was not added again. If it is, put all its times "
            "in one row; if not, give the two names that tell them apart."
        )
        if _times(venue) not in (_times(other), ""):
            sentence += f" Its times differ: “{shown(hours_words(row))}”."
        tally.remark("duplicate", sentence, row=row.number, name=row.name, column="name", value=shown(venue.name))
        return True
    nested = before.part_of(venue) or known.part_of(venue)
    if nested is not None:
        sentence = f"It is at the same place as {_where(nested, rows_of)}, with nearly the same name. Are they one?"
        row.ask("name", venue.name, sentence)
    return False


def _where(venue: Venue, rows_of: dict[str, int]) -> str:
    number = rows_of.get(venue.uid)
    return f"row {number} (“{shown(venue.name)}”)" if number else f"“{shown(venue.name)}”, which the directory has"


def _say_what_differs(row: SheetRow, there: Venue, venue: Venue, tally: Tally) -> None:
    """Say what the sheet has otherwise than the directory, where somebody may have put it right since: nothing is changed."""
    differing = [
        words
        for words, ours, theirs in (
            ("name", there.name, venue.name),
            ("address", there.address, venue.address),
            ("postcode", there.postcode, venue.postcode),
            ("opening times", _times(there), _times(venue)),
        )
        if theirs and ours != theirs
    ]
    if differing:
        sentence = (
            f"The directory has “{shown(there.name)}” already, and differs in {' and '.join(differing)}. "
            "Nothing was changed: change it there if the sheet is right."
        )
        tally.remark("warning", sentence, row=row.number, name=row.name, column=differing[0])


def _times(venue: Venue) -> object:
    """Return all that matters of a venue's schedules to compare them, or the words of its open question."""
    unmarked = {
        msgspec.structs.replace(schedule, id=0, words="", confirmed_on=None, note="", label="") for schedule in venue.schedules
    }
    return unmarked or venue.hours_question
