"""Which ward a point lies in."""

import random

import numpy as np
import pytest
import shapely

from examples.made_venues import MIDDLE, wards_of
from welcome.directory.places import WARD_TOLERANCE_M, Point, Ward
from welcome.directory.ward_index import NO_WARD, WardIndex

#: Degrees of latitude in a metre.
METRE = 1 / 111_195


def south_of(metres: float) -> Point:
    """Return the point so many metres south of both wards' lower edge, a little to the west."""
    return Point(MIDDLE.longitude - 0.01, MIDDLE.latitude - 0.1 - metres * METRE)


@pytest.mark.parametrize(
    ("point", "name", "outside_by_m"),
    [
        (Point(MIDDLE.longitude - 0.05, MIDDLE.latitude), "West", 0),
        (Point(MIDDLE.longitude + 0.05, MIDDLE.latitude), "East", 0),
        (MIDDLE, "West", 0),
        (south_of(5), "West", 5),
        (south_of(WARD_TOLERANCE_M - 1), "West", WARD_TOLERANCE_M - 1),
    ],
    ids=["inside", "inside the other", "on the border between", "just outside", "at the edge of the tolerance"],
)
def test_a_point_belongs_to_the_ward_it_lies_in_or_just_outside_of(point, name, outside_by_m):
    found = WardIndex(wards_of("East")).ward_at(point)
    assert found.ward.name == name
    assert found.outside_by_m == pytest.approx(outside_by_m, abs=0.2)


def test_a_point_beyond_the_tolerance_belongs_to_no_ward():
    assert WardIndex(wards_of("East")).ward_at(south_of(WARD_TOLERANCE_M + 1)) is None


def test_wards_without_outlines_hold_no_points():
    assert WardIndex([Ward("E05999001", "West", "2020")]).ward_at(MIDDLE) is None
    assert WardIndex([]).wards_of(np.array([0.0]), np.array([0.0])).tolist() == [NO_WARD]


def test_many_points_at_once_are_placed_as_each_alone():
    dice = random.Random(20261127)
    index = WardIndex(wards_of("East"))
    points = [
        Point(MIDDLE.longitude + dice.uniform(-0.12, 0.12), MIDDLE.latitude + dice.uniform(-0.12, 0.12)) for _ in range(300)
    ]
    together = index.wards_of(np.array([p.longitude for p in points] + [np.nan]), np.array([p.latitude for p in points] + [54]))
    for point, place in zip(points, together[:-1], strict=True):
        inside = [ward for ward in index.wards if ward.polygon.covers(shapely.Point(point.longitude, point.latitude))]
        if inside:
            assert index.wards[place] == inside[0]
    assert together[-1] == NO_WARD
