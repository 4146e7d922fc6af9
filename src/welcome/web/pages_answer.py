"""For whoever answers somebody without a smartphone: a postcode in, three sentences to read aloud and a short text out."""

import unicodedata
from typing import Any

import msgspec
from litestar import Request, Response, get, post
from litestar.di import NamedDependency

from welcome.directory.errors import WelcomeError
from welcome.directory.places import PACE_DEFAULT_M_PER_MIN, walk_minutes
from welcome.directory.search import Match, Query, search
from welcome.directory.venues import Venue, confirmed_on
from welcome.web.pages_find import FORM_MAX_BYTES, PLACE_MAX_CHARACTERS, form_fields, place_sought, place_typed
from welcome.web.pages_frame import MOMENTARY, NOT_KEPT, Asked, page, phone_link, say_network
from welcome.web.pages_places import Sought
from welcome.web.pages_state import address_line, say_far, standing
from welcome.web.pages_venue import shown_contacts
from welcome.wording.catalogue import Catalogue
from welcome.wording.state import say_checked

#: One text message holds so many letters of the GSM alphabet.
TEXT_MAX_CHARACTERS = 160
ANSWERS = 3
#: Marks that are not in the GSM alphabet and would cut a message to 70 letters, and what stands for them.
_GSM = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "})


class Told(msgspec.Struct, frozen=True):
    """What to tell somebody about one venue: three sentences, and a text of at most 160 characters."""

    slug: str
    name: str
    sentences: tuple[str, str, str]
    text: str


@get("/answer", operation_id="answerForm")
async def get_answer(asked: NamedDependency[Asked]) -> Response[Any]:
    """Answer with the empty form."""
    return page(asked, "answer.html", headers=MOMENTARY, typed="", wrong="", heading="", told=[])


@post("/answer", operation_id="answerPage", status_code=200, request_max_body_size=FORM_MAX_BYTES)
async def post_answer(request: Request, asked: NamedDependency[Asked]) -> Response[Any]:
    """Answer with what to say and send, or with what is to be put right."""
    typed = place_typed(await form_fields(request))
    try:
        if len(typed) > PLACE_MAX_CHARACTERS:
            raise WelcomeError(asked.words.say("page.find.too_long"))
        where = place_sought(asked, typed)
    except WelcomeError as error:
        return page(asked, "answer.html", 400, NOT_KEPT, typed=typed, wrong=error.sentence, heading="", told=[])
    named = where.name or where.text
    words = asked.words
    heading = words.say("page.answer.heading", place=named) if named else words.say("page.answer.heading.everywhere")
    return page(asked, "answer.html", 200, NOT_KEPT, typed=typed, wrong="", heading=heading, told=told(asked, where))


def told(asked: Asked, where: Sought) -> list[Told]:
    """Return what to tell somebody who asks from there: the venue that serves best first, then two others."""
    snapshot = asked.served.snapshot
    query = Query(at=asked.now, place=where.point, ward=where.ward, text=where.text, limit=ANSWERS)
    answer = search(snapshot, query)
    return [_told(asked, match, (answer.timetable, row)) for match, row in zip(answer.matches, answer.local, strict=True)]


def _told(asked: Asked, match: Match, ready: tuple) -> Told:
    snapshot, words = asked.served.snapshot, asked.words
    venue = snapshot.venues[match.index]
    walk = walk_minutes(match.distance_m, PACE_DEFAULT_M_PER_MIN) if match.distance_m is not None else None
    how = standing(snapshot, match.index, asked.now, words.language, walk=walk, ready=ready)
    far = say_far(words, match.distance_m, walk)
    number = public_number(venue)
    return Told(
        venue.slug,
        venue.name,
        (
            _where(words, venue, far),
            words.say("page.answer.state", state=how.sentence),
            _ask(asked, venue, number),
        ),
        short_text(words, venue, how.dates[0] if how.dates else how.sentence, number),
    )


def public_number(venue: Venue) -> str:
    """Return the number that anybody may be given to ring: an organisation's, never a person's, which may not be passed on."""
    numbers = (c.value.strip() for c in shown_contacts(venue) if c.kind == "phone" and not c.of_person)
    return next((number for number in numbers if phone_link(number)), "")


def _where(words: Catalogue, venue: Venue, far: str) -> str:
    address = address_line(venue)
    key = "page.answer.where" + ("" if address else ".name") + (".far" if far else "")
    return words.say(key, name=venue.name, address=address, far=far)


def _ask(asked: Asked, venue: Venue, number: str) -> str:
    words = asked.words
    checked = say_checked(confirmed_on(venue), asked.today, words.language)
    reach = words.say("page.contact.call", number=number) if number else say_network(words, asked.settings)
    if reach:
        return words.say("page.answer.ask", checked=checked, contact=reach)
    return words.say("page.answer.ask.arrive", checked=checked)


def short_text(words: Catalogue, venue: Venue, when: str, number: str) -> str:
    """Return name, address, the next opening by its date and a number in at most 160 characters; what matters least goes first.

    Times are never cut: a name that is too long is.
    """
    ring = words.say("page.answer.sms.ring", number=number) if number else ""
    may_change = words.say("page.answer.sms.may_change")
    address, postcode = venue.address.strip(), venue.postcode or ""
    full = ", ".join(part for part in (venue.name, address, postcode) if part)
    short = ", ".join(part for part in (venue.name, postcode) if part)
    ways = ((full, when, ring, may_change), (full, when, ring), (short, when, ring), (short, when), (venue.name, when))
    for parts in ways:
        text = sms(parts)
        if len(text) <= TEXT_MAX_CHARACTERS:
            return text
    rest = sms((when,))[: TEXT_MAX_CHARACTERS - 20]
    return f"{sms((venue.name,))[: TEXT_MAX_CHARACTERS - len(rest) - 5].rstrip('. ')}... {rest}"


def sms(parts: tuple[str, ...]) -> str:
    """Return parts as sentences of a text message, in letters that its alphabet has where the language allows."""
    said = " ".join(part if part.endswith((".", "۔", "।")) else f"{part}." for part in parts if part)
    return unicodedata.normalize("NFC", said.translate(_GSM))
