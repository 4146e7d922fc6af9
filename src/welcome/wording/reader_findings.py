"""What the reader of opening times has gathered so far, and how it says times and dates in a question."""

from datetime import date

import msgspec

from welcome.directory.hours import Closure, Schedule
from welcome.wording.catalogue import ENGLISH, catalogue
from welcome.wording.phrases import calendar_date, times, weekday_name
from welcome.wording.reader_text import Text
from welcome.wording.words import Words


class Findings(msgspec.Struct):
    """What is being gathered: schedules, closures, guesses, questions."""

    text: Text
    words: Words
    today: date
    schedules: list[Schedule] = []
    closures: list[Closure] = []
    guessed: list[str] = []
    questions: list[str] = []
    full_day_style: bool = False

    def ask(self, key: str, first: int, last: int, **parts: object) -> None:
        said = self.words.say(key, words=self.text.between(first, last), **parts)
        if said not in self.questions:
            self.questions.append(said)

    def guess(self, key: str, first: int, last: int, **parts: object) -> None:
        said = self.words.say(key, words=self.text.between(first, last), **parts)
        if said not in self.guessed:
            self.guessed.append(said)


def say_span(opens: int, closes: int) -> str:
    """Return a pair of times for a question: "9:30am to midday"."""
    return times(catalogue(ENGLISH), opens, closes)


def say_date(day: date) -> str:
    return calendar_date(catalogue(ENGLISH), day)


def say_weekday(day: date) -> str:
    return weekday_name(catalogue(ENGLISH), day)
