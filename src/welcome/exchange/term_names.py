"""What a council's own name for some days means: a term, a holiday, an INSET day, or where one of them begins or ends."""

import re
from typing import Literal

#: inset: pupils are at home and teachers are not. bank: kept in a list of its own. year: a whole school year.
NameKind = Literal["term", "holiday", "inset", "bank", "year"]
#: Where something begins and ends, for files that name those days alone.
Edge = Literal["start", "end"]

_INSET = re.compile(
    r"\b(inset|in service|(staff |teacher )?training|(staff|professional) development|development days?|pd days?|staff days?|"
    r"staff only|baker days?|non pupil|pupil free|occasional days?|polling day)\b"
)
_BANK = re.compile(
    r"\bbank holiday\b|\b(early )?may day\b|\bgood friday\b|\beaster (sunday|monday)\b|\bchristmas day\b|\bboxing day\b|"
    r"\bnew year s day\b|\bpublic holiday\b"
)
_HOLIDAY = re.compile(r"\b(holidays?|half terms?|break|vacation|closed|closure)\b")
_HALF_OF_TERM = re.compile(r"\b(first|second|1st|2nd)( half( of)?( the)?| part)?( \w+)? (half|term)\b|\bhalf term [1-6]\b")
_TERM = re.compile(r"\bterms?\b")
#: Bare names: of a term only in a column of terms, of a holiday anywhere.
_TERM_ALONE = re.compile(r"(autumn|winter|spring|summer|michaelmas|lent|trinity|hilary|term|[1-6])( [1-6])?")
_HOLIDAY_ALONE = re.compile(r"(christmas|easter|whit(sun)?)( \w+)?")
_YEAR = re.compile(r"\b(academic|school) year\b")

_START = re.compile(r"\b(starts?|starting|begins?|beginning|commences?|first day|opens?|re ?opens?|returns?|back to school)\b")
_END = re.compile(r"\b(ends?|ending|finish(es)?|last day|closes?|breaks? up)\b")
#: “School closes for half term” is a last day of term; “half term ends” is a last day of a holiday.
_OF_A_HOLIDAY = re.compile(
    r"\b(half term|holidays?|break|vacation) (starts?|begins?|ends?|finish(es)?|commences?)\b|"
    r"\b(start|end|beginning|first day|last day) of (the )?(\w+ )?(half term|holidays?|break|vacation)\b"
)


def kind_of_name(name: str, *, in_a_column_of_terms: bool = False) -> NameKind | None:
    """Return what a name is the name of, and None where that cannot be told."""
    said = _plain(name)
    if _INSET.search(said):
        return "inset"
    if _BANK.search(said) and not re.search(r"\bhalf term|week\b", said):
        return "bank"
    if _HALF_OF_TERM.search(said) and not re.search(r"\b(holidays?|break)\b", said):
        return "term"
    if _HOLIDAY.search(said) or _HOLIDAY_ALONE.fullmatch(said):
        return "holiday"
    if _TERM.search(said) or (in_a_column_of_terms and _TERM_ALONE.fullmatch(said)):
        return "term"
    return "year" if _YEAR.search(said) else None


def edge_of_name(name: str) -> tuple[Literal["term", "holiday"], Edge] | None:
    """Return what begins or ends on a single day with this name: of “Term starts” the start of a term."""
    said = _plain(name)
    if _INSET.search(said) or _BANK.search(said):
        return None
    start, end = bool(_START.search(said)) or said.startswith("start of"), bool(_END.search(said))
    if start == end:
        return None
    return ("holiday" if _OF_A_HOLIDAY.search(said) else "term"), ("start" if start else "end")


def title_of_name(name: str) -> str:
    """Return a name fit to be shown: without the school year, the authority before a colon, or what begins or ends."""
    title = name.rsplit(": ", 1)[-1]
    title = re.sub(r"\(?\b20\d\d(\s*(/|-|–|—|to)\s*(20)?\d\d)?\b\)?", " ", title)
    title = re.sub(r"\b(starts?|begins?|commences?|ends?|finish(es)?)\b[ :]*$", " ", title.strip(), flags=re.IGNORECASE)
    return " ".join(title.split()).strip(" :-–—,|")


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", name.casefold()).split())
