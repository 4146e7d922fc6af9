"""The pages that the server makes, in a real browser: without scripts, by ear, on a narrow screen, in the dark, on paper."""

import json
import re
import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATHS = [
    "/venues/examplebury-central-library", "/venues/marmalade-makers-reading-room", "/find", "/answer", "/print/near",
    "/about", "/privacy", "/accessibility", "/help",
]  # fmt: skip
#: The marks of pages in a PDF.
PDF_PAGE = re.compile(rb"/Type\s*/Page\b")


def of_server(server) -> list[str]:
    """Return the slugs of every venue."""
    with urllib.request.urlopen(f"{server.url}/api/venues?limit=200") as answer:
        return [venue["slug"] for venue in json.load(answer)["venues"]]


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


def filled_in(page: Page, address: str, place: str) -> None:
    """Fill in a form without the help of scripts."""
    page.goto(address)
    page.fill("#place", place)
    page.click("main form button")
    page.wait_for_load_state()


def test_somebody_without_scripts_finds_a_place_and_reads_its_page(phone, server):
    page = phone(java_script_enabled=False).new_page()
    filled_in(page, f"{server.url}/find", "aa11aa")
    expect(page.locator("h1")).to_have_text("Places near AA1 1AA")
    page.locator(".card a").first.click()
    expect(page.locator("h1")).to_have_text("Kettle Cross Fire Station Community Room")
    expect(page.locator(".usual")).to_contain_text("Every day, 8am to 10pm")


def test_what_somebody_typed_without_scripts_is_in_no_address_that_the_server_hears(phone, server):
    server.heard()
    page = phone(java_script_enabled=False).new_page()
    for path in ("/find", "/answer", "/print/near"):
        filled_in(page, server.url + path, "AA1 1AA")
        assert page.url == server.url + path
        assert page.context.cookies() == []
    assert not [note for note in server.heard() if re.search(r"AA1", note, re.IGNORECASE)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page_of_the_server(phone, server, theme: str):
    page = phone(service_workers="block", color_scheme=theme).new_page()
    for path in PATHS:
        page.goto(server.url + path)
        assert faults(page) == [], path
    for path in ("/find", "/answer", "/print/near"):
        filled_in(page, server.url + path, "AA1 5AA")
        assert faults(page) == [], f"{path}, filled in"


def test_every_page_fits_a_narrow_screen_and_what_is_tapped_is_large_enough(phone, server):
    page = phone(service_workers="block", viewport={"width": 320, "height": 640}).new_page()
    for path in [*PATHS, *(f"/venues/{slug}" for slug in of_server(server))]:
        page.goto(server.url + path)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 320, path
        small = page.evaluate(
            """() => [...document.querySelectorAll("a:not(.skip), button, input, select, summary")]
              .map((one) => one.closest("label") ?? one)
              .filter((one) => one.getBoundingClientRect().width && one.getBoundingClientRect().height < 43.5)
              .map((one) => one.outerHTML)"""
        )
        assert small == [], path


def test_every_venue_prints_on_one_sheet_of_a4(phone, server):
    page = phone(service_workers="block").new_page()
    sheets = {}
    for slug in of_server(server):
        page.goto(f"{server.url}/venues/{slug}")
        sheets[slug] = len(PDF_PAGE.findall(page.pdf(prefer_css_page_size=True)))
    assert {slug for slug, count in sheets.items() if count != 1} == set()


def test_the_data_for_search_engines_is_read_under_the_strict_policy(phone, server):
    page = phone(service_workers="block").new_page()
    page.goto(f"{server.url}/venues/examplebury-central-library")
    said = page.evaluate("() => JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")
    assert said["name"] == "Examplebury Central Library"
