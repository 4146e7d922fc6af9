"""Reads the parts of a text that narrow the times or remark on them: holidays, terms, seasons, for whom, what it costs."""

from collections.abc import Callable
from typing import Any

from welcome.wording.reader_parts import Element, Found, days_part
from welcome.wording.reader_text import Token
from welcome.wording.reader_times import span_at
from welcome.wording.reader_who import ages_at, money_at

#: What may stand between the words about getting in touch, or between them and times.
_ABOUT_CONTACT = ("contact_word", "contact", "colon", "dash", "in", "comma", "and", "other_times", "open", "filler")
_CONTACT_WORDS_MAX = 12
_ABOUT_WHEN = ("day", "days", "clock", "number", "each", "from", "between", "noon", "weeks", "ordinal", "round_the_clock")


def bank_part(tokens: list[Token], at: int) -> Found:
    """Read bank holidays, "as usual" or "only" after them included."""
    after = at + 1
    if tokens[after].kind in ("colon", "in"):
        after += 1
    if tokens[after].kind == "as_usual":
        return Element("bank", "as_usual", at, after), after + 1
    if tokens[after].kind == "only":
        return Element("bank", "only", at, after), after + 1
    return days_part(tokens, at)


def as_usual_part(tokens: list[Token], at: int) -> Found:
    """Read "as usual on bank holidays"."""
    after = at + 1
    while tokens[after].kind in ("in", "the"):
        after += 1
    return (Element("bank", "as_usual", at, after), after + 1) if tokens[after].kind == "bank" else None


def term_part(tokens: list[Token], at: int) -> Found:
    """Read term time or school holidays; both together narrow nothing."""
    mine = tokens[at].kind
    after = at + 1
    joined = after
    while tokens[joined].kind in ("and", "in", "the", "slash") and joined < after + 3:
        joined += 1
    other = "school_holidays" if mine == "term" else "term"
    if joined > after and tokens[joined].kind == other and any(t.kind in ("and", "slash") for t in tokens[after:joined]):
        return Element("filler", None, at, joined), joined + 1
    if tokens[after].kind == "only":
        after += 1
    return Element("term", "term_only" if mine == "term" else "holidays_only", at, after - 1), after


def season_part(tokens: list[Token], at: int) -> Found:
    """Read a season when its months stand beside it: "Summer (April to October)"; alone it is a question."""
    after = at + 1
    while tokens[after].kind in ("left", "colon", "dash", "comma", "in") and after < at + 3:
        after += 1
    if tokens[after].kind == "month":
        return Element("filler", None, at, at), at + 1
    before = at - 1
    while before >= 0 and tokens[before].kind in ("left", "colon", "dash", "comma", "in", "right") and before > at - 3:
        before -= 1
    if before >= 0 and tokens[before].kind == "month":
        return Element("filler", None, at, at), at + 1
    return Element("question", "ask.season", at, at), at + 1


def ages_part(tokens: list[Token], at: int) -> Found:
    """Read ages."""
    found = ages_at(tokens, at)
    return (Element("who", found[0], at, found[1] - 1), found[1]) if found is not None else None


def cost_part(tokens: list[Token], at: int) -> Found:
    """Read what it costs."""
    fields, after = money_at(tokens, at)
    return Element("cost", fields, at, after - 1), after


def feast_part(tokens: list[Token], at: int) -> Found:
    """Read Easter, half term and the like, whose dates nobody has said: a question."""
    return Element("question", "ask.feast", at, at), at + 1


def label_part(tokens: list[Token], at: int) -> Found:
    """Read what people do there and who it is for: "tea and chat", "women's group", "parents and toddlers"."""
    first = end = at
    audiences: set[str] = set()
    labelled = False
    while tokens[at].kind in ("audience", "label"):
        if tokens[at].kind == "audience":
            audiences.add(tokens[at].value[0])
        else:
            labelled = True
        at += 1
        end = at
        while tokens[at].kind in ("and", "of", "in", "the", "plus", "slash", "dash") and at < end + 3:
            if tokens[at].kind == "dash" and not tokens[at].glued:
                break
            at += 1
    audiences -= {"everyone"} if len(audiences) > 1 else set()
    fields: dict[str, Any] = {}
    if len(audiences) == 1:
        fields["audience"] = audiences.pop()
    elif audiences:
        fields["audience"] = "conflict"
    return Element("label" if labelled else "who", fields, first, end - 1), end


def last_orders_part(tokens: list[Token], at: int) -> Found:
    """Read "last orders 3pm": a remark that changes no opening time."""
    after = at + 1
    while tokens[after].kind in ("colon", "in", "dash") and after < at + 3:
        after += 1
    found = span_at(tokens, after)
    if found is None or found[0].end is not None:
        return None
    return Element("note", None, at, found[1] - 1), found[1]


def contact_part(tokens: list[Token], at: int) -> Found:
    """Read "Tel 01632 960123" and "to book call": a remark, unless times follow, which may be those of the telephone."""
    after = at
    while tokens[after].kind in _ABOUT_CONTACT and after < at + _CONTACT_WORDS_MAX:
        after += 1
    last = after - 1
    while tokens[last].kind not in ("contact_word", "contact"):
        last -= 1
    if tokens[after].kind in _ABOUT_WHEN:
        return Element("question", "ask.contact", at, last), last + 1
    return Element("note", None, at, last), last + 1


def simple_part(kind: str) -> Callable[[list[Token], int], Found]:
    """Return a reader of one token that becomes a part of this kind with the token's meaning."""

    def read(tokens: list[Token], at: int) -> Found:
        return Element(kind, tokens[at].value, at, at), at + 1

    return read
