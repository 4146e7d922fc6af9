"""The same question put to PostgreSQL: an index on position, openings in a table, the same parameters and the same answer.

Written as somebody would who knows the database well: the venues in reach by a GiST index on points, the openings by a B-tree
on venue and times, two statements a question on one pooled connection, both prepared, and the cards built as the application
builds them value by value. What the search works out beforehand is worked out beforehand here as well: dated openings, each
venue's ward, and whether it is a priority ward.
"""

import contextlib
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

import asyncpg
import msgspec
import numpy as np
from litestar import Request, Response, get
from litestar.di import NamedDependency

from welcome.directory.expansion import DOUBTS
from welcome.directory.places import DETOUR, EARTH_RADIUS_M, Point, box_around, walk_minutes
from welcome.directory.recurrence import OFFERS
from welcome.directory.search import BAND_MINUTES, NEAREST_FEW, Query
from welcome.directory.snapshot import CARD_DAYS, Snapshot, ward_of
from welcome.directory.timeline import SURE_WITHOUT_CLOSING_MINUTES
from welcome.directory.timetable import Intervals
from welcome.directory.venues import Access, Outage, access_on, confirmed_on
from welcome.directory.wall_clock import LONDON, london_day, midnight, minute_of
from welcome.web.cards import said
from welcome.web.open_data import JSON
from welcome.web.public import MOMENTARY
from welcome.web.questions import VenueParameters, parameters, query_of
from welcome.web.served import Served
from welcome.web.views import AppointmentView, Card, OpeningView, PlaceView, VenuesAnswer, WardView

ROUTE = "/api/benchmark/postgres"
POOL_CONNECTIONS = 8
ROWS_A_COPY = 200_000
FURTHEST_M = 2_000_000
#: The longest opening there is lasts two days, so that the index need not be read from the beginning.
LONGEST_OPENING = timedelta(days=2)

SETTINGS = (
    "ALTER SYSTEM SET shared_buffers = '1GB'",
    "ALTER SYSTEM SET random_page_cost = 1.1",
    "ALTER SYSTEM SET jit = off",
    "ALTER SYSTEM SET fsync = off",
)
SCHEMA = """
CREATE TABLE venue (
    id integer PRIMARY KEY, slug text NOT NULL, name text NOT NULL, kind text NOT NULL, address text NOT NULL, postcode text,
    latitude double precision, longitude double precision, position point, ward_gss text, ward_name text, lift boolean NOT NULL,
    facts text NOT NULL, outages text NOT NULL, provision text[] NOT NULL, languages text[] NOT NULL, confirmed_on date
);
CREATE TABLE opening (
    venue integer NOT NULL, starts timestamptz NOT NULL, ends timestamptz NOT NULL, sure_until timestamptz, doubt text,
    audience text NOT NULL, booking text NOT NULL, cost text NOT NULL, number serial
);
CREATE TABLE appointment (venue integer NOT NULL, starts timestamptz NOT NULL, ends timestamptz NOT NULL, number serial);
"""
OPENING_COLUMNS = ("venue", "starts", "ends", "sure_until", "doubt", "audience", "booking", "cost")
INDEXES = """
CREATE INDEX ON venue USING gist (position);
CREATE INDEX ON opening (venue, starts, ends);
CREATE INDEX ON appointment (venue, starts, ends);
"""
NEAREST_OPEN = f"""
WITH near AS (
    SELECT *, round(2 * {EARTH_RADIUS_M} * asin(least(1, sqrt(
        sin(radians(latitude - $2) / 2) ^ 2
        + cos(radians($2)) * cos(radians(latitude)) * sin(radians(longitude - $1) / 2) ^ 2
    )))) AS metres
    FROM venue WHERE position <@ box(point($3, $4), point($5, $6))
), open_ones AS (
    SELECT near.*, (
        SELECT min(CASE WHEN audience = 'everyone' AND booking <> 'needed' THEN 0 ELSE 1 END)
        FROM opening
        WHERE venue = near.id AND starts <= $8 AND starts > $8 - $9::interval AND sure_until > $8
    ) AS openness
    FROM near WHERE metres <= $7
)
SELECT *, count(*) OVER () AS total FROM open_ones WHERE openness IS NOT NULL
ORDER BY floor(metres * $10::double precision), openness, NOT lift, metres, slug COLLATE "C" LIMIT $11
"""
TIMES = """
SELECT venue, starts, ends, doubt, audience, booking, cost, number FROM opening
WHERE venue = ANY($1) AND starts < $3 AND ends > $2 AND (starts >= $2 OR ends > $4)
UNION ALL SELECT venue, starts, ends, NULL, NULL, NULL, NULL, number FROM appointment
WHERE venue = ANY($1) AND starts < $3 AND ends > $2
UNION ALL (
    SELECT chosen, starts, ends, doubt, audience, booking, cost, number FROM unnest($1) AS chosen,
    LATERAL (SELECT * FROM opening WHERE venue = chosen AND starts >= $3 ORDER BY starts, ends, number LIMIT 1) AS following
)
ORDER BY 1, 2, 3, 8
"""


