"""Cuts somebody's words about opening times into tokens: numbers, clock times, dates, known words and phrases."""

import html
import re
import unicodedata
from functools import lru_cache
from typing import Any

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from welcome.wording.words import Words

#: Words of at least this many letters may have one slip of a letter; in shorter ones a slip makes another word.
TYPO_LETTERS_MIN = 5
#: Days are the words that a stray letter is forgiven in most often; hostile input must not fill the memory.
TYPO_CACHE = 4096

#: The key of a day in the plural: "Mondays 12 January" is no date.
PLURAL = "plural"

_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)\b[^<>]{0,200}>")
_BLOCK_TAGS = {"br", "p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "hr", "dt", "dd", "dl"}
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u2043\u00ad"
_APOSTROPHES = "\u2018\u2019\u201b\u02bc\u0060\u00b4\u2032"
_QUOTES = "\u201c\u201d\u201e\u00ab\u00bb\u2033"
_BULLETS = "\u2022\u00b7\u25cf\u25aa\u25ba\u2023\u25e6\u2027"
_ONE_FOR_ONE = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict.fromkeys(_QUOTES, '"'),
        **dict.fromkeys(_BULLETS, "|"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\t\r\v\f", " "),
        **dict.fromkeys("\u200b\u200c\u200d\ufeff\u2060", " "),
        **dict.fromkeys("\u2028\u2029\x85", "\n"),
    }
)

_LEXEME = re.compile(
    r"""
    (?P<contact>https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}
        |(?<!\d)(?:\+44\s?(?:\(0\)\s?)?\d{2,4}|\(?0\d{4}\)?)\s?\d{3}\s?\d{3}(?!\d)
        |(?<!\d)\(?0\d{2}\)?\s\d{4}\s\d{4}(?!\d)|(?<!\d)\(?0\d{3}\)?\s\d{3}\s\d{4}(?!\d))
    |(?P<money>£\s?\d{1,4}(?:\.\d{2})?(?!\d)|(?<!\d)\d{2}p\b(?!\.\s?m))
    |(?P<round>24\s?/\s?7(?:\s?/\s?365)?(?!\d))
    |(?P<iso>(?<!\d)\d{4}-\d{2}-\d{2}(?!\d))
    |(?P<date>(?<!\d)\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?!\d)|(?<!\d)\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?!\d))
    |(?P<ordinal>(?<!\d)\d{1,2}\s?(?:st|nd|rd|th)\b)
    |(?P<clock>(?<!\d)\d{1,2}[:.]\d{2}(?::00)?(?![\d])|(?<!\d)\d{1,2}h\d{2}(?!\d))
    |(?P<digits>\d+)
    |(?P<meridiem>[ap]\.\s?m\b\.?|[ap]m\b\.?(?=\s?-|\s?to\b|\s?,|\s*$)|[ap]m\b)
    |(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*'?)
    |(?P<newline>\n[\s|]*)
    |(?P<dots>\.\.+|\u2026)
    |(?P<mark>\S)
    """,
    re.VERBOSE,
)

#: After a shortened word ("Mon.", "excl.") a word of these kinds goes on with the sentence, any other may begin a new one.
_GOES_ON = {"day", "weekly_day", "bank", "to", "until", "and", "month", "term", "school_holidays"}
_MARKS = {
    "-": "dash",
    "~": "dash",
    ",": "comma",
    ";": "semicolon",
    "|": "newline",
    "/": "slash",
    "\\": "slash",
    "&": "and",
    "+": "plus",
    ":": "colon",
    ".": "stop",
    "!": "stop",
    "(": "left",
    "[": "left",
    ")": "right",
    "]": "right",
    "*": "mark",
    '"': "mark",
    "'": "mark",
    "@": "in",
}


class Token(msgspec.Struct):
    """A word, phrase, number or mark; `start` and `end` are its place in the plain text.

    clock: value is (hour, minute or None, digits as written). date: (day, month, year). glued: no space before it.
    """

    kind: str
    value: Any
    start: int
    end: int
    glued: bool = False
    used: bool = False
    key: str = ""


class Text(msgspec.Struct):
    """The text as people see it, entities and tags undone, and its tokens with an `end` token after the last."""

    plain: str
    tokens: list[Token]
    slips: list[tuple[str, str]]

    def between(self, first: int, last: int) -> str:
        """Return the exact words from token `first` to token `last`, both included."""
        return self.plain[self.tokens[first].start : self.tokens[last].end]

    def balanced(self, first: int, last: int) -> str:
        """Return the same with the bracket that closes what was opened in it."""
        words = self.between(first, last)
        closing = next((at for at in range(last + 1, min(last + 4, len(self.tokens))) if self.tokens[at].kind == "right"), last)
        return self.between(first, closing) if words.count("(") > words.count(")") else words


def _tag_as_text(match: re.Match[str]) -> str:
    return "\n" if match["name"].lower() in _BLOCK_TAGS else ""


