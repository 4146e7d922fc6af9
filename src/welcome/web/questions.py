"""Questions in: what the parameters of a search may say, and what is said back when they do not."""

import re
from calendar import isleap
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Annotated, Any, TypeVar
from urllib.parse import parse_qsl

import msgspec
from msgspec import Meta

from welcome.directory.columns import ACCESS_COLUMNS, AUDIENCES
from welcome.directory.errors import BadParameter, BadPostcode, Unknown
from welcome.directory.hours import LONDON, MINUTES_A_DAY, WEEKDAYS
from welcome.directory.places import (
    PACE_DEFAULT_M_PER_MIN,
    PACE_MAX_M_PER_MIN,
    PACE_MIN_M_PER_MIN,
    Point,
    normalise_outcode,
)
from welcome.directory.postcodes import PostcodeTable, find_postcode, middle_of_outcode
from welcome.directory.search import LIMIT_DEFAULT, LIMIT_MAX, WITHIN_MAX_M, Order, Query
from welcome.directory.snapshot import Snapshot, middle_of, ward_named
from welcome.directory.text import plain
from welcome.directory.venues import LANGUAGE_CODE, PROVISION_KEYS
from welcome.web.views import PlaceView, WardView

#: Moments in this year and so many years before and after it can be asked about.
MOMENT_MAX_YEARS = 2
TEXT_MAX_CHARACTERS = 200
OFFSET_MAX = 1_000_000

Shape = TypeVar("Shape", bound=msgspec.Struct)
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)|24:00")


#: What a moment looks like; `{years}` stands for those that can be asked about.
MOMENT_PATTERN = (
    r"^(({years})-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
    r"T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])?)?$"
)
#: What a day looks like; of five years in a row at least one has a 29 February.
DAY_PATTERN = (
    r"^(({years})-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
    r"|({leap})-02-29)$"
)
MOMENT = Meta(
    description="The moment asked about, as 2027-01-05T11:00+00:00; London time without an offset. This year and "
    f"{MOMENT_MAX_YEARS} years before and after it. Without it: now.",
    extra_json_schema={"moment": True},
)
POSTCODE_PATTERN = r"^([A-Za-z]{1,2}[0-9][A-Za-z0-9]?( ?[0-9][A-Za-z]{2})?)?$"
CLOCK_PATTERN = r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)?$"
CODES_PATTERN = r"^([a-z]{2,3}(,[a-z]{2,3})*)?$"


def _listed(what: str, values: Iterable[str]) -> Meta:
    """Return the description of a comma-separated list of known words."""
    return Meta(description=what, extra_json_schema={"type": "array", "items": {"enum": list(values)}, "comma_separated": True})


class VenueParameters(msgspec.Struct, kw_only=True, rename={"from_": "from"}, forbid_unknown_fields=True):
    """The parameters of `GET /api/venues`, as they come. Lists are comma-separated."""

    lat: Annotated[float, Meta(ge=-90, le=90, description="Latitude in degrees (WGS84); goes with lon.")] | None = None
    lon: Annotated[float, Meta(ge=-180, le=180, description="Longitude in degrees (WGS84); goes with lat.")] | None = None
    postcode: Annotated[
        str,
        Meta(
            description="A whole postcode, or its first half, in any case and spacing.",
            extra_json_schema={"pattern": POSTCODE_PATTERN},
        ),
    ] = ""
    ward: Annotated[str, Meta(description="The code or name of a ward: only venues in it.")] = ""
    area: Annotated[str, Meta(description="The name of a part of town as people say it: venues from there on.")] = ""
    q: Annotated[
        str,
        Meta(
            max_length=TEXT_MAX_CHARACTERS,
            description="Words to find in names, addresses and provision; a postcode or a part of town is a place.",
        ),
    ] = ""
    within_m: (
        Annotated[int, Meta(ge=1, le=WITHIN_MAX_M, description="Metres around the place. Without it: any distance.")] | None
    ) = None
    at: Annotated[str, MOMENT] = ""
    day: Annotated[str, _listed("Days of the week of which any will do: the next such day.", WEEKDAYS)] = ""
    from_: Annotated[
        str,
        Meta(description="From this time of the day asked for, as 09:30.", extra_json_schema={"pattern": CLOCK_PATTERN}),
    ] = ""
    until: Annotated[
        str,
        Meta(
            description="Until this time, as 12:00; a time that is not after “from” is on the next day.",
            extra_json_schema={"pattern": CLOCK_PATTERN},
        ),
    ] = ""
    open: Annotated[bool, Meta(description="Only venues that are open at that moment, or that day, without doubt.")] = False
    access: Annotated[str, _listed("Access facts that must be known to be true.", ACCESS_COLUMNS)] = ""
    include_unknown: Annotated[bool, Meta(description="Add venues where such a fact is not known; ask there first.")] = False
    provision: Annotated[str, _listed("What must be offered; an operator may have added to these.", PROVISION_KEYS)] = ""
    language: Annotated[
        str,
        Meta(description="Languages that must be spoken; comma-separated codes.", extra_json_schema={"pattern": CODES_PATTERN}),
    ] = ""
    audience: Annotated[str, _listed("Only venues with times for any of these.", AUDIENCES)] = ""
    pace: Annotated[
        int, Meta(ge=PACE_MIN_M_PER_MIN, le=PACE_MAX_M_PER_MIN, description="Metres this person walks in a minute.")
    ] = PACE_DEFAULT_M_PER_MIN
    order: Annotated[Order, Meta(description="welcome: by walking band, then what is open. distance: plain.")] = "welcome"
    limit: Annotated[int, Meta(ge=1, le=LIMIT_MAX, description="How many to answer at most.")] = LIMIT_DEFAULT
    offset: Annotated[int, Meta(ge=0, le=OFFSET_MAX, description="How many to leave out from the start.")] = 0


