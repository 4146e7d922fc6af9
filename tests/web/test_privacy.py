"""What no public answer may ever hold, looked for in every one of them."""

import re

import httpx
import pytest

from welcome.directory.demonstration import Demonstration
from welcome.directory.snapshot import Snapshot

#: Words with which this product never speaks of people or places (care.md).
NEVER_SAID = re.compile(
    r"\b(elderly|vulnerable|lonely|isolated|isolation|at risk|suffering|hard to reach|service users?|deprived|deprivation|"
    r"wheelchair-bound|the disabled|needy|priority ward|admin)\b",
    re.IGNORECASE,
)


#: Asked for once: they are the same for every test here.
_ANSWERS: dict[str, str] = {}


async def every_page(client: httpx.AsyncClient, demonstration: Demonstration, snapshot: Snapshot) -> dict[str, str]:
    """Every page made for people without scripts or on paper, and every calendar."""
    slugs = [slug for venue in demonstration.venues for slug in (venue.slug, *venue.old_slugs)]
    paths = [
        *(f"/venues/{slug}" for slug in slugs),
        *(f"/venues/{slug}.ics" for slug in slugs),
        *(f"/print/wards/{ward.gss}" for ward in snapshot.wards.wards),
        *("/calendar.ics", "/find", "/answer", "/print/near", "/about", "/privacy", "/accessibility", "/help", "/nothing"),
    ]
    places = ["", "AA1 1AA", "AA1 7AA", "AA1 1ZZ", *(venue.name for venue in snapshot.venues[:10])]
    page = {"accept": "text/html", "content-type": "application/x-www-form-urlencoded"}
    found = {path: await client.get(path, headers=page) for path in paths}
    for path in ("/find", "/answer", "/print/near"):
        for number, place in enumerate(places):
            fields = httpx.QueryParams({"place": place, "access": "toilet", "size": "24"})
            found[f"{path}#{number}"] = await client.post(path, content=str(fields), headers=page)
    assert {answer.status_code for answer in found.values()} <= {200, 308, 400, 404, 410}
    return {path: answer.text for path, answer in found.items()}


@pytest.fixture
async def every_answer(client: httpx.AsyncClient, demonstration: Demonstration, snapshot: Snapshot) -> dict[str, str]:
    """Every public answer by its path: each document, each venue's page by each of its addresses, searches, errors, pages."""
    if _ANSWERS:
        return _ANSWERS
    slugs = [slug for venue in demonstration.venues for slug in (venue.slug, *venue.old_slugs)]
    names = [venue.name for venue in demonstration.venues]
    described = (await client.get("/api/openapi.json")).json()["paths"]
    paths = [
        *(path for path, calls in described.items() if "get" in calls and "{" not in path and path != "/api/places"),
        *(f"/api/venues/{slug}" for slug in slugs),
        *(f"/api/venues?{httpx.QueryParams({'q': name})}" for name in names),
        *(f"/api/places?{httpx.QueryParams({'q': name, 'limit': 50})}" for name in names),
        "/api/venues?limit=200",
        "/api/venues?postcode=AA1+1AA&limit=200&include_unknown=true&access=toilet",
        "/api/venues?access=no-such-fact",
        "/api/docs",
        "/api/openapi.json",
        "/health/ready",
    ]
    answers = {path: await client.get(path) for path in paths}
    assert {answer.status_code for answer in answers.values()} <= {200, 308, 400, 404, 410}
    _ANSWERS.update({path: answer.text for path, answer in answers.items()})
    _ANSWERS.update(await every_page(client, demonstration, snapshot))
    return _ANSWERS


def private_values(demonstration: Demonstration, snapshot: Snapshot) -> dict[str, str]:
    """Return everything that must not get out, and why."""
    found = {}
    public = {venue.slug for venue in snapshot.venues} | set(snapshot.closed)
    for venue in demonstration.venues:
        for contact in venue.contacts:
            if not contact.is_public or contact.of_person:
                found[contact.value] = f"a contact of {venue.slug} that is private or a person's"
        if venue.slug not in public:
            found[venue.name] = "the name of a venue that is not public"
            found[venue.slug] = "the address of a venue that is not public"
    for flag in demonstration.flags:
        found[flag.reason] = "the reason of a flag"
        found[flag.source] = "the source of a flag"
    return found


def shown_with_consent(demonstration: Demonstration) -> set[tuple[str, str]]:
    """Return the one page on which each person's contact stands, with that contact."""
    return {
        (f"/venues/{venue.slug}", contact.value)
        for venue in demonstration.venues
        for contact in venue.contacts
        if contact.is_public and contact.of_person and contact.consented_on
    }


async def test_nothing_private_is_in_any_public_answer(every_answer, demonstration, snapshot):
    secrets = private_values(demonstration, snapshot)
    assert len(secrets) > 10
    own = shown_with_consent(demonstration)
    assert own
    leaks = [
        (path, value, why)
        for path, text in every_answer.items()
        for value, why in secrets.items()
        if value in text and value not in httpx.URL(path).query.decode() and (path, value) not in own
    ]
    assert leaks == []


async def test_a_public_contact_of_an_organisation_is_there_so_that_the_search_above_could_find_one(every_answer, snapshot):
    shown = [c.value for venue in snapshot.venues for c in venue.contacts if c.is_public and not c.of_person]
    assert shown
    assert all(any(value in text for text in every_answer.values()) for value in shown)


async def test_no_contact_is_in_files_that_are_handed_on(every_answer, demonstration):
    for path in ("/api/venues.csv", "/api/venues.geojson"):
        for venue in demonstration.venues:
            for contact in venue.contacts:
                assert contact.value not in every_answer[path]


async def test_no_public_answer_labels_people_or_places(every_answer):
    said = {path: NEVER_SAID.findall(text) for path, text in every_answer.items()}
    assert {path: words for path, words in said.items() if words} == {}


async def test_that_a_ward_is_flagged_is_in_no_answer_but_as_the_lift_a_phone_ranks_by(every_answer):
    for path, text in every_answer.items():
        assert "priority" not in text, path
        if path not in ("/api/directory", "/api/openapi.json"):
            assert '"lift"' not in text, path
