"""Where to go: the order of the answers, the filters, and that there always is an answer."""

import math
import random
from datetime import UTC, date, datetime, timedelta
from itertools import chain

import msgspec
import pytest
import shapely
from geopy.distance import geodesic
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from examples.made_venues import MIDDLE, calendars, contents, random_venues, venue, wards_of, weekly
from welcome.directory import search as searching
from welcome.directory.hours import openings_between
from welcome.directory.places import DETOUR, Point, distance_m
from welcome.directory.search import Query, bands, search
from welcome.directory.snapshot import Snapshot, hours_of
from welcome.directory.venues import Access, Outage, access_on, is_public, wheelchair_route
from welcome.directory.wall_clock import LONDON

SEED = 20261124
TUESDAY = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


def snapshot_of(*venues, **more) -> Snapshot:
    return Snapshot.of(contents(list(venues), calendars=calendars(), **more), TUESDAY)


def slugs(snapshot: Snapshot, query: Query) -> list[str]:
    return [snapshot.venues[match.index].slug for match in search(snapshot, query).matches]


def names(snapshot: Snapshot, query: Query) -> list[str]:
    return [snapshot.venues[match.index].name for match in search(snapshot, query).matches]


def east(metres: float) -> Point:
    """Return the point so many metres east of the middle."""
    return Point(MIDDLE.longitude + metres / (111_195 * math.cos(math.radians(MIDDLE.latitude))), MIDDLE.latitude)


OPEN_NOW = (weekly("tu", "10:00", "12:00"),)
OPEN_LATER = (weekly("tu", "14:00", "16:00"),)
OPEN_TOMORROW = (weekly("we", "10:00", "12:00"),)


def test_what_is_open_comes_before_what_is_shut_within_five_minutes_walk():
    snapshot = snapshot_of(
        venue(1, name="Shut", point=east(50), schedules=OPEN_TOMORROW),
        venue(2, name="Open", point=east(250), schedules=OPEN_NOW),
    )
    assert names(snapshot, Query(at=TUESDAY, place=MIDDLE)) == ["Open", "Shut"]


def test_nobody_is_sent_more_than_five_minutes_further_to_an_open_door():
    snapshot = snapshot_of(
        venue(1, name="Shut", point=east(50), schedules=OPEN_TOMORROW),
        venue(2, name="Open", point=east(400), schedules=OPEN_NOW),
    )
    assert names(snapshot, Query(at=TUESDAY, place=MIDDLE)) == ["Shut", "Open"]


def test_a_priority_ward_lifts_a_venue_within_its_band_and_no_further():
    west, here, far = east(-200), east(100), east(-500)
    snapshot = snapshot_of(
        venue(1, name="Here", point=here, schedules=OPEN_NOW),
        venue(2, name="Lifted", point=west, schedules=OPEN_NOW),
        venue(3, name="Lifted but far", point=far, schedules=OPEN_NOW),
        wards=wards_of("West"),
    )
    assert names(snapshot, Query(at=TUESDAY, place=MIDDLE)) == ["Lifted", "Here", "Lifted but far"]


def test_a_flag_never_puts_a_shut_door_before_an_open_one():
    snapshot = snapshot_of(
        venue(1, name="Open", point=east(100), schedules=OPEN_NOW),
        venue(2, name="Lifted and shut", point=east(-100), schedules=OPEN_LATER),
        wards=wards_of("West"),
    )
    assert names(snapshot, Query(at=TUESDAY, place=MIDDLE)) == ["Open", "Lifted and shut"]


def test_what_opens_soonest_comes_first_among_shut_doors():
    snapshot = snapshot_of(
        venue(1, name="Tomorrow", point=east(10), schedules=OPEN_TOMORROW),
        venue(2, name="This afternoon", point=east(200), schedules=OPEN_LATER),
    )
    assert names(snapshot, Query(at=TUESDAY, place=MIDDLE)) == ["This afternoon", "Tomorrow"]


def test_what_anyone_can_walk_into_comes_before_what_is_for_some():
    snapshot = snapshot_of(
        venue(1, name="Women", point=east(10), schedules=(weekly("tu", "10:00", "12:00", audience="women"),)),
        venue(2, name="Everyone", point=east(200), schedules=OPEN_NOW),
    )
    assert names(snapshot, Query(at=TUESDAY, place=MIDDLE)) == ["Everyone", "Women"]
    assert names(snapshot, Query(at=TUESDAY, place=MIDDLE, audiences=("women",))) == ["Women"]


