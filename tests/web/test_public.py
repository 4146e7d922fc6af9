"""What anybody may ask, over HTTP: answers, open data, errors that a person can use."""

import csv
import io
import json
from datetime import date

import httpx
import msgspec
import pytest
import shapely

from welcome.directory.demonstration import Demonstration
from welcome.directory.schedules import Opening
from welcome.directory.search import LIMIT_MAX, WITHIN_MAX_M
from welcome.directory.snapshot import Snapshot
from welcome.directory.venues import ACCESS_FACTS
from welcome.directory.wall_clock import london
from welcome.web.views import Card, VenueAnswer, VenuesAnswer


async def ask(client: httpx.AsyncClient, path: str, **parameters: object) -> dict:
    """Return the JSON of a question that is answered."""
    answer = await client.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_postcode_in_any_form_finds_the_nearest_place(client):
    for typed in ("AA1 1AA", "aa11aa", " Aa1-1aA ", "ａａ１１ａａ", "AA١ ١AA"):
        answer = await ask(client, "/api/venues", postcode=typed, limit=1)
        assert answer["place"]["name"] == "AA1 1AA"
        assert answer["venues"][0]["slug"] == "kettle-cross-fire-station"


async def test_an_answer_keeps_every_promise_of_the_contract(client):
    answer = await ask(client, "/api/venues", postcode="AA1 1AA", limit=LIMIT_MAX)
    checked = msgspec.convert(answer, VenuesAnswer)
    assert checked.total == len(checked.venues) == 43
    assert list(answer["venues"][0]) == list(Card.__struct_fields__)
    assert set(answer["venues"][0]["access"]) == set(ACCESS_FACTS)
    assert {opening["doubt"] for card in answer["venues"] for opening in card["openings"]} >= {None, "term", "bank_holiday"}
    assert {card["status"] for card in answer["venues"]} >= {"open", "closed", "not_known", "by_appointment", "paused"}


async def test_the_first_half_of_a_postcode_is_taken_and_said_to_be_vague(client):
    place = (await ask(client, "/api/venues", postcode="aa1"))["place"]
    assert (place["kind"], place["name"]) == ("outcode", "AA1")
    assert "whole postcode is more exact" in place["note"]


async def test_a_part_of_town_is_found_by_its_other_names(client, demonstration: Demonstration):
    area = next(area for area in demonstration.areas if area.aliases)
    for asked in ({"area": area.aliases[0].upper()}, {"q": area.name}):
        assert (await ask(client, "/api/venues", **asked))["place"]["name"] == area.name


async def test_a_ward_holds_its_own_venues_alone(client, snapshot: Snapshot):
    answer = await ask(client, "/api/venues", ward="Kettle Cross", limit=LIMIT_MAX)
    assert answer["total"] > 0
    assert {card["ward"]["name"] for card in answer["venues"]} == {"Kettle Cross"}
    assert {card["distance_m"] for card in answer["venues"]} == {None}


async def test_a_venues_page_tells_everything_public(client):
    answer = await ask(client, "/api/venues/kettle-cross-fire-station")
    checked = msgspec.convert(answer, VenueAnswer)
    assert checked.schedules
    assert checked.attribution == ["Invented for demonstration: Examplebury does not exist."]


async def test_a_venue_that_was_renamed_is_found_at_its_old_address(client, snapshot: Snapshot):
    old, new = next(iter(snapshot.moved.items()))
    answer = await client.get(f"/api/venues/{old}")
    assert (answer.status_code, answer.headers["location"]) == (308, f"/api/venues/{new}")


async def test_a_venue_that_has_closed_says_so(client, snapshot: Snapshot):
    slug, venue = next(iter(snapshot.closed.items()))
    answer = await client.get(f"/api/venues/{slug}")
    assert answer.status_code == 410
    assert answer.json()["detail"] == f"{venue.name} has closed."


