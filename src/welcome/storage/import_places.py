"""Wards, postcodes, residents and areas from files: each import whole or not at all, the same file twice nothing new."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import shapely

from welcome.directory.errors import Conflict, FaultyFile
from welcome.directory.places import BoundarySet, PopulationPoint, Ward
from welcome.directory.venues import Area
from welcome.storage.importing import Import, came_before, importing, supersede_others
from welcome.storage.records import Imported, ImportRecord, Who
from welcome.storage.tables_places import BoundarySetRow, PostcodeRow
from welcome.storage.writing import Writing, writing

#: Lists of (postcode as `WS1 1TP`, longitude, latitude, GSS code of its ward or None).
PostcodeChunks = Iterable[Sequence[tuple[str, float, float, str | None]]]

POSTCODE_COLUMNS = ("postcode", "longitude", "latitude", "ward_gss", "import_record")
_POINT_FIELDS = PopulationPoint.__struct_fields__[3:]


async def import_wards(
    boundary_sets: Sequence[BoundarySet],
    wards: Sequence[Ward],
    record: ImportRecord,
    who: Who,
    now: datetime,
    *,
    make_current: bool = False,
) -> Imported:
    """Import the boundary sets of one file with their wards (`Ward.boundary_set` names the set); `added` names the new sets.

    The first set with polygons becomes current, later ones by `make_current` alone, a set without polygons never. A file
    that was imported before makes no new set, but `make_current` puts its set to use. Raises Conflict when another file has
    brought a set of the same name, FaultyFile when `make_current` has no set with polygons, or several, to choose from.
    """
    chosen = [found.name for found in boundary_sets if found.has_polygons]
    if make_current and len(chosen) != 1:
        why = "has no outlines" if not chosen else "holds several sets with outlines"
        raise FaultyFile(f"{record.file_name or 'The file'} {why}, so it cannot be put to use as the current boundary set.")
    there = await _sets_of(record.sha256)
    if there:
        return await _already_there(there, make_current, who, now)
    async with importing(record, who, now) as begun:
        current = (await begun.writing.rows("SELECT name FROM boundary_set WHERE is_current")) or [(None,)]
        for boundary_set in boundary_sets:
            mine = [ward for ward in wards if ward.boundary_set == boundary_set.name]
            await insert_boundary_set(begun, boundary_set, mine)
        put_to_use = chosen[0] if chosen and (make_current or current[0][0] is None) else None
        if put_to_use:
            await use_boundary_set(begun.writing, put_to_use)
        begun.writing.directory_changed = True
        names = tuple(found.name for found in boundary_sets)
        await begun.finish(Imported(added=names, kept=len(wards), current=put_to_use))
    return begun.done


async def insert_boundary_set(begun: Import, boundary_set: BoundarySet, wards: Sequence[Ward]) -> None:
    """Insert one set with its wards, not in use; raise Conflict when there is one of this name."""
    if await begun.writing.rows("SELECT id FROM boundary_set WHERE name = {}", boundary_set.name):
        raise Conflict(f"There is a boundary set called “{boundary_set.name}” already, from another file. Name this one.")
    row = BoundarySetRow(
        name=boundary_set.name,
        valid_from=boundary_set.valid_from,
        valid_to=boundary_set.valid_to,
        source=boundary_set.source,
        has_polygons=boundary_set.has_polygons,
        is_current=False,
        import_record=begun.record_id,
    )
    (inserted,) = await BoundarySetRow.insert(row)
    rows = [
        (inserted["id"], ward.gss, ward.name, None if ward.polygon is None else shapely.to_wkb(ward.polygon)) for ward in wards
    ]
    await begun.writing.engine.insert_many("ward", ("boundary_set", "gss", "name", "polygon"), rows)


async def use_boundary_set(change_of: Writing, name: str) -> None:
    """Make this set the one that counts from now on."""
    await change_of.run("UPDATE boundary_set SET is_current = {} WHERE is_current", False)
    await change_of.run("UPDATE boundary_set SET is_current = {} WHERE name = {}", True, name)
    change_of.note("put a boundary set to use", subject=name)


async def _sets_of(sha256: str) -> list[BoundarySet]:
    """Return the sets that this very file brought before."""
    if not sha256:
        return []
    columns = (BoundarySetRow.name, BoundarySetRow.has_polygons, BoundarySetRow.is_current)
    mine = BoundarySetRow.import_record.sha256 == sha256
    mine &= BoundarySetRow.import_record.kind == "wards"
    return [BoundarySet(**row) for row in await BoundarySetRow.select(*columns).where(mine).order_by(BoundarySetRow.id)]


async def _already_there(there: Sequence[BoundarySet], make_current: bool, who: Who, now: datetime) -> Imported:
    chosen = next((found.name for found in there if found.has_polygons and not found.is_current), None)
    if not make_current or chosen is None:
        return Imported(already=True)
    async with writing(who, now) as change_of:
        await change_of.alone()
        await use_boundary_set(change_of, chosen)
    return Imported(already=True, current=chosen, revision=change_of.revision)


async def import_postcodes(
    chunks: PostcodeChunks,
    record: ImportRecord,
    who: Who,
    now: datetime,
    *,
    replace: bool = False,
    read_and_refused: Callable[[], tuple[int, int]] | None = None,
) -> Imported:
    """Import postcodes, a chunk at a time; those that are there already take the position of the file.

    replace: the list becomes what the file holds; otherwise postcodes that it does not name stay. read_and_refused: asked
    after the last chunk, when `record` cannot know yet. Raises FaultyFile when there is not one postcode.
    """
    before = await came_before(record)
    if before and not (replace and await PostcodeRow.exists().where(PostcodeRow.import_record != before)):
        return Imported(already=True)
    async with importing(record, who, now) as begun:
        if replace:
            await begun.writing.run("DELETE FROM postcode")
        kept = await insert_postcodes(begun, chunks)
        if not kept:
            raise FaultyFile(f"{record.file_name or 'The file'} holds no postcodes.")
        unused = "UPDATE import_record SET superseded_at = {} WHERE kind = 'postcodes' AND superseded_at IS NULL"
        await begun.writing.run(
            f"{unused} AND NOT EXISTS (SELECT 1 FROM postcode WHERE postcode.import_record = import_record.id)", now
        )
        begun.writing.directory_changed = True  # Their attribution stands in the directory.
        read, refused = read_and_refused() if read_and_refused else (None, None)
        await begun.finish(Imported(kept=kept), rows_read=read, rows_refused=refused)
    return begun.done


async def insert_postcodes(begun: Import, chunks: PostcodeChunks) -> int:
    """Insert postcodes, or give those that are there their new position; return how many came."""
    kept = 0
    for chunk in chunks:
        await begun.writing.engine.put_many(
            "postcode", POSTCODE_COLUMNS, [(*row, begun.record_id) for row in {row[0]: row for row in chunk}.values()]
        )
        kept += len(chunk)
    begun.writing.postcodes_changed = begun.writing.postcodes_changed or kept > 0
    return kept


async def import_population(points: Sequence[PopulationPoint], record: ImportRecord, who: Who, now: datetime) -> Imported:
    """Import the small areas and their residents, in place of those that were there: nobody is counted twice."""
    if await came_before(record):
        return Imported(already=True)
    if not points:
        raise FaultyFile(f"{record.file_name or 'The file'} holds no small areas.")
    async with importing(record, who, now) as begun:
        await begun.writing.run("DELETE FROM population_point")
        await insert_population(begun, points)
        await supersede_others(begun)
        begun.writing.directory_changed = True
        await begun.finish(Imported(kept=len(points)))
    return begun.done


async def insert_population(begun: Import, points: Sequence[PopulationPoint]) -> None:
    """Insert small areas."""
    columns = ("code", "name", "longitude", "latitude", *_POINT_FIELDS, "import_record")
    rows = [
        (
            point.code,
            point.name,
            point.point.longitude,
            point.point.latitude,
            *(getattr(point, field) for field in _POINT_FIELDS),
            begun.record_id,
        )
        for point in points
    ]
    await begun.writing.engine.insert_many("population_point", columns, rows)


async def import_areas(areas: Sequence[Area], record: ImportRecord, who: Who, now: datetime) -> Imported:
    """Import areas that people name; one that is there, by its name in any case, takes the position and aliases of the file."""
    if await came_before(record):
        return Imported(already=True)
    if not areas:
        raise FaultyFile(f"{record.file_name or 'The file'} holds no areas.")
    async with importing(record, who, now) as begun:
        numbers = {name.casefold(): number for number, name in await begun.writing.rows("SELECT id, name FROM area")}
        wanted = {area.name.casefold(): area for area in areas}
        changed = [area for key, area in wanted.items() if key in numbers]
        for area in changed:
            await begun.writing.run("DELETE FROM area WHERE id = {}", numbers[area.name.casefold()])
        await insert_areas(begun, list(wanted.values()))
        begun.writing.directory_changed = True
        await begun.finish(
            Imported(
                added=tuple(area.name for key, area in wanted.items() if key not in numbers),
                changed=tuple(area.name for area in changed),
                kept=len(wanted),
            )
        )
    return begun.done


async def insert_areas(begun: Import, areas: Sequence[Area]) -> None:
    """Insert areas with their aliases, each alias once."""
    engine = begun.writing.engine
    ids = await engine.new_ids("area", len(areas))
    rows = [
        (number, area.name, area.point.longitude, area.point.latitude, begun.record_id)
        for number, area in zip(ids, areas, strict=True)
    ]
    await engine.insert_many("area", ("id", "name", "longitude", "latitude", "import_record"), rows)
    aliases = [(number, alias) for number, area in zip(ids, areas, strict=True) for alias in dict.fromkeys(area.aliases)]
    await engine.insert_many("area_alias", ("area", "alias"), aliases)
