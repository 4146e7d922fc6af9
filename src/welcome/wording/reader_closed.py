"""Works out what is said to be closed or left out: "closed Mondays", "except August", "closed 1-2pm for lunch"."""

from welcome.wording.reader_clauses import COMMAS, DAY_KINDS, TIME_KINDS, Plan, letters_of
from welcome.wording.reader_days import Days
from welcome.wording.reader_parts import SEPARATORS, Element


def _neighbour(segment: list[Element], place: int, step: int) -> tuple[int, list[str]]:
    """Return the place of the next part before or after `place`, -1 for none, and the separators on the way."""
    marks: list[str] = []
    place += step
    while 0 <= place < len(segment):
        if segment[place].kind != "sep":
            return place, marks
        marks.append(segment[place].value)
        place += step
    return -1, marks


def _as_modifiers(objects: list[Element], origin: Element, plan: Plan) -> list[Element]:
    """Return what is left out as modifiers: other months, the other half of the school year, days off, dates closed."""
    found: list[Element] = []
    for thing in objects:
        first, last, depth = origin.first, origin.last, origin.depth
        match thing.kind:
            case "days":
                banks = [item for item in thing.value.items if item.bank]
                plain = [item for item in thing.value.items if not item.bank]
                if thing.value.part:
                    # "Closed Wednesday afternoons" leaves the morning open, from when to when nobody has said.
                    plan.questions.append(("ask.closed", first, last))
                if thing.value.ask:
                    plan.questions.append((thing.value.ask, thing.first, thing.last))
                for item in banks:
                    found.append(Element("bank", ("closed", item.mask), first, last, depth))
                if plain:
                    days = Days(plain, thing.value.part, "", thing.value.listed)
                    found.append(Element("off", days, first, last, depth))
            case "months":
                found.append(Element("months", 0xFFF & ~thing.value, first, last, depth))
            case "term":
                opposite = "holidays_only" if thing.value == "term_only" else "term_only"
                found.append(Element("term", opposite, first, last, depth))
            case "dates":
                found += [Element("close", (words, words), first, last, depth) for words in thing.value]
            case "valid":
                found.append(Element("close", thing.value, first, last, depth))
            case _:
                plan.questions.append(("ask.except", origin.first, origin.last))
    return found


def without_exceptions(segment: list[Element], plan: Plan) -> list[Element]:
    """Turn "except ..." into what it leaves out; times that follow it belong to the days left out."""
    found: list[Element] = []
    for place, element in enumerate(segment):
        if element.kind != "except":
            found.append(element)
            continue
        # "Closed Mondays except bank holidays" opens on some Mondays, from when to when nobody has said.
        if any(other.kind == "closed" for other in segment[max(0, place - 4) : place]):
            plan.questions.append(("ask.except", element.first, element.last))
        found += _as_modifiers(element.value, element, plan)
        days = [thing for thing in element.value if thing.kind == "days"]
        after, marks = _neighbour(segment, place, 1)
        before = [other for other in segment[:place] if other.kind in TIME_KINDS or other.kind in DAY_KINDS]
        if not days or after < 0 or segment[after].kind not in TIME_KINDS or not before:
            continue
        if before[-1].kind in DAY_KINDS and before[0].kind in DAY_KINDS:
            continue
        if days[-1] is not element.value[-1] or days[-1].value.listed or any(mark in COMMAS for mark in marks):
            plan.questions.append(("ask.which_days", element.first, segment[after].last))
            continue
        other = days[-1]
        found.append(Element("days", other.value, other.first, other.last, element.depth))
    return found


def without_closed(segment: list[Element], plan: Plan) -> list[Element]:
    """Turn "closed Mondays" and "Sunday closed" into days off, "closed 1-2pm" into a break, and ask about the rest."""
    if not any(element.kind == "closed" for element in segment):
        return segment
    taken: set[int] = set()
    swap: dict[int, list[Element]] = {}
    times_first = next((e.kind in TIME_KINDS for e in segment if e.kind in (*DAY_KINDS, *TIME_KINDS)), False)
    for place, element in enumerate(segment):
        if element.kind != "closed":
            continue
        before, marks_before = _neighbour(segment, place, -1)
        after, marks_after = _neighbour(segment, place, 1)
        previous = segment[before] if before >= 0 and before not in taken else None
        if previous is not None and previous.kind == "label" and not any(mark in COMMAS for mark in marks_before):
            # "Café closed Wednesdays": the rest of the place may be open.
            plan.questions.append(("ask.closed", previous.first, element.last))
        follower = segment[after] if after >= 0 else None
        objects: list[int] = []
        if element.value == "break" and (follower is None or follower.kind != "times"):
            plan.questions.append(("ask.closed", element.first, (follower or element).last))
            swap[place] = []
            continue
        if previous is not None and _closes_what_is_before(segment, before, marks_before, times_first, follower):
            objects = [before]
        elif follower is not None and follower.kind in (*DAY_KINDS, "months", "term", "valid", "bank"):
            objects = _closed_things(segment, after)
        elif follower is not None and follower.kind == "times" and previous is not None and "T" in letters_of(segment[:place]):
            span = follower.value
            if not any(mark in COMMAS for mark in marks_after) and not span.late and span.end is not None:
                taken.add(after)
                swap[place] = [Element("off_times", span, element.first, follower.last, element.depth)]
                continue
        if not objects:
            plan.questions.append(("ask.closed", element.first, element.last))
            swap[place] = []
            continue
        taken.update(objects)
        things = [segment[thing] for thing in objects]
        origin = Element("closed", None, min(element.first, things[0].first), max(element.last, things[-1].last), element.depth)
        swap[place] = _as_modifiers(things, origin, plan)
    found: list[Element] = []
    for place, element in enumerate(segment):
        if place in swap:
            found += swap[place]
        elif place not in taken:
            found.append(element)
    return found


def _closes_what_is_before(
    segment: list[Element], before: int, marks: list[str], times_first: bool, follower: Element | None
) -> bool:
    """Tell whether "closed" speaks of what stands before it: "Sunday: closed", "School holidays - closed"."""
    previous = segment[before]
    if "comma" in marks and follower is not None:
        return False
    if any(mark in ("and", "semicolon", "newline", "stop") for mark in marks):
        return False
    if previous.kind in DAY_KINDS:
        return not times_first
    if previous.kind in ("term", "months", "valid") and follower is None:
        # "Mon 10-12 term time, closed": what stands before belongs to other times unless it begins the sentence.
        return not letters_of(segment[:before])
    return False


def _closed_things(segment: list[Element], place: int) -> list[int]:
    """Return the places of what is closed from `place` on, none where times follow, for then it may be open."""
    things = [place]
    while True:
        after, marks = _neighbour(segment, things[-1], 1)
        if after < 0 or segment[after].kind not in (*DAY_KINDS, "months", "term", "valid", "bank"):
            break
        if not marks or any(SEPARATORS[mark] == 2 or mark in ("left", "right") for mark in marks):
            break
        things.append(after)
    after, marks = _neighbour(segment, things[-1], 1)
    if after >= 0 and segment[after].kind in TIME_KINDS:
        return []
    if after >= 0 and segment[after].kind == "closed" and not any(mark in COMMAS for mark in marks):
        return []
    return things