@pytest.mark.parametrize(
    ("asked", "status", "parameter", "says"),
    [
        ({"lat": "91", "lon": "0"}, 400, "lat", "a number from -90 to 90"),
        ({"lat": "nan", "lon": "0"}, 400, "lat", "a number from -90 to 90"),
        ({"lat": "52"}, 400, "lon", "go together"),
        ({"lon": "1"}, 400, "lat", "go together"),
        ({"postcode": "hello"}, 400, "postcode", "not a whole postcode"),
        ({"postcode": "AA9 9ZZ"}, 404, "postcode", "new, closed, or outside Examplebury"),
        ({"postcode": "ZZ9"}, 404, None, "no postcode that begins with ZZ9"),
        ({"area": "Atlantis"}, 404, None, "no part of town called “Atlantis”"),
        ({"ward": "Atlantis"}, 404, "ward", "no ward"),
        ({"within_m": "0"}, 400, "within_m", f"a whole number from 1 to {WITHIN_MAX_M}"),
        ({"within_m": "near"}, 400, "within_m", "a whole number"),
        ({"within_m": "null"}, 400, "within_m", "a whole number"),
        ({"at": " "}, 400, "at", "2027-01-05T11:00"),
        ({"language": " "}, 400, "language", "en,ur,pa"),
        ({"at": "teatime"}, 400, "at", "2027-01-05T11:00"),
        ({"at": "2036-01-01T00:00Z"}, 400, "at", "at most 2 years"),
        ({"day": "monday"}, 400, "day", "mo, tu, we, th, fr, sa, su"),
        ({"from": "9"}, 400, "from", "09:30"),
        ({"until": "noon"}, 400, "until", "09:30"),
        ({"access": "accessible"}, 400, "access", "step_free_entrance"),
        ({"provision": "champagne"}, 400, "provision", "hot_drinks"),
        ({"access": ""}, 400, "access", "any of blue_badge_parking"),
        ({"audience": "nobody"}, 400, "audience", "everyone, women"),
        ({"language": "Klingon!"}, 400, "language", "en,ur,pa"),
        ({"open": "perhaps"}, 400, "open", "true or false"),
        ({"include_unknown": "2"}, 400, "include_unknown", "true or false"),
        ({"pace": "500"}, 400, "pace", "a whole number from 20 to 120"),
        ({"order": "random"}, 400, "order", "distance or welcome"),
        ({"limit": "1000"}, 400, "limit", f"a whole number from 1 to {LIMIT_MAX}"),
        ({"offset": "-1"}, 400, "offset", "a whole number from 0"),
        ({"q": "x" * 201}, 400, "q", "at most 200 characters"),
        ({"acess": "toilet"}, 400, "acess", "There is no parameter “acess” here"),
    ],
    ids=lambda value: "&".join(f"{k}={v[:12]}" for k, v in value.items()) if isinstance(value, dict) else "",
)
async def test_a_bad_parameter_is_named_with_what_it_takes(client, asked, status, parameter, says):
    answer = await client.get("/api/venues", params=asked)
    problem = answer.json()
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert (answer.status_code, problem["status"], problem.get("parameter")) == (status, status, parameter)
    assert says in problem["detail"]


async def test_a_parameter_given_twice_is_refused_unless_it_is_a_list(client):
    assert (await client.get("/api/venues?limit=1&limit=2")).json()["detail"] == "“limit” may be given only once."
    assert (await client.get("/api/venues?access=toilet&access=hearing_loop")).status_code == 200


async def test_of_two_places_one_is_used_and_the_other_said_not_to_be(client):
    place = (await ask(client, "/api/venues", lat=54.1, lon=0.95, postcode="AA1 1AA"))["place"]
    assert (place["kind"], place["note"]) == ("point", "One place at a time: “postcode” was not used.")


