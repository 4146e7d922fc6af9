"""Made-up schedules, written in many hands by a writer of its own, are read back exactly or asked about, never wrongly."""

import random
from datetime import date, timedelta

from hypothesis import given, seed, settings
from hypothesis import strategies as st

from welcome.directory.hours import LAST_IN_MONTH, Schedule, check_schedule
from welcome.wording.reader import READ_MAX_CHARACTERS, read_words
from welcome.wording.words_en import ENGLISH_WORDS

SEED = 20261123
SENTENCES = 3000
TODAY = date(2026, 11, 23)
LONG = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT = ("Mon", "Tues", "Weds", "Thurs", "Fri", "Sat", "Sun")
PLACES = {1: ("1st", "first"), 2: ("2nd", "second"), 3: ("3rd", "third"), 4: ("4th", "fourth"), 6: ("last", "last")}
EVERY = {
    2: ("Every other", "Alternate", "Fortnightly on", "Every two weeks on"),
    3: ("Every 3 weeks on", "Every three weeks on"),
    4: ("Every 4 weeks on", "Every four weeks on"),
}
MONTHS = tuple(date(2026, month, 1).strftime("%B") for month in range(1, 13))


def made_schedule(chance: random.Random) -> Schedule:
    days = sorted(chance.sample(range(7), chance.choice((1, 1, 1, 2, 3, 5))))
    mask = sum(1 << day for day in days)
    opens = chance.randrange(7 * 4, 20 * 4) * 15
    closes = min(opens + chance.randrange(2, 33) * 15, 24 * 60 - 15)
    fields = {"weekdays": mask, "opens": opens, "closes": closes}
    kind = chance.random()
    if kind < 0.25:
        places = chance.sample((1, 2, 3, 4, 6), chance.choice((1, 1, 2)))
        fields |= {"weekdays": 1 << days[0], "nth": sum(LAST_IN_MONTH if place == 6 else 1 << place - 1 for place in places)}
    elif kind < 0.35:
        anchor = TODAY + timedelta(days=chance.randrange(60))
        fields |= {
            "weekdays": 1 << anchor.weekday(),
            "every_weeks": chance.choice((2, 3, 4)),
            "anchor": anchor,
            "valid_from": anchor,
        }
    if chance.random() < 0.15:
        first, last = chance.randrange(12), chance.randrange(12)
        span = [first]
        while span[-1] != last:
            span.append((span[-1] + 1) % 12)
        fields["months"] = 0 if len(span) == 12 else sum(1 << month for month in span)
        fields["months_said"] = f"{MONTHS[first]} to {MONTHS[last]}" if first != last else MONTHS[first]
        if not fields["months"]:
            fields.pop("months_said")
    fields["term"] = chance.choice(("always", "always", "always", "term_only", "holidays_only"))
    fields["bank_holidays"] = chance.choice(("not_said", "not_said", "closed", "as_usual"))
    return fields


def written_clock(minutes: int, hand: int) -> str:
    hour, minute = divmod(minutes, 60)
    if hand == 0:
        return f"{hour:02}:{minute:02}"
    if hand == 1:
        return f"{hour:02}{minute:02}"
    if minutes == 720 and hand in (2, 3):
        return "12 noon" if hand == 2 else "midday"
    half = "am" if hour < 12 else "pm"
    dot = {2: ".", 3: ":", 4: "."}[hand]
    space = " " if hand == 4 else ""
    return f"{hour % 12 or 12}{dot}{minute:02}{space}{half}" if minute else f"{hour % 12 or 12}{space}{half}"


def written_days(fields: dict, chance: random.Random) -> str:
    days = [day for day in range(7) if fields["weekdays"] >> day & 1]
    names = chance.choice((LONG, SHORT))
    if fields.get("nth"):
        spelling = chance.choice((0, 1))
        places = [PLACES[bit + 1][spelling] for bit in range(6) if fields["nth"] >> bit & 1]
        joined = chance.choice((" & ", " and ")).join(places)
        return f"{joined} {names[days[0]]}{chance.choice(('', ' of the month', ' of each month'))}"
    if fields.get("every_weeks"):
        every = EVERY[fields["every_weeks"]]
        anchor = fields["anchor"]
        said = chance.choice(
            (
                f"{anchor.day} {anchor:%B %Y}",
                f"{anchor.day}/{anchor.month}/{anchor.year}",
                f"{anchor.day} {anchor:%b} {anchor.year}",
            )
        )
        return f"{chance.choice(every)} {LONG[days[0]]}{chance.choice(('', 's'))} {chance.choice(('from', 'starting'))} {said}"
    if len(days) >= 3 and days == list(range(days[0], days[-1] + 1)) and chance.random() < 0.7:
        return f"{names[days[0]]}{chance.choice((' to ', '-', ' - ', '–', ' until '))}{names[days[-1]]}"
    said = [names[day] + ("s" if names is LONG and chance.random() < 0.5 else "") for day in days]
    if len(said) == 1:
        return chance.choice((said[0], f"Every {names[days[0]]}"))
    return chance.choice((", ", "/")).join(said[:-1]) + chance.choice((" & ", " and ", ", ")) + said[-1]


