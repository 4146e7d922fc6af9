"""Where somebody means is found in the list of postcodes, and a failing address service is a sentence and no more."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from welcome.directory.places import Point
from welcome.directory.postcodes import NO_POSTCODES, PostcodeTable
from welcome.geocoding import AddressService, BadGeocoder, Geocoder

POSTCODES = PostcodeTable.of([("AA1 1AA", -1.0, 53.0), ("AA1 2AA", -0.98, 53.0)])
ELM_STREET = [{"lat": "53.01", "lon": "-1.02", "display_name": "Elm Street, Examplebury"}]


class Service:
    """A real HTTP server on this machine that answers as its `behave` says, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.agents: list[str | None] = []
        self.over = threading.Event()
        self.behave: Callable[[BaseHTTPRequestHandler], None] = answering(ELM_STREET)
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                service.asked.append(parse_qs(urlsplit(self.path).query).get("q", [""])[0])
                service.agents.append(self.headers["User-Agent"])
                with suppress(ConnectionError):
                    service.behave(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self.over.set()
        self.server.shutdown()
        self.server.server_close()


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def answering(answer: object, status: int = 200, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return lambda handler: send(handler, body, status, **headers)


@pytest.fixture
def service() -> Iterator[Service]:
    service = Service()
    yield service
    service.close()


@pytest.fixture
def make() -> Iterator[Callable[..., Geocoder]]:
    """Make a geocoder that asks the service at an address, with some postcodes of its own."""
    made: list[AddressService] = []

    def making(url: str, *, timeout_seconds: float = 5.0, min_delay_seconds: float = 0.0, **options: object) -> Geocoder:
        asking = AddressService("nominatim", url, timeout_seconds=timeout_seconds, min_delay_seconds=min_delay_seconds)
        made.append(asking)
        return Geocoder(lambda: POSTCODES, asking, area_name="Examplebury", **options)

    yield making
    for each in made:
        each.close()


@pytest.mark.parametrize(
    ("text", "point", "source"),
    [
        ("aa11aa", Point(-1.0, 53.0), "postcode"),
        ("  AA1-1AA ", Point(-1.0, 53.0), "postcode"),
        ("1 Elm Street, Examplebury AA1 1AA", Point(-1.0, 53.0), "postcode"),
        ("AA1", Point(-0.99, 53.0), "outcode"),
        ("AA9 9ZZ", None, "none"),
        ("Elm Street", None, "none"),
        ("", None, "none"),
        (" \n?! ", None, "none"),
        ("x" * 100_000, None, "none"),
    ],
)
async def test_the_list_of_postcodes_answers_without_any_service(text, point, source):
    answer = await Geocoder(lambda: POSTCODES, area_name="Examplebury").find(text)
    assert (answer.point, answer.source) == (point, source)
    assert answer.sentence.endswith(".")


async def test_a_postcode_that_the_list_has_never_leaves_this_server(service, make):
    geocoder = make(service.url)
    await geocoder.find("AA1 1AA")
    await geocoder.find("1 Elm Street, AA1 1AA")
    assert service.asked == []


async def test_the_list_is_taken_as_it_stands_at_the_moment_of_asking():
    tables = [NO_POSTCODES]
    geocoder = Geocoder(lambda: tables[-1])
    assert (await geocoder.find("AA1 1AA")).point is None
    tables.append(POSTCODES)
    assert (await geocoder.find("AA1 1AA")).point == Point(-1.0, 53.0)


async def test_an_address_is_found_by_the_service_that_was_set_up(service, make):
    answer = await make(service.url).find("Elm   Street")
    assert (answer.point, answer.source, answer.name) == (Point(-1.02, 53.01), "geocoder", "Elm Street, Examplebury")
    assert service.asked == ["Elm Street"]
    assert service.agents == ["welcome-directory"]


async def test_an_answer_is_remembered_and_a_failure_is_not(service, make):
    geocoder = make(service.url)
    service.behave = answering({}, 500)
    assert (await geocoder.find("Elm Street")).source == "failed"
    service.behave = answering(ELM_STREET)
    first = await geocoder.find("Elm Street")
    assert first.source == "geocoder"
    assert await geocoder.find("ELM street!") == first
    assert len(service.asked) == 2


async def test_what_the_service_does_not_know_is_remembered_too(service, make):
    service.behave = answering([])
    geocoder = make(service.url)
    assert [(await geocoder.find("Nowhere Street")).source for _ in range(2)] == ["none", "none"]
    assert len(service.asked) == 1


async def test_no_more_answers_are_remembered_than_fit_and_the_longest_unasked_goes_first(service, make):
    geocoder = make(service.url, cached_max=2)
    for street in ("Elm Street", "Oak Street", "Elm Street", "Ash Street", "Elm Street", "Oak Street"):
        await geocoder.find(street)
    assert service.asked == ["Elm Street", "Oak Street", "Ash Street", "Oak Street"]


@pytest.mark.parametrize(
    "place",
    [
        {"lat": "0", "lon": "0"},
        {},
        {"lat": "52.4", "lon": "4.9"},
        {"lat": "-1.02", "lon": "53.01"},
        {"lat": "51.5", "lon": "-0.12"},
    ],
)
async def test_an_answer_in_the_ocean_abroad_or_far_from_the_area_is_not_believed(service, make, place):
    service.behave = answering([{**place, "display_name": "Somewhere"}])
    answer = await make(service.url, within=(-1.2, 52.8, -0.8, 53.2)).find("Elm Street")
    assert (answer.point, answer.source) == (None, "none")
    assert "outside Examplebury" in answer.sentence


LIES = {
    "HTML": answering(b"<!doctype html><title>Welcome to our hotspot</title>"),
    "nothing": answering(b""),
    "half a JSON": answering(b'[{"lat": "53.01", '),
    "a number": answering(7),
    "a list of numbers": answering([1, 2, 3]),
    "words for a position": answering([{"lat": "north", "lon": "west", "display_name": "x"}]),
    "not a number": answering([{"lat": "nan", "lon": "nan", "display_name": "x"}]),
    "infinity": answering([{"lat": "inf", "lon": "-inf", "display_name": "x"}]),
    "a latitude of 999": answering([{"lat": "999", "lon": "999", "display_name": "x"}]),
    "bytes of no encoding": answering(b"\xff\xfe\x00\x81"),
    "a very deep JSON": answering(b"[" * 100_000),
    "an endless number of bytes": lambda handler: endless(handler),
    "status 500": answering({}, 500),
    "status 429": answering({}, 429, **{"Retry-After": "3600"}),
    "status 204": answering(b"", 204),
    "a redirect": answering(b"", 302, Location="http://127.0.0.1:1/elsewhere"),
    "a redirect to itself": answering(b"", 301, Location="/search"),
    "a broken status line": lambda handler: handler.wfile.write(b"HELLO\r\n\r\n"),
    "a hung-up line": lambda handler: handler.connection.close(),
}


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b" " * 65_536)


@pytest.mark.filterwarnings("ignore:Latitude normalization")
@pytest.mark.parametrize("lie", LIES)
async def test_a_service_that_lies_or_fails_is_a_sentence(service, make, lie):
    service.behave = LIES[lie]
    answer = await make(service.url).find("Elm Street")
    assert (answer.point, answer.source) == (None, "failed")
    assert answer.sentence.startswith("The address service ")
    assert answer.sentence.endswith("Try a postcode, or point at the place on the map.")
    assert len(service.asked) == 1


def hanging(service: Service, first: bytes = b"") -> Callable[[BaseHTTPRequestHandler], None]:
    def hang(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(first)
        service.over.wait()

    return hang


def dripping(service: Service) -> Callable[[BaseHTTPRequestHandler], None]:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not service.over.wait(0.02):
            handler.wfile.write(b" ")
            handler.wfile.flush()

    return drip


@pytest.mark.parametrize(
    "behaviour",
    [
        hanging,
        lambda service: hanging(service, b"HTTP/1.1 200 OK\r\nContent-"),
        lambda service: hanging(service, b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n["),
        dripping,
    ],
    ids=["at once", "in its headers", "in its body", "a byte at a time"],
)
async def test_a_service_that_hangs_is_left_after_the_time_allowed(service, make, behaviour):
    service.behave = behaviour(service)
    answer = await make(service.url, timeout_seconds=0.2).find("Elm Street")
    assert (answer.point, answer.source) == (None, "failed")
    assert "did not answer in time" in answer.sentence


async def test_a_service_that_hung_is_asked_again_when_it_is_well(service, make):
    geocoder = make(service.url, timeout_seconds=0.2)
    service.behave = dripping(service)
    for number in range(3):
        assert (await geocoder.find(f"Elm Street {number}")).source == "failed"
    service.over.set()
    service.behave = answering(ELM_STREET)
    answers = [await geocoder.find(f"Oak Street {number}") for number in range(3)]
    assert "geocoder" in {answer.source for answer in answers}


async def test_a_service_that_is_not_there_is_a_sentence(service, make):
    service.close()
    answer = await make(service.url).find("Elm Street")
    assert (answer.source, "cannot be reached" in answer.sentence) == ("failed", True)


async def test_a_service_is_not_asked_more_often_than_is_polite(service, make):
    geocoder = make(service.url, timeout_seconds=1, min_delay_seconds=60)
    assert (await geocoder.find("Elm Street")).source == "geocoder"
    waiting = await geocoder.find("Oak Street")
    assert (waiting.source, service.asked) == ("failed", ["Elm Street"])
    assert (await geocoder.find("elm street")).source == "geocoder"


async def test_a_very_long_text_is_not_sent_anywhere(service, make):
    answer = await make(service.url).find("Elm Street " * 50)
    assert (answer.source, service.asked) == ("none", [])


async def test_a_postcode_that_no_list_has_is_said_to_be_so_when_the_service_does_not_know_it_either(service, make):
    service.behave = answering([])
    answer = await make(service.url).find("AA9 9ZZ")
    assert answer.sentence.startswith("AA9 9ZZ is not in our list")
    assert service.asked == ["AA9 9ZZ"]


@pytest.mark.parametrize(
    ("provider", "url", "said"),
    [
        ("oracle", "", "geopy has no geocoder called “oracle”"),
        ("opencage", "", "wants more than a name and an address"),
        ("here", "http://127.0.0.1:1", "cannot be asked at another address"),
    ],
)
def test_a_service_that_cannot_be_used_is_refused_at_the_start(provider, url, said):
    with pytest.raises(BadGeocoder, match=said):
        AddressService(provider, url)
