"""A host writes opening times, and the screen says how they are understood: `POST /api/hours/read`."""

import json
from collections.abc import AsyncIterator
from datetime import datetime

import click.testing
import httpx
import pytest

from conftest import TUESDAY, wired_to
from welcome.app import application
from welcome.cli import main
from welcome.web.hours import READ_A_MINUTE, READ_AT_ONCE, READ_DEFAULT_DAYS, READ_MAX_DAYS

PATH = "/api/hours/read"
JSON = {"content-type": "application/json"}
TUESDAYS = {"text": "Tuesdays 10am to midday"}


@pytest.fixture
async def ask(snapshot, postcodes) -> AsyncIterator[httpx.AsyncClient]:
    """A client whose requests nobody counted yet."""
    async with at(snapshot, postcodes) as asking:
        yield asking


def at(snapshot, postcodes, client: str = "203.0.113.7", **settings) -> httpx.AsyncClient:
    app = application(wired_to(snapshot, postcodes, **settings))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(client, 1))
    return httpx.AsyncClient(transport=transport, base_url="http://welcome.example")


async def test_words_are_read_said_back_and_dated_for_four_weeks(ask):
    answer = await ask.post(PATH, json=TUESDAYS)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    read = answer.json()
    assert (read["status"], read["said_back"]) == ("read", "Tuesdays, 10am to midday.")
    days = [datetime.fromisoformat(one["starts"]).date() for one in read["openings"]]
    assert days[0] == TUESDAY.date()
    assert (len(days), READ_DEFAULT_DAYS) == (4, 28)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Tuesdays 10am to midday", "words"),
        ("Fortnightly on Wednesdays 2-4pm", "words"),
        ("Come and see us", "words"),
        ("", "words"),
        ("1st and 3rd Thursday 2pm to 4pm, closed bank holidays", "words"),
        ("Mo-Fr 09:00-17:00; PH off", "osm"),
        ("sunrise-sunset", "osm"),
    ],
)
async def test_the_screen_and_the_terminal_answer_the_same(ask, tmp_path, text, form):
    """Bank holidays alone count here: the terminal knows no term dates unless a calendar is named."""
    days = {"from": str(TUESDAY.date()), "to": "2027-02-01"}
    told = (await ask.post(PATH, json={"text": text, "format": form, **days})).json()
    command = ("hours", "read", text, "--format", form, "--from", days["from"], "--to", days["to"], "--json")
    typed = click.testing.CliRunner().invoke(main, command, env={"DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite"})
    typed = json.loads(typed.stdout)
    assert told == typed


async def test_term_time_follows_the_default_calendar_or_the_one_that_is_named(ask):
    words = {"text": "Wednesdays 10am to midday, term time only", "to": "2027-02-28"}

    async def days(**more) -> set[str]:
        openings = (await ask.post(PATH, json={**words, **more})).json()["openings"]
        return {one["starts"] for one in openings if one["doubt"] is None}, {one["doubt"] for one in openings}

    council, academies, unknown = [await days(**more) for more in (
        {}, {"term_calendar": "marmalade-academies"}, {"term_calendar": "nant-y-glaw-school"},
    )]  # fmt: skip
    assert council == await days(term_calendar="examplebury") == await days(term_calendar=None) == await days(term_calendar="")
    assert council[1] == {None}
    assert academies[0]
    assert unknown == (set(), {"term"})


async def test_bank_holidays_are_those_of_the_nation_of_the_settings(snapshot, postcodes):
    words = {"text": "Mondays 10am to midday, closed bank holidays", "from": "2026-11-30", "to": "2027-01-01"}
    async with at(snapshot, postcodes) as england, at(snapshot, postcodes, nation="scotland") as scotland:
        told = [len((await one.post(PATH, json=words)).json()["openings"]) for one in (england, scotland)]
    # Boxing Day has a substitute on Monday 28 December; of Scotland this directory keeps no bank holidays.
    assert told == [4, 5]


