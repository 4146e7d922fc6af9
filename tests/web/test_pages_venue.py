"""A venue's page as anybody gets it: without scripts, on paper, from an old printed code."""

import json
import re
from datetime import date

import httpx
import msgspec
import pytest

from conftest import wired_to, without_lifespan
from welcome.app import application
from welcome.directory.contents import Directory
from welcome.directory.snapshot import Snapshot
from welcome.directory.venues import ACCESS_FACTS, Access, Contact, FactDetail, Outage

LIBRARY = "/venues/examplebury-central-library"
PAGE = {"accept": "text/html,application/xhtml+xml"}
HOSTILE = "<script>alert(1)</script>\"'&{{ 7*7 }}</script><img src=x onerror=alert(2)>"


@pytest.fixture
def served_with(contents: Directory, postcodes):
    """Return a function that gives a client of a directory in which one venue is changed."""
    from conftest import TUESDAY

    def client_of(slug: str, settings: dict | None = None, **changes) -> httpx.AsyncClient:
        venues = tuple(msgspec.structs.replace(venue, **changes) if venue.slug == slug else venue for venue in contents.venues)
        snapshot = Snapshot.of(msgspec.structs.replace(contents, venues=venues), TUESDAY)
        app = application(wired_to(snapshot, postcodes, **(settings or {})))
        transport = httpx.ASGITransport(without_lifespan(app))
        return httpx.AsyncClient(transport=transport, base_url="http://welcome.example", headers=PAGE)

    return client_of


async def text_of(client: httpx.AsyncClient, path: str) -> str:
    answer = await client.get(path, headers=PAGE)
    assert answer.status_code == 200, path
    return answer.text


async def test_a_venue_says_how_it_stands_when_it_opens_and_when_that_was_last_checked(client):
    said = await text_of(client, LIBRARY)
    assert "Open now until 7pm" in said
    assert "Monday to Friday, 9am to 7pm, closed on bank holidays" in said
    assert "Tuesday 24 November, 9am to 7pm" in said
    assert "Times may have changed: last checked" in said


async def test_dates_are_whole_dates_because_paper_is_read_on_another_day(client):
    said = await text_of(client, LIBRARY)
    dates = re.findall(r'<ul class="dates">(.*?)</ul>', said, re.DOTALL)[0]
    assert "today" not in dates.lower()
    assert "tomorrow" not in dates.lower()
    assert dates.count("<li>") >= 12


async def test_every_access_fact_is_yes_no_or_not_known(client, snapshot):
    said = await text_of(client, LIBRARY)
    venue = snapshot.venues[snapshot.slugs["examplebury-central-library"]]
    shown = dict(re.findall(r'<li data-fact="(\w+)" data-state="(\w+)">', said))
    assert set(ACCESS_FACTS) < set(shown)
    states = {True: "yes", False: "no", None: "unknown"}
    out = {outage.fact for outage in venue.access.outages}
    for fact in set(ACCESS_FACTS) - out:
        assert shown[fact] == states[venue.access.facts.get(fact)], fact
    assert shown["changing_places"] == "no"
    assert "Changing Places toilet: not working until 5 December (The hoist is being mended)" in said


async def test_what_nobody_knows_is_never_shown_as_no_nor_as_yes(served_with):
    async with served_with("examplebury-central-library", access=Access()) as client:
        said = await text_of(client, LIBRARY)
    shown = dict(re.findall(r'<li data-fact="(\w+)" data-state="(\w+)">', said))
    assert set(shown.values()) == {"unknown"}
    assert said.count("not known</li>") >= len(ACCESS_FACTS)


STEPS = [
    ({"step_free_entrance": False}, "no", "2 steps at the door"),
    ({}, "unknown", "2 steps at the door; whether there is a way in without: not known"),
]


@pytest.mark.parametrize(("facts", "state", "sentence"), STEPS)
async def test_steps_are_counted_where_somebody_counted_them(served_with, facts, state, sentence):
    access = Access(facts=facts, entrance_steps=2)
    async with served_with("examplebury-central-library", access=access) as client:
        said = await text_of(client, LIBRARY)
    assert f'<li data-fact="step_free_entrance" data-state="{state}">{sentence}</li>' in said


ASKED = [
    ("a number of its own", {"help_phone": "01632 960999"}, (Contact(kind="phone", value="01632 960123", is_public=True),),
     "you can ring 01632 960123"),
    ("the network's number", {"help_phone": "01632 960999"}, (), "This place has given no number; you can ring 01632 960999"),
    ("nobody before one arrives", {}, (), "Ask when you arrive."),
]  # fmt: skip


