"""The pages that work without scripts and on paper, made here for whoever asks."""

import asyncio
import textwrap
from datetime import datetime
from typing import Any

import markupsafe
from litestar import Request, Response, Router, get
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from welcome.directory.snapshot import venue_index
from welcome.settings import Settings
from welcome.web.documents import document_answer
from welcome.web.pages_answer import get_answer, post_answer
from welcome.web.pages_calendar import CalendarParameters, area_calendar, venue_calendar
from welcome.web.pages_find import get_find, post_find
from welcome.web.pages_frame import MOMENTARY, STYLE_PATH, Asked, address_of, asked_of, page, qr_code, style, style_digest
from welcome.web.pages_linked_data import as_script, linked_data
from welcome.web.pages_paper import get_near, get_ward_sheet, post_near
from welcome.web.pages_venue import venue_page
from welcome.web.pages_words import get_about, get_accessibility, get_help, get_privacy
from welcome.web.questions import parameters
from welcome.web.served import Served
from welcome.wording.phrases import calendar_date
from welcome.wording.speaker import say_schedules

#: What an answer in a feed or a chat shows of a page is this long at most.
DESCRIPTION_MAX_CHARACTERS = 200


async def provide_asked(
    request: Request,
    served: NamedDependency[Served],
    settings: NamedDependency[Settings],
    now: NamedDependency[datetime],
) -> Asked:
    """Return what a request for a page brings with it."""
    return asked_of(request, served, settings, now)


@get("/venues/{slug:str}", operation_id="venuePage")
async def get_venue_page(slug: FromPath[str], asked: NamedDependency[Asked]) -> Response[Any]:
    """Answer with a venue's page, or with its calendar under the same address and `.ics`. Old addresses lead on."""
    snapshot = asked.served.snapshot
    named, dot, suffix = slug.partition(".")
    if dot and suffix != "ics":
        raise NotFoundException
    index = venue_index(snapshot, named)
    venue = snapshot.venues[index]
    if venue.slug != named:
        query = f"?lang={asked.reader.language}" if asked.reader.chosen else ""
        moved = {**MOMENTARY, "location": f"/venues/{venue.slug}{dot}{suffix}{query}"}
        return Response(b"", status_code=308, headers=moved, media_type="text/html")
    if suffix:
        return venue_calendar(asked, venue)
    address = address_of(asked, f"/venues/{venue.slug}")
    shown = venue_page(snapshot, index, asked.now, asked.words, asked.settings)
    times = say_schedules(venue.schedules, asked.reader.language) or asked.words.say("page.venue.no_times")
    said = asked.words.say("page.venue.description", times=times, address=shown.address)
    return page(
        asked,
        "venue.html",
        venue=shown,
        address=address,
        description=textwrap.shorten(said, DESCRIPTION_MAX_CHARACTERS, placeholder=" …"),
        json_ld=as_script(linked_data(venue, snapshot.calendars, asked.today, address, asked.words)),
        qr=markupsafe.Markup(qr_code(address, asked.words.say("page.venue.qr"))),
        printed=calendar_date(asked.words, asked.today),
    )


@get("/calendar.ics", operation_id="areaCalendar")
async def get_calendar(request: Request, asked: NamedDependency[Asked]) -> Response[str]:
    """Answer with one calendar of many venues."""
    wanted = parameters(request.scope["query_string"], CalendarParameters)
    return await asyncio.to_thread(area_calendar, asked, wanted)


@get("/pages/{name:str}", operation_id="pagesStyle")
async def get_style(request: Request, name: FromPath[str]) -> Response[bytes]:
    """Answer with the stylesheet of these pages; its address names its content."""
    if f"/pages/{name}" != STYLE_PATH.format(style_digest()):
        raise NotFoundException
    return document_answer(request, style())


pages_router = Router(
    "/",
    route_handlers=[
        get_venue_page,
        get_calendar,
        get_find,
        post_find,
        get_answer,
        post_answer,
        get_near,
        post_near,
        get_ward_sheet,
        get_about,
        get_privacy,
        get_accessibility,
        get_help,
        get_style,
    ],
    dependencies={"asked": Provide(provide_asked)},
    include_in_schema=False,
)
