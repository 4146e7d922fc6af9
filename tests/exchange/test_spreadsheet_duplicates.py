"""The same place under two rows is added once, and reading a sheet twice changes nothing."""

import msgspec
import pytest
from hypothesis import given, seed
from hypothesis import strategies as st

from welcome.directory.slugs import free_slug, slug_of
from welcome.exchange.duplicates import match
from welcome.exchange.names import name_key, seem_alike

HEADINGS = "name,address,postcode,hours\n"
ELM = "Elm Street Hall,1 Elm Street,AA1 1AA,Monday 10 to 12\n"


@pytest.mark.parametrize(
    "second",
    [
        ELM,
        "Elm Street Hall,Elm St,aa11aa,Fortnightly on Mondays\n",
        "ELM ST. HALL,1 Elm Street,AA1 1AA,Monday 10 to 12\n",
        "The Elm Stret Hall,1 Elm Street,AA1 1AA,Monday 10 to 12\n",
        "Hall Elm Street,1 Elm Street,AA1 1AA,Monday 10 to 12\n",
        "Elm Street Hall,1 Elm Street,,Monday 10 to 12\n",
    ],
)
def test_a_likely_duplicate_is_named_with_its_row_and_not_added(read, second):
    sheet = read(HEADINGS + ELM + second)
    assert len(sheet.venues) == 1
    [remark] = sheet.report.of_kind("duplicate")
    assert remark.row == 3
    assert "the same place as row 2 (“Elm Street Hall”)" in remark.sentence
    assert (sheet.report.read, sheet.report.kept, sheet.report.refused) == (2, 1, 0)
    assert "1 not added a second time" in sheet.report.lines()[0]


def test_a_duplicate_with_other_times_has_them_told_as_they_may_be_the_right_ones(read):
    sheet = read(HEADINGS + "Elm Hall,Elm Street,AA1 1AA,Monday 12 to 02\nElm Hall,Elm St,AA1 1AA,Monday 10 to 12\n")
    assert sheet.report.of_kind("duplicate")[0].sentence.endswith(" Its times differ: “Monday 10 to 12”.")


@pytest.mark.parametrize(
    "second",
    [
        "Oak Hall,1 Elm Street,AA1 1AA,\n",
        "Elm Street Hall,9 Far Road,AA1 3AA,\n",
        "Elm Street Chapel,1 Elm Street,AA1 1AA,\n",
        "Elm Street Hall Room 2,1 Elm Street,AA1 3AA,\n",
    ],
)
def test_another_place_is_added_though_it_shares_a_postcode_or_a_name(read, second):
    sheet = read(HEADINGS + ELM + second)
    assert len(sheet.venues) == 2
    assert sheet.report.of_kind("duplicate") == ()


def test_a_name_within_another_at_one_place_is_added_and_asked_about(read):
    sheet = read(HEADINGS + ELM + "Elm Street Hall Tea Room,1 Elm Street,AA1 1AA,Monday 10 to 12\n")
    assert len(sheet.venues) == 2
    assert [(question.about, question.venue_slug) for question in sheet.questions] == [("name", "elm-street-hall-tea-room")]


@pytest.mark.parametrize(
    ("name", "other", "alike"),
    [
        ("St Mary's Church", "Saint Marys Church", True),
        ("Elm Hall Room 1", "Elm Hall Room 2", False),
        ("Elm Hall A", "Elm Hall B", False),
        ("The Café & Garden", "Cafe and Garden", True),
        ("St Mary's Church", "St Luke's Church", False),
    ],
)
def test_names_are_compared_as_people_would(name, other, alike):
    assert seem_alike(name_key(name), name_key(other)) is alike


