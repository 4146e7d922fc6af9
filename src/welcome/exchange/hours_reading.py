"""Opening times in whatever form they come, read, said back and dated: the answer for a host's screen and a terminal."""

from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

from welcome.directory.calendars import Calendars, Division
from welcome.directory.errors import BadParameter
from welcome.directory.hours import Closure, Doubt, ExtraOpening, Opening, Schedule, london, midnight, openings_between
from welcome.exchange.osm import read_osm
from welcome.wording.reader import read_words
from welcome.wording.reading import Reading, ReadingStatus
from welcome.wording.speaker import say_closure, say_schedules

HoursFormat = Literal["words", "osm"]
HOURS_FORMATS: tuple[HoursFormat, ...] = ("words", "osm")
#: Openings are listed for so many London days, as on a card, unless asked otherwise; never for more than these.
OPENINGS_DEFAULT_DAYS, OPENINGS_MAX_DAYS = 35, 5 * 366


class DatedOpening(msgspec.Struct, frozen=True):
    """One opening, London time, cut to the days asked for."""

    starts: datetime
    ends: datetime
    doubt: Doubt | None = None


class HoursReading(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A reading with what it says in the wording of the house and its openings, in the order in which it is written out.

    openings: empty unless the status is `read`. closures: left out of what is written when there are none.
    """

    text: str
    status: ReadingStatus
    schedules: tuple[Schedule, ...]
    said_back: str
    guessed: tuple[str, ...]
    left_over: tuple[str, ...]
    questions: tuple[str, ...]
    openings: tuple[DatedOpening, ...]
    closures: tuple[Closure, ...] = ()


class _Hours(msgspec.Struct, frozen=True):
    """What was read, in the shape that the engine expands."""

    schedules: tuple[Schedule, ...]
    closures: tuple[Closure, ...]
    division: Division
    term_calendar: str | None
    extra_openings: tuple[ExtraOpening, ...] = ()


def read_hours(
    text: str,
    form: HoursFormat = "words",
    *,
    today: date,
    calendars: Calendars,
    division: Division = "england",
    term_calendar: str | None = None,
    first_day: date | None = None,
    last_day_exclusive: date | None = None,
    language: str = "en",
) -> HoursReading:
    """Read opening times and list the openings on the London days [first_day, last_day_exclusive).

    Without days: from `today` on for 35 days. term_calendar: key of a calendar in `calendars`, None for its default. Raises
    BadParameter for an unknown form, or days in the wrong order or too many.
    """
    if form not in HOURS_FORMATS:
        raise BadParameter("format", f"Times are read from these forms: {', '.join(HOURS_FORMATS)}.")
    begin = first_day or today
    end = last_day_exclusive or begin + timedelta(days=OPENINGS_DEFAULT_DAYS)
    if end < begin:
        raise BadParameter("to", "The last day is before the first.")
    if (end - begin).days > OPENINGS_MAX_DAYS:
        raise BadParameter("to", f"Openings are listed for at most {OPENINGS_MAX_DAYS} days.")
    reading = read_osm(text, today=today) if form == "osm" else read_words(text, today=today, language=language)
    openings: tuple[DatedOpening, ...] = ()
    if reading.status == "read":
        hours = _Hours(reading.schedules, reading.closures, division, term_calendar)
        openings = _clipped(openings_between(hours, calendars, begin, end), london(midnight(begin)), london(midnight(end)))
    return HoursReading(
        text=text,
        status=reading.status,
        schedules=reading.schedules,
        said_back=said_back(reading, today, language),
        guessed=reading.guessed,
        left_over=reading.left_over,
        questions=reading.questions,
        openings=openings,
        closures=reading.closures,
    )


def said_back(reading: Reading, today: date, language: str = "en") -> str:
    """Return schedules and closures ahead in the wording of the house, "" when nothing was understood."""
    said = [say_schedules(reading.schedules, language)] if reading.schedules else []
    ahead = [closure for closure in reading.closures if closure.last_day >= today]
    said += [f"{say_closure(closure, language, today=today)}." for closure in ahead]
    return " ".join(said)


def _clipped(openings: list[Opening], begin: datetime, end: datetime) -> tuple[DatedOpening, ...]:
    cut = ((max(opening.starts, begin), min(opening.ends, end), opening.doubt) for opening in openings)
    return tuple(DatedOpening(starts, ends, doubt) for starts, ends, doubt in cut if starts < ends)