class MomentParameters(msgspec.Struct, forbid_unknown_fields=True):
    """The parameters of one venue's page."""

    at: Annotated[str, MOMENT] = ""


class PlacesParameters(msgspec.Struct, forbid_unknown_fields=True):
    """The parameters of `GET /api/places`."""

    q: Annotated[str, Meta(min_length=1, max_length=TEXT_MAX_CHARACTERS, description="The beginning of a postcode, or a name.")]
    limit: Annotated[int, Meta(ge=1, le=50, description="How many to answer at most.")] = 10


class _Taken(msgspec.Struct, frozen=True):
    """What a parameter takes: in words, of which kind it is, and whether a blank counts as not given."""

    words: str
    is_list: bool
    is_flag: bool
    is_number: bool
    has_shape: bool
    may_be_blank: bool


def parameters(query_string: bytes, shape: type[Shape]) -> Shape:
    """Return the parameters of a query string in their shape; blank text counts as not given.

    Raises BadParameter that names the parameter and says what it takes.
    """
    known = taken(shape)
    given: dict[str, str] = {}
    for name, value in parse_qsl(query_string.decode("utf-8", "replace"), keep_blank_values=True):
        takes = known.get(name)
        if takes is None:
            raise BadParameter(name[:60], f"There is no parameter “{name[:60]}” here. There are: {', '.join(known)}.")
        if name in given and not takes.is_list:
            raise BadParameter(name, f"“{name}” may be given only once.")
        # msgspec reads 1, 0 and TRUE as truth, and null as no number; one spelling is enough, and is what the document says.
        misspelt = (takes.is_flag and value not in ("true", "false")) or (takes.is_number and value.strip().lower() == "null")
        if misspelt or (takes.is_list and not value.strip()):
            raise BadParameter(name, f"“{name}” takes {takes.words}.")
        if (value if takes.has_shape else value.strip()) or not takes.may_be_blank:
            given[name] = f"{given[name]},{value}" if name in given else value
    try:
        return msgspec.convert(given, shape, strict=False)
    except msgspec.ValidationError as error:
        named = re.search(r"`\$\.(\w+)`", str(error)) or re.search(r"field `(\w+)`", str(error))
        name = named[1] if named else ""
        raise BadParameter(name, f"“{name}” takes {known[name].words}.") from error


@lru_cache
def taken(shape: type[msgspec.Struct]) -> dict[str, _Taken]:
    """Return what each parameter of a shape takes, by its name."""
    return {field.encode_name: _taken_by(field) for field in msgspec.structs.fields(shape)}


