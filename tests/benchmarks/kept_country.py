"""Puts a made-up country into a database, through the same imports by which a real one gets there."""

import asyncio
import contextlib
import tempfile
from collections.abc import Iterator, Sequence

from benchmarks.made_country import NOW, Country
from welcome.directory.postcodes import STEPS_A_DEGREE, PostcodeTable, postcode_at
from welcome.storage.import_calendars import import_term_calendar, replace_bank_holidays
from welcome.storage.import_places import PostcodeRow, import_postcodes, import_wards
from welcome.storage.import_venues import import_venues
from welcome.storage.migrate import migrated
from welcome.storage.records import ImportKind, ImportRecord, Who

WHO = Who("benchmark")
POSTCODES_A_CHUNK = 20_000


@contextlib.contextmanager
def kept(country: Country) -> Iterator[str]:
    """Yield the address of a SQLite database that holds the country, in a temporary folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="welcome-benchmark-") as folder:
        url = f"sqlite:///{folder}/welcome.sqlite"
        asyncio.run(keep(url, country))
        yield url


async def keep(url: str, country: Country) -> None:
    """Migrate the database at this address and put the country into it."""
    contents = country.contents
    async with migrated(url):
        await import_wards(contents.boundary_sets, contents.wards, _record("wards"), WHO, NOW)
        await import_postcodes(_chunks(country.postcodes), _record("postcodes"), WHO, NOW)
        for calendar in contents.calendars.terms:
            await import_term_calendar(calendar, _record("terms"), WHO, NOW)
        await replace_bank_holidays("england", contents.calendars.bank_holidays, WHO, NOW)
        await import_venues(contents.venues, (), _record("venues"), WHO, NOW)


def _record(kind: ImportKind) -> ImportRecord:
    return ImportRecord(kind=kind, file_name=f"made {kind}", sha256=f"made {kind}", attribution="Made up from a fixed seed.")


def _chunks(table: PostcodeTable) -> Iterator[Sequence[PostcodeRow]]:
    longitudes, latitudes = (column / STEPS_A_DEGREE for column in (table.longitudes, table.latitudes))
    for first in range(0, len(table), POSTCODES_A_CHUNK):
        places = range(first, min(first + POSTCODES_A_CHUNK, len(table)))
        yield [(postcode_at(table, place), float(longitudes[place]), float(latitudes[place]), None) for place in places]