def written(fields: dict, chance: random.Random) -> str:
    hand = chance.randrange(5)
    times = chance.choice((" to ", "-", " - ", "–", " until ")).join(
        written_clock(fields[edge], hand) for edge in ("opens", "closes")
    )
    days = written_days(fields, chance)
    text = chance.choice(
        (
            f"{days} {times}",
            f"{days}, {times}",
            f"{days}: {times}",
            f"{times} {days}" if not fields.get("every_weeks") else f"{days} {times}",
        )
    )
    after = []
    if fields.get("months_said"):
        after.append(chance.choice((f"({fields['months_said']})", f", {fields['months_said']}")))
    if fields["term"] == "term_only":
        after.append(chance.choice((", term time only", " (term time)", " during term time", " - term-time only")))
    if fields["term"] == "holidays_only":
        after.append(chance.choice((", school holidays only", " (school holidays)", " during school holidays")))
    if fields["bank_holidays"] == "closed":
        after.append(
            chance.choice((", closed bank holidays", " (except bank holidays)", ". Closed Bank Holidays.", " excl. BH"))
        )
    if fields["bank_holidays"] == "as_usual":
        after.append(chance.choice((", including bank holidays", " (inc BH)", ". Open as usual on bank holidays.")))
    return text + "".join(part if part[0] in " ,.;" else f" {part}" for part in after)


MEANING = ("weekdays", "nth", "every_weeks", "anchor", "months", "opens", "closes", "valid_from", "valid_to", "term",
           "bank_holidays", "kind")  # fmt: skip


def meaning(schedule: Schedule) -> tuple:
    """Return what decides when it is open, the weekdays first."""
    return tuple(getattr(schedule, name) for name in MEANING)


def test_what_is_written_in_many_hands_is_read_back_exactly_or_asked_about() -> None:
    chance = random.Random(SEED)
    counts = {"read": 0, "ask": 0, "refused": 0}
    for _ in range(SENTENCES):
        fields = made_schedule(chance)
        text = written(fields, chance)
        fields.pop("months_said", None)
        reading = read_words(text, today=TODAY)
        counts[reading.status] += 1
        if reading.status == "read":
            assert [meaning(schedule) for schedule in reading.schedules] == [meaning(Schedule(**fields))], (
                f"{text!r} (seed {SEED})"
            )
            assert not reading.closures
            check_schedule(reading.schedules[0])
    print(f"\n{counts} of {SENTENCES} made-up sentences, none wrong; seed {SEED}")
    assert counts["refused"] == 0
    assert counts["read"] >= SENTENCES * 0.9


def test_two_clauses_are_read_back_exactly_or_asked_about() -> None:
    chance = random.Random(SEED + 1)
    read = 0
    for _ in range(SENTENCES):
        pair = [made_schedule(chance) for _ in range(2)]
        for fields in pair:
            fields |= {"term": "always", "bank_holidays": "not_said"}
            fields.pop("months", None)
            fields.pop("months_said", None)
        text = chance.choice(("; ", ", ", "\n", " and ", ". ", " ")).join(written(fields, chance) for fields in pair)
        reading = read_words(text, today=TODAY)
        if reading.status != "read":
            continue
        read += 1
        wanted = {meaning(Schedule(**fields)) for fields in pair}
        together = _merged_weekdays([Schedule(**fields) for fields in pair])
        found = {meaning(schedule) for schedule in reading.schedules}
        assert found in (wanted, {meaning(schedule) for schedule in together}), f"{text!r} (seed {SEED})"
    print(f"\n{read} of {SENTENCES} made-up pairs read, none wrong; seed {SEED}")
    assert read >= SENTENCES * 0.5


def _merged_weekdays(rows: list[Schedule]) -> list[Schedule]:
    one, two = rows
    if meaning(one)[1:] != meaning(two)[1:]:
        return rows
    return [
        Schedule(
            **{name: getattr(one, name) for name in Schedule.__struct_fields__} | {"weekdays": one.weekdays | two.weekdays}
        )
    ]


WORDS = sorted(word for word in ENGLISH_WORDS.phrases if word.isalpha())
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(["10", "2-4", "10am", "9.30", "12", "1400", "1st", "£2", "24/7", "7 Jan 2027"]),
    st.sampled_from(["&", "-", ",", ";", "\n", "(", ")", ".", "/"]),
    st.text(max_size=6),
)


@seed(SEED)
@settings(max_examples=1500, deadline=None, database=None)
@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_no_heap_of_words_breaks_the_reader(text: str) -> None:
    reading = read_words(text[:READ_MAX_CHARACTERS], today=TODAY)
    assert reading.status in ("read", "ask", "refused")
    assert (reading.status == "read") == (not reading.questions)
    assert not reading.left_over or reading.status != "read"
    if reading.status == "read":
        for schedule in reading.schedules:
            check_schedule(schedule)


@seed(SEED)
@settings(max_examples=1000, deadline=None, database=None)
@given(st.text(max_size=300))
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    assert read_words(text, today=TODAY).text == text


@seed(SEED)
@settings(max_examples=600, deadline=None, database=None)
@given(
    st.lists(PIECES, min_size=1, max_size=12).map(" ".join),
    st.sampled_from(["xylophone", "perhaps", "floor", "zzz", "%"]),
    st.integers(0, 12),
)
def test_a_word_that_nobody_knows_is_never_dropped(text: str, stranger: str, place: int) -> None:
    parts = text.split(" ")
    words = " ".join([*parts[:place], stranger, *parts[place:]])
    reading = read_words(words, today=TODAY)
    assert reading.status != "read"
    assert any(stranger in left for left in reading.left_over)
