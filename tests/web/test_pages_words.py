"""What this is, what is kept of whom, how accessible it is, and whom to ring in need."""

import re

import httpx
import pytest

from conftest import wired_to
from welcome.app import application
from welcome.shipped import shipped_folder
from welcome.web.pages_words import KEPT_ON_PHONE

PAGE = {"accept": "text/html"}


@pytest.fixture
def page_of(snapshot, postcodes):
    """Return a function that answers the text of a page under some settings."""

    async def text(path: str, **settings) -> str:
        app = application(wired_to(snapshot, postcodes, **settings))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://welcome.example") as client:
            answer = await client.get(path, headers=PAGE)
        assert answer.status_code == 200
        return answer.text

    return text


async def test_the_about_page_has_the_five_ps_and_the_sources(page_of, snapshot):
    said = await page_of("/about", operator="Examplebury for Everyone", contact="hello@examplebury.example")
    for promise in ("Place:", "People:", "Presence:", "Provision:", "Participation:"):
        assert said.count(f"<li>{promise}") == 1
    assert "Examplebury for Everyone runs this directory." in said
    assert 'href="mailto:hello@examplebury.example"' in said
    assert all(source in said for source in snapshot.contents.attributions)


async def test_the_privacy_page_names_every_key_that_the_phone_may_keep_and_no_other(page_of):
    store = (shipped_folder("static") / "js" / "store.js").read_text()
    kept = re.findall(
        r"^  (?:/\*\*.*\*/ )?(\w+): .*,$", re.search(r"const USUAL = \{(.*?)\n\};", store, re.DOTALL)[1], re.MULTILINE
    )
    assert set(kept) == set(KEPT_ON_PHONE)
    said = await page_of("/privacy")
    assert re.findall(r"<td>welcome\.(\w+)</td>", said) == list(KEPT_ON_PHONE)


async def test_the_privacy_page_names_who_answers_on_what_ground_for_how_long_and_where_to_complain(page_of):
    said = await page_of("/privacy", data_controller="Examplebury Council", contact="01632 960900")
    assert "Examplebury Council answers for personal data here (the controller)." in said
    assert 'href="tel:01632960900"' in said
    for words in ("Article 6(1)(f)", "consent", "90 days", "7 days", "12 months", "30 days", "Information Commissioner"):
        assert words in said
    assert "0 or 1, without a reason" in said


async def test_what_nobody_has_set_is_said_to_be_missing_and_not_made_up(page_of):
    assert "Nobody has put in yet who answers for personal data here." in await page_of("/privacy")
    assert "Nobody has put in yet who runs this directory." in await page_of("/about")
    assert "Nobody has put in yet how to reach" in await page_of("/accessibility")


NATIONS = [
    ("england", "Equality Advisory and Support Service"),
    ("northern_ireland", "Equality Commission for Northern Ireland"),
]


@pytest.mark.parametrize(("nation", "body"), NATIONS)
async def test_the_accessibility_statement_says_how_far_it_goes_and_who_enforces_it(page_of, nation, body):
    said = await page_of("/accessibility", nation=nation)
    assert "partially compliant with the Web Content Accessibility Guidelines version 2.2, level AA" in said
    assert body in said
    assert "This statement was prepared on " in said


async def test_help_gives_national_lines_that_are_certain_and_the_networks_own(page_of):
    said = await page_of("/help", help_phone="01632 960999", help_text="07700 900222", help_email="help@examplebury.example")
    for link in ("tel:999", "tel:116123", "tel:111", "tel:01632960999", "sms:07700900222", "mailto:help@examplebury.example"):
        assert f'class="number" href="{link}"' in said
    assert "tel:111" not in await page_of("/help", nation="northern_ireland")
    alone = re.findall(r'class="number" href="(.*?)"', await page_of("/help"))
    assert alone == ["tel:999", "tel:116123", "tel:111"]


async def test_every_page_carries_the_quiet_way_to_help_and_the_networks_number(page_of):
    for path in ("/about", "/find", "/answer", "/venues/kettle-cross-fire-station"):
        said = await page_of(path, help_phone="01632 960999")
        foot = said.split('<footer class="foot">')[1]
        assert 'href="/help">Need to talk to someone now?</a>' in foot
        assert 'href="tel:01632960999"' in foot
