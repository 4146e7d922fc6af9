"""How a venue's name is compared with another, and what address and lasting identity are made of it."""

import uuid

from rapidfuzz import fuzz

from welcome.directory.text import plain

#: The space in which a venue's identity is worked out; never to be changed, or every import would make all venues anew.
VENUE_NAMESPACE = uuid.UUID("6d1c2f7e-0f0b-5c39-9a5e-5b1f5d7c8a41")
#: From this likeness (0 to 100) on two names at one place are probably one venue.
SAME_NAME_LIKENESS = 88

_SAME_WORDS = {
    "street": "st",
    "saint": "st",
    "saints": "sts",
    "rd": "road",
    "center": "centre",
    "ctr": "centre",
    "ave": "avenue",
}
_EMPTY_WORDS = frozenset(("the", "and", "at", "of", "in"))


def name_key(name: str) -> str:
    """Return a name as it is compared: “The Elm Street Hall” and “Elm St. Hall” are one."""
    words = [_SAME_WORDS.get(word, word) for word in plain(name).split()]
    return " ".join(word for word in words if word not in _EMPTY_WORDS) or " ".join(words)


def seem_alike(name: str, other: str) -> bool:
    """Return whether two `name_key`s probably mean one venue: a slip or the order of words may differ, a number may not."""
    if name == other:
        return True
    return _marks(name) == _marks(other) and fuzz.token_sort_ratio(name, other) >= SAME_NAME_LIKENESS


def one_is_in_the_other(name: str, other: str) -> bool:
    """Return whether every word of the shorter `name_key`, two at least, is in the longer one."""
    shorter, longer = sorted((set(name.split()), set(other.split())), key=len)
    return len(shorter) >= 2 and shorter <= longer


def lasting_id(name: str, postcode: str | None, address: str) -> str:
    """Return the UUID of a venue by its first name and place, so that the same sheet read again finds it even when renamed."""
    place = postcode or plain(address)
    return str(uuid.uuid5(VENUE_NAMESPACE, f"{name_key(name)}|{place}"))


def _marks(name: str) -> list[str]:
    """Return the words that tell rooms and houses apart: numbers and single letters."""
    return sorted(word for word in name.split() if len(word) == 1 or any(letter.isdigit() for letter in word))
