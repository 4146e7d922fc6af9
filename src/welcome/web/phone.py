"""The two documents with which a phone finds the way by itself: the whole directory, and the postcodes around.

They are made small rather than pretty: what repeats is numbered, times are counted from one another.
"""

from datetime import date, timedelta
from typing import Any

import msgspec
import numpy as np
import shapely

from welcome.directory.expansion import DOUBTS
from welcome.directory.places import Ward, grown
from welcome.directory.postcodes import STEPS_A_DEGREE, PostcodeTable, digest, near, postcode_at
from welcome.directory.recurrence import OFFERS
from welcome.directory.schedules import Schedule
from welcome.directory.snapshot import CARD_DAYS, Snapshot, middle_of
from welcome.directory.timetable import Intervals, rows_of
from welcome.directory.venues import ACCESS_FACTS, Venue, confirmed_on
from welcome.directory.wall_clock import london_day, midnight
from welcome.web.cards import public_contacts
from welcome.web.views import ContactView, FactView, OutageView

#: The phone's postcodes reach this far beyond the borders of the area.
AROUND_M = 2_000
#: The letters that the second half of a postcode uses (Royal Mail leaves out C, I, K, M, O and V).
UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
#: One character for six bits, as base64 has them.
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_LAST_DIGIT = len(DIGITS) - 1


class Remark(msgspec.Struct, omit_defaults=True):
    """What is not plain about one opening, by its place in `openings`."""

    opening: int
    doubt: str | None = None
    audience: str = "everyone"
    booking: str = "none"
    cost: str = "free"


class PhoneClosure(msgspec.Struct, omit_defaults=True):
    """Days, both included, on which the usual times do not apply; `schedule` is the place of the only rule it stops."""

    first_day: date
    last_day: date
    reason: str = ""
    schedule: int | None = None


