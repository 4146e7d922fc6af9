"""From a database's address to the engine that speaks with it."""

from pathlib import Path

from welcome.storage import postgres, sqlite

Engine = sqlite.Engine | postgres.Engine


def engine_for(database_url: str) -> Engine:
    """Return the engine for `sqlite:///file` or `postgresql://...`; nothing is opened yet."""
    if database_url.startswith("sqlite:///"):
        return sqlite.Engine(Path(database_url.removeprefix("sqlite:///")))
    return postgres.Engine(database_url)