def test_reading_a_sheet_twice_adds_nothing_and_says_nothing(read):
    content = HEADINGS + ELM + "Oak Hall,2 Oak Street,AA9 9ZZ,Fortnightly on Mondays\nAsh Hall,3 Ash Street,,\n"
    first = read(content)
    second = read(content, existing=first.venues)
    assert (second.venues, second.questions, second.report.remarks) == ((), (), ())
    assert [there.slug for there, _ in second.already] == ["elm-street-hall", "oak-hall", "ash-hall"]
    assert (second.report.read, second.report.already) == (3, 3)


def test_a_venue_that_its_host_renamed_is_found_again_and_left_as_it_is(read):
    [elm] = read(HEADINGS + ELM).venues
    renamed = msgspec.structs.replace(elm, name="Elm Tree Hub", id=7)
    second = read(HEADINGS + ELM, existing=[renamed])
    assert second.venues == ()
    assert "differs in name" in second.report.of_kind("warning")[0].sentence


def test_a_sheet_that_says_otherwise_than_the_directory_changes_nothing_and_is_told_so(read):
    [elm] = read(HEADINGS + ELM).venues
    sheet = read(HEADINGS + "Elm Street Hall,2 Elm Street,AA1 1AA,1st Monday 10 to 12\n", existing=[elm])
    assert (sheet.venues, len(sheet.already)) == ((), 1)
    assert "differs in address and opening times. Nothing was changed" in sheet.report.of_kind("warning")[0].sentence


def test_a_nearly_equal_name_in_the_directory_holds_a_row_back(read):
    [elm] = read(HEADINGS + ELM).venues
    sheet = read(HEADINGS + "Elm Stret Hall,1 Elm Street,AA1 1AA,\n", existing=[elm])
    assert sheet.venues == ()
    assert "“Elm Street Hall”, which the directory has" in sheet.report.of_kind("duplicate")[0].sentence


def test_match_finds_by_identity_then_by_name_and_postcode(read):
    elm, oak = read(HEADINGS + ELM + "Oak Hall,2 Oak Street,,\n").venues
    assert match([elm, oak], msgspec.structs.replace(elm, uid="other", name="elm street hall!")) == elm
    assert match([elm, oak], msgspec.structs.replace(elm, uid="other", postcode="AA1 2AA")) is None
    assert match([elm, oak], msgspec.structs.replace(oak, uid="other", address="2, Oak Street")) == oak
    assert match([elm, oak], msgspec.structs.replace(oak, uid="other", address="9 Far Road")) is None
    assert match([], elm) is None


def test_two_places_of_one_name_get_addresses_of_their_own(read):
    sheet = read(HEADINGS + "St Mary's,Church Road,AA1 1AA,\nSt Mary's,Far Road,AA1 3AA,\n")
    assert [venue.slug for venue in sheet.venues] == ["st-marys", "st-marys-aa1"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Café St. T's & Garden", "cafe-st-ts-and-garden"),
        ("  --  A.B.C.  ", "abc"),
        ("ਗੁਰਦੁਆਰਾ", "venue-12345678"),
        ("x" * 90, "x" * 80),
    ],
)
def test_a_slug_is_plain_and_has_no_dot(name, slug):
    assert free_slug(slug_of(name, "12345678-0000"), (), "AA1 1AA") == slug


def test_a_slug_that_is_taken_is_told_apart_by_outcode_postcode_and_number():
    taken = {"elm-hall"}
    for expected in ("elm-hall-aa1", "elm-hall-aa1-1aa", "elm-hall-2", "elm-hall-3"):
        assert free_slug(slug_of("Elm Hall"), taken, "AA1 1AA") == expected
        taken.add(expected)


@seed(20261123)
@given(st.lists(st.tuples(st.text(max_size=40), st.sampled_from(["AA1 1AA", "B1 1BB", None])), max_size=30))
def test_slugs_are_always_free_and_fit_for_an_address(named):
    taken: set[str] = set()
    for name, postcode in named:
        slug = free_slug(slug_of(name, "12345678"), taken, postcode)
        assert slug not in taken
        assert slug.replace("-", "").isalnum()
        assert slug.isascii()
        assert slug == slug.lower().strip("-")
        taken.add(slug)