REFUSED = [
    ({}, 400, "text"),
    ({"text": 5}, 400, "text"),
    ({"text": None}, 400, "text"),
    ({"text": "Tue", "format": "poster"}, 400, "format"),
    ({"text": "Tue", "from": "1 May"}, 400, "from"),
    ({"text": "Tue", "from": "2027-02-29"}, 400, "from"),
    ({"text": "Tue", "from": "1999-01-01"}, 400, "from"),
    ({"text": "Tue", "from": 20270101}, 400, "from"),
    ({"text": "Tue", "to": "2026-11-23"}, 400, "to"),
    ({"text": "Tue", "from": "2026-11-24", "to": "2027-11-26"}, 400, "to"),
    ({"text": "Tue", "colour": "red"}, 400, "colour"),
    ({"text": "Tue", "term_calendar": "x" * 81}, 400, "term_calendar"),
    ({"text": "Tue", "term_calendar": "elsewhere"}, 404, "term_calendar"),
    ({"text": "x" * 2001}, 400, "text"),
    ([], 400, None),
    ("Tue", 400, None),
]


@pytest.mark.parametrize(("body", "status", "field"), REFUSED)
async def test_what_cannot_be_read_is_a_problem_that_names_the_field(ask, body, status, field):
    answer = await ask.post(PATH, json=body)
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, problem["status"], problem.get("parameter")) == (status, status, field)
    assert problem["detail"].endswith(".")
    assert field is None or field in problem["detail"] or status in (404, 413)


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b'{"text": "Tue"', JSON, 400),
        (b"\xff\xfe", JSON, 400),
        (b"", JSON, 400),
        (b'{"text": "\\ud800"}', JSON, 400),
        (b'{"text": "Tue 10-12"}', {"content-type": "application/json; charset=utf-8"}, 200),
        (b"text=Tue", {"content-type": "application/x-www-form-urlencoded"}, 415),
        (b'{"text": "Tue"}', {"content-type": "text/plain"}, 415),
        (b'{"text": "Tue"}', {}, 415),
        (b'{"text": "' + b"x" * 100_000 + b'"}', JSON, 413),
    ],
)
async def test_only_json_of_a_sensible_size_is_taken(ask, content, headers, status):
    answer = await ask.post(PATH, content=content, headers=headers)
    assert answer.status_code == status, answer.text


async def test_the_longest_text_is_read_whatever_it_is_written_in(ask):
    content = json.dumps({"text": "😀" * 2000}).encode()
    assert len(content) > 24_000
    assert (await ask.post(PATH, content=content, headers=JSON)).json()["status"] == "refused"


async def test_days_may_reach_a_year_ahead_and_an_empty_stretch_is_no_fault(ask):
    year = await ask.post(PATH, json={**TUESDAYS, "from": "2026-11-24", "to": "2027-11-25"})
    assert (year.status_code, READ_MAX_DAYS) == (200, 366)
    assert len(year.json()["openings"]) == 53
    assert (await ask.post(PATH, json={**TUESDAYS, "from": "2026-11-24", "to": "2026-11-24"})).json()["openings"] == []


async def test_an_address_that_asks_too_often_is_told_when_to_come_back(snapshot, postcodes):
    wired = wired_to(snapshot, postcodes)
    answers = []
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(application(wired), client=("203.0.113.7", 1)), base_url="http://welcome.example"
    ) as asking:
        for _ in range(READ_AT_ONCE + 1):
            answers.append(await asking.post(PATH, json={"text": ""}))
    assert [answer.status_code for answer in answers] == [200] * READ_AT_ONCE + [429]
    refused = answers[-1]
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["retry-after"] == str(60 // READ_A_MINUTE)
    assert refused.json()["detail"]


async def test_behind_the_operators_proxy_each_visitor_is_counted_alone(snapshot, postcodes):
    async with at(snapshot, postcodes, client="10.1.2.3", trusted_proxies=("10.0.0.0/8",)) as asking:
        for _ in range(READ_AT_ONCE):
            await asking.post(PATH, json={"text": ""}, headers={"x-forwarded-for": "203.0.113.7"})
        one, other = [
            (await asking.post(PATH, json={"text": ""}, headers={"x-forwarded-for": address})).status_code
            for address in ("203.0.113.7", "203.0.113.8")
        ]
    assert (one, other) == (429, 200)


async def test_whoever_makes_up_where_a_request_comes_from_is_not_believed(ask):
    for number in range(READ_AT_ONCE):
        await ask.post(PATH, json={"text": ""}, headers={"x-forwarded-for": f"198.51.100.{number}"})
    assert (await ask.post(PATH, json={"text": ""}, headers={"x-forwarded-for": "192.0.2.1"})).status_code == 429


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_it_is_asked_by_post_alone(ask, method):
    answer = await ask.request(method, PATH)
    assert answer.status_code == 405
    assert "POST" in answer.headers["allow"]
