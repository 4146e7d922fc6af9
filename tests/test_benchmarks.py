"""The benchmarks compare like with like: the country is the same every time, and the rivals answer the same."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime

import asyncpg
import msgspec
import pytest

from benchmarks import postgres_rival
from benchmarks.asking import LIMIT, WITHIN_M, questions, request
from benchmarks.brute_force import by_numpy, by_shapely, metres_of
from benchmarks.load import WrongAnswer, put_load
from benchmarks.made_country import NOW, SCHEDULES_A_VENUE, Country, made_country
from benchmarks.postgres_server import postgres_server
from benchmarks.serving import served_country
from welcome.directory.schedules import check_closure, check_extra, check_schedule
from welcome.directory.search import Query, search
from welcome.directory.venues import check_access
from welcome.web.cards import venues_answer
from welcome.web.questions import VenueParameters, parameters, query_of
from welcome.web.served import Served

VENUES, QUESTIONS = 1_500, 60


@pytest.fixture(scope="module")
def country() -> Country:
    return made_country(VENUES)


@pytest.fixture(scope="module")
def served(country: Country) -> Served:
    return served_country(country)


@pytest.fixture(scope="module")
def asked(country: Country, served: Served) -> list[Query]:
    print("seed 7")
    return [
        query_of(parameters(one.parameters.encode(), VenueParameters), served.snapshot, served.postcodes, NOW, "")[0]
        for one in questions(country.towns, NOW, 7, QUESTIONS)
    ]


def test_the_made_up_country_is_the_same_every_time_and_another_one_for_another_seed(country: Country) -> None:
    assert made_country(VENUES).contents == country.contents
    assert made_country(VENUES, seed=1).contents.venues != country.contents.venues


def test_it_has_as_many_venues_schedules_and_postcodes_as_asked_for(country: Country) -> None:
    venues = country.contents.venues
    assert len(venues) == len({venue.slug for venue in venues}) == len(country.postcodes) == VENUES
    assert sum(len(venue.schedules) for venue in venues) == SCHEDULES_A_VENUE * VENUES
    kinds = {(one.kind, one.every_weeks > 1, one.nth > 0, one.term, one.closes is None) for v in venues for one in v.schedules}
    assert len(kinds) >= 7


def test_nothing_in_it_contradicts_itself(country: Country) -> None:
    for venue in country.contents.venues:
        check_access(venue.access)
        for schedule in venue.schedules:
            check_schedule(schedule)
        for closure in venue.closures:
            check_closure(closure)
        for extra in venue.extra_openings:
            check_extra(extra)


def test_no_two_questions_are_alike_and_they_are_those_that_the_benchmark_says(asked: list[Query]) -> None:
    assert len({(one.place, one.at) for one in asked}) == QUESTIONS
    assert all(one.place and one.open_only and one.within_m == WITHIN_M and one.limit == LIMIT for one in asked)


def test_brute_force_finds_the_same_venues(served: Served, asked: list[Query]) -> None:
    positions = metres_of(served.snapshot)
    compared = 0
    for query in asked:
        answer = search(served.snapshot, query)
        if answer.relaxed:
            continue
        ours = [match.index for match in answer.matches]
        assert by_numpy(served.snapshot, query) == ours
        assert by_shapely(served.snapshot, positions, query) == ours
        compared += len(ours) > 1
    assert compared > QUESTIONS / 4


@pytest.fixture(scope="module")
def filled_postgres(served: Served) -> Iterator[str]:
    """A PostgreSQL server with the country in it."""
    with postgres_server() as url:
        asyncio.run(postgres_rival.fill(url, served.snapshot))
        yield url


@pytest.fixture
async def pool(filled_postgres: str) -> AsyncIterator[asyncpg.Pool]:
    async with asyncpg.create_pool(filled_postgres, min_size=1, max_size=1) as pool:
        yield pool


@pytest.mark.postgres
async def test_postgresql_gives_the_same_answer_to_the_letter(pool: asyncpg.Pool, served: Served, asked: list[Query]) -> None:
    relaxed = 0
    for query in asked:
        answer = search(served.snapshot, query)
        ours = venues_answer(served.snapshot, query, None, answer, NOW)
        theirs = await postgres_rival.nearest_open(pool, query, None, NOW, served.snapshot.revision)
        assert comparable(theirs, served) == comparable(ours, served)
        relaxed += bool(answer.relaxed)
    assert 0 < relaxed < QUESTIONS


def comparable(answer: object, served: Served) -> dict:
    """Return an answer as JSON has it, without first openings after the last day that is in the database."""
    plain = msgspec.json.decode(msgspec.json.encode(answer))
    last = served.snapshot.timetable.last_minute
    for venue in plain["venues"]:
        following = venue["next"]
        if following and minute_of(following) >= last:
            venue["next"] = None
    return plain


def minute_of(opening: dict) -> int:
    return int(datetime.fromisoformat(opening["starts"]).timestamp()) // 60


OK = b"HTTP/1.1 200 OK\r\ncontent-length: 300000\r\ndate: today\r\n\r\n" + b"a" * 300_000
UNCHANGED = b"HTTP/1.1 304 Not Modified\r\netag: x\r\n\r\n"
BROKEN = b"HTTP/1.1 500 Oh dear\r\ncontent-length: 2\r\n\r\n{}"


async def served_by(said: bytes, ask: Callable[[int], object]) -> object:
    """Return what `ask` makes of a server on this port that says the same to everybody."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while await reader.readuntil(b"\r\n\r\n"):
                writer.write(said)
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        return await asyncio.to_thread(ask, server.sockets[0].getsockname()[1])


@pytest.mark.parametrize(("said", "body_bytes"), [(OK, 300_000), (UNCHANGED, 0)])
async def test_the_load_generator_counts_whole_answers(said: bytes, body_bytes: int) -> None:
    load = await served_by(said, lambda port: put_load(port, [request("/")] * 40, connections=3))
    assert load.sizes.tolist() == [body_bytes] * 40
    assert (load.latencies_ms > 0).all()


async def test_the_load_generator_takes_nothing_but_an_answer_for_one() -> None:
    with pytest.raises(WrongAnswer, match="500 Oh dear"):
        await served_by(BROKEN, lambda port: put_load(port, [request("/")]))
