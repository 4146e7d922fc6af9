"""Whether the outline of a ward can be believed: a whole polygon, in degrees, where wards are, and over no other ward."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from welcome.directory.errors import FaultyFile
from welcome.directory.places import UNITED_KINGDOM, Ward, area_m2

#: Two wards may share so many square metres. Outlines rounded to 0.00001 degrees (about a metre) can part by a metre along
#: a shared border of a few kilometres; more than that is an error in the drawing, and somebody may live there.
SLIVER_MAX_M2 = 2_500
#: Names of coordinate systems that are longitude and latitude, ETRS89 (4258) being within a metre of WGS84 (4326).
_DEGREES = ("CRS84", "4326", "4258")
_HOW_TO_EXPORT = "Export it as GeoJSON in longitude and latitude (WGS84, EPSG:4326)."


class BadOutline(FaultyFile):
    """The outline of one feature cannot be used; the sentence says why and what to do."""


def check_coordinate_system(crs: Any) -> None:
    """Raise FaultyFile when the file says that its positions are anything but longitude and latitude; None says nothing."""
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if not any(name.upper().endswith(known) for known in _DEGREES):
        raise FaultyFile(f"The file says that its positions are in “{name[:60]}”. {_HOW_TO_EXPORT}")


def read_outline(geometry: Any) -> Any:
    """Return the shapely Polygon or MultiPolygon of a GeoJSON geometry, in two dimensions; raise BadOutline with a sentence."""
    if not isinstance(geometry, dict) or not geometry.get("coordinates"):
        if isinstance(geometry, dict) and geometry.get("type") == "GeometryCollection":
            raise BadOutline("is a GeometryCollection, not a Polygon or MultiPolygon. Keep its polygon alone.")
        raise BadOutline("has no outline. Take the ward out, or export it with its polygon.")
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise BadOutline(f"is a {str(geometry.get('type'))[:30]}, not a Polygon or MultiPolygon. Export the ward's outline.")
    try:
        _check_closed(geometry)
        outline = shapely.force_2d(shape(geometry))
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, shapely.errors.ShapelyError):
        raise BadOutline(
            "has an outline that cannot be read: positions are missing or are not numbers. Export it again."
        ) from None
    _check_degrees(shapely.get_coordinates(outline))
    if not outline.is_valid:
        reason = shapely.is_valid_reason(outline)
        raise BadOutline(f"has an outline that is not a valid polygon: {reason}. Mend it (in QGIS, “Fix geometries”).")
    if not area_m2(outline):
        raise BadOutline("has an outline without any area. Export it with its polygon.")
    return outline


def overlaps(wards: Sequence[Ward]) -> list[tuple[int, int, float]]:
    """Return (index, index, square metres) of every two wards that lie over each other by more than SLIVER_MAX_M2."""
    polygons = np.array([ward.polygon for ward in wards], dtype=object)
    first, second = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    pairs = sorted((int(a), int(b)) for a, b in zip(first, second, strict=True) if a < b)
    shared = [(a, b, area_m2(shapely.intersection(polygons[a], polygons[b]))) for a, b in pairs]
    return [(a, b, metres) for a, b, metres in shared if metres > SLIVER_MAX_M2]


def _check_closed(geometry: dict[str, Any]) -> None:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for ring in (ring for polygon in polygons for ring in polygon):
        if list(ring[0]) != list(ring[-1]):
            raise BadOutline("has an outline that does not end where it begins: a part may be missing. Export it again.")


def _check_degrees(positions: np.ndarray) -> None:
    """Raise BadOutline unless every (longitude, latitude) lies in the box of the United Kingdom."""
    west, south, east, north = UNITED_KINGDOM
    if not np.isfinite(positions).all():
        raise BadOutline("has a position that is not a number. Export it again.")
    if (np.abs(positions) > 180).any():
        raise BadOutline(f"lies at {_at(positions)}: eastings and northings, not longitude and latitude. {_HOW_TO_EXPORT}")

    def inside(longitudes: np.ndarray, latitudes: np.ndarray) -> bool:
        return bool(((longitudes >= west) & (longitudes <= east) & (latitudes >= south) & (latitudes <= north)).all())

    if inside(positions[:, 0], positions[:, 1]):
        return
    if inside(positions[:, 1], positions[:, 0]):
        raise BadOutline("has latitude and longitude in the wrong order: GeoJSON wants the longitude first. Export it again.")
    raise BadOutline(f"lies at {_at(positions)}, which is outside the United Kingdom. {_HOW_TO_EXPORT}")


def _at(positions: np.ndarray) -> str:
    return f"{positions[0, 0]:g}, {positions[0, 1]:g}"
