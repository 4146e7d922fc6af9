"""Somebody looks for a place: by postcode, area, name, where they stand, with needs, and never in vain."""

import re

import pytest
from phones import at, look_for, named
from playwright.sync_api import Browser, Page, expect


def test_a_postcode_in_any_form_finds_the_nearest_places_at_once(page: Page):
    for typed in ("AA1 1AA", "aa11aa", "ａａ１１ａａ", "AA١ ١AA"):
        look_for(page, typed)
        expect(page.locator("#find-status")).to_contain_text("From AA1 1AA.")
        assert named(page)[0] == "Kettle Cross Fire Station Community Room"
        expect(page.locator(".card").first).to_contain_text(re.compile(r"\d+ minutes?’ walk|minute’s walk"))


def test_a_card_never_shows_a_ward(page: Page):
    look_for(page, "AA1 1AA")
    expect(page.locator("#find-status")).to_contain_text("From")
    wards = page.evaluate("async () => (await (await fetch('/api/directory')).json()).wards.map((ward) => ward.name)")
    names = set(named(page))
    for words in page.locator(".card").all_inner_texts():
        lines = [line for line in words.splitlines() if line not in names]
        assert not [ward for ward in wards if any(ward in line for line in lines)]


def test_while_one_types_places_are_suggested_and_one_is_taken_by_a_tap(page: Page):
    page.locator("#find-field").press_sequentially("kettle")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    options.filter(has_text="ward").first.click()
    expect(page.locator("#find-status")).to_contain_text("From the middle of Kettle Cross.")
    assert "ward=" in page.url


def test_one_slip_of_a_letter_still_finds_the_place(page: Page):
    look_for(page, "Ketle Cross Fire Station Community Room")
    expect(page.locator(".card-name").first).to_have_text("Kettle Cross Fire Station Community Room")


def test_no_results_never_happens(page: Page):
    look_for(page, "zzzzqqqq")
    expect(page.locator("#find-status")).to_contain_text("These come nearest")
    expect(page.locator(".card")).to_have_count(3)


def test_a_postcode_that_is_not_in_the_list_is_said_to_be_so(page: Page):
    look_for(page, "AA9 9ZZ")
    expect(page.locator("#find-status")).to_contain_text("AA9 9ZZ is not in our list")
    assert named(page)


def test_a_need_gives_three_groups_and_unknown_is_not_no(page: Page, server):
    at(page, f"{server.url}/#postcode=AA1+1AA&access=hearing_loop")
    expect(page.locator("#find-results h2").first).to_contain_text("Have what you need")
    expect(page.locator("#find-results h2").nth(1)).to_contain_text("Not known: ask first")
    expect(page.locator("#find-results details summary")).to_contain_text("Without something you need")
    assert page.locator("#find-results details[open]").count() == 0


def test_needs_are_said_once_and_shown_on_every_card(page: Page):
    page.get_by_role("link", name="My needs").click()
    page.get_by_label("Toilet", exact=True).check()
    page.get_by_role("link", name="Show me places").click()
    look_for(page, "AA1 1AA")
    expect(page.locator("#find-results .facts li").first).to_have_text("A toilet for visitors")
    expect(page.get_by_role("link", name="1 need")).to_be_visible()


def test_my_location_is_used_and_a_refusal_is_a_sentence(phone, server):
    here = phone(service_workers="block", geolocation={"latitude": 54.1, "longitude": 0.95}, permissions=["geolocation"])
    page = at(here.new_page(), server.url)
    page.get_by_role("button", name="Use my location").click()
    expect(page.locator("#find-status")).to_contain_text("From where you are.")
    assert page.url.endswith("/#near=me")
    nowhere = at(phone(service_workers="block", permissions=[]).new_page(), server.url)
    nowhere.evaluate("() => { navigator.geolocation.getCurrentPosition = (_, fail) => fail({ code: 1 }); }")
    nowhere.get_by_role("button", name="Use my location").click()
    expect(nowhere.locator("#find-status")).to_contain_text("did not say where you are")
    assert named(nowhere)


