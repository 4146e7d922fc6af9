"""A sheet of venues comes in row by row, as a careful person would judge it."""

import pytest

from welcome.directory.errors import FaultyFile
from welcome.directory.places import Point
from welcome.directory.postcodes import NO_POSTCODES

HEADINGS = "name,address,postcode,opening_times,notes,phone,website\n"


def remarks(sheet, kind):
    return [(remark.row, remark.column) for remark in sheet.report.of_kind(kind)]


def test_a_plain_row_becomes_a_venue_at_its_postcode(read):
    sheet = read(HEADINGS + 'Elm Hall,"1 Elm Street, Examplebury",aa11aa,Monday 10 to 12,,01632 960000,https://elm.example\n')
    [venue] = sheet.venues
    assert (venue.id, venue.slug, venue.name, venue.address) == (0, "elm-hall", "Elm Hall", "1 Elm Street, Examplebury")
    assert (venue.postcode, venue.point, venue.position_source) == ("AA1 1AA", Point(-1.0, 53.0), "postcode")
    assert [(schedule.weekdays, schedule.opens, schedule.closes) for schedule in venue.schedules] == [(1, 600, 720)]
    assert (venue.kind, venue.listing, venue.about, venue.access.facts) == ("other", "listed", "", {})
    assert (sheet.report.read, sheet.report.kept, sheet.report.remarks) == (1, 1, ())


@pytest.mark.parametrize(
    "content",
    [
        "Name,Address,Postcode,Opening Times\nElm Hall,1 Elm Street,AA1 1AA,Monday 10 to 12\n",
        "\ufeffVENUE;ADDRESS;POST CODE;HOURS\r\nElm Hall;1 Elm Street;AA1 1AA;Monday 10 to 12\r\n",
        "Title\tStreet\tPostcode\tWhen\n  Elm  Hall \t1 Elm Street\taa1-1aa\tMonday 10 to 12\n",
        "Places of Welcome 2026,,,\n,,,\nname,address,postcode,open\nElm Hall,1 Elm Street,AA1 1AA,Monday 10 to 12\n",
        'name,address,postcode,Day,Time\n"Elm\nHall","1 Elm Street",AA1 1AA,Monday,10 to 12\n',
        "Place of Welcome,Address,Postcode,Times\nElm Hall,1 Elm Street,AA1 1AA,Monday 10 to 12\n",
        "name,address,postcode,Monday,Tuesday\nElm Hall,1 Elm Street,AA1 1AA,10 to 12,closed\n",
        "name,address,postcode,day,start time,end time,frequency\nElm Hall,1 Elm Street,AA1 1AA,Monday,10,12,weekly\n",
        'name,address,hours\nElm Hall,"1 Elm Street, AA1 1AA",Monday 10 to 12\n',
        "name,address,postcode,hours\nElm&nbsp;Hall,1 Elm Street,AA1\u00a01AA,Monday 10 to\u200b 12\n",
    ],
)
def test_the_same_venue_is_read_whatever_the_headings_and_the_form_of_the_file(read, content):
    [venue] = read(content).venues
    assert (venue.name, venue.postcode, len(venue.schedules)) == ("Elm Hall", "AA1 1AA", 1)
    assert venue.address.startswith("1 Elm Street")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_accents_and_quotation_marks_survive_every_encoding_that_sheets_come_in(read, encoding):
    [venue] = read("name,postcode\nCafé St T’s,AA1 1AA\n".encode(encoding)).venues
    assert (venue.name, venue.slug) == ("Café St T’s", "cafe-st-ts")


def test_letters_encoded_twice_are_put_right(read):
    assert read("name,postcode\nSt Michaelâ€™s CafÃ©,AA1 1AA\n").venues[0].name == "St Michael’s Café"


