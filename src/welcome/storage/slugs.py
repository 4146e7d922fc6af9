"""Addresses of venues: made of the name, never with a dot, and never one that another venue had before."""

import re
import unicodedata
from collections.abc import Iterable

from welcome.storage.writing import Writing

SLUG_MAX_CHARACTERS = 80
#: What an address looks like; the database holds no other.
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MARKS = re.compile(r"[’'`´.]")
_BREAKS = re.compile(r"[^a-z0-9]+")
#: Letters that Unicode does not take apart.
_LETTERS = str.maketrans({"&": " and ", "ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})


def slug_of(name: str) -> str:
    """Return the name as an address: “St Matthew's & All Saints” becomes `st-matthews-and-all-saints`.

    A name without any Latin letter or digit becomes `venue`.
    """
    parts = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    words = _BREAKS.sub("-", _MARKS.sub("", parts.encode("ascii", "ignore").decode())).strip("-")
    if len(words) > SLUG_MAX_CHARACTERS:
        words = words[: SLUG_MAX_CHARACTERS + 1].rpartition("-")[0] or words[:SLUG_MAX_CHARACTERS]
    return words or "venue"


def free_slug(wanted: str, taken: Iterable[str]) -> str:
    """Return `wanted`, or with the lowest number after it that makes it one of its own: `central-library-2`."""
    others = taken if isinstance(taken, set | frozenset | dict) else set(taken)
    number, slug = 1, wanted
    while slug in others:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


async def taken_slugs(writing: Writing) -> dict[str, int]:
    """Return every slug that any venue has or had -> the venue's number."""
    return dict(await writing.rows("SELECT slug, venue FROM venue_slug"))
