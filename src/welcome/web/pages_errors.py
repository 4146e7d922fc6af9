"""What a person sees who followed a wrong address or asked what cannot be answered: a page with a way on, never a dead end."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException, NotFoundException

from welcome.directory.errors import Unknown, UnknownVenue, VenueClosed, WelcomeError
from welcome.directory.places import PACE_DEFAULT_M_PER_MIN
from welcome.directory.search import Query, search
from welcome.settings import Settings
from welcome.web.pages_frame import NOT_KEPT, Asked, asked_of, page
from welcome.web.pages_state import CardLine, card_line
from welcome.web.problems import problem_answer, problem_of
from welcome.web.served import Served

#: Answered as data: whoever asks there is a program.
FOR_PROGRAMS = ("/api", "/open-referral", "/health", "/metrics")
NEAREST_OTHERS = 3

ErrorHandler = Callable[[Request, Exception], Response[Any]]


def error_answer(
    served: Callable[[], Served | None], settings: Callable[[], Settings], now: Callable[[], datetime]
) -> ErrorHandler:
    """Return the handler of every error: a problem document for programs, a page for people."""

    def answer(request: Request, error: Exception) -> Response[Any]:
        current = served()
        if current is None or not wants_page(request):
            return problem_answer(request, error)
        return error_page(asked_of(request, current, settings(), now()), request, error)

    return answer


def wants_page(request: Request) -> bool:
    """Return whether a person in front of a browser asks."""
    path = request.url.path
    if path.endswith((".ics", ".json", ".js", ".css")) or any(path == at or path.startswith(f"{at}/") for at in FOR_PROGRAMS):
        return False
    return "text/html" in request.headers.get("accept", "")


def error_page(asked: Asked, request: Request, error: Exception) -> Response[Any]:
    """Return the page of an error, with the status that its problem document would have."""
    if isinstance(error, VenueClosed):
        return closed_page(asked, error.slug)
    words, status = asked.words, problem_of(error).status
    heading, sentence = "page.wrong.heading", words.say("page.wrong.request")
    if isinstance(error, UnknownVenue):
        heading, sentence = "page.missing.heading", words.say("page.missing.venue")
    elif isinstance(error, NotFoundException):
        heading, sentence = "page.missing.heading", words.say("page.missing.text")
    elif isinstance(error, WelcomeError):
        heading = "page.missing.heading" if isinstance(error, Unknown) else heading
        sentence = error.sentence
    elif status == 413:
        sentence = words.say("page.wrong.too_much")
    elif not isinstance(error, HTTPException):
        problem_answer(request, error)  # which notes it
        sentence = words.say("page.wrong.text")
    answer = page(asked, "wrong.html", status, NOT_KEPT, heading=words.say(heading), sentence=sentence)
    answer.headers.update(getattr(error, "headers", None) or {})
    return answer


def closed_page(asked: Asked, slug: str) -> Response[Any]:
    """Return the page of a venue that has closed for good, with the nearest others."""
    venue = asked.served.snapshot.closed[slug]
    cards = others(asked, venue.point)
    return page(asked, "closed.html", 410, name=venue.name, near=venue.point is not None, cards=cards)


def others(asked: Asked, point: Any) -> list[CardLine]:
    """Return the nearest few venues to a point, or a few from anywhere where there is none."""
    snapshot = asked.served.snapshot
    answer = search(snapshot, Query(at=asked.now, place=point, limit=NEAREST_OTHERS, order="distance"))
    return [
        card_line(snapshot, match, asked.words, asked.now, pace=PACE_DEFAULT_M_PER_MIN, ready=(answer.timetable, row))
        for match, row in zip(answer.matches, answer.local, strict=True)
    ]
