"""What a test does with a phone: open the app, wait until it is kept, look for something, read the cards."""

from playwright.sync_api import Page

PHONE = {"width": 360, "height": 800}
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    # A test that would reach another host fails here instead.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]  # fmt: skip


def at(page: Page, address: str) -> Page:
    """Go to an address and come back when the app runs there."""
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    return page


def kept(page: Page) -> Page:
    """Come back when the worker holds the page and everything that works without a signal."""
    page.evaluate("() => navigator.serviceWorker.ready")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.wait_for_function(
        """async () => {
          const wanted = ["/", "/api/directory", "/api/postcodes", `${document.documentElement.dataset.base}/i18n/en.json`];
          return (await Promise.all(wanted.map((path) => caches.match(path)))).every(Boolean);
        }"""
    )
    return page


def look_for(page: Page, text: str) -> None:
    """Type into the one field and press Enter."""
    page.fill("#find-field", text)
    page.press("#find-field", "Enter")


def named(page: Page) -> list[str]:
    """Return the names on the cards, in order."""
    return page.locator(".card-name:visible").all_inner_texts()
