"""Places and calendars: boundary sets, wards and their flags, residents, postcodes, areas, bank holidays, school terms.

Words are `Text` throughout: PostgreSQL refuses what is longer than a VARCHAR, SQLite does not, and both must keep the same.
Pairs that must be unique have their indexes in the migrations: SQLite knows no constraints that are added to a table.
"""

from piccolo.columns import Boolean, Bytea, Date, DoublePrecision, ForeignKey, Integer, Serial, Text, Timestamptz
from piccolo.columns.base import OnDelete
from piccolo.table import Table


class ImportRecordRow(Table, tablename="import_record"):
    """One file that was imported: what it was, what came of it, and what must be said about its source."""

    id: Serial
    #: wards, postcodes, population, venues, areas, terms, or demonstration.
    kind = Text()
    file_name = Text()
    #: Of the file's bytes: the same file twice is seen by it.
    sha256 = Text(index=True)
    rows_read = Integer()
    rows_kept = Integer()
    rows_refused = Integer()
    #: As the licence wants it said, on every export and print.
    attribution = Text()
    licence = Text()
    imported_at = Timestamptz(default=None, null=True)
    who = Text()
    #: A newer import of the same kind has taken the place of everything this one brought: no more attribution.
    superseded_at = Timestamptz(default=None, null=True)


class BoundarySetRow(Table, tablename="boundary_set"):
    """One vintage of ward boundaries."""

    id: Serial
    name = Text(unique=True)
    #: Both days included; null = the source does not say.
    valid_from = Date(default=None, null=True)
    valid_to = Date(default=None, null=True)
    source = Text()
    #: A set of codes and names alone never becomes current.
    has_polygons = Boolean()
    is_current = Boolean()
    import_record = ForeignKey(ImportRecordRow, on_delete=OnDelete.restrict, null=True, index=True)


class WardRow(Table, tablename="ward"):
    """An electoral ward: a code within a boundary set."""

    id: Serial
    boundary_set = ForeignKey(BoundarySetRow, on_delete=OnDelete.cascade, null=False, index=True)
    gss = Text(index=True)
    name = Text()
    #: Well-known binary, WGS84 degrees; null in a set of codes and names.
    polygon = Bytea(default=None, null=True)


class PriorityFlagRow(Table, tablename="priority_flag"):
    """A coordinator's decision about a ward, kept for ever: an ended flag stays as history. Never shown to the public."""

    id: Serial
    #: Restricted: a ward with history cannot vanish by itself.
    ward = ForeignKey(WardRow, on_delete=OnDelete.restrict, null=False, index=True)
    #: Written as if published: no person, street or household.
    reason = Text()
    source = Text()
    flagged_on = Date(default=None, null=True)
    review_on = Date(default=None, null=True)
    ended_on = Date(default=None, null=True)
    flagged_by = Text()
    ended_by = Text()


class PopulationPointRow(Table, tablename="population_point"):
    """The population-weighted middle of a small area, and what is known of the people there."""

    id: Serial
    code = Text(unique=True)
    name = Text()
    longitude = DoublePrecision()
    latitude = DoublePrecision()
    residents = Integer()
    aged_65_plus = Integer(default=None, null=True)
    #: Shares from 0 to 1.
    disabled_share = DoublePrecision(default=None, null=True)
    imd_score = DoublePrecision(default=None, null=True)
    #: 1 is the most deprived tenth.
    imd_decile = Integer(default=None, null=True)
    lonely_share_modelled = DoublePrecision(default=None, null=True)
    import_record = ForeignKey(ImportRecordRow, on_delete=OnDelete.restrict, null=True)


class PostcodeRow(Table, tablename="postcode"):
    """A unit postcode and its position. Britain has 1.7 million, so the row holds no more than it must."""

    #: As `WS1 1TP`.
    postcode = Text(primary_key=True)
    longitude = DoublePrecision()
    latitude = DoublePrecision()
    #: What the source says, of whichever boundary set it used; the index of the current set decides.
    ward_gss = Text(default=None, null=True)
    import_record = ForeignKey(ImportRecordRow, on_delete=OnDelete.restrict, null=True, index=True)


class AreaRow(Table, tablename="area"):
    """A part of town that people name: residents do not know wards."""

    id: Serial
    name = Text(unique=True)
    longitude = DoublePrecision()
    latitude = DoublePrecision()
    import_record = ForeignKey(ImportRecordRow, on_delete=OnDelete.restrict, null=True)


class AreaAliasRow(Table, tablename="area_alias"):
    """Another name of an area."""

    id: Serial
    area = ForeignKey(AreaRow, on_delete=OnDelete.cascade, null=False, index=True)
    alias = Text()


class BankHolidayRow(Table, tablename="bank_holiday"):
    """A day on which banks are shut in one nation."""

    id: Serial
    division = Text()
    day = Date(default=None, null=True)
    title = Text()
    #: A day that somebody added is left alone when the list is refreshed.
    by_hand = Boolean()
    import_record = ForeignKey(ImportRecordRow, on_delete=OnDelete.restrict, null=True)


class TermCalendarRow(Table, tablename="term_calendar"):
    """The school terms of one authority."""

    id: Serial
    #: `walsall`: venues and settings name a calendar by it.
    key = Text(unique=True)
    name = Text()
    #: Followed by venues that name none.
    is_default = Boolean()
    import_record = ForeignKey(ImportRecordRow, on_delete=OnDelete.restrict, null=True)


class TermPeriodRow(Table, tablename="term_period"):
    """A run of days, both included, that the authority calls term or holiday."""

    id: Serial
    calendar = ForeignKey(TermCalendarRow, on_delete=OnDelete.cascade, null=False, index=True)
    first_day = Date(default=None, null=True)
    last_day = Date(default=None, null=True)
    is_term = Boolean()
    title = Text()
