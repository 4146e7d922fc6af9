"""Finds out which times belong to which days, and what narrows which of them; what is not plain becomes a question."""

from itertools import pairwise
from typing import Any

import msgspec

from welcome.wording.reader_dates import DateWords
from welcome.wording.reader_days import DayItem, Days
from welcome.wording.reader_parts import SEPARATORS, Element

#: What narrows the times: if it is not plain which of them, somebody must say.
TIMING = ("term", "months", "valid", "weeks", "nth", "anchor", "appointment", "only_nth", "only_dates")
#: What says something about a session without changing its times.
REMARKS = ("label", "who", "booking", "cost", "language", "note", "part")
MODIFIERS = (*TIMING, *REMARKS, "bank", "off", "close", "including", "every_day_of_year")
DAY_KINDS = ("days", "dates")
TIME_KINDS = ("times", "all_hours", "untimed")
COMMAS = ("comma", "and", "plus", "semicolon", "newline", "stop", "slash")


class Clause(msgspec.Struct):
    """Days and the times that belong to them. begins, ends: places of its days and times among the elements of its segment."""

    days: Days | None
    dates: list[DateWords]
    times: list[Element]
    first: int
    last: int
    begins: int
    ends: int
    modifiers: list[Element]
    segment: int = 0

    def has(self, kind: str) -> bool:
        return any(element.kind == kind for element in self.modifiers)

    def note_words(self, element: Element) -> None:
        self.first, self.last = min(self.first, element.first), max(self.last, element.last)


class Plan(msgspec.Struct):
    """All clauses, what holds for the whole text, and questions as (key, first token, last token)."""

    clauses: list[Clause]
    everywhere: list[Element]
    questions: list[tuple[str, int, int]]
    extra_appointment: Element | None = None
    monthly: list[Element] = []


def segments_of(elements: list[Element]) -> list[list[Element]]:
    """Cut at sentence ends, semicolons and line breaks that are not inside brackets."""
    segments: list[list[Element]] = [[]]
    for element in elements:
        if element.kind == "sep" and SEPARATORS[element.value] == 2 and element.depth == 0:
            segments[-1].append(element)
            segments.append([])
        else:
            segments[-1].append(element)
    return _with_closed_lines(segments)


def _with_closed_lines(segments: list[list[Element]]) -> list[list[Element]]:
    """Join a line that says only "Closed" to the line before it, where that one only names days, as tables do."""
    joined: list[list[Element]] = []
    for segment in segments:
        parts = [element for element in segment if element.kind != "sep"]
        before = [element for element in joined[-1] if element.kind != "sep"] if joined else []
        if [element.kind for element in parts] == ["closed"] and [element.kind for element in before] == ["days"]:
            joined[-1] = [*before, *segment]
        else:
            joined.append(segment)
    return joined


def letters_of(segment: list[Element]) -> str:
    return "".join("D" if e.kind in DAY_KINDS else "T" for e in segment if e.kind in DAY_KINDS or e.kind in TIME_KINDS)


def whole_segments(segments: list[list[Element]]) -> list[list[Element]]:
    """Join lines that only together have days and times, as in a table with the day on one line and its times on the next."""
    joined: list[list[Element]] = []
    waiting: list[Element] = []
    letters_waiting: set[str] = set()
    holder: list[Element] | None = None
    for segment in segments:
        letters = set(letters_of(segment))
        if waiting:
            # Remarks between a day and its times on lines of their own stay with them.
            waiting += segment
            letters_waiting |= letters
            if len(letters_waiting) == 2:
                joined.append(waiting)
                holder, waiting = waiting, []
        elif letters == {"T"} and holder is not None:
            holder += segment
        elif len(letters) == 1:
            waiting, letters_waiting = list(segment), letters
        else:
            joined.append(list(segment))
            holder = joined[-1] if letters else holder
    if waiting:
        joined.append(waiting)
    return joined


def clauses_in(segment: list[Element], number: int, plan: Plan) -> list[Clause]:
    letters = letters_of(segment)
    cores = [place for place, e in enumerate(segment) if e.kind in DAY_KINDS or e.kind in TIME_KINDS]
    first, last = segment[cores[0]].first, segment[cores[-1]].last
    if "D" not in letters:
        plan.questions.append(("ask.no_days", first, last))
        return []
    if "T" not in letters:
        part = any(e.kind == "part" or (e.kind == "days" and e.value.part) for e in segment)
        plan.questions.append(("ask.part" if part else "ask.no_times", first, last))
        return []
    if letters[0] == "D" and letters[-1] == "T":
        groups = _grouped(segment, cores, "D", plan)
    elif letters[0] == "T" and letters[-1] == "D":
        groups = _grouped(segment, cores, "T", plan)
    else:
        groups = _by_commas(segment, cores)
    if groups is None:
        plan.questions.append(("ask.which_days", first, last))
        return []
    made: list[Clause] = []
    for days, times in groups:
        made += _split_where_narrowed(segment, days, times, number, plan)
    return made


