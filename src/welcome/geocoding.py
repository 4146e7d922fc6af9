"""Finds where somebody means: by the list of postcodes first, then by an address service if one has been set up."""

import asyncio
import http.client
import inspect
import json
import math
import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec
from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderParseError, GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable, GeopyError
from geopy.extra.rate_limiter import AsyncRateLimiter

from welcome.directory.errors import BadPostcode, UnknownPostcode, WelcomeError
from welcome.directory.places import Point, in_united_kingdom, normalise_outcode, normalise_postcode
from welcome.directory.postcodes import PostcodeTable, find_postcode, middle_of_outcode
from welcome.directory.text import plain

QUESTION_MAX_CHARACTERS = 200
#: An answer of an address service is a few kilobytes; what is longer is no answer.
ANSWER_MAX_BYTES = 1_000_000
CACHED_MAX = 2_000
TIMEOUT_SECONDS, MIN_DELAY_SECONDS = 5.0, 1.0
#: Requests under way at once; a service that hangs holds no more threads than these.
_THREADS = 2
_USER_AGENT = "welcome-directory"

_POSTCODE_IN_TEXT = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}\b", re.IGNORECASE)
_INSTEAD = "Try a postcode, or point at the place on the map."

#: Degrees west, south, east and north, as shapely's `bounds` has them.
Box = tuple[float, float, float, float]


class BadGeocoder(WelcomeError):
    """The address service that the settings name cannot be used."""


class Whereabouts(msgspec.Struct, frozen=True, kw_only=True):
    """An answer to “where is this?”. sentence: always fit to be shown. name: what was found, as its source calls it.

    source: `failed` when the address service was asked and gave no usable answer, `none` when nothing is known.
    """

    point: Point | None = None
    source: Literal["postcode", "outcode", "geocoder", "none", "failed"] = "none"
    sentence: str
    name: str = ""


class Geocoder:
    """Answers from the list of postcodes, which `postcodes` hands over as it stands at that moment, and then from a service.

    within: answers of the service outside this box, or outside the United Kingdom, are not believed.
    """

    def __init__(
        self,
        postcodes: Callable[[], PostcodeTable],
        service: "AddressService | None" = None,
        *,
        area_name: str = "",
        within: Box | None = None,
        cached_max: int = CACHED_MAX,
    ) -> None:
        self._postcodes, self._service = postcodes, service
        self._area_name, self._within, self._cached_max = area_name, within, cached_max
        self._cached: OrderedDict[str, Whereabouts] = OrderedDict()

    async def find(self, text: str) -> Whereabouts:
        """Return where the text means; never raises, whatever was typed and whatever the service does."""
        asked = " ".join(text.split())
        if not plain(asked):
            return Whereabouts(sentence="Write a postcode or an address.")
        local = _find_locally(self._postcodes(), asked, self._area_name)
        if local.point is not None or self._service is None:
            return local
        if len(asked) > QUESTION_MAX_CHARACTERS:
            return Whereabouts(sentence=f"That is too long for an address: {QUESTION_MAX_CHARACTERS} characters are enough.")
        key = plain(asked)
        if key in self._cached:
            self._cached.move_to_end(key)
            return self._cached[key]
        found = self._believed(await self._service.ask(asked), local)
        if found.source != "failed":
            self._cached[key] = found
            if len(self._cached) > self._cached_max:
                self._cached.popitem(last=False)
        return found

    def _believed(self, answer: Whereabouts, local: Whereabouts) -> Whereabouts:
        """Return the service's answer, unless its point lies where nobody can have meant."""
        if answer.point is None:
            return local if answer.source == "none" and _is_postcode(local) else answer
        if not in_united_kingdom(answer.point) or (self._within and not _is_within(answer.point, self._within)):
            outside = self._area_name or "this area"
            sentence = f"The address service found something outside {outside}, which cannot be meant. {_INSTEAD}"
            return Whereabouts(sentence=sentence, name=answer.name)
        return answer


