"""The tables of venues and all that is known about them, as they were on the first day."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Boolean, Date, DoublePrecision, ForeignKey, Integer, Serial, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.table import Table

ID = "directory_0002_venues_and_schedules"
DESCRIPTION = "Venues, their parts, schedules, closures and questions"


class ImportRecordRow(Table, tablename="import_record"):
    id: Serial


class VenueRow(Table, tablename="venue"):
    id: Serial
    uid = Text(unique=True)
    slug = Text(unique=True)
    name = Text()
    kind = Text(default="other")
    address = Text()
    postcode = Text(default=None, null=True)
    longitude = DoublePrecision(default=None, null=True)
    latitude = DoublePrecision(default=None, null=True)
    position_source = Text(default="none")
    listing = Text(default="listed")
    hidden = Boolean()
    about = Text()
    first_visit = Text()
    nearest_stop = Text()
    not_every_week = Boolean()
    entrance_steps = Integer(default=None, null=True)
    which_door = Text()
    hours_question = Text()
    division = Text(default="england")
    term_calendar = Text(default=None, null=True)
    member_since = Date(default=None, null=True)
    five_ps_affirmed_on = Date(default=None, null=True)
    listing_agreed_on = Date(default=None, null=True)
    agreed_by_role = Text()
    agreed_how = Text()
    source = Text()
    version = Integer(default=1)
    import_record = ForeignKey(ImportRecordRow, on_delete=OnDelete.restrict, null=True, index=True)


class VenueSlugRow(Table, tablename="venue_slug"):
    id: Serial
    slug = Text(unique=True)
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=False, index=True)
    replaced_at = Timestamptz(default=None, null=True)


class AccessFactRow(Table, tablename="access_fact"):
    id: Serial
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=False, index=True)
    fact = Text()
    value = Boolean(default=None, null=True)
    note = Text()
    checked_on = Date(default=None, null=True)
    said_by = Text(default=None, null=True)


class AccessOutageRow(Table, tablename="access_outage"):
    id: Serial
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=False, index=True)
    fact = Text()
    first_day = Date(default=None, null=True)
    last_day = Date(default=None, null=True)
    note = Text()


class ProvisionKindRow(Table, tablename="provision_kind"):
    key = Text(primary_key=True)
    place = Integer()


class VenueProvisionRow(Table, tablename="venue_provision"):
    id: Serial
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=False, index=True)
    provision = ForeignKey(ProvisionKindRow, on_delete=OnDelete.restrict, null=False)


class VenueLanguageRow(Table, tablename="venue_language"):
    id: Serial
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=False, index=True)
    language = Text()


class ContactRow(Table, tablename="contact"):
    id: Serial
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=False, index=True)
    kind = Text()
    value = Text()
    label = Text()
    is_public = Boolean()
    of_person = Boolean()
    consent_by = Text()
    consented_on = Date(default=None, null=True)
    consent_words = Text()
    ends_on = Date(default=None, null=True)


class ScheduleRow(Table, tablename="schedule"):
    id: Serial
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=False, index=True)
    weekdays = Integer()
    every_weeks = Integer(default=1)
    anchor = Date(default=None, null=True)
    nth = Integer()
    months = Integer()
    opens = Integer(default=None, null=True)
    closes = Integer(default=None, null=True)
    valid_from = Date(default=None, null=True)
    valid_to = Date(default=None, null=True)
    bank_holidays = Text(default="not_said")
    term = Text(default="always")
    kind = Text(default="drop_in")
    label = Text()
    note = Text()
    words = Text()
    audience = Text(default="everyone")
    min_age = Integer(default=None, null=True)
    max_age = Integer(default=None, null=True)
    booking = Text(default="none")
    cost = Text(default="free")
    cost_note = Text()
    languages = Text()
    confirmed_on = Date(default=None, null=True)


class ClosureRow(Table, tablename="closure"):
    id: Serial
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=False, index=True)
    schedule = ForeignKey(ScheduleRow, on_delete=OnDelete.cascade, null=True, index=True)
    first_day = Date(default=None, null=True)
    last_day = Date(default=None, null=True)
    reason = Text()


class ExtraOpeningRow(Table, tablename="extra_opening"):
    id: Serial
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=False, index=True)
    day = Date(default=None, null=True)
    opens = Integer()
    closes = Integer(default=None, null=True)
    reason = Text()
    audience = Text(default="everyone")
    booking = Text(default="none")
    cost = Text(default="free")


class QuestionRow(Table, tablename="question"):
    id: Serial
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=False, index=True)
    about = Text()
    sentence = Text()
    value = Text()
    asked_on = Date(default=None, null=True)
    resolved_on = Date(default=None, null=True)
    resolved_by = Text()


TABLES = (
    VenueRow,
    VenueSlugRow,
    AccessFactRow,
    AccessOutageRow,
    ProvisionKindRow,
    VenueProvisionRow,
    VenueLanguageRow,
    ContactRow,
    ScheduleRow,
    ClosureRow,
    ExtraOpeningRow,
    QuestionRow,
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
