from datetime import UTC, date, datetime

import msgspec
import pytest
from shapely.geometry import box

from welcome.directory.calendars import BankHoliday, TermCalendar, TermPeriod
from welcome.directory.demonstration import PriorityFlag
from welcome.directory.errors import BadFact, Conflict, FaultyFile, UnknownPostcode, UnknownWard
from welcome.directory.places import BoundarySet, Point, PopulationPoint, Ward
from welcome.directory.postcodes import find_postcode, postcode_at
from welcome.directory.venues import Area
from welcome.storage.engine import Engine
from welcome.storage.flags import end_flag, flag_ward
from welcome.storage.import_calendars import (
    add_bank_holiday,
    import_term_calendar,
    remove_bank_holiday,
    replace_bank_holidays,
)
from welcome.storage.import_places import import_areas, import_population, import_postcodes, import_wards
from welcome.storage.load import load_calendars, load_directory, load_flags, load_population, load_postcodes, load_revision
from welcome.storage.records import ImportRecord, Who
from welcome.storage.tables_people import ChangeRow
from welcome.storage.tables_places import ImportRecordRow, WardRow

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
ADA = Who("Ada Example")


def record(kind: str, sha256: str, attribution: str = "") -> ImportRecord:
    return ImportRecord(
        kind=kind, file_name=f"{sha256}.csv", sha256=sha256, rows_read=9, rows_refused=2, attribution=attribution
    )


def ward_set(name: str, *, outlines: bool = True, codes: tuple[str, ...] = ("E1", "E2")) -> tuple[BoundarySet, list[Ward]]:
    polygons = [box(place, 52, place + 1, 53) if outlines else None for place in range(len(codes))]
    wards = [Ward(code, f"Ward {code}", name, polygon) for code, polygon in zip(codes, polygons, strict=True)]
    return BoundarySet(name=name, has_polygons=outlines, valid_from=date(2025, 5, 1), source="Made up"), wards


async def bring(name: str, sha256: str, *, outlines: bool = True, make_current: bool = False):
    found, wards = ward_set(name, outlines=outlines)
    return await import_wards([found], wards, record("wards", sha256, f"© {name}"), ADA, NOW, make_current=make_current)


async def test_wards_come_back_with_their_outlines_and_the_record_says_what_was_read(database: Engine) -> None:
    done = await bring("Wards 2025", "a")
    assert (done.added, done.kept, done.current) == (("Wards 2025",), 2, "Wards 2025")
    directory = await load_directory(TODAY)
    assert directory.boundary_set.valid_from == date(2025, 5, 1)
    assert [(ward.gss, ward.name, ward.priority) for ward in directory.wards] == [
        ("E1", "Ward E1", False),
        ("E2", "Ward E2", False),
    ]
    assert directory.wards[1].polygon.equals(box(1, 52, 2, 53))
    kept = await ImportRecordRow.select().first()
    assert (kept["kind"], kept["rows_read"], kept["rows_kept"], kept["rows_refused"], kept["who"]) == (
        "wards", 9, 2, 2, "Ada Example",
    )  # fmt: skip
    line = await ChangeRow.select().order_by(ChangeRow.id, ascending=False).first()
    assert (line["what"], line["subject"], line["revision"]) == ("imported wards", "a.csv", done.revision)


async def test_the_first_set_with_outlines_counts_and_a_later_one_only_when_somebody_says_so(database: Engine) -> None:
    assert (await bring("Codes 2024", "codes", outlines=False)).current is None
    assert (await bring("Wards 2025", "a")).current == "Wards 2025"
    assert (await bring("Wards 2026", "b")).current is None
    assert (await load_directory(TODAY)).boundary_set.name == "Wards 2025"
    assert (await load_directory(TODAY)).attributions == ("© Wards 2025",)
    again = await bring("Wards 2026", "b", make_current=True)
    assert (again.already, again.added, again.current) == (True, (), "Wards 2026")
    directory = await load_directory(TODAY)
    assert directory.boundary_set.name == "Wards 2026"
    assert [(found.name, found.is_current) for found in directory.boundary_sets] == [
        ("Codes 2024", False),
        ("Wards 2025", False),
        ("Wards 2026", True),
    ]
    assert directory.attributions == ("© Wards 2026",)


async def test_the_same_file_twice_is_no_new_set_and_leaves_no_trace(database: Engine) -> None:
    await bring("Wards 2025", "a")
    before = await load_revision(), await ChangeRow.count(), await ImportRecordRow.count()
    found, wards = ward_set("Another name for it")
    done = await import_wards([found], wards, record("wards", "a"), ADA, NOW)
    assert done.already
    assert (await load_revision(), await ChangeRow.count(), await ImportRecordRow.count()) == before


