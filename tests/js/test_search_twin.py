"""The phone and the server send people to the same places, in the same order."""

import subprocess
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import numpy as np
import pytest

from welcome.directory import timetable as times
from welcome.directory.columns import ACCESS_COLUMNS, AUDIENCES
from welcome.directory.places import Point
from welcome.directory.postcodes import PostcodeTable, point_at, postcode_at
from welcome.directory.search import Query, search
from welcome.directory.snapshot import Snapshot
from welcome.directory.wall_clock import london, minute_of
from welcome.web.phone import phone_directory, phone_postcodes

HERE = Path(__file__).parent
SEED = 20264
EPOCH_ORDINAL = 719163

pytestmark = pytest.mark.node


def answered_by_the_phone(asked: dict[str, Any]) -> dict[str, Any]:
    ran = subprocess.run(
        ["node", HERE / "search.mjs"], input=msgspec.json.encode(asked), capture_output=True, check=False, timeout=120
    )
    assert ran.returncode == 0, ran.stderr.decode()
    return msgspec.json.decode(ran.stdout)


def phrased(query: Query) -> dict[str, Any]:
    """Return a question as the phone puts it: minutes and numbered days."""
    fields = {name: getattr(query, name) for name in Query.__struct_fields__}
    place = query.place and {"lat": query.place.latitude, "lon": query.place.longitude}
    days = [day.toordinal() - EPOCH_ORDINAL for day in query.days]
    return fields | {"at": minute_of(query.at), "place": place, "days": days}


def slipped(random: Random, words: str) -> str:
    """Return the words with a letter left out, doubled or changed, or as they are."""
    place = random.randrange(len(words))
    return random.choice(
        (
            words,
            words[:place] + words[place + 1 :],
            words[:place] + words[place] + words[place:],
            words[:place] + "x" + words[place + 1 :],
        )
    )


def made_query(random: Random, snapshot: Snapshot, postcodes: PostcodeTable) -> Query:
    at = london(snapshot.timetable.first_minute + 1440 + random.randrange(20 * 1440))
    venue = random.choice(snapshot.venues)
    near = point_at(postcodes, random.randrange(len(postcodes)))
    place = random.choice((None, near, near, near, Point(near.longitude + 0.2, near.latitude)))
    days = random.choice(((), (), sorted({at.date() + timedelta(days=random.randrange(9)) for _ in range(2)})))
    begin = random.choice((0, 360, 720, 1020))
    few = lambda found, most: tuple(random.sample(list(found), random.choice((0, 0, 0, *range(most + 1)))))  # noqa: E731
    words = random.choice(
        ("", "", "", venue.name, venue.name.split()[0], slipped(random, venue.name), "hot drinks", venue.address)
    )
    return Query(
        at=at,
        place=place,
        within_m=random.choice((None, None, 800, 3000)) if place else None,
        ward=random.choice((None, None, None, random.choice(snapshot.wards.wards).gss)),
        text=words,
        days=tuple(days),
        from_minute=begin,
        until_minute=random.choice((1440, begin + 300)),
        open_only=random.random() < 0.2,
        access=few(ACCESS_COLUMNS, 2),
        include_unknown=random.random() < 0.4,
        provision=few(snapshot.contents.provision_keys, 1),
        languages=few(("en", "ur", "pa", "pl"), 1),
        audiences=few(AUDIENCES, 2),
        pace=random.choice((80, 50)),
        order=random.choice(("welcome", "welcome", "welcome", "distance")),
        limit=random.choice((5, 20, 200)),
        offset=random.choice((0, 0, 0, 3)),
    )


def test_thousands_of_made_up_questions_are_answered_alike(snapshot: Snapshot, postcodes: PostcodeTable):
    print("seed", SEED)
    random = Random(SEED)
    queries = [made_query(random, snapshot, postcodes) for _ in range(3000)]
    document = msgspec.to_builtins(phone_directory(snapshot))
    phone = answered_by_the_phone({"directory": document, "queries": [phrased(query) for query in queries]})["answers"]
    for query, answer in zip(queries, phone, strict=True):
        found = search(snapshot, query)
        assert answer == {
            "total": found.total,
            "relaxed": list(found.relaxed),
            "matches": [[snapshot.venues[match.index].slug, match.distance_m] for match in found.matches],
        }, query
    assert sum(bool(answer["relaxed"]) for answer in phone) > 200
    assert sum(answer["total"] > 3 for answer in phone) > 300


def test_a_venue_stands_the_same_on_the_phone_at_any_minute(snapshot: Snapshot):
    random = Random(SEED)
    starts = snapshot.timetable.first_minute + 1440
    minutes = [starts + random.randrange(34 * 1440) for _ in range(400)]
    document = msgspec.to_builtins(phone_directory(snapshot))
    phone = answered_by_the_phone({"directory": document, "queries": [], "minutes": minutes})["statuses"]
    venues = np.arange(len(snapshot.venues))
    paused = [venue.listing == "paused" for venue in snapshot.venues]
    for minute, statuses in zip(minutes, phone, strict=True):
        ours = times.statuses_at(snapshot.timetable, venues, minute)
        assert statuses == ["paused" if rests else status for rests, status in zip(paused, ours, strict=True)]
    assert {status for statuses in phone for status in statuses} == {
        "open", "opens_later", "closed", "not_known", "by_appointment", "paused",
    }  # fmt: skip


def test_the_phone_reads_back_every_postcode_to_the_step(snapshot: Snapshot, postcodes: PostcodeTable):
    document = msgspec.to_builtins(phone_postcodes(snapshot, postcodes))
    directory = msgspec.to_builtins(phone_directory(snapshot))
    read = answered_by_the_phone({"directory": directory, "queries": [], "postcodes": document})["postcodes"]
    known = {postcode_at(postcodes, place): point_at(postcodes, place) for place in range(len(postcodes))}
    assert len(read) == sum(document["counts"]) > 900
    assert all((lon, lat) == (known[name].longitude, known[name].latitude) for name, lon, lat in read)
