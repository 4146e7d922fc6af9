"""Makes one plan of a whole text: its clauses, what holds for which of them, and what must be asked."""

from welcome.wording.reader_clauses import DAY_KINDS, TIME_KINDS, Plan, clauses_in, letters_of, segments_of, whole_segments
from welcome.wording.reader_closed import without_closed, without_exceptions
from welcome.wording.reader_days import EVERY_DAY, DayItem, Days
from welcome.wording.reader_parts import Element
from welcome.wording.reader_scope import place_loose, place_modifiers


def plan_of(elements: list[Element]) -> Plan:
    """Return the clauses of a text given its elements."""
    plan = Plan([], [], [])
    for element in elements:
        if element.kind == "question":
            plan.questions.append((element.value, element.first, element.last))
        elif element.kind == "unsure":
            plan.questions.append(("ask.unsure", element.first, element.last))
        elif element.kind == "of_month":
            plan.monthly.append(element)
    wanted = [element for element in elements if element.kind not in ("question", "unsure", "of_month")]
    segments = segments_of(_appointments(wanted, plan))
    ready = [without_closed(without_exceptions(segment, plan), plan) for segment in segments]
    _place(whole_segments([segment for segment in ready if segment]), plan)
    return plan


def _appointments(elements: list[Element], plan: Plan) -> list[Element]:
    """Take out "other times by appointment", and unfold "24/7" into days and hours."""
    found: list[Element] = []
    skip = False
    for place, element in enumerate(elements):
        if skip:
            skip = False
            continue
        follower = elements[place + 1] if place + 1 < len(elements) else None
        if element.kind == "round_the_clock":
            near_days = any(other.kind in (*DAY_KINDS, "every_day_of_year") for other in elements)
            if not near_days:
                every = Days([DayItem(EVERY_DAY, 0, ranged=True)])
                found.append(Element("days", every, element.first, element.last, element.depth))
            found.append(Element("all_hours", None, element.first, element.last, element.depth))
        elif element.kind == "every_day_of_year" and not any(other.kind in DAY_KINDS for other in elements):
            every = Days([DayItem(EVERY_DAY, 0, ranged=True)])
            found += [Element("days", every, element.first, element.last, element.depth), element]
        elif follower is not None and {element.kind, follower.kind} == {"other_times", "appointment"}:
            plan.extra_appointment = Element("appointment", None, element.first, follower.last)
            skip = True
        elif element.kind == "other_times":
            plan.questions.append(("ask.left_over", element.first, element.last))
        elif element.kind == "appointment" and found and found[-1].kind == "sep" and found[-1].value == "and":
            plan.extra_appointment = element
        else:
            found.append(element)
    plan.questions += [("ask.which_days", first, last) for first, last in _told_of_one_in_brackets(found)]
    return _narrowed_in_brackets(_untimed(found))


def _told_of_one_in_brackets(elements: list[Element]) -> list[tuple[int, int]]:
    """Return what brackets tell of one of the days: "Wednesdays 2-4pm (1st of month bingo)" may be open on the others too."""
    told = []
    for element in elements:
        beside = [other for other in elements if other.depth == element.depth and other.kind in ("label", "note")]
        if element.depth and element.kind == "nth" and beside:
            told.append((min(element.first, beside[0].first), max(element.last, beside[-1].last)))
    return told


def _narrowed_in_brackets(elements: list[Element]) -> list[Element]:
    """Let "Saturdays 10am-1pm (1st Saturday of the month only)" say which Saturdays are meant."""
    for place, element in enumerate(elements):
        if element.kind != "days" or not element.depth or element.value.ask or len(element.value.items) != 1:
            continue
        item = element.value.items[0]
        before = [other for other in elements[:place] if other.kind in (*DAY_KINDS, *TIME_KINDS)]
        alone = place + 1 < len(elements) and elements[place + 1].kind == "sep" and elements[place + 1].value == "right"
        if not item.nth or not alone or len(before) < 2 or before[-1].kind != "times" or before[-2].kind != "days":
            continue
        named = before[-2].value.items
        if len(named) == 1 and named[0].mask == item.mask and not named[0].nth:
            elements[place] = Element("only_nth", item, element.first, element.last, element.depth)
    return elements


def _untimed(elements: list[Element]) -> list[Element]:
    """Let "by appointment" stand for the times of days that have none: "Saturdays by appointment"."""
    cores = [place for place, element in enumerate(elements) if element.kind in (*DAY_KINDS, *TIME_KINDS)]
    times_first = bool(cores) and elements[cores[0]].kind in TIME_KINDS
    for place, element in enumerate(elements):
        if element.kind != "appointment" or times_first:
            continue
        before = [core for core in cores if core < place]
        after = [core for core in cores if core > place]
        if not before or elements[before[-1]].kind not in DAY_KINDS:
            continue
        if after and elements[after[0]].kind in TIME_KINDS:
            continue
        elements[place] = Element("untimed", None, element.first, element.last, element.depth)
    return elements


def _place(segments: list[list[Element]], plan: Plan) -> None:
    loose: list[tuple[int, list[Element]]] = []
    for number, segment in enumerate(segments):
        if not letters_of(segment):
            loose.append((number, segment))
            continue
        made = clauses_in(segment, number, plan)
        plan.clauses += made
        if made:
            place_modifiers(segment, made, plan, segments, number)
    place_loose(loose, segments, plan)
