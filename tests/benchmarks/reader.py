"""How fast people's words are read, and the share that is read, asked about and read wrongly."""

import random
import time
from collections import Counter
from collections.abc import Iterable

from benchmarks.figures import Report, Row
from welcome.directory.hours import Schedule
from welcome.wording.reader import READ_MAX_CHARACTERS, read_words
from wording.test_reader_made_up import SEED, made_schedule, meaning, written
from wording.test_reader_sentences import ASKED, READ, TODAY, shown

WANTED_A_SECOND = 2000
SLOWEST_WANTED_MS = 50
SECONDS = 3.0
MADE_UP = 5000
#: Pieces that repeat without end: each makes another part of the reader look ahead.
HOSTILE = (
    "1-2 ", "mon ", "mon,", "1st ", "(", "a", "é", "mon 10-12;", "closed ", "except mon ", "<", "&amp;", "1", "- ", "1,",
    "every other ", "april ", "2 january ", "tea ", "and ", "from ", "x@", "£", "until 1 ", "mon closed ", "\n", "mon\n",
    "10-12\n", "mon 10-12 (term time) ", "1 to ", "mon 9-5 except wed 9-1 ", "summer ", "ages 1-2 ", "wednedays ",
)  # fmt: skip


def reader(venues: int = 0) -> list[Report]:
    """Measure the reader of words; the number of venues is of no account."""
    texts = [row[0] for row in READ + ASKED]
    a_second = _a_second(texts)
    slowest = max(_milliseconds((piece * READ_MAX_CHARACTERS)[:READ_MAX_CHARACTERS]) for piece in HOSTILE)
    table, made_up = _shares_of_the_tables(), _shares_of_made_up()
    rows = (
        Row(what="sentences a second, one core", ours=f"{a_second:,.0f}", wanted=f"{WANTED_A_SECOND:,}"),
        Row(what="slowest hostile text", ours=f"{slowest:.0f} ms", wanted=f"under {SLOWEST_WANTED_MS} ms"),
        Row(what=f"specification, {sum(table.values())} sentences", ours=_said(table), wanted="0 wrong"),
        Row(what=f"made up in many hands, {sum(made_up.values())}", ours=_said(made_up), wanted="0 wrong"),
    )
    notes = (
        "Times are of the processor, not of the clock.",
        "The specification holds sentences that must be asked about as well as those that must be read.",
        f"Made-up sentences come from seed {SEED}.",
    )
    return [Report(name="Words about opening times", rows=rows, notes=notes)]


def _a_second(texts: list[str]) -> float:
    for text in texts:
        read_words(text, today=TODAY)
    count, begin = 0, time.process_time()
    while time.process_time() - begin < SECONDS:
        for text in texts:
            read_words(text, today=TODAY)
        count += len(texts)
    return count / (time.process_time() - begin)


def _milliseconds(text: str) -> float:
    begin = time.process_time()
    read_words(text, today=TODAY)
    return (time.process_time() - begin) * 1000


def _shares_of_the_tables() -> Counter[str]:
    found: Counter[str] = Counter()
    for words, wanted, _ in READ:
        reading = read_words(words, today=TODAY)
        right = "; ".join(shown(schedule) for schedule in reading.schedules) == wanted
        found[_outcome(reading.status, right)] += 1
    for words, _, _ in ASKED:
        found[_outcome(read_words(words, today=TODAY).status, False)] += 1
    return found


def _shares_of_made_up() -> Counter[str]:
    chance = random.Random(SEED)
    found: Counter[str] = Counter()
    for _ in range(MADE_UP):
        fields = made_schedule(chance)
        text = written(fields, chance)
        fields.pop("months_said", None)
        reading = read_words(text, today=TODAY)
        right = [meaning(schedule) for schedule in reading.schedules] == [meaning(Schedule(**fields))]
        found[_outcome(reading.status, right)] += 1
    return found


def _outcome(status: str, right: bool) -> str:
    return "asked" if status != "read" else "read right" if right else "read wrong"


def _said(shares: Counter[str]) -> str:
    kinds: Iterable[str] = ("read right", "asked", "read wrong")
    return ", ".join(f"{shares[kind]} {kind}" for kind in kinds)
