"""For people without a smartphone: what staff read aloud and send, and lists in large print."""

import re
from datetime import date
from html import unescape
from urllib.parse import urlencode

import httpx
import msgspec
import pytest

from conftest import TUESDAY, wired_to
from welcome.app import application
from welcome.directory.contents import Directory
from welcome.directory.snapshot import Snapshot
from welcome.directory.venues import Contact
from welcome.web.pages_answer import TEXT_MAX_CHARACTERS, short_text, sms
from welcome.wording.catalogue import catalogue

PAGE = {"accept": "text/html", "content-type": "application/x-www-form-urlencoded"}
#: The letters of a text message that holds 160 (3GPP TS 23.038), the extension table left out.
GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)


async def asked(client: httpx.AsyncClient, path: str, **fields) -> httpx.Response:
    return await client.post(path, content=urlencode(fields, doseq=True), headers=PAGE)


async def test_three_sentences_are_read_aloud_where_when_and_whom_to_ask(client):
    said = (await asked(client, "/answer", place="AA1 1AA")).text
    first = re.findall(r'<ol class="aloud">\n(.*?)</ol>', said, re.DOTALL)[0]
    assert re.findall("<li>(.*?)</li>", first) == [
        "You could go to Kettle Cross Fire Station Community Room, Fire Station Yard, Kettle Cross, AA1 1AB: "
        "0.1 miles, about 2 minutes’ walk.",
        "Open now until 10pm.",
        "Checked 19 November; before you set out you can ring 01632 960101.",
    ]


async def test_a_text_names_the_next_opening_by_its_date_because_it_is_read_later(client):
    said = (await asked(client, "/answer", place="AA1 1AA")).text
    text = unescape(re.findall(r'<p class="to-copy">(.*?)</p>', said)[0])
    assert text == (
        "Kettle Cross Fire Station Community Room, Fire Station Yard, Kettle Cross, AA1 1AB. "
        "Tuesday 24 November, 8am to 10pm. Ring 01632 960101. May change."
    )


@pytest.mark.parametrize("place", ["AA1 1AA", "AA1 2AA", "AA1 3AA", "AA1 4AA", "AA1 5AA", "AA1 9AA", "AA6 1BB", ""])
async def test_no_text_is_longer_than_one_message(client, place):
    said = (await asked(client, "/answer", place=place)).text
    texts = [unescape(text) for text in re.findall(r'<p class="to-copy">(.*?)</p>', said)]
    assert len(texts) == 3
    assert all(len(text) <= TEXT_MAX_CHARACTERS for text in texts)


def test_every_venue_fits_into_one_message_in_letters_that_it_holds_and_its_time_is_never_cut(snapshot):
    when = "Wednesday 30 September 2027, for young people, booking needed, 10:30am to 11:30pm"
    for venue in snapshot.venues:
        for number in ("", "01632 960101"):
            text = short_text(catalogue(), venue, when, number)
            assert len(text) <= TEXT_MAX_CHARACTERS
            assert when in text
            if all(letter in GSM for letter in sms((venue.name, venue.address))):
                assert set(text) <= GSM


@pytest.mark.parametrize("path", ["/answer", "/print/near"])
async def test_what_cannot_be_found_is_said_beside_what_was_typed(client, path):
    answer = await asked(client, path, place="AA1 1ZZ", size="24")
    assert answer.status_code == 400
    assert 'value="AA1 1ZZ"' in answer.text
    assert answer.text.count("AA1 1ZZ is not in our list") == 2
    assert (await asked(client, path, place="x" * 300)).status_code == 400


@pytest.mark.parametrize("path", ["/answer", "/print/near"])
async def test_nothing_that_staff_type_is_kept_or_stands_in_an_address(client, path):
    answer = await asked(client, path, place="AA1 1AA")
    assert answer.headers["cache-control"] == "no-store"
    form = (await client.get(f"{path}?place=AA1+1AA", headers=PAGE)).text
    assert f'method="post" action="{path}"' in form
    assert "AA1" not in form.replace("For example AA1 1AA", "")


@pytest.mark.parametrize(("size", "said"), [("16", "size-16"), ("24", "size-24"), ("7", "size-16")])
async def test_a_sheet_is_in_large_print_times_first_with_the_day_it_was_printed(client, size, said):
    sheet = (await asked(client, "/print/near", place="AA1 1AA", size=size)).text
    assert f'<body class="sheet {said}">' in sheet
    assert "Printed 24 November 2026." in sheet
    entry = re.search(r'<li class="entry">.*?<p class="muted">', sheet, re.DOTALL)[0]
    assert entry.index("Every day, 8am to 10pm") < entry.index("Kettle Cross Fire Station") < entry.index("Fire Station Yard")