def _taken_by(field: msgspec.structs.FieldInfo) -> _Taken:
    schema = msgspec.json.schema(field.type)
    schema = next((part for part in schema.get("anyOf", ()) if part.get("type") != "null"), schema)
    kind = schema.get("type")
    words = "text"
    if "enum" in schema:
        words = " or ".join(map(str, schema["enum"]))
    elif kind in ("integer", "number"):
        words = f"{'a whole number' if kind == 'integer' else 'a number'} from {schema['minimum']:g} to {schema['maximum']:g}"
    elif kind == "boolean":
        words = "true or false"
    elif "maxLength" in schema:
        words = f"text of at most {schema['maxLength']} characters"
    is_list = schema.get("comma_separated", False)
    if is_list:
        words = f"any of {', '.join(schema['items']['enum'])}"
    is_text = kind == "string" and "enum" not in schema and not is_list
    has_shape = "pattern" in schema or "moment" in schema
    return _Taken(words, is_list, kind == "boolean", kind in ("integer", "number"), has_shape, is_text and not field.required)


def query_of(
    asked: VenueParameters, snapshot: Snapshot, postcodes: PostcodeTable, now: datetime, area_name: str
) -> tuple[Query, PlaceView | None]:
    """Return the question that the parameters put, and the place they name. Raises BadParameter, BadPostcode, Unknown."""
    at = moment(asked.at, now)
    place, text = place_of(asked, snapshot, postcodes, area_name)
    days = _days(asked, at)
    begin, end = _clock("from", asked.from_, 0), _clock("until", asked.until, MINUTES_A_DAY)
    end += MINUTES_A_DAY if end <= begin else 0
    ward = ward_named(snapshot, asked.ward) if asked.ward else None
    has_point = place is not None and place.kind != "ward"
    return (
        Query(
            at=at,
            place=Point(place.lon, place.lat) if has_point else None,
            within_m=asked.within_m if has_point else None,
            ward=ward.gss if ward else None,
            text=text,
            days=days,
            from_minute=begin,
            until_minute=end,
            open_only=asked.open,
            access=_words("access", asked.access, ACCESS_COLUMNS),
            include_unknown=asked.include_unknown,
            provision=_words("provision", asked.provision, snapshot.contents.provision_keys),
            languages=_codes("language", asked.language),
            audiences=_words("audience", asked.audience, AUDIENCES),
            pace=asked.pace,
            order=asked.order,
            limit=asked.limit,
            offset=asked.offset,
        ),
        place,
    )


def moment(text: str, now: datetime) -> datetime:
    """Return the moment that a parameter names, `now` where it names none. Raises BadParameter."""
    if not text:
        return now
    # A plus sign that nobody escaped arrives as a space.
    written = re.sub(r"(?<=\d) (?=\d\d:?\d\d$)", "+", text.strip())
    try:
        at = datetime.fromisoformat(written)
    except ValueError as error:
        raise BadParameter("at", "“at” takes a moment as 2027-01-05T11:00+00:00, or in London time without +00:00.") from error
    if abs(at.year - now.year) > MOMENT_MAX_YEARS:
        raise BadParameter("at", f"“at” takes a moment at most {MOMENT_MAX_YEARS} years from this one.")
    return at if at.tzinfo else at.replace(tzinfo=LONDON)


def moment_pattern(now: datetime) -> str:
    """Return the pattern of the moments that can be asked about in the year of `now`."""
    years = range(now.year - MOMENT_MAX_YEARS, now.year + MOMENT_MAX_YEARS + 1)
    return MOMENT_PATTERN.replace("{years}", "|".join(map(str, years)))


def day_pattern(now: datetime) -> str:
    """Return the pattern of the days, as 2027-01-05, of the years that can be asked about in the year of `now`."""
    years = range(now.year - MOMENT_MAX_YEARS, now.year + MOMENT_MAX_YEARS + 1)
    leap = "|".join(str(year) for year in years if isleap(year))
    return DAY_PATTERN.replace("{years}", "|".join(map(str, years))).replace("{leap}", leap)


def place_of(
    asked: VenueParameters, snapshot: Snapshot, postcodes: PostcodeTable, area_name: str
) -> tuple[PlaceView | None, str]:
    """Return the place that the parameters name, and the words that are left to look for."""
    if (asked.lat is None) != (asked.lon is None):
        raise BadParameter("lat" if asked.lat is None else "lon", "“lat” and “lon” go together.")
    named = [name for name in ("lat", "postcode", "area") if getattr(asked, name) not in (None, "")]
    place, text = _first_place(asked, snapshot, postcodes, area_name)
    if len(named) > 1 and place is not None:
        unused = " and ".join(f"“{name}”" for name in named[1:])
        place = msgspec.structs.replace(place, note=f"One place at a time: {unused} was not used.")
    return place, text


