"""What anybody may ask: where to go, what is known of a venue, and the whole directory as open data."""

from typing import Any

import msgspec
from litestar import Request, Response, Router, get
from litestar.params import FromPath

from welcome.directory.search import search
from welcome.directory.snapshot import venue_index
from welcome.exchange import geojson
from welcome.web.cards import venue_answer
from welcome.web.documents import document_answer
from welcome.web.finding import places_called
from welcome.web.open_data import JSON
from welcome.web.openapi import asks, tells
from welcome.web.phone import PhoneDirectory, PhonePostcodes
from welcome.web.questions import MomentParameters, PlacesParameters, VenueParameters, moment, parameters, query_of
from welcome.web.served import at_hand
from welcome.web.views import PlacesAnswer, VenueAnswer, VenuesAnswer

#: Answers that hold for a moment are asked for anew each time, and nobody else's copy may serve.
MOMENTARY = {"cache-control": "no-cache"}
MOVED = {"moves": {308: "The venue has another address now: see Location."}}


@get("/venues", operation_id="findVenues", summary="Where can I go?", opt=asks(VenueParameters, 404))
async def find_venues(request: Request) -> Response[VenuesAnswer]:
    """Answer with venues in the order that serves a person best. There is always an answer, with how far it is."""
    served, now = at_hand(request)
    asked = parameters(request.scope["query_string"], VenueParameters)
    query, place = query_of(asked, served.snapshot, served.postcodes, now, served.area_name)
    answer = search(served.snapshot, query)
    return Response(served.pages.venues_json(query, place, answer, now), media_type=JSON, headers=MOMENTARY)


@get("/venues/{slug:str}", operation_id="getVenue", summary="One venue", opt=asks(MomentParameters, 404, 410) | MOVED)
async def get_venue(request: Request, slug: FromPath[str]) -> Response[VenueAnswer]:
    """Answer everything public about one venue. Its old addresses lead to the new one."""
    served, now = at_hand(request)
    at = moment(parameters(request.scope["query_string"], MomentParameters).at, now)
    index = venue_index(served.snapshot, slug)
    current = served.snapshot.venues[index].slug
    if current != slug:
        return Response(b"", status_code=308, headers={"location": f"/api/venues/{current}", **MOMENTARY}, media_type=JSON)
    return _momentary(venue_answer(served.snapshot, index, at, now))


@get("/places", operation_id="findPlaces", summary="Postcodes, wards, areas and venues by name",
     opt=asks(PlacesParameters))  # fmt: skip
async def find_places(request: Request) -> Response[PlacesAnswer]:
    """Answer with what has this name or begins so. For other people's clients: the app itself never calls it."""
    asked = parameters(request.scope["query_string"], PlacesParameters)
    served, _ = at_hand(request)
    return _momentary(PlacesAnswer(places_called(served.snapshot, served.postcodes, asked.q, asked.limit)))


@get("/directory", operation_id="getDirectory", summary="The whole directory for a phone",
     opt=tells(PhoneDirectory))  # fmt: skip
async def get_directory(request: Request) -> Response[bytes]:
    """Answer with everything that a phone needs to find the way by itself."""
    return document_answer(request, await at_hand(request)[0].documents.get("directory"))


@get("/postcodes", operation_id="getPostcodes", summary="The postcodes around, for a phone",
     opt=tells(PhonePostcodes))  # fmt: skip
async def get_postcodes(request: Request) -> Response[bytes]:
    """Answer with the postcodes of the area and two kilometres around it."""
    return document_answer(request, await at_hand(request)[0].documents.get("postcodes"))


@get("/venues.geojson", operation_id="getVenuesGeoJson", summary="Every venue as GeoJSON", media_type=geojson.MEDIA_TYPE,
     opt=tells(dict[str, Any], geojson.MEDIA_TYPE))  # fmt: skip
async def get_venues_geojson(request: Request) -> Response[bytes]:
    """Answer with every venue as a feature: its card and its usual times in words."""
    return document_answer(request, await at_hand(request)[0].documents.get("venues.geojson"))


@get("/venues.csv", operation_id="getVenuesCsv", summary="Every venue as CSV", media_type="text/csv",
     opt=tells(str, "text/csv"))  # fmt: skip
async def get_venues_csv(request: Request) -> Response[bytes]:
    """Answer with a row for every venue, safe to open in a spreadsheet."""
    return document_answer(request, await at_hand(request)[0].documents.get("venues.csv"))


@get("/wards.geojson", operation_id="getWardsGeoJson", summary="The wards in force as GeoJSON",
     media_type=geojson.MEDIA_TYPE, opt=tells(dict[str, Any], geojson.MEDIA_TYPE))  # fmt: skip
async def get_wards_geojson(request: Request) -> Response[bytes]:
    """Answer with the outlines of the wards."""
    return document_answer(request, await at_hand(request)[0].documents.get("wards.geojson"))


def _momentary(answer: msgspec.Struct) -> Response[Any]:
    return Response(msgspec.json.encode(answer), media_type=JSON, headers=MOMENTARY)


public_router = Router(
    "/api",
    route_handlers=[
        find_venues,
        get_venue,
        find_places,
        get_directory,
        get_postcodes,
        get_venues_geojson,
        get_venues_csv,
        get_wards_geojson,
    ],
    tags=["directory"],
)
