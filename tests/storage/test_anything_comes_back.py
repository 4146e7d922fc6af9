from datetime import UTC, date, datetime
from typing import Any, get_args

import msgspec
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from welcome.directory.errors import WelcomeError
from welcome.directory.hours import Closure, ExtraOpening, Schedule
from welcome.directory.places import Point
from welcome.directory.schedules import Audience, BankHolidayRule, Booking, Cost, ScheduleKind, TermRule, check_schedule
from welcome.directory.venues import (
    ACCESS_FACTS,
    LANGUAGE_CODES,
    PROVISION_KEYS,
    Access,
    Contact,
    FactDetail,
    Outage,
    Venue,
    check_access,
)
from welcome.storage.change import VenueChange, add_venue, rename, save_venue
from welcome.storage.engine import Engine
from welcome.storage.load import load_changed_since, load_directory, load_revision, load_venues
from welcome.storage.records import Who

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
ADA = Who("Ada Example")
SEED = 20261124
FIXED = settings(
    max_examples=30, deadline=None, print_blob=True, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=20)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
maybe_day = st.none() | days
languages = st.lists(st.sampled_from(LANGUAGE_CODES), max_size=3, unique=True).map(tuple)


def one_of(literal: Any) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(literal))


def could_be(check: Any) -> Any:
    def passes(value: Any) -> bool:
        try:
            check(value)
        except WelcomeError:
            return False
        return True

    return passes


schedules = st.builds(
    Schedule,
    weekdays=st.integers(1, 127),
    every_weeks=st.integers(1, 4),
    anchor=maybe_day,
    nth=st.integers(0, 63),
    months=st.integers(0, 4095),
    opens=st.integers(0, 1439),
    closes=st.none() | st.integers(1, 2880),
    valid_from=maybe_day,
    valid_to=maybe_day,
    bank_holidays=one_of(BankHolidayRule),
    term=one_of(TermRule),
    kind=one_of(ScheduleKind),
    label=words,
    note=words,
    words=words,
    audience=one_of(Audience),
    min_age=st.none() | st.integers(0, 60),
    max_age=st.none() | st.integers(60, 120),
    booking=one_of(Booking),
    cost=one_of(Cost),
    cost_note=words,
    languages=languages,
    confirmed_on=maybe_day,
).filter(could_be(check_schedule))
closures = st.builds(lambda a, b, reason: Closure(first_day=min(a, b), last_day=max(a, b), reason=reason), days, days, words)
extras = st.builds(ExtraOpening, day=days, opens=st.integers(0, 700), closes=st.none() | st.integers(701, 2880), reason=words)
facts = st.dictionaries(st.sampled_from(ACCESS_FACTS), st.booleans(), max_size=6)
details = st.dictionaries(
    st.sampled_from(ACCESS_FACTS),
    st.builds(
        FactDetail, note=words.map(lambda text: f"{text}."), checked_on=maybe_day, said_by=st.sampled_from([None, "host"])
    ),
    max_size=3,
)
outages = st.builds(
    lambda fact, a, b, note: Outage(fact, min(a, b), max(a, b), note), st.sampled_from(ACCESS_FACTS), days, days, words
)
accesses = st.builds(
    Access, facts, details, st.lists(outages, max_size=2).map(tuple), st.none() | st.integers(0, 30), words
).filter(could_be(check_access))
contacts = st.builds(
    Contact,
    kind=st.sampled_from(["phone", "email", "website"]),
    value=words,
    label=words,
    is_public=st.booleans(),
    of_person=st.booleans(),
    consented_on=maybe_day,
)
points = st.builds(Point, st.floats(-8, 2, allow_nan=False), st.floats(49, 61, allow_nan=False))
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "address": words,
    "postcode": st.none() | st.just("AA1 1AA"),
    "point": st.none() | points,
    "listing": st.sampled_from(["draft", "listed", "paused", "closed"]),
    "hidden": st.booleans(),
    "about": words,
    "not_every_week": st.booleans(),
    "access": accesses,
    "provision": st.lists(st.sampled_from(PROVISION_KEYS), max_size=4, unique=True).map(tuple),
    "languages": languages,
    "contacts": st.lists(contacts, max_size=3).map(tuple),
    "schedules": st.lists(schedules, max_size=3).map(tuple),
    "closures": st.lists(closures, max_size=2).map(tuple),
    "extra_openings": st.lists(extras, max_size=2).map(tuple),
    "hours_question": words,
    "term_calendar": st.none() | st.just("county"),
    "member_since": maybe_day,
}
#: Some of the fields, each with a value.
some_fields = st.fixed_dictionaries({}, optional=FIELDS)
names = st.sampled_from(["Elm Hall", "Oak Hall", "Ash Hall", "St Matthew's", "خانہ"])


def unnumbered(venue: Venue) -> Venue:
    """The venue without the numbers of its parts, which are given by the database."""
    parts = {
        field: tuple(sorted((msgspec.structs.replace(part, id=0) for part in getattr(venue, field)), key=repr))
        for field in ("schedules", "closures", "extra_openings")
    }
    return msgspec.structs.replace(venue, version=0, **parts)


@seed(SEED)
@FIXED
@given(fields=some_fields, name=names)
async def test_whatever_is_known_about_a_venue_comes_back_as_it_was_said(
    database: Engine, fields: dict[str, Any], name: str
) -> None:
    venue = Venue(id=0, uid="", slug="", name=name, **fields)
    saved = (await add_venue(venue, ADA, NOW)).venue
    (found,) = await load_venues([saved.id], TODAY, private=True)
    assert found == saved
    assert unnumbered(found) == unnumbered(msgspec.structs.replace(venue, id=found.id, uid=found.uid, slug=found.slug))


@seed(SEED)
@FIXED
@given(changes=st.lists(st.tuples(st.integers(0, 3), st.none() | names, some_fields), min_size=1, max_size=6))
async def test_reading_again_only_what_changed_comes_to_the_same_as_reading_everything(
    database: Engine, changes: list[tuple[int, str | None, dict[str, Any]]]
) -> None:
    for _ in range(4 - len((await load_directory(TODAY)).venues)):
        await add_venue(Venue(id=0, uid="", slug="", name="Hall"), ADA, NOW)
    directory = await load_directory(TODAY)
    held, revision = {venue.id: venue for venue in directory.venues}, directory.revision
    numbers = sorted(held)
    for place, name, fields in changes:
        if name:
            await rename(numbers[place], name, ADA, NOW)
        await save_venue(VenueChange(venue_id=numbers[place], fields=fields), ADA, NOW)
        changed = await load_changed_since(revision)
        assert changed <= {numbers[place]}
        held |= {venue.id: venue for venue in await load_venues(changed, TODAY)}
        revision = (await load_revision()).directory
    fresh = await load_directory(TODAY)
    assert fresh.revision == revision
    shown = {venue.id: msgspec.structs.replace(venue, version=0) for venue in fresh.venues}
    for number, venue in held.items():
        unseen = shown[number].hidden or shown[number].listing == "draft"
        was_unseen = venue.hidden or venue.listing == "draft"
        # What nobody sees may be read later: until then both say that nobody sees it.
        assert (unseen and was_unseen) or msgspec.structs.replace(venue, version=0) == shown[number]
