"""How answers are delivered: ETags, HEAD, compression, headers, other sites' pages."""

import gzip
import re

import brotli
import pytest

from welcome.web.documents import best_encoding, document, matches

DOCUMENTS = [
    "/api/directory",
    "/api/postcodes",
    "/api/venues.geojson",
    "/api/venues.csv",
    "/api/wards.geojson",
    "/api/openapi.json",
]


@pytest.mark.parametrize("path", DOCUMENTS)
async def test_an_unchanged_document_costs_a_304(client, path):
    first = await client.get(path)
    again = await client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert not first.headers["etag"].startswith("W/")


@pytest.mark.parametrize("path", DOCUMENTS)
async def test_each_encoding_has_an_etag_of_its_own(client, path):
    etags = {(await client.get(path, headers={"accept-encoding": one})).headers["etag"] for one in ("identity", "gzip", "br")}
    assert len(etags) == 3


@pytest.mark.parametrize("path", ["/api/directory", "/api/venues?limit=5", "/health/live", "/api/nothing"])
async def test_head_answers_what_get_would_without_its_body(client, path):
    get, head = await client.get(path), await client.head(path)
    assert head.content == b""
    assert head.status_code == get.status_code
    assert head.headers["content-length"] == get.headers["content-length"]


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize("path", ["/api/venues?limit=5", "/api/directory"])
async def test_answers_are_compressed_for_whoever_takes_it(client, path, encoding):
    plain = await client.get(path, headers={"accept-encoding": "identity"})
    async with client.stream("GET", path, headers={"accept-encoding": encoding}) as answer:
        raw = b"".join([chunk async for chunk in answer.aiter_raw()])
    assert answer.headers["content-encoding"] == encoding
    assert "accept-encoding" in answer.headers["vary"].lower()
    assert len(raw) == int(answer.headers["content-length"]) < len(plain.content)
    assert {"br": brotli.decompress, "gzip": gzip.decompress}[encoding](raw) == plain.content


@pytest.mark.parametrize(
    ("accepts", "best"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("*", "br"),
        ("identity", "identity"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip;q=0, *", "identity"),
    ],
)
def test_the_smallest_encoding_that_is_accepted_is_used(accepts, best):
    assert best_encoding(accepts) == best


@pytest.mark.parametrize(
    ("header", "same"), [('"a"', True), ('W/"a"', True), ('"b", "a"', True), ("*", True), ('"b"', False), ("a", False)]
)
def test_an_etag_is_recognised_in_every_way_it_may_be_named(header, same):
    assert matches(header, '"a"') is same


def test_a_document_is_the_same_bytes_each_time_it_is_made():
    assert document(b"{}" * 600, "application/json") == document(b"{}" * 600, "application/json")


async def test_any_page_may_read_open_data(client):
    answer = await client.get("/api/venues?limit=1", headers={"origin": "https://other.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    preflight = await client.options(
        "/api/directory", headers={"origin": "https://other.example", "access-control-request-method": "GET"}
    )
    assert preflight.status_code == 204
    assert "GET" in preflight.headers["access-control-allow-methods"]


@pytest.mark.parametrize("path", ["/api/account/me", "/api/host/venues", "/api/coordinator/wards", "/health/live"])
async def test_no_other_page_may_read_what_is_not_open_data(client, path):
    answer = await client.get(path, headers={"origin": "https://other.example"})
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("path", ["/api/venues", "/api/docs", "/api/nothing", "/health/live", "/api/docs/start.js"])
async def test_every_answer_carries_the_headers_that_keep_people_safe(client, path):
    headers = (await client.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "geolocation=(self)" in headers["permissions-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "'unsafe-inline'" not in headers["content-security-policy"].split("script-src")[1].split(";")[0]


async def test_the_documentation_needs_nothing_from_elsewhere(client):
    page = (await client.get("/api/docs")).text
    assert "http://" not in page
    assert "https://" not in page
    assets = re.findall(r'(?:href|src)="([^"]+\.(?:css|js))"', page)
    assert len(assets) == 3
    for asset in assets:
        answer = await client.get(asset)
        assert answer.status_code == 200
        assert "swagger" not in asset or "immutable" in answer.headers["cache-control"]


async def test_figures_are_shown_to_this_machine(client):
    assert "welcome_venues 43.0" in (await client.get("/metrics")).text
    assert (await client.get("/metrics", headers={"x-forwarded-for": "203.0.113.7"})).status_code == 401


@pytest.mark.parametrize(("token", "status"), [("wrong", 401), ("a-long-token", 200)])
async def test_figures_are_shown_elsewhere_to_whoever_brings_the_token(client_with_token, token, status):
    headers = {"x-forwarded-for": "203.0.113.7", "authorization": f"Bearer {token}"}
    assert (await client_with_token.get("/metrics", headers=headers)).status_code == status
