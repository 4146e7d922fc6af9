"""The opening times of a row: its words put together, read by the reader, and kept as a question where it must ask."""

import re
from collections.abc import Callable

import msgspec

from welcome.directory.hours import Closure, Schedule
from welcome.exchange.report import shown
from welcome.exchange.sheet_row import SheetRow
from welcome.exchange.spreadsheet_columns import WEEKDAY_COLUMNS
from welcome.exchange.spreadsheet_facts import Terms
from welcome.wording.reading import Reading

#: Reads words about opening times; the day on which they are read is already settled.
ReadHours = Callable[[str], Reading]
HOURS_WORDS_MAX_CHARACTERS = 500

_EVERY_WEEK = re.compile(r"(once )?(weekly|every week|each week|a week|week)", re.IGNORECASE)
_CLOSED = re.compile(r"closed|shut|not open|no", re.IGNORECASE)
_NOT_EVERY_WEEK = re.compile(
    r"fortnight|every (other|second|2|two|3|three|4|four)|alternate|bi-?weekly|month|\b(1st|2nd|3rd|4th|5th|first|last) ",
    re.IGNORECASE,
)


class VenueHours(msgspec.Struct, frozen=True):
    """The schedules that may be believed, or the words that nobody could turn into them."""

    schedules: tuple[Schedule, ...] = ()
    closures: tuple[Closure, ...] = ()
    question: str = ""
    not_every_week: bool = False


def read_venue_hours(row: SheetRow, read_hours: ReadHours, terms: Terms) -> VenueHours:
    """Return the times of a row's venue. Where they are not plain the words are kept, and asked about."""
    words = hours_words(row)
    if not words:
        typed = row.raw("hours")
        row.ask("hours", typed, "No opening times are given, so it is shown as not known. When is it open?")
        return VenueHours(question=typed[:HOURS_WORDS_MAX_CHARACTERS])
    reading = read_hours(words)
    if reading.status != "read":
        asked = " ".join(reading.questions) or "We could not make times of this. When is it open?"
        row.ask("hours", words, asked if words in asked else f"“{shown(words)}”: {asked}")
        question = f"{words} ({_whom(terms)})" if _whom(terms) else words
        return VenueHours(question=question[:HOURS_WORDS_MAX_CHARACTERS], not_every_week=bool(_NOT_EVERY_WEEK.search(words)))
    for guess in reading.guessed:
        row.warn("hours", words, f"“{shown(words)}” was read with a guess: {guess}")
    schedules = tuple(_on_terms(schedule, terms) for schedule in reading.schedules)
    seldom = bool(schedules) and all(schedule.every_weeks > 1 or schedule.nth for schedule in schedules)
    return VenueHours(schedules, reading.closures, "", seldom)


def hours_words(row: SheetRow) -> str:
    """Return all that the row says of times as one text, whatever columns it stands in."""
    day, time = row.line("day"), row.line("time")
    opens, closes = row.line("opens"), row.line("closes")
    parts = [day, row.text("hours"), time, " to ".join(part for part in (opens, closes) if part)]
    often = row.line("how_often")
    if often and not _EVERY_WEEK.fullmatch(often):
        parts.append(often)
    together = " ".join(part for part in parts if part)
    by_day = [
        f"{weekday} {row.line(column)}"
        for column, weekday in WEEKDAY_COLUMNS.items()
        if row.line(column) and not _CLOSED.fullmatch(row.line(column))
    ]
    return "; ".join(part for part in (together, *by_day) if part)


def _on_terms(schedule: Schedule, terms: Terms) -> Schedule:
    """Return the schedule on the terms that the row gives; what it does not say stays as the words had it."""
    said = {
        "audience": terms.audience,
        "min_age": terms.min_age,
        "max_age": terms.max_age,
        "booking": terms.booking,
        "cost": terms.cost,
        "cost_note": terms.cost_note or None,
    }
    return msgspec.structs.replace(schedule, **{field: value for field, value in said.items() if value is not None})


def _whom(terms: Terms) -> str:
    """Return in words for whom and on what terms, so that nobody forgets it when the times are settled at last."""
    parts = [f"for {terms.audience.replace('_', ' ')}" if terms.audience not in (None, "everyone") else ""]
    parts.append(f"from {terms.min_age}" if terms.min_age is not None else "")
    parts.append(f"up to {terms.max_age}" if terms.max_age is not None else "")
    parts.append(f"booking {terms.booking}" if terms.booking not in (None, "none") else "")
    parts.append(f"cost: {terms.cost_note or terms.cost.replace('_', ' ')}" if terms.cost not in (None, "free") else "")
    return ", ".join(part for part in parts if part)