def _first_place(
    asked: VenueParameters, snapshot: Snapshot, postcodes: PostcodeTable, area_name: str
) -> tuple[PlaceView | None, str]:
    if asked.lat is not None:
        point = Point(asked.lon, asked.lat)
        return _placed("point", f"{asked.lat:.5f}, {asked.lon:.5f}", point, snapshot), asked.q
    if asked.postcode:
        return _postcode(asked.postcode, snapshot, postcodes, area_name), asked.q
    if asked.area:
        return _area(asked.area, snapshot), asked.q
    if asked.q:
        place = _place_in_words(asked.q, snapshot, postcodes)
        if place is not None:
            return place, ""
    if asked.ward:
        ward = ward_named(snapshot, asked.ward)
        middle = middle_of(ward)
        lat, lon = (middle.latitude, middle.longitude) if middle else (None, None)
        return PlaceView("ward", ward.name, lat, lon, WardView(ward.gss, ward.name)), asked.q
    return None, asked.q


def _postcode(text: str, snapshot: Snapshot, postcodes: PostcodeTable, area_name: str) -> PlaceView:
    if normalise_outcode(text):
        middle = middle_of_outcode(postcodes, text)
        if middle is None:
            raise Unknown(f"We know no postcode that begins with {normalise_outcode(text)}.")
        note = f"From the middle of {middle[0]}: a whole postcode is more exact."
        return _placed("outcode", *middle, snapshot, note)
    return _placed("postcode", *find_postcode(postcodes, text, area_name), snapshot)


def _area(text: str, snapshot: Snapshot) -> PlaceView:
    wanted = plain(text)
    for area in snapshot.contents.areas:
        if wanted in (plain(name) for name in (area.name, *area.aliases)):
            return _placed("area", area.name, area.point, snapshot)
    raise Unknown(f"We know no part of town called “{text.strip()[:60]}”.")


def _place_in_words(text: str, snapshot: Snapshot, postcodes: PostcodeTable) -> PlaceView | None:
    """Return the place when the words are a postcode that is known, or the name of an area; else None."""
    try:
        return _postcode(text, snapshot, postcodes, "") if any(map(str.isdecimal, text)) else _area(text, snapshot)
    except (BadPostcode, Unknown):
        return None


def _placed(kind: str, name: str, point: Point, snapshot: Snapshot, note: str | None = None) -> PlaceView:
    found = snapshot.wards.ward_at(point)
    ward = WardView(found.ward.gss, found.ward.name) if found else None
    if found and found.outside_by_m:
        note = f"{found.outside_by_m:.0f} m outside the outline of {ward.name}, the nearest ward."
    return PlaceView(kind, name, point.latitude, point.longitude, ward, note)


def _days(asked: VenueParameters, at: datetime) -> tuple[date, ...]:
    """Return the dates of which any will do: today and a week on for today's weekday, as today may be nearly over."""
    today = at.astimezone(LONDON).date()
    wanted = _words("day", asked.day.lower(), WEEKDAYS)
    if not wanted and (asked.from_ or asked.until):
        return (today,)
    ahead = {(WEEKDAYS.index(day) - today.weekday()) % 7 for day in wanted}
    return tuple(today + timedelta(days=days) for days in sorted(ahead | ({7} if 0 in ahead else set())))


def _clock(name: str, text: str, default: int) -> int:
    """Return minutes after midnight of a time written HH:MM."""
    if not text:
        return default
    if not _CLOCK.fullmatch(text.strip()):
        raise BadParameter(name, f"“{name}” takes a time of day as 09:30.")
    hours, minutes = text.strip().split(":")
    return int(hours) * 60 + int(minutes)


def _words(name: str, text: str, known: Sequence[str]) -> tuple[Any, ...]:
    words = tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))
    for word in words:
        if word not in known:
            raise BadParameter(name, f"“{name}” takes any of {', '.join(known)}; “{word[:40]}” is none of them.")
    return words


def _codes(name: str, text: str) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(code.strip().lower() for code in text.split(",") if code.strip()))
    if (text and not codes) or any(not LANGUAGE_CODE.fullmatch(code) for code in codes):
        raise BadParameter(name, f"“{name}” takes codes of languages, as en,ur,pa.")
    return codes
