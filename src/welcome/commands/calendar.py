"""`welcome calendar`: bank holidays and school terms, which decide what is open on the days that differ from the usual ones.

Bank holidays come with the program and can be put right by hand; terms are the operator's data.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from welcome.commands.context import Context
from welcome.commands.imports import Choices, File, finish
from welcome.commands.serve import YEARS_AHEAD, refresh_bank_holidays
from welcome.directory.calendars import BankHoliday, Calendars, Division, TermCalendar
from welcome.exchange.bank_holidays import bank_holidays_from_package
from welcome.exchange.term_dates import said_day
from welcome.storage.import_calendars import add_bank_holiday, import_term_calendar, remove_bank_holiday
from welcome.storage.load import load_calendars
from welcome.storage.migrate import migrated
from welcome.storage.records import Imported, ImportRecord, Who

#: Bank holidays are worked out for at most so many years ahead: further on nobody has said which there will be.
YEARS_MAX = 20
TITLE_MAX_CHARACTERS = 80
BY_HAND = Who("command line")
KEY = re.compile(r"[a-z0-9][a-z0-9_-]*")

Day = click.DateTime(["%Y-%m-%d"])
Answer = TypeVar("Answer")


@click.group("calendar")
def calendar_group() -> None:
    """Keep bank holidays and school terms."""


@calendar_group.command("refresh")
@click.option(
    "--years", default=YEARS_AHEAD, show_default=True, type=click.IntRange(0, YEARS_MAX), help="How many years ahead."
)
@click.pass_obj
def refresh_command(context: Context, years: int) -> None:
    """Take over the nation's bank holidays that this version knows. Days put in or taken away by hand stay so."""
    new = _with_database(context, lambda: refresh_bank_holidays(context, years))
    nation = _nation(context.settings.nation)
    if not new:
        click.echo(f"The bank holidays of {nation} are up to date. Nothing was changed.")
        return
    click.echo(
        f"{len(new)} bank {'holiday' if len(new) == 1 else 'holidays'} of {nation} {'is' if len(new) == 1 else 'are'} new:"
    )
    for holiday in new:
        click.echo(f"  {_said(holiday)}")


@calendar_group.command("add")
@click.argument("day", type=Day, metavar="DATE")
@click.argument("title")
@click.pass_obj
def add_command(context: Context, day: datetime, title: str) -> None:
    """Add DATE as a bank holiday called TITLE, or give the one on that day another title."""
    name = " ".join(title.split())
    if not name or len(name) > TITLE_MAX_CHARACTERS:
        raise click.UsageError(f"TITLE should be 1 to {TITLE_MAX_CHARACTERS} characters long.")
    holiday = BankHoliday(context.settings.nation, day.date(), name)
    _with_database(context, lambda: add_bank_holiday(holiday, BY_HAND, context.now))
    click.echo(f"{_said(holiday)}, is a bank holiday of {_nation(holiday.division)} now.")


@calendar_group.command("remove")
@click.argument("day", type=Day, metavar="DATE")
@click.pass_obj
def remove_command(context: Context, day: datetime) -> None:
    """Take the bank holiday on DATE away. A refresh does not bring it back."""
    nation, found = context.settings.nation, day.date()
    published = any(holiday.day == found for holiday in bank_holidays_from_package(nation, [found.year]))
    removed = _with_database(context, lambda: remove_bank_holiday(nation, found, BY_HAND, context.now, is_published=published))
    if removed is None:
        raise click.ClickException(f"{said_day(found)} is no bank holiday of {_nation(nation)}. Nothing was changed.")
    click.echo(f"{_said(removed)}, is no longer a bank holiday of {_nation(nation)}.")


@calendar_group.command("show")
@click.option("--json", "as_json", is_flag=True, help="Show them as JSON.")
@click.pass_obj
def show_command(context: Context, as_json: bool) -> None:
    """Show the bank holidays and the terms that are known, from today's year on."""
    kept = _with_database(context, load_calendars)
    default = context.settings.term_authority or kept.default_terms
    shown = _from_year(kept, context.settings.nation, context.today.year)
    if as_json:
        plain = msgspec.to_builtins(shown)
        click.echo(msgspec.json.encode({"nation": context.settings.nation, **plain, "default_terms": default}).decode())
        return
    for line in _lines(shown, context.settings.nation, default):
        click.echo(line)


@calendar_group.group("terms")
def terms_group() -> None:
    """Keep school terms."""


