"""What every import does: wait its turn, see if the file came before, take the invented borough away, leave a record."""

import contextlib
from collections.abc import AsyncIterator
from datetime import datetime

import msgspec

from welcome.storage.records import Imported, ImportRecord, Who
from welcome.storage.tables_places import ImportRecordRow
from welcome.storage.writing import Writing, writing

#: Everything an import may have brought, in an order in which no row is deleted before those that name it.
IMPORTED_TABLES = ("venue", "postcode", "population_point", "area", "bank_holiday", "term_calendar")


class Import:
    """An import that is being made: its transaction, the number of its record, and what it did so far."""

    def __init__(self, change_of: Writing, record: ImportRecord, record_id: int, demonstration_removed: bool) -> None:
        self.writing, self.record, self.record_id = change_of, record, record_id
        self.done = Imported(demonstration_removed=demonstration_removed)

    async def finish(self, done: Imported, *, rows_read: int | None = None, rows_refused: int | None = None) -> None:
        """Write down what was done; the rows read and refused are those of the record unless they are given."""
        self.done = msgspec.structs.replace(done, demonstration_removed=self.done.demonstration_removed)
        record = self.record
        read = record.rows_read if rows_read is None else rows_read
        refused = record.rows_refused if rows_refused is None else rows_refused
        sql = "UPDATE import_record SET rows_read = {}, rows_kept = {}, rows_refused = {} WHERE id = {}"
        await self.writing.run(sql, read, done.kept, refused, self.record_id)
        subject = record.file_name or record.kind
        after = {"read": read, "kept": done.kept, "refused": refused, "current": done.current}
        self.writing.note(f"imported {record.kind}", subject=subject, after=after, public=self.writing.directory_changed)

    async def forget(self, done: Imported) -> None:
        """Keep no record: there was nothing new in it."""
        self.done = msgspec.structs.replace(done, demonstration_removed=self.done.demonstration_removed)
        await self.writing.run("DELETE FROM import_record WHERE id = {}", self.record_id)


@contextlib.asynccontextmanager
async def importing(record: ImportRecord, who: Who, now: datetime) -> AsyncIterator[Import]:
    """Begin an import; at the end of the block all of it is kept, after an error none of it."""
    async with writing(who, now) as change_of:
        await change_of.alone()
        removed = record.kind != "demonstration" and await take_demonstration_away(change_of)
        row = ImportRecordRow(
            kind=record.kind,
            file_name=record.file_name,
            sha256=record.sha256,
            attribution=record.attribution,
            licence=record.licence,
            imported_at=now,
            who=who.words,
        )
        (inserted,) = await ImportRecordRow.insert(row)
        begun = Import(change_of, record, inserted["id"], removed)
        yield begun
    begun.done = msgspec.structs.replace(begun.done, revision=change_of.revision)


async def came_before(record: ImportRecord) -> int | None:
    """Return the record's number where this very file is what was imported last of its kind, so that nothing need be done."""
    last = await (
        ImportRecordRow.select(ImportRecordRow.id, ImportRecordRow.sha256)
        .where((ImportRecordRow.kind == record.kind) & ImportRecordRow.superseded_at.is_null())
        .order_by(ImportRecordRow.id, ascending=False)
        .first()
    )
    return last["id"] if last is not None and record.sha256 and last["sha256"] == record.sha256 else None


async def supersede_others(begun: Import) -> None:
    """Say that this import took the place of all earlier ones of its kind: their attribution is no longer owed."""
    sql = "UPDATE import_record SET superseded_at = {} WHERE kind = {} AND id <> {} AND superseded_at IS NULL"
    await begun.writing.run(sql, begun.writing.now, begun.record.kind, begun.record_id)


async def take_demonstration_away(change_of: Writing) -> bool:
    """Delete the invented borough whole, with its history, and return whether it was there: real and invented never mix."""
    (installation,) = await change_of.run("SELECT demonstration FROM installation")
    if not installation["demonstration"]:
        return False
    mine = "import_record IN (SELECT id FROM import_record WHERE kind = 'demonstration')"
    wards = f"SELECT id FROM ward WHERE boundary_set IN (SELECT id FROM boundary_set WHERE {mine})"
    await change_of.run(f"DELETE FROM change WHERE venue_id IN (SELECT id FROM venue WHERE {mine})")
    await change_of.run(f"DELETE FROM priority_flag WHERE ward IN ({wards})")
    await change_of.run(f"DELETE FROM role WHERE boundary_set IN (SELECT id FROM boundary_set WHERE {mine})")
    for table in (*IMPORTED_TABLES, "boundary_set"):
        await change_of.run(f"DELETE FROM {table} WHERE {mine}")
    await change_of.run("DELETE FROM import_record WHERE kind = 'demonstration'")
    await change_of.run("UPDATE installation SET demonstration = {}", False)
    change_of.postcodes_changed = True
    change_of.note("removed the demonstration")
    return True
