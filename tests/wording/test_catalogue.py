"""The one catalogue of words: whole, kind, and safe with what hosts write."""

import re

import pytest

from welcome.wording.catalogue import ENGLISH, Catalogue, catalogue, languages

PLACEHOLDER = re.compile(r"\{(\w+)\}")
#: Words that no resident is to be called (the project's language of dignity).
UNKIND = re.compile(
    r"\b(elderly|vulnerable|lonely|isolated|at risk|suffer\w*|hard to reach|service users?|deprived|wheelchair-bound|"
    r"the disabled|needy|not suitable for you)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("language", languages())
def test_no_sentence_calls_people_what_they_would_not_call_themselves(language):
    unkind = {key: text for key, text in catalogue(language).messages.items() if UNKIND.search(text)}
    assert unkind == {}


def test_the_lint_for_unkind_words_does_find_them():
    assert UNKIND.search("For the Elderly and needy")


def strange_blanks(messages, english):
    """Return the keys whose sentence has a blank that nobody fills."""
    blanks = {key: set(PLACEHOLDER.findall(text)) for key, text in messages.items() if key in english}
    return [key for key, found in blanks.items() if found - set(PLACEHOLDER.findall(english[key])) - {"hour24"}]


@pytest.mark.parametrize("language", languages())
def test_every_language_uses_only_blanks_that_are_filled(language):
    messages = catalogue(language).messages
    assert strange_blanks(messages, catalogue(ENGLISH).messages) == []
    assert all(text and text == text.strip() for text in messages.values())
    assert len(messages["numerals"]) == 10


def test_a_blank_that_nobody_fills_is_found():
    assert strange_blanks({"range": "{first} i {ostatni}"}, catalogue(ENGLISH).messages) == ["range"]


def test_english_comes_first_and_stands_in_for_a_language_that_is_not_there():
    assert languages()[0] == ENGLISH
    assert catalogue("tlh") == catalogue(ENGLISH)


def test_braces_in_a_hosts_words_are_never_taken_for_blanks():
    words = Catalogue("en", {"a": "{x} and {y}"})
    assert words.say("a", x="{y}", y="tea") == "{y} and tea"


def test_a_missing_key_or_value_is_loud():
    with pytest.raises(KeyError):
        catalogue().say("no.such.key")
    with pytest.raises(KeyError):
        catalogue().say("range", first="Monday")


@pytest.mark.parametrize(
    ("language", "numbers", "category"),
    [
        ("en", [1], "one"),
        ("en", [0, 2, 21], "other"),
        ("pa", [0, 1], "one"),
        ("ur", [0, 2], "other"),
        ("pl", [2, 4, 22, 34], "few"),
        ("pl", [0, 5, 12, 21, 25], "many"),
        ("uk", [1, 21, 101], "one"),
        ("uk", [2, 24], "few"),
        ("uk", [11, 12, 5], "many"),
        ("ro", [0, 2, 19, 101], "few"),
        ("ro", [20, 100], "other"),
        ("ar", [0], "zero"),
        ("ar", [2], "two"),
        ("ar", [3, 110], "few"),
        ("ar", [11, 99], "many"),
        ("ar", [100, 102], "other"),
        ("cy", [3], "few"),
        ("cy", [6], "many"),
        ("cy", [4, 5], "other"),
        ("phr", [1], "one"),
    ],
)
def test_a_number_of_things_takes_the_plural_of_its_language(language, numbers, category):
    forms = {f"n.{form}": form for form in ("zero", "one", "two", "few", "many", "other")}
    words = Catalogue(language, {"numerals": "0123456789", **forms})
    assert [words.count("n", number) for number in numbers] == [category] * len(numbers)


def test_numerals_are_those_of_the_language():
    assert Catalogue("pa", {"numerals": "੦੧੨੩੪੫੬੭੮੯"}).number(2026) == "੨੦੨੬"
