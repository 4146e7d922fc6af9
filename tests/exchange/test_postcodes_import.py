"""Postcodes come in from every file that people download them in; what has no place is counted, what is wrong is named."""

import io
from itertools import chain

import numpy as np
import pytest

from welcome.directory.errors import FaultyFile
from welcome.directory.places import from_national_grid
from welcome.exchange.postcodes import POSTCODES_ATTRIBUTION, ROWS_IN_A_CHUNK, from_package, read_postcodes
from welcome.exchange.report import Tally


def read(content: str | bytes, **options):
    tally = Tally("postcodes", attribution=POSTCODES_ATTRIBUTION)
    data = content.encode() if isinstance(content, str) else content
    rows = list(chain.from_iterable(read_postcodes(io.BytesIO(data), tally, **options)))
    return rows, tally.report()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("pcds,lat,long,ward25cd\nAA1 1AA,53.005,-0.995,E05900001\n", ("AA1 1AA", -0.995, 53.005, "E05900001")),
        (
            "pcd7,pcd8,pcds,dointr,doterm,east1m,north1m,wd24cd,wd25cd,lat,long\n"
            "AA1 1AA,AA1  1AA,AA1 1AA,198001,,0,0,E05900009,E05900001,53.0050049,-0.9950049\n",
            ("AA1 1AA", -0.995, 53.005, "E05900001"),
        ),
        (
            "PCD,PCD2,OSWARD,LAT,LONG,DOTERM\nAA11AA,AA1  1AA,E05900001,53.005,-0.995,\n",
            ("AA1 1AA", -0.995, 53.005, "E05900001"),
        ),
        ("\ufeffPostcode;Latitude;Longitude\r\naa1 1aa;53.005;-0.995\r\n", ("AA1 1AA", -0.995, 53.005, None)),
        ("pcds,lat,long,ward\nAA1 1AA,53.005,-0.995,E99999999\n", ("AA1 1AA", -0.995, 53.005, None)),
        ("pcds,lat,long,ward\nAA1 1AA,53.005,-0.995,\n", ("AA1 1AA", -0.995, 53.005, None)),
    ],
)
def test_a_postcode_is_read_from_the_columns_of_ons(content, expected):
    rows, report = read(content)
    assert rows == [expected]
    assert (report.read, report.kept, report.refused) == (1, 1, 0)


# A point that Ordnance Survey publishes both ways, by its exact grid (OSTN15): 52°39'28.828"N 1°42'57.866"E in ETRS89.
GUIDE_EAST, GUIDE_NORTH, GUIDE_LON, GUIDE_LAT = 651409.804, 313177.450, 1.716073973, 52.658007833


def test_metres_on_the_national_grid_become_degrees_within_five_metres():
    longitudes, latitudes = from_national_grid(np.array([GUIDE_EAST]), np.array([GUIDE_NORTH]))
    assert abs(longitudes[0] - GUIDE_LON) * 67_500 < 5
    assert abs(latitudes[0] - GUIDE_LAT) * 111_200 < 5


@pytest.mark.parametrize(
    "content",
    [
        '"AA1 1AA",10,651410,313177,"E92000001","E19000001","E18000002","","E07000001","E05900001"\n',
        "AA1 1AA,10,651410,313177\n",
        "AA11AA,10,651410,313177\n",
        "PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\nAA1 1AA,10,651410,313177,,,,,,E05900001\n",
        "Postcode,Positional_quality_indicator,Eastings,Northings,Admin_ward_code\nAA1 1AA,10,651410,313177,E05900001\n",
    ],
)
def test_a_postcode_is_read_from_code_point_open_with_and_without_headings(content):
    [(postcode, longitude, latitude, ward)], report = read(content)
    assert postcode == "AA1 1AA"
    assert (longitude, latitude) == pytest.approx((GUIDE_LON, GUIDE_LAT), abs=0.0001)
    assert ward in (None, "E05900001")
    assert (ward is not None) == ("E05900001" in content)
    assert report.read == 1


def test_postcodes_no_longer_in_use_and_those_nowhere_are_left_out_and_counted():
    rows, report = read(
        "pcds,doterm,lat,long\nAA1 1AA,,53,-1\nAA1 1AB,202301,53,-1\nAA1 1AD,,99.999999,0\nAA1 1AE,,,\nAA1 1AF,,0,0\n"
    )
    assert [row[0] for row in rows] == ["AA1 1AA"]
    assert report.left_out == {"no longer in use": 1, "without a position": 3}
    assert report.refused == 0