def test_an_opening_in_doubt_is_not_open():
    christmas = datetime(2026, 12, 25, 10, 30, tzinfo=UTC)
    doubtful = venue(1, name="Nobody has said", schedules=(weekly("fr", "10:00", "12:00"),))
    sure = venue(2, name="As usual", schedules=(weekly("fr", "10:00", "12:00", bank_holidays="as_usual"),))
    snapshot = snapshot_of(doubtful, sure)
    assert names(snapshot, Query(at=christmas, place=MIDDLE, open_only=True)) == ["As usual"]


def test_nothing_in_reach_is_answered_with_the_nearest_few_and_how_far():
    snapshot = snapshot_of(*(venue(number, point=east(3_000 + number * 10)) for number in range(1, 9)))
    answer = search(snapshot, Query(at=TUESDAY, place=MIDDLE, within_m=500))
    assert (answer.total, answer.relaxed) == (0, ("within_m",))
    assert [match.distance_m for match in answer.matches] == [3_010, 3_020, 3_030]


def test_a_need_that_nobody_is_known_to_meet_is_answered_with_where_to_ask_first():
    no = venue(1, name="Steps", access=Access(facts={"step_free_entrance": False}))
    unknown = venue(2, name="Not known")
    snapshot = snapshot_of(no, unknown)
    answer = search(snapshot, Query(at=TUESDAY, place=MIDDLE, access=("step_free_entrance",)))
    assert (answer.total, answer.relaxed) == (0, ("include_unknown",))
    assert [snapshot.venues[match.index].name for match in answer.matches] == ["Not known"]


def test_a_known_no_is_never_offered_however_little_there_is():
    snapshot = snapshot_of(venue(1, access=Access(facts={"toilet": False})))
    answer = search(snapshot, Query(at=TUESDAY, place=MIDDLE, access=("toilet",), open_only=True, text="nothing such"))
    assert answer.matches == ()


def test_unknown_comes_after_every_known_yes():
    snapshot = snapshot_of(
        venue(1, name="Not known, near", point=east(10)),
        venue(2, name="Yes, far", point=east(4_000), access=Access(facts={"toilet": True})),
    )
    asked = Query(at=TUESDAY, place=MIDDLE, access=("toilet",))
    assert names(snapshot, asked) == ["Yes, far"]
    assert names(snapshot, msgspec.structs.replace(asked, include_unknown=True)) == ["Yes, far", "Not known, near"]


def test_a_lift_out_of_order_is_a_no_on_that_day_alone():
    lift = Access(
        facts={"step_free_inside": True}, outages=(Outage("step_free_inside", date(2026, 11, 20), date(2026, 12, 4), "lift"),)
    )
    snapshot = snapshot_of(venue(1, access=lift))
    asked = Query(at=TUESDAY, place=MIDDLE, access=("step_free_inside",), include_unknown=True)
    assert search(snapshot, asked).total == 0
    assert search(snapshot, msgspec.structs.replace(asked, at=TUESDAY + timedelta(days=14))).total == 1


def test_browsing_without_a_place_goes_by_lift_and_then_by_name():
    snapshot = snapshot_of(
        venue(1, name="Zinnia Hall", point=east(-100)),
        venue(2, name="Aster Hall", point=east(100)),
        venue(3, name="Borage Hall", point=east(100)),
        wards=wards_of("West"),
    )
    assert names(snapshot, Query(at=TUESDAY)) == ["Zinnia Hall", "Aster Hall", "Borage Hall"]
    assert [match.distance_m for match in search(snapshot, Query(at=TUESDAY)).matches] == [None] * 3


def test_a_venue_without_a_position_is_found_by_name_and_comes_last_by_distance():
    snapshot = snapshot_of(venue(1, name="Lost Hall", point=None), venue(2, name="Far Hall", point=east(20_000)))
    assert names(snapshot, Query(at=TUESDAY, place=MIDDLE)) == ["Far Hall", "Lost Hall"]
    assert names(snapshot, Query(at=TUESDAY, place=MIDDLE, text="lost")) == ["Lost Hall"]


