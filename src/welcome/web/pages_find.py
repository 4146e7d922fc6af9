"""The search for browsers without scripts: a form, and its results as cards, worked out here and written down nowhere."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import msgspec
from litestar import Request, Response, get, post
from litestar.di import NamedDependency

from welcome.directory import timetable as times
from welcome.directory.columns import ACCESS_COLUMNS
from welcome.directory.errors import WelcomeError
from welcome.directory.hours import WEEKDAYS
from welcome.directory.places import DETOUR, PACE_DEFAULT_M_PER_MIN
from welcome.directory.search import Answer, Match, Query, search
from welcome.directory.snapshot import Snapshot
from welcome.directory.venues import WHEELCHAIR_ROUTE
from welcome.directory.wall_clock import MINUTES_A_DAY, london_day, minute_of
from welcome.web.cards import card_minutes
from welcome.web.pages_frame import MOMENTARY, NOT_KEPT, Asked, page
from welcome.web.pages_places import Sought, sought
from welcome.web.pages_state import CardLine, card_line, needs_of
from welcome.web.pages_venue import language_name, offer_name
from welcome.wording.catalogue import Catalogue
from welcome.wording.state import say_as_of

FORM_MAX_BYTES = 8_192
PLACE_MAX_CHARACTERS = 200
#: Results on one page, and of those that are known not to have what is needed.
SHOWN, SHOWN_WITHOUT = 20, 10
#: Metres a minute of somebody who walks slowly and steadily.
PACE_STEADY_M_PER_MIN = 50
PACES = {"usual": PACE_DEFAULT_M_PER_MIN, "steady": PACE_STEADY_M_PER_MIN}
PARTS = {"any": (0, MINUTES_A_DAY), "morning": (0, 720), "afternoon": (720, 1020), "evening": (1020, MINUTES_A_DAY)}
WHENS = ("any", "now", "today", *WEEKDAYS)
#: Open when somebody gets there means: with so many minutes left.
LEFT_ON_ARRIVAL_MINUTES = 20


class FindForm(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody filled in; a value that is no choice of the form counts as not given."""

    place: str = ""
    when: str = "any"
    part: str = "any"
    pace: str = "usual"
    language: str = ""
    access: tuple[str, ...] = ()
    provision: tuple[str, ...] = ()

    @property
    def metres_a_minute(self) -> int:
        return PACES[self.pace]


class Group(msgspec.Struct, frozen=True):
    """Results under one heading ("" for none); folded ones open on demand."""

    heading: str
    cards: list[CardLine]
    folded: bool = False


class Results(msgspec.Struct, frozen=True):
    """What the page shows. notes: what was assumed or given up, as sentences."""

    heading: str
    count: str
    notes: list[str]
    groups: list[Group]


@get("/find", operation_id="findForm")
async def get_find(request: Request, asked: NamedDependency[Asked]) -> Response[Any]:
    """Answer with the form. A search does not belong into an address: one that came so is put into the field, not answered."""
    came = parse_qs(request.scope["query_string"].decode("utf-8", "replace"), max_num_fields=200)
    return find_page(asked, FindForm(place=place_typed(came)[:PLACE_MAX_CHARACTERS]), None, "", NOT_KEPT if came else MOMENTARY)


@post("/find", operation_id="findPage", status_code=200, request_max_body_size=FORM_MAX_BYTES)
async def post_find(request: Request, asked: NamedDependency[Asked]) -> Response[Any]:
    """Answer a form with results, or with what is to be put right beside what was typed."""
    form = find_form(await form_fields(request), asked.served.snapshot)
    if len(form.place) > PLACE_MAX_CHARACTERS:
        return find_page(asked, form, None, asked.words.say("page.find.too_long"), NOT_KEPT)
    try:
        where = place_sought(asked, form.place)
    except WelcomeError as error:
        return find_page(asked, form, None, error.sentence, NOT_KEPT)
    return find_page(asked, form, results(asked, form, where), "", NOT_KEPT)


