"""The names that residents use for parts of a town come in once each, with a place."""

import pytest

from welcome.directory.errors import FaultyFile
from welcome.directory.places import Point
from welcome.directory.venues import Area
from welcome.exchange.areas import read_areas


@pytest.mark.parametrize(
    "content",
    [
        "name,aliases,lat,lon\nTannery,Leather End; The Yards|tannery ,53.01,-1.02\n",
        "Area;Also known as;Latitude;Longitude\nTannery;Leather End|The Yards;53.01;-1.02\n",
        "\ufefflon\tlat\tNAME\tOther names\n-1.02\t53.01\tTannery\tLeather End;The Yards;leather end\n",
    ],
)
def test_an_area_has_a_name_other_names_and_a_place(content):
    assert read_areas(content.encode()).areas == (Area("Tannery", ("Leather End", "The Yards"), Point(-1.02, 53.01)),)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",x,53,-1", "has no name"),
        ("=A1,,53,-1", "is a formula"),
        ("Mill End,,,", "no position that can be read"),
        ("Mill End,,north,-1", "no position that can be read"),
        ("Mill End,,nan,-1", "not one in the United Kingdom"),
        ("Mill End,,-1,53", "exchanged"),
        ("Mill End,,0,0", "not one in the United Kingdom"),
        ("tannery,,53,-1", "“tannery” is a name in row 2 too"),
        ("Mill End,Leather End,53,-1", "“Leather End” is a name in row 2 too"),
        ("Mill End,Mills,The Mills,53,-1", "more in the row than there are headings"),
    ],
)
def test_an_area_that_cannot_be_told_apart_or_found_is_named(row, said):
    found = read_areas(f"name,aliases,lat,lon\nTannery,Leather End,53,-1\n{row}\n".encode())
    [fault] = found.report.of_kind("fault")
    assert fault.row == 3
    assert said in fault.sentence
    assert [area.name for area in found.areas] == ["Tannery"]


@pytest.mark.parametrize("content", [b"", b"lat,lon\n53,-1\n", b"name,lat\nTannery,53\n"])
def test_a_list_without_names_or_places_is_refused(content):
    with pytest.raises(FaultyFile, match="no column"):
        read_areas(content)
