"""People and what they may do, what was changed and by whom, and what is yet to be sent."""

from piccolo.columns import Boolean, Date, ForeignKey, Integer, Serial, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from welcome.storage.tables_places import BoundarySetRow
from welcome.storage.tables_venues import VenueRow


class PersonRow(Table, tablename="person"):
    """A host or a coordinator; residents have no account."""

    id: Serial
    name = Text()
    #: Not unique: several people share an office's mailbox. Null: a host may have only a phone.
    email = Text(default=None, null=True, index=True)
    phone = Text()
    #: The code of the language that mails to them are written in.
    language = Text(default="en")
    created_at = Timestamptz(default=None, null=True)
    #: Erased at their wish: the row stays for the history, with nothing of the person in it.
    erased_at = Timestamptz(default=None, null=True)


class RoleRow(Table, tablename="role"):
    """What a person may do, from a day to a day."""

    id: Serial
    person = ForeignKey(PersonRow, on_delete=OnDelete.cascade, null=False, index=True)
    #: host (of a venue) or coordinator (of a ward, or of everything).
    kind = Text()
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=True, index=True)
    #: A coordinator without a ward looks after everything.
    ward_gss = Text(default=None, null=True)
    boundary_set = ForeignKey(BoundarySetRow, on_delete=OnDelete.restrict, null=True)
    starts_on = Date(default=None, null=True)
    #: The last day; null = until somebody ends it.
    ends_on = Date(default=None, null=True)
    given_by = ForeignKey(PersonRow, on_delete=OnDelete.set_null, null=True)


class ChangeRow(Table, tablename="change"):
    """One line of the audit: who changed what, when, from what to what."""

    id: Serial
    at = Timestamptz(default=None, null=True)
    person = ForeignKey(PersonRow, on_delete=OnDelete.set_null, null=True, index=True)
    #: In words, so that it still reads when there was no person: "import: venues.csv".
    who = Text()
    #: added, changed, renamed, imported wards ...
    what = Text()
    #: No foreign key: the line outlives the venue.
    venue_id = Integer(default=None, null=True, index=True)
    #: What it was about when no venue: a ward, a file.
    subject = Text()
    #: JSON, the changed fields alone; empty where there was nothing.
    before = Text()
    after = Text()
    #: The revision that this change made; null when no public answer changed.
    revision = Integer(default=None, null=True, index=True)


class RevisionRow(Table, tablename="revision"):
    """One row: the numbers that every worker watches."""

    id: Serial
    #: Goes up when a public answer or the ranking changes.
    directory = Integer()
    #: Goes up when the list of postcodes changes.
    postcodes = Integer()


class InstallationRow(Table, tablename="installation"):
    """One row: what is true of this directory as a whole. Whoever adds venues or imports locks it first."""

    id: Serial
    #: What is shown is invented, and every page says so.
    demonstration = Boolean()


class OutboxRow(Table, tablename="outbox"):
    """A message to send, written in the transaction of the change that causes it; rendered when it is sent."""

    id: Serial
    kind = Text()
    person = ForeignKey(PersonRow, on_delete=OnDelete.cascade, null=True, index=True)
    #: Where no person is meant, the operator for example.
    address = Text()
    #: JSON; never a token, a code or a link that signs in.
    facts = Text()
    language = Text(default="en")
    made_at = Timestamptz(default=None, null=True)
    due_at = Timestamptz(default=None, null=True, index=True)
    attempts = Integer()
    #: Who is sending it, and until when nobody else tries.
    leased_by = Text()
    leased_until = Timestamptz(default=None, null=True)
    sent_at = Timestamptz(default=None, null=True)
    #: Given up: a coordinator sees it.
    dead_at = Timestamptz(default=None, null=True)
    fault = Text()
