"""The venues of the invented borough hold one of everything that a directory can hold, and nothing that it refuses.

Whoever adds a value to the domain's lists must give the demonstration a venue that has it: these tests read the lists.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, get_args

import msgspec
import pytest

from welcome.directory.calendars import BankHoliday
from welcome.directory.hours import (
    EVERY_WEEKS_MAX,
    LAST_IN_MONTH,
    LONDON,
    MINUTES_A_DAY,
    Audience,
    BankHolidayRule,
    Booking,
    Cost,
    Doubt,
    Schedule,
    ScheduleKind,
    Status,
    TermRule,
    check_closure,
    check_extra,
    check_schedule,
    next_opening,
    open_at,
    openings_between,
    status,
    why_shut,
)
from welcome.directory.places import Point, distance_m
from welcome.directory.venues import (
    ACCESS_FACTS,
    LANGUAGE_CODE,
    LANGUAGE_CODES,
    PROVISION_KEYS,
    ContactKind,
    Listing,
    PositionSource,
    SaidBy,
    Venue,
    VenueKind,
    access_on,
    check_access,
    confirmed_on,
    wheelchair_route,
)
from welcome.examplebury import examplebury
from welcome.examplebury.map import ward_at
from welcome.examplebury.postcodes import MISSING

TODAY = date(2026, 11, 23)
DAYS = (TODAY, date(2028, 2, 29), date(2027, 9, 30), date(2027, 10, 31), date(2026, 12, 31))
#: Words that nobody wants to read about themselves.
FORBIDDEN = (
    "elderly", "vulnerable", "lonely", "suffering", "hard to reach", "service user", "deprived", "wheelchair-bound",
    "the disabled", "needy", "isolated",
)  # fmt: skip

borough = cache(examplebury)
VENUES = borough(TODAY).venues
SCHEDULES = [schedule for venue in VENUES for schedule in venue.schedules]
CLOSURES = [closure for venue in VENUES for closure in venue.closures]
EXTRAS = [extra for venue in VENUES for extra in venue.extra_openings]
CONTACTS = [contact for venue in VENUES for contact in venue.contacts]
DETAILS = [detail for venue in VENUES for detail in venue.access.details.values()]


def words_in(value: Any) -> list[str]:
    """Every piece of text in a value, at any depth."""
    match value:
        case str():
            return [value]
        case dict():
            return [text for pair in value.items() for text in words_in(pair)]
        case tuple():
            return [text for part in value for text in words_in(part)]
        case msgspec.Struct():
            return words_in(tuple(getattr(value, name) for name in value.__struct_fields__))
        case _:
            return []


# Nothing that the directory refuses


@pytest.mark.parametrize("today", DAYS)
def test_every_venue_passes_the_checks_that_a_host_must_pass(today: date) -> None:
    for venue in borough(today).venues:
        check_access(venue.access)
        for schedule in venue.schedules:
            check_schedule(schedule)
        for closure in venue.closures:
            check_closure(closure)
        for extra in venue.extra_openings:
            check_extra(extra)


def test_ids_and_addresses_are_each_used_once() -> None:
    slugs = [slug for venue in VENUES for slug in (venue.slug, *venue.old_slugs)]
    rows = (VENUES, SCHEDULES, CLOSURES, EXTRAS)
    for used in (slugs, [venue.uid for venue in VENUES], *([row.id for row in some] for some in rows)):
        assert len(set(used)) == len(used)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in slugs)
    assert 40 <= len(VENUES) <= 50


def test_every_venue_stands_in_the_ward_that_its_address_names() -> None:
    names = {ward.name for ward in borough(TODAY).wards}
    for venue in VENUES:
        place = venue.address.rpartition(", ")[2]
        ward = ward_at(borough(TODAY).wards, venue.point) if venue.point else None
        assert place in names if ward else venue.point is None or place == "Nextover"
        assert ward is None or ward.name == place, venue.slug


def test_a_position_taken_from_the_postcode_is_the_postcodes_own() -> None:
    listed = {code: Point(lon, lat) for code, lon, lat, _ in borough(TODAY).postcodes}
    for venue in VENUES:
        if venue.position_source == "postcode":
            assert venue.point == listed[venue.postcode], venue.slug
        assert (venue.point is None) == (venue.position_source == "none")


def test_what_is_out_of_order_is_there_otherwise() -> None:
    outages = [(venue, outage) for venue in VENUES for outage in venue.access.outages]
    assert all(venue.access.facts[outage.fact] for venue, outage in outages)
    assert {outage.first_day <= TODAY for _, outage in outages} == {True, False}
    assert all(outage.last_day >= TODAY and outage.note for _, outage in outages)


def test_numbers_and_web_names_can_reach_nobody() -> None:
    reserved = {
        # Ofcom, "Telephone numbers for use in TV and radio drama programmes"; RFC 2606.
        "phone": r"01632 960\d{3}|07700 900\d{3}",
        "email": r"[a-z]+@[a-z-]+\.example",
        "website": r"https://[a-z-]+\.examplebury\.example/",
    }
    assert all(re.fullmatch(reserved[contact.kind], contact.value) for contact in CONTACTS)


def test_a_persons_contact_is_public_only_with_consent() -> None:
    assert all(contact.consented_on for contact in CONTACTS if contact.of_person and contact.is_public)
    assert all(
        contact.of_person and not contact.is_public
        for contact in CONTACTS
        if contact.consented_on is None and contact.of_person
    )
    assert {(contact.of_person, contact.is_public) for contact in CONTACTS} == {
        (False, True), (False, False), (True, True), (True, False),
    }  # fmt: skip


def test_no_text_has_words_that_hurt() -> None:
    made = borough(TODAY)
    texts = " ".join(words_in((made.venues, made.flags, made.questions, made.areas))).casefold()
    assert not [word for word in FORBIDDEN if word in texts]


# One of everything


@pytest.mark.parametrize(
    ("values", "occurring"),
    [
        (VenueKind, [venue.kind for venue in VENUES]),
        (Listing, [venue.listing for venue in VENUES]),
        (PositionSource, [venue.position_source for venue in VENUES]),
        (ContactKind, [contact.kind for contact in CONTACTS]),
        (SaidBy, [detail.said_by for detail in DETAILS]),
        (ScheduleKind, [schedule.kind for schedule in SCHEDULES]),
        (BankHolidayRule, [schedule.bank_holidays for schedule in SCHEDULES]),
        (TermRule, [schedule.term for schedule in SCHEDULES]),
        (Audience, [schedule.audience for schedule in SCHEDULES]),
        (Booking, [schedule.booking for schedule in SCHEDULES]),
        (Cost, [schedule.cost for schedule in SCHEDULES]),
    ],
    ids=lambda given: " ".join(get_args(given)[:3]) or "occurring",
)
def test_every_value_of_a_list_occurs(values: Any, occurring: list[str]) -> None:
    assert set(occurring) == set(get_args(values))


@pytest.mark.parametrize("fact", ACCESS_FACTS)
def test_every_access_fact_is_yes_somewhere_no_somewhere_and_not_known_somewhere(fact: str) -> None:
    assert {venue.access.facts.get(fact) for venue in VENUES} == {True, False, None}


def test_a_wheelchair_gets_in_somewhere_does_not_somewhere_and_nobody_knows_elsewhere() -> None:
    assert {wheelchair_route(access_on(venue.access, TODAY)) for venue in VENUES} == {True, False, None}


def test_every_provision_and_every_language_occurs() -> None:
    offered = {key for venue in VENUES for key in venue.provision}
    spoken = {code for row in (*VENUES, *SCHEDULES) for code in row.languages}
    assert offered == set(PROVISION_KEYS)
    assert spoken > set(LANGUAGE_CODES)
    assert all(LANGUAGE_CODE.fullmatch(code) for code in spoken)


ONE_DAY_OFTEN: dict[str, Callable[[Schedule], Any]] = {
    "plain weekly": lambda s: s.weekdays and s.opens is not None and not (s.nth or s.months or s.every_weeks > 1),
    **{f"every {n} weeks": lambda s, n=n: s.every_weeks == n and s.anchor for n in range(2, EVERY_WEEKS_MAX + 1)},
    "the 1st and 3rd": lambda s: s.nth == 0b101,
    "the 5th": lambda s: s.nth == 1 << 4,
    "the last": lambda s: s.nth == LAST_IN_MONTH,
    "some months": lambda s: s.months,
    "a season with dates": lambda s: s.valid_from and s.valid_to,
    "a first date alone": lambda s: s.valid_from and not s.valid_to,
    "past midnight": lambda s: s.closes and s.closes > MINUTES_A_DAY,
    "round the clock": lambda s: (s.opens, s.closes) == (0, MINUTES_A_DAY),
    "until late": lambda s: s.opens is not None and s.closes is None,
    "by appointment with times": lambda s: s.kind == "by_appointment" and s.opens is not None,
    "by appointment without times": lambda s: s.kind == "by_appointment" and s.opens is None and not s.weekdays,
    "over 60": lambda s: s.min_age == 60 and s.audience == "older_people",
    "up to an age": lambda s: s.max_age,
    "a label": lambda s: s.label,
    "a note": lambda s: s.note,
    "the host's own words": lambda s: s.words,
    "what it costs": lambda s: s.cost_note,
    "languages of its own": lambda s: s.languages,
    "never confirmed": lambda s: s.confirmed_on is None,
}


@pytest.mark.parametrize("kind", ONE_DAY_OFTEN)
def test_every_kind_of_schedule_occurs(kind: str) -> None:
    assert any(map(ONE_DAY_OFTEN[kind], SCHEDULES))


SORTS_OF_VENUE: dict[str, Callable[[Venue], Any]] = {
    "hidden": lambda v: v.hidden and v.listing == "listed",
    "with an old address": lambda v: v.old_slugs,
    "without a position": lambda v: v.point is None and v.postcode is None,
    "with a position and no postcode": lambda v: v.point and v.postcode is None,
    "with a postcode in no list": lambda v: v.postcode in MISSING and v.point is None,
    "without schedules": lambda v: not v.schedules and v.hours_question,
    "with schedules and a question": lambda v: v.schedules and v.hours_question,
    "with several schedules": lambda v: len(v.schedules) > 2,
    "open twice on a day": lambda v: any(
        one.weekdays & other.weekdays and one.closes < other.opens
        for one in v.schedules for other in v.schedules if one.closes and other.opens
    ),
    "with schedules that overlap": lambda v: any(
        one.weekdays & other.weekdays and one.opens < other.opens < one.closes
        for one in v.schedules for other in v.schedules if one.closes and other.opens
    ),
    "not every week": lambda v: v.not_every_week,
    "with a first visit": lambda v: v.first_visit,
    "with a nearest stop": lambda v: v.nearest_stop,
    "with which door": lambda v: v.access.which_door,
    "with no steps counted": lambda v: v.access.entrance_steps == 0,
    "with many steps": lambda v: (v.access.entrance_steps or 0) > 2,
    "with nothing known about getting in": lambda v: not v.access.facts,
    "a member that affirmed the five Ps": lambda v: v.member_since and v.five_ps_affirmed_on,
    "a member that did not": lambda v: v.member_since and not v.five_ps_affirmed_on,
    "not agreed by those who run it": lambda v: not v.listing_agreed_on and v.listing == "listed",
    "agreed by those who run it": lambda v: v.listing_agreed_on and v.agreed_by_role and v.agreed_how,
    "without any public contact": lambda v: not any(contact.is_public for contact in v.contacts),
    "with a term calendar of its own": lambda v: v.term_calendar and v.term_calendar != "nant-y-glaw-school",
    "whose term dates nobody has published": lambda v: v.term_calendar == "nant-y-glaw-school",
    "with an apostrophe": lambda v: "’" in v.name,
    "with an ampersand": lambda v: "&" in v.name,
    "with accents": lambda v: unicodedata.normalize("NFD", v.name) != v.name,
    "with a very long name": lambda v: len(v.name) > 120,
    "that speaks Welsh": lambda v: "cy" in v.languages,
    "with a line in Gurmukhi": lambda v: re.search(r"[\u0a00-\u0a7f]", v.about),
    "with a line from right to left": lambda v: any(unicodedata.bidirectional(letter) == "AL" for letter in v.about),
}  # fmt: skip


@pytest.mark.parametrize("sort", SORTS_OF_VENUE)
def test_every_sort_of_venue_occurs(sort: str) -> None:
    assert any(map(SORTS_OF_VENUE[sort], VENUES))


@pytest.mark.parametrize("today", DAYS)
def test_closures_are_over_in_progress_ahead_and_of_one_schedule(today: date) -> None:
    venues = borough(today).venues
    closures = [closure for venue in venues for closure in venue.closures]
    whole = [closure for closure in closures if closure.schedule_id is None]
    assert {(its.first_day > today) - (its.last_day < today) for its in whole} == {-1, 0, 1}
    assert all(closure.reason for closure in closures)
    of_one = [(venue, its) for venue in venues for its in venue.closures if its.schedule_id is not None]
    assert of_one
    assert all(its.schedule_id in [schedule.id for schedule in venue.schedules] for venue, its in of_one)


def test_extra_openings_are_ahead_and_one_falls_in_a_closure() -> None:
    assert all(extra.day > TODAY and extra.reason for extra in EXTRAS)
    assert {extra.closes is None for extra in EXTRAS} == {True, False}
    assert {(extra.audience, extra.booking, extra.cost) for extra in EXTRAS} > {("everyone", "none", "free")}
    assert any(it.first_day <= its.day <= it.last_day for v in VENUES for its in v.extra_openings for it in v.closures)


def test_a_season_is_the_one_in_progress_or_the_next() -> None:
    for today in DAYS:
        for venue in borough(today).venues:
            for schedule in venue.schedules:
                assert schedule.valid_to is None or today <= schedule.valid_to <= today + timedelta(days=366)


def test_hosts_confirmed_on_days_spread_over_the_last_year() -> None:
    days = [(TODAY - schedule.confirmed_on).days for schedule in SCHEDULES if schedule.confirmed_on]
    assert 0 < min(days) < 30
    assert 330 < max(days) < 365
    assert len(set(days)) > len(days) / 2
    assert all(confirmed_on(venue) is None for venue in VENUES if not venue.listing_agreed_on)


def test_each_question_names_a_venue_and_holds() -> None:
    found = {question.venue_slug: question for question in borough(TODAY).questions}
    by_slug = {venue.slug: venue for venue in VENUES}
    assert [question.about for question in found.values()] == ["hours", "hours", "postcode", "position", "duplicate"]
    assert {venue.slug for venue in VENUES if venue.hours_question} == {s for s, q in found.items() if q.about == "hours"}
    assert by_slug["sandmartin-court-lounge"].postcode == found["sandmartin-court-lounge"].value
    assert found["brass-button-comm-hall"].value in by_slug
    office = by_slug["nant-y-glaw-post-office"]
    (given,) = (Point(lon, lat) for code, lon, lat, _ in borough(TODAY).postcodes if code == office.postcode)
    assert distance_m(office.point, given) > 3_000
    wards = [ward_at(borough(TODAY).wards, spot).name for spot in (office.point, given)]
    assert all(name in found[office.slug].sentence for name in wards)


# What residents are told


def test_every_state_at_the_door_occurs_on_a_tuesday_morning() -> None:
    at = datetime(2026, 11, 24, 11, tzinfo=LONDON)
    found = {status(venue, borough(TODAY).calendars, at) for venue in VENUES}
    assert found == set(get_args(Status)) - {"paused"}


def test_every_doubt_occurs_within_the_weeks_that_a_phone_keeps() -> None:
    # England's own, as whoever loads the demonstration adds them.
    christmas = (BankHoliday("england", date(2026, 12, 25), "Christmas Day"),)
    calendars = msgspec.structs.replace(borough(TODAY).calendars, bank_holidays=christmas)
    coming = [its for venue in VENUES for its in openings_between(venue, calendars, TODAY, TODAY + timedelta(days=35))]
    assert {opening.doubt for opening in coming} == {None, *get_args(Doubt)}


@pytest.mark.parametrize("today", DAYS)
def test_the_fire_station_is_open_whatever_the_day(today: date) -> None:
    station = next(venue for venue in borough(today).venues if venue.slug == "kettle-cross-fire-station")
    for ahead in range(400):
        at = datetime.combine(today + timedelta(days=ahead), time(8), LONDON)
        assert open_at(station, borough(today).calendars, at)


@pytest.mark.parametrize("today", DAYS)
def test_the_shut_library_says_why_and_when_it_opens_again(today: date) -> None:
    made = borough(today)
    library = next(venue for venue in made.venues if venue.slug == "penny-wells-library")
    noon = datetime.combine(today, time(12), LONDON)
    assert status(library, made.calendars, noon) == "closed"
    assert next_opening(library, made.calendars, noon).starts.date() > library.closures[0].last_day
    weekday = next(today + timedelta(days=n) for n in range(3) if (today + timedelta(days=n)).weekday() < 6)
    assert why_shut(library, made.calendars, weekday).text == library.closures[0].reason