@pytest.mark.parametrize(("whom", "settings", "contacts", "sentence"), ASKED, ids=[row[0] for row in ASKED])
async def test_a_person_is_told_whom_to_ask_and_never_to_ring_where_there_is_no_number(
    served_with, whom, settings, contacts, sentence
):
    async with served_with("examplebury-central-library", settings, contacts=contacts) as client:
        said = await text_of(client, LIBRARY)
    assert sentence in said
    assert (" ring " in said) == bool(settings or contacts)


async def test_a_persons_contact_stands_on_the_page_only_with_consent_and_never_in_its_data(served_with):
    person = Contact(kind="phone", value="07700 900111", is_public=True, of_person=True, consented_on=date(2026, 1, 5))
    unasked = Contact(kind="email", value="someone@hall.example", is_public=True, of_person=True)
    async with served_with("examplebury-central-library", contacts=(person, unasked)) as client:
        said = await text_of(client, LIBRARY)
        calendar = await text_of(client, f"{LIBRARY}.ics")
        data = (await client.get(f"/api{LIBRARY}")).text
    assert "tel:07700900111" in said
    assert "someone@hall.example" not in said
    assert "07700" not in linked_data_of(said)["@type"] + json.dumps(linked_data_of(said)) + calendar + data


def linked_data_of(said: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', said, re.DOTALL)[1])


async def test_search_engines_get_the_same_times_as_people(client):
    data = linked_data_of(await text_of(client, LIBRARY))
    assert data["@type"] == "Library"
    assert data["url"] == "http://welcome.example/venues/examplebury-central-library"
    weekly = data["openingHoursSpecification"][0]
    assert (weekly["opens"], weekly["closes"], len(weekly["dayOfWeek"])) == ("09:00", "19:00", 5)
    assert {"name": "Hearing loop", "value": True}.items() <= data["amenityFeature"][14].items()


async def test_what_is_not_known_is_not_in_the_data_for_search_engines(served_with):
    access = Access(facts={"toilet": True, "step_free_entrance": False})
    async with served_with("examplebury-central-library", access=access) as client:
        data = linked_data_of(await text_of(client, LIBRARY))
    assert {row["name"]: row["value"] for row in data["amenityFeature"]} == {"Toilet": True, "Step-free entrance": False}


async def test_a_hostile_host_can_put_nothing_but_text_on_the_page(served_with):
    hostile = {
        "name": HOSTILE, "address": HOSTILE, "about": HOSTILE, "first_visit": HOSTILE, "nearest_stop": HOSTILE,
        "hours_question": HOSTILE, "provision": (HOSTILE,), "languages": (HOSTILE,), "postcode": HOSTILE,
        "access": Access(
            facts={"toilet": True}, details={"toilet": FactDetail(HOSTILE)}, which_door=HOSTILE,
            outages=(Outage("hearing_loop", date(2026, 11, 20), date(2026, 11, 30), HOSTILE),),
        ),
        "contacts": tuple(
            Contact(kind=kind, value=value, label=HOSTILE, is_public=True)
            for kind, value in (
                ("website", "javascript:alert(1)"), ("website", f"https://x.example/{HOSTILE}"),
                ("phone", HOSTILE), ("email", HOSTILE), ("email", "a@b.example?bcc=all@c.example"),
            )
        ),
    }  # fmt: skip
    async with served_with("examplebury-central-library", **hostile) as client:
        said = await text_of(client, LIBRARY)
    assert re.findall(r"<script[^>]*>", said) == ['<script type="application/ld+json">']
    assert said.count("</script>") == 1
    assert "<img" not in said
    assert 'href="javascript:' not in said
    assert "{{ 7*7 }}" in said
    assert "bcc=" not in "".join(re.findall(r'href="[^"]*"', said))
    assert linked_data_of(said)["name"] == HOSTILE


async def test_an_old_address_leads_to_the_new_one_for_ever(client):
    for path in ("/venues/central-library", "/venues/kettle-cross-library"):
        answer = await client.get(path, headers=PAGE)
        assert (answer.status_code, answer.headers["location"]) == (308, LIBRARY)
    calendar = await client.get("/venues/central-library.ics")
    assert (calendar.status_code, calendar.headers["location"]) == (308, f"{LIBRARY}.ics")


async def test_a_closed_venue_says_so_and_shows_the_nearest_others(client, snapshot):
    slug, venue = next(iter(snapshot.closed.items()))
    answer = await client.get(f"/venues/{slug}", headers=PAGE)
    assert answer.status_code == 410
    assert f'<h1><span lang="en" dir="auto">{venue.name}</span> has closed</h1>' in answer.text
    miles = [float(far) for far in re.findall(r'<p class="far">([\d.]+) miles', answer.text)]
    assert len(miles) == 3
    assert miles == sorted(miles)


@pytest.mark.parametrize("path", ["/venues/no-such-place", "/nothing/here", "/venues/x.pdf"])
async def test_a_wrong_address_is_a_page_with_a_way_on_for_a_person_and_a_problem_for_a_program(client, path):
    person, program = await client.get(path, headers=PAGE), await client.get(path)
    assert person.status_code == program.status_code == 404
    assert 'action="/find"' in person.text
    assert program.headers["content-type"] == "application/problem+json"


async def test_a_wrong_address_under_the_api_stays_a_problem_document(client):
    answer = await client.get("/api/nothing", headers=PAGE)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_the_printed_sheet_carries_the_pages_own_address_and_a_code(served_with):
    async with served_with("examplebury-central-library", {"base_url": "https://examplebury.example"}) as client:
        said = await text_of(client, LIBRARY)
    assert 'class="qr"' in said
    assert "Printed 24 November 2026. " in said
    assert "https://examplebury.example/venues/examplebury-central-library</span>" in said
    assert "welcome.example/" not in said


async def test_nothing_on_a_page_stands_in_the_way_of_its_policy_and_nothing_is_kept(client):
    answer = await client.get(LIBRARY, headers=PAGE)
    assert answer.headers["cache-control"] == "no-cache"
    assert "set-cookie" not in answer.headers
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", answer.text)
    outside = {httpx.URL(href).host for href in re.findall(r'(?:src|href)="(https?://[^"]*)"', answer.text)}
    assert outside == {"welcome.example", "www.openstreetmap.org", "libraries.examplebury.example"}
    (stylesheet,) = re.findall(r'<link rel="stylesheet" href="([^"]*)">', answer.text)
    style = await client.get(stylesheet)
    assert style.status_code == 200
    assert "immutable" in style.headers["cache-control"]
    assert (await client.get("/pages/style-0.css")).status_code == 404


LANGUAGES = [
    ("", "de,fr;q=0.9", ("en",), "en"),
    ("", "en;q=0.4, fr", ("en",), "en"),
    ("ur", "", ("en",), "en"),
    ("en", "", ("en", "tlh"), "en"),
    ("", "*;q=x", ("tlh",), "en"),
]


@pytest.mark.parametrize(("chosen", "accepted", "offered", "language"), LANGUAGES)
async def test_a_page_is_in_a_language_that_is_offered(contents, postcodes, snapshot, chosen, accepted, offered, language):
    app = application(wired_to(snapshot, postcodes, languages=offered))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://welcome.example") as client:
        answer = await client.get(LIBRARY, params={"lang": chosen}, headers={"accept-language": accepted})
    assert f'<html lang="{language}" dir="ltr">' in answer.text
    assert answer.headers["content-language"] == language
    assert "accept-language" in answer.headers["vary"]


async def test_a_venues_calendar_and_an_areas_calendar_are_there_to_subscribe_to(client, snapshot):
    one = await client.get(f"{LIBRARY}.ics")
    assert one.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:Examplebury Central Library" in one.text
    everywhere = await client.get("/calendar.ics")
    ward = snapshot.wards.wards[0].gss
    here = await client.get("/calendar.ics", params={"ward": ward, "access": "toilet"})
    assert 0 < here.text.count("BEGIN:VEVENT") < everywhere.text.count("BEGIN:VEVENT")


async def test_what_a_host_wrote_inside_a_sentence_is_marked_with_its_language(client):
    said = await text_of(client, LIBRARY)
    assert '<p>Nearest stop: <span lang="en" dir="auto">Inkwell Street, stop A: outside the door</span></p>' in said


@pytest.mark.parametrize("slug", ["nant-y-glaw-village-hall", "lower-fiddling-chapel-of-ease"])
async def test_whoever_subscribed_to_a_venue_that_paused_or_gave_no_times_keeps_an_empty_calendar(client, slug):
    answer = await client.get(f"/venues/{slug}.ics")
    assert answer.status_code == 200
    assert "BEGIN:VEVENT" not in answer.text
    assert "Add to your calendar" not in await text_of(client, f"/venues/{slug}")


async def test_a_venue_whose_people_have_not_agreed_says_so_once(client):
    said = await text_of(client, "/venues/sandmartin-court-lounge")
    assert said.count("have not yet agreed to this listing") == 1
    assert "Not yet confirmed by the people who run it" not in said


WRONG_CALENDARS = [("access=nonsense", 400, "access"), ("ward=Nowhere", 404, "ward"), ("colour=red", 400, "colour")]


@pytest.mark.parametrize(("query", "status", "parameter"), WRONG_CALENDARS)
async def test_a_calendar_that_cannot_be_made_says_why(client, query, status, parameter):
    answer = await client.get(f"/calendar.ics?{query}", headers=PAGE)
    assert (answer.status_code, answer.json()["parameter"]) == (status, parameter)
