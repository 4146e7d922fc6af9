"""Wards of any year come in whole, and an outline that cannot be believed is named and kept out."""

import json

import pytest
from shapely.geometry import Point as Dot

from welcome.directory.errors import FaultyFile
from welcome.exchange.ons import read_wards
from welcome.exchange.ward_outlines import SLIVER_MAX_M2

WEST, SOUTH = -1.0, 53.0


def square(east: float = 0.0, north: float = 0.0, side: float = 0.01) -> dict:
    """A GeoJSON square of `side` degrees, so far east and north of the corner of Examplebury."""
    left, bottom = WEST + east, SOUTH + north
    ring = [[left, bottom], [left + side, bottom], [left + side, bottom + side], [left, bottom + side], [left, bottom]]
    return {"type": "Polygon", "coordinates": [ring]}


def polygon(*ring: tuple[float, float]) -> dict:
    return {"type": "Polygon", "coordinates": [[list(position) for position in ring]]}


def feature(code: str, name: str, geometry: dict | None, year: str = "25", **more: str) -> dict:
    return {"type": "Feature", "properties": {f"WD{year}CD": code, f"WD{year}NM": name, **more}, "geometry": geometry}


def collection(*features: dict, **more: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


GOOD = feature("E05900001", "Market Place", square())


def faults(content: bytes) -> list[str]:
    return [remark.sentence for remark in read_wards(content).report.of_kind("fault")]


def test_a_file_of_wards_becomes_one_set_with_outlines():
    found = read_wards(
        collection(GOOD, feature("E05900002", "Canal Side", square(east=0.01)), name="WD_MAY_2025_UK_BGC"), "w.json"
    )
    assert [(ward.gss, ward.name, ward.boundary_set) for ward in found.wards] == [
        ("E05900001", "Market Place", "Wards May 2025"),
        ("E05900002", "Canal Side", "Wards May 2025"),
    ]
    assert found.sets[0].has_polygons
    assert found.wards[0].polygon.contains(Dot(WEST + 0.005, SOUTH + 0.005))
    assert (found.report.read, found.report.kept, found.report.refused) == (2, 2, 0)
    assert not any(ward.priority for ward in found.wards)


@pytest.mark.parametrize(
    ("properties", "name"),
    [
        ({"WD26CD": "E05900001", "WD26NM": "Market Place"}, "Wards 2026"),
        ({"wd19cd": "E05900001", "wd19nm": "Market Place", "wd19nmw": "Y Farchnad"}, "Wards 2019"),
        ({"WD24CD": "E05900009", "WD24NM": "Old Name", "WD25CD": "E05900001", "WD25NM": "Market Place"}, "Wards 2025"),
        ({"code": "E05900001", "name": "Market Place"}, "examplebury"),
        ({"GSS": "E05900001", "Ward Name": "Market Place"}, "examplebury"),
    ],
)
def test_code_and_name_are_found_whatever_the_year_calls_them(properties, name):
    found = read_wards(
        collection({"type": "Feature", "properties": properties, "geometry": square()}), "maps/examplebury.geojson"
    )
    assert [(ward.gss, ward.name, ward.boundary_set) for ward in found.wards] == [("E05900001", "Market Place", name)]


def test_a_ward_in_several_parts_and_with_heights_is_kept_in_two_dimensions():
    parts = [square()["coordinates"], square(east=0.05)["coordinates"]]
    raised = [[[[*position, 120.5] for position in ring] for ring in part] for part in parts]
    [ward] = read_wards(collection(feature("E05900001", "Two Islands", {"type": "MultiPolygon", "coordinates": raised}))).wards
    assert ward.polygon.geom_type == "MultiPolygon"
    assert not ward.polygon.has_z


@pytest.mark.parametrize(
    ("geometry", "said"),
    [
        (None, "has no outline"),
        ({}, "has no outline"),
        ({"type": "Polygon", "coordinates": []}, "has no outline"),
        ({"type": "Point", "coordinates": [WEST, SOUTH]}, "is a Point, not a Polygon"),
        ({"type": "GeometryCollection", "geometries": [square()]}, "is a GeometryCollection"),
        (polygon((-1, 53), (-0.99, 53.01), (-0.99, 53), (-1, 53.01), (-1, 53)), "not a valid polygon: Self-intersection"),
        (polygon((-1, 53), (-0.99, 53), (-0.98, 53), (-1, 53)), "not a valid polygon"),
        (polygon((-1, 53), (-0.99, 53), (-0.99, 53.01), (-1, 53.01)), "does not end where it begins"),
        (polygon((-1, 53), (-1, 53)), "cannot be read"),
        ({"type": "Polygon", "coordinates": [[["west", 53], [-0.99, 53], [-0.99, 53.1], ["west", 53]]]}, "cannot be read"),
        ({"type": "Polygon", "coordinates": [7]}, "cannot be read"),
        ({"type": "Polygon", "coordinates": [[]]}, "cannot be read"),
        (
            polygon((401000, 298000), (402000, 298000), (402000, 299000), (401000, 298000)),
            "eastings and northings, not longitude and latitude",
        ),
        (polygon((53, -1), (53, -0.99), (53.01, -0.99), (53, -1)), "latitude and longitude in the wrong order"),
        (polygon((10, 53), (10.01, 53), (10.01, 53.01), (10, 53)), "outside the United Kingdom"),
    ],
)
def test_an_outline_that_cannot_be_believed_is_named_and_its_ward_kept_out(geometry, said):
    found = read_wards(collection(GOOD, feature("E05900002", "Canal Side", geometry)))
    [fault] = found.report.of_kind("fault")
    assert fault.sentence.startswith("Feature 2 (E05900002, Canal Side) ")
    assert said in fault.sentence
    assert [ward.name for ward in found.wards] == ["Market Place"]
    assert found.report.refused == 1


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        ("", "Canal Side", "Feature 2 (Canal Side) has no ward code. Fill in WD25CD."),
        ("E05900002", " ", "Feature 2 (E05900002) has no name. Fill in WD25NM."),
        ("Canal Side!", "Canal Side", "has “CANAL SIDE!” for a ward code"),
        ("E05900001", "Market Place Again", "has the same code as Feature 1 (E05900001, Market Place)"),
    ],
)
def test_a_ward_without_a_code_or_name_of_its_own_is_named(code, name, said):
    [sentence] = faults(collection(GOOD, feature(code, name, square(east=0.01))))
    assert said in sentence