def test_rows_are_numbered_as_a_spreadsheet_shows_them(read):
    sheet = read('Our list,,\n\nname,address,postcode\n"Elm Hall","1 Elm\nStreet",AA1 1AA\n,,\n,Nameless Street,AA1 2AA\n')
    assert remarks(sheet, "fault") == [(6, "name")]
    assert sheet.venues[0].address == "1 Elm, Street"
    assert sheet.report.read == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no column is headed “name”"),
        (b"address,postcode\nElm Street,AA1 1AA\n", "Its headings are: address, postcode"),
        (b"PK\x03\x04\x14\x00", "Save the sheet as “CSV UTF-8”"),
        (b"\xff\xfe\x00", "not a text file"),
        (b"<html><body>Sign in</body></html>", "web page"),
        (b'name,address\nElm Hall,"1 Elm Street\nOak Hall,2 Oak Street\n', "Row 2 cannot be read"),
    ],
)
def test_what_is_no_sheet_of_venues_is_refused_with_what_to_do(read, content, said):
    with pytest.raises(FaultyFile, match=said):
        read(content)


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (",Nameless Street,AA1 1AA,,", "name", "has no name (its address is “Nameless Street”)"),
        ("n/a,Nameless Street,AA1 1AA,,", "name", "has no name"),
        ('"=HYPERLINK(""http://x.example"")",Maple Road,AA1 1AA,,', "name", "is a formula, not a name"),
        ("+Elm Hall,Maple Road,AA1 1AA,,", "name", "is a formula"),
        ("-Elm Hall,Maple Road,AA1 1AA,,", "name", "is a formula"),
        ("@Elm Hall,Maple Road,AA1 1AA,,", "name", "is a formula"),
        ("#REF!,Maple Road,AA1 1AA,,", "name", "is code"),
        ("<script>alert(1)</script>,Maple Road,AA1 1AA,,", "name", "is code"),
        ("1234,Maple Road,AA1 1AA,,", "name", "is a number"),
        (f"{'Elm Hall ' * 20},Maple Road,AA1 1AA,,", "name", "longer than 120 characters"),
        ("Elm Hall,1 Elm Street, Examplebury,AA1 1AA,53,-1", "", "a comma inside a cell"),
        ("Elm Hall,Elm Street,AA1 1A,,", "postcode", "“AA1 1A” is not a whole postcode"),
        ("Elm Hall,Elm Street,,999,999", "latitude", "The position 999, 999 is not one in the United Kingdom"),
    ],
)
def test_a_row_of_which_no_venue_can_be_made_is_refused_with_its_number_and_value(read, row, column, said):
    sheet = read(f"name,address,postcode,lat,lon\nOak Hall,Oak Street,AA1 2AA,,\n{row}\n")
    [fault] = sheet.report.of_kind("fault")
    assert (fault.row, fault.column) == (3, column)
    assert said in fault.sentence
    assert [venue.name for venue in sheet.venues] == ["Oak Hall"]
    assert sheet.report.refused == 1


def test_a_formula_in_another_cell_is_not_read_and_said(read):
    sheet = read(
        "name,address,postcode,about\nElm Hall,=A1,AA1 1AA,\"=cmd|'/c calc'!A1\"\nOak Hall,- 2 Oak Street,AA1 2AA,#N/A\n"
    )
    elm, oak = sheet.venues
    assert (elm.address, elm.about, oak.address, oak.about) == ("", "", "- 2 Oak Street", "")
    assert remarks(sheet, "warning") == [(2, "address"), (2, "about"), (3, "about")]


def test_notes_are_told_to_whoever_imports_and_only_about_is_public(read):
    sheet = read("name,postcode,notes,about\nElm Hall,AA1 1AA,key under the mat,Tea and talk\nOak Library,AA1 2AA,Library,\n")
    elm, oak = sheet.venues
    assert (elm.about, oak.about, oak.kind) == ("Tea and talk", "", "library")
    assert "key under the mat" not in repr(sheet.venues)
    assert [remark.sentence for remark in sheet.report.of_kind("note")] == ["“key under the mat”"]


@pytest.mark.parametrize(
    ("name", "notes", "column", "kind"),
    [
        ("Elm Hall", "", "", "other"),
        ("Elm Hall", "Place of Welcome coffee club", "", "place_of_welcome"),
        ("Elm Place of Welcome Cafe", "", "", "place_of_welcome"),
        ("Elm Hall", "", "Place of Welcome", "place_of_welcome"),
        ("Elm Hall", "wants to become a Place of Welcome", "", "other"),
        ("Elm Hall", "no longer a Place of Welcome", "", "other"),
        ("Elm Library", "", "", "library"),
        ("Elm Library", "Place of Welcome", "", "place_of_welcome"),
        ("Elm Hall", "next to the library", "", "other"),
        ("Elm Hall", "Library; hours not given", "", "library"),
        ("Library of Things", "", "", "other"),
        ("Elm Community Café", "", "", "community_cafe"),
        ("Elm Hall", "warm space", "", "warm_space"),
        ("Elm Library", "", "Warm Hub", "warm_space"),
    ],
)
def test_only_members_are_called_places_of_welcome(read, name, notes, column, kind):
    [venue] = read(f"name,postcode,notes,kind\n{name},AA1 1AA,{notes},{column}\n").venues
    assert venue.kind == kind