async def test_one_list_may_bring_several_sets_of_codes(database: Engine) -> None:
    (old, old_wards), (new, new_wards) = ward_set("2004", outlines=False), ward_set("2026", outlines=False)
    done = await import_wards([old, new], [*old_wards, *new_wards], record("wards", "c"), ADA, NOW)
    assert (done.added, done.kept, done.current) == (("2004", "2026"), 4, None)
    assert (await import_wards([old, new], [*old_wards, *new_wards], record("wards", "c"), ADA, NOW)).already


async def test_a_set_without_outlines_is_never_put_to_use(database: Engine) -> None:
    with pytest.raises(FaultyFile, match="no outlines"):
        await bring("Codes", "codes", outlines=False, make_current=True)
    assert not (await load_directory(TODAY)).boundary_sets


async def test_another_file_with_a_set_of_the_same_name_is_asked_for_another_name(database: Engine) -> None:
    await bring("Wards 2025", "a")
    with pytest.raises(Conflict, match="Wards 2025"):
        await bring("Wards 2025", "b")
    assert await WardRow.count() == 2


def flag(gss: str = "E1", boundary_set: str = "Wards 2025", **other: object) -> PriorityFlag:
    facts = {"reason": "Far from anything on Sundays", "source": "Survey 2026", "flagged_on": date(2026, 3, 1)}
    return PriorityFlag(gss=gss, boundary_set=boundary_set, **(facts | other))


async def test_a_flag_lifts_its_ward_and_ends_as_history(database: Engine) -> None:
    await bring("Wards 2025", "a")
    before = (await load_revision()).directory
    revision = await flag_ward(flag(), ADA, NOW)
    assert revision == before + 1
    assert [ward.priority for ward in (await load_directory(TODAY)).wards] == [True, False]
    with pytest.raises(Conflict, match="flagged already"):
        await flag_ward(flag(), ADA, NOW)
    assert await end_flag("E1", "Wards 2025", date(2026, 9, 1), ADA, NOW) == before + 2
    assert [ward.priority for ward in (await load_directory(TODAY)).wards] == [False, False]
    await flag_ward(flag(flagged_on=date(2026, 10, 1)), ADA, NOW)
    assert [(found.flagged_on, found.ended_on) for found in await load_flags()] == [
        (date(2026, 3, 1), date(2026, 9, 1)),
        (date(2026, 10, 1), None),
    ]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"reason": " "}, BadFact),
        ({"source": ""}, BadFact),
        ({"review_on": date(2026, 2, 1)}, BadFact),
        ({"gss": "E9"}, UnknownWard),
        ({"boundary_set": "Wards 1066"}, UnknownWard),
    ],
)
async def test_a_flag_that_cannot_be_is_refused_and_nothing_is_kept(database: Engine, wrong: dict, error: type) -> None:
    await bring("Wards 2025", "a")
    with pytest.raises(error):
        await flag_ward(flag(**wrong), ADA, NOW)
    assert await load_flags() == []


async def test_a_flag_cannot_end_before_it_was_raised_nor_when_there_is_none(database: Engine) -> None:
    await bring("Wards 2025", "a")
    with pytest.raises(Conflict, match="not flagged"):
        await end_flag("E1", "Wards 2025", TODAY, ADA, NOW)
    await flag_ward(flag(), ADA, NOW)
    with pytest.raises(BadFact, match="before it was raised"):
        await end_flag("E1", "Wards 2025", date(2026, 2, 28), ADA, NOW)
    assert [found.ended_on for found in await load_flags()] == [None]


FIRST = [("AA1 1AA", -1.5, 52.5, "E1"), ("AA1 1AB", -1.25, 52.25, None)]
SECOND = [("AA1 1AB", -1.3, 52.3, None), ("B1 1AA", -1.7, 52.7, None), ("B11 1AA", -1.8, 52.8, None)]


