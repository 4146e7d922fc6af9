"""Opening times read from a host's own words while they are being written: said back, dated, or asked about."""

import asyncio
import re
from datetime import date, datetime, timedelta
from typing import Annotated

import msgspec
from litestar import Request, Response, Router, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from msgspec import Meta

from welcome.directory.calendars import term_calendar
from welcome.directory.errors import BadParameter, Unknown
from welcome.directory.hours import LONDON
from welcome.exchange.hours_reading import HoursFormat, HoursReading, read_hours
from welcome.settings import Settings
from welcome.web.limits import Limiter, caller_of
from welcome.web.openapi import takes
from welcome.web.questions import day_pattern
from welcome.web.served import Served
from welcome.wording.reader import READ_MAX_CHARACTERS

#: Openings are listed for so many London days unless asked otherwise, and never for more.
READ_DEFAULT_DAYS, READ_MAX_DAYS = 28, 366
#: Somebody who writes has the words read again and again.
READ_AT_ONCE, READ_A_MINUTE = 30, 60
#: Every character may be written as a pair of escapes of six bytes each; there is room for the other fields.
BODY_MAX_BYTES = 2 * 6 * READ_MAX_CHARACTERS + 4_096
KEY_MAX_CHARACTERS = 80
NO_STORE = {"cache-control": "no-store"}

#: What a field takes, where that is not any text.
_TAKES = {
    "format": "words or osm",
    "from": "a day as 2027-01-05",
    "to": "a day as 2027-01-05",
    "term_calendar": f"text of at most {KEY_MAX_CHARACTERS} characters",
}
_DAY = Meta(extra_json_schema={"london_day": True})


class HoursToRead(msgspec.Struct, kw_only=True, rename={"from_": "from"}, forbid_unknown_fields=True):
    """Words about opening times, how they are written, and for which days openings are to be listed."""

    text: Annotated[
        str,
        Meta(
            description="The words, as on a poster, or OpenStreetMap's opening_hours.",
            extra_json_schema={"maxLength": READ_MAX_CHARACTERS},
        ),
    ]
    format: Annotated[HoursFormat, Meta(description="words: as people write. osm: OpenStreetMap's opening_hours.")] = "words"
    from_: Annotated[
        Annotated[str, _DAY] | None,
        Meta(description="List openings from this London day on, as 2027-01-05. Without it: today."),
    ] = None
    to: Annotated[
        Annotated[str, _DAY] | None,
        Meta(
            description=f"List openings up to this London day, not included: at most {READ_MAX_DAYS} days after “from”. "
            f"Without it: {READ_DEFAULT_DAYS} days after."
        ),
    ] = None
    term_calendar: Annotated[
        Annotated[str, Meta(max_length=KEY_MAX_CHARACTERS)] | None,
        Meta(description="The key of the term calendar to follow. Without it: the one venues follow by default."),
    ] = None


class UnknownTermCalendar(Unknown):
    """No term calendar has this key."""

    name = "term_calendar"


@post("/hours/read", operation_id="readHours", summary="Opening times read from words", status_code=200,
      request_max_body_size=BODY_MAX_BYTES, opt=takes(HoursToRead, 404, 413, 415, 429))  # fmt: skip
async def read_hours_aloud(
    request: Request,
    served: NamedDependency[Served],
    now: NamedDependency[datetime],
    settings: NamedDependency[Settings],
    reading_limit: NamedDependency[Limiter],
) -> Response[HoursReading]:
    """Answer with what was understood, in the wording of the house, with its openings, or with questions. Nothing is kept."""
    reading_limit.check(caller_of(request, settings.trusted_proxies), now)
    asked = await body_of(request)
    first, last_exclusive = _days(asked, now)
    calendars, key = served.snapshot.contents.calendars, asked.term_calendar or None
    if key is not None and term_calendar(calendars, key) is None:
        raise UnknownTermCalendar(f"There is no term calendar “{key[:40]}”.")
    # A long text costs milliseconds, in which other people's questions need not wait.
    reading = await asyncio.to_thread(
        read_hours,
        asked.text,
        asked.format,
        today=now.astimezone(LONDON).date(),
        calendars=calendars,
        division=settings.nation,
        term_calendar=key,
        first_day=first,
        last_day_exclusive=last_exclusive,
    )
    return Response(msgspec.json.encode(reading), media_type="application/json", headers=NO_STORE)


async def body_of(request: Request) -> HoursToRead:
    """Return what a request brings. Raises BadParameter that names the field, and a 415 for what is no JSON."""
    kind, _ = request.content_type
    if kind != "application/json":
        raise HTTPException(status_code=415)
    try:
        asked = msgspec.json.decode(await request.body(), type=HoursToRead)
    except msgspec.ValidationError as error:
        raise _bad_field(str(error)) from error
    except (msgspec.DecodeError, UnicodeError) as error:
        raise BadParameter("", "The body is no JSON.") from error
    if len(asked.text) > READ_MAX_CHARACTERS:
        raise BadParameter("text", f"“text” takes opening times of at most {READ_MAX_CHARACTERS:,} characters; these are more.")
    return asked


def _bad_field(said: str) -> BadParameter:
    known = {field.encode_name: field for field in msgspec.structs.fields(HoursToRead)}
    named = re.search(r"`\$\.(\w+)`", said) or re.search(r"field `(.*)`", said)
    if named is None:
        return BadParameter("", f"The body should be an object with these fields: {', '.join(known)}.")
    name = named[1][:60]
    if name not in known:
        return BadParameter(name, f"There is no field “{name}” here. There are: {', '.join(known)}.")
    if "missing" in said:
        return BadParameter(name, f"“{name}” is missing.")
    return BadParameter(name, f"“{name}” takes {_TAKES.get(name, 'text')}.")


def _days(asked: HoursToRead, now: datetime) -> tuple[date, date]:
    """Return the first London day, and the day after the last, for which openings are listed."""
    first = _day("from", asked.from_, now) or now.astimezone(LONDON).date()
    last = _day("to", asked.to, now) or first + timedelta(days=READ_DEFAULT_DAYS)
    if last < first:
        raise BadParameter("to", "“to” is before “from”, or before today.")
    if (last - first).days > READ_MAX_DAYS:
        raise BadParameter("to", f"“to” is at most {READ_MAX_DAYS} days after “from”.")
    return first, last


def _day(name: str, text: str | None, now: datetime) -> date | None:
    if text is None:
        return None
    if not re.search(day_pattern(now), text):
        raise BadParameter(name, f"“{name}” takes a day as 2027-01-05, of this year or the two before or after it.")
    return date.fromisoformat(text.strip())


def new_limiter(salt: bytes) -> Limiter:
    """Return the limiter of one worker."""
    return Limiter(salt, at_once=READ_AT_ONCE, a_minute=READ_A_MINUTE)


hours_router = Router("/api", route_handlers=[read_hours_aloud], tags=["hours"])
