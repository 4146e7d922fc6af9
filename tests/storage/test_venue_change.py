import asyncio
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from welcome.directory.demonstration import VenueQuestion
from welcome.directory.errors import BadFact, BadSchedule, Conflict, Contradiction, UnknownVenue
from welcome.directory.hours import Closure, ExtraOpening, Schedule
from welcome.directory.places import Point
from welcome.directory.venues import Access, Contact, FactDetail, Outage, Venue
from welcome.storage.change import VenueChange, add_venue, rename, save_venue
from welcome.storage.engine import Engine
from welcome.storage.import_venues import import_venues
from welcome.storage.load import load_changed_since, load_directory, load_questions, load_revision, load_venues
from welcome.storage.records import ImportRecord, Who
from welcome.storage.tables_people import ChangeRow
from welcome.storage.tables_places import ImportRecordRow
from welcome.storage.tables_venues import ContactRow, ScheduleRow, VenueRow

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
ADA = Who("Ada Example")
TUESDAYS = Schedule(weekdays=0b10, opens=600, closes=720, words="Tuesdays 10-12", languages=("en", "pa"))
FRIDAYS = Schedule(weekdays=0b10000, opens=780, closes=None, every_weeks=2, anchor=date(2026, 11, 6), confirmed_on=TODAY)
PHONE = Contact(kind="phone", value="01632 960 001", is_public=True)
MOBILE = Contact(kind="phone", value="07700 900 001", label="Sam", of_person=True)
HALL = Venue(
    id=0,
    uid="",
    slug="",
    name="St Matthew's & All Saints",
    kind="place_of_welcome",
    address="1 Example Street",
    postcode="AA1 1AA",
    point=Point(-1.5, 52.5),
    position_source="postcode",
    access=Access(
        facts={"toilet": True, "step_free_entrance": False},
        details={"toilet": FactDetail("by the stage", TODAY, "host"), "hearing_loop": FactDetail("nobody was sure")},
        outages=(Outage("toilet", TODAY, TODAY, "being mended"),),
        entrance_steps=2,
        which_door="the side door",
    ),
    provision=("hot_drinks", "warm_room"),
    languages=("en", "ur"),
    contacts=(PHONE, MOBILE),
    schedules=(msgspec.structs.replace(TUESDAYS, id=-1), msgspec.structs.replace(FRIDAYS, id=-2)),
    closures=(Closure(first_day=date(2026, 12, 24), last_day=date(2027, 1, 2), reason="Christmas", schedule_id=-2),),
    extra_openings=(ExtraOpening(day=date(2026, 12, 20), opens=840, closes=960, reason="Carols"),),
)


async def add(**fields: Any) -> Venue:
    return (await add_venue(msgspec.structs.replace(HALL, **fields), ADA, NOW)).venue


async def change(venue: Venue, **fields: Any) -> Venue:
    return (await save_venue(VenueChange(venue_id=venue.id, fields=fields), ADA, NOW)).venue


async def public(venue: Venue) -> Venue:
    (found,) = await load_venues([venue.id], TODAY)
    return found


async def test_a_venue_is_added_with_everything_that_is_known_about_it(database: Engine) -> None:
    saved = await add_venue(HALL, ADA, NOW)
    venue = saved.venue
    assert (venue.slug, venue.version) == ("st-matthews-and-all-saints", 1)
    assert saved.revision == (await load_revision()).directory
    assert await load_venues([venue.id], TODAY, private=True) == [venue]
    assert venue.closures[0].schedule_id == venue.schedules[1].id
    assert (await load_directory(TODAY)).venues == (await public(venue),)
    assert (await public(venue)).contacts == (PHONE,)


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ({}, True),
        ({"is_public": False}, False),
        ({"of_person": True}, False),
        ({"of_person": True, "consented_on": TODAY}, True),
        ({"ends_on": date(2026, 11, 23)}, False),
        ({"ends_on": TODAY}, True),
    ],
)
async def test_a_contact_is_shown_only_while_it_may_be(database: Engine, contact: dict[str, Any], shown: bool) -> None:
    venue = await add(contacts=())
    async with database.transaction():
        row = {"venue": venue.id, "kind": "phone", "value": "01632 960 002", "is_public": True}
        await ContactRow.insert(ContactRow(**(row | contact)))
    assert bool((await public(venue)).contacts) is shown
    assert len((await load_venues([venue.id], TODAY, private=True))[0].contacts) == 1


