"""`welcome serve` and `welcome migrate`: from an empty machine to a directory that answers."""

import asyncio
import os
import secrets
import sys

import click

from welcome.commands.context import Context
from welcome.directory.calendars import BankHoliday
from welcome.exchange.bank_holidays import bank_holidays_from_package
from welcome.settings import secret_key
from welcome.storage.demonstrate import is_demonstration, is_empty, load_demonstration, remove_demonstration
from welcome.storage.import_calendars import replace_bank_holidays
from welcome.storage.migrate import migrate, migrated
from welcome.storage.records import Who

#: Bank holidays are kept for so many years after this one unless somebody asks for more.
YEARS_AHEAD = 4
#: Arrays of this size (256 KiB) and more are given back to the system when a snapshot is replaced. Left to itself glibc raises
#: this limit as it goes, and a directory of a hundred thousand venues grows by a third with its first changes.
MEMORY_GIVEN_BACK = {"MALLOC_MMAP_THRESHOLD_": str(1 << 18)}
#: A worker that has not ended a second after it was asked to is ended.
END_SECONDS = 1


@click.command("migrate")
@click.pass_obj
def migrate_command(context: Context) -> None:
    """Bring the database to the shape that this version needs."""

    async def run() -> list[str]:
        async with migrated(context.settings.database_url):
            await refresh_bank_holidays(context)
            return await migrate()

    asyncio.run(run())
    click.echo("The database is up to date.")


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="How many processes answer.")
@click.pass_obj
def serve_command(context: Context, host: str, port: int, workers: int) -> None:
    """Migrate the database and serve the directory until told to end."""
    secret_key(context.settings, secrets.token_urlsafe(48))
    invented = asyncio.run(prepare(context))
    click.echo(f"Places of Welcome at http://{f'[{host}]' if ':' in host else host}:{port}")
    if invented:
        click.echo("It shows Examplebury, an invented borough, until something real is imported.")
    sys.stdout.flush()
    command = [sys.executable, "-m", "granian", *_granian(host, port, workers)]
    os.execve(sys.executable, command, {**MEMORY_GIVEN_BACK, **os.environ})


def _granian(host: str, port: int, workers: int) -> list[str]:
    """Return what granian is told. It takes this process over, so that what prepared the directory takes no memory."""
    return [
        *("--interface", "asgi", "--factory", "--no-ws", "--log-level", "warning", "--respawn-failed-workers"),
        *("--host", host, "--port", str(port), "--workers", str(workers), "--workers-kill-timeout", str(END_SECONDS)),
        "welcome.app:from_environment",
    ]


@click.command("demo")
@click.option("--remove", is_flag=True, help="Take it away again.")
@click.pass_obj
def demo_command(context: Context, remove: bool) -> None:
    """Load Examplebury, an invented borough, into an empty directory, or take it away."""

    async def run() -> bool:
        async with migrated(context.settings.database_url):
            await refresh_bank_holidays(context)
            if remove:
                return await remove_demonstration(Who("demonstration"), context.now)
            return await _load_examplebury(context)

    done = asyncio.run(run())
    if remove:
        click.echo("Examplebury is gone." if done else "There was no demonstration here.")
    elif done:
        click.echo("Examplebury is loaded: an invented borough, marked as a demonstration wherever it shows.")
    else:
        raise click.ClickException("The directory is not empty, and real and invented never mix. Nothing was changed.")


async def prepare(context: Context) -> bool:
    """Migrate, refresh bank holidays, and load the demonstration where nobody else's data can be meant.

    Returns whether what is served is the demonstration.
    """
    async with migrated(context.settings.database_url):
        await refresh_bank_holidays(context)
        if context.settings.base_url_is_local:
            await _load_examplebury(context)
        return await is_demonstration()


async def _load_examplebury(context: Context) -> bool:
    """Load the invented borough into an empty directory; return whether it was empty."""
    if not await is_empty():
        return False
    # A directory with real venues in it never needs the invented ones.
    from welcome.examplebury import examplebury

    return await load_demonstration(examplebury(context.today), Who("demonstration"), context.now)


async def refresh_bank_holidays(context: Context, years_ahead: int = YEARS_AHEAD) -> tuple[BankHoliday, ...]:
    """Take over the bank holidays that the installed package knows for the nation; return those that are new.

    They are kept from the year before this one to `years_ahead` after it.
    """
    years = range(context.today.year - 1, context.today.year + years_ahead + 1)
    division = context.settings.nation
    found = bank_holidays_from_package(division, years)
    return await replace_bank_holidays(division, found, Who("bank holidays"), context.now)