async def test_an_evening_may_run_past_midnight(client):
    answer = await ask(client, "/api/venues", **{"day": "sa", "from": "22:00", "until": "02:00", "limit": 200})
    for card in answer["venues"]:
        assert any(o["starts"] < "2026-11-29T02:00" and o["ends"] > "2026-11-28T22:00" for o in card["openings"])


async def test_blank_fields_of_a_form_count_as_not_filled_in(client):
    assert (await ask(client, "/api/venues", postcode="", q="", area="", limit=1))["place"] is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2027-07-06T11:00", "2027-07-06T11:00:00+01:00"),
        ("2027-07-06T11:00:00Z", "2027-07-06T12:00:00+01:00"),
        ("2027-01-05T11:00 00:00", "2027-01-05T11:00:00+00:00"),
    ],
    ids=["London time without an offset", "universal time", "a plus sign that became a space"],
)
async def test_a_moment_is_read_and_said_back_by_londons_clock(client, written, meant):
    assert (await ask(client, "/api/venues", at=written, limit=1))["at"] == meant


@pytest.mark.parametrize("path", ["/api/nothing", "/api/venues/x/y", "/api/", "/nothing"])
async def test_unknown_addresses_are_answered_as_json(client, path):
    answer = await client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["detail"] == "There is nothing at this address."


async def test_a_question_is_never_kept(client):
    answer = await client.get("/api/venues", params={"lat": 54.1, "lon": 0.95})
    assert answer.headers["cache-control"] == "no-cache"
    assert "set-cookie" not in answer.headers
    assert answer.headers["referrer-policy"] == "no-referrer"


async def test_an_error_is_not_kept_by_caches(client):
    assert (await client.get("/api/venues?limit=0")).headers["cache-control"] == "no-store"


async def test_geojson_holds_every_venue_and_null_where_nobody_knows_the_place(client, snapshot: Snapshot):
    features = (await ask(client, "/api/venues.geojson"))["features"]
    assert [feature["id"] for feature in features] == [venue.slug for venue in snapshot.venues]
    for feature, venue in zip(features, snapshot.venues, strict=True):
        assert set(feature["properties"]) == {*Card.__struct_fields__, "schedules"}
        assert feature["properties"]["status"] is None
        if venue.point is None:
            assert feature["geometry"] is None
        else:
            assert feature["geometry"]["coordinates"] == [venue.point.longitude, venue.point.latitude]


async def test_the_wards_geojson_draws_the_outlines_that_are_in_force(client, snapshot: Snapshot):
    features = (await ask(client, "/api/wards.geojson"))["features"]
    assert {tuple(feature["properties"]) for feature in features} == {("gss", "name", "boundary_set")}
    for feature, ward in zip(features, snapshot.wards.wards, strict=True):
        assert shapely.geometry.shape(feature["geometry"]).equals(ward.polygon)


async def test_the_csv_has_a_row_for_every_venue(client, snapshot: Snapshot):
    answer = await client.get("/api/venues.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["slug"] for row in rows] == [venue.slug for venue in snapshot.venues]
    assert {row["toilet"] for row in rows} == {"yes", "no", ""}
    assert all(row["attribution"] for row in rows)


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("aa1 1a", "postcode", "AA1 1AA"),
        ("aa1", "outcode", "AA1"),
        ("kettle cross", "ward", "Kettle Cross"),
        ("fire station", "venue", "Kettle Cross Fire Station Community Room"),
    ],
)
async def test_places_are_found_by_their_beginnings_and_names(client, typed, kind, name):
    found = (await ask(client, "/api/places", q=typed, limit=50))["places"]
    assert (kind, name) in [(place["kind"], place["name"]) for place in found]


async def test_health_says_what_is_served(client, snapshot: Snapshot):
    assert (await ask(client, "/health/live")) == {"live": True}
    ready = await ask(client, "/health/ready")
    assert ready == {"ready": True, "revision": 7, "venues": 43, "postcodes": 1208, "demonstration": True}