def test_a_column_may_say_which_ones_are_members(read):
    first, second = read("Place of Welcome,name,postcode\nYes,Elm Hall,AA1 1AA\nNo,Oak Hall,AA1 2AA\n").venues
    assert (first.kind, second.kind) == ("place_of_welcome", "other")


def test_columns_that_mean_nothing_or_too_little_are_named(read):
    sheet = read("name,postcode,Accessible?,Fire officer\nElm Hall,AA1 1AA,yes,Jo\n")
    said = [remark.sentence for remark in sheet.report.of_kind("warning")]
    assert said[0].startswith("The column “Accessible?” was not read: it does not say what one would find.")
    assert said[1] == "The column “Fire officer” was not read: its heading means nothing here."
    assert sheet.venues[0].access.facts == {}


def test_an_unwritten_agreement_is_none_and_a_written_one_is_kept(read):
    content = (
        "name,postcode,member_since,listing_agreed_on,agreed_by_role,agreed_how,listing\n"
        "Elm Hall,AA1 1AA,1 March 2024,03/02/2026,caretaker,by phone,paused\nOak Hall,AA1 2AA,,31/02/2026,,,perhaps\n"
        "Ash Hall,AA1 3AA,,2027-01-01,,,\n"
    )
    sheet = read(content)
    elm, oak, ash = sheet.venues
    assert (str(elm.member_since), str(elm.listing_agreed_on), elm.agreed_by_role, elm.agreed_how, elm.listing) == (
        "2024-03-01",
        "2026-02-03",
        "caretaker",
        "by phone",
        "paused",
    )
    assert (oak.listing_agreed_on, oak.listing) == (None, "draft")
    assert (ash.listing_agreed_on, ash.listing) == (None, "listed")
    assert remarks(sheet, "warning") == [(3, "listing_agreed_on"), (4, "listing_agreed_on")]
    assert (3, "listing") in remarks(sheet, "question")


@pytest.mark.parametrize("words", ["Willow Refuge", "Willow House,confidential address", "Willow House,domestic abuse support"])
def test_a_refuge_gets_no_pin_no_address_and_no_public_listing(read, words):
    name, _, notes = words.partition(",")
    sheet = read(f"name,notes,address,postcode,lat,lon,phone\n{name},{notes},Secret Road,AA1 1AA,53,-1,01632 960000\n")
    [venue] = sheet.venues
    assert (venue.listing, venue.address, venue.postcode, venue.point, venue.position_source) == (
        "draft",
        "",
        None,
        None,
        "none",
    )
    assert not any(contact.is_public for contact in venue.contacts)
    assert (2, "listing") in remarks(sheet, "question")


def test_a_centre_for_refugees_is_no_refuge(read):
    assert read("name,postcode\nRefugee Welcome Centre,AA1 1AA\n").venues[0].listing == "listed"


def test_without_any_postcodes_it_is_said_once_what_to_do_first(read):
    sheet = read("name,postcode,hours\nElm Hall,AA1 1AA,Monday 10 to 12\n", postcodes=NO_POSTCODES)
    assert "Import postcodes first" in sheet.report.of_kind("warning")[0].sentence
    assert sheet.venues[0].point is None


def test_a_question_travels_with_its_venue_so_that_it_can_be_kept(read):
    sheet = read("name,postcode,hours\nElm Hall,AA9 9ZZ,Fortnightly on Mondays\n", area_name="Examplebury")
    assert [(question.venue_slug, question.about, question.value) for question in sheet.questions] == [
        ("elm-hall", "postcode", "AA9 9ZZ"),
        ("elm-hall", "hours", "Fortnightly on Mondays"),
    ]
    assert "outside Examplebury" in sheet.questions[0].sentence


def test_the_report_prints_every_row_under_what_became_of_it(read):
    sheet = read("name,postcode,hours\nElm Hall,AA9 9ZZ,Monday 10 to 12\n=1,AA1 1AA,\n", file_name="places.csv")
    lines = sheet.report.lines()
    assert lines[0] == "Venues from places.csv: 2 read, 1 kept, 1 refused, 1 question."
    assert lines[1] == "Not kept, because of a fault:"
    assert lines[2] == "  Row 3, =1: “=1” is a formula, not a name. Write what the place is called."
    assert lines[3] == "Kept, with a question that a person must answer:"
    assert lines[4].startswith("  Row 2, Elm Hall: AA9 9ZZ is not in our list")
