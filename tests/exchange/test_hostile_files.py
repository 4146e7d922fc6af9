"""Whatever bytes are called a sheet, a map or a list: the answer is a value or a sentence, never a stumble."""

import io
import json
from datetime import date

from hypothesis import example, given, seed, settings
from hypothesis import strategies as st

from welcome.directory.errors import FaultyFile
from welcome.directory.postcodes import PostcodeTable
from welcome.exchange.areas import read_areas
from welcome.exchange.ons import read_wards
from welcome.exchange.population import read_population
from welcome.exchange.postcodes import read_postcodes
from welcome.exchange.report import Tally
from welcome.exchange.spreadsheet import read_venues

POSTCODES = PostcodeTable.of([("AA1 1AA", -1.0, 53.0)])
TEXTS = st.text(max_size=30) | st.sampled_from(
    ["AA1 1AA", "Elm Hall", "53", "-1", "999", "yes", "no", "Monday 10-12", "=1", '"', "\n"]
)
TABLES = st.lists(st.lists(TEXTS, max_size=8).map(lambda cells: ",".join(cells)), max_size=6).map("\r\n".join)
HEADINGS = st.sampled_from([
    "name,address,postcode,opening_times,lat,lon,phone,website",
    "name,easting,northing,toilet,provision,languages,audience,cost",
    "name;aliases;lat;lon", "code,name,lat,lon,residents,aged_65_plus", "code,name,vintage", "pcds,lat,long,doterm,ward", "",
])  # fmt: skip
FILES = st.binary(max_size=200) | st.builds(lambda headings, table: f"{headings}\r\n{table}".encode(), HEADINGS, TABLES)
NUMBERS = st.floats() | st.integers() | st.none() | st.text(max_size=3)
GEOMETRIES = st.recursive(
    NUMBERS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["type", "coordinates"]), inner),
    max_leaves=12,
)


def venues(content: bytes):
    return read_venues(content, postcodes=POSTCODES, ward_of=None, today=date(2026, 11, 23))


def postcodes(content: bytes):
    return list(read_postcodes(io.BytesIO(content), Tally("postcodes")))


def value_or_sentence(read, content: bytes):
    """Return what a reader makes of a file, or the sentence with which it refuses the file."""
    try:
        return read(content)
    except FaultyFile as error:
        return error.sentence


@seed(20261123)
@settings(max_examples=400, deadline=None)
@given(FILES)
@example(b"name\n\xf0\x9f\x98\x80")
@example(b'name,lat,lon\nElm Hall,"53,1",--1\n')
def test_every_file_is_read_or_refused_with_a_sentence(content):
    for read in (venues, read_areas, read_population, read_wards, postcodes):
        answer = value_or_sentence(read, content)
        assert not isinstance(answer, str) or len(answer) > 20


@seed(20261123)
@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["Polygon", "MultiPolygon", "Point", 7, None]), GEOMETRIES, GEOMETRIES)
def test_every_geometry_is_a_ward_or_a_named_fault(kind, coordinates, other):
    features = [
        {"type": "Feature", "properties": {"code": "E05900001", "name": "Market Place"}, "geometry": geometry}
        for geometry in ({"type": kind, "coordinates": coordinates}, other)
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    answer = value_or_sentence(read_wards, content)
    if isinstance(answer, str):
        assert "not JSON" in answer
    else:
        assert answer.report.kept + answer.report.refused == 2