async def test_names_that_are_the_same_get_addresses_that_are_not(database: Engine) -> None:
    slugs = [(await add(name=name, postcode=None)).slug for name in ("Elm Hall", "ELM hall.", "Elm-Hall", "خانہ", "Café Éire")]
    assert slugs == ["elm-hall", "elm-hall-2", "elm-hall-3", "venue", "cafe-eire"]


async def test_a_renamed_venue_keeps_its_old_address_which_nobody_else_ever_gets(database: Engine) -> None:
    venue = await add(name="Elm Hall")
    saved = await rename(venue.id, "Oak Hall", ADA, NOW)
    assert (saved.venue.name, saved.venue.slug, saved.venue.old_slugs) == ("Oak Hall", "oak-hall", ("elm-hall",))
    assert (await add(name="Elm Hall")).slug == "elm-hall-2"
    back = (await rename(venue.id, "Elm Hall", ADA, NOW)).venue
    assert (back.slug, back.old_slugs) == ("elm-hall", ("oak-hall",))
    assert (back.uid, back.version) == (venue.uid, 3)
    assert [row["what"] for row in await ChangeRow.select().where(ChangeRow.venue_id == venue.id).order_by(ChangeRow.id)] == [
        "added", "moved", "renamed", "moved", "renamed",
    ]  # fmt: skip


async def test_a_change_touches_the_fields_it_names_and_says_what_they_were(database: Engine) -> None:
    venue = await add()
    saved = await save_venue(VenueChange(venue_id=venue.id, fields={"about": "Tea.", "listing": "paused"}), ADA, NOW)
    assert saved.venue == msgspec.structs.replace(venue, about="Tea.", listing="paused", version=2)
    line = await ChangeRow.select().order_by(ChangeRow.id, ascending=False).first()
    assert (line["who"], line["what"], line["venue_id"], line["at"]) == ("Ada Example", "changed", venue.id, NOW)
    assert msgspec.json.decode(line["before"]) == {"about": "", "listing": "listed"}
    assert msgspec.json.decode(line["after"]) == {"about": "Tea.", "listing": "paused"}
    assert line["revision"] == saved.revision


async def test_a_change_that_changes_nothing_leaves_no_trace(database: Engine) -> None:
    venue = await add()
    before = await load_revision(), await ChangeRow.count()
    again = tuple(msgspec.structs.replace(schedule, id=0) for schedule in reversed(venue.schedules))
    assert await change(venue, about=venue.about, access=venue.access, schedules=again) == venue
    assert (await load_revision(), await ChangeRow.count()) == before


async def test_every_part_of_a_venue_can_be_changed_and_comes_back_so(database: Engine) -> None:
    venue = await add()
    fields = {
        "access": Access(facts={"toilet": False, "quiet_space": True}, entrance_steps=None),
        "provision": ("wifi",),
        "languages": (),
        "contacts": (MOBILE,),
        "point": None,
        "position_source": "none",
        "postcode": None,
        "schedules": (msgspec.structs.replace(venue.schedules[0], closes=750), TUESDAYS),
        "closures": (Closure(first_day=TODAY, last_day=TODAY, reason="Heating"),),
        "extra_openings": (),
        "division": "wales",
        "term_calendar": "county",
        "member_since": TODAY,
        "hidden": True,
    }
    after = await change(venue, **fields)
    for field, value in fields.items():
        found = getattr(after, field)
        if field == "schedules":
            assert found[0] == value[0]
            assert msgspec.structs.replace(found[1], id=0) == TUESDAYS
        elif field == "closures":
            assert [msgspec.structs.replace(closure, id=0) for closure in found] == list(value)
        else:
            assert found == value, field
    (loaded,) = await load_venues([venue.id], TODAY, private=True)
    assert loaded == after


async def test_a_schedule_that_stays_keeps_its_number_and_so_its_closures(database: Engine) -> None:
    venue = await add()
    tuesdays, fridays = venue.schedules
    after = await change(
        venue, schedules=(msgspec.structs.replace(FRIDAYS, id=0), msgspec.structs.replace(tuesdays, opens=570))
    )
    assert {schedule.id for schedule in after.schedules} == {tuesdays.id, fridays.id}
    assert [closure.schedule_id for closure in after.closures] == [fridays.id]