async def fill(url: str, snapshot: Snapshot) -> None:
    """Put a snapshot's venues and dated openings into an empty database."""
    connection = await asyncpg.connect(url)
    try:
        for setting in SETTINGS:
            await connection.execute(setting)
        await connection.execute(SCHEMA)
        venues = [_venue_row(snapshot, index) for index in range(len(snapshot.venues))]
        await connection.copy_records_to_table("venue", records=venues)
        for rows in _interval_rows(snapshot.timetable.openings):
            await connection.copy_records_to_table("opening", records=rows, columns=OPENING_COLUMNS)
        for rows in _interval_rows(snapshot.timetable.appointments):
            await connection.copy_records_to_table(
                "appointment", records=[row[:3] for row in rows], columns=OPENING_COLUMNS[:3]
            )
        await connection.execute(INDEXES)
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


def _venue_row(snapshot: Snapshot, index: int) -> tuple:
    venue, ward = snapshot.venues[index], ward_of(snapshot, index)
    point = venue.point
    return (
        index,
        venue.slug,
        venue.name,
        venue.kind,
        venue.address,
        venue.postcode,
        point and point.latitude,
        point and point.longitude,
        point and asyncpg.Point(point.longitude, point.latitude),
        ward and ward.gss,
        ward and ward.name,
        bool(snapshot.lifts[index]),
        msgspec.json.encode(venue.access.facts).decode(),
        msgspec.json.encode(venue.access.outages).decode(),
        list(venue.provision),
        list(venue.languages),
        confirmed_on(venue),
    )


def _interval_rows(intervals: Intervals) -> Iterator[list[tuple]]:
    """Yield rows of `opening`, many at a time."""
    venues = np.repeat(np.arange(len(intervals.offsets) - 1), np.diff(intervals.offsets))
    columns = (venues, intervals.starts, intervals.ends, intervals.doubts, intervals.offers)
    for first in range(0, len(venues), ROWS_A_COPY):
        chunk = zip(*(column[first : first + ROWS_A_COPY].tolist() for column in columns), strict=True)
        yield [
            (venue, _moment(start), _moment(end), _sure_until(start, end, DOUBTS[doubt]), DOUBTS[doubt], *OFFERS[offer])
            for venue, start, end, doubt, offer in chunk
        ]


def _sure_until(start: int, end: int, doubt: str | None) -> datetime | None:
    """Return until when the opening is without doubt, None when it never is."""
    if doubt is None:
        return _moment(end)
    return _moment(min(end, start + SURE_WITHOUT_CLOSING_MINUTES)) if doubt == "no_closing_time" else None


def _moment(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)


