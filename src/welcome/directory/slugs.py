"""Addresses of venues: made of the name, never with a dot, and never one that another venue had before."""

import re
import unicodedata
from collections.abc import Container

SLUG_MAX_CHARACTERS = 80
#: What an address looks like; the database holds no other.
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MARKS = re.compile(r"[’'`´.]")
_BREAKS = re.compile(r"[^a-z0-9]+")
#: Letters that Unicode does not take apart.
_LETTERS = str.maketrans({"&": " and ", "ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})


def slug_of(name: str, uid: str = "") -> str:
    """Return the name as an address: “St Matthew's & All Saints” becomes `st-matthews-and-all-saints`.

    A name without any Latin letter or digit is called after its identity, or `venue`.
    """
    parts = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    words = _BREAKS.sub("-", _MARKS.sub("", parts.encode("ascii", "ignore").decode())).strip("-")
    if len(words) > SLUG_MAX_CHARACTERS:
        words = words[: SLUG_MAX_CHARACTERS + 1].rpartition("-")[0] or words[:SLUG_MAX_CHARACTERS]
    return words or (f"venue-{uid[:8]}" if uid else "venue")


def free_slug(wanted: str, taken: Container[str], postcode: str | None = None) -> str:
    """Return `wanted`, or where it is taken with the outcode, the whole postcode, or the lowest number that is free."""
    outward, _, inward = (postcode or "").lower().partition(" ")
    further = [f"{wanted}-{part}" for part in (outward, f"{outward}-{inward}") if outward and inward]
    free = next((slug for slug in (wanted, *further) if slug not in taken), None)
    number = 2
    while free is None:
        free = f"{wanted}-{number}" if f"{wanted}-{number}" not in taken else None
        number += 1
    return free
