"""Takes an OpenStreetMap `opening_hours` value apart into rules: which days, which times, open or off.

Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

from datetime import date
from typing import Literal

import msgspec

from welcome.directory.hours import LATEST_CLOSE, MINUTES_A_DAY
from welcome.exchange.osm_dates import wide_days
from welcome.exchange.osm_days import PLACES, YES, Days, in_both
from welcome.exchange.osm_tokens import OsmReader, not_understood, too_much

_WEEKDAYS = {name: place for place, name in enumerate(("mo", "tu", "we", "th", "fr", "sa", "su"))}
_BY_APPOINTMENT = ("by appointment", "appointment", "by appointment only", "on appointment", "appointment only")


class Rule(msgspec.Struct, frozen=True):
    """One rule. days: sets of days, any of which it holds for. times: (opens, closes or None for open end), () for the
    whole day. yearly: its dates have no year and were written down for some years. adds: it takes nothing from rules before.
    """

    text: str
    days: tuple[Days, ...]
    times: tuple[tuple[int, int | None], ...]
    state: Literal["open", "off"]
    adds: bool
    by_appointment: bool = False
    comment: str = ""
    yearly: bool = False
    dated: bool = False


def rules_of(text: str, today: date) -> list[Rule]:
    """Return the rules of an `opening_hours` value in order. Raises CannotHold with the part it stumbles over."""
    reader = OsmReader(text, today)
    rules: list[Rule] = []
    adds = False
    while True:
        while reader.take_mark(";"):
            adds = False
        if reader.token.kind == "end":
            return rules
        rules.append(_rule(reader, adds=adds))
        token = reader.token
        if token.kind == "fallback":
            raise too_much(reader.rest())
        if token.text == ",":
            reader.take()
            adds = True
        elif token.text == ";" or token.kind == "end":
            adds = False
        else:
            raise not_understood(reader.rest())


def _rule(reader: OsmReader, *, adds: bool) -> Rule:
    start = reader.token.start
    if reader.token.kind == "always":
        reader.take()
        days, yearly, dated, times = [Days()], False, False, [(0, MINUTES_A_DAY)]
    else:
        wide, yearly, dated = wide_days(reader)
        reader.take_mark(":")
        narrow = _weekdays_and_holidays(reader)
        reader.take_mark(":") if narrow is not None and reader.ahead().kind == "time" else None
        days = [both for one in wide for two in (narrow or [Days()]) if (both := in_both(one, two)) is not None]
        times = _times(reader)
    state, comment, said = _state(reader)
    end = reader.tokens[reader.at - 1].end if reader.at else start
    text = reader.text[start:end].strip()
    if not text:
        raise not_understood(reader.rest())
    appointment = comment.strip().lower() in _BY_APPOINTMENT
    if state == "open" and comment and not said and not times and not appointment:
        # A remark alone leaves open whether anybody is there.
        raise too_much(text)
    if not days:
        raise too_much(text)
    untimed = state == "open" and appointment and not times
    if state == "open" and not times and not untimed:
        times = [(0, MINUTES_A_DAY)]
    return Rule(text, tuple(days), tuple(times), state, adds, appointment and state == "open", comment, yearly, dated)


def _state(reader: OsmReader) -> tuple[Literal["open", "off"], str, bool]:
    """Return open or off, the remark, and whether open was said."""
    word, state, said = reader.word(), "open", False
    if word in ("off", "closed"):
        reader.take()
        state = "off"
    elif word == "open":
        reader.take()
        said = True
    elif word:
        raise too_much(reader.rest()) if word in ("unknown", "week", "easter") else not_understood(reader.rest())
    comment = reader.take().text.strip('"') if reader.token.kind == "comment" else ""
    return state, comment, said


def _weekdays_and_holidays(reader: OsmReader) -> list[Days] | None:
    """Return the sets of days that weekdays and holidays pick, None where the rule names none.

    A comma between them means either ("Sa,PH"), a space both ("SH Mo-Fr").
    """
    groups: list[list[Days]] = []
    while True:
        group = _one_group(reader)
        if group is None:
            break
        groups.append(group)
    if not groups:
        return None
    if len(groups) > 2:
        raise too_much(reader.text.strip())
    found = groups[0]
    for group in groups[1:]:
        found = [both for one in found for two in group if (both := in_both(one, two)) is not None]
    return found


def _one_group(reader: OsmReader) -> list[Days] | None:
    found: list[Days] = []
    while True:
        word = reader.word()
        if word in ("ph", "sh"):
            reader.take()
            if reader.token.text in ("+", "-"):
                raise too_much(reader.rest())
            found.append(Days(bank=YES) if word == "ph" else Days(school=YES))
        elif word in _WEEKDAYS:
            found.append(_weekday_range(reader))
        else:
            return found or None
        follower = reader.word(1)
        if reader.token.text != "," or not (follower in _WEEKDAYS or follower in ("ph", "sh")):
            return found
        reader.take()


def _weekday_range(reader: OsmReader) -> Days:
    first = last = _WEEKDAYS[reader.word()]
    reader.take()
    if reader.token.text == "-":
        reader.take()
        if reader.word() not in _WEEKDAYS:
            raise not_understood(reader.rest())
        last = _WEEKDAYS[reader.word()]
        reader.take()
    mask, day = 0, first
    while True:
        mask |= 1 << day
        if day == last:
            break
        day = (day + 1) % 7
    if not reader.take_mark("["):
        return Days(weekdays=mask)
    if first != last:
        raise not_understood(reader.rest())
    places = _places(reader)
    if reader.token.text in ("+", "-"):
        raise too_much(reader.rest())
    return Days(weekdays=mask, places=places)


def _places(reader: OsmReader) -> int:
    parts = 0
    while True:
        negative = reader.take_mark("-")
        token = reader.take()
        number = int(token.text) * (-1 if negative else 1) if token.kind == "number" else 0
        last = number
        if reader.token.text == "-" and number > 0:
            reader.take()
            token = reader.take()
            last = int(token.text) if token.kind == "number" else 0
        for place in range(number, last + 1):
            if place not in PLACES:
                raise too_much(f"[{place}]")
            parts |= PLACES[place][0]
        if last < number:
            raise not_understood(reader.rest())
        if reader.take_mark("]"):
            return parts
        if not reader.take_mark(","):
            raise not_understood(reader.rest())


def _times(reader: OsmReader) -> list[tuple[int, int | None]]:
    found: list[tuple[int, int | None]] = []
    if reader.token.text == "(" or reader.word() in ("sunrise", "sunset", "dawn", "dusk"):
        raise too_much(reader.rest())
    while reader.token.kind == "time":
        start = reader.token.start
        opens = _minutes(reader)
        if opens >= MINUTES_A_DAY:
            raise not_understood(reader.text[start : reader.token.start].strip())
        if reader.take_mark("+"):
            found.append((opens, None))
        elif reader.take_mark("-"):
            if reader.token.kind != "time":
                raise too_much(reader.text[start:].split(";")[0].strip())
            closes = _minutes(reader)
            if reader.token.text in ("+", "/"):
                raise too_much(reader.text[start:].split(";")[0].strip())
            if closes <= opens:
                closes += MINUTES_A_DAY
            if closes > LATEST_CLOSE:
                raise not_understood(reader.text[start:].split(";")[0].strip())
            found.append((opens, closes))
        else:
            raise too_much(reader.text[start:].split(";")[0].strip())
        if reader.token.text != "," or reader.ahead().kind != "time":
            break
        reader.take()
    return found


def _minutes(reader: OsmReader) -> int:
    token = reader.take()
    hour, minute = (int(part) for part in token.text.split(":"))
    if minute > 59 or hour > 48:
        raise not_understood(token.text)
    return hour * 60 + minute
