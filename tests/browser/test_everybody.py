"""Everybody can use it: by keyboard, by ear, with large letters, in the dark, on a small screen, installed."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from phones import FLAGS, PHONE, at, kept
from playwright.sync_api import Page, Playwright, expect

SCREENS = {
    "the first screen": "/",
    "a search": "/#postcode=AA1+1AA",
    "a search with needs": "/#postcode=AA1+1AA&access=hearing_loop",
    "a search in vain": "/#q=zzzzqqqq",
    "a week": "/week#free=mo-morning,tu-afternoon",
    "needs": "/needs",
    "saved places": "/saved",
    "settings": "/settings",
}
TARGETS = "button, select, summary, input:not([type=checkbox], [type=radio]), label.choice, label.tick, .tabs a, .foot a, .chip"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page: Page) -> list[str]:
    """Return what axe finds wrong, one line each."""
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(phone, server, theme: str):
    page = phone(service_workers="block", color_scheme=theme, reduced_motion="reduce").new_page()
    for name, path in SCREENS.items():
        page.goto("about:blank")
        at(page, server.url + path)
        assert faults(page) == [], name
    at(page, server.url)
    page.locator("details.filters summary").click()
    page.locator("#find-field").press_sequentially("ket")
    expect(page.get_by_role("option").first).to_be_visible()
    assert faults(page) == [], "filters and suggestions"
    page.keyboard.press("Escape")
    page.locator(".card-name a").first.click()
    expect(page.locator(".venue h1")).to_be_visible()
    assert faults(page) == [], "a venue"
    page.locator(".help-link").click()
    expect(page.locator("#screen h1")).to_be_visible()
    assert faults(page) == [], "help"


def test_somebody_with_a_keyboard_alone_finds_and_saves_a_place(page: Page):
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.id") == "find-field":
            break
    page.keyboard.type("kettle cross")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#find-field")).to_have_attribute("aria-activedescendant", "find-option-0")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("#find-status")).to_contain_text("Kettle Cross")
    expect(page.locator("#find-heading")).to_be_focused()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.closest('.card') !== null"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".venue h1")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Save")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Saved")).to_have_attribute("aria-pressed", "true")


def test_how_many_there_are_is_said_once_in_a_polite_live_region(page: Page):
    expect(page.locator("#find-status")).to_have_attribute("role", "status")
    expect(page.locator("#find-results")).not_to_have_attribute("aria-live", "polite")
    assert page.locator("#find-results ol.cards > li").count() > 0


@pytest.mark.parametrize("wide", [320, 360], ids=lambda wide: f"{wide} px")
@pytest.mark.parametrize("letters", [1, 2], ids=["letters as they are", "letters twice as large"])
def test_nothing_is_wider_than_the_screen(phone, server, wide: int, letters: int):
    page = phone(service_workers="block", viewport={"width": wide, "height": 640}).new_page()
    for path in (*SCREENS.values(), "venue"):
        if path == "venue":
            at(page, server.url)
            page.locator(".card-name a").first.click()
        else:
            page.goto("about:blank")
            at(page, server.url + path)
        page.evaluate("(times) => { document.documentElement.style.fontSize = `${112.5 * times}%`; }", letters)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= wide, path


def test_every_target_is_large_enough_for_a_finger(page: Page, server):
    for path in SCREENS.values():
        page.goto("about:blank")
        at(page, server.url + path)
        small = page.evaluate(
            """(targets) => [...document.querySelectorAll(targets)]
              .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
              .map((one) => one.outerHTML.slice(0, 80))""",
            TARGETS,
        )
        assert small == [], path


def test_in_forced_colours_doors_and_choices_are_still_told_apart(phone, server):
    page = at(phone(service_workers="block", forced_colors="active").new_page(), f"{server.url}/#open=1")
    expect(page.get_by_role("button", name="Open now")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("() => getComputedStyle(document.querySelector('.chip[aria-pressed=true]')).outlineStyle") == "solid"
    shapes = page.evaluate("() => new Set([...document.querySelectorAll('symbol')].map((one) => one.innerHTML)).size")
    assert shapes == 3


def test_the_theme_is_chosen_by_hand_and_stays(page: Page):
    page.get_by_role("link", name="Settings").click()
    page.get_by_label("Dark").check()
    page.reload()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_chromium_finds_nothing_that_keeps_it_from_being_installed(playwright: Playwright, server, tmp_path):
    # An ordinary context always answers that it is incognito.
    context = playwright.chromium.launch_persistent_context(
        str(tmp_path), executable_path=shutil.which("chromium"), args=FLAGS, viewport=PHONE
    )
    try:
        page = kept(at(context.new_page(), server.url))
        session = context.new_cdp_session(page)
        assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
        found = session.send("Page.getAppManifest")
        assert found["errors"] == []
        assert "share_target" in found["data"]
        assert found["manifest"]["shortcuts"]
    finally:
        context.close()
