"""Whatever somebody types and wherever they stand, the network hears the same."""

from random import Random

from phones import at, kept, look_for
from playwright.sync_api import Page, expect

SEED = 20265
SEARCHES = 200
ANYTHING = (
    "AA1 1AA",
    "aa1 2ab",
    "Kettle Cross",
    "library",
    "Examplebury Central",
    "zzzz",
    "AA9 9ZZ",
    "tea",
    "aa1",
    "hot drinks",
)


def search_at_random(page: Page, random: Random) -> None:
    """Do one of the things that somebody who looks for a place may do."""
    what = random.randrange(5)
    if what < 3:
        look_for(page, random.choice(ANYTHING) + random.choice(("", " ", "x")))
    elif what == 3:
        chips = page.locator("#find-tools > .chips button")
        chips.nth(random.randrange(chips.count())).click()
    else:
        page.get_by_role("button", name="Use my location").click()
    if page.locator("#finder").is_hidden():
        page.go_back()
    page.wait_for_function("() => !document.getElementById('finder').hidden")


def test_two_hundred_searches_are_not_heard_by_anybody(phone, server):
    print("seed", SEED)
    context = phone(geolocation={"latitude": 54.1, "longitude": 0.95}, permissions=["geolocation"])
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = kept(at(context.new_page(), server.url))
    expect(page.locator(".card").first).to_be_visible()
    random = Random(SEED)
    server.heard()
    asked.clear()
    for _ in range(SEARCHES):
        search_at_random(page, random)
    page.evaluate("() => new Promise((settled) => requestIdleCallback(settled, { timeout: 2000 }))")
    assert server.heard() == []
    # Chromium looks at the page's icon anew whenever the address changes, on the phone itself.
    assert {address.rsplit("/", 1)[1] for address in asked} <= {"icon.svg"}


def heard_on_loading(page: Page, server, address: str) -> list[str]:
    """Return what reaches the server when an address is loaded, once the worker has refreshed both documents."""
    server.heard()
    page.goto("about:blank")
    at(page, address)
    page.wait_for_function("() => performance.getEntriesByName(location.origin + '/api/postcodes').length > 0")
    heard: list[str] = []
    while not {"GET /api/directory", "GET /api/postcodes"} <= set(heard):
        page.evaluate("() => new Promise(requestAnimationFrame)")
        heard += server.heard()
    return sorted(note for note in heard if note != "GET /sw.js")


def test_a_reload_a_shared_link_and_the_share_target_sound_alike(phone, server):
    context = phone(geolocation={"latitude": 54.1, "longitude": 0.95}, permissions=["geolocation"])
    page = kept(at(context.new_page(), server.url))
    plain = heard_on_loading(page, server, server.url)
    for path in (
        "/#postcode=AA1+1AA", "/#near=me", "/#q=somebody%27s+secret", "/#access=toilet&open=1", "/saved", "/week",
        "/share?text=AA1%201AA", "/venues/examplebury-central-library",
    ):  # fmt: skip
        assert heard_on_loading(page, server, server.url + path) == plain, path
    expect(page.locator(".venue h1")).to_be_visible()


def test_without_a_worker_too_every_search_loads_the_same(phone, server):
    def loaded(path: str) -> list[str]:
        page = phone(service_workers="block").new_page()
        server.heard()
        at(page, server.url + path)
        page.wait_for_function("() => performance.getEntriesByName(location.origin + '/api/postcodes').length > 0")
        return sorted(server.heard())

    assert loaded("/#postcode=AA1+1AA&open=1") == loaded("/") == loaded("/#q=anything")


def test_a_shared_postcode_opens_the_search(phone, server):
    page = kept(at(phone().new_page(), server.url))
    at(page, f"{server.url}/share?text=AA1%201AA")
    expect(page.locator("#find-status")).to_contain_text("AA1 1AA")
    assert "?" not in page.url


def test_nothing_is_asked_of_any_other_host_and_no_cookie_is_set(phone, server):
    context = phone()
    hosts: set[str] = set()
    context.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page = kept(at(context.new_page(), server.url))
    look_for(page, "AA1 1AA")
    expect(page.locator("#find-status")).to_contain_text("From")
    assert hosts == {server.url.split("/")[2]}
    assert context.cookies() == []
