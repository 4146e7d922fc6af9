"""One row of a sheet made a venue, or refused with the reason why none can be made of it."""

import re
from collections.abc import Callable
from datetime import date

import msgspec

from welcome.directory.postcodes import PostcodeTable
from welcome.directory.text import plain
from welcome.directory.venues import PROVISION_KEYS, Contact, Listing, Venue
from welcome.exchange.names import lasting_id
from welcome.exchange.report import shown
from welcome.exchange.sheet import Row
from welcome.exchange.sheet_row import FORMULA_BEGINNINGS_OF_A_NAME, RowFault, SheetRow
from welcome.exchange.spreadsheet_columns import KIND_WORDS, LISTING_WORDS
from welcome.exchange.spreadsheet_contacts import read_contacts
from welcome.exchange.spreadsheet_facts import read_access, read_day, read_kind, read_languages, read_provision, read_terms
from welcome.exchange.spreadsheet_hours import read_venue_hours
from welcome.exchange.spreadsheet_place import VenuePlace, WardOf, read_place
from welcome.wording.reading import Reading

NAME_MAX_CHARACTERS, ADDRESS_MAX_CHARACTERS, WORDS_MAX_CHARACTERS = 120, 300, 1000
_MARKUP = re.compile(r"<[a-z/!]", re.IGNORECASE)
#: A place whose address may be found out by nobody: it is given no pin and no address, and is not listed by itself.
_CONFIDENTIAL = re.compile(r"\b(refuge|safe house|confidential|undisclosed|domestic (abuse|violence))\b")


class RowReader(msgspec.Struct, frozen=True):
    """All that a row is judged by."""

    postcodes: PostcodeTable
    ward_of: WardOf | None
    today: date
    read_hours: Callable[..., Reading]
    provision_keys: tuple[str, ...] = PROVISION_KEYS
    area_name: str = ""
    source: str = ""


def read_venue(row: SheetRow, cells: Row, reader: RowReader) -> Venue:
    """Return the venue of a row, without a slug; raise RowFault when there is none in it."""
    if cells.surplus:
        beside = ", ".join(f"“{shown(cell)}”" for cell in cells.surplus[:3])
        sentence = (
            f"There is more in the row than there are headings ({beside}): a comma inside a cell has probably moved everything "
            "after it. Put that cell in quotation marks."
        )
        raise RowFault("", cells.surplus[0], sentence)
    name = _name(row)
    place = read_place(row, reader.postcodes, reader.ward_of, reader.area_name)
    terms = read_terms(row)
    hours = read_venue_hours(row, lambda words: reader.read_hours(words, today=reader.today), terms)
    address = _address(row)
    notes = row.text("notes")
    kind = "place_of_welcome" if plain(row.text("member")) in ("yes", "y", "true", "1") else read_kind(row)
    if notes and plain(notes) not in KIND_WORDS:
        row.note("notes", notes, f"“{' '.join(notes.split())}”")
    listing, contacts = _listing(row), read_contacts(row)
    uid = lasting_id(name, place.postcode, address)
    if _CONFIDENTIAL.search(plain(f"{name} {notes} {row.text('about')}")):
        sentence = (
            "It seems to be a refuge or a confidential group: it is kept as a draft that nobody sees, without address, "
            "postcode or position. Should it be listed at all?"
        )
        row.ask("listing", name, sentence)
        listing, address, place = "draft", "", VenuePlace()
        contacts = tuple(Contact(kind=each.kind, value=each.value, label=each.label, of_person=True) for each in contacts)
    return Venue(
        id=0,
        uid=uid,
        slug="",
        name=name,
        kind=kind,
        address=address,
        postcode=place.postcode,
        point=place.point,
        position_source=place.source,
        listing=listing,
        about=_words(row, "about"),
        first_visit=_words(row, "first_visit"),
        nearest_stop=_words(row, "nearest_stop"),
        not_every_week=hours.not_every_week,
        access=read_access(row, reader.today),
        provision=read_provision(row, reader.provision_keys),
        languages=read_languages(row),
        contacts=contacts,
        schedules=hours.schedules,
        closures=hours.closures,
        hours_question=hours.question,
        term_calendar=row.line("term_calendar").lower() or None,
        member_since=read_day(row, "member_since", reader.today),
        five_ps_affirmed_on=read_day(row, "five_ps_affirmed_on", reader.today),
        listing_agreed_on=read_day(row, "listing_agreed_on", reader.today),
        agreed_by_role=row.line("agreed_by_role"),
        agreed_how=row.line("agreed_how"),
        source=reader.source,
    )


def _name(row: SheetRow) -> str:
    raw = row.raw("name")
    name = " ".join(raw.split())
    if not plain(name) or raw.casefold() in ("none", "n/a", "tbc", "unknown"):
        address = row.line("address") or row.line("postcode") or "nowhere"
        sentence = f"The row has no name (its address is “{shown(address)}”). Write what the place is called."
        raise RowFault("name", raw, sentence)
    if raw.startswith(FORMULA_BEGINNINGS_OF_A_NAME):
        raise RowFault("name", raw, f"“{shown(raw)}” is a formula, not a name. Write what the place is called.")
    if _MARKUP.search(raw) or raw.startswith("#"):
        raise RowFault("name", raw, f"“{shown(raw)}” is code, not a name. Write what the place is called.")
    if not any(letter.isalpha() for letter in name):
        raise RowFault("name", raw, f"“{shown(raw)}” is a number, not a name. Write what the place is called.")
    if len(name) > NAME_MAX_CHARACTERS:
        sentence = f"The name is longer than {NAME_MAX_CHARACTERS} characters: “{shown(name)}”. Put the rest under about."
        raise RowFault("name", raw, sentence)
    return name


def _address(row: SheetRow) -> str:
    parts = [row.line(column) for column in ("address", "address2", "address3")]
    town = row.line("town")
    if town and plain(town) not in plain(" ".join(parts)):
        parts.append(town)
    address = ", ".join(part for part in parts if part)
    if len(address) > ADDRESS_MAX_CHARACTERS:
        row.warn("address", address, f"The address was cut at {ADDRESS_MAX_CHARACTERS} characters.")
    return address[:ADDRESS_MAX_CHARACTERS]


def _words(row: SheetRow, column: str) -> str:
    words = row.text(column)
    if len(words) > WORDS_MAX_CHARACTERS:
        row.warn(column, words, f"The words under {column} were cut at {WORDS_MAX_CHARACTERS} characters.")
    return words[:WORDS_MAX_CHARACTERS]


def _listing(row: SheetRow) -> Listing:
    said = row.line("listing")
    listing = LISTING_WORDS.get(plain(said), "draft")
    if said and plain(said) not in LISTING_WORDS:
        sentence = (
            f"“{shown(said)}” under listing is none of draft, listed, paused and closed: it is kept as a draft. Which is it?"
        )
        row.ask("listing", said, sentence)
    return listing if said else "listed"
