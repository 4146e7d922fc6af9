"""Small areas and their residents come in exactly, and a figure that cannot be is named."""

import pytest

from welcome.directory.errors import FaultyFile
from welcome.directory.places import Point, PopulationPoint
from welcome.exchange.population import read_population

HEADINGS = "code,name,lat,lon,residents,aged_65_plus,disabled_share,imd2025_score,imd2025_decile,lonely_share_modelled\n"


def test_a_small_area_keeps_every_figure():
    content = (HEADINGS + 'E01900001,Examplebury 001A,53.005,-0.995,"2,340",796,0.2312,9.225,8,0.2433\n').encode()
    [area] = read_population(content).points
    assert area == PopulationPoint(
        code="E01900001",
        name="Examplebury 001A",
        point=Point(-0.995, 53.005),
        residents=2340,
        aged_65_plus=796,
        disabled_share=0.2312,
        imd_score=9.225,
        imd_decile=8,
        lonely_share_modelled=0.2433,
    )


def test_figures_that_nobody_gave_are_not_known_rather_than_nought():
    [area] = read_population(b"LSOA21CD;Latitude;Longitude;Population\nE01900001;53.005;-0.995;0\n").points
    assert area.residents == 0
    assert (area.aged_65_plus, area.disabled_share, area.imd_decile, area.lonely_share_modelled) == (None, None, None, None)


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (",A,53,-1,5,,,,,", "code", "has no code"),
        ("E01900002,A,53,-1,,,,,,", "residents", "how many people live there"),
        ("E01900002,A,53,-1,some,,,,,", "residents", "“some” under residents is not a number"),
        ("E01900002,A,53,-1,-3,,,,,", "residents", "not a count"),
        ("E01900002,A,53,-1,3.5,,,,,", "residents", "not a count"),
        ("E01900002,A,53,-1,5,6,,,,", "aged_65_plus", "6 people over 65 among 5 residents"),
        ("E01900002,A,53,-1,5,,23.1,,,", "disabled_share", "not a share"),
        ("E01900002,A,53,-1,5,,,,11,", "imd_decile", "between 1 and 10"),
        ("E01900002,A,53,-1,5,,,1e3,,", "imd_score", "not a number"),
        ("E01900002,A,,,5,,,,,", "latitude", "has no position"),
        ("E01900002,A,-1,53,5,,,,,", "latitude", "exchanged"),
        ("E01900002,A,0,0,5,,,,,", "latitude", "outside the United Kingdom"),
        ("E01900002,A,999,999,5,,,,,", "latitude", "A latitude lies between -90 and 90"),
        ("E01900001,A,53,-1,5,,,,,", "code", "comes twice"),
    ],
)
def test_a_row_that_cannot_be_is_named_and_not_counted(row, column, said):
    content = (HEADINGS + f"E01900001,Good,53,-1,7,,,,,\n{row}\n").encode()
    found = read_population(content)
    [fault] = found.report.of_kind("fault")
    assert (fault.row, fault.column) == (3, column)
    assert said in fault.sentence
    assert [area.residents for area in found.points] == [7]


@pytest.mark.parametrize("content", [b"", b"lat,lon,residents\n53,-1,7\n", b"code,lat,residents\nE01900001,53,7\n"])
def test_a_list_without_codes_positions_or_residents_is_refused(content):
    with pytest.raises(FaultyFile, match=r"no column"):
        read_population(content)
