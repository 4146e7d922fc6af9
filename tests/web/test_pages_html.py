"""Every page made here is valid HTML that can be used by anybody: names, headings, labels, languages."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode

import html5lib
import httpx
import pytest

from conftest import wired_to
from welcome.app import application
from welcome.shipped import shipped_folder
from welcome.web.pages import pages_router
from welcome.web.pages_frame import HOSTS_LANGUAGE, direction_of
from welcome.wording.catalogue import ENGLISH, catalogue

ROOT = Path(__file__).parents[2]
PAGE = {"accept": "text/html", "content-type": "application/x-www-form-urlencoded"}
POSTED = [
    ("/find", {}),
    ("/find", {"place": "AA1 5AA", "access": ["wheelchair_route", "toilet"], "when": "now"}),
    ("/find", {"place": "AA1 1A"}),
    ("/answer", {"place": "AA1 1AA"}),
    ("/answer", {"place": "AA1 1ZZ"}),
    ("/print/near", {"place": "AA1 1AA", "size": "24"}),
    ("/print/near", {"place": "?9"}),
]
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


#: Asked for once: they are the same for every test here.
_PAGES: dict[str, str] = {}


@pytest.fixture(scope="module")
def module_app(snapshot, postcodes):
    return application(wired_to(snapshot, postcodes, help_phone="01632 960999", operator="Examplebury for Everyone"))


@pytest.fixture
async def pages(module_app, snapshot) -> dict[str, str]:
    """Every page by what was asked: each venue's, each ward's sheet, forms empty, filled and wrong, and what is not there."""
    if _PAGES:
        return _PAGES
    paths = [
        *(f"/venues/{venue.slug}" for venue in snapshot.venues),
        *(f"/venues/{slug}" for slug in snapshot.closed),
        *(f"/print/wards/{ward.gss}" for ward in snapshot.wards.wards),
        *("/find", "/answer", "/print/near", "/about", "/privacy", "/accessibility", "/help", "/venues/no-such", "/nothing"),
        "/about?lang=en",
    ]
    async with httpx.AsyncClient(transport=httpx.ASGITransport(module_app), base_url="http://welcome.example") as client:
        found = {path: (await client.get(path, headers=PAGE)).text for path in paths}
        for path, fields in POSTED:
            answer = await client.post(path, content=urlencode(fields, doseq=True), headers=PAGE)
            found[f"{path} {fields}"] = answer.text
    _PAGES.update(found)
    return _PAGES


def elements(said: str):
    """Return the elements of a page; raises on the first thing that is not valid HTML."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(said).iter()


async def test_every_page_is_valid_has_one_main_heading_and_skips_no_level(pages):
    for path, said in pages.items():
        levels = [HEADINGS.index(one.tag) + 1 for one in elements(said) if one.tag in HEADINGS]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), (path, levels)


async def test_every_name_on_a_page_is_there_once_and_every_control_has_a_label(pages):
    for path, said in pages.items():
        found = list(elements(said))
        names = Counter(one.get("id") for one in found if one.get("id"))
        assert set(names.values()) <= {1}, path
        pointed = [one.get(name) for one in found for name in ("for", "aria-labelledby", "aria-describedby") if one.get(name)]
        anchors = [one.get("href")[1:] for one in found if one.tag == "a" and one.get("href", "").startswith("#")]
        assert {word for words in (*pointed, *anchors) for word in words.split()} <= set(names), path
        labelled = {one.get("for") for one in found if one.tag == "label"}
        within = {id(one) for label in found if label.tag == "label" for one in label.iter("input")}
        for one in found:
            if one.tag in ("input", "select"):
                assert one.get("id") in labelled or id(one) in within, (path, one.attrib)
            if one.tag == "a":
                assert "".join(one.itertext()).strip(), (path, one.attrib)


async def test_every_page_has_landmarks_a_way_past_them_and_its_language(pages):
    for path, said in pages.items():
        assert said.startswith('<!doctype html>\n<html lang="en" dir="ltr">'), path
        assert '<a class="skip" href="#main">' in said, path
        for landmark in ('<header class="top">', '<main id="main" tabindex="-1">', '<footer class="foot">', "<nav aria-label="):
            assert said.count(landmark) >= 1, (path, landmark)
        assert re.search(r"<title>[^<]{10,}</title>", said), path


async def test_nothing_stands_in_a_page_that_its_policy_forbids(pages):
    for path, said in pages.items():
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", said), path
        assert set(re.findall(r"<script[^>]*>", said)) <= {'<script type="application/ld+json">'}, path


async def test_a_demonstration_is_marked_as_such_on_every_page(pages):
    for path, said in pages.items():
        assert "Every place, name and number here is made up." in said, path


async def test_links_carry_on_the_language_that_the_address_chose(pages):
    links = re.findall(r'href="(/[a-z/]*(?:\?[^"]*)?)"', pages["/about?lang=en"])
    assert {link for link in links if "lang=en" not in link} <= {"/api/docs"}
    assert "?lang=" not in pages["/about"].split("</head>")[1]


@pytest.mark.parametrize(("language", "direction"), [("ur", "rtl"), ("pa", "ltr"), ("ar", "rtl"), ("en-GB", "ltr")])
def test_pages_run_the_way_their_script_does(language, direction):
    assert direction_of(language) == direction


def test_hosts_write_in_a_language_that_is_marked():
    assert HOSTS_LANGUAGE == ENGLISH


def test_every_sentence_of_the_pages_is_used_and_every_sentence_used_is_there():
    sources = [*ROOT.glob("src/welcome/web/pages*.py"), *ROOT.glob("src/welcome/web/templates/*.html")]
    text = "\n".join(source.read_text() for source in sources)
    keys = set(catalogue().messages)
    named = set(re.findall(r"[\"']((?:page|fact)\.[\w.]+\w)[\"']", text))
    beginnings = set(re.findall(r'"((?:page|fact)\.[\w.]*)[{"]', text))
    assert {key for key in named if key not in keys and not any(k.startswith(f"{key}.") for k in keys)} == set()
    pages_keys = {key for key in keys if key.startswith("page.")}
    assert {key for key in pages_keys if key not in named and not any(key.startswith(part) for part in beginnings)} == set()


def test_the_two_stylesheets_balance_and_fetch_nothing():
    for name in ("pages.css", "print.css"):
        style = (shipped_folder("static") / "css" / name).read_text()
        assert style.count("{") == style.count("}")
        assert not re.search(r"url\(|@import|https?:", style)


def test_every_page_is_in_the_table_of_the_readme():
    table = (ROOT / "README.md").read_text()
    for route in pages_router.routes:
        written = re.sub(r"\{(\w+):\w+\}", r"{\1}", route.path)
        for method in set(route.methods) - {"OPTIONS"}:
            assert written.startswith("/pages/") or f"`{method} {written}`" in table, (method, written)
