"""The tables of people, changes and messages as they were on the first day."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Boolean, Date, ForeignKey, Integer, Serial, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.table import Table

ID = "directory_0003_people_and_changes"
DESCRIPTION = "People, roles, the audit, the revision, the outbox"


class BoundarySetRow(Table, tablename="boundary_set"):
    id: Serial


class VenueRow(Table, tablename="venue"):
    id: Serial


class PersonRow(Table, tablename="person"):
    id: Serial
    name = Text()
    email = Text(default=None, null=True, index=True)
    phone = Text()
    language = Text(default="en")
    created_at = Timestamptz(default=None, null=True)
    erased_at = Timestamptz(default=None, null=True)


class RoleRow(Table, tablename="role"):
    id: Serial
    person = ForeignKey(PersonRow, on_delete=OnDelete.cascade, null=False, index=True)
    kind = Text()
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=True, index=True)
    ward_gss = Text(default=None, null=True)
    boundary_set = ForeignKey(BoundarySetRow, on_delete=OnDelete.restrict, null=True)
    starts_on = Date(default=None, null=True)
    ends_on = Date(default=None, null=True)
    given_by = ForeignKey(PersonRow, on_delete=OnDelete.set_null, null=True)


class ChangeRow(Table, tablename="change"):
    id: Serial
    at = Timestamptz(default=None, null=True)
    person = ForeignKey(PersonRow, on_delete=OnDelete.set_null, null=True, index=True)
    who = Text()
    what = Text()
    venue_id = Integer(default=None, null=True, index=True)
    subject = Text()
    before = Text()
    after = Text()
    revision = Integer(default=None, null=True, index=True)


class RevisionRow(Table, tablename="revision"):
    id: Serial
    directory = Integer()
    postcodes = Integer()


class InstallationRow(Table, tablename="installation"):
    id: Serial
    demonstration = Boolean()


class OutboxRow(Table, tablename="outbox"):
    id: Serial
    kind = Text()
    person = ForeignKey(PersonRow, on_delete=OnDelete.cascade, null=True, index=True)
    address = Text()
    facts = Text()
    language = Text(default="en")
    made_at = Timestamptz(default=None, null=True)
    due_at = Timestamptz(default=None, null=True, index=True)
    attempts = Integer()
    leased_by = Text()
    leased_until = Timestamptz(default=None, null=True)
    sent_at = Timestamptz(default=None, null=True)
    dead_at = Timestamptz(default=None, null=True)
    fault = Text()


TABLES = (PersonRow, RoleRow, ChangeRow, RevisionRow, InstallationRow, OutboxRow)


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