async def test_a_second_list_of_postcodes_adds_to_the_first_and_knows_better(database: Engine) -> None:
    first = await import_postcodes([FIRST[:1], FIRST[1:]], record("postcodes", "a", "© A"), ADA, NOW)
    assert first.kept == 2
    counted = []
    second = await import_postcodes(
        [SECOND, SECOND[:1]], record("postcodes", "b", "© B"), ADA, NOW, read_and_refused=lambda: counted.append(1) or (7, 3)
    )
    assert second.kept == 4
    assert counted
    table = await load_postcodes()
    assert [postcode_at(table, place) for place in range(len(table))] == ["AA1 1AA", "AA1 1AB", "B11 1AA", "B1 1AA"]
    assert find_postcode(table, "aa11ab")[1] == Point(-1.3, 52.3)
    assert (await load_directory(TODAY)).attributions == ("© A", "© B")
    kept = await ImportRecordRow.select().where(ImportRecordRow.sha256 == "b").first()
    assert (kept["rows_read"], kept["rows_kept"], kept["rows_refused"]) == (7, 4, 3)


async def test_the_same_list_twice_changes_nothing_and_a_list_may_replace_all(database: Engine) -> None:
    await import_postcodes([FIRST], record("postcodes", "a", "© A"), ADA, NOW)
    before = await load_revision()
    assert (await import_postcodes([FIRST], record("postcodes", "a", "© A"), ADA, NOW)).already
    assert await load_revision() == before
    await import_postcodes([SECOND], record("postcodes", "b", "© B"), ADA, NOW, replace=True)
    table = await load_postcodes()
    with pytest.raises(UnknownPostcode):
        find_postcode(table, "AA1 1AA")
    assert len(table) == 3
    assert (await load_directory(TODAY)).attributions == ("© B",)
    assert (await load_revision()).postcodes == before.postcodes + 1


async def test_a_list_that_breaks_off_leaves_the_one_before(database: Engine) -> None:
    await import_postcodes([FIRST], record("postcodes", "a"), ADA, NOW)

    def breaking():
        yield SECOND
        raise FaultyFile("The file breaks off.")

    with pytest.raises(FaultyFile, match="breaks off"):
        await import_postcodes(breaking(), record("postcodes", "b"), ADA, NOW, replace=True)
    assert len(await load_postcodes()) == 2


async def test_residents_are_never_counted_twice(database: Engine) -> None:
    areas = [PopulationPoint(f"S{n}", f"Area {n}", Point(-1.5, 52.5 + n / 100), 1000 + n, 200, 0.25, 31.5, 2) for n in range(3)]
    await import_population(areas, record("population", "a", "© Census"), ADA, NOW)
    assert await load_population() == tuple(areas)
    newer = [msgspec.structs.replace(areas[0], residents=1500, imd_decile=None)]
    await import_population(newer, record("population", "b", "© Census 2031"), ADA, NOW)
    assert await load_population() == tuple(newer)
    assert (await load_directory(TODAY)).attributions == ("© Census 2031",)
    assert (await import_population(newer, record("population", "b"), ADA, NOW)).already


async def test_areas_are_put_right_by_a_second_list_and_others_stay(database: Engine) -> None:
    first = [Area("Caldmoor", ("Karma", "Karma"), Point(-1.5, 52.5)), Area("Moxby", (), Point(-1.6, 52.6))]
    assert (await import_areas(first, record("areas", "a"), ADA, NOW)).added == ("Caldmoor", "Moxby")
    second = [Area("CALDMOOR", ("Kallmore",), Point(-1.4, 52.4))]
    done = await import_areas(second, record("areas", "b"), ADA, NOW)
    assert (done.added, done.changed) == ((), ("CALDMOOR",))
    assert (await load_directory(TODAY)).areas == (second[0], first[1])
    assert (await import_areas(second, record("areas", "b"), ADA, NOW)).already


CHRISTMAS = BankHoliday("england", date(2026, 12, 25), "Christmas Day")
BOXING = BankHoliday("england", date(2026, 12, 28), "Boxing Day (substitute day)")
JUBILEE = BankHoliday("england", date(2026, 6, 5), "Jubilee")


async def test_a_refresh_of_bank_holidays_leaves_what_was_put_in_by_hand_and_other_years(database: Engine) -> None:
    old = BankHoliday("england", date(2025, 12, 25), "Christmas Day")
    await replace_bank_holidays("england", [old], ADA, NOW)
    assert await replace_bank_holidays("england", [CHRISTMAS], ADA, NOW) == (CHRISTMAS,)
    await add_bank_holiday(JUBILEE, ADA, NOW)
    before = await load_revision()
    assert await replace_bank_holidays("england", [CHRISTMAS], ADA, NOW) == ()
    assert await load_revision() == before
    assert await replace_bank_holidays("england", [CHRISTMAS, BOXING], ADA, NOW) == (BOXING,)
    scots = BankHoliday("scotland", date(2026, 11, 30), "St Andrew's Day")
    await replace_bank_holidays("scotland", [scots], ADA, NOW)
    assert (await load_directory(TODAY)).calendars.bank_holidays == (old, JUBILEE, CHRISTMAS, BOXING, scots)


