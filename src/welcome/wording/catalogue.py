"""The words of each language, from the one catalogue that the server and the phone share."""

import re
from collections.abc import Callable
from functools import lru_cache

import msgspec

from welcome.shipped import shipped_folder

ENGLISH = "en"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def _one(n: int) -> str:
    return "one" if n == 1 else "other"


def _nought_or_one(n: int) -> str:
    return "one" if n in (0, 1) else "other"


def _few_by_last_digits(n: int) -> bool:
    return n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14)


def _polish(n: int) -> str:
    if n == 1:
        return "one"
    return "few" if _few_by_last_digits(n) else "many"


def _ukrainian(n: int) -> str:
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    return "few" if _few_by_last_digits(n) else "many"


def _romanian(n: int) -> str:
    if n == 1:
        return "one"
    return "few" if n == 0 or 1 <= n % 100 <= 19 else "other"


def _arabic(n: int) -> str:
    if n <= 2:
        return ("zero", "one", "two")[n]
    if 3 <= n % 100 <= 10:
        return "few"
    return "many" if n % 100 >= 11 else "other"


def _welsh(n: int) -> str:
    return {0: "zero", 1: "one", 2: "two", 3: "few", 6: "many"}.get(n, "other")


#: The plural category of a whole number, language by language (Unicode CLDR, "Language Plural Rules", cardinal).
PLURAL_CATEGORY: dict[str, Callable[[int], str]] = {
    "ar": _arabic,
    "bn": _nought_or_one,
    "cy": _welsh,
    "en": _one,
    "fa": _nought_or_one,
    "gu": _nought_or_one,
    "hi": _nought_or_one,
    "ku": _one,
    "pa": _nought_or_one,
    "pl": _polish,
    "ps": _one,
    "ro": _romanian,
    "uk": _ukrainian,
    "ur": _one,
}


class Catalogue(msgspec.Struct, frozen=True):
    """The sentences of one language: key -> template with {placeholders}; a key that it lacks is said in English."""

    language: str
    messages: dict[str, str]

    def has(self, key: str) -> bool:
        return key in self.messages

    def say(self, key: str, **values: str) -> str:
        """Return the template with its placeholders filled; raises KeyError for a key or a value that is not there.

        Values are put in as they are: braces in what a host wrote are never taken for placeholders.
        """
        return _PLACEHOLDER.sub(lambda found: values[found[1]], self.messages[key])

    def count(self, key: str, count: int, **values: str) -> str:
        """Return the template for this number of things, `key.one` or `key.other`, its {count} in the language's numerals."""
        category = f"{key}.{PLURAL_CATEGORY.get(self.language, _one)(count)}"
        chosen = category if self.has(category) else f"{key}.other"
        return self.say(chosen, count=self.number(count), **values)

    def number(self, number: int) -> str:
        """Return a whole number in the numerals of the language."""
        numerals = self.messages["numerals"]
        return "".join(numerals[int(digit)] if digit.isdigit() else digit for digit in str(number))


def languages() -> tuple[str, ...]:
    """Return the languages that have a catalogue, English first, the others by code."""
    found = sorted(file.stem for file in (shipped_folder("static") / "i18n").glob("*.json"))
    return (ENGLISH, *(language for language in found if language != ENGLISH))


@lru_cache(maxsize=64)
def catalogue(language: str = ENGLISH) -> Catalogue:
    """Return the catalogue of a language, read once; an unknown language is answered in English."""
    english = _messages(ENGLISH)
    if language == ENGLISH or language not in languages():
        return Catalogue(ENGLISH, english)
    return Catalogue(language, english | _messages(language))


def _messages(language: str) -> dict[str, str]:
    file = shipped_folder("static") / "i18n" / f"{language}.json"
    return msgspec.json.decode(file.read_bytes(), type=dict[str, str])
