"""Decides which of the times a remark such as "term time only" holds for, and asks where the words do not say."""

from welcome.wording.reader_clauses import COMMAS, MODIFIERS, TIMING, Clause, Plan
from welcome.wording.reader_parts import SEPARATORS, Element

#: Who a session is for matters as much as when it is: neither is spread to other times on a hunch.
_ASKED = (*TIMING, "who")


def _marks(segment: list[Element], place: int, step: int) -> list[Element]:
    """Return the separators between the part at `place` and its neighbour on one side; modifiers are stepped over."""
    marks: list[Element] = []
    place += step
    while 0 <= place < len(segment) and segment[place].kind == "sep":
        marks.append(segment[place])
        place += step
    return marks


def _parted(marks: list[Element]) -> bool:
    return any(mark.value in COMMAS for mark in marks)


def place_modifiers(
    segment: list[Element], clauses: list[Clause], plan: Plan, segments: list[list[Element]], number: int
) -> None:
    """Give each modifier of a segment to the clauses it holds for."""
    ordered = sorted(clauses, key=lambda clause: clause.begins)
    first_core, last_core = ordered[0].begins, max(clause.ends for clause in ordered)
    prefixed = any(
        element.kind == "label" and (place < first_core or _inside(ordered, place) is not None)
        for place, element in enumerate(segment)
    )
    for place, element in enumerate(segment):
        if element.kind not in MODIFIERS and element.kind != "off_times":
            continue
        inside = _inside(ordered, place)
        if inside is not None:
            _give(element, [inside])
        elif place < first_core:
            _place_before(element, place, segment, ordered, plan, segments, number)
        elif place > last_core:
            _place_after(element, place, segment, ordered, plan, segments, number)
        else:
            _place_between(element, place, segment, ordered, plan, prefixed)


def _inside(ordered: list[Clause], place: int) -> Clause | None:
    return next((clause for clause in ordered if clause.begins < place < clause.ends), None)


def _give(element: Element, clauses: list[Clause]) -> None:
    for clause in clauses:
        clause.modifiers.append(element)
        if len(clauses) == 1:
            clause.note_words(element)


def _give_label(element: Element, clause: Clause) -> None:
    """Give a modifier to one clause; its own label takes the place of one that opened the sentence."""
    if element.kind == "label":
        clause.modifiers = [other for other in clause.modifiers if other.kind != "label"]
    _give(element, [clause])


def _ask_scope(element: Element, plan: Plan) -> None:
    plan.questions.append(("ask.scope", element.first, element.last))


def _others_lack(element: Element, clauses: list[Clause]) -> list[Clause]:
    return [clause for clause in clauses if not clause.has(element.kind)]


def _place_before(
    element: Element,
    place: int,
    segment: list[Element],
    ordered: list[Clause],
    plan: Plan,
    segments: list[list[Element]],
    number: int,
) -> None:
    """Something that opens the sentence holds for all of it."""
    if element.kind in ("weeks", "nth", "anchor", "part") and len(ordered) > 1:
        _ask_scope(element, plan)
    _give(element, ordered)
    if element.kind in TIMING and number + 1 < len(segments) and _ends_with(segment, ("semicolon", "newline")):
        later = [e for other in segments[number + 1 :] for e in other if e.kind in ("days", "dates")]
        if later and not any(e.kind == element.kind for e in segments[number + 1]):
            _ask_scope(element, plan)


def _ends_with(segment: list[Element], marks: tuple[str, ...]) -> bool:
    return segment[-1].kind == "sep" and segment[-1].value in marks


def _place_after(
    element: Element,
    place: int,
    segment: list[Element],
    ordered: list[Clause],
    plan: Plan,
    segments: list[list[Element]],
    number: int,
) -> None:
    """Something at the end holds for the last times, or for all, or must be asked about."""
    last = max(ordered, key=lambda clause: clause.ends)
    peer = element.depth == 0 and _parted(_marks(segment, place, -1))
    lacking = [clause for clause in ordered if clause is not last and not _speaks_of(clause, element.kind)]
    if element.kind == "bank" and element.value == "as_usual" and _follows_days_off(segment, place):
        plan.questions.append(("ask.bank_holidays", element.first, element.last))
    if element.kind in ("off", "close"):
        _give(element, ordered)
        return
    if element.kind == "off_times":
        # "Mon-Thu 9-5, Fri 9-4, closed 1-2": on Fridays only, or every day?
        if len(ordered) > 1:
            _ask_scope(element, plan)
        _give(element, [last])
        return
    if not lacking:
        _give(element, [last])
    elif element.kind in ("bank", "including", "every_day_of_year", "booking", "cost", "language", "note"):
        _give(element, [*lacking, last])
    elif element.kind in ("label", "part") or (element.kind == "who" and element.depth):
        _give(element, [last])
    elif peer:
        _give(element, [*lacking, last])
    else:
        _give(element, [*lacking, last])
        _ask_scope(element, plan)
    earlier = [clause for clause in plan.clauses if clause.segment < number]
    missing = [clause for clause in earlier if not clause.has(element.kind)]
    if not missing or not number:
        return
    closing = segments[number - 1]
    if element.kind == "bank" and number == len(segments) - 1 and _ends_with(closing, ("semicolon", "newline")):
        for clause in missing:
            clause.modifiers.append(element)
    # "Mon 10-12; Wed 2-4 term time only" may mean both; in brackets, or on a line of its own words, it means one.
    unclear = ("semicolon", "newline") if peer else ("semicolon",)
    if element.kind in TIMING and not element.depth and _ends_with(closing, unclear):
        _ask_scope(element, plan)