class PhoneVenue(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A venue on the phone. What is empty or usual is left out.

    ward: place in the document's `wards`, -1 outside them all. access: a letter for each of the document's `access`: y, n
    or ? for not known. provision: places in the document's `provision`. openings, appointments: gap and length in minutes,
    turn by turn; the first gap counts from the document's `starts`, each other from the start before. later: gap from
    `starts` and length of the first opening after these. schedules: rows of rules with what is usual left out.
    """

    slug: str
    name: str
    kind: str
    address: str = ""
    postcode: str = ""
    lat: float | None = None
    lon: float | None = None
    ward: int = -1
    lift: int = 0
    access: str = ""
    access_details: dict[str, FactView] = {}
    entrance_steps: int | None = None
    which_door: str = ""
    outages: list[OutageView] = []
    provision: list[int] = []
    languages: list[str] = []
    paused: bool = False
    openings: list[int] = []
    remarks: list[Remark] = []
    appointments: list[int] = []
    later: list[int] = []
    schedules: list[dict] = []
    hours_in_their_words: str = ""
    closures: list[PhoneClosure] = []
    about: str = ""
    first_visit: str = ""
    nearest_stop: str = ""
    not_every_week: bool = False
    contacts: list[ContactView] = []
    confirmed_on: date | None = None
    listing_agreed: bool = False


class PhoneArea(msgspec.Struct, omit_defaults=True):
    """A part of town that people name."""

    name: str
    lat: float
    lon: float
    aliases: list[str] = []


class PhoneWard(msgspec.Struct):
    """A ward, with a point inside it."""

    gss: str
    name: str
    lat: float | None
    lon: float | None


class PhoneDirectory(msgspec.Struct, kw_only=True):
    """`GET /api/directory`: everything with which a phone answers by itself. starts: UTC minute since the Unix epoch at
    which the openings begin to count; days: how many London days they cover."""

    revision: int
    first_day: date
    starts: int
    days: int
    demonstration: bool
    access: list[str]
    provision: list[str]
    wards: list[PhoneWard]
    areas: list[PhoneArea]
    attribution: list[str]
    venues: list[PhoneVenue]


class PhonePostcodes(msgspec.Struct, kw_only=True):
    """`GET /api/postcodes`: postcodes in order. `sectors` holds all but the last two letters, `counts` how many follow each.

    A digit is a letter of base64; a number is one digit below 63, else `/` and three digits of what is over 63.
    units: for each postcode, how many of the 400 endings of its sector (pairs of `letters`) are skipped since the last.
    longitudes, latitudes: the difference from the postcode before (0 for the first, which lies at `origin`), in
    `steps_a_degree`, doubled, and less one when negative; its lowest six bits are a digit in `..._low`, the rest a number
    in `..._high`.
    """

    revision: str
    steps_a_degree: int
    letters: str
    sectors: list[str]
    counts: list[int]
    origin: list[int]
    units: str
    longitudes_high: str
    longitudes_low: str
    latitudes_high: str
    latitudes_low: str


def phone_directory(snapshot: Snapshot) -> PhoneDirectory:
    """Return the whole public directory from the first day of the snapshot that people ask about."""
    first_day = snapshot.timetable.first_day + timedelta(days=1)
    starts, ends = midnight(first_day), midnight(first_day + timedelta(days=CARD_DAYS))
    provision = sorted({key for venue in snapshot.venues for key in venue.provision})
    return PhoneDirectory(
        revision=snapshot.revision,
        first_day=first_day,
        starts=starts,
        days=CARD_DAYS,
        demonstration=snapshot.contents.demonstration,
        access=list(ACCESS_FACTS),
        provision=provision,
        wards=[_phone_ward(ward) for ward in snapshot.wards.wards],
        areas=[
            PhoneArea(area.name, area.point.latitude, area.point.longitude, list(area.aliases))
            for area in snapshot.contents.areas
        ],
        attribution=list(snapshot.contents.attributions),
        venues=[
            _phone_venue(snapshot, index, {key: place for place, key in enumerate(provision)}, starts, ends)
            for index in range(len(snapshot.venues))
        ],
    )


def _phone_ward(ward: Ward) -> PhoneWard:
    middle = middle_of(ward)
    return PhoneWard(ward.gss, ward.name, middle.latitude if middle else None, middle.longitude if middle else None)


def _phone_venue(snapshot: Snapshot, index: int, provision: dict[str, int], starts: int, ends: int) -> PhoneVenue:
    venue, today = snapshot.venues[index], snapshot.timetable.first_day + timedelta(days=1)
    timetable = snapshot.timetable
    openings, remarks = _counted(timetable.openings, index, starts, ends)
    return PhoneVenue(
        slug=venue.slug,
        name=venue.name,
        kind=venue.kind,
        address=venue.address,
        postcode=venue.postcode or "",
        lat=venue.point.latitude if venue.point else None,
        lon=venue.point.longitude if venue.point else None,
        ward=int(snapshot.wards_of[index]),
        lift=int(snapshot.lifts[index]),
        access="".join({True: "y", False: "n", None: "?"}[venue.access.facts.get(fact)] for fact in ACCESS_FACTS).rstrip("?"),
        access_details={fact: FactView(d.note, d.checked_on, d.said_by) for fact, d in venue.access.details.items()},
        entrance_steps=venue.access.entrance_steps,
        which_door=venue.access.which_door,
        outages=[OutageView(o.fact, o.first_day, o.last_day, o.note) for o in venue.access.outages if o.last_day >= today],
        provision=[provision[key] for key in venue.provision],
        languages=list(venue.languages),
        paused=venue.listing == "paused",
        openings=openings,
        remarks=remarks,
        appointments=_counted(timetable.appointments, index, starts, ends)[0],
        later=_first_after(timetable.openings, index, starts, ends),
        schedules=[_row(schedule) for schedule in venue.schedules],
        hours_in_their_words=venue.hours_question,
        closures=_closures(venue, today),
        about=venue.about,
        first_visit=venue.first_visit,
        nearest_stop=venue.nearest_stop,
        not_every_week=venue.not_every_week,
        contacts=public_contacts(venue),
        confirmed_on=confirmed_on(venue),
        listing_agreed=venue.listing_agreed_on is not None,
    )


def _counted(intervals: Intervals, index: int, begin: int, end: int) -> tuple[list[int], list[Remark]]:
    """Return gaps and lengths of the intervals that touch [begin, end), and what is not plain about them."""
    counted: list[int] = []
    remarks: list[Remark] = []
    before = begin
    # What runs on without a break is cut a day before and after, as on a card.
    day = timedelta(days=1)
    earliest, latest = midnight(london_day(begin) - day), midnight(london_day(end) + day)
    rows = rows_of(intervals, index, begin, end)
    for row in range(rows.start, rows.stop):
        start, stop = max(int(intervals.starts[row]), earliest), min(int(intervals.ends[row]), latest)
        if stop <= begin:
            continue
        remark = Remark(len(counted) // 2, DOUBTS[intervals.doubts[row]], *OFFERS[intervals.offers[row]])
        if remark != Remark(remark.opening):
            remarks.append(remark)
        counted += [start - before, stop - start]
        before = start
    return counted, remarks


def _first_after(intervals: Intervals, index: int, begin: int, minute: int) -> list[int]:
    """Return gap from `begin` and length of the first interval that starts at `minute` or later, [] where the index ends."""
    rows = slice(int(intervals.offsets[index]), int(intervals.offsets[index + 1]))
    row = rows.start + int(np.searchsorted(intervals.starts[rows], minute))
    return [] if row == rows.stop else [int(intervals.starts[row]) - begin, int(intervals.ends[row] - intervals.starts[row])]


def _closures(venue: Venue, today: date) -> list[PhoneClosure]:
    place_of = {schedule.id: place for place, schedule in enumerate(venue.schedules)}
    return [
        PhoneClosure(closure.first_day, closure.last_day, closure.reason, place_of.get(closure.schedule_id))
        for closure in venue.closures
        if closure.last_day >= today and (closure.schedule_id is None or closure.schedule_id in place_of)
    ]


def _row(schedule: Schedule) -> dict[str, Any]:
    """Return a rule without what is usual, and without what a phone does not say: its number, its words, its confirmation."""
    plain = msgspec.structs.replace(schedule, id=0, words="", confirmed_on=None)
    usual = msgspec.to_builtins(Schedule())
    return {name: value for name, value in msgspec.to_builtins(plain).items() if value != usual[name]}


def phone_postcodes(snapshot: Snapshot, postcodes: PostcodeTable) -> PhonePostcodes:
    """Return the postcodes of the area and AROUND_M beyond it; where no ward is drawn, those around the venues."""
    chosen = _around(snapshot, postcodes)
    longitudes, latitudes = postcodes.longitudes[chosen].astype(np.int64), postcodes.latitudes[chosen].astype(np.int64)
    names = [postcode_at(postcodes, int(place)) for place in chosen]
    sectors = list(dict.fromkeys(name[:-2] for name in names))
    counts = dict.fromkeys(sectors, 0)
    units, last = "", {}
    for name in names:
        sector, ending = name[:-2], UNIT_LETTERS.index(name[-2]) * len(UNIT_LETTERS) + UNIT_LETTERS.index(name[-1])
        units += _digits(ending - last.get(sector, -1) - 1)
        last[sector] = ending
        counts[sector] += 1
    origin = [int(longitudes[0]), int(latitudes[0])] if len(chosen) else [0, 0]
    east_high, east_low = _differences(longitudes)
    north_high, north_low = _differences(latitudes)
    return PhonePostcodes(
        revision=digest(postcodes),
        steps_a_degree=STEPS_A_DEGREE,
        letters=UNIT_LETTERS,
        sectors=sectors,
        counts=[counts[sector] for sector in sectors],
        origin=origin,
        units=units,
        longitudes_high=east_high,
        longitudes_low=east_low,
        latitudes_high=north_high,
        latitudes_low=north_low,
    )


def _around(snapshot: Snapshot, postcodes: PostcodeTable) -> np.ndarray:
    """Return the places in the table of the postcodes that a phone in this area needs and can write."""
    drawn = [ward.polygon for ward in snapshot.wards.wards if ward.polygon is not None]
    if drawn:
        ground = grown(shapely.union_all(drawn), AROUND_M)
        shapely.prepare(ground)
        longitudes, latitudes = postcodes.longitudes / STEPS_A_DEGREE, postcodes.latitudes / STEPS_A_DEGREE
        chosen = np.flatnonzero(shapely.contains_xy(ground, longitudes, latitudes))
    else:
        chosen = near(postcodes, [venue.point for venue in snapshot.venues if venue.point], AROUND_M)
    return np.array([place for place in chosen if not set(postcode_at(postcodes, int(place))[-2:]) - set(UNIT_LETTERS)], int)


def _differences(values: np.ndarray) -> tuple[str, str]:
    """Return the high and the low digits of the steps from each value to the next."""
    steps = np.diff(values, prepend=values[:1])
    folded = np.where(steps >= 0, steps * 2, -2 * steps - 1).tolist()
    return "".join(_digits(step >> 6) for step in folded), "".join(DIGITS[step & 63] for step in folded)


def _digits(number: int) -> str:
    """Return one digit below 63, else `/` and the three digits of what is over."""
    if number < _LAST_DIGIT:
        return DIGITS[number]
    over = number - _LAST_DIGIT
    return DIGITS[_LAST_DIGIT] + DIGITS[over >> 12] + DIGITS[over >> 6 & 63] + DIGITS[over & 63]
