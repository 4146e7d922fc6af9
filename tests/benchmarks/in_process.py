"""Puts questions to the application in process, without a socket."""

import time
from collections.abc import Callable, MutableMapping
from typing import Any

from benchmarks.asking import Asked


async def asked_in_process(
    app: Callable[..., Any], path: str, asked: list[Asked], keep: Callable[[bytes], None] | None = None
) -> float:
    """Put the questions to an ASGI application one after the other and return the processor seconds it took."""

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.body" and keep is not None:
            keep(message["body"])

    scopes = [scope_of(path, question.parameters) for question in asked]
    began = time.process_time()
    for scope in scopes:
        await app(scope, receive, send)
    return time.process_time() - began


def scope_of(path: str, parameters: str) -> dict[str, Any]:
    """Return what a server hands to the application for a GET."""
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": parameters.encode(),
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1")],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8000),
        "state": {},
        "extensions": {},
    }
