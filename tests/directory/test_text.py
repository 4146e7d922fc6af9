"""Finding a venue by what somebody types."""

import random
from datetime import UTC, datetime
from itertools import product

import pytest

from examples.made_venues import contents, venue
from welcome.directory.search import Query, search
from welcome.directory.snapshot import Snapshot
from welcome.directory.text import likeness, plain

SEED = 20261126
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
FIRST = ("Amber", "Birch", "Cobalt", "Dapple", "Ember", "Fallow", "Garnet", "Harbour", "Indigo", "Jasper", "Kestrel", "Linden")
SECOND = (
    "Abbot",
    "Baker",
    "Cooper",
    "Draper",
    "Fletcher",
    "Glover",
    "Hooper",
    "Ironside",
    "Joiner",
    "Mason",
    "Potter",
    "Weaver",
)
THIRD = ("Green", "Lane", "Street")
KINDS = ("Hall", "Chapel", "Community Centre", "Library", "Methodist Church", "Café", "Garden", "Tea Room", "Welcome Space")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("CAFÉ", "cafe"),
        ("St. Ælfric's, Hall", "st ælfrics hall"),
        ("St Ann’s", "st anns"),
        ("hot_drinks", "hot drinks"),
        ("  Tŷ   Croeso ", "ty croeso"),
        ("ਜੀ ਆਇਆਂ", plain("ਜੀ ਆਇਆਂ")),
    ],
)
def test_case_accents_and_punctuation_do_not_matter(typed, said):
    assert plain(typed) == said


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("acorn", ["Acorn Hall"]),
        ("hall acorn", ["Acorn Hall"]),
        ("mill lane", ["Bramble Rooms"]),
        ("hot drinks", ["Clover Café"]),
        ("CLOVER cafe", ["Clover Café"]),
        ("acron hall", ["Acorn Hall"]),
        ("aa1 1aa", ["Acorn Hall"]),
    ],
    ids=["name", "words in any order", "address", "provision", "no accent", "two letters swapped", "postcode"],
)
def test_names_addresses_and_provision_are_found(typed, found):
    made = [
        venue(1, name="Acorn Hall", postcode="AA1 1AA"),
        venue(2, name="Bramble Rooms", address="Mill Lane"),
        venue(3, name="Clover Café", provision=("hot_drinks",)),
    ]
    snapshot = Snapshot.of(contents(made), NOW)
    answer = search(snapshot, Query(at=NOW, text=typed))
    assert [snapshot.venues[match.index].name for match in answer.matches] == found


def test_words_that_are_nowhere_find_nothing():
    assert likeness("xylophone quartet", ["acorn hall"], ["acorn hall"]).tolist() == [0]
    assert likeness("  !! ", ["acorn hall"], ["acorn hall"]).tolist() == [0]


def slip(dice: random.Random, name: str) -> str:
    """Return the name with one letter left out, added, changed, or swapped with its neighbour."""
    place = dice.randrange(len(name) - 1)
    before, letter, after = name[:place], name[place], name[place + 1 :]
    return dice.choice(
        [
            before + after,
            before + dice.choice(LETTERS) + letter + after,
            before + dice.choice(LETTERS) + after,
            before + after[0] + letter + after[1:],
        ]
    )


def test_one_slip_of_a_letter_still_finds_it_among_the_first_three():
    dice = random.Random(SEED)
    print(f"seed {SEED}")
    every = [" ".join(words) for words in product(FIRST, SECOND, THIRD, KINDS)]
    made = [venue(number, name=name) for number, name in enumerate(dice.sample(every, 2000), 1)]
    snapshot = Snapshot.of(contents(made), NOW)
    missed = []
    for one in dice.sample(made, 200):
        typed = slip(dice, one.name)
        answer = search(snapshot, Query(at=NOW, text=typed, limit=3))
        if one.name not in [snapshot.venues[match.index].name for match in answer.matches]:
            missed.append((typed, one.name))
    assert missed == []
