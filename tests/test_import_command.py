"""`welcome import` as whoever runs the directory uses it: whole or not at all, twice without effect, told in sentences."""

import contextlib
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import click.testing
import pytest
import shapely

from welcome.cli import main
from welcome.directory.demonstration import Demonstration

SHEET = """name,address,postcode,opening times,lat,lon
Acorn Hall,"Mill Lane, Kettle Cross",AA1 1AA,Tuesdays 10am to midday,,
Bramble Rooms,"The Green, Kettle Cross",AA1 1AB,Fortnightly on Tuesdays 6pm to 8pm,,
"""
FAULTY = SHEET + "\n,Nameless Street,AA1 1AA,Tuesday 12-2pm,,\n"

Run = Callable[..., click.testing.Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a `welcome` command on a database of its own, in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def running(*command: str, **environment: str) -> click.testing.Result:
        settings = {"DATABASE_URL": f"sqlite:///{tmp_path}/test.sqlite", "WELCOME_AREA_NAME": "Examplebury", **environment}
        return click.testing.CliRunner().invoke(main, command, env=settings)

    return running


@pytest.fixture
def files(tmp_path: Path, demonstration: Demonstration) -> Path:
    """Examplebury as files that a council might publish."""
    current = next(one.name for one in demonstration.boundary_sets if one.is_current)
    features = [
        {
            "type": "Feature",
            "properties": {"WD26CD": ward.gss, "WD26NM": ward.name},
            "geometry": shapely.geometry.mapping(ward.polygon),
        }
        for ward in demonstration.wards
        if ward.boundary_set == current
    ]
    (tmp_path / "wards.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    lines = ["pcds,lat,long", *(f"{postcode},{lat},{lon}" for postcode, lon, lat, _ in demonstration.postcodes)]
    (tmp_path / "postcodes.csv").write_text("\n".join(lines))
    (tmp_path / "venues.csv").write_text(SHEET)
    (tmp_path / "faulty.csv").write_text(FAULTY)
    (tmp_path / "areas.csv").write_text("name,aliases,lat,lon\nThe Knot,Knotside;Old Knot,54.09,0.95\n")
    return tmp_path


def all_imported(run: Run, files: Path) -> None:
    for kind, name in (("wards", "wards.geojson"), ("postcodes", "postcodes.csv"), ("venues", "venues.csv")):
        assert run("import", kind, str(files / name)).exit_code == 0


def test_a_district_comes_in_file_by_file(run, files):
    wards = run("import", "wards", str(files / "wards.geojson"), "--name", "Wards 2026", "--from", "2026-05-07")
    assert "12 read, 12 kept, 0 refused" in wards.stdout
    assert "“Wards 2026” is now the current boundary set." in wards.stdout
    assert "1,208 read, 1,208 kept" in run("import", "postcodes", str(files / "postcodes.csv")).stdout
    assert "1 kept" in run("import", "areas", str(files / "areas.csv")).stdout
    venues = run("import", "venues", str(files / "venues.csv"))
    assert venues.exit_code == 0, venues.output
    assert "2 read, 2 kept, 0 refused, 1 question" in venues.stdout
    assert "Row 3, Bramble Rooms" in venues.stdout


@pytest.mark.parametrize("kind", ["wards", "postcodes", "venues", "areas"])
def test_the_same_file_twice_changes_nothing(run, files, kind):
    all_imported(run, files)
    file = next(files.glob(f"{kind}.*"))
    run("import", kind, str(file))
    assert "nothing was changed" in run("import", kind, str(file)).stdout


def test_venues_follow_the_bank_holidays_of_the_nation_that_is_set(run, files, tmp_path):
    assert run("import", "venues", str(files / "venues.csv"), WELCOME_NATION="scotland").exit_code == 0
    with contextlib.closing(sqlite3.connect(tmp_path / "test.sqlite")) as database:
        assert database.execute("SELECT DISTINCT division FROM venue").fetchall() == [("scotland",)]


def test_a_faulty_row_stops_the_whole_sheet(run, files):
    all_imported(run, files)
    refused = run("import", "venues", str(files / "faulty.csv"))
    assert refused.exit_code == 1
    assert "Row 5" in refused.stdout
    assert "Nothing was imported, because 1 is faulty" in refused.stderr


def test_a_faulty_row_is_left_out_when_one_says_so(run, files):
    done = run("import", "venues", str(files / "faulty.csv"), "--skip-faulty")
    assert (done.exit_code, "3 read, 2 kept, 1 refused" in done.stdout) == (0, True)


def test_a_try_changes_nothing(run, files):
    tried = run("import", "venues", str(files / "venues.csv"), "--dry-run")
    assert (tried.exit_code, "this was only a try" in tried.stdout) == (0, True)
    assert "2 kept" in run("import", "venues", str(files / "venues.csv")).stdout


def test_what_came_of_it_can_be_read_by_a_machine(run, files):
    said = json.loads(run("import", "venues", str(files / "venues.csv"), "--json").stdout)
    assert (said["report"]["kept"], said["imported"]["kept"]) == (2, 2)


@pytest.mark.parametrize(("options", "code"), [((), 1), (("--skip-faulty",), 0)])
def test_faulty_postcodes_stop_the_list_or_are_left_out(run, files, options, code):
    (files / "postcodes.csv").write_text("pcds,lat,long\nAA1 1AA,54.08373,0.94969\nnonsense,54,0.9\n")
    done = run("import", "postcodes", str(files / "postcodes.csv"), *options)
    assert done.exit_code == code
    again = run("import", "postcodes", str(files / "postcodes.csv"), *options)
    assert ("nothing was changed" in again.stdout) is (code == 0)


def test_the_first_real_import_takes_examplebury_away(run, files):
    assert "Examplebury is loaded" in run("demo").stdout
    done = run("import", "venues", str(files / "venues.csv"))
    assert "The demonstration was removed" in done.stdout
    assert "There was no demonstration here" in run("demo", "--remove").stdout


def test_examplebury_is_not_mixed_with_anything_real(run, files):
    all_imported(run, files)
    refused = run("demo")
    assert (refused.exit_code, "never mix" in refused.stderr) == (1, True)


def test_postcodes_come_from_the_installed_package(run):
    done = run("import", "postcodes", "--from-package", "--area", "ze")
    assert done.exit_code == 0, done.output
    assert "Ordnance Survey" in done.stdout or "OS data" in done.stdout


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("import", "postcodes"), "Give a FILE, or --from-package"),
        (("import", "postcodes", "--from-package", "--area", "QQ"), "no postcode area QQ"),
        (("import", "wards", "nowhere.geojson"), "nowhere.geojson"),
        (("import", "moons", "x"), "No such command"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run, command, says):
    refused = run(*command)
    assert refused.exit_code in (1, 2)
    assert says in refused.stderr
    assert "Traceback" not in refused.output


def test_a_setting_that_cannot_be_used_stops_every_command(run):
    refused = run("migrate", WELCOME_LANGUAGES="Klingon!")
    assert (refused.exit_code, "WELCOME_LANGUAGES" in refused.stderr) == (1, True)


def test_a_file_that_is_no_geojson_is_said_to_be_none(run, tmp_path):
    (tmp_path / "wards.geojson").write_text('{"type": "FeatureColl')
    refused = run("import", "wards", str(tmp_path / "wards.geojson"))
    assert (refused.exit_code, "is not JSON" in refused.stderr) == (1, True)


@pytest.fixture
def address_service() -> Iterator[tuple[str, list[str]]]:
    """A server that answers as Nominatim does, and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(parse_qs(urlsplit(self.path).query)["q"][0])
            body = json.dumps([{"lat": "54.0900", "lon": "0.9500", "display_name": "Sail Street, Examplebury"}]).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_venue_that_no_postcode_places_is_placed_by_the_address_service_and_asked_about(run, files, address_service):
    url, asked = address_service
    all_imported(run, files)
    (files / "lost.csv").write_text(
        "name,address,postcode,opening times\nClover House,Sail Street,AA4 4ZZ,Mondays 9am to 10am\n"
    )
    done = run("import", "venues", str(files / "lost.csv"), WELCOME_GEOCODER="nominatim", WELCOME_GEOCODER_URL=url)
    assert done.exit_code == 0, done.output
    assert asked == ["Sail Street, Examplebury"]
    assert "The address service puts it at “Sail Street, Examplebury”. Is that right?" in done.stdout


def test_without_an_address_service_nothing_leaves_the_machine(run, files, address_service):
    _, asked = address_service
    (files / "lost.csv").write_text(
        "name,address,postcode,opening times\nClover House,Sail Street,AA4 4ZZ,Mondays 9am to 10am\n"
    )
    assert run("import", "venues", str(files / "lost.csv")).exit_code == 0
    assert asked == []
