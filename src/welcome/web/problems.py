"""Every error as a problem document (RFC 9457) with a sentence a person can use, and the one table of statuses."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException

from welcome.directory import errors

PROBLEM_JSON = "application/problem+json"
#: The status of each error of the domain; the first class that fits counts.
STATUSES: tuple[tuple[type[errors.WelcomeError], int], ...] = (
    (errors.Unknown, 404),
    (errors.VenueClosed, 410),
    (errors.Conflict, 409),
    (errors.WelcomeError, 400),
)
#: What is said when nothing better is known.
SENTENCES: Mapping[int, str] = {
    400: "We could not understand this request.",
    401: "Please sign in first.",
    403: "You may not do this.",
    404: "There is nothing at this address.",
    409: "Somebody else was here first.",
    410: "This venue has closed.",
    405: "This address does not take this kind of request.",
    413: "This is more than we can take at once.",
    415: "We cannot read this kind of content.",
    429: "Too many requests for now: please wait a little.",
    500: "Something went wrong on our side. It has been noted; please try again.",
    503: "The directory is not ready yet: please try again in a moment.",
}

log = logging.getLogger("welcome.web")


class Problem(msgspec.Struct, omit_defaults=True, kw_only=True):
    """What went wrong. detail: a sentence for a person. parameter: the parameter or field at fault. slug: of a venue that
    closed."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    parameter: str | None = None
    slug: str | None = None


def problem_of(error: Exception) -> Problem:
    """Return the problem document of any error; what was not foreseen is a 500 that gives nothing away."""
    if isinstance(error, errors.WelcomeError):
        status = next(status for kind, status in STATUSES if isinstance(error, kind))
        parameter = getattr(error, "name", None) or None
        return _problem(status, error.sentence, parameter=parameter, slug=getattr(error, "slug", None))
    if isinstance(error, NotFoundException | MethodNotAllowedException):
        return _problem(error.status_code, SENTENCES[error.status_code])
    if isinstance(error, HTTPException):
        return _problem(error.status_code, SENTENCES.get(error.status_code, SENTENCES[400]))
    return _problem(500, SENTENCES[500])


def problem_answer(request: Request, error: Exception) -> Response[bytes]:
    """Answer any error. A Litestar exception handler."""
    problem = problem_of(error)
    if problem.status >= 500:
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    headers = dict(getattr(error, "headers", None) or {})
    headers["Cache-Control"] = "no-store"
    if problem.status == 405:
        headers["Allow"] = ", ".join(_allowed(request))
    return Response(content=msgspec.json.encode(problem), status_code=problem.status, media_type=PROBLEM_JSON, headers=headers)


def _allowed(request: Request) -> list[str]:
    """Return the methods that an address takes (RFC 9110 wants them named with a 405)."""
    asked = request.url.path.rstrip("/").split("/")
    methods = set()
    for route in request.app.routes:
        parts = getattr(route, "path_format", "").rstrip("/").split("/")
        if len(parts) == len(asked) and all(part == one or part[:1] == "{" for part, one in zip(parts, asked, strict=True)):
            methods |= set(route.methods)
    return sorted(methods | ({"HEAD"} if "GET" in methods else set()))


def _problem(status: int, sentence: str, **extra: Any) -> Problem:
    return Problem(title=HTTPStatus(status).phrase, status=status, detail=sentence, **extra)
