"""What the reader of opening times has gathered so far, and how it says times and dates in a question."""

from datetime import date

import msgspec

from welcome.directory.hours import MINUTES_A_DAY, Closure, Schedule
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


def say_minutes(minutes: int) -> str:
    """Return a time in plain English for a question: 570 is "9:30am", 720 is "midday"."""
    hour, minute = divmod(minutes % MINUTES_A_DAY, 60)
    if not minute and hour in (0, 12):
        return "midday" if hour else "midnight"
    half = "pm" if hour >= 12 else "am"
    return f"{hour % 12 or 12}:{minute:02}{half}" if minute else f"{hour % 12 or 12}{half}"


def say_span(opens: int, closes: int) -> str:
    return f"{say_minutes(opens)} to {say_minutes(closes)}"


def say_date(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