def test_northern_irelands_metres_are_not_taken_for_british_ones():
    rows, report = read("pcds,oseast1m,osnrth1m\nBT1 1AA,333700,374500\n")
    assert (rows, report.left_out) == ([], {"without a position": 1})


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("NOWHERE,53,-1", "“NOWHERE” is not a whole postcode"),
        (",53,-1", "is not a whole postcode"),
        ("AA1 1AB,north,-1", "The position north, -1 is not one in the United Kingdom"),
        ("AA1 1AB,-1,53", "The position -1, 53 is not one in the United Kingdom"),
        ("AA1 1AB,nan,-1", "not one in the United Kingdom"),
        ("AA1 1AB,53", "The row breaks off"),
    ],
)
def test_a_row_that_is_wrong_is_named_with_its_number_and_the_others_are_kept(row, said):
    rows, report = read(f"pcds,lat,long\nAA1 1AA,53,-1\n\n{row}\nAA1 1AD,53,-1\n")
    [fault] = report.of_kind("fault")
    assert fault.row == 4
    assert said in fault.sentence
    assert [kept[0] for kept in rows] == ["AA1 1AA", "AA1 1AD"]
    assert (report.read, report.kept, report.refused) == (3, 2, 1)


def test_a_postcode_that_comes_twice_is_kept_once_and_said():
    rows, report = read("pcds,lat,long\nAA1 1AA,53,-1\nAA11AA,54,-1\n")
    assert rows == [("AA1 1AA", -1.0, 53.0, None)]
    assert [(remark.row, remark.kind) for remark in report.remarks] == [(3, "warning")]


def test_one_postcode_area_may_be_chosen_and_a_longer_one_is_not_mistaken_for_it():
    content = "pcds,lat,long\nA1 1AA,53,-1\nAA1 1AA,53,-1\nB1 1AA,53,-1\n"
    assert [row[0] for row in read(content, areas=["A"])[0]] == ["A1 1AA"]
    assert [row[0] for row in read(content, areas=["aa", "b"])[0]] == ["AA1 1AA", "B1 1AA"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "No postcodes with positions were found"),
        (b"pcds,lat,long\n", "holds no postcodes"),
        (b"name,address\nElm Hall,Elm Street\n", "The headings are: name, address"),
        (b"PK\x03\x04", "Unpack it"),
        (b'pcds,lat,long\n"' + b"x" * 200_000, "cannot be read after row 1"),
    ],
)
def test_what_is_no_list_of_postcodes_is_refused(content, said):
    with pytest.raises(FaultyFile, match=said):
        read(content)


def test_a_long_list_comes_in_chunks_and_tells_how_far_it_is():
    postcodes = [
        f"AA{d} {i}{a}{b}" for d in range(1, 9) for i in range(5) for a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for b in "ABCDEFGH"
    ]
    content = "pcds,lat,long\n" + "".join(f"{postcode},53,-1\n" for postcode in postcodes * 3)
    seen: list[int] = []
    tally = Tally("postcodes")
    chunks = list(read_postcodes(io.BytesIO(content.encode()), tally, progress=seen.append))
    assert seen == [ROWS_IN_A_CHUNK, len(postcodes) * 3]
    assert [row[0] for chunk in chunks for row in chunk] == postcodes
    assert tally.report().left_out == {"said twice: the first one was kept": 2 * len(postcodes)}


def test_the_open_file_is_left_open_for_the_one_who_opened_it():
    file = io.BytesIO(b"pcds,lat,long\nAA1 1AA,53,-1\n")
    list(read_postcodes(file, Tally("postcodes")))
    assert not file.closed


def test_the_postcodes_of_one_area_come_from_the_installed_package():
    tally = Tally("postcodes", attribution=POSTCODES_ATTRIBUTION)
    rows = list(chain.from_iterable(from_package(tally, areas=["ze"])))
    assert all(row[0].startswith("ZE") for row in rows)
    # Shetland.
    assert all(59.4 < latitude < 60.9 and -2.2 < longitude < -0.7 and ward is None for _, longitude, latitude, ward in rows)
    assert len(rows) == tally.report().kept > 500
    assert "Royal Mail" in tally.report().lines()[-1]


@pytest.mark.parametrize("area", ["QQ", "BT", "../ws", "w*"])
def test_an_area_that_the_package_has_not_got_is_refused(area):
    with pytest.raises(FaultyFile, match="no postcode area"):
        list(from_package(Tally("postcodes"), areas=[area]))
