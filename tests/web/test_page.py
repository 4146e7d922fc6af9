"""The page of cards written at once is to the letter the page written card by card."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from examples.made_venues import MIDDLE, calendars, contents, random_venues, venue, wards_of, weekly
from welcome.directory.search import Query, search
from welcome.directory.snapshot import Snapshot
from welcome.web.cards import venues_answer
from welcome.web.page import Pages

SEED = 20261128
TUESDAY = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)

QUERIES = st.builds(
    Query,
    at=st.integers(-90 * 1440, 300 * 1440).map(lambda minutes: TUESDAY + timedelta(minutes=minutes)),
    place=st.sampled_from([None, MIDDLE]),
    open_only=st.booleans(),
    pace=st.sampled_from([80, 50]),
    access=st.sampled_from([(), ("toilet",)]),
    limit=st.sampled_from([1, 20, 200]),
    offset=st.sampled_from([0, 5]),
)


@pytest.fixture(scope="module")
def borough() -> Snapshot:
    print(f"seed {SEED}")
    return Snapshot.of(contents(random_venues(SEED, 120), calendars=calendars(), wards=wards_of("West")), TUESDAY)


def both(snapshot: Snapshot, query: Query) -> tuple[bytes, bytes]:
    answer = search(snapshot, query)
    slowly = msgspec.json.encode(venues_answer(snapshot, query, None, answer, TUESDAY))
    return Pages(snapshot).venues_json(query, None, answer, TUESDAY), slowly


@seed(SEED)
@settings(max_examples=80, deadline=None)
@given(query=QUERIES)
def test_every_page_is_the_same_written_at_once_and_card_by_card(borough: Snapshot, query: Query):
    at_once, slowly = both(borough, query)
    assert at_once == slowly


@pytest.mark.parametrize(
    "schedule",
    [
        weekly("mo tu we th fr sa su", "22:00", "26:00"),
        weekly("mo tu we th fr sa su", "00:00", "24:00"),
        weekly("fr", "19:00", None),
        weekly("fr", "10:00", "12:00"),
        weekly("tu", "10:00", "12:00", audience="women", booking="needed", cost="paid"),
        weekly("tu", "10:00", "12:00", kind="by_appointment"),
        weekly("tu", "10:00", "12:00", months=1 << 6),
    ],
    ids=["past midnight", "without a break", "until late", "Christmas in doubt", "not for all", "by appointment", "July alone"],
)
@pytest.mark.parametrize("days", [0, 30, 100, 240], ids=lambda days: f"in {days} days")
def test_kinds_of_openings_that_are_not_plain(schedule, days):
    snapshot = Snapshot.of(contents([venue(1, schedules=(schedule,)), venue(2)], calendars=calendars()), TUESDAY)
    at_once, slowly = both(snapshot, Query(at=TUESDAY + timedelta(days=days, hours=13), place=MIDDLE))
    assert at_once == slowly


def test_a_page_without_venues_is_written_too():
    snapshot = Snapshot.of(contents([venue(1)]), TUESDAY)
    answer = msgspec.structs.replace(search(snapshot, Query(at=TUESDAY)), total=0, matches=(), local=())
    assert msgspec.json.decode(Pages(snapshot).venues_json(Query(at=TUESDAY), None, answer, TUESDAY))["venues"] == []
