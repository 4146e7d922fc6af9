"""Square metres, the National Grid and the outline of the kingdom: what imports need to know of the round Earth."""

import pytest
import shapely
from geopy.distance import geodesic

from welcome.directory.places import Point, area_m2, in_united_kingdom


@pytest.mark.parametrize("latitude", [50.0, 53.0, 60.0])
def test_the_area_of_a_small_box_agrees_with_the_geodesic_lengths_of_its_sides(latitude):
    width = geodesic((latitude + 0.01, -1.0), (latitude + 0.01, -0.97)).m
    height = geodesic((latitude, -1.0), (latitude + 0.02, -1.0)).m
    assert area_m2(shapely.box(-1.0, latitude, -0.97, latitude + 0.02)) == pytest.approx(width * height, rel=0.01)


def test_nothing_has_no_area():
    assert area_m2(shapely.Polygon()) == 0
    assert area_m2(shapely.LineString([(-1, 53), (-0.9, 53)])) == 0


@pytest.mark.parametrize(
    ("longitude", "latitude", "inside"),
    [
        (-5.71, 50.07, True),
        (-1.0, 60.8, True),
        (1.76, 52.48, True),
        (-8.17, 54.45, True),
        (0, 0, False),
        (53, -1, False),
        (4.9, 52.4, False),
    ],
)
def test_the_kingdom_reaches_from_lands_end_to_shetland_and_from_fermanagh_to_lowestoft(longitude, latitude, inside):
    assert in_united_kingdom(Point(longitude, latitude)) is inside
