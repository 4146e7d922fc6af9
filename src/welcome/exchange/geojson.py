"""GeoJSON (RFC 7946): features with longitude first, geometry null where nobody knows the place."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import shapely

from welcome.directory.places import Point

MEDIA_TYPE = "application/geo+json"


def feature(identifier: str, properties: Any, geometry: Point | shapely.Geometry | None) -> dict[str, Any]:
    """Return one feature; `properties` is anything that msgspec can write as an object."""
    return {"type": "Feature", "id": identifier, "geometry": _geometry(geometry), "properties": properties}


def feature_collection(features: Iterable[Mapping[str, Any]], **members: Any) -> bytes:
    """Return a feature collection as UTF-8 JSON; `members` are foreign members such as attribution."""
    return msgspec.json.encode({"type": "FeatureCollection", **members, "features": list(features)})


def _geometry(geometry: Point | shapely.Geometry | None) -> dict[str, Any] | None:
    if geometry is None:
        return None
    if isinstance(geometry, Point):
        return {"type": "Point", "coordinates": [geometry.longitude, geometry.latitude]}
    return shapely.geometry.mapping(shapely.force_2d(shapely.orient_polygons(geometry)))
