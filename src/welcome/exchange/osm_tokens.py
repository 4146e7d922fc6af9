"""Cuts an OpenStreetMap `opening_hours` value into tokens, and names the part that cannot be kept."""

import re
from datetime import date

import msgspec

from welcome.directory.errors import WelcomeError

_TOKEN = re.compile(
    r"\s*(?:(?P<comment>\"[^\"]*\")|(?P<always>24/7)|(?P<time>\d{1,2}:\d{2})|(?P<number>\d+)|(?P<word>[A-Za-z]+)"
    r"|(?P<fallback>\|\|)|(?P<mark>[^\s\w]))"
)


class CannotHold(WelcomeError):
    """A part of a rule that this directory cannot keep exactly, or that is not in the format; `part` is its text."""

    def __init__(self, part: str, sentence: str) -> None:
        super().__init__(sentence)
        self.part = part


class OsmToken(msgspec.Struct):
    kind: str
    text: str
    start: int
    end: int


class OsmReader:
    """A place in the text, moving on as parts are understood."""

    def __init__(self, text: str, today: date) -> None:
        self.text, self.today, self.at = text, today, 0
        self.tokens: list[OsmToken] = []
        place = 0
        while text[place:].strip():
            match = _TOKEN.match(text, place)
            if match is None:
                raise not_understood(text[place:].strip())
            kind = match.lastgroup or "mark"
            self.tokens.append(OsmToken(kind, match[kind], match.start(kind), match.end()))
            place = match.end()
        self.tokens.append(OsmToken("end", "", len(text), len(text)))

    @property
    def token(self) -> OsmToken:
        return self.tokens[self.at]

    def ahead(self, steps: int = 1) -> OsmToken:
        return self.tokens[min(self.at + steps, len(self.tokens) - 1)]

    def take(self) -> OsmToken:
        token = self.token
        if token.kind != "end":
            self.at += 1
        return token

    def take_mark(self, mark: str) -> bool:
        if self.token.text == mark:
            self.at += 1
            return True
        return False

    def word(self, steps: int = 0) -> str:
        token = self.ahead(steps)
        return token.text.lower() if token.kind == "word" else ""

    def rest(self) -> str:
        """Return the text from here to the end of the rule, to name it in a refusal."""
        return self.text[self.token.start :].split(";")[0].strip() or self.text.strip()


def not_understood(part: str) -> CannotHold:
    return CannotHold(part, f"“{part}” is not opening hours as OpenStreetMap writes them.")


def too_much(part: str) -> CannotHold:
    return CannotHold(part, f"“{part}” cannot be kept exactly here. Please write these times another way.")
