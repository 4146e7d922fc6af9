"""The application, noting each request that reaches it: whatever sent it, a page, a worker or a navigation."""

import os
from collections.abc import Callable

from welcome.app import from_environment


def app() -> Callable:
    """Return the application around a notebook: one line a request, method, path and query."""
    inner, notebook = from_environment(), os.open(os.environ["NOTEBOOK"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    async def answer(scope: dict, receive: Callable, send: Callable) -> None:
        if scope["type"] == "http":
            query = scope["query_string"].decode()
            os.write(notebook, f"{scope['method']} {scope['path']}{'?' if query else ''}{query}\n".encode())
        await inner(scope, receive, send)

    return answer