def test_wards_that_share_a_border_do_not_overlap_nor_do_slivers_of_rounding():
    beside = square(east=0.01)
    for position in beside["coordinates"][0]:
        position[0] = round(position[0] - 0.00002, 5)
    assert faults(collection(GOOD, feature("E05900002", "Canal Side", beside))) == []


def test_two_wards_over_each_other_are_both_refused_with_the_square_metres():
    found = read_wards(
        collection(
            GOOD, feature("E05900002", "Canal Side", square(east=0.009)), feature("E05900003", "Hilltop", square(east=0.05))
        )
    )
    [fault] = found.report.of_kind("fault")
    assert "Feature 1 (E05900001, Market Place) and Feature 2 (E05900002, Canal Side) overlap by" in fault.sentence
    metres = int(fault.sentence.split("overlap by ")[1].split(" ")[0].replace(",", ""))
    # A tenth of a square of 0.01 degrees: about 66.9 m by 1,112 m.
    assert metres == pytest.approx(66.9 * 1112, rel=0.01)
    assert metres > SLIVER_MAX_M2
    assert [ward.name for ward in found.wards] == ["Hilltop"]
    assert (found.report.read, found.report.kept, found.report.refused) == (3, 1, 2)


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:EPSG::27700", "EPSG:3857", ""])
def test_a_file_that_says_it_is_not_in_longitude_and_latitude_is_refused(name):
    with pytest.raises(FaultyFile, match="Export it as GeoJSON in longitude and latitude"):
        read_wards(collection(GOOD, crs={"type": "name", "properties": {"name": name}}))


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"])
def test_a_file_may_say_that_it_is_in_longitude_and_latitude(name):
    assert len(read_wards(collection(GOOD, crs={"type": "name", "properties": {"name": name}})).wards) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"type": "FeatureCollection", "features": [', "breaks off or is not JSON"),
        (b'{"type": "Topology", "objects": {}}', "TopoJSON"),
        (b'{"type": "Feature"}', "not a GeoJSON FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": {}}', "not a GeoJSON FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": []}', "holds no wards"),
        (b'{"type": "FeatureCollection", "features": [7]}', "No ward code and name were found"),
        (b"<!doctype html><p>Sign in", "web page"),
        (b"PK\x03\x04 zipped", "archive"),
        (b"\x00\x01\x02", "not a text file"),
        (b"", "no column is headed"),
        (b"code,name\n", "holds no wards"),
        (b"code\nE05900001\n", "codes and no names"),
    ],
)
def test_what_is_no_file_of_wards_is_refused_with_a_sentence(content, said):
    with pytest.raises(FaultyFile, match=said):
        read_wards(content, "wards.geojson")