OLD = [
    ({"help_phone": "01632 960999"}, "more than 4 weeks old, ring 01632 960999 before you set out"),
    ({}, "more than 4 weeks old, look at https://examplebury.example/ before you set out"),
]


@pytest.mark.parametrize(("settings", "sentence"), OLD, ids=["with a number", "without one nobody is told to ring"])
async def test_a_sheet_says_what_to_do_when_it_is_old(snapshot, postcodes, settings, sentence):
    app = application(wired_to(snapshot, postcodes, base_url="https://examplebury.example", **settings))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://welcome.example") as client:
        sheet = (await asked(client, "/print/near", place="AA1 1AA")).text
    assert sentence in sheet
    assert 'class="qr"' in sheet
    assert '<p dir="ltr">https://examplebury.example/</p>' in sheet


async def test_a_wards_sheet_holds_every_place_in_it_by_name_and_the_nearest_outside(client, snapshot):
    ward = snapshot.wards.wards[int(snapshot.wards_of[snapshot.slugs["examplebury-central-library"]])]
    sheet = (await client.get(f"/print/wards/{ward.gss}?size=24", headers=PAGE)).text
    inside = sorted(
        (venue for venue, place in zip(snapshot.venues, snapshot.wards_of, strict=True)
         if snapshot.wards.wards[place] is ward and venue.listing != "paused"),
        key=lambda venue: snapshot.name_ranks[snapshot.slugs[venue.slug]],
    )  # fmt: skip
    shown = [unescape(name) for name in re.findall(r"<h[23]><span[^>]*>(.*?)</span></h[23]>", sheet)]
    assert shown[: len(inside)] == [venue.name for venue in inside]
    assert len(shown) == len(inside) + 3
    assert f"Places in {ward.name}" in sheet
    assert "size-24" in sheet


async def test_a_ward_that_is_not_there_is_a_page_that_says_so(client):
    answer = await client.get("/print/wards/E99999999", headers=PAGE)
    assert answer.status_code == 404
    assert "There is no ward" in answer.text


async def test_a_persons_number_is_neither_read_aloud_nor_texted_nor_printed(contents: Directory, postcodes):
    person = Contact(kind="phone", value="07700 900111", is_public=True, of_person=True, consented_on=date(2026, 1, 5))
    venues = tuple(msgspec.structs.replace(venue, contacts=(person,)) for venue in contents.venues)
    snapshot = Snapshot.of(msgspec.structs.replace(contents, venues=venues), TUESDAY)
    app = application(wired_to(snapshot, postcodes))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://welcome.example") as client:
        said = [(await asked(client, path, place="AA1 1AA")).text for path in ("/answer", "/print/near", "/find")]
        said.append((await client.get("/calendar.ics")).text)
        own = (await client.get("/venues/kettle-cross-fire-station", headers=PAGE)).text
    assert all("07700" not in text and " ring " not in text for text in said)
    assert "07700 900111" in own


async def test_a_hostile_host_can_put_nothing_but_text_on_any_list(contents: Directory, postcodes):
    hostile = "<script>alert(1)</script>\"'&{{ 7*7 }}<img src=x onerror=alert(2)>"
    changes = dict.fromkeys(("name", "address", "nearest_stop", "hours_question", "about", "first_visit"), hostile)
    contact = Contact(kind="phone", value=f"01632 960101{hostile}", is_public=True, label=hostile)
    venues = tuple(msgspec.structs.replace(venue, contacts=(contact,), **changes) for venue in contents.venues)
    snapshot = Snapshot.of(msgspec.structs.replace(contents, venues=venues), TUESDAY)
    app = application(wired_to(snapshot, postcodes))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://welcome.example") as client:
        posted = [await asked(client, path, place="AA1 1AA", access="toilet") for path in ("/answer", "/print/near", "/find")]
        typed = await asked(client, "/find", place=hostile)
        paths = [f"/print/wards/{snapshot.wards.wards[0].gss}", *(f"/venues/{slug}" for slug in snapshot.closed)]
        got = [await client.get(path, headers=PAGE) for path in paths]
    for answer in (*posted, typed, *got):
        assert "&lt;script&gt;alert(1)" in answer.text
        assert not re.search(r"<script|<img", answer.text)