@pytest.mark.parametrize(
    ("days", "from_minute", "until_minute", "found"),
    [
        ((date(2026, 11, 25),), 0, 1440, ["Wednesday"]),
        ((date(2026, 11, 24),), 0, 1440, ["Tuesday"]),
        ((date(2026, 11, 24),), 12 * 60, 1440, ["Tuesday", "Wednesday"]),
        ((date(2026, 11, 25),), 9 * 60, 10 * 60 + 1, ["Wednesday"]),
        ((date(2026, 11, 24), date(2026, 11, 25)), 0, 1440, ["Tuesday", "Wednesday"]),
    ],
    ids=["that day", "today, still open", "nothing then: whatever is open now first", "a minute is enough", "either day"],
)
def test_a_day_and_a_part_of_it(days, from_minute, until_minute, found):
    snapshot = snapshot_of(venue(1, name="Tuesday", schedules=OPEN_NOW), venue(2, name="Wednesday", schedules=OPEN_TOMORROW))
    query = Query(at=TUESDAY, place=MIDDLE, days=days, from_minute=from_minute, until_minute=until_minute)
    assert names(snapshot, query) == found


def test_pages_of_an_answer_join_up_without_a_gap_or_a_repeat():
    snapshot = Snapshot.of(contents(random_venues(SEED, 200)), TUESDAY)
    asked = Query(at=TUESDAY, place=MIDDLE, limit=200)
    whole = slugs(snapshot, asked)
    pages = [slugs(snapshot, msgspec.structs.replace(asked, limit=7, offset=offset)) for offset in range(0, len(whole), 7)]
    assert list(chain.from_iterable(pages)) == whole
    assert len(set(whole)) == len(whole) == search(snapshot, asked).total


@pytest.mark.parametrize("far_off_days", [-700, -1, 40, 700], ids=lambda days: f"{days} days off")
def test_moments_outside_the_index_are_answered_by_the_same_rules(far_off_days):
    snapshot = Snapshot.of(contents(random_venues(SEED, 120), calendars=calendars()), TUESDAY)
    at = TUESDAY + timedelta(days=far_off_days)
    there = Snapshot.of(contents(random_venues(SEED, 120), calendars=calendars()), at)
    query = Query(at=at, place=MIDDLE, limit=100, open_only=True)
    assert slugs(snapshot, query) == slugs(there, query)


def test_distances_agree_with_the_geodesic_within_half_a_percent():
    dice = random.Random(SEED)
    print(f"seed {SEED}")
    for _ in range(200):
        a = Point(dice.uniform(-6, 2), dice.uniform(50, 60))
        b = Point(a.longitude + dice.uniform(-0.2, 0.2), a.latitude + dice.uniform(-0.1, 0.1))
        exact = geodesic((a.latitude, a.longitude), (b.latitude, b.longitude)).m
        assert distance_m(a, b) == pytest.approx(exact, rel=0.005)


# --- the same answers, worked out slowly: every venue looked at, one by one ---


def slow_answer(snapshot: Snapshot, query: Query) -> list[str]:
    """Return the slugs in order by reading the rules of the ranking as they are written, without any index."""
    found = []
    for one in sorted(filter(is_public, snapshot.contents.venues), key=lambda v: v.slug):
        metres = round(distance_m(query.place, one.point)) if one.point else None
        if query.within_m is not None and (metres is None or metres > query.within_m):
            continue
        facts = access_on(one.access, query.at.astimezone(LONDON).date())
        facts["wheelchair_route"] = wheelchair_route(facts)
        known = [facts[fact] for fact in query.access]
        if False in known or (None in known and not query.include_unknown):
            continue
        if not set(query.provision) <= set(one.provision):
            continue
        spoken = {*one.languages, *(code for schedule in one.schedules for code in schedule.languages)}
        if not set(query.languages) <= spoken:
            continue
        if query.audiences and not {schedule.audience for schedule in one.schedules} & set(query.audiences):
            continue
        openness, opens = slow_openness(snapshot, one, query)
        if query.open_only and openness == 2:
            continue
        band = math.floor(metres * DETOUR / (query.pace * 5)) if metres is not None else math.inf
        lifted = slow_lift(snapshot, one)
        wait = 0 if openness < 2 else (opens - query.at).total_seconds() // 60 if opens else math.inf
        if query.order == "distance":
            key = (metres if metres is not None else math.inf,)
        else:
            rank = 0 if query.audiences and openness == 1 else openness
            key = (None in known, band, rank, not lifted, wait, metres if metres is not None else math.inf)
        found.append((key, one.slug))
    return [slug for _, slug in sorted(found)]


