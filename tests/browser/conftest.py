"""A real server on Examplebury and a real Chromium, for tests that do what residents do."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright

HERE = Path(__file__).parent
sys.path.append(str(HERE))

from phones import FLAGS, PHONE, at  # noqa: E402

PATIENCE_SECONDS = 60


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


class Server:
    """`welcome` on Examplebury at a port of its own, which notes what reaches it."""

    def __init__(self, folder: Path, **settings: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder, self.url = folder, f"http://127.0.0.1:{self.port}"
        self.start(**settings)

    def start(self, **settings: str) -> None:
        """Start, and come back when it answers."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("WELCOME_")}
        environment = kept | {
            "DATABASE_URL": f"sqlite:///{self.folder / 'welcome.sqlite'}",
            "WELCOME_AREA_NAME": "Examplebury",
            "WELCOME_OPERATOR": "Examplebury Welcome Network",
            "WELCOME_HELP_PHONE": "01632 960000",
            "NOTEBOOK": str(self.folder / "notebook"),
            "PYTHONPATH": str(HERE),
            **settings,
        }
        subprocess.run([sys.executable, "-m", "welcome", "demo"], env=environment, check=False, capture_output=True)
        granian = ["--interface", "asgi", "--factory", "--no-ws", "--log-level", "warning", "--workers-kill-timeout", "1"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "granian", *granian, "--port", str(self.port), "recorded:app"], env=environment
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/health/ready", timeout=5).close()
                return
            except OSError:
                assert self.process.poll() is None, "the server ended"
                assert time.monotonic() < deadline, "the server did not answer"
                os.sched_yield()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=PATIENCE_SECONDS)

    def heard(self) -> list[str]:
        """Return what has reached it since it was last asked, health checks left out."""
        notebook = self.folder / "notebook"
        notes = notebook.read_text().splitlines() if notebook.exists() else []
        notebook.write_text("")
        return [note for note in notes if "/health/" not in note]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    serving = Server(tmp_path_factory.mktemp("server"))
    yield serving
    serving.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server that the test may stop and start."""
    serving = Server(tmp_path)
    yield serving
    serving.stop()


# For a module, not for the session: as long as it runs no test after it could have an event loop of its own.
@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
    yield launched
    launched.close()


Phone = Callable[..., BrowserContext]


@pytest.fixture
def phone(browser: Browser) -> Iterator[Phone]:
    """Return a maker of phones; at the end none of their pages may have complained."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        # Playwright says so itself where a test blocks workers.
        if message.type in ("error", "warning") and "blocked by Playwright" not in message.text:
            complaints.append(message.text)

    def make(**wishes: object) -> BrowserContext:
        context = browser.new_context(**({"viewport": PHONE, "has_touch": True, "locale": "en-GB"} | wishes))
        context.set_default_timeout(15_000)
        context.on("console", complain)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(phone: Phone, server: Server) -> Page:
    """The first screen, ready, on a phone without a worker."""
    opened = phone(service_workers="block").new_page()
    return at(opened, server.url)
