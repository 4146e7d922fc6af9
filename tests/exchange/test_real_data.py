"""The real files of one borough, held against facts known beforehand, and every row of a faulty sheet judged by name."""

import os
from datetime import date
from itertools import chain
from pathlib import Path

import pytest
import shapely

from welcome.directory.places import Point, area_m2, distance_m
from welcome.directory.postcodes import PostcodeTable, find_postcode
from welcome.directory.ward_index import WardIndex
from welcome.exchange.ons import read_wards
from welcome.exchange.population import read_population
from welcome.exchange.postcodes import from_package, read_postcodes
from welcome.exchange.report import Tally
from welcome.exchange.spreadsheet import VenueSheet, read_venues

pytestmark = pytest.mark.real_data
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def folder() -> Path:
    return Path(os.environ["WELCOME_REAL_DATA"]) / "walsall"


@pytest.fixture(scope="module")
def postcode_rows(folder) -> list:
    with (folder / "postcodes.csv").open("rb") as file:
        return list(chain.from_iterable(read_postcodes(file, Tally("postcodes"))))


@pytest.fixture(scope="module")
def postcodes(postcode_rows) -> PostcodeTable:
    return PostcodeTable.of((postcode, longitude, latitude) for postcode, longitude, latitude, _ in postcode_rows)


@pytest.fixture(scope="module")
def wards(folder) -> WardIndex:
    return WardIndex(read_wards((folder / "wards_2025.geojson").read_bytes()).wards)


@pytest.fixture(scope="module")
def read(folder, postcodes, wards):
    def ward_of(point: Point):
        found = wards.ward_at(point)
        return found.ward if found else None

    def reading(name: str, existing=()) -> VenueSheet:
        content = (folder / name).read_bytes()
        return read_venues(content, postcodes=postcodes, ward_of=ward_of, today=TODAY, existing=existing, area_name="Walsall")

    return reading


@pytest.fixture(scope="module")
def faulty(read) -> VenueSheet:
    return read("venues_faulty.csv")


def venue(sheet: VenueSheet, slug: str):
    return next(each for each in sheet.venues if each.slug == slug)


def said(sheet: VenueSheet, row: int) -> list[tuple[str, str]]:
    """Return (kind, column) of what is said of a row, its notes left out."""
    return [(remark.kind, remark.column) for remark in sheet.report.remarks if remark.row == row and remark.kind != "note"]


def test_the_wards_are_twenty_without_overlap_and_cover_the_borough(folder):
    found = read_wards((folder / "wards_2025.geojson").read_bytes(), "wards_2025.geojson")
    assert (found.report.kept, found.report.refused, [ward_set.name for ward_set in found.sets]) == (20, 0, ["Wards May 2025"])
    areas = {ward.name: area_m2(ward.polygon) / 1e6 for ward in found.wards}
    assert sum(areas.values()) == pytest.approx(104.04, rel=0.01)
    assert max(areas, key=areas.get) == "Aldridge Central and South"
    assert min(areas, key=areas.get) == "Willenhall North"
    assert shapely.union_all([ward.polygon for ward in found.wards]).bounds == (-2.07779, 52.54731, -1.87256, 52.66278)


def test_both_vintages_of_codes_come_in_as_two_sets_without_outlines(folder):
    found = read_wards((folder / "ward_codes.csv").read_bytes(), "ward_codes.csv")
    assert [(each.name, each.from_year, each.to_year, len(each.wards), each.has_polygons) for each in found.sets] == [
        ("Wards 2004 to 2026", 2004, 2026, 20, False),
        ("Wards from 2026", 2026, None, 20, False),
    ]


def test_every_resident_is_counted(folder):
    found = read_population((folder / "population_points.csv").read_bytes())
    assert (len(found.points), sum(point.residents for point in found.points)) == (169, 284_136)
    assert sum(point.imd_decile == 1 for point in found.points) == 42


def test_every_postcode_is_kept_and_nearly_all_lie_in_the_ward_that_the_file_names(postcode_rows, wards):
    assert len(postcode_rows) == 5_587
    lying = [wards.ward_at(Point(longitude, latitude)) for _, longitude, latitude, _ in postcode_rows]
    agreeing = sum(bool(found) and found.ward.gss == row[3] for found, row in zip(lying, postcode_rows, strict=True))
    # The outlines are generalised by 20 m, so that a few doors at a border change sides.
    assert agreeing > 0.99 * len(postcode_rows)


