"""Open data and the phone's documents: the whole directory in other people's formats, without a moment in it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import msgspec

from welcome.directory.postcodes import PostcodeTable
from welcome.directory.search import Match
from welcome.directory.snapshot import Snapshot
from welcome.directory.wall_clock import london, midnight
from welcome.exchange import geojson, table
from welcome.web.cards import card_at
from welcome.web.documents import Document, complete, document
from welcome.web.phone import phone_directory, phone_postcodes
from welcome.web.views import Card
from welcome.wording.speaker import schedule_sentences

JSON = "application/json"


class OpenVenue(Card, kw_only=True):
    """A card with the usual times in words. status is null: a file says nothing of a moment; compare `openings` with now."""

    schedules: list[str]


class WardProperties(msgspec.Struct):
    """What an outline is called."""

    gss: str
    name: str
    boundary_set: str


def makers(snapshot: Snapshot, postcodes: PostcodeTable) -> dict[str, Callable[[], Document]]:
    """Return for each document how it is made."""
    return {
        "directory": lambda: complete(document(msgspec.json.encode(phone_directory(snapshot)), JSON)),
        "postcodes": lambda: complete(document(msgspec.json.encode(phone_postcodes(snapshot, postcodes)), JSON)),
        "venues.geojson": partial(_venues_geojson, snapshot),
        "venues.csv": partial(_venues_csv, snapshot),
        "wards.geojson": partial(_wards_geojson, snapshot),
    }


def open_venues(snapshot: Snapshot) -> list[OpenVenue]:
    """Return every public venue as open data, its openings counted from the first day people ask about."""
    at = london(midnight(snapshot.timetable.first_day + timedelta(days=1)))
    shared = set(Card.__struct_fields__)
    found = []
    for index, venue in enumerate(snapshot.venues):
        card = card_at(snapshot, Match(index, None), snapshot.timetable, index, at)
        fields: dict[str, Any] = {name: getattr(card, name) for name in shared}
        found.append(OpenVenue(**fields | {"status": None, "schedules": schedule_sentences(venue.schedules)}))
    return found


def _venues_geojson(snapshot: Snapshot) -> Document:
    features = [
        geojson.feature(venue.slug, venue, snapshot.venues[index].point) for index, venue in enumerate(open_venues(snapshot))
    ]
    body = geojson.feature_collection(features, revision=snapshot.revision, attribution=list(snapshot.contents.attributions))
    return complete(document(body, geojson.MEDIA_TYPE))


def _wards_geojson(snapshot: Snapshot) -> Document:
    wards = snapshot.wards.wards
    features = [geojson.feature(w.gss, WardProperties(w.gss, w.name, w.boundary_set), w.polygon) for w in wards]
    body = geojson.feature_collection(features, attribution=list(snapshot.contents.attributions))
    return complete(document(body, geojson.MEDIA_TYPE))


def _venues_csv(snapshot: Snapshot) -> Document:
    """A row a venue: facts as yes, no or nothing where they are not known, times in words and as the next dates."""
    facts = list(next(iter(open_venues(snapshot))).access) if snapshot.venues else []
    header = [
        "slug", "name", "kind", "address", "postcode", "lat", "lon", "ward_gss", "ward_name", "schedules", "next_openings",
        "provision", "languages", "confirmed_on", *facts, "attribution",
    ]  # fmt: skip
    attribution = " ".join(snapshot.contents.attributions)
    rows = [
        [
            venue.slug, venue.name, venue.kind, venue.address, venue.postcode, venue.lat, venue.lon,
            venue.ward and venue.ward.gss, venue.ward and venue.ward.name, "; ".join(venue.schedules),
            " ".join(f"{o.starts}/{o.ends}" for o in venue.openings if o.doubt is None),
            " ".join(venue.provision), " ".join(venue.languages), venue.confirmed_on,
            *(venue.access[fact] for fact in facts), attribution,
        ]
        for venue in open_venues(snapshot)
    ]  # fmt: skip
    return complete(document(table.table(header, rows), table.MEDIA_TYPE))