@terms_group.command("import")
@click.argument("file", type=File)
@click.option("--authority", default="", help="The short key of whoever sets these terms, such as examplebury.")
@click.option("--name", default="", help="What people call them, such as “Examplebury Council”.")
@click.option("--default", "make_default", is_flag=True, help="Venues that name no other calendar follow this one.")
@click.option("--attribution", default="", help="What the source's licence wants said.")
@click.option("--dry-run", is_flag=True, help="Read and judge the file, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Say what came of it as JSON.")
@click.pass_obj
def import_command(
    context: Context,
    file: Path,
    authority: str,
    name: str,
    make_default: bool,
    attribution: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import the terms that a council has published (CSV or iCalendar) in place of those known of it.

    The file is imported whole or not at all: with a row left out, term would pass for holiday or holiday for term.
    """
    # The reader of calendar files is loaded for this alone.
    from welcome.exchange.terms import read_terms

    key = authority.lower() or context.settings.term_authority
    if not key:
        raise click.UsageError("Say whose terms these are: --authority examplebury, or set WELCOME_TERM_AUTHORITY.")
    if not KEY.fullmatch(key):
        raise click.UsageError("--authority should be one word of letters, digits, - and _.")
    content = file.read_bytes()
    known = _with_database(context, load_calendars)
    called = name or next((terms.name for terms in known.terms if terms.key == key), key)
    found = read_terms(content, file.name, key=key, name=called)
    chosen = Choices(dry_run, skip_faulty=False, as_json=as_json, attribution=attribution, may_skip=False)
    default = make_default or key == context.settings.term_authority

    async def store(record: ImportRecord, who: Who) -> Imported:
        return await import_term_calendar(found.calendar, record, who, context.now, make_default=default)

    if dry_run and not as_json and not found.report.refused:
        for line in _term_lines(found.calendar, key if default else None):
            click.echo(line)
    finish(context, chosen, "terms", file, content, found.report, store, lambda done: _what_came_of_it(done, called))


def _what_came_of_it(done: Imported, name: str) -> list[str]:
    if done.already:
        return ["These terms are known already: nothing was changed."]
    return [
        *(["The demonstration was removed: real and invented never mix."] if done.demonstration_removed else []),
        f"The terms of {name} are {'replaced' if done.changed else 'known now'}: {done.kept} periods.",
        *([f"Venues that name no other calendar follow “{done.current}”."] if done.current else []),
    ]


def _with_database(context: Context, work: Callable[[], Awaitable[Answer]]) -> Answer:
    async def run() -> Any:
        async with migrated(context.settings.database_url):
            return await work()

    return asyncio.run(run())


def _from_year(kept: Calendars, nation: Division, year: int) -> Calendars:
    """Return the nation's bank holidays and every term period that ends in this year or later."""
    return Calendars(
        bank_holidays=tuple(one for one in kept.bank_holidays if one.division == nation and one.day.year >= year),
        terms=tuple(
            msgspec.structs.replace(terms, periods=tuple(one for one in terms.periods if one.last_day.year >= year))
            for terms in kept.terms
        ),
        default_terms=kept.default_terms,
    )


def _lines(kept: Calendars, nation: Division, default: str | None) -> Iterator[str]:
    if kept.bank_holidays:
        yield f"Bank holidays of {_nation(nation)}:"
        yield from (f"  {_said(holiday)}" for holiday in kept.bank_holidays)
    else:
        yield f"No bank holidays of {_nation(nation)} are known. “welcome calendar refresh” brings them."
    for terms in kept.terms:
        yield from _term_lines(terms, default)
    if not any(terms.periods for terms in kept.terms):
        yield "No school terms are known. “welcome calendar terms import” brings them."
    if default and default not in [terms.key for terms in kept.terms]:
        yield f"Venues that name no calendar follow “{default}”, of which nothing is known."


def _term_lines(terms: TermCalendar, default: str | None) -> Sequence[str]:
    followed = ", which venues follow unless they name another" if terms.key == default else ""
    lines = [f"Terms of {terms.name} ({terms.key}){followed}:"]
    for period in terms.periods:
        title = f" ({period.title})" if period.title else ""
        days = _days(period.first_day, period.last_day)
        lines.append(f"  {'Term' if period.is_term else 'Holiday'}: {days}{title}")
    return lines if terms.periods else [*lines, "  No dates are known."]


def _days(first: date, last: date) -> str:
    return said_day(first) if first == last else f"{said_day(first)} to {said_day(last)}"


def _said(holiday: BankHoliday) -> str:
    return f"{said_day(holiday.day)}, {holiday.title}"


def _nation(division: Division) -> str:
    return division.replace("_", " ").title()