def _kind(element: Element) -> str:
    return "D" if element.kind in DAY_KINDS else "T"


def _grouped(segment: list[Element], cores: list[int], leading: str, plan: Plan) -> list[tuple[list[int], list[int]]] | None:
    """Return groups of (days, times) where the text keeps to one order, None where it does not."""
    runs: list[tuple[str, list[int]]] = []
    for core in cores:
        kind = _kind(segment[core])
        if runs and runs[-1][0] == kind:
            runs[-1][1].append(core)
        else:
            runs.append((kind, [core]))
    pairs = [(runs[at][1], runs[at + 1][1]) for at in range(0, len(runs), 2)]
    groups = [(a, b) if leading == "D" else (b, a) for a, b in pairs]
    for days, times in groups:
        if len(days) > 1 and not _joined(segment, days, ("comma", "and", "plus", "slash")) and not _spelt_out(segment, days):
            return None
        if leading == "T" and len(groups) > 1 and len(times) > 1 and not _joined(segment, times, ("and", "plus")):
            return None
    return groups


def _spelt_out(segment: list[Element], days: list[int]) -> bool:
    """Tell whether dates say which ones are meant of a day named before them: "Tuesdays 7, 14 and 21 January"."""
    if [segment[place].kind for place in days] != ["days", "dates"]:
        return False
    items = segment[days[0]].value.items
    if len(items) != 1 or items[0].ranged or items[0].nth or items[0].bank or items[0].weeks > 1:
        return False
    return all(
        other.kind == "sep" and other.value in ("comma", "colon", "dash", "left") for other in segment[days[0] + 1 : days[1]]
    )


def _joined(segment: list[Element], places: list[int], marks: tuple[str, ...]) -> bool:
    """Tell whether nothing but these marks stands between the places."""
    return all(
        {other.value for other in segment[before + 1 : after] if other.kind == "sep"} <= set(marks)
        and all(other.kind == "sep" for other in segment[before + 1 : after])
        and after > before + 1
        for before, after in pairwise(places)
    )


def _by_commas(segment: list[Element], cores: list[int]) -> list[tuple[list[int], list[int]]] | None:
    """Return one group for each part between commas, if each has exactly its own days and its own times."""
    parts: list[list[int]] = [[]]
    for place, element in enumerate(segment):
        if element.kind == "sep" and element.value in ("comma", "semicolon", "newline", "stop") and element.depth == 0:
            parts.append([])
        elif place in cores:
            parts[-1].append(place)
    groups = []
    for part in parts:
        days = [place for place in part if _kind(segment[place]) == "D"]
        times = [place for place in part if _kind(segment[place]) == "T"]
        if not part:
            continue
        if len(days) != 1 or len(times) != 1:
            return None
        groups.append((days, times))
    return groups or None


def _merged_days(segment: list[Element], places: list[int], plan: Plan) -> tuple[Days | None, list[DateWords]]:
    if len(places) == 2 and _spelt_out(segment, places):
        weekday = segment[places[0]].value.items[0].mask.bit_length() - 1
        for words in segment[places[1]].value:
            words.weekday = weekday
        return None, segment[places[1]].value
    items: list[DayItem] = []
    dates: list[DateWords] = []
    part: str | None = None
    for place in places:
        element = segment[place]
        if element.kind == "dates":
            dates += element.value
            continue
        if element.value.ask:
            plan.questions.append((element.value.ask, element.first, element.last))
        items += element.value.items
        part = element.value.part if part in (None, element.value.part) else "mixed"
    return (Days(items, part) if items else None), dates


def _split_where_narrowed(segment: list[Element], days: list[int], times: list[int], number: int, plan: Plan) -> list[Clause]:
    """Return one clause, or several with the same days where each of their times has its own term, months or label."""
    repeated, dates = _merged_days(segment, days, plan)
    runs: list[list[int]] = [[times[0]]]
    for before, after in pairwise(times):
        between = [e for e in segment[before + 1 : after] if e.kind in (*TIMING, "label", "who", "part")]
        if between:
            runs.append([after])
        else:
            runs[-1].append(after)
    made: list[Clause] = []
    for place, run in enumerate(runs):
        own = [*days, *run] if place == 0 else run
        if days[0] > times[-1] and place < len(runs) - 1:
            own = run
        elif days[0] > times[-1]:
            own = [*run, *days]
        elements = [segment[core] for core in own]
        clause = Clause(
            repeated,
            dates,
            [segment[core] for core in run],
            min(e.first for e in elements),
            max(e.last for e in elements),
            min(own),
            max(own),
            [],
            number,
        )
        made.append(clause)
    return made


def fields_of(clause: Clause, kind: str) -> list[Any]:
    """Return the values of the clause's modifiers of one kind."""
    return [element.value for element in clause.modifiers if element.kind == kind]
