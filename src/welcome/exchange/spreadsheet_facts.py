"""What a row says of getting in, of what is offered and for whom: yes, no, or nothing, which is not no."""

import re
from datetime import UTC, date, datetime
from typing import TypeVar

import msgspec

from welcome.directory.errors import BadFact
from welcome.directory.hours import Audience, Booking, Cost
from welcome.directory.text import plain
from welcome.directory.venues import (
    ACCESS_FACTS,
    LANGUAGE_CODE,
    NOTE_MAX_CHARACTERS,
    PROVISION_KEYS,
    Access,
    FactDetail,
    VenueKind,
    check_access,
)
from welcome.exchange.report import shown
from welcome.exchange.sheet_row import RowFault, SheetRow
from welcome.exchange.spreadsheet_columns import (
    AUDIENCE_WORDS,
    BOOKING_WORDS,
    KIND_WORDS,
    LANGUAGE_WORDS,
    PROVISION_WORDS,
)

_YES = frozenset(("yes", "y", "true", "1", "✓", "✔", "✔️", "✅", "☑", "tick", "ticked"))
_NO = frozenset(("no", "n", "false", "0", "✗", "✘", "❌"))
#: “Yes (ask at the desk)”: an answer, and a mark before the words. “No steps” and “1 step” are no answers.
_WITH_WORDS = re.compile(r"(yes|no)\s*[,;:(–-]\s*(.+?)\)?", re.IGNORECASE | re.DOTALL)
#: Words that may turn the answer around: a person has to look.
_HEDGES = re.compile(
    r"\b(but|except|apart|however|although|unless|not|sometimes|partly|steps?|limited|planned|soon|if)\b", re.IGNORECASE
)
_NOT_KNOWN = frozenset(("don't know", "don’t know", "dont know", "n/k", "nk", "unsure", "not sure"))
_SEVERAL = re.compile(r"[,;|\n/]| and | & ")
_DAY_FORMS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d/%m/%y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d %b %y",
    "%Y-%m-%d %H:%M:%S",
)
#: What makes “Place of Welcome” in a remark say something else than that it is one.
_NOT_A_MEMBER = re.compile(
    r"\b(not|no longer|former|formerly|ex|was|apply|applying|applied|becom\w*|want\w*|hop\w*|interested)\b"
)
_KINDS_BY_NAME: tuple[tuple[VenueKind, re.Pattern[str]], ...] = (
    ("library", re.compile(r"(?<!\btoy )(?<!\btool )\blibrary\b(?! of things| gardens?)")),
    ("warm_space", re.compile(r"\bwarm (space|hub|bank)\b")),
    ("community_cafe", re.compile(r"\bcommunity cafe\b")),
)
_FREE = re.compile(r"free|none|no charge|no cost|£?0(\.00)?", re.IGNORECASE)
_AS_YOU_CAN = re.compile(r"donation|pay what you|pay as you|contribution|by gift", re.IGNORECASE)
_MONEY = re.compile(r"£\s?\d|\d\s?p\b|^\d+(\.\d\d)?$|\bpaid\b|\bpay\b|^yes$", re.IGNORECASE)

Word = TypeVar("Word", bound=str)


class Terms(msgspec.Struct, frozen=True):
    """For whom the openings of a row are, and on what terms; None where the row does not say."""

    audience: Audience | None = None
    min_age: int | None = None
    max_age: int | None = None
    booking: Booking | None = None
    cost: Cost | None = None
    cost_note: str = ""


def read_access(row: SheetRow, today: date) -> Access:
    """Return what the row says of getting in; raise RowFault when that cannot all be true. What nobody said is not known."""
    checked_on = read_day(row, "access_checked_on", today)
    said_by = plain(row.text("access_said_by"))
    facts: dict[str, bool] = {}
    details: dict[str, FactDetail] = {}
    for fact in ACCESS_FACTS:
        known, note = _yes_or_no(row, fact)
        note = _short(row, fact, ". ".join(part for part in (note, row.line(f"{fact}_note")) if part))
        if known is not None:
            facts[fact] = known
        about = FactDetail(note, checked_on, said_by if said_by in ("host", "visitor", "survey") else None)
        if note or (known is not None and about != FactDetail()):
            details[fact] = about
    steps = _whole(row, "entrance_steps", 50)
    access = Access(facts, details, (), steps, _short(row, "which_door", row.line("which_door")))
    try:
        check_access(access)
    except BadFact as error:
        column = error.facts[0] if error.facts else "access"
        raise RowFault(column, row.text(column), f"{error.sentence} Correct one of the cells, or empty it.") from None
    return access


def read_provision(row: SheetRow, known: tuple[str, ...] = PROVISION_KEYS) -> tuple[str, ...]:
    """Return the keys of what the row says is offered, in the order of `known`; a no is the same as nothing: not listed."""
    found = {key for key in known if key in PROVISION_KEYS and _yes_or_no(row, key)[0]}
    for part in _SEVERAL.split(row.text("provision")):
        word = plain(part)
        key = word.replace(" ", "_")
        if key in known:
            found.add(key)
        elif PROVISION_WORDS.get(word) in known:
            found.add(PROVISION_WORDS[word])
        elif word:
            row.warn(
                "provision",
                part.strip(),
                f"“{shown(part.strip())}” is not in the list of what can be offered and was left out.",
            )
    return tuple(key for key in known if key in found)


