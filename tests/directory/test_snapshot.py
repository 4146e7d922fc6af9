"""The picture of the directory: who is in it, and that a change leads to the same picture as a fresh load."""

from datetime import UTC, datetime, timedelta

import msgspec
import numpy as np
import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from examples.made_venues import MIDDLE, calendars, contents, random_venues, venue, wards_of, weekly
from welcome.directory.errors import UnknownVenue, UnknownWard, VenueClosed
from welcome.directory.snapshot import Snapshot, venue_index, ward_named, ward_of
from welcome.directory.venues import Venue

SEED = 20261125
TUESDAY = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


def test_residents_see_listed_and_paused_venues_and_no_others():
    made = [
        venue(1, name="Listed"),
        venue(2, name="Paused", listing="paused"),
        venue(3, name="Draft", listing="draft"),
        venue(4, name="Closed", listing="closed"),
        venue(5, name="Hidden", hidden=True),
    ]
    assert [one.name for one in Snapshot.of(contents(made), TUESDAY).venues] == ["Listed", "Paused"]


def test_a_paused_venue_has_no_openings():
    paused = venue(1, listing="paused", schedules=(weekly("mo tu we th fr sa su", "00:00", "24:00"),))
    snapshot = Snapshot.of(contents([paused]), TUESDAY)
    assert len(snapshot.timetable.openings.starts) == 0


def test_an_old_address_leads_to_the_venue_and_a_closed_one_says_so():
    made = [venue(1, name="New name", old_slugs=("old-name",)), venue(2, name="Gone Hall", listing="closed")]
    snapshot = Snapshot.of(contents(made), TUESDAY)
    assert snapshot.venues[venue_index(snapshot, "old-name")].name == "New name"
    with pytest.raises(VenueClosed, match="Gone Hall has closed"):
        venue_index(snapshot, "venue-00002")
    with pytest.raises(UnknownVenue):
        venue_index(snapshot, "never-was")


def test_a_hidden_venue_is_unknown_at_each_of_its_addresses():
    snapshot = Snapshot.of(contents([venue(1, hidden=True, old_slugs=("old",), listing="closed")]), TUESDAY)
    for slug in ("venue-00001", "old"):
        with pytest.raises(UnknownVenue):
            venue_index(snapshot, slug)


def test_a_ward_is_found_by_code_and_by_name_in_any_case():
    snapshot = Snapshot.of(contents([venue(1)], wards=wards_of("East")), TUESDAY)
    assert ward_named(snapshot, "e05999001").name == ward_named(snapshot, " wést ").name == "West"
    with pytest.raises(UnknownWard, match="“North”"):
        ward_named(snapshot, "North")


def test_a_venue_on_a_shared_border_belongs_to_one_ward():
    snapshot = Snapshot.of(contents([venue(1, point=MIDDLE)], wards=wards_of("East")), TUESDAY)
    assert ward_of(snapshot, 0).name == "West"


def same(one: Snapshot, other: Snapshot) -> bool:
    """Return whether two snapshots hold the same in every array and list."""

    def parts(value: object) -> object:
        if isinstance(value, np.ndarray):
            return value.dtype.str, np.nan_to_num(value).tolist() if value.dtype.kind == "f" else value.tolist()
        if isinstance(value, msgspec.Struct) and not isinstance(value, Venue):
            return {name: parts(getattr(value, name)) for name in value.__struct_fields__ if name not in UNLIKE}
        return value

    return parts(one) == parts(other)


#: Objects without an equality of their own, made from what is compared; and keys that a smaller change keeps.
UNLIKE = ("tree", "wards", "built_at", "offers", "offer_keys")

CHANGES = st.lists(
    st.tuples(st.integers(1, 70), st.sampled_from(["gone", "renamed", "moved", "hours", "paused", "hidden", "new"])),
    min_size=1,
    max_size=8,
)


@seed(SEED)
@settings(max_examples=40, deadline=None)
@given(changes=CHANGES)
def test_a_change_leads_to_the_same_picture_as_a_fresh_load(changes):
    before = {one.id: one for one in random_venues(SEED, 60)}
    others = {one.id: one for one in random_venues(SEED + 1, 70)}
    changed = {}
    for number, kind in changes:
        old = before.get(number, others[number])
        changed[number] = {
            "gone": None,
            "renamed": msgspec.structs.replace(old, slug=f"a-{number}", name="Aardvark", old_slugs=(old.slug,)),
            "moved": msgspec.structs.replace(old, point=others[number].point),
            "hours": msgspec.structs.replace(old, schedules=others[number].schedules),
            "paused": msgspec.structs.replace(old, listing="paused"),
            "hidden": msgspec.structs.replace(old, hidden=True),
            "new": others[number],
        }[kind]
    after = {**before, **{number: one for number, one in changed.items() if one is not None}}
    for number in [number for number, one in changed.items() if one is None]:
        after.pop(number, None)
    first = Snapshot.of(contents(list(before.values()), calendars=calendars(), wards=wards_of("West")), TUESDAY)
    wanted = Snapshot.of(
        contents(sorted(after.values(), key=lambda one: one.slug), calendars=calendars(), wards=wards_of("West"), revision=1),
        TUESDAY,
    )
    made = first.with_venues(changed, 1, TUESDAY)
    assert same(made, wanted)
    for key in wanted.columns.offer_keys:
        there, here = wanted.columns, made.columns
        assert (there.offers[:, there.offer_keys.index(key)] == here.offers[:, here.offer_keys.index(key)]).all()


def test_after_midnight_in_london_the_openings_begin_a_day_later():
    made = contents([venue(1, schedules=(weekly("mo tu we th fr sa su", "10:00", "12:00"),))])
    first = Snapshot.of(made, TUESDAY)
    next_day = first.with_venues({}, 1, TUESDAY + timedelta(days=1))
    assert next_day.timetable.first_day == first.timetable.first_day + timedelta(days=1)