async def test_a_schedule_that_goes_takes_its_closures_along_unless_they_now_close_the_venue(database: Engine) -> None:
    venue = await add()
    (closure,) = (await public(venue)).closures
    after = await change(venue, schedules=venue.schedules[:1])
    assert after.closures == ()
    other = await add(name="Elm Hall")
    (closure,) = (await public(other)).closures
    whole = msgspec.structs.replace(closure, schedule_id=None)
    after = await change(other, schedules=other.schedules[:1], closures=(whole,))
    assert after.closures == (whole,)
    assert await ScheduleRow.count() == 2


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"name": " "}, BadFact),
        ({"provision": ("unicorns",)}, BadFact),
        ({"languages": ("English",)}, BadFact),
        ({"about": "Tea\x00"}, BadFact),
        ({"slug": "mine"}, BadFact),
        ({"version": 9}, BadFact),
        ({"colour": "red"}, BadFact),
        ({"access": Access(facts={"step_free_entrance": True}, entrance_steps=2)}, Contradiction),
        ({"access": Access(facts={"lift": True})}, BadFact),
        ({"schedules": (Schedule(opens=600, closes=720),)}, BadSchedule),
        ({"closures": (Closure(first_day=TODAY, last_day=date(2026, 1, 1)),)}, BadSchedule),
        ({"closures": (Closure(first_day=TODAY, last_day=TODAY, schedule_id=4711),)}, BadSchedule),
        ({"extra_openings": (ExtraOpening(day=TODAY, opens=720, closes=600),)}, BadSchedule),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_is_kept(database: Engine, fields: dict[str, Any], error: type) -> None:
    venue = await add()
    before = await load_venues([venue.id], TODAY, private=True), await load_revision(), await ChangeRow.count()
    with pytest.raises(error):
        await change(venue, about="Never", **fields) if "about" not in fields else await change(venue, **fields)
    assert (await load_venues([venue.id], TODAY, private=True), await load_revision(), await ChangeRow.count()) == before


@pytest.mark.parametrize(
    ("listing", "fields", "seen"),
    [
        ("listed", {"about": "Tea."}, True),
        ("listed", {"contacts": (PHONE,)}, False),
        ("listed", {"contacts": ()}, True),
        ("listed", {"hidden": True}, True),
        ("closed", {"name": "Gone"}, True),
        ("draft", {"about": "Tea."}, False),
        ("draft", {"listing": "listed"}, True),
    ],
)
async def test_the_revision_goes_up_when_residents_see_a_difference(
    database: Engine, listing: str, fields: dict[str, Any], seen: bool
) -> None:
    venue = await add(listing=listing)
    before = (await load_revision()).directory
    await change(venue, **fields)
    assert (await load_revision()).directory - before == int(seen)
    assert await load_changed_since(before) == (frozenset({venue.id}) if seen else frozenset())


async def test_a_private_contact_keeps_its_recorded_consent_when_others_change(database: Engine) -> None:
    venue = await add()
    async with database.transaction():
        consent = {ContactRow.consent_by: "Sam", ContactRow.consent_words: "Yes, on the page.", ContactRow.ends_on: TODAY}
        await ContactRow.update(consent).where(ContactRow.value == MOBILE.value)
    await change(venue, contacts=(msgspec.structs.replace(MOBILE, is_public=True, consented_on=TODAY),))
    row = await ContactRow.select().first()
    assert (row["consent_by"], row["consent_words"], row["ends_on"]) == ("Sam", "Yes, on the page.", TODAY)


async def test_a_change_that_builds_on_an_older_version_is_a_conflict(database: Engine) -> None:
    venue = await add()
    await change(venue, about="First")
    with pytest.raises(Conflict, match="Somebody else"):
        await save_venue(VenueChange(venue_id=venue.id, fields={"about": "Late"}, base_version=1), ADA, NOW)
    saved = await save_venue(VenueChange(venue_id=venue.id, fields={"about": "Second"}, base_version=2), ADA, NOW)
    assert saved.venue.about == "Second"