def read_languages(row: SheetRow) -> tuple[str, ...]:
    """Return the codes of the languages spoken, in the row's order; an unknown one is left out with a warning."""
    found: dict[str, None] = {}
    for part in _SEVERAL.split(row.text("languages")):
        word = plain(part)
        code = LANGUAGE_WORDS.get(word) or (word if LANGUAGE_CODE.fullmatch(word) else None)
        if code:
            found[code] = None
        elif word:
            row.warn(
                "languages",
                part.strip(),
                f"“{shown(part.strip())}” is not a language that we have a code for and was left out.",
            )
    return tuple(found)


def read_terms(row: SheetRow) -> Terms:
    """Return for whom it is, from what age, whether to book, and what it costs, as far as the row says."""
    min_age, max_age = _whole(row, "min_age", 120), _whole(row, "max_age", 120)
    if min_age is not None and max_age is not None and max_age < min_age:
        raise RowFault(
            "max_age", str(max_age), f"Nobody is both {min_age} or older and {max_age} or younger. Correct the ages."
        )
    audience = _word(row, "audience", AUDIENCE_WORDS, "other")
    cost, cost_note = _cost(row)
    return Terms(audience, min_age, max_age, _word(row, "booking", BOOKING_WORDS, "needed"), cost, cost_note)


def read_kind(row: SheetRow) -> VenueKind:
    """Return the kind of venue: what its column says, else what its notes and its name do. Only members carry the name."""
    said = plain(row.text("kind"))
    if said in KIND_WORDS:
        return KIND_WORDS[said]
    if said:
        row.warn("kind", row.text("kind"), f"“{shown(row.text('kind'))}” is not a kind of venue: it was kept as other.")
    for text in (plain(row.text("notes")), plain(row.raw("name"))):
        if re.search(r"\bplaces? of welcome\b", text) and not _NOT_A_MEMBER.search(text):
            return "place_of_welcome"
    name = plain(row.raw("name"))
    for kind, shape in _KINDS_BY_NAME:
        if shape.search(name):
            return kind
    remarks = (plain(part) for part in re.split(r"[;,.\n]", row.text("notes")))
    return next((KIND_WORDS[remark] for remark in remarks if remark in KIND_WORDS), "other")


def read_day(row: SheetRow, column: str, today: date) -> date | None:
    """Return the date in a cell, day before month; what is no date, or is still to come, is left out with a warning."""
    text = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", row.line(column))
    if not text:
        return None
    for form in _DAY_FORMS:
        try:
            day = datetime.strptime(text, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
        if day <= today:
            return day
        row.warn(column, text, f"“{shown(text)}” under {column} is still to come and was left out.")
        return None
    row.warn(column, text, f"“{shown(text)}” under {column} is not a date and was left out. Write it like 2026-01-31.")
    return None


def _yes_or_no(row: SheetRow, column: str) -> tuple[bool | None, str]:
    """Return (True, False or None for not known, what was written after it)."""
    text = row.text(column)
    if not text or text.casefold() in _NOT_KNOWN:
        return None, ""
    if text.casefold() in _YES | _NO:
        return text.casefold() in _YES, ""
    found = _WITH_WORDS.fullmatch(text)
    if found and not _HEDGES.search(found[2]):
        return found[1].casefold() == "yes", " ".join(found[2].split())
    row.ask(column, text, f"“{shown(text)}” under {column} is not plainly yes or no and was kept as not known. Which is it?")
    return None, ""


def _short(row: SheetRow, column: str, text: str) -> str:
    if len(text) <= NOTE_MAX_CHARACTERS:
        return text
    row.warn(column, text, f"The words under {column} were cut at {NOTE_MAX_CHARACTERS} characters.")
    return f"{text[: NOTE_MAX_CHARACTERS - 1]}…"


def _whole(row: SheetRow, column: str, at_most: int) -> int | None:
    text = row.text(column)
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,3})(\.0)?\s*(steps?|years?( old)?|\+)?", text)
    if found and int(found[1]) <= at_most:
        return int(found[1])
    row.ask(column, text, f"“{shown(text)}” under {column} is not a whole number and was kept as not known. What is it?")
    return None


def _word(row: SheetRow, column: str, words: dict[str, Word], otherwise: Word) -> Word | None:
    """Return the word's meaning; what is not understood counts as the cautious one, and is asked about."""
    text = row.text(column)
    found = words.get(plain(text)) or words.get(text.casefold())
    if found or not text:
        return found
    row.ask(column, text, f"“{shown(text)}” under {column} was kept as “{otherwise.replace('_', ' ')}”. Is that right?")
    return otherwise


def _cost(row: SheetRow) -> tuple[Cost | None, str]:
    text = row.line("cost")
    if not text:
        return None, ""
    note = _short(row, "cost", text)
    if _FREE.fullmatch(text):
        return "free", ""
    if _AS_YOU_CAN.search(text):
        return "pay_what_you_can", note
    return ("paid", note) if _MONEY.search(text) else ("not_known", note)
