"""`welcome hours`: opening times read from people's words or OpenStreetMap text, without touching the directory."""

import asyncio
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import IO

import click
import msgspec

from welcome.commands.context import Context
from welcome.directory.calendars import DIVISIONS, Calendars, Division
from welcome.directory.calendars import term_calendar as calendar_with
from welcome.directory.errors import BadParameter
from welcome.directory.hours import LONDON
from welcome.exchange.bank_holidays import bank_holidays_from_package
from welcome.exchange.hours_reading import HOURS_FORMATS, OPENINGS_DEFAULT_DAYS, HoursReading, read_hours
from welcome.wording.state import say_doubt

Day = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def hours() -> None:
    """Read opening times the way the directory reads them."""


@hours.command("read")
@click.argument("text", required=False)
@click.option(
    "--format", "form", type=click.Choice(HOURS_FORMATS), default="words", show_default=True, help="How it is written."
)
@click.option("--from", "first_day", type=Day, help="List openings from this day on, a London date; today by default.")
@click.option("--to", "last_day", type=Day, help="List openings up to this day, not included.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each text.")
@click.option(
    "--country", type=click.Choice(DIVISIONS), default="england", show_default=True, help="Whose bank holidays count."
)
@click.option("--term-calendar", "terms", help="Key of a term calendar in the directory; without it term dates are not known.")
@click.pass_obj
def read_command(
    context: Context,
    text: str | None,
    form: str,
    first_day: datetime | None,
    last_day: datetime | None,
    as_json: bool,
    country: Division,
    terms: str | None,
) -> None:
    """Read TEXT and say what was understood; without TEXT read standard input, one JSON object for each line."""
    today = context.now.astimezone(LONDON).date()
    begin = first_day.date() if first_day else today
    end = last_day.date() if last_day else begin + timedelta(days=OPENINGS_DEFAULT_DAYS)
    calendars = _calendars(context, country, begin, end, terms)

    def read(words: str) -> HoursReading:
        return read_hours(
            words,
            form,
            today=today,
            calendars=calendars,
            division=country,
            term_calendar=terms,
            first_day=begin,
            last_day_exclusive=end,
        )

    if text is not None:
        reading = read(text)
        click.echo(_as_json(reading) if as_json else _in_words(reading))
        return
    for line in _lines(sys.stdin.buffer):
        click.echo(_as_json(read(line)))


def _calendars(context: Context, country: Division, begin: date, end: date, terms: str | None) -> Calendars:
    """Return a country's bank holidays around the days asked for, and the directory's term calendars where one is named."""
    years = range(begin.year - 1, max(end.year, begin.year) + 2)
    calendars = Calendars(bank_holidays=bank_holidays_from_package(country, years))
    if terms is None:
        return calendars
    kept = asyncio.run(_kept_calendars(context, begin))
    if calendar_with(kept, terms) is None:
        known = ", ".join(calendar.key for calendar in kept.terms) or "none"
        raise BadParameter("term-calendar", f"There is no term calendar {terms!r}. The directory has: {known}.")
    return msgspec.structs.replace(calendars, terms=kept.terms, default_terms=kept.default_terms)


async def _kept_calendars(context: Context, today: date) -> Calendars:
    # Nothing else here needs the database, and what reads it takes a second to load.
    from welcome.storage.load import load_directory
    from welcome.storage.migrate import migrated

    async with migrated(context.settings.database_url):
        return (await load_directory(today)).calendars


def _lines(source: IO[bytes]) -> Iterator[str]:
    """Return the lines as text without their ends; bytes that are no UTF-8 are shown as the sign for that."""
    return (line.rstrip(b"\r\n").decode("utf-8", errors="replace") for line in source)


def _as_json(reading: HoursReading) -> str:
    return msgspec.json.encode(reading).decode()


def _in_words(reading: HoursReading) -> str:
    """Return a reading for a person at a terminal."""
    parts = [reading.said_back] if reading.said_back else []
    if reading.status != "read" and parts:
        parts = [f"Not certain: {parts[0]}"]
    parts += [f"Guessed: {guess}" for guess in reading.guessed]
    parts += [f"Please say: {question}" for question in reading.questions]
    for opening in reading.openings:
        doubt = f" ({say_doubt(opening.doubt)})" if opening.doubt else ""
        parts.append(f"{opening.starts:%a %d %b %Y %H:%M} to {opening.ends:%a %d %b %Y %H:%M}{doubt}")
    return "\n".join(parts)
