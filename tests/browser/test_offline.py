"""After one visit everything works with the server gone; an old copy says so; a new version asks first."""

import pytest
from phones import at, kept, look_for, named
from playwright.sync_api import expect

MS_A_DAY = 86_400_000


def test_after_one_visit_everything_works_with_the_server_gone(phone, own_server):
    page = kept(at(phone().new_page(), own_server.url))
    before = named(page)
    own_server.stop()
    at(page, own_server.url)
    expect(page.locator("[data-notice=offline]")).to_contain_text("As of")
    assert named(page) == before
    look_for(page, "AA1 1AA")
    expect(page.locator("#find-status")).to_contain_text("From AA1 1AA.")
    page.locator(".card-name a").first.click()
    expect(page.locator(".venue h1")).to_be_visible()
    address = page.url
    for path in ("/saved", "/week", "/needs", "/settings", "/help"):
        at(page, own_server.url + path)
        expect(page.locator("#screen h1")).to_be_visible()
    at(page, address)
    expect(page.locator(".venue h1")).to_be_visible()
    at(page, f"{own_server.url}/help")
    expect(page.locator("#screen")).to_contain_text("01632 960000")


@pytest.mark.parametrize("days", [60, -400], ids=["two months later", "a clock that is a year behind"])
def test_a_copy_that_does_not_know_this_day_never_says_open_now(phone, own_server, days: int):
    context = phone()
    page = kept(at(context.new_page(), own_server.url))
    own_server.stop()
    context.clock.set_fixed_time(page.evaluate("() => Date.now()") + days * MS_A_DAY)
    at(page, own_server.url)
    expect(page.locator("[data-notice=stale]")).to_contain_text("too old to say what is open")
    expect(page.locator(".card").first).to_contain_text("May have changed")
    assert not [words for words in page.locator(".card-state").all_inner_texts() if "Open now" in words]
    page.locator(".card-name a").first.click()
    expect(page.locator(".venue")).to_contain_text("too old to give dates")


def test_a_phone_whose_clock_is_wrong_goes_by_the_servers(phone, own_server):
    context = phone(service_workers="block")
    page = at(context.new_page(), own_server.url)
    context.clock.set_fixed_time(page.evaluate("() => Date.now()") - 400 * MS_A_DAY)
    at(page, own_server.url)
    expect(page.locator(".card").first).to_be_visible()
    assert page.locator("[data-notice=stale]").count() == 0


def test_a_new_version_asks_before_it_replaces_the_running_one(phone, own_server):
    page = kept(at(phone().new_page(), own_server.url))
    old = page.locator("html").get_attribute("data-version")
    own_server.stop()
    own_server.start(WELCOME_HELP_PHONE="01632 960001")
    at(page, own_server.url)
    expect(page.locator("[data-notice=version]")).to_contain_text("newer version")
    assert page.locator("html").get_attribute("data-version") == old
    page.get_by_role("button", name="Use it now").click()
    page.wait_for_function("(old) => document.documentElement.dataset.version !== old", arg=old)
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#network-help")).to_contain_text("01632 960001")
    page.wait_for_function("async () => (await caches.keys()).filter((name) => name.startsWith('welcome-shell-')).length === 1")


def test_it_says_that_it_is_a_demonstration(page):
    expect(page.locator("[data-notice=demonstration]")).to_contain_text("made up")