async def test_the_demonstration_is_marked_in_what_a_phone_shows(client):
    directory = await ask(client, "/api/directory")
    assert directory["demonstration"] is True
    assert "Examplebury does not exist" in json.dumps(directory["attribution"])


async def test_the_phones_openings_are_the_ones_on_the_cards(client, snapshot: Snapshot):
    directory = await ask(client, "/api/directory")
    cards = {card["slug"]: card for card in (await ask(client, "/api/venues", limit=LIMIT_MAX))["venues"]}
    for venue in directory["venues"]:
        shown = [(o["starts"], o["ends"], o["doubt"]) for o in cards[venue["slug"]]["openings"]]
        assert counted(directory["starts"], venue) == shown
        later = cards[venue["slug"]]["next"]
        if venue.get("later"):
            (start, _, _), *_ = counted(directory["starts"], {"openings": venue["later"]})
            assert start == later["starts"]


def counted(starts: int, venue: dict) -> list[tuple[str, str, str | None]]:
    """Return the openings that a phone reads out of gaps and lengths."""
    doubts = {remark["opening"]: remark.get("doubt") for remark in venue.get("remarks", ())}
    numbers, start, found = venue.get("openings", []), starts, []
    for place in range(0, len(numbers), 2):
        start += numbers[place]
        found.append((moment(start), moment(start + numbers[place + 1]), doubts.get(place // 2)))
    return found


def moment(minute: int) -> str:
    return london(minute).isoformat(timespec="seconds")


async def test_the_phone_reads_back_every_postcode_exactly(client, postcodes, demonstration: Demonstration):
    table = await ask(client, "/api/postcodes")
    read = dict(postcodes_of(table))
    wanted = {postcode: (round(lon, 5), round(lat, 5)) for postcode, lon, lat, _ in demonstration.postcodes}
    near = {postcode: wanted[postcode] for postcode in read}
    assert read == near
    assert len(read) > 0.8 * len(wanted)


def postcodes_of(table: dict):
    """Yield (postcode, (longitude, latitude)) as a phone reads them."""
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    def numbers(text: str):
        letters = iter(text)
        for letter in letters:
            if letter == "/":
                a, b, c = (digits.index(next(letters)) for _ in range(3))
                yield 63 + (a << 12 | b << 6 | c)
            else:
                yield digits.index(letter)

    def steps(axis: str):
        for high, low in zip(numbers(table[f"{axis}_high"]), table[f"{axis}_low"], strict=True):
            folded = high << 6 | digits.index(low)
            yield -(folded + 1) // 2 if folded & 1 else folded // 2

    endings, east, north = numbers(table["units"]), steps("longitudes"), steps("latitudes")
    longitude, latitude = table["origin"]
    for sector, count in zip(table["sectors"], table["counts"], strict=True):
        ending = -1
        for _ in range(count):
            ending += 1 + next(endings)
            longitude, latitude = longitude + next(east), latitude + next(north)
            letters = table["letters"][ending // 20] + table["letters"][ending % 20]
            yield sector + letters, (longitude / table["steps_a_degree"], latitude / table["steps_a_degree"])


async def test_a_question_about_a_day_is_answered_for_the_next_such_day(client):
    answer = await ask(client, "/api/venues", postcode="AA1 1AA", day="we", limit=LIMIT_MAX)
    wednesday = date(2026, 11, 25).isoformat()
    assert answer["total"] > 0
    for card in answer["venues"]:
        assert any(opening["starts"][:10] <= wednesday <= opening["ends"][:10] for opening in card["openings"])


async def test_open_leaves_out_whatever_is_in_doubt(client):
    answer = await ask(client, "/api/venues", postcode="AA1 1AA", open="true", limit=LIMIT_MAX)
    assert {card["status"] for card in answer["venues"]} == {"open"}


def test_an_opening_of_the_domain_has_what_a_card_shows():
    assert set(Opening.__struct_fields__) == {"starts", "ends", "doubt", "audience", "booking", "cost"}
