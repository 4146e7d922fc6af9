"""The words that one language uses about opening times, ready to be looked up; a language is one table of them."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

#: kind of token, what it means, and the phrases that say so, words parted by spaces
Entry = tuple[str, Any, str]


class Words(msgspec.Struct, frozen=True, eq=False):
    """One language: its phrases by first word (longest first), the words in which a slip is forgiven, its sentences.

    phrases: first word -> (later words, kind, meaning). Kinds are those that the grammar knows (`reader_grammar`).
    slip_meanings: word -> whatever tells it from the others. sentences: key -> template for guesses and questions.
    """

    language: str
    phrases: dict[str, list[tuple[tuple[str, ...], str, Any]]]
    slip_meanings: dict[str, Any]
    slip_targets: tuple[str, ...]
    not_slips: frozenset[str]
    sentences: Mapping[str, str]

    def say(self, key: str, **parts: object) -> str:
        return self.sentences[key].format(**parts)


def make_words(
    language: str,
    entries: Iterable[Entry],
    *,
    slip_targets: Iterable[str],
    not_slips: Iterable[str],
    sentences: Mapping[str, str],
) -> Words:
    """Return the lookups of one language. A phrase that stands twice with two meanings is a fault: ValueError."""
    phrases: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
    seen: dict[str, tuple[str, Any]] = {}
    for kind, value, listed in entries:
        for phrase in listed.split(","):
            parts = tuple(phrase.split())
            said = " ".join(parts)
            if not said or seen.get(said) == (kind, value):
                continue
            if said in seen:
                raise ValueError(f"{said!r} means {seen[said]} and {(kind, value)}")
            seen[said] = (kind, value)
            phrases.setdefault(parts[0], []).append((parts[1:], kind, value))
    for candidates in phrases.values():
        candidates.sort(key=lambda candidate: -len(candidate[0]))
    targets = tuple(slip_targets)
    return Words(
        language,
        phrases,
        {word: seen[word][1] if word in seen else word for word in targets},
        targets,
        frozenset(not_slips),
        sentences,
    )