def test_the_packages_positions_agree_with_those_of_ons(postcode_rows):
    ours = {row[0]: Point(row[1], row[2]) for row in postcode_rows}
    theirs = chain.from_iterable(from_package(Tally("postcodes"), areas=["WS"]))
    apart = sorted(distance_m(ours[row[0]], Point(row[1], row[2])) for row in theirs if row[0] in ours)
    assert len(apart) > 3_000
    assert apart[len(apart) // 2] < 3


def test_the_sheet_of_venues_comes_in_whole_with_three_questions(read):
    sheet = read("venues.csv")
    assert (sheet.report.read, sheet.report.kept, sheet.report.refused, sheet.report.counts.get("duplicate", 0)) == (
        29,
        29,
        0,
        0,
    )
    assert sorted((question.venue_slug, question.about) for question in sheet.questions) == [
        ("delves-community-hall", "hours"),
        ("great-barr-library", "hours"),
        ("great-barr-library", "postcode"),
    ]
    assert sum(bool(each.schedules) for each in sheet.venues) == 27
    assert sum(each.point is None for each in sheet.venues) == 1
    assert sum(each.kind == "place_of_welcome" for each in sheet.venues) == 3
    assert sum(each.kind == "library" for each in sheet.venues) == 6
    assert not any(each.about for each in sheet.venues)


def test_the_sheet_of_venues_read_twice_changes_nothing(read):
    first = read("venues.csv")
    again = read("venues.csv", existing=first.venues)
    assert (again.venues, again.questions, again.report.remarks, len(again.already)) == ((), (), (), 29)


def test_row_2_a_closing_time_before_the_opening_is_asked_about_and_never_made_half_past_two_at_night(faulty):
    elm = venue(faulty, "elm-street-hall")
    assert (elm.schedules, elm.hours_question) == ((), "Monday 12:00 - 02:30")
    assert said(faulty, 2) == [("question", "hours")]


def test_row_3_the_same_hall_again_is_named_with_its_other_times_and_not_added(faulty):
    assert said(faulty, 3) == [("duplicate", "name")]
    [remark] = faulty.report.of_kind("duplicate")
    assert "row 2 (“Elm Street Hall”)" in remark.sentence
    assert "“Mondays 12-2.30pm”" in remark.sentence


def test_row_4_a_library_five_kilometres_from_its_postcode_stays_at_its_postcode_and_lost_pms_are_asked_about(
    faulty, postcodes
):
    oak = venue(faulty, "oak-room-library")
    assert (oak.point, oak.position_source, oak.kind) == (find_postcode(postcodes, "B74 3PL")[1], "postcode", "library")
    assert oak.schedules == ()
    assert said(faulty, 4) == [("question", "position"), ("question", "hours")]


def test_row_5_a_fortnight_without_a_date_to_count_from_is_asked_about(faulty):
    ash = venue(faulty, "ash-lane-chapel")
    assert (ash.schedules, ash.not_every_week, said(faulty, 5)) == ((), True, [("question", "hours")])


def test_row_6_a_postcode_that_no_list_has_keeps_the_cafe_without_a_position_and_with_its_times(faulty):
    beech = venue(faulty, "beech-community-cafe")
    assert (beech.postcode, beech.point, len(beech.schedules), beech.kind) == ("WS3 9ZZ", None, 1, "community_cafe")
    assert said(faulty, 6) == [("question", "postcode")]


def test_row_7_without_a_postcode_the_centre_is_kept_by_name_and_opens_in_term_time_alone(faulty):
    cedar = venue(faulty, "cedar-centre")
    assert (cedar.postcode, cedar.point, [each.term for each in cedar.schedules]) == (None, None, ["term_only"])
    assert said(faulty, 7) == [("question", "postcode")]


def test_row_8_just_outside_the_borough_is_kept_without_a_position_and_opens_twice_a_month(faulty):
    rowan = venue(faulty, "rowan-hall")
    assert (rowan.postcode, rowan.point, [each.nth for each in rowan.schedules]) == ("B43 6PF", None, [0b101])
    assert rowan.not_every_week
    assert said(faulty, 8) == [("question", "postcode")]


def test_row_9_by_appointment_is_no_walk_in_and_a_script_or_words_for_a_phone_never_come_in(faulty):
    hazel = venue(faulty, "hazel-drop-in")
    assert ([each.kind for each in hazel.schedules], hazel.contacts) == (["by_appointment"], ())
    assert said(faulty, 9) == [("warning", "phone"), ("warning", "website")]


def test_row_10_a_good_row_comes_in_whole_closed_on_bank_holidays_its_landline_public(faulty):
    willow = venue(faulty, "willow-house")
    assert [(each.weekdays, each.opens, each.closes, each.bank_holidays) for each in willow.schedules] == [
        (0b11111, 570, 960, "closed")
    ]
    assert [(each.value, each.is_public) for each in willow.contacts] == [("01922 000000", True), ("https://example.org", True)]
    assert said(faulty, 10) == [("warning", "hours")]


def test_row_11_a_formula_is_no_name_and_its_row_is_refused(faulty):
    assert said(faulty, 11) == [("fault", "name")]
    assert not any("HYPERLINK" in repr(each) for each in faulty.venues)


def test_row_12_open_all_day_and_night_is_a_good_row(faulty):
    pine = venue(faulty, "pine-church")
    assert (sum(each.weekdays.bit_count() for each in pine.schedules), pine.hours_question) == (7, "")
    assert said(faulty, 12) == []


def test_row_13_from_ten_in_the_morning_to_four_at_night_is_asked_about(faulty):
    yew = venue(faulty, "yew-tree-rooms")
    assert (yew.schedules, yew.hours_question, said(faulty, 13)) == ((), "Tuesdays 10am to 4am", [("question", "hours")])


def test_row_14_without_a_name_nobody_could_ask_for_it_so_it_is_refused(faulty):
    assert said(faulty, 14) == [("fault", "name")]


def test_row_15_nonsense_for_times_and_999_for_a_position_leave_the_hall_at_its_postcode_and_are_asked_about(faulty, postcodes):
    larch = venue(faulty, "larch-hall")
    assert (larch.point, larch.schedules) == (find_postcode(postcodes, "WS1 3DB")[1], ())
    assert said(faulty, 15) == [("question", "position"), ("question", "hours")]


def test_the_faulty_sheet_adds_up_and_read_twice_adds_nothing(faulty, read):
    report = faulty.report
    assert (report.read, report.kept, report.refused, report.counts["duplicate"]) == (14, 11, 2, 1)
    again = read("venues_faulty.csv", existing=faulty.venues)
    assert (again.venues, again.questions, len(again.already)) == ((), (), 11)
