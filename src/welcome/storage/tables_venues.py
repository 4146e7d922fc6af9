"""Venues and all that is known about them, one table for each kind of fact."""

from piccolo.columns import Boolean, Date, DoublePrecision, ForeignKey, Integer, Serial, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.table import Table

from welcome.storage.tables_places import ImportRecordRow


class VenueRow(Table, tablename="venue"):
    """A venue; its parts are in the other tables of this module and count as it: `version` is for all of them."""

    id: Serial
    #: A UUID that never changes; feeds and calendars name the venue by it.
    uid = Text(unique=True)
    #: The address in use; `venue_slug` holds this one and all before it.
    slug = Text(unique=True)
    name = Text()
    kind = Text(default="other")
    address = Text()
    postcode = Text(default=None, null=True)
    #: Both null without a position.
    longitude = DoublePrecision(default=None, null=True)
    latitude = DoublePrecision(default=None, null=True)
    position_source = Text(default="none")
    listing = Text(default="listed")
    #: A coordinator has taken it out of sight at once; the reason stands in the audit line alone.
    hidden = Boolean()
    about = Text()
    first_visit = Text()
    nearest_stop = Text()
    not_every_week = Boolean()
    entrance_steps = Integer(default=None, null=True)
    which_door = Text()
    #: Words about times that nobody could turn into a rule.
    hours_question = Text()
    division = Text(default="england")
    #: The key of a term calendar; null follows the default one.
    term_calendar = Text(default=None, null=True)
    member_since = Date(default=None, null=True)
    five_ps_affirmed_on = Date(default=None, null=True)
    #: Null: "not yet confirmed by the people who run it".
    listing_agreed_on = Date(default=None, null=True)
    agreed_by_role = Text()
    agreed_how = Text()
    source = Text()
    #: Goes up by one with each change of the venue or any of its parts: no change may build on an older one unseen.
    version = Integer(default=1)
    import_record = ForeignKey(ImportRecordRow, on_delete=OnDelete.restrict, null=True, index=True)


class VenueSlugRow(Table, tablename="venue_slug"):
    """Every address a venue has or ever had: none is ever given to another venue."""

    id: Serial
    slug = Text(unique=True)
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=False, index=True)
    #: Null while in use.
    replaced_at = Timestamptz(default=None, null=True)


class AccessFactRow(Table, tablename="access_fact"):
    """One fact about getting in and being there."""

    id: Serial
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=False, index=True)
    fact = Text()
    #: Null = not known, where somebody noted only that they looked.
    value = Boolean(default=None, null=True)
    note = Text()
    checked_on = Date(default=None, null=True)
    said_by = Text(default=None, null=True)


class AccessOutageRow(Table, tablename="access_outage"):
    """Days, both included, on which a fact that is otherwise true does not hold."""

    id: Serial
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=False, index=True)
    fact = Text()
    first_day = Date(default=None, null=True)
    last_day = Date(default=None, null=True)
    note = Text()


class ProvisionKindRow(Table, tablename="provision_kind"):
    """Something a venue may offer; new ones are rows, not code."""

    key = Text(primary_key=True)
    #: The order in which they are shown.
    place = Integer()


class VenueProvisionRow(Table, tablename="venue_provision"):
    """A venue offers this; no row means "not listed", never no."""

    id: Serial
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=False, index=True)
    provision = ForeignKey(ProvisionKindRow, on_delete=OnDelete.restrict, null=False)


class VenueLanguageRow(Table, tablename="venue_language"):
    """A language spoken there, by its code."""

    id: Serial
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=False, index=True)
    language = Text()


class ContactRow(Table, tablename="contact"):
    """A way to reach the venue. Private unless somebody made it public; a person's needs their recorded consent."""

    id: Serial
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=False, index=True)
    kind = Text()
    value = Text()
    label = Text()
    is_public = Boolean()
    of_person = Boolean()
    #: Who gave consent, when, and the words they agreed to.
    consent_by = Text()
    consented_on = Date(default=None, null=True)
    consent_words = Text()
    #: The last day on which it may be shown: consent ends with the role and is asked for again every year.
    ends_on = Date(default=None, null=True)


class ScheduleRow(Table, tablename="schedule"):
    """One repeating rule, as `directory.hours.Schedule` has it."""

    id: Serial
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=False, index=True)
    #: Bit 0 = Monday.
    weekdays = Integer()
    every_weeks = Integer(default=1)
    anchor = Date(default=None, null=True)
    #: Bit 0 = 1st in the month ... bit 4 = 5th, bit 5 = last; 0 = every one.
    nth = Integer()
    #: Bit 0 = January; 0 = all.
    months = Integer()
    #: Minutes after local midnight; closing counts on past 1440, null = until late.
    opens = Integer(default=None, null=True)
    closes = Integer(default=None, null=True)
    valid_from = Date(default=None, null=True)
    valid_to = Date(default=None, null=True)
    bank_holidays = Text(default="not_said")
    term = Text(default="always")
    kind = Text(default="drop_in")
    label = Text()
    note = Text()
    #: What the host or the sheet said.
    words = Text()
    audience = Text(default="everyone")
    min_age = Integer(default=None, null=True)
    max_age = Integer(default=None, null=True)
    booking = Text(default="none")
    cost = Text(default="free")
    cost_note = Text()
    #: Codes with commas between them: always read and written as a whole.
    languages = Text()
    confirmed_on = Date(default=None, null=True)


class ClosureRow(Table, tablename="closure"):
    """Days, both included, on which schedules do not apply."""

    id: Serial
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=False, index=True)
    #: Null closes the whole venue.
    schedule = ForeignKey(ScheduleRow, on_delete=OnDelete.cascade, null=True, index=True)
    first_day = Date(default=None, null=True)
    last_day = Date(default=None, null=True)
    reason = Text()


class ExtraOpeningRow(Table, tablename="extra_opening"):
    """A one-off opening."""

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
    """Something about a venue that a person must answer; an answered one stays, so that it is not asked again."""

    id: Serial
    venue = ForeignKey(VenueRow, on_delete=OnDelete.cascade, null=False, index=True)
    #: hours, postcode, position, duplicate ...
    about = Text()
    sentence = Text()
    #: The words or figures in question.
    value = Text()
    asked_on = Date(default=None, null=True)
    resolved_on = Date(default=None, null=True)
    resolved_by = Text()
