"""What is served follows what is stored: a change, an import, another worker, London's midnight."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from examples.made_venues import venue, weekly
from welcome.app import Wired
from welcome.directory.demonstration import Demonstration
from welcome.directory.snapshot import Snapshot
from welcome.jobs.refresh import Keeper
from welcome.settings import Settings
from welcome.storage.change import VenueChange, add_venue, save_venue
from welcome.storage.demonstrate import load_demonstration, remove_demonstration
from welcome.storage.load import load_directory
from welcome.storage.records import Who

TUESDAY = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
SOMEBODY = Who("a test")


class Clock:
    def __init__(self) -> None:
        self.moment = TUESDAY

    def __call__(self) -> datetime:
        return self.moment


class Shown:
    """Collects what a keeper publishes."""

    def __init__(self) -> None:
        self.pictures: list[Snapshot] = []
        self.postcodes = []
        self.news = asyncio.Event()

    async def __call__(self, snapshot, postcodes) -> None:
        self.pictures.append(snapshot)
        self.postcodes.append(postcodes)
        self.news.set()

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.pictures[-1].venues]


@pytest.fixture
async def kept(database):
    """A keeper of an empty directory, what it has shown, and its clock."""
    shown, clock = Shown(), Clock()
    keeper = Keeper(shown, clock)
    await keeper.refresh()
    return keeper, shown, clock


async def test_an_empty_directory_is_served_too(kept):
    _, shown, _ = kept
    assert shown.names == []


async def test_a_saved_change_is_served_next_and_equals_a_fresh_load(kept):
    keeper, shown, _ = kept
    saved = await add_venue(venue(0, name="Acorn Hall", schedules=(weekly("tu", "10:00", "12:00"),)), SOMEBODY, TUESDAY)
    await keeper.refresh()
    assert shown.names == ["Acorn Hall"]
    await save_venue(VenueChange(venue_id=saved.venue.id, fields={"name": "Acorn House"}), SOMEBODY, TUESDAY)
    await keeper.refresh()
    assert shown.names == ["Acorn House"]
    fresh = Snapshot.of(await load_directory(TUESDAY.date()), TUESDAY)
    assert shown.pictures[-1].contents == fresh.contents


async def test_nothing_new_is_shown_when_nothing_has_changed(kept):
    keeper, shown, _ = kept
    await keeper.refresh()
    await keeper.refresh()
    assert len(shown.pictures) == 1


async def test_those_who_ask_while_a_picture_is_being_made_share_the_next_one(kept):
    keeper, shown, _ = kept
    for number in range(3):
        await add_venue(venue(number + 1, name=f"Hall {number}"), SOMEBODY, TUESDAY)
    await asyncio.gather(*(keeper.refresh() for _ in range(5)))
    assert len(shown.pictures) == 2
    assert len(shown.names) == 3


async def test_the_invented_borough_comes_and_goes_whole(kept, demonstration: Demonstration):
    keeper, shown, _ = kept
    await load_demonstration(demonstration, SOMEBODY, TUESDAY)
    await keeper.refresh()
    assert (len(shown.names), len(shown.postcodes[-1])) == (43, len(demonstration.postcodes))
    await remove_demonstration(SOMEBODY, TUESDAY)
    await keeper.refresh()
    assert (shown.names, len(shown.postcodes[-1])) == ([], 0)


async def test_at_midnight_in_london_the_horizon_moves(kept):
    keeper, shown, clock = kept
    clock.moment = TUESDAY + timedelta(hours=13)
    await keeper.refresh()
    assert shown.pictures[-1] is shown.pictures[0]
    clock.moment = TUESDAY + timedelta(hours=14)
    await keeper.refresh()
    assert shown.pictures[-1].timetable.first_day == shown.pictures[0].timetable.first_day + timedelta(days=1)


async def test_another_workers_change_is_shown_without_anybody_asking(kept):
    keeper, shown, _ = kept
    running = asyncio.create_task(keeper.run())
    shown.news.clear()
    try:
        await add_venue(venue(0, name="Acorn Hall"), SOMEBODY, TUESDAY)
        await asyncio.wait_for(shown.news.wait(), 30)
        assert shown.names == ["Acorn Hall"]
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_the_settings_say_whose_terms_count(migrated_url, demonstration: Demonstration):
    wired = Wired(Settings(database_url=migrated_url, term_authority="marmalade-academies"), lambda: TUESDAY)
    async with wired.lifespan(None):
        await load_demonstration(demonstration, SOMEBODY, TUESDAY)
        await wired.keeper.refresh()
        assert wired.served.snapshot.calendars.default_terms == "marmalade-academies"