async def nearest_open(pool: asyncpg.Pool, query: Query, place: PlaceView, now: datetime, revision: int) -> VenuesAnswer:
    """Return the answer to a question with a place, a radius and `open_only`, all else as it comes."""
    async with pool.acquire() as connection:
        found = await connection.fetch(NEAREST_OPEN, *_arguments(query, query.within_m, query.limit))
        total, relaxed = (found[0]["total"], []) if found else (0, ["within_m"])
        reach = query.within_m
        while not found or (relaxed and not _settled(found, query, reach)):
            if reach > FURTHEST_M:
                break
            reach *= 2
            found = await connection.fetch(NEAREST_OPEN, *_arguments(query, reach, NEAREST_FEW))
        begin = midnight(london_day(minute_of(query.at)))
        end = midnight(london_day(minute_of(query.at)) + timedelta(days=CARD_DAYS))
        times = await connection.fetch(TIMES, [row["id"] for row in found], _moment(begin), _moment(end), query.at)
    by_venue = {venue: list(rows) for venue, rows in groupby(times, key=lambda row: row["venue"])}
    return VenuesAnswer(
        revision=revision,
        as_of=said(now),
        at=said(query.at),
        place=place,
        total=total,
        relaxed=relaxed,
        venues=[_card(row, by_venue.get(row["id"], ()), query, _moment(end)) for row in found],
    )


def _arguments(query: Query, reach: int, limit: int) -> tuple[Any, ...]:
    point: Point = query.place
    box = box_around(point, min(reach, FURTHEST_M) + 1)
    bands_a_metre = DETOUR / (query.pace * BAND_MINUTES)
    return point.longitude, point.latitude, *box, float(reach), query.at, LONGEST_OPENING, bands_a_metre, limit


def _settled(found: list[asyncpg.Record], query: Query, reach: int) -> bool:
    """Return whether no venue further off can come before these: they lie in walking bands that are wholly in reach."""
    band_m = BAND_MINUTES * query.pace / DETOUR
    return len(found) == NEAREST_FEW and max(row["metres"] for row in found) < reach // band_m * band_m


def _card(row: asyncpg.Record, times: Any, query: Query, end: datetime) -> Card:
    at = query.at.astimezone(LONDON)
    access = Access(
        facts=msgspec.json.decode(row["facts"]), outages=msgspec.json.decode(row["outages"], type=tuple[Outage, ...])
    )
    openings = [_opening(one) for one in times if one["audience"] is not None and one["starts"] < end]
    return Card(
        slug=row["slug"],
        name=row["name"],
        kind=row["kind"],
        address=row["address"],
        postcode=row["postcode"],
        lat=row["latitude"],
        lon=row["longitude"],
        ward=WardView(row["ward_gss"], row["ward_name"]) if row["ward_gss"] else None,
        access=access_on(access, at.date()),
        provision=row["provision"],
        languages=row["languages"],
        confirmed_on=row["confirmed_on"],
        distance_m=int(row["metres"]),
        walk_minutes=walk_minutes(int(row["metres"]), query.pace),
        status="open",
        openings=openings,
        next=next((_opening(one) for one in times if one["audience"] is not None and one["starts"] >= end), None),
        by_appointment=[AppointmentView(said(one["starts"]), said(one["ends"])) for one in times if one["audience"] is None],
    )


def _opening(row: asyncpg.Record) -> OpeningView:
    view = OpeningView(said(row["starts"]), said(row["ends"]), row["doubt"])
    for name, usual in (("audience", "everyone"), ("booking", "none"), ("cost", "free")):
        if row[name] != usual:
            setattr(view, name, row[name])
    return view


class Rival:
    """The route that asks PostgreSQL, and its pool, which is open while the application runs."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._pool: asyncpg.Pool | None = None

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Keep the pool open."""
        async with asyncpg.create_pool(self._url, min_size=POOL_CONNECTIONS, max_size=POOL_CONNECTIONS) as self._pool:
            yield

    def routes(self) -> list:
        """Return the route to put beside the application's own."""

        @get(ROUTE, include_in_schema=False)
        async def nearest_open_by_postgres(
            request: Request, served: NamedDependency[Served], now: NamedDependency[datetime]
        ) -> Response[bytes]:
            asked = parameters(request.scope["query_string"], VenueParameters)
            query, place = query_of(asked, served.snapshot, served.postcodes, now, served.area_name)
            answer = await nearest_open(self._pool, query, place, now, served.snapshot.revision)
            return Response(msgspec.json.encode(answer), media_type=JSON, headers=MOMENTARY)

        return [nearest_open_by_postgres]