class AddressService:
    """A geopy geocoder that is asked politely and trusted little: seldom, for a short time, for a short answer.

    Raises BadGeocoder when geopy has no geocoder of this name, or one that wants a key, which there is no setting for.
    """

    def __init__(
        self,
        provider: str,
        url: str = "",
        *,
        user_agent: str = _USER_AGENT,
        timeout_seconds: float = TIMEOUT_SECONDS,
        min_delay_seconds: float = MIN_DELAY_SECONDS,
    ) -> None:
        self._timeout_seconds = timeout_seconds
        self._geocoder = _geopy_geocoder(provider, url, user_agent, timeout_seconds)
        accepted = inspect.signature(self._geocoder.geocode).parameters
        self._options = {"country_codes": "gb"} if "country_codes" in accepted else {}
        self._threads = ThreadPoolExecutor(_THREADS, "geocoder")
        self._politely = AsyncRateLimiter(
            self._in_thread,
            min_delay_seconds=min_delay_seconds,
            error_wait_seconds=min_delay_seconds,
            max_retries=0,
            swallow_exceptions=False,
        )

    async def ask(self, text: str) -> Whereabouts:
        """Return what the service answers within its time, waiting for one's turn included."""
        try:
            async with asyncio.timeout(self._timeout_seconds):
                location = await self._politely(text)
            return _whereabouts(location)
        except (TimeoutError, GeocoderTimedOut):
            said = "did not answer in time"
        except GeocoderUnavailable:
            said = "cannot be reached"
        except GeocoderParseError:
            said = "gave an answer that nobody can read"
        except (GeopyError, OSError):
            said = "did not answer as it should"
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError):
            # geopy's readers trust the service: whatever another shape of answer makes them stumble over ends here.
            said = "gave an answer that nobody can read"
        return Whereabouts(source="failed", sentence=f"The address service {said}. {_INSTEAD}")

    def close(self) -> None:
        """Let go of the threads; what still runs ends by itself within the timeout."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _in_thread(self, text: str) -> Any:
        asking = partial(self._geocoder.geocode, text, exactly_one=True, **self._options)
        return await asyncio.get_running_loop().run_in_executor(self._threads, asking)


class CarefulAdapter(BaseSyncAdapter):
    """Fetches for geopy with an end to everything: to the whole time, to the bytes read; redirects are not followed.

    (geopy's own adapter waits as long as one byte comes now and then, and reads whatever comes into memory.)
    """

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        """Return the JSON at an address; raises GeocoderParseError when it is none."""
        try:
            return json.loads(self.get_text(url, timeout=timeout, headers=headers))
        except (ValueError, RecursionError):
            raise GeocoderParseError("not JSON") from None

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        """Return the text at an address; raises geopy's errors for everything that goes wrong."""
        parts = urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        options = {"context": self.ssl_context} if parts.scheme == "https" else {}
        connection = kind(parts.hostname or "", parts.port, timeout=timeout, **options)
        late = threading.Event()
        alarm = threading.Timer(timeout, _hang_up, (connection, late))
        alarm.daemon = True
        alarm.start()
        try:
            connection.request("GET", f"{parts.path or '/'}?{parts.query}", headers={**headers, "Connection": "close"})
            response = connection.getresponse()
            body = response.read(ANSWER_MAX_BYTES + 1)
        except TimeoutError:
            raise GeocoderTimedOut("timed out") from None
        except (OSError, http.client.HTTPException) as error:
            raise (GeocoderTimedOut if late.is_set() else GeocoderUnavailable)(str(error)) from None
        finally:
            alarm.cancel()
            connection.close()
        if late.is_set():
            raise GeocoderTimedOut("timed out")
        if 300 <= response.status < 400:
            raise GeocoderServiceError(f"redirected ({response.status})")
        if response.status != 200:
            raise AdapterHTTPError("refused", status_code=response.status, headers=dict(response.getheaders()), text="")
        if len(body) > ANSWER_MAX_BYTES:
            raise GeocoderParseError("endless")
        return body.decode("utf-8", "replace")


def _adapter(*, proxies: Any, ssl_context: Any) -> CarefulAdapter:
    adapter = CarefulAdapter(proxies=proxies, ssl_context=ssl_context)
    adapter.ssl_context = ssl_context
    return adapter


def _hang_up(connection: http.client.HTTPConnection, late: threading.Event) -> None:
    late.set()
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(2)


def _geopy_geocoder(provider: str, url: str, user_agent: str, timeout_seconds: float) -> Any:
    # Thirty services come with this import, and most installations ask none.
    from geopy.geocoders import get_geocoder_for_service

    try:
        kind = get_geocoder_for_service(provider)
    except GeopyError:
        raise BadGeocoder(f"geopy has no geocoder called “{provider}”. One without a key is nominatim.") from None
    options: dict[str, Any] = {"user_agent": user_agent, "timeout": timeout_seconds, "adapter_factory": _adapter}
    accepted = inspect.signature(kind.__init__).parameters
    if url and "domain" not in accepted:
        raise BadGeocoder(f"The geocoder {provider} cannot be asked at another address than its own.")
    if url:
        parts = urlsplit(url)
        options |= {"scheme": parts.scheme, "domain": f"{parts.netloc}{parts.path}".rstrip("/")}
    try:
        return kind(**options)
    except (TypeError, GeopyError) as error:
        raise BadGeocoder(
            f"The geocoder {provider} cannot be used: it wants more than a name and an address ({error})."
        ) from None


def _find_locally(postcodes: PostcodeTable, asked: str, area_name: str) -> Whereabouts:
    """Return what the list of postcodes knows: a postcode alone or within an address, or the first half of one."""
    inside = _POSTCODE_IN_TEXT.search(asked)
    for text in (asked, inside[0] if inside else ""):
        try:
            normalise_postcode(text)
        except BadPostcode:
            continue
        try:
            postcode, point = find_postcode(postcodes, text, area_name)
        except UnknownPostcode as error:
            return Whereabouts(sentence=error.sentence, name=normalise_postcode(text))
        return Whereabouts(point=point, source="postcode", sentence=f"At the postcode {postcode}.", name=postcode)
    middle = middle_of_outcode(postcodes, asked) if normalise_outcode(asked) else None
    if middle is not None:
        outcode, point = middle
        sentence = f"In the middle of {outcode}. A whole postcode is more exact."
        return Whereabouts(point=point, source="outcode", sentence=sentence, name=outcode)
    return Whereabouts(sentence=f"We do not know where that is. {_INSTEAD}")


def _is_postcode(answer: Whereabouts) -> bool:
    """Return whether a local answer says more than that nothing is known: which postcode it is that no list has."""
    return bool(answer.name)


def _whereabouts(location: Any) -> Whereabouts:
    """Return a geopy Location, or None, as an answer; raises ValueError when its numbers are none."""
    if location is None:
        return Whereabouts(sentence=f"The address service does not know where that is. {_INSTEAD}")
    longitude, latitude = float(location.longitude), float(location.latitude)
    if not (math.isfinite(longitude) and math.isfinite(latitude)):
        raise ValueError("no position")
    name = "".join(letter if letter.isprintable() else " " for letter in str(location.address or ""))[:QUESTION_MAX_CHARACTERS]
    found = f"Found by the address service: {name}." if name.strip() else "Found by the address service."
    return Whereabouts(point=Point(round(longitude, 6), round(latitude, 6)), source="geocoder", sentence=found, name=name)


def _is_within(point: Point, box: Box) -> bool:
    west, south, east, north = box
    return west <= point.longitude <= east and south <= point.latitude <= north