def plain_text(text: str) -> str:
    """Return text without HTML entities and tags, block tags as line breaks, and with compatibility characters made plain."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(_tag_as_text, text)
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _lowered(plain: str) -> str:
    """Return the text in small letters with one kind of dash and quote, character for character."""
    low = plain.translate(_ONE_FOR_ONE)
    lower = low.lower()
    return lower if len(lower) == len(low) else "".join(letter.lower()[:1] for letter in low)


@lru_cache(maxsize=TYPO_CACHE)
def _without_slip(word: str, words: Words) -> str | None:
    """Return the one listed word that differs from `word` by a single slip, None where there is none or several."""
    if len(word) < TYPO_LETTERS_MIN or word in words.not_slips:
        return None
    near = process.extract(word, words.slip_targets, scorer=OSA.distance, score_cutoff=1, limit=4)
    meanings = {words.slip_meanings[found] for found, _, _ in near}
    return near[0][0] if len(meanings) == 1 else None


def _clock_value(text: str) -> tuple[int, int, str]:
    hour, minute = re.split(r"[:.h]", text)[:2]
    return int(hour), int(minute), text


def _date_value(text: str) -> tuple[int, int, int]:
    day, month, year = (int(part) for part in re.split(r"[/.]", text))
    return day, month, year + 2000 if year < 100 else year


def tokenise(text: str, words: Words) -> Text:
    """Cut `text` into tokens with the words of one language; everything but white space is in some token."""
    plain = plain_text(text)
    raw: list[Token] = []
    end_before = -1
    for match in _LEXEME.finditer(_lowered(plain)):
        group = match.lastgroup
        found = match.group()
        start, end = match.span()
        token = Token("mark", None, start, end, start == end_before, False, found)
        end_before = end
        if group == "word":
            token.kind = "word"
            token.key = found.replace("'", "")
        elif group == "mark":
            token.kind = _MARKS.get(found, "mark")
        elif group == "clock":
            token.kind, token.value = "clock", _clock_value(found)
        elif group == "digits":
            token.kind = "digits"
        elif group == "meridiem":
            token.kind, token.value = "meridiem", "am" if found[0] == "a" else "pm"
            token.key = token.value
        elif group == "ordinal":
            token.kind, token.value = "ordinal", int(re.match(r"\d+", found).group())
        elif group == "newline":
            token.kind = "newline"
        elif group == "iso":
            year, month, day = (int(part) for part in found.split("-"))
            token.kind, token.value = "date", (day, month, year)
        elif group == "date":
            token.kind, token.value = "date", _date_value(found)
        elif group == "round":
            token.kind = "round_the_clock"
        elif group in ("contact", "money"):
            token.kind = group
        elif group == "dots":
            token.kind = "dash" if found == ".." else "stop"
        raw.append(token)
    tokens, slips = _with_phrases(plain, raw, words)
    size = len(plain)
    tokens.append(Token("end", None, size, size, False, True))
    return Text(plain, tokens, slips)


def _match_phrase(raw: list[Token], at: int, rest: tuple[str, ...]) -> int | None:
    """Return the place after the phrase whose later words are `rest`, None where it is not there; hyphens may join it."""
    size = len(raw)
    at += 1
    for word in rest:
        if at < size and raw[at].kind == "dash" and raw[at].glued:
            at += 1
        if at >= size or raw[at].key != word:
            return None
        at += 1
    return at


def _with_phrases(plain: str, raw: list[Token], words: Words) -> tuple[list[Token], list[tuple[str, str]]]:
    tokens: list[Token] = []
    slips: list[tuple[str, str]] = []
    at, size = 0, len(raw)
    while at < size:
        token = raw[at]
        candidates = words.phrases.get(token.key)
        if candidates is None and token.kind == "word":
            meant = _without_slip(token.key, words)
            if meant is not None:
                slips.append((plain[token.start : token.end], meant))
                candidates = words.phrases.get(meant)
        if candidates is not None:
            for rest, kind, value in candidates:
                after = _match_phrase(raw, at, rest) if rest else at + 1
                if after is not None:
                    plural = kind == "weekly_day"
                    key = PLURAL if plural else token.key
                    said = "day" if plural else kind
                    tokens.append(Token(said, value, token.start, raw[after - 1].end, token.glued, False, key))
                    at = after
                    if _is_shortening(raw, at, words) and _is_short(tokens[-1], raw[at - 1].key):
                        tokens[-1].end = raw[at].end
                        at += 1
                    break
            else:
                candidates = None
        if candidates is None:
            if token.kind == "digits":
                _read_digits(token)
            tokens.append(token)
            at += 1
    return tokens, slips


def _is_shortening(raw: list[Token], at: int, words: Words) -> bool:
    """Tell whether the full stop at `at` may be part of the word before it: no new sentence begins after it."""
    if at >= len(raw) or raw[at].key != "." or not raw[at].glued:
        return False
    if at + 1 == len(raw) or raw[at + 1].kind != "word":
        return True
    return any(kind in _GOES_ON for _, kind, _ in words.phrases.get(raw[at + 1].key, ()))


def _is_short(token: Token, written: str) -> bool:
    """Tell whether a full stop after this word only shortens it ("Mon. to Fri.", "excl. Sundays")."""
    if token.kind in ("except", "including", "hours"):
        return len(written) <= 4
    return token.key != PLURAL and (
        (token.kind == "day" and len(written) <= 5) or (token.kind == "month" and len(written) == 3)
    )


def _read_digits(token: Token) -> None:
    """Give bare digits their value: one or two are an hour, three or four may be a clock time or a year."""
    written = token.key
    if len(written) <= 2:
        token.kind, token.value = "clock", (int(written), None, written)
    elif len(written) <= 4:
        token.kind, token.value = "number", (int(written[:-2]), int(written[-2:]), written)
    else:
        token.kind = "mark"
