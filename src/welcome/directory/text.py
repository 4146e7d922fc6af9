"""Finding a venue by what somebody types: any case, any accents, and one slip of a letter."""

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process

#: Below this likeness (0 to 100) a name is not what was meant.
LIKENESS_MIN = 70
_MARKS = re.compile(r"[’'`´]")
_BREAKS = re.compile(r"[^\w]+")


def plain(text: str) -> str:
    """Return `text` in small letters, without accents or punctuation: “Café St. T's” becomes “cafe st ts”."""
    parts = unicodedata.normalize("NFKD", text)
    letters = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return _BREAKS.sub(" ", _MARKS.sub("", letters.casefold())).replace("_", " ").strip()


def likeness(query: str, names: Sequence[str], texts: Sequence[str]) -> np.ndarray:
    """Return how well each venue answers `query`, float32 from 0 (not at all) to 100.

    names, texts: what `plain` made of the venue's name, and of everything that may be searched. Every word of the query
    begun in the name counts most, then every word in the text, then names that differ by a slip or so.
    """
    wanted = plain(query)
    if not wanted:
        return np.zeros(len(names), dtype=np.float32)
    scores = process.cdist([wanted], names, scorer=fuzz.ratio, score_cutoff=LIKENESS_MIN, dtype=np.float32)[0] * 0.8
    partly = process.cdist([wanted], names, scorer=fuzz.partial_ratio, score_cutoff=86, dtype=np.float32)[0] * 0.7
    np.maximum(scores, partly if len(wanted) >= 5 else 0, out=scores)
    words = [f" {word}" for word in wanted.split()]
    for place, text in enumerate(texts):
        padded = f" {text}"
        if all(word in padded for word in words):
            named = f" {names[place]}"
            scores[place] = (100 if names[place] == wanted else 95) if all(word in named for word in words) else 90
    return scores
