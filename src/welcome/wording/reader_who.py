"""Reads who a session is for, by age, and what it costs."""

from typing import Any

from welcome.wording.reader_text import Token

#: Ages are taken for ages only below this; no session is for people over it.
OLDEST = 120
#: From this age on a group is one of older people.
OLDER_FROM = 50
#: Up to this age a group is one of young people.
YOUNG_TO = 25
_AFTER_A_SUM = ("per", "a", "each", "entry", "admission", "entrance", "pp")


def _age(token: Token) -> int | None:
    if token.kind != "clock" or token.value[1] is not None or not token.key.isdigit():
        return None
    return token.value[0]


def _after_plural(tokens: list[Token], at: int) -> int:
    """Step over the "s" of "60s" and "60's"."""
    if tokens[at].kind == "mark" and tokens[at].key == "'":
        at += 1
    return at + 1 if tokens[at].kind == "plural_s" else at


def _fields(youngest: int | None, oldest: int | None) -> dict[str, Any]:
    fields: dict[str, Any] = {"min_age": youngest, "max_age": oldest}
    if youngest is not None and youngest >= OLDER_FROM:
        fields["audience_of_age"] = "older_people"
    elif oldest is not None and 10 <= oldest <= YOUNG_TO:
        fields["audience_of_age"] = "young_people"
    elif oldest is not None and oldest < 10:
        fields["audience_of_age"] = "families"
    return fields


def ages_at(tokens: list[Token], at: int) -> tuple[dict[str, Any], int] | None:
    """Return the ages at token `at` and the place after them: "ages 11-16", "over 60s", "50+", "under 5s", "11 to 16 years"."""
    kind = tokens[at].kind
    if kind in ("over", "under") and tokens[at + 1].kind == "dash" and tokens[at + 1].glued:
        at += 1
    if kind == "over":
        age = _age(tokens[at + 1])
        return (_fields(age, None), _after_plural(tokens, at + 2)) if age is not None else None
    if kind == "under":
        age = _age(tokens[at + 1])
        # "Ages up to 16" and "under 16s" differ by a year; both are said of children who are welcome.
        upto = "up" in tokens[at].key or tokens[at].key == "ages"
        if age is None:
            return None
        return _fields(None, age if upto else age - 1), _after_plural(tokens, at + 2)
    marked = kind == "ages"
    if marked:
        at += 1
        if tokens[at].kind == "colon":
            at += 1
    youngest = _age(tokens[at])
    if youngest is None:
        return None
    at += 1
    if tokens[at].kind in ("and_over",) or (tokens[at].kind == "plus" and tokens[at].glued and (marked or youngest > 24)):
        after = at + 1
        return _fields(youngest, None), after + (tokens[after].kind == "years")
    if tokens[at].kind == "and_under":
        return _fields(None, youngest), at + 1
    if tokens[at].kind == "and" and tokens[at].key == "plus" and (marked or youngest > 24):
        return _fields(youngest, None), at + 1
    if tokens[at].kind in ("dash", "to") and (oldest := _age(tokens[at + 1])) is not None:
        after = at + 2
        years = tokens[after].kind == "years"
        if tokens[after].kind == "months_old" and youngest < oldest:
            return {"audience": "families"}, after + 1
        if (marked or years) and youngest < oldest:
            return _fields(youngest, oldest), after + years
    return None


def money_at(tokens: list[Token], at: int) -> tuple[dict[str, Any], int]:
    """Return what it costs at token `at`, "£2 per session", "suggested donation £1", and the place after it.

    `sum` is True where an amount of money is named.
    """
    given = tokens[at].value if tokens[at].kind == "cost" else None
    after = at + 1
    amount = given is None
    if given is not None:
        joined = after + (tokens[after].kind in ("colon", "dash", "of", "left"))
        if tokens[joined].kind == "money":
            amount, after = True, joined + 1
            if tokens[joined - 1].kind == "left" and tokens[after].kind == "right":
                after += 1
    else:
        while tokens[after].kind in ("dash", "slash", "to", "and") and tokens[after + 1].kind == "money":
            after += 2
    while tokens[after].kind in ("per", "of_month") and tokens[after].key in _AFTER_A_SUM:
        after += 1
    if given is None and tokens[after].kind == "cost" and tokens[after].value == "pay_what_you_can":
        return {"cost": "pay_what_you_can", "sum": True}, after + 1
    return {"cost": given or "paid", "sum": amount}, after
