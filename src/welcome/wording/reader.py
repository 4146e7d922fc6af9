"""Reads a sentence from a poster or a spreadsheet cell as opening times, and asks about what it does not say."""

from datetime import date

from welcome.directory.errors import BadParameter
from welcome.wording.reader_clauses import Plan
from welcome.wording.reader_findings import Findings
from welcome.wording.reader_grammar import elements_of
from welcome.wording.reader_judgement import judge_plan
from welcome.wording.reader_plan import plan_of
from welcome.wording.reader_text import Text, tokenise
from welcome.wording.reading import Reading
from welcome.wording.words import Words
from welcome.wording.words_en import ENGLISH_WORDS

#: The languages that are read, each by its table of words.
WORDS: dict[str, Words] = {"en": ENGLISH_WORDS}
#: Opening times are never longer; the limit keeps hostile input cheap.
READ_MAX_CHARACTERS = 2000

#: Parts of a text that show it is about times at all.
_ABOUT_TIMES = {"days", "dates", "times", "months", "term", "weeks", "nth", "closed", "except", "valid", "all_hours",
                "round_the_clock", "appointment", "bank", "part", "question", "anchor"}  # fmt: skip

_NEARLY = {"each", "ordinal", "weeks", "of_month", "clock", "number"}


def read_words(text: str, *, today: date, language: str = "en") -> Reading:
    """Read opening times from people's words.

    today: the day on which the words are read; a date without a year is looked for from there. Nothing is dropped: each
    word is used, known to be harmless, or in `left_over`, and anything left over makes the reading a question. Raises
    BadParameter for a language whose words are in no table.
    """
    words = WORDS.get(language)
    if words is None:
        raise BadParameter("language", f"Opening times are read in these languages: {', '.join(WORDS)}.")
    if len(text) > READ_MAX_CHARACTERS:
        question = words.say("ask.too_long", most=READ_MAX_CHARACTERS)
        return Reading(text=text, status="refused", left_over=(text,), questions=(question,))
    cut = tokenise(text, words)
    if all(token.kind in ("newline", "end") for token in cut.tokens):
        return Reading(text=text, status="ask", questions=(words.say("ask.nothing"),))
    elements = elements_of(cut)
    left_over = _left_over(cut)
    if not any(element.kind in _ABOUT_TIMES for element in elements):
        # "Every 5th Blursday" is about times, although nobody can say which.
        near = not left_over or any(token.kind in _NEARLY for token in cut.tokens)
        return Reading(
            text=text,
            status="ask" if near else "refused",
            left_over=left_over,
            questions=(words.say("ask.no_times_here"),),
        )
    findings = Findings(cut, words, today, [], [], [], [])
    for written, meant in cut.slips:
        findings.guessed.append(words.say("guess.slip", words=written, meant=meant.capitalize()))
    plan = plan_of(elements)
    if not plan.clauses and all(element.kind in ("appointment", "sep", "note", "booking", "label") for element in elements):
        plan.extra_appointment = next(element for element in elements if element.kind == "appointment")
    judge_plan(plan, findings)
    if not findings.schedules and not findings.questions:
        findings.questions.append(words.say("ask.only_closed" if _only_closed(plan) else "ask.no_times_here"))
    findings.questions += [words.say("ask.left_over", words=left) for left in left_over]
    return Reading(
        text=text,
        status="ask" if findings.questions else "read",
        schedules=tuple(findings.schedules),
        closures=tuple(findings.closures),
        guessed=tuple(dict.fromkeys(findings.guessed)),
        left_over=left_over,
        questions=tuple(findings.questions),
    )


def _only_closed(plan: Plan) -> bool:
    return bool(plan.everywhere) and all(element.kind in ("off", "close", "bank") for element in plan.everywhere)


def _left_over(cut: Text) -> tuple[str, ...]:
    """Return the exact words that nothing was made of, neighbours together."""
    runs: list[list[int]] = []
    for place, token in enumerate(cut.tokens):
        if token.used:
            continue
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return tuple(cut.between(run[0], run[-1]) for run in runs)