def _speaks_of(clause: Clause, kind: str) -> bool:
    """Tell whether a clause has a modifier of this kind; bank holidays are left out or included."""
    if kind in ("bank", "including"):
        return clause.has("bank") or clause.has("including")
    return clause.has(kind)


def _follows_days_off(segment: list[Element], place: int) -> bool:
    """Tell whether days off come just before: "except Mondays (open bank holidays)" may open on some Mondays."""
    before = [element for element in segment[:place] if element.kind != "sep"]
    return bool(before) and before[-1].kind == "off"


def _place_between(
    element: Element, place: int, segment: list[Element], ordered: list[Clause], plan: Plan, prefixed: bool
) -> None:
    before = max((clause for clause in ordered if clause.ends < place), key=lambda clause: clause.ends)
    after = min((clause for clause in ordered if clause.begins > place), key=lambda clause: clause.begins)
    if element.depth:
        _give(element, [before])
        return
    marks_after = _marks(segment, place, 1)
    parted_before, parted_after = _parted(_marks(segment, place, -1)), _parted(marks_after)
    if any(SEPARATORS[mark.value] == 2 for mark in _marks(segment, place, -1)):
        parted_before, parted_after = True, False
    if any(mark.value == "colon" for mark in marks_after):
        parted_before, parted_after = True, False
    if element.kind in ("off", "off_times", "close") or (parted_after and not parted_before):
        _give(element, [before])
    elif parted_before and not parted_after:
        _give_label(element, after)
    elif element.kind in _ASKED:
        _give(element, [before])
        _ask_scope(element, plan)
    elif element.kind == "label" or element.kind == "part":
        _give_label(element, after if prefixed else before)
    else:
        _give(element, [before])


def place_loose(loose: list[tuple[int, list[Element]]], segments: list[list[Element]], plan: Plan) -> None:
    """Give what stands in a sentence or line of its own to all clauses, or to those under it where it is a heading."""
    headings: dict[str, list[int]] = {}
    for number, segment in loose:
        for element in segment:
            if element.kind in TIMING:
                headings.setdefault(element.kind, []).append(number)
    for number, segment in loose:
        for element in segment:
            if element.kind not in MODIFIERS and element.kind != "off_times":
                continue
            _place_one_loose(element, number, segment, headings, plan)


def _place_one_loose(element: Element, number: int, segment: list[Element], headings: dict[str, list[int]], plan: Plan) -> None:
    before = [clause for clause in plan.clauses if clause.segment < number]
    after = [clause for clause in plan.clauses if clause.segment > number]
    if element.kind in ("off", "close", "bank", "including", "every_day_of_year"):
        for clause in plan.clauses:
            clause.modifiers.append(element)
        if not plan.clauses:
            plan.everywhere.append(element)
        return
    lines = headings.get(element.kind, [])
    if element.kind in TIMING and len(set(lines)) > 1:
        under = [clause for clause in after if not any(number < line <= clause.segment for line in lines)]
        if (before and number == min(lines)) or not under:
            plan.questions.append(("ask.scope", element.first, element.last))
        for clause in under:
            clause.modifiers.append(element)
        return
    if element.kind in TIMING or element.kind == "who":
        if before and after:
            plan.questions.append(("ask.scope", element.first, element.last))
        for clause in plan.clauses:
            if not clause.has(element.kind):
                clause.modifiers.append(element)
    elif element.kind in ("label", "part"):
        # A heading speaks of what comes under it; a last line of remarks of all.
        for clause in after or before:
            if not clause.has(element.kind):
                clause.modifiers.append(element)
    else:
        for clause in plan.clauses:
            clause.modifiers.append(element)
    if not plan.clauses:
        plan.everywhere.append(element)
