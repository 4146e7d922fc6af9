"""A venue as schema.org data for search engines, inside its own page: what is public of it, and nothing that is not known."""

from datetime import date, timedelta
from typing import Any

import markupsafe
import msgspec

from welcome.directory.calendars import Calendars
from welcome.directory.snapshot import hours_of
from welcome.directory.venues import Venue, access_on
from welcome.exchange.dated_hours import CannotSay
from welcome.exchange.schema_org import schema_org_hours
from welcome.web.pages_frame import phone_link
from welcome.wording.catalogue import Catalogue

#: The times hold for so many days from today.
HORIZON_DAYS = 92
_TYPES = {"library": "Library"}


def linked_data(venue: Venue, calendars: Calendars, today: date, address: str, words: Catalogue) -> dict[str, Any]:
    """Return the venue as a JSON-LD object. A person's contacts are left out: they stand in words on the page alone."""
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(venue.kind, "Place"),
        "@id": address,
        "url": address,
        "name": venue.name,
        "publicAccess": True,
    }
    if venue.about:
        found["description"] = venue.about
    place = {"streetAddress": venue.address, "postalCode": venue.postcode, "addressCountry": "GB"}
    found["address"] = {"@type": "PostalAddress"} | {name: value for name, value in place.items() if value}
    if venue.point:
        found["geo"] = {"@type": "GeoCoordinates", "latitude": venue.point.latitude, "longitude": venue.point.longitude}
    phone = next((c.value for c in venue.contacts if c.kind == "phone" and c.is_public and not c.of_person), "")
    if phone_link(phone):
        found["telephone"] = phone
    facts = {fact: holds for fact, holds in access_on(venue.access, today).items() if holds is not None}
    if facts:
        found["amenityFeature"] = [
            {"@type": "LocationFeatureSpecification", "name": words.say(f"fact.{fact}"), "value": holds}
            for fact, holds in facts.items()
        ]
    last = today + timedelta(days=HORIZON_DAYS)
    try:
        return found | schema_org_hours(hours_of(venue), calendars, today, last, words.language).properties
    except CannotSay:
        return found


def as_script(data: dict[str, Any]) -> markupsafe.Markup:
    """Return JSON that can stand in a script element: nothing in it ends the element or begins a comment."""
    text = msgspec.json.encode(data).decode()
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return markupsafe.Markup(text)
