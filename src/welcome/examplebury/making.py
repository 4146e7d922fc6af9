"""How a venue of Examplebury is written down: short words for days, times, places and facts."""

import random
import uuid
from datetime import date, timedelta
from typing import Any

import msgspec

from welcome.directory.hours import LAST_IN_MONTH, WEEKDAYS, Schedule
from welcome.directory.venues import Access, Contact, PositionSource, Venue
from welcome.examplebury.map import ATTRIBUTION, SEED, Site, point

DAY = timedelta(days=1)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EVERY_DAY, MONDAY_TO_FRIDAY = " ".join(WEEKDAYS), " ".join(WEEKDAYS[:5])
IDS_A_VENUE = 100
CONFIRMED_LEAST_DAYS, CONFIRMED_MOST_DAYS = 2, 364

#: The root of the venues' UUIDs (version 5): a venue keeps its UUID as long as it keeps its first slug.
UID_ROOT = uuid.uuid5(uuid.NAMESPACE_DNS, "examplebury.example")


def venue(**fields: Any) -> Venue:
    """Return a venue that has no number and no UUID yet (`numbered` gives it both); `provision` is one string of keys."""
    return Venue(id=0, uid="", **fields | {"provision": tuple(fields.get("provision", "").split())})


def minutes(clock: str) -> int:
    """Return minutes after midnight: `minutes("10:30")` is 630, and "26:00" is 2am on the next day."""
    hours, _, rest = clock.partition(":")
    return int(hours) * 60 + int(rest)


def weekly(days: str, opens: str, closes: str | None, *, nth: str = "", months: str = "", **rest: Any) -> Schedule:
    """Return a schedule: `weekly("tu th", "10:00", "12:00", nth="1 last", months="oct nov")`; closes None is "until late"."""
    return Schedule(
        weekdays=sum(1 << WEEKDAYS.index(day) for day in days.split()),
        opens=minutes(opens),
        closes=None if closes is None else minutes(closes),
        nth=sum(LAST_IN_MONTH if place == "last" else 1 << (int(place) - 1) for place in nth.split()),
        months=sum(1 << MONTHS.index(month) for month in months.split()),
        **rest,
    )


def located(
    ward: str, east_km: float, north_km: float, street: str, postcode: str | None, source: PositionSource = "postcode"
) -> dict[str, Any]:  # fmt: skip
    """Return address, postcode and position of a venue; an address here ends with the ward, so that both can be compared."""
    spot = point(Site(east_km, north_km))
    return {"address": f"{street}, {ward}", "postcode": postcode, "point": spot, "position_source": source}


def known(yes: str = "", no: str = "", **rest: Any) -> Access:
    """Return what is known about getting in; facts in neither list are not known."""
    return Access(facts=dict.fromkeys(yes.split(), True) | dict.fromkeys(no.split(), False), **rest)


def agreed(on: date, role: str, how: str) -> dict[str, Any]:
    """Return the agreement of the people who run a venue to being listed."""
    return {"listing_agreed_on": on, "agreed_by_role": role, "agreed_how": how}


def member(since: date, five_ps_affirmed_on: date | None = None) -> dict[str, Any]:
    """Return what makes a venue a member of the network."""
    return {"kind": "place_of_welcome", "member_since": since, "five_ps_affirmed_on": five_ps_affirmed_on}


def phone(number: str, **rest: Any) -> Contact:
    """Return a telephone number, public unless told; all are from the ranges that Ofcom keeps for drama."""
    return Contact(**{"kind": "phone", "value": number, "is_public": True} | rest)


def email(address: str, **rest: Any) -> Contact:
    """Return an address for mail, public unless told; all are under a name that RFC 2606 keeps for examples."""
    return Contact(**{"kind": "email", "value": address, "is_public": True} | rest)


def website(name: str) -> Contact:
    """Return a public web address under a name that RFC 2606 keeps for examples."""
    return Contact(kind="website", value=f"https://{name}.examplebury.example/", is_public=True)


def numbered(venues: tuple[Venue, ...], today: date) -> tuple[Venue, ...]:
    """Return the venues with their ids, UUIDs and source, and each schedule with the day somebody last said it is right.

    Schedules, closures and extra openings of venue 7 are 701, 702, ... each in their own count; before this a closure's
    `schedule_id` is the place of the schedule within its venue, from 1. Who has not agreed to be listed has confirmed
    nothing either.
    """
    chance = random.Random(SEED + 3)
    return tuple(_numbered(venue, n, today, chance) for n, venue in enumerate(venues, start=1))


def _numbered(venue: Venue, number: int, today: date, chance: random.Random) -> Venue:
    first = number * IDS_A_VENUE
    renew = msgspec.structs.replace
    schedules = []
    for n, schedule in enumerate(venue.schedules, start=1):
        confirmed_on = today - chance.randint(CONFIRMED_LEAST_DAYS, CONFIRMED_MOST_DAYS) * DAY
        schedules.append(renew(schedule, id=first + n, confirmed_on=confirmed_on if venue.listing_agreed_on else None))
    closures = [
        renew(closure, id=first + n, schedule_id=None if closure.schedule_id is None else first + closure.schedule_id)
        for n, closure in enumerate(venue.closures, start=1)
    ]
    return renew(
        venue,
        id=number,
        uid=str(uuid.uuid5(UID_ROOT, venue.slug)),
        source=ATTRIBUTION,
        schedules=tuple(schedules),
        closures=tuple(closures),
        extra_openings=tuple(renew(extra, id=first + n) for n, extra in enumerate(venue.extra_openings, start=1)),
    )