async def test_a_bank_holiday_that_is_taken_away_stays_away_until_somebody_adds_it(database: Engine) -> None:
    await replace_bank_holidays("england", [CHRISTMAS, BOXING], ADA, NOW)
    await add_bank_holiday(JUBILEE, ADA, NOW)
    before = await load_revision()
    assert await remove_bank_holiday("england", CHRISTMAS.day, ADA, NOW, is_published=True) == CHRISTMAS
    assert await remove_bank_holiday("england", JUBILEE.day, ADA, NOW, is_published=False) == JUBILEE
    assert (await load_calendars()).bank_holidays == (BOXING,)
    assert (await load_revision()).directory == before.directory + 2
    line = await ChangeRow.select().order_by(ChangeRow.id, ascending=False).first()
    assert (line["what"], line["who"], line["subject"], line["before"]) == (
        "removed a bank holiday", "Ada Example", "england", '{"2026-06-05":"Jubilee"}',
    )  # fmt: skip
    assert await replace_bank_holidays("england", [CHRISTMAS, BOXING], ADA, NOW) == ()
    assert (await load_calendars()).bank_holidays == (BOXING,)
    await add_bank_holiday(CHRISTMAS, ADA, NOW)
    assert (await load_calendars()).bank_holidays == (CHRISTMAS, BOXING)


@pytest.mark.parametrize("day", [date(2026, 12, 24), CHRISTMAS.day])
async def test_taking_away_a_day_that_is_no_bank_holiday_changes_nothing(database: Engine, day: date) -> None:
    await replace_bank_holidays("england", [CHRISTMAS], ADA, NOW)
    await remove_bank_holiday("england", CHRISTMAS.day, ADA, NOW, is_published=True)
    before = await load_revision()
    assert await remove_bank_holiday("england", day, ADA, NOW, is_published=True) is None
    assert await load_revision() == before


AUTUMN = TermPeriod(date(2026, 9, 1), date(2026, 12, 18), True, "Autumn term")
BREAK = TermPeriod(date(2026, 12, 19), date(2027, 1, 3), False, "Christmas holiday")


async def test_the_first_term_calendar_is_followed_and_a_later_one_only_when_somebody_says_so(database: Engine) -> None:
    county = TermCalendar("county", "The County", (AUTUMN, BREAK))
    city = TermCalendar("city", "The City", (AUTUMN,))
    assert (await import_term_calendar(county, record("terms", "a"), ADA, NOW)).current == "county"
    assert (await import_term_calendar(city, record("terms", "b"), ADA, NOW)).current is None
    calendars = (await load_directory(TODAY)).calendars
    assert (calendars.terms, calendars.default_terms) == ((city, county), "county")
    shorter = TermCalendar("county", "The County", (AUTUMN,))
    assert (await import_term_calendar(shorter, record("terms", "c"), ADA, NOW)).changed == ("county",)
    assert (await import_term_calendar(shorter, record("terms", "c"), ADA, NOW)).already
    assert (await import_term_calendar(city, record("terms", "b"), ADA, NOW, make_default=True)).current == "city"
    calendars = (await load_directory(TODAY)).calendars
    assert (calendars.terms, calendars.default_terms) == ((city, shorter), "city")


async def test_the_same_terms_change_nothing_and_one_file_may_serve_two_authorities(database: Engine) -> None:
    county, city = TermCalendar("county", "The County", (AUTUMN,)), TermCalendar("city", "The City", (AUTUMN,))
    await import_term_calendar(county, record("terms", "a", "© County 2026"), ADA, NOW)
    assert (await import_term_calendar(city, record("terms", "a"), ADA, NOW)).added == ("city",)
    before = await load_revision()
    assert (await import_term_calendar(county, record("terms", "b"), ADA, NOW, make_default=True)).already
    assert await load_revision() == before
    longer = TermCalendar("county", "The County", (AUTUMN, BREAK))
    await import_term_calendar(longer, record("terms", "c", "© County 2027"), ADA, NOW)
    assert (await load_directory(TODAY)).attributions == ("© County 2027",)


async def test_a_term_that_ends_before_it_begins_is_refused_by_name(database: Engine) -> None:
    upside_down = TermCalendar("county", "The County", (TermPeriod(date(2026, 12, 18), date(2026, 9, 1), True, "Autumn"),))
    with pytest.raises(FaultyFile, match="Autumn of The County"):
        await import_term_calendar(upside_down, record("terms", "a"), ADA, NOW)
