"""A real district from end to end: its published files imported, and its residents' questions asked over HTTP.

The figures are those that `ATTRIBUTION.md` beside the data states; nothing of the data itself stands here.
"""

import os
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import click.testing
import httpx
import pytest
import shapely
from geopy.distance import geodesic

from conftest import without_lifespan
from databases import ENGINES
from welcome.app import Wired, application
from welcome.cli import main
from welcome.settings import Settings
from welcome.storage.load import load_population, load_questions

pytestmark = pytest.mark.real_data

SEED = 20261130
#: A Monday afternoon in term.
NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
SMALL_DIRECTORY_BYTES, SMALL_POSTCODES_BYTES = 10_000, 18_000


@pytest.fixture(scope="module")
def folder() -> Path:
    return Path(os.environ["WELCOME_REAL_DATA"]).resolve() / "walsall"


@pytest.fixture(scope="module", params=ENGINES)
def imported(request: pytest.FixtureRequest, folder: Path, tmp_path_factory) -> tuple[str, dict[str, str]]:
    """The address of a database of each kind with the whole district in it, and what each import said."""
    url = f"sqlite:///{tmp_path_factory.mktemp('district')}/district.sqlite"
    if request.param == "postgres":
        server = request.getfixturevalue("postgres_server")
        server.run("CREATE DATABASE district")
        url = server.named("district")
    said = {}
    for kind, name in (
        ("wards", "wards_2025.geojson"),
        ("wards", "ward_codes.csv"),
        ("postcodes", "postcodes.csv"),
        ("population", "population_points.csv"),
        ("venues", "venues.csv"),
    ):
        environment = {"DATABASE_URL": url, "WELCOME_SECRET_KEY": "not a secret, and long enough to be one"}
        done = click.testing.CliRunner().invoke(main, ["import", kind, str(folder / name)], env=environment)
        assert done.exit_code == 0, done.output
        said[name] = done.stdout
    return url, said


@pytest.fixture
async def wired(imported) -> AsyncIterator[Wired]:
    parts = Wired(Settings(database_url=imported[0]), lambda: NOW)
    async with parts.lifespan(None):
        yield parts


@pytest.fixture
async def client(wired: Wired) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(without_lifespan(application(wired)))
    async with httpx.AsyncClient(transport=transport, base_url="http://welcome.example") as asking:
        yield asking


async def ask(client: httpx.AsyncClient, **asked: object) -> dict:
    answer = await client.get("/api/venues", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_everything_that_was_published_is_there(client, wired, imported):
    ready = (await client.get("/health/ready")).json()
    assert (ready["venues"], ready["postcodes"], ready["demonstration"]) == (29, 5_587, False)
    assert len(wired.served.snapshot.wards.wards) == 20
    assert sum(point.residents for point in await load_population()) == 284_136
    _, said = imported
    assert "40 read, 40 kept" in said["ward_codes.csv"]


async def test_the_outlines_are_a_district_without_holes(wired):
    outlines = [ward.polygon for ward in wired.served.snapshot.wards.wards]
    whole = shapely.union_all(outlines)
    assert (whole.geom_type, len(whole.interiors)) == ("Polygon", 0)
    assert whole.bounds == pytest.approx((-2.07779, 52.54731, -1.87256, 52.66278), abs=1e-5)


async def test_a_newer_list_of_wards_stands_beside_the_set_that_is_in_use(wired):
    sets = wired.served.snapshot.contents.boundary_sets
    assert len(sets) == 3
    assert [one.has_polygons for one in sets if one.is_current] == [True]


async def test_every_small_area_lies_in_a_ward_or_just_outside_one(wired):
    found = [wired.served.snapshot.wards.ward_at(area.point) for area in await load_population()]
    outside = [one for one in found if one.outside_by_m]
    assert (len(found), len(outside)) == (169, 2)
    assert {one.ward.name for one in outside} == {"Brownhills", "Palfrey"}


async def test_what_is_unclear_is_a_question(wired):
    asked = {(question.venue_slug, question.about) for question in await load_questions()}
    assert asked == {
        ("delves-community-hall", "hours"),
        ("great-barr-library", "hours"),
        ("great-barr-library", "postcode"),
    }


async def test_a_resident_of_ws3_is_sent_to_the_church_round_the_corner(client):
    answer = await ask(client, postcode="ws33sj")
    assert answer["venues"][0]["slug"] == "holy-ascension-church"
    assert answer["venues"][0]["distance_m"] < 20
    distances = [card["distance_m"] for card in answer["venues"] if card["distance_m"] is not None]
    assert distances[1] < 2_000


@pytest.mark.parametrize("day", ["2027-01-05", "2027-07-06"], ids=["in January", "in July"])
async def test_on_a_tuesday_morning_the_open_church_comes_first_until_four(client, day):
    first = (await ask(client, postcode="WS1 3DG", at=f"{day}T11:00", limit=5))["venues"][0]
    assert (first["slug"], first["status"]) == ("st-matthews-church-and-centre", "open")
    assert first["openings"][0]["ends"][:16] == f"{day}T16:00"
    later = (await ask(client, postcode="WS1 3DG", at=f"{day}T17:00", limit=5))["venues"]
    church = next(card for card in later if card["slug"] == "st-matthews-church-and-centre")
    assert church["status"] != "open"


async def test_distances_agree_with_the_geodesic(client):
    dice = random.Random(SEED)
    print(f"seed {SEED}")
    for _ in range(200):
        lat, lon = dice.uniform(52.55, 52.66), dice.uniform(-2.07, -1.88)
        card = (await ask(client, lat=lat, lon=lon, order="distance", limit=1))["venues"][0]
        exact = geodesic((lat, lon), (card["lat"], card["lon"])).m
        assert card["distance_m"] == pytest.approx(exact, rel=0.005, abs=1)


async def test_a_postcode_that_is_not_in_the_list_is_said_to_be_so(client):
    answer = await client.get("/api/venues", params={"postcode": "B43 6PF"})
    assert answer.status_code == 404
    assert "B43 6PF is not in our list" in answer.json()["detail"]


@pytest.mark.parametrize("encoding", ["br", "gzip"])
async def test_a_phone_gets_the_whole_district_in_a_few_thousand_bytes(client, encoding):
    for path, most in (("/api/directory", SMALL_DIRECTORY_BYTES), ("/api/postcodes", SMALL_POSTCODES_BYTES)):
        answer = await client.get(path, headers={"accept-encoding": encoding})
        assert int(answer.headers["content-length"]) <= most