def test_only_the_wards_of_one_authority_are_taken_from_a_national_file():
    there = feature("E05900002", "Elsewhere", square(east=1), LAD25CD="E08900002", LAD25NM="Otherton")
    here = feature("E05900001", "Market Place", square(), LAD25CD="E08900001", LAD25NM="Examplebury")
    for authority in ("examplebury", "E08900001"):
        found = read_wards(collection(there, here), authority=authority)
        assert [ward.name for ward in found.wards] == ["Market Place"]
        assert found.report.left_out == {f"of other authorities than {authority}": 1}
    with pytest.raises(FaultyFile, match="no ward of “Nowhere”"):
        read_wards(collection(there, here), authority="Nowhere")


def test_a_list_of_codes_by_vintage_becomes_sets_without_outlines():
    content = (
        b"code,name,vintage\r\nE05900001,Market Place,2004-2026\r\nE05900002,Canal Side,2004-2026\r\n"
        b"E05900011,Market Place,2026-\r\n"
    )
    found = read_wards(content, "ward_codes.csv")
    shapes = [(ward_set.name, ward_set.from_year, ward_set.to_year, ward_set.has_polygons) for ward_set in found.sets]
    assert shapes == [("Wards 2004 to 2026", 2004, 2026, False), ("Wards from 2026", 2026, None, False)]
    assert [[ward.gss for ward in ward_set.wards] for ward_set in found.sets] == [["E05900001", "E05900002"], ["E05900011"]]
    assert all(ward.polygon is None and ward.boundary_set == found.sets[0].name for ward in found.sets[0].wards)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"WD25CD,WD25NM,LAD25NM\nE05900001,Market Place,Examplebury\nE05900001,Market Place,Examplebury\n", "Wards 2025"),
        ("\ufeffGSS;Ward\r\nE05900001;Market Place\r\n".encode(), "list"),
        (b"name\tcode\nMarket Place\te05900001\n", "list"),
    ],
)
def test_a_list_of_codes_and_names_in_any_form_is_one_set(content, name):
    found = read_wards(content, "list.csv")
    assert [(ward.gss, ward.name, ward.boundary_set) for ward in found.wards] == [("E05900001", "Market Place", name)]


def test_a_list_that_gives_one_code_two_names_is_told_which_row():
    found = read_wards(b"code,name\nE05900001,Market Place\nE05900001,Canal Side\n,Hilltop\n")
    assert [(remark.row, remark.sentence) for remark in found.report.of_kind("fault")] == [
        (3, "The row says E05900001 again, with another name than “Market Place”. Keep one of them."),
        (4, "The row has no ward code. Fill in CODE."),
    ]
    assert found.report.kept == 1


def test_whoever_watches_is_told_how_far_the_reading_is():
    seen: list[int] = []
    read_wards(collection(GOOD, feature("E05900002", "Canal Side", square(east=0.01))), progress=seen.append)
    assert seen == [1, 2]