async def test_of_two_who_save_at_once_from_the_same_version_one_is_told(database: Engine) -> None:
    venue = await add()
    saves = [
        save_venue(VenueChange(venue_id=venue.id, fields={"about": f"Number {n}"}, base_version=1), ADA, NOW) for n in range(8)
    ]
    results = await asyncio.gather(*saves, return_exceptions=True)
    assert sum(isinstance(result, Conflict) for result in results) == 7
    assert (await public(venue)).version == 2


async def test_changes_of_many_at_once_lose_nothing_and_never_wait_for_each_other_for_ever(database: Engine) -> None:
    venues = [await add(name=f"Hall {number}") for number in range(4)]
    work = [change(venue, about=f"Round {turn}") for turn in range(5) for venue in venues]
    work += [rename(venues[0].id, f"Renamed {turn}", ADA, NOW) for turn in range(3)]
    work += [add(name="Hall 1") for _ in range(3)]
    before = (await load_revision()).directory
    await asyncio.gather(*work)
    assert [row["version"] for row in await VenueRow.select(VenueRow.version).order_by(VenueRow.id)][:4] == [9, 6, 6, 6]
    assert (await load_revision()).directory == before + len(work)


async def test_a_venue_that_is_not_there_is_unknown(database: Engine) -> None:
    with pytest.raises(UnknownVenue):
        await save_venue(VenueChange(venue_id=4711, fields={"about": "?"}), ADA, NOW)
    with pytest.raises(UnknownVenue):
        await rename(4711, "?", ADA, NOW)


SHEET = [msgspec.structs.replace(HALL, uid=f"uid-{n}", slug=f"hall-{n}", name=f"Hall {n}") for n in range(3)]
QUESTIONS = [VenueQuestion(venue_slug="hall-1", about="hours", sentence="Every other Tuesday from when?", value="alt. Tue")]
RECORD = ImportRecord(kind="venues", file_name="venues.csv", sha256="a", rows_read=4, rows_refused=1, attribution="© Sheet")


async def bring(venues: list[Venue]):
    return await import_venues(venues, QUESTIONS, RECORD, Who("import: venues.csv"), NOW)


async def test_a_sheet_comes_in_with_its_questions_and_a_line_for_every_venue(database: Engine) -> None:
    done = await bring(SHEET)
    assert (done.added, done.kept, done.unchanged) == (("hall-0", "hall-1", "hall-2"), 3, 0)
    assert [venue.name for venue in (await load_directory(TODAY)).venues] == ["Hall 0", "Hall 1", "Hall 2"]
    assert await load_questions() == QUESTIONS
    lines = await ChangeRow.select().order_by(ChangeRow.id)
    assert [(line["what"], line["who"], line["revision"]) for line in lines] == [
        *[("added", "import: venues.csv", done.revision)] * 3,
        ("imported venues", "import: venues.csv", done.revision),
    ]
    assert msgspec.json.decode(lines[0]["after"])["name"] == "Hall 0"


async def test_the_same_sheet_twice_changes_nothing_not_even_what_a_host_put_right(database: Engine) -> None:
    await bring(SHEET)
    first = (await load_directory(TODAY)).venues[0]
    await change(first, about="Put right")
    before = await load_directory(TODAY), await ChangeRow.count(), await ImportRecordRow.count(), await load_questions()
    done = await bring(SHEET)
    assert (done.already, done.added, done.unchanged) == (True, (), 3)
    after = await load_directory(TODAY), await ChangeRow.count(), await ImportRecordRow.count(), await load_questions()
    assert after == before


async def test_a_longer_sheet_adds_what_is_new_under_an_address_of_its_own(database: Engine) -> None:
    await bring(SHEET)
    other = msgspec.structs.replace(SHEET[0], uid="another", postcode="AA1 2AA")
    done = await bring([*SHEET, other])
    assert (done.added, done.unchanged) == (("hall-0-2",), 3)


async def test_one_impossible_row_keeps_the_whole_sheet_out(database: Engine) -> None:
    wrong = msgspec.structs.replace(SHEET[2], access=Access(facts={"step_free_entrance": True}, entrance_steps=1))
    with pytest.raises(Contradiction):
        await bring([*SHEET[:2], wrong])
    assert not (await load_directory(TODAY)).venues
    assert await ImportRecordRow.count() == 0
