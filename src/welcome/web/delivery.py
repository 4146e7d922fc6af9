"""The last hand on every answer: HEAD, security headers, cross-origin reads, compression. Plain ASGI around the application."""

import gzip
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import brotli

from welcome.web.documents import best_encoding

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: Answers made for one request are compressed quickly, and only from this size on.
COMPRESS_FROM_BYTES, BROTLI_QUALITY, GZIP_LEVEL = 1_000, 4, 5
_TEXT_TYPES = (b"text/", b"application/json", b"application/problem+json", b"application/geo+json", b"image/svg+xml")
#: Read by any web page anywhere: open data.
OPEN_PATHS = ("/api/", "/open-referral", "/calendar.ics")
#: Signed in, so not for other sites' pages.
CLOSED_PATHS = ("/api/account/", "/api/host/", "/api/coordinator/")

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SAFE_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"geolocation=(self), camera=(), microphone=(), interest-cohort=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_PREFLIGHT_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", b"GET, HEAD, OPTIONS"),
    (b"access-control-allow-headers", b"*"),
    (b"access-control-max-age", b"86400"),
    (b"content-length", b"0"),
)


def is_open(path: str) -> bool:
    """Return whether any web page anywhere may read this path."""
    return path.startswith(OPEN_PATHS) and not path.startswith(CLOSED_PATHS)


class Delivery:
    """Wraps the application. `content_security_policy` is sent with every answer that does not bring one of its own."""

    def __init__(self, app: App, content_security_policy: str = CONTENT_SECURITY_POLICY) -> None:
        self._app = app
        self._headers = (*_SAFE_HEADERS,)
        self._policy = (b"content-security-policy", content_security_policy.encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        open_to_all = is_open(scope["path"])
        if scope["method"] == "OPTIONS" and open_to_all and _header(scope, b"access-control-request-method"):
            await send({"type": "http.response.start", "status": 204, "headers": [*_PREFLIGHT_HEADERS, *self._headers]})
            await send({"type": "http.response.body", "body": b""})
            return
        bodiless = scope["method"] == "HEAD"
        if bodiless:
            scope = {**scope, "method": "GET"}
        start: Message | None = None

        async def deliver(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if start is not None:
                self._finish(scope, start, message, open_to_all)
                await send(start)
                start = None
            if bodiless and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app(scope, receive, deliver)

    def _finish(self, scope: Scope, start: Message, body: Message, open_to_all: bool) -> None:
        """Complete the headers of an answer, now that the first of its body is known, and compress it where that helps."""
        headers = list(start["headers"])
        names = {name for name, _ in headers}
        headers.extend(self._headers)
        if b"content-security-policy" not in names:
            headers.append(self._policy)
        if open_to_all:
            headers.append((b"access-control-allow-origin", b"*"))
        content = body.get("body", b"")
        if len(content) >= COMPRESS_FROM_BYTES and b"content-encoding" not in names and not body.get("more_body"):
            kind = next((value for name, value in headers if name == b"content-type"), b"")
            if kind.startswith(_TEXT_TYPES):
                headers.append((b"vary", b"accept-encoding"))
                encoding = best_encoding(_header(scope, b"accept-encoding").decode("latin-1"))
                if encoding != "identity":
                    made = _compressed(content, encoding)
                    body["body"] = made
                    headers = [(name, value) for name, value in headers if name != b"content-length"]
                    headers += [(b"content-encoding", encoding.encode()), (b"content-length", str(len(made)).encode())]
        start["headers"] = headers


def _compressed(content: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return brotli.compress(content, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
    return gzip.compress(content, GZIP_LEVEL, mtime=0)


def _header(scope: Scope, name: bytes) -> bytes:
    return next((value for key, value in scope["headers"] if key == name), b"")