def place_sought(asked: Asked, typed: str) -> Sought:
    """Return what a line means here, in the reader's language where it means nothing. Raises WelcomeError."""
    return sought(typed, asked.served.snapshot, asked.served.postcodes, asked.settings.area_name, asked.words)


async def form_fields(request: Request) -> dict[str, list[str]]:
    """Return the fields of a form as they were sent."""
    return parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=200)


def find_form(fields: Mapping[str, Sequence[str]], snapshot: Snapshot) -> FindForm:
    """Return the form that these fields fill in."""

    def one(name: str, choices: Sequence[str], default: str) -> str:
        given = fields.get(name, [default])[0]
        return given if given in choices else default

    return FindForm(
        place=place_typed(fields),
        when=one("when", WHENS, "any"),
        part=one("part", tuple(PARTS), "any"),
        pace=one("pace", tuple(PACES), "usual"),
        language=one("language", ("", *languages_spoken(snapshot)), ""),
        access=tuple(fact for fact in ACCESS_COLUMNS if fact in fields.get("access", ())),
        provision=tuple(key for key in snapshot.contents.provision_keys if key in fields.get("provision", ())),
    )


def place_typed(fields: Mapping[str, Sequence[str]]) -> str:
    """Return the line that says where, under either of the names that forms give it."""
    return " ".join((fields.get("place") or fields.get("q") or [""])[0].split())


