"""What is read from people's words: each row is a sentence and the schedules it means, exactly."""

from datetime import date

import pytest

from welcome.directory.hours import WEEKDAYS, Schedule
from welcome.wording.reader import read_words

#: A Monday in November: the coming January is near, the past summer is not.
TODAY = date(2026, 11, 23)
_SAID_ELSEWHERE = ("id", "weekdays", "opens", "closes", "words")


def shown(schedule: Schedule) -> str:
    """Return a schedule in short: "mo,we 10:00-12:00 nth=1,3 term=term_only"; what is as usual is left out."""
    days = ",".join(day for place, day in enumerate(WEEKDAYS) if schedule.weekdays >> place & 1) or "no day"
    times = "untimed" if schedule.opens is None else f"{clock(schedule.opens)}-{clock(schedule.closes)}"
    usual = Schedule()
    more = []
    for name in Schedule.__struct_fields__:
        value = getattr(schedule, name)
        if name in _SAID_ELSEWHERE or value == getattr(usual, name):
            continue
        if name in ("nth", "months"):
            value = ",".join(str(place + 1) for place in range(12) if value >> place & 1).replace(
                "6", "last" if name == "nth" else "6"
            )
        more.append(f"{name}={value}")
    return " ".join([days, times, *more])


def clock(minutes: int | None) -> str:
    return "late" if minutes is None else f"{minutes // 60:02}:{minutes % 60:02}"


PLAIN = [
    ("Tuesday 10am-12pm", "tu 10:00-12:00"),
    ("Mondays 9am to 5pm", "mo 09:00-17:00"),
    ("Tues to Fri 8.30am - 6pm, Sat 9am - 5pm", "tu,we,th,fr 08:30-18:00; sa 09:00-17:00"),
    ("Weekdays 11:00-14:00", "mo,tu,we,th,fr 11:00-14:00"),
    ("Thursdays 10am - 12noon term time only", "th 10:00-12:00 term=term_only"),
    ("1st & 3rd Thursday 2-4pm", "th 14:00-16:00 nth=1,3"),
    ("Mon–Fri 9.30-4, closed BH", "mo,tu,we,th,fr 09:30-16:00 bank_holidays=closed"),
    ("Open 24/7", "mo,tu,we,th,fr,sa,su 00:00-24:00"),
    ("last Friday of the month 7pm till late", "fr 19:00-late nth=last"),
    ("Daily 9am–5pm except Sunday", "mo,tu,we,th,fr,sa 09:00-17:00"),
]


@pytest.mark.parametrize(("words", "meaning"), PLAIN, ids=[row[0] for row in PLAIN])
def test_a_sentence_is_read_as_the_times_it_means(words: str, meaning: str) -> None:
    reading = read_words(words, today=TODAY)
    assert (reading.status, reading.left_over, reading.questions) == ("read", (), ())
    assert "; ".join(shown(schedule) for schedule in reading.schedules) == meaning
