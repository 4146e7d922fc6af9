"""The same search in process, against looking at every venue: with numpy, and with shapely without an index."""

import math
import time
from collections.abc import Callable

import numpy as np
import shapely

from benchmarks.asking import questions
from benchmarks.figures import Report, Row, median, paired_ratio
from benchmarks.made_country import NOW, Country, made_country
from benchmarks.serving import served_country
from welcome.directory import timetable as times
from welcome.directory.places import EARTH_RADIUS_M, Point, distances_m
from welcome.directory.search import Query, bands, search
from welcome.directory.snapshot import Snapshot
from welcome.directory.wall_clock import minute_of
from welcome.web.questions import VenueParameters, parameters, query_of
from welcome.web.served import Served

ROUNDS, QUESTIONS_A_ROUND = 5, 60
#: Metres on a plane are this far off the sphere's at most within a few kilometres, so that shapely leaves nothing out.
SLACK_M = 25


def brute_force(venues: int) -> list[Report]:
    """Put the same questions, those that something answers, to the search and to its rivals in turn."""
    country = made_country(venues)
    served = served_country(country)
    snapshot, positions = served.snapshot, metres_of(served.snapshot)
    ways: dict[str, Callable[[Query], object]] = {
        "search": lambda query: search(snapshot, query),
        "numpy": lambda query: by_numpy(snapshot, query),
        "shapely": lambda query: by_shapely(snapshot, positions, query),
    }
    per_second: dict[str, list[float]] = {way: [] for way in ways}
    for number in range(ROUNDS):
        asked = answerable(served, country, number)
        for way, answer in ways.items():
            began = time.process_time()
            for query in asked:
                answer(query)
            per_second[way].append(len(asked) / (time.process_time() - began))
    found = Report(
        name="The same search in process, against looking at every venue",
        rows=tuple(
            Row(
                what=what,
                ours=f"{1e6 / median(per_second['search']):,.0f} us",
                rival=f"{1e6 / median(per_second[way]):,.0f} us",
                ratio=paired_ratio(per_second["search"], per_second[way]),
            )
            for way, what in (("numpy", "numpy, every distance"), ("shapely", "shapely, every distance, no index"))
        ),
        notes=("Processor time a question, those alone that something answers; the rivals look openings up as we do.",),
    )
    return [found]


def answerable(served: Served, country: Country, seed: int) -> list[Query]:
    """Return questions to which there is something open within reach."""
    found = []
    for one in questions(country.towns, NOW, seed, 2 * QUESTIONS_A_ROUND):
        asked = parameters(one.parameters.encode(), VenueParameters)
        query, _ = query_of(asked, served.snapshot, served.postcodes, NOW, served.area_name)
        if not search(served.snapshot, query).relaxed:
            found.append(query)
    return found[:QUESTIONS_A_ROUND]


def metres_of(snapshot: Snapshot) -> np.ndarray:
    """Return the venues as shapely points in metres, east measured at the latitude of each: right for short distances."""
    columns = snapshot.columns
    scale = math.radians(1) * EARTH_RADIUS_M
    return shapely.points(columns.longitudes * scale, columns.latitudes * scale)


def by_numpy(snapshot: Snapshot, query: Query) -> list[int]:
    """Return the page of a question with a place, a radius and `open_only`, working out the distance of every venue."""
    columns = snapshot.columns
    distances = np.rint(distances_m(query.place, columns.longitudes, columns.latitudes))
    near = np.flatnonzero(distances <= query.within_m)
    return _page(snapshot, query, near, distances[near])


def by_shapely(snapshot: Snapshot, positions: np.ndarray, query: Query) -> list[int]:
    """Return the same page by shapely's distance to every point; what is near is then measured exactly."""
    place: Point = query.place
    scale = math.radians(1) * EARTH_RADIUS_M
    # A metre east is more degrees than a metre north, so the circle is drawn as wide as it must be.
    widest = (query.within_m + SLACK_M) / math.cos(math.radians(place.latitude + 0.1))
    here = shapely.Point(place.longitude * scale, place.latitude * scale)
    candidates = np.flatnonzero(shapely.distance(positions, here) <= widest)
    columns = snapshot.columns
    distances = np.rint(distances_m(place, columns.longitudes[candidates], columns.latitudes[candidates]))
    inside = distances <= query.within_m
    return _page(snapshot, query, candidates[inside], distances[inside])


def _page(snapshot: Snapshot, query: Query, near: np.ndarray, distances: np.ndarray) -> list[int]:
    states = times.states_at(snapshot.timetable, near, minute_of(query.at))
    is_open = states <= times.OPEN_TO_SOME
    near, distances, states = near[is_open], distances[is_open], states[is_open]
    order = np.lexsort((near, distances, ~snapshot.lifts[near], states, bands(distances, query.pace)))
    return near[order][: query.limit].tolist()
