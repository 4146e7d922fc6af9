"""Rows into venues: each table read once, in chunks, and no row kept once it is a value."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from sys import intern
from typing import Any

from welcome.directory.hours import Closure, ExtraOpening, Schedule
from welcome.directory.places import Point
from welcome.directory.venues import Access, Contact, FactDetail, Outage, Venue
from welcome.storage.postgres import PostgresReading
from welcome.storage.sqlite import SQLiteReading

Reading = SQLiteReading | PostgresReading
#: Venue's row number -> its parts, in the order of their rows.
Parts = dict[int, list[Any]]

_same_date = lru_cache(maxsize=50_000)(date.fromisoformat)
#: Many venues offer the same, so they share one tuple.
_same_tuple = lru_cache(maxsize=50_000)(tuple)


def day_of(value: str | date | None) -> date | None:
    """Return the day that a column holds: the embedded file hands over ISO text where many rows are read."""
    return _same_date(value) if type(value) is str else value


def words_of(text: str) -> tuple[str, ...]:
    """Return the codes of a column that holds them with commas between."""
    return tuple(map(intern, text.split(","))) if text else ()


async def read_venues(reading: Reading, today: date, ids: Collection[int] | None, private: bool) -> list[Venue]:
    """Return the venues with these row numbers, or all, ordered by slug.

    private: with the contacts that only those who look after the venue may see; otherwise with those alone that may be
    shown on `today`.
    """
    where = "" if ids is None else f"IN ({', '.join(str(int(number)) for number in ids) or 'NULL'})"
    mine, of_venue = (f"WHERE id {where}", f"WHERE venue {where}") if where else ("", "")
    facts, details = await _facts(reading, of_venue)
    outages = await _outages(reading, of_venue)
    provision = await _words(reading, f"SELECT venue, provision FROM venue_provision {of_venue} ORDER BY id")
    languages = await _words(reading, f"SELECT venue, language FROM venue_language {of_venue} ORDER BY id")
    contacts = await _contacts(reading, of_venue, today, private)
    schedules = await _schedules(reading, of_venue)
    closures = await _closures(reading, of_venue)
    extras = await _extras(reading, of_venue)
    others = f"{of_venue} AND" if of_venue else "WHERE"
    old_slugs = await _words(
        reading, f"SELECT venue, slug FROM venue_slug {others} replaced_at IS NOT NULL ORDER BY id", shared=False
    )
    venues: list[Venue] = []
    async for chunk in reading.chunks(f"SELECT {_VENUE_COLUMNS} FROM venue {mine} ORDER BY id"):
        for (
            number, uid, slug, name, kind, address, postcode, longitude, latitude, position_source, listing, hidden, about,
            first_visit, nearest_stop, not_every_week, entrance_steps, which_door, hours_question, division, term_calendar,
            member_since, five_ps_affirmed_on, listing_agreed_on, agreed_by_role, agreed_how, source, version,
        ) in chunk:  # fmt: skip
            venues.append(
                Venue(
                    id=number,
                    uid=uid,
                    slug=slug,
                    name=name,
                    kind=intern(kind),
                    address=address,
                    postcode=postcode,
                    point=None if longitude is None or latitude is None else Point(longitude, latitude),
                    position_source=intern(position_source),
                    listing=intern(listing),
                    hidden=bool(hidden),
                    old_slugs=tuple(old_slugs.pop(number, ())),
                    about=about,
                    first_visit=first_visit,
                    nearest_stop=nearest_stop,
                    not_every_week=bool(not_every_week),
                    access=Access(
                        facts.pop(number, {}),
                        details.pop(number, {}),
                        tuple(outages.pop(number, ())),
                        entrance_steps,
                        which_door,
                    ),
                    provision=_same_tuple(tuple(provision.pop(number, ()))),
                    languages=_same_tuple(tuple(languages.pop(number, ()))),
                    contacts=tuple(contacts.pop(number, ())),
                    schedules=tuple(schedules.pop(number, ())),
                    closures=tuple(closures.pop(number, ())),
                    extra_openings=tuple(extras.pop(number, ())),
                    hours_question=hours_question,
                    division=intern(division),
                    term_calendar=term_calendar and intern(term_calendar),
                    member_since=day_of(member_since),
                    five_ps_affirmed_on=day_of(five_ps_affirmed_on),
                    listing_agreed_on=day_of(listing_agreed_on),
                    agreed_by_role=agreed_by_role,
                    agreed_how=agreed_how,
                    source=intern(source),
                    version=version,
                )
            )
    # Ordered here: the collation of a PostgreSQL server may be of any language.
    return sorted(venues, key=lambda venue: venue.slug)


_VENUE_COLUMNS = (
    "id, uid, slug, name, kind, address, postcode, longitude, latitude, position_source, listing, hidden, about, first_visit, "
    "nearest_stop, not_every_week, entrance_steps, which_door, hours_question, division, term_calendar, member_since, "
    "five_ps_affirmed_on, listing_agreed_on, agreed_by_role, agreed_how, source, version"
)


async def _words(reading: Reading, sql: str, shared: bool = True) -> Parts:
    parts: Parts = defaultdict(list)
    async for chunk in reading.chunks(sql):
        for venue, word in chunk:
            parts[venue].append(intern(word) if shared else word)
    return parts


async def _facts(reading: Reading, of_venue: str) -> tuple[dict[int, dict[str, bool]], dict[int, dict[str, FactDetail]]]:
    facts: dict[int, dict[str, bool]] = defaultdict(dict)
    details: dict[int, dict[str, FactDetail]] = defaultdict(dict)
    sql = f"SELECT venue, fact, value, note, checked_on, said_by FROM access_fact {of_venue} ORDER BY id"
    async for chunk in reading.chunks(sql):
        for venue, fact, value, note, checked_on, said_by in chunk:
            if value is not None:
                facts[venue][intern(fact)] = bool(value)
            if note or checked_on or said_by:
                details[venue][intern(fact)] = FactDetail(note, day_of(checked_on), said_by and intern(said_by))
    return facts, details


async def _outages(reading: Reading, of_venue: str) -> Parts:
    parts: Parts = defaultdict(list)
    sql = f"SELECT venue, fact, first_day, last_day, note FROM access_outage {of_venue} ORDER BY id"
    async for chunk in reading.chunks(sql):
        for venue, fact, first_day, last_day, note in chunk:
            parts[venue].append(Outage(intern(fact), day_of(first_day), day_of(last_day), note))
    return parts


async def _contacts(reading: Reading, of_venue: str, today: date, private: bool) -> Parts:
    parts: Parts = defaultdict(list)
    sql = f"SELECT venue, kind, value, label, is_public, of_person, consented_on FROM contact {of_venue}"
    if not private:
        # A person's contact is shown with recorded consent alone, and no longer than that holds.
        shown = "is_public AND (consented_on IS NOT NULL OR NOT of_person) AND (ends_on IS NULL OR ends_on >= {})"
        sql += f" AND {shown}" if of_venue else f" WHERE {shown}"
    async for chunk in reading.chunks(f"{sql} ORDER BY id", *(() if private else (today,))):
        for venue, kind, value, label, is_public, of_person, consented_on in chunk:
            parts[venue].append(
                Contact(
                    kind=intern(kind),
                    value=value,
                    label=label,
                    is_public=bool(is_public),
                    of_person=bool(of_person),
                    consented_on=day_of(consented_on),
                )
            )
    return parts


async def _schedules(reading: Reading, of_venue: str) -> Parts:
    parts: Parts = defaultdict(list)
    sql = (
        "SELECT venue, id, weekdays, every_weeks, anchor, nth, months, opens, closes, valid_from, valid_to, bank_holidays, "
        "term, kind, label, note, words, audience, min_age, max_age, booking, cost, cost_note, languages, confirmed_on "
        f"FROM schedule {of_venue} ORDER BY id"
    )
    async for chunk in reading.chunks(sql):
        for (
            venue, number, weekdays, every_weeks, anchor, nth, months, opens, closes, valid_from, valid_to, bank_holidays, term,
            kind, label, note, words, audience, min_age, max_age, booking, cost, cost_note, languages, confirmed_on,
        ) in chunk:  # fmt: skip
            parts[venue].append(
                Schedule(
                    id=number,
                    weekdays=weekdays,
                    every_weeks=every_weeks,
                    anchor=day_of(anchor),
                    nth=nth,
                    months=months,
                    opens=opens,
                    closes=closes,
                    valid_from=day_of(valid_from),
                    valid_to=day_of(valid_to),
                    bank_holidays=intern(bank_holidays),
                    term=intern(term),
                    kind=intern(kind),
                    label=intern(label),
                    note=note,
                    words=words,
                    audience=intern(audience),
                    min_age=min_age,
                    max_age=max_age,
                    booking=intern(booking),
                    cost=intern(cost),
                    cost_note=cost_note,
                    languages=words_of(languages),
                    confirmed_on=day_of(confirmed_on),
                )
            )
    return parts


async def _closures(reading: Reading, of_venue: str) -> Parts:
    parts: Parts = defaultdict(list)
    sql = f"SELECT venue, id, first_day, last_day, reason, schedule FROM closure {of_venue} ORDER BY id"
    async for chunk in reading.chunks(sql):
        for venue, number, first_day, last_day, reason, schedule in chunk:
            parts[venue].append(
                Closure(id=number, first_day=day_of(first_day), last_day=day_of(last_day), reason=reason, schedule_id=schedule)
            )
    return parts


async def _extras(reading: Reading, of_venue: str) -> Parts:
    parts: Parts = defaultdict(list)
    sql = f"SELECT venue, id, day, opens, closes, reason, audience, booking, cost FROM extra_opening {of_venue} ORDER BY id"
    async for chunk in reading.chunks(sql):
        for venue, number, day, opens, closes, reason, audience, booking, cost in chunk:
            parts[venue].append(
                ExtraOpening(
                    id=number,
                    day=day_of(day),
                    opens=opens,
                    closes=closes,
                    reason=reason,
                    audience=intern(audience),
                    booking=intern(booking),
                    cost=intern(cost),
                )
            )
    return parts
