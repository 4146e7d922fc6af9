"""A misplaced library hides a real gap: a position that its postcode contradicts is reported and not believed."""

import pytest

from welcome.directory.places import Point

AT_THE_POSTCODE, NEARBY = Point(-1.0, 53.0), Point(-1.001, 53.001)


def row(postcode="", lat="", lon="", address=""):
    return f"name,address,postcode,lat,lon\nElm Hall,{address},{postcode},{lat},{lon}\n"


@pytest.mark.parametrize(
    ("content", "point", "source", "asked"),
    [
        # Nothing but a postcode, in any form.
        (row("AA1 1AA"), AT_THE_POSTCODE, "postcode", []),
        (row(" aa1 1 aa "), AT_THE_POSTCODE, "postcode", []),
        (row("AA1 IAA"), AT_THE_POSTCODE, "postcode", []),
        # A position that agrees with its postcode is better than it: it is the door.
        (row("AA1 1AA", "53.001", "-1.001"), NEARBY, "given", []),
        (row("AA1 1AA", '"53,001"', "−1.001"), NEARBY, "given", []),
        # More than 500 m away, or in another ward: not believed.
        (row("AA1 1AA", "53.0046", "-1.001"), AT_THE_POSTCODE, "postcode", ["is 516 m away from that of AA1 1AA"]),
        (row("AA1 1AA", "53.05", "-0.9"), AT_THE_POSTCODE, "postcode", ["is 8.7 km away from that of AA1 1AA"]),
        (row("AA1 1AA", "53.0", "-0.994"), AT_THE_POSTCODE, "postcode", ["in another ward (Canal Side, not Market Place)"]),
        # A position that cannot be, beside a postcode that can.
        (row("AA1 1AA", "999", "999"), AT_THE_POSTCODE, "postcode", ["999, 999 is not one in the United Kingdom"]),
        (row("AA1 1AA", "0", "0"), AT_THE_POSTCODE, "postcode", ["0, 0 is not one in the United Kingdom"]),
        (row("AA1 1AA", "-1.001", "53.001"), AT_THE_POSTCODE, "postcode", ["seems to have latitude and longitude exchanged"]),
        (row("AA1 1AA", "53.001", ""), AT_THE_POSTCODE, "postcode", ["53.001, nothing is not a latitude and a longitude"]),
        (row("AA1 1AA", "north", "west"), AT_THE_POSTCODE, "postcode", ["is not a latitude and a longitude"]),
        # A postcode that the list has not got: a question, and the venue is kept.
        (row("AA9 9ZZ"), None, "none", ["AA9 9ZZ is not in our list"]),
        (row("AA9 9ZZ", "53.001", "-1.001"), NEARBY, "given", ["AA9 9ZZ is not in our list"]),
        (row("AA9 9ZZ", "999", "999"), None, "none", ["AA9 9ZZ is not in our list", "It is kept without a position"]),
        # A postcode that is none, beside a position that can be.
        (row("AA1 1A", "53.001", "-1.001"), NEARBY, "given", ["“AA1 1A” is not a whole postcode"]),
        # No postcode at all.
        (row("", "53.001", "-1.001"), NEARBY, "given", []),
        (row("", "53.001", "-0.4"), Point(-0.4, 53.001), "given", ["lies outside every ward"]),
        (row(""), None, "none", ["There is no postcode"]),
        (row("n/a", "-", "-"), None, "none", ["There is no postcode"]),
        (row("", address='"1 Elm Street, AA1 1AA"'), AT_THE_POSTCODE, "postcode", []),
        (row("AA1 1AA", address='"1 Elm Street, AA1 2AA"'), AT_THE_POSTCODE, "postcode", ["AA1 1AA is kept: which is right?"]),
    ],
)
def test_where_a_venue_is_when_the_row_gives_postcode_position_both_or_neither(read, content, point, source, asked):
    sheet = read(content)
    [venue] = sheet.venues
    assert (venue.point, venue.position_source) == (point, source)
    sentences = [question.sentence for question in sheet.questions if question.about in ("postcode", "position")]
    assert len(sentences) == len(asked)
    for said, sentence in zip(asked, sentences, strict=True):
        assert said in sentence


@pytest.mark.parametrize(
    ("content", "column"),
    [
        (row("AA1 1A"), "postcode"),
        (row("Examplebury"), "postcode"),
        (row("AA1 1AA / AA1 2AA"), "postcode"),
        (row("", "999", "999"), "latitude"),
        (row("", "0", "0"), "latitude"),
        (row("", "-1.001", "53.001"), "latitude"),
        (row("AA1 1A", "999", "999"), "latitude"),
        (row("", "48.85", "2.35"), "latitude"),
    ],
)
def test_a_row_whose_only_place_is_impossible_is_refused_so_that_it_is_put_right_first(read, content, column):
    sheet = read(content)
    assert sheet.venues == ()
    [fault] = sheet.report.of_kind("fault")
    assert (fault.row, fault.column) == (2, column)


def test_a_position_on_the_national_grid_is_understood(read):
    sheet = read("name,easting,northing\nElm Hall,467200,345600\n")
    [venue] = sheet.venues
    assert (venue.point.longitude, venue.point.latitude) == pytest.approx((-1.0, 53.004), abs=0.003)
    assert venue.position_source == "given"


def test_where_no_wards_are_known_a_position_is_held_against_the_distance_alone(read):
    sheet = read(row("AA1 1AA", "53.0", "-0.994"), ward_of=None)
    assert sheet.venues[0].point == Point(-0.994, 53.0)
