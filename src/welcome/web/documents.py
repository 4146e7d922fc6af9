"""Answers without a moment in them, made and compressed once for each revision and then only handed out.

Each encoding of a document has a strong ETag of its own, the hash of its bytes: an unchanged directory costs a 304.
"""

import asyncio
import gzip
import hashlib
from collections.abc import Callable

import brotli
import msgspec
from litestar import Request, Response

#: Below this size brotli takes its time; above, its best quality would take half a minute.
BROTLI_BEST_BELOW_BYTES = 1_000_000
BROTLI_BEST, BROTLI_QUICK, GZIP_LEVEL = 11, 5, 9
#: Kept by anyone, asked about again each time: an unchanged document is a 304 of a few bytes.
ASK_AGAIN = "public, no-cache"


class Encoded(msgspec.Struct, frozen=True):
    """A document in one encoding, with the headers that go with it."""

    body: bytes
    etag: str
    headers: dict[str, str]


class Document(msgspec.Struct, frozen=True):
    """One document. encodings: those made so far of `identity`, `gzip` and `br`; see `encoded`."""

    media_type: str
    cache_control: str
    encodings: dict[str, Encoded]


def document(body: bytes, media_type: str, cache_control: str = ASK_AGAIN) -> Document:
    """Return the document as it stands; it is compressed when somebody first takes it so, or by `complete`."""
    return Document(media_type, cache_control, {"identity": _encoded("identity", body, cache_control)})


def complete(found: Document) -> Document:
    """Return the document with all its encodings made. Takes up to a second for a megabyte: call it off the event loop."""
    for encoding in _COMPRESSED:
        encoded(found, encoding)
    return found


def encoded(found: Document, encoding: str) -> Encoded:
    """Return the document in one encoding, made now if nobody has taken it so before."""
    made = found.encodings.get(encoding)
    if made is None:
        body = _COMPRESSED[encoding](found.encodings["identity"].body)
        made = found.encodings[encoding] = _encoded(encoding, body, found.cache_control)
    return made


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


def _brotli(body: bytes) -> bytes:
    quality = BROTLI_BEST if len(body) < BROTLI_BEST_BELOW_BYTES else BROTLI_QUICK
    return brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality)


_COMPRESSED = {"gzip": _gzip, "br": _brotli}


def _encoded(encoding: str, body: bytes, cache_control: str) -> Encoded:
    etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"etag": etag, "cache-control": cache_control, "vary": "accept-encoding"}
    if encoding != "identity":
        headers["content-encoding"] = encoding
    return Encoded(body, etag, headers)


def document_answer(request: Request, found: Document) -> Response[bytes]:
    """Return the document in the best encoding that the client takes, or a 304 when it has these very bytes."""
    accepted, if_none_match = "", None
    for name, value in request.scope["headers"]:
        if name == b"accept-encoding":
            accepted = value.decode("latin-1")
        elif name == b"if-none-match":
            if_none_match = value.decode("latin-1")
    best = encoded(found, best_encoding(accepted))
    if if_none_match is not None and matches(if_none_match, best.etag):
        return Response(content=b"", status_code=304, headers=best.headers, media_type=found.media_type)
    return Response(content=best.body, headers=best.headers, media_type=found.media_type)


def best_encoding(accept_encoding: str) -> str:
    """Return `br`, `gzip` or `identity`: the smallest that the header accepts; `q=0` refuses one."""
    if not accept_encoding:
        return "identity"
    offered = {}
    for part in accept_encoding.lower().split(","):
        name, _, weight = part.strip().partition(";")
        offered[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name for name in ("br", "gzip") if offered.get(name, offered.get("*", False))), "identity")


def matches(if_none_match: str, etag: str) -> bool:
    """Return whether an If-None-Match header names this ETag; a weak one counts (RFC 9110, 13.1.2)."""
    if if_none_match == etag:
        return True
    return if_none_match.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))


class Documents:
    """The documents of one revision, each made once, in a thread, when somebody first asks for it."""

    def __init__(self, makers: dict[str, Callable[[], Document]]) -> None:
        self._makers = makers
        self._made: dict[str, Document] = {}
        self._making: dict[str, asyncio.Task[Document]] = {}

    async def get(self, name: str) -> Document:
        """Return the document; whoever asks while it is being made waits for the same one."""
        if name in self._made:
            return self._made[name]
        if name not in self._making:
            self._making[name] = asyncio.create_task(asyncio.to_thread(self._makers[name]))
        # Shielded: a visitor who goes away must not stop the work for those who wait.
        self._made[name] = await asyncio.shield(self._making[name])
        return self._made[name]
