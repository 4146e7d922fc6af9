"""Which ward a point lies in, by the index, and what to say of a point that lies just outside them all."""

from collections.abc import Sequence

import msgspec
import numpy as np
import shapely
from shapely.ops import nearest_points

from welcome.directory.places import WARD_TOLERANCE_M, Point, Ward, box_around, distance_m

NO_WARD = -1


class WardFound(msgspec.Struct, frozen=True):
    """The ward of a point. outside_by_m: 0 inside it, else how far outside its generalised outline the point falls."""

    ward: Ward
    outside_by_m: float = 0.0


class WardIndex:
    """The polygons of one boundary set in a tree. `wards` keeps the order that the indices of `wards_of` refer to."""

    def __init__(self, wards: Sequence[Ward]) -> None:
        self.wards = tuple(wards)
        self._drawn = np.array([place for place, ward in enumerate(self.wards) if ward.polygon is not None], dtype=np.int64)
        self._tree = shapely.STRtree([self.wards[place].polygon for place in self._drawn])
        self.by_gss = {ward.gss: place for place, ward in enumerate(self.wards)}

    def ward_at(self, point: Point) -> WardFound | None:
        """Return the ward a point lies in, or the nearest one within WARD_TOLERANCE_M metres, or None."""
        inside = self._drawn[self._tree.query(shapely.Point(point.longitude, point.latitude), predicate="intersects")]
        if len(inside):
            return WardFound(self.wards[int(inside.min())])
        place = self._nearest(point)
        if place == NO_WARD:
            return None
        return WardFound(self.wards[place], _outside_by_m(self.wards[place], point))

    def wards_of(self, longitudes: np.ndarray, latitudes: np.ndarray) -> np.ndarray:
        """Return for each point the index of its ward as int32, NO_WARD without one or where a coordinate is NaN.

        A point on a shared border goes to the ward that comes first.
        """
        found = np.full(len(longitudes), len(self.wards), dtype=np.int32)
        placed = np.flatnonzero(~np.isnan(longitudes))
        which, polygon = self._tree.query(shapely.points(longitudes[placed], latitudes[placed]), predicate="intersects")
        np.minimum.at(found, placed[which], self._drawn[polygon].astype(np.int32))
        for place in placed[found[placed] == len(self.wards)]:
            found[place] = self._nearest(Point(float(longitudes[place]), float(latitudes[place])))
        found[found == len(self.wards)] = NO_WARD
        return found

    def _nearest(self, point: Point) -> int:
        """Return the index of the nearest ward within the tolerance, NO_WARD without one."""
        around = self._drawn[np.sort(self._tree.query(shapely.box(*box_around(point, WARD_TOLERANCE_M))))]
        reachable = [(_outside_by_m(self.wards[place], point), int(place)) for place in around]
        distance, place = min(reachable, default=(np.inf, NO_WARD))
        return place if distance <= WARD_TOLERANCE_M else NO_WARD


def _outside_by_m(ward: Ward, point: Point) -> float:
    """Return how far the point lies outside the ward's outline in metres; 0 inside."""
    nearest, _ = nearest_points(ward.polygon, shapely.Point(point.longitude, point.latitude))
    return distance_m(point, Point(nearest.x, nearest.y))
