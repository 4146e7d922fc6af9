"""The tables of places and calendars as they were on the first day."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Boolean, Bytea, Date, DoublePrecision, ForeignKey, Integer, Serial, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.table import Table

ID = "directory_0001_places_and_calendars"
DESCRIPTION = "Boundary sets, wards, flags, residents, postcodes, areas, bank holidays, terms"


class ImportRecordRow(Table, tablename="import_record"):
    id: Serial
    kind = Text()
    file_name = Text()
    sha256 = Text(index=True)
    rows_read = Integer()
    rows_kept = Integer()
    rows_refused = Integer()
    attribution = Text()
    licence = Text()
    imported_at = Timestamptz(default=None, null=True)
    who = Text()
    superseded_at = Timestamptz(default=None, null=True)


class BoundarySetRow(Table, tablename="boundary_set"):
    id: Serial
    name = Text(unique=True)
    valid_from = Date(default=None, null=True)
    valid_to = Date(default=None, null=True)
    source = Text()
    has_polygons = Boolean()
    is_current = Boolean()
    import_record = ForeignKey(ImportRecordRow, on_delete=OnDelete.restrict, null=True, index=True)


class WardRow(Table, tablename="ward"):
    id: Serial
    boundary_set = ForeignKey(BoundarySetRow, on_delete=OnDelete.cascade, null=False, index=True)
    gss = Text(index=True)
    name = Text()
    polygon = Bytea(default=None, null=True)


class PriorityFlagRow(Table, tablename="priority_flag"):
    id: Serial
    ward = ForeignKey(WardRow, on_delete=OnDelete.restrict, null=False, index=True)
    reason = Text()
    source = Text()
    flagged_on = Date(default=None, null=True)
    review_on = Date(default=None, null=True)
    ended_on = Date(default=None, null=True)
    flagged_by = Text()
    ended_by = Text()


class PopulationPointRow(Table, tablename="population_point"):
    id: Serial
    code = Text(unique=True)
    name = Text()
    longitude = DoublePrecision()
    latitude = DoublePrecision()
    residents = Integer()
    aged_65_plus = Integer(default=None, null=True)
    disabled_share = DoublePrecision(default=None, null=True)
    imd_score = DoublePrecision(default=None, null=True)
    imd_decile = Integer(default=None, null=True)
    lonely_share_modelled = DoublePrecision(default=None, null=True)
    import_record = ForeignKey(ImportRecordRow, on_delete=OnDelete.restrict, null=True)


class PostcodeRow(Table, tablename="postcode"):
    postcode = Text(primary_key=True)
    longitude = DoublePrecision()
    latitude = DoublePrecision()
    ward_gss = Text(default=None, null=True)
    import_record = ForeignKey(ImportRecordRow, on_delete=OnDelete.restrict, null=True, index=True)


class AreaRow(Table, tablename="area"):
    id: Serial
    name = Text(unique=True)
    longitude = DoublePrecision()
    latitude = DoublePrecision()
    import_record = ForeignKey(ImportRecordRow, on_delete=OnDelete.restrict, null=True)


class AreaAliasRow(Table, tablename="area_alias"):
    id: Serial
    area = ForeignKey(AreaRow, on_delete=OnDelete.cascade, null=False, index=True)
    alias = Text()


class BankHolidayRow(Table, tablename="bank_holiday"):
    id: Serial
    division = Text()
    day = Date(default=None, null=True)
    title = Text()
    by_hand = Boolean()
    import_record = ForeignKey(ImportRecordRow, on_delete=OnDelete.restrict, null=True)


class TermCalendarRow(Table, tablename="term_calendar"):
    id: Serial
    key = Text(unique=True)
    name = Text()
    is_default = Boolean()
    import_record = ForeignKey(ImportRecordRow, on_delete=OnDelete.restrict, null=True)


class TermPeriodRow(Table, tablename="term_period"):
    id: Serial
    calendar = ForeignKey(TermCalendarRow, on_delete=OnDelete.cascade, null=False, index=True)
    first_day = Date(default=None, null=True)
    last_day = Date(default=None, null=True)
    is_term = Boolean()
    title = Text()


TABLES = (
    ImportRecordRow,
    BoundarySetRow,
    WardRow,
    PriorityFlagRow,
    PopulationPointRow,
    PostcodeRow,
    AreaRow,
    AreaAliasRow,
    BankHolidayRow,
    TermCalendarRow,
    TermPeriodRow,
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="directory", description=DESCRIPTION)
    for table in TABLES:
        manager.add_table(class_name=table.__name__, tablename=table._meta.tablename)
        for column in table._meta.non_default_columns:
            manager.add_column(
                table_class_name=table.__name__,
                tablename=table._meta.tablename,
                column_name=column._meta.name,
                column_class=type(column),
                params=column._meta.params,
            )
    return manager
