"""Postcodes, wards, areas and venues by name: what somebody may mean by a few letters."""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from welcome.directory.places import Point
from welcome.directory.postcodes import PostcodeTable, middle_of_outcode, starting_with
from welcome.directory.snapshot import Snapshot, middle_of
from welcome.directory.text import likeness, plain
from welcome.web.views import NamedPlace


def places_called(snapshot: Snapshot, postcodes: PostcodeTable, text: str, limit: int) -> list[NamedPlace]:
    """Return what begins with these letters or is called so: postcodes, areas, wards, then venues, the likeliest first."""
    return list(islice(_called(snapshot, postcodes, text, limit), limit))


def _called(snapshot: Snapshot, postcodes: PostcodeTable, text: str, limit: int) -> Iterator[NamedPlace]:
    outcode = middle_of_outcode(postcodes, text)
    if outcode:
        yield _placed("outcode", *outcode)
    if any(map(str.isdecimal, text)):
        for postcode, point in starting_with(postcodes, text, limit):
            yield _placed("postcode", postcode, point)
    wanted = plain(text)
    if not wanted:
        return
    for area in snapshot.contents.areas:
        if any(plain(name).startswith(wanted) for name in (area.name, *area.aliases)):
            yield _placed("area", area.name, area.point)
    for ward in snapshot.wards.wards:
        if wanted in plain(ward.name) or ward.gss.lower() == wanted:
            named = _placed("ward", ward.name, middle_of(ward))
            named.gss = ward.gss
            yield named
    scores = likeness(text, snapshot.names, snapshot.texts)
    for index in np.argsort(-scores, kind="stable")[: np.count_nonzero(scores)].tolist():
        venue = snapshot.venues[index]
        named = _placed("venue", venue.name, venue.point)
        named.slug = venue.slug
        yield named


def _placed(kind: str, name: str, point: Point | None) -> NamedPlace:
    return NamedPlace(kind, name, point.latitude if point else None, point.longitude if point else None)