def slow_openness(snapshot: Snapshot, one, query: Query) -> tuple[int, datetime | None]:
    """Return 0 open to anyone, 1 to some, 2 not surely open; and when it next opens to anyone without doubt."""
    day = query.at.astimezone(LONDON).date()
    coming = openings_between(hours_of(one), snapshot.calendars, day - timedelta(days=1), day + timedelta(days=36))
    best = 2
    opens = None
    for opening in coming:
        sure_until = opening.ends
        if opening.doubt == "no_closing_time":
            sure_until = min(opening.ends, opening.starts + timedelta(hours=2))
        elif opening.doubt:
            continue
        anyone = opening.audience == "everyone" and opening.booking != "needed"
        if opening.starts <= query.at < sure_until:
            best = min(best, 0 if anyone else 1)
        if anyone and opening.starts > query.at:
            opens = min(opens or opening.starts, opening.starts)
    return best, opens


def slow_lift(snapshot: Snapshot, one) -> bool:
    return any(
        ward.priority and one.point and ward.polygon.covers(shapely.Point(one.point.longitude, one.point.latitude))
        for ward in snapshot.contents.wards
    )


QUERIES = st.builds(
    Query,
    at=st.integers(0, 34 * 1440).map(lambda minutes: TUESDAY + timedelta(minutes=minutes)),
    place=st.builds(
        Point,
        st.floats(MIDDLE.longitude - 0.1, MIDDLE.longitude + 0.1),
        st.floats(MIDDLE.latitude - 0.05, MIDDLE.latitude + 0.05),
    ),
    within_m=st.sampled_from([None, None, 400, 2_000, 5_000]),
    access=st.sampled_from([(), (), ("toilet",), ("wheelchair_route",), ("hearing_loop", "toilet")]),
    include_unknown=st.booleans(),
    provision=st.sampled_from([(), (), ("hot_drinks",), ("wifi", "advice")]),
    languages=st.sampled_from([(), (), ("ur",)]),
    audiences=st.sampled_from([(), (), ("women",), ("women", "families")]),
    open_only=st.booleans(),
    pace=st.sampled_from([80, 50]),
    order=st.sampled_from(["welcome", "distance"]),
    limit=st.just(200),
)


@pytest.fixture(scope="module")
def borough() -> Snapshot:
    print(f"seed {SEED}")
    return Snapshot.of(contents(random_venues(SEED, 150), calendars=calendars(), wards=wards_of("West")), TUESDAY)


@seed(SEED)
@settings(max_examples=60, deadline=None)
@given(query=QUERIES)
def test_the_index_finds_what_looking_at_every_venue_finds(borough: Snapshot, query: Query):
    answer = search(borough, query)
    if not answer.relaxed:
        assert [borough.venues[match.index].slug for match in answer.matches] == slow_answer(borough, query)
    else:
        assert slow_answer(borough, query) == []


@seed(SEED)
@settings(max_examples=40, deadline=None)
@given(query=QUERIES)
def test_growing_the_ground_step_by_step_gives_the_same_page(borough: Snapshot, query: Query):
    """A large directory without a radius is searched in growing rings; a small one at once. Both answer the same."""
    page = msgspec.structs.replace(query, within_m=None, limit=9, offset=3)
    at_once = search(borough, page)
    small, searching.SMALL_DIRECTORY = searching.SMALL_DIRECTORY, 0
    try:
        assert search(borough, page).matches == at_once.matches
        assert search(borough, page).total == at_once.total
    finally:
        searching.SMALL_DIRECTORY = small


def test_walking_bands_are_five_minutes_wide():
    metres_in_five_minutes = 5 * 80 / DETOUR
    assert bands(metres_in_five_minutes * 0.99, 80) == 0
    assert bands(metres_in_five_minutes * 1.01, 80) == 1
    assert bands(metres_in_five_minutes * 0.99, 50) == 1