def languages_spoken(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the codes of the languages that are spoken at some venue."""
    return tuple(key.removeprefix("speaks:") for key in snapshot.columns.offer_keys if key.startswith("speaks:"))


def find_page(asked: Asked, form: FindForm, found: Results | None, wrong: str, headers: Mapping[str, str]) -> Response[Any]:
    """Return the page: what is to be put right, or results, and always the form as it was filled in."""
    words, snapshot = asked.words, asked.served.snapshot
    return page(
        asked,
        "find.html",
        400 if wrong else 200,
        headers,
        form=form,
        found=found,
        wrong=wrong,
        whens=[(key, say_when(words, key)) for key in WHENS],
        parts=[(key, words.say(f"page.find.part.{key}")) for key in PARTS],
        paces=[(key, words.say(f"page.find.pace.{key}")) for key in PACES],
        spoken=[(code, language_name(words, code)) for code in languages_spoken(snapshot)],
        needs=[(fact, words.say(f"fact.{fact}")) for fact in (WHEELCHAIR_ROUTE, *ACCESS_COLUMNS[:-1])],
        offers=[(key, offer_name(words, key)) for key in snapshot.contents.provision_keys],
    )


def say_when(words: Catalogue, key: str) -> str:
    """Return a choice of when in words."""
    return words.say(f"day.{key}") if key in WEEKDAYS else words.say(f"page.find.when.{key}")


def results(asked: Asked, form: FindForm, where: Sought) -> Results:
    """Return what answers a form, in three groups where somebody has needs. While there is a venue there is an answer."""
    snapshot, words = asked.served.snapshot, asked.words
    query = query_of_form(form, where, asked.now)
    answer = arrived_in_time(search(snapshot, query), query) if form.when == "now" else search(snapshot, query)
    if not answer.matches:
        answer = search(snapshot, msgspec.structs.replace(query, open_only=False))
        answer = msgspec.structs.replace(answer, total=0, relaxed=answer.relaxed or ("time",))
    cards = [
        card_line(snapshot, match, words, asked.now, pace=query.pace, needs=form.access, ready=(answer.timetable, row))
        for match, row in zip(answer.matches[:SHOWN], answer.local, strict=False)
    ]
    notes = [words.say(f"page.find.relaxed.{answer.relaxed[-1]}")] if answer.relaxed else []
    if where.name and not where.exact:
        notes.append(words.say("page.find.middle", place=where.name))
    if answer.total > len(cards) > 0:
        notes.append(words.say("page.find.shown", count=words.number(len(cards))))
    notes.append(words.say("page.find.as_of", as_of=say_as_of(asked.now, asked.today, words.language)))
    return Results(
        heading=words.say("page.find.results.near", place=where.name) if where.name else words.say("page.find.results"),
        count=words.count("page.find.count", answer.total or len(cards)),
        notes=notes if cards or form.access else [words.say("page.find.none")],
        groups=grouped(asked, form, query, cards),
    )


def query_of_form(form: FindForm, where: Sought, now: datetime) -> Query:
    """Return the question that a form puts."""
    begin, end = PARTS[form.part]
    return Query(
        at=now,
        place=where.point,
        ward=where.ward,
        text=where.text,
        days=days_of(form, now),
        from_minute=begin,
        until_minute=end,
        open_only=form.when == "now",
        access=form.access,
        include_unknown=True,
        provision=form.provision,
        languages=(form.language,) if form.language else (),
        pace=form.metres_a_minute,
        limit=SHOWN * 2,
    )


def days_of(form: FindForm, now: datetime) -> tuple[date, ...]:
    """Return the dates asked about: none for any time, today and this day next week for today's weekday."""
    today = london_day(minute_of(now))
    if form.when == "today" or (form.when == "any" and form.part != "any"):
        return (today,)
    if form.when not in WEEKDAYS:
        return ()
    ahead = (WEEKDAYS.index(form.when) - today.weekday()) % 7
    return tuple(today + timedelta(days=days) for days in ((0, 7) if ahead == 0 else (ahead,)))


def arrived_in_time(answer: Answer, query: Query) -> Answer:
    """Return the answer with only those venues that are still open when somebody has walked there, with a while left."""
    if answer.relaxed:
        return answer
    begin, end = card_minutes(query.at)
    kept: list[tuple[Match, int]] = []
    for match, row in zip(answer.matches, answer.local, strict=True):
        arrives = query.at + timedelta(minutes=(match.distance_m or 0) * DETOUR / query.pace)
        leaves = arrives + timedelta(minutes=LEFT_ON_ARRIVAL_MINUTES)
        if any(o.starts <= arrives and leaves <= o.ends for o in times.openings_of(answer.timetable, row, begin, end)):
            kept.append((match, row))
    everything = len(answer.matches) == answer.total
    return msgspec.structs.replace(
        answer,
        total=len(kept) if everything else answer.total - len(answer.matches) + len(kept),
        matches=tuple(match for match, _ in kept),
        local=tuple(row for _, row in kept),
    )


def grouped(asked: Asked, form: FindForm, query: Query, cards: list[CardLine]) -> list[Group]:
    """Return the cards as one group, or as yes, not known and no where somebody has needs."""
    if not form.access:
        return [Group("", cards)] if cards else []
    words = asked.words
    without = lacking(asked, form, query)
    named = (
        ("yes", [card for card in cards if not card.asks_first], False),
        ("unknown", [card for card in cards if card.asks_first], False),
        ("no", without, bool(cards)),
    )
    return [
        Group(words.say(f"page.find.group.{key}", count=words.number(len(group))), group, folded)
        for key, group, folded in named
        if group
    ]


def lacking(asked: Asked, form: FindForm, query: Query) -> list[CardLine]:
    """Return the nearest few that are known not to have something that is needed."""
    snapshot = asked.served.snapshot
    plain = msgspec.structs.replace(query, access=(), include_unknown=False, limit=SHOWN * 10)
    answer = search(snapshot, plain)
    if form.when == "now":
        answer = arrived_in_time(answer, plain)
    rows = [
        (match, row)
        for match, row in zip(answer.matches, answer.local, strict=True)
        if False in needs_of(snapshot.venues[match.index], form.access, asked.now).values()
    ]
    return [
        card_line(snapshot, match, asked.words, asked.now, pace=query.pace, needs=form.access, ready=(answer.timetable, row))
        for match, row in rows[:SHOWN_WITHOUT]
    ]
