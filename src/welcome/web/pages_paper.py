"""Lists for people without a smartphone, in large print: what is near, and what is in a ward, times first."""

from typing import Any

import markupsafe
import msgspec
from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from welcome.directory.errors import WelcomeError
from welcome.directory.places import PACE_DEFAULT_M_PER_MIN, walk_minutes
from welcome.directory.search import Match, Query, search
from welcome.directory.snapshot import middle_of, ward_named
from welcome.directory.venues import confirmed_on
from welcome.web.pages_answer import public_number
from welcome.web.pages_find import FORM_MAX_BYTES, PLACE_MAX_CHARACTERS, form_fields, place_sought, place_typed
from welcome.web.pages_frame import MOMENTARY, NOT_KEPT, Asked, address_of, page, qr_code, say_network
from welcome.web.pages_state import address_line, say_far
from welcome.wording.phrases import calendar_date
from welcome.wording.speaker import closures_ahead, schedule_sentences
from welcome.wording.state import say_checked

#: Point sizes of the letters, and how many places then stand on a sheet or two.
SIZES = {"16": 12, "24": 8}
#: Closures this many days ahead stand on the sheet; then it is old.
AHEAD_DAYS = 28
NEAR_A_WARD = 3
WARD_MAX = 200


class Entry(msgspec.Struct, frozen=True):
    """One place on a sheet: when, what, where, in this order."""

    times: list[str]
    closures: list[str]
    name: str
    address: str
    far: str
    stop: str
    number: str
    checked: str


@get("/print/near", operation_id="nearForm")
async def get_near(asked: NamedDependency[Asked]) -> Response[Any]:
    """Answer with the form for a list to print."""
    return page(asked, "near.html", headers=MOMENTARY, typed="", size="16", wrong="", sizes=_sizes(asked))


@post("/print/near", operation_id="nearPage", status_code=200, request_max_body_size=FORM_MAX_BYTES)
async def post_near(request: Request, asked: NamedDependency[Asked]) -> Response[Any]:
    """Answer with the sheet, or with what is to be put right."""
    fields = await form_fields(request)
    typed, size = place_typed(fields), size_of(fields.get("size", ["16"])[0])
    try:
        if len(typed) > PLACE_MAX_CHARACTERS:
            raise WelcomeError(asked.words.say("page.find.too_long"))
        where = place_sought(asked, typed)
    except WelcomeError as error:
        return page(asked, "near.html", 400, NOT_KEPT, typed=typed, size=size, wrong=error.sentence, sizes=_sizes(asked))
    words, snapshot = asked.words, asked.served.snapshot
    query = Query(at=asked.now, place=where.point, ward=where.ward, text=where.text, limit=SIZES[size], order="distance")
    named = where.name or where.text
    heading = words.say("page.print.near", place=named) if named else words.say("page.print.everywhere")
    return sheet(asked, heading, size, [("", entries(asked, search(snapshot, query).matches))], NOT_KEPT)


@get("/print/wards/{gss:str}", operation_id="wardSheet")
async def get_ward_sheet(request: Request, gss: FromPath[str], asked: NamedDependency[Asked]) -> Response[Any]:
    """Answer with the sheet of a ward: every place in it by name, and the nearest few just outside. Raises UnknownWard."""
    words, snapshot = asked.words, asked.served.snapshot
    ward = ward_named(snapshot, gss)
    size = size_of(request.query_params.get("size", "16"))
    inside = search(snapshot, Query(at=asked.now, ward=ward.gss, limit=WARD_MAX))
    here = inside.matches if inside.total else ()
    middle = middle_of(ward)
    near = search(snapshot, Query(at=asked.now, place=middle, limit=len(here) + NEAR_A_WARD)) if middle else None
    inside_indices = {match.index for match in here}
    others = [match for match in near.matches if match.index not in inside_indices][:NEAR_A_WARD] if near else []
    by_name = sorted(here, key=lambda match: snapshot.name_ranks[match.index])
    beside = words.say("page.print.ward.near" if here else "page.print.ward.none", ward=ward.name)
    groups = [("", entries(asked, [Match(match.index, None) for match in by_name]))]
    groups.append((beside, entries(asked, [Match(match.index, None) for match in others])))
    return sheet(asked, words.say("page.print.ward", ward=ward.name), size, groups, MOMENTARY)


def size_of(text: str) -> str:
    """Return a size that there is, the smaller one for anything else."""
    return text if text in SIZES else "16"


def entries(asked: Asked, matches: Any) -> list[Entry]:
    """Return the places of a sheet; those that do not open for now are left out."""
    snapshot, words, language = asked.served.snapshot, asked.words, asked.reader.language
    found = []
    for match in matches:
        venue = snapshot.venues[match.index]
        if venue.listing == "paused":
            continue
        walk = walk_minutes(match.distance_m, PACE_DEFAULT_M_PER_MIN) if match.distance_m is not None else None
        times = schedule_sentences(venue.schedules, language)
        if venue.hours_question.strip():
            times = [*times, words.say("page.venue.own_words", words=venue.hours_question.strip())]
        found.append(
            Entry(
                times=times or [words.say("page.venue.no_times")],
                closures=closures_ahead(venue.closures, asked.today, language, schedules=venue.schedules, days=AHEAD_DAYS),
                name=venue.name,
                address=address_line(venue),
                far=say_far(words, match.distance_m, walk),
                stop=venue.nearest_stop,
                number=public_number(venue),
                checked=say_checked(confirmed_on(venue), asked.today, language),
            )
        )
    return found


def sheet(
    asked: Asked, heading: str, size: str, groups: list[tuple[str, list[Entry]]], headers: dict[str, str]
) -> Response[Any]:
    """Return a sheet: when it was printed, what to do when it is old, the places, and a code that leads to the directory."""
    words, address = asked.words, address_of(asked, "/")
    contact = say_network(words, asked.settings)
    key = "page.print.old.contact" if contact else "page.print.old.look"
    return page(
        asked,
        "sheet.html",
        200,
        headers,
        heading=heading,
        size=size,
        groups=[group for group in groups if group[1]],
        printed=calendar_date(words, asked.today),
        old=words.say(key, contact=contact, address=address),
        address=address,
        qr=markupsafe.Markup(qr_code(address, words.say("page.print.qr"))),
    )


def _sizes(asked: Asked) -> list[tuple[str, str]]:
    return [(size, asked.words.say(f"page.print.size.{size}")) for size in SIZES]