def test_back_leads_through_the_searches_one_by_one(page: Page):
    look_for(page, "AA1 1AA")
    expect(page.locator("#find-status")).to_contain_text("AA1 1AA")
    page.get_by_role("button", name="Today").click()
    expect(page.get_by_role("button", name="Today")).to_have_attribute("aria-pressed", "true")
    page.locator(".card-name a").first.click()
    expect(page.locator(".venue h1")).to_be_focused()
    page.go_back()
    expect(page.get_by_role("button", name="Today")).to_have_attribute("aria-pressed", "true")
    page.go_back()
    expect(page.get_by_role("button", name="Today")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#find-field")).to_have_value("AA1 1AA")
    page.go_back()
    expect(page.locator("#find-field")).to_have_value("")


def test_a_shared_link_opens_the_same_search(page: Page, server):
    look_for(page, "AA1 1AA")
    expect(page.locator("#find-status")).to_contain_text("From")
    first, address = named(page), page.url
    page.goto("about:blank")
    assert named(at(page, address)) == first


def test_a_week_gives_the_places_that_fit_and_says_what_is_missing(page: Page):
    page.get_by_role("link", name="My week").click()
    expect(page.locator("#week-status")).to_have_text("Tick at least one box.")
    for day in ("Monday", "Wednesday", "Thursday"):
        page.get_by_label(f"{day}, Morning").check()
    expect(page.locator("#week-status")).to_contain_text("fit")
    expect(page.locator("#week-results h2").first).to_contain_text("a welcome each time")
    assert page.url.endswith("#free=mo-morning,we-morning,th-morning")


def test_a_place_is_saved_on_the_phone_and_everything_is_forgotten_when_asked(page: Page):
    page.locator(".card-name a").first.click()
    name = page.locator(".venue h1").inner_text()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Saved").click()
    assert named(page) == [name]
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Forget everything").click()
    page.get_by_role("button", name="Yes, forget it").click()
    page.wait_for_url("**/")
    page.wait_for_selector("html[data-ready]")
    assert page.evaluate("() => Object.keys(localStorage).filter((key) => localStorage[key] !== '0')") == []


def test_a_venue_tells_everything_with_unknown_as_not_known(page: Page):
    look_for(page, "Examplebury Central Library")
    expect(page.locator(".venue h1")).to_have_text("Examplebury Central Library")
    expect(page.locator(".venue [data-fact='unknown']").first).to_contain_text("not known")
    expect(page.locator(".venue [data-fact='yes']").first).to_be_visible()
    expect(page.locator(".venue .dates li").first).to_be_visible()


@pytest.mark.parametrize("field", ["name", "address", "about", "first_visit", "which_door", "nearest_stop"])
def test_what_a_host_wrote_is_shown_and_never_run(page: Page, server, field: str):
    hostile = "<img src=x onerror='document.title=\"run\"'><script>document.title='run'</script>\"'&amp;"

    def poison(route):
        answer = route.fetch()
        directory = answer.json()
        for venue in directory["venues"]:
            venue[field] = hostile
        route.fulfill(response=answer, json=directory)

    page.route("**/api/directory", poison)
    at(page, f"{server.url}/#area=nowhere")
    at(page, server.url)
    page.locator(".card-name a").first.click()
    expect(page.locator(".venue")).to_contain_text(hostile)
    assert page.locator("main img, main script").count() == 0
    assert page.title() != "run"


def test_a_directory_that_does_not_arrive_is_said_to_be_missing_with_a_way_on(phone, server):
    context = phone(service_workers="block")
    page = context.new_page()
    page.route("**/api/directory", lambda route: route.fulfill(status=200, body="", content_type="application/json"))
    at(page, server.url)
    expect(page.locator("#find-status")).to_have_text("The list of places did not arrive.")
    page.unroute("**/api/directory")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".card").first).to_be_visible()


def test_a_phone_that_refuses_to_keep_anything_is_still_served(phone, server):
    context = phone(service_workers="block")
    refuse = "Object.defineProperty(window, '{0}', {{ get() {{ throw new DOMException('no', 'SecurityError'); }} }});"
    context.add_init_script("".join(refuse.format(name) for name in ("localStorage", "indexedDB", "caches")))
    page = at(context.new_page(), server.url)
    look_for(page, "AA1 1AA")
    expect(page.locator("#find-status")).to_contain_text("From AA1 1AA.")
    page.locator(".card-name a").first.click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#announcer")).to_contain_text("did not keep that")
    page.get_by_role("link", name="Saved").click()
    assert len(named(page)) == 1


def test_with_scripts_off_the_form_goes_to_the_server_and_says_so(browser: Browser, server):
    page = browser.new_page(java_script_enabled=False)
    page.goto(server.url)
    expect(page.get_by_text("what you type is sent to it")).to_be_visible()
    expect(page.locator("#find-form")).to_have_attribute("action", "/find")
    page.close()
