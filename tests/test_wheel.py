"""The wheel, installed elsewhere and run from an empty folder, is the whole thing."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 60


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the `welcome` command of a wheel built from this checkout, installed in an environment of its own.

    What it depends on is taken from this environment, so that nothing is fetched; the code is the wheel's alone.
    """
    folder = tmp_path_factory.mktemp("wheel")
    building = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(building, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    home = folder / "environment"
    venv.create(home, with_pip=False, symlinks=True)
    packages = next((home / "lib").glob("python*")) / "site-packages"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(packages), str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    borrowed = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "borrowed.pth").write_text("\n".join(borrowed))
    return home / "bin" / "python"


def run(python: Path, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python, "-m", "welcome", *command], cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )


def environment() -> dict[str, str]:
    """Return an environment without settings of this machine's."""
    return {name: value for name, value in os.environ.items() if name != "DATABASE_URL" and not name.startswith("WELCOME_")}


def test_it_is_the_wheel_that_runs(installed, tmp_path):
    where = subprocess.run(
        [installed, "-c", "import welcome; print(welcome.__file__)"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert str(installed.parents[1]) in where.stdout


def test_the_folders_that_travel_with_it_are_there(installed, tmp_path):
    code = "from welcome.shipped import shipped_folder as f; print(f('static'), f('piccolo_migrations'))"
    found = subprocess.run([installed, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True).stdout.split()
    assert all(path.startswith(str(installed.parents[1])) for path in found)
    assert list(Path(found[1]).glob("directory_0001*.py"))
    assert (Path(found[0]) / "i18n" / "en.json").exists()


def test_it_starts_in_an_empty_folder_and_answers_with_the_demonstration(installed, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = subprocess.Popen(
        [installed, "-m", "welcome", "serve", "--port", str(port)],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        ready = json.loads(answer(f"http://127.0.0.1:{port}/health/ready", serving))
        assert ready["demonstration"] is True
        assert ready["venues"] > 30
        found = json.loads(answer(f"http://127.0.0.1:{port}/api/venues?postcode=AA1+1AA&limit=1", serving))
        assert found["venues"][0]["distance_m"] < 200
        assert {path.name for path in tmp_path.iterdir()} >= {"welcome.sqlite", "welcome.sqlite.secret-key"}
        assert (tmp_path / "welcome.sqlite.secret-key").stat().st_mode & 0o077 == 0
    finally:
        serving.send_signal(signal.SIGTERM)
        said, _ = serving.communicate(timeout=PATIENCE_SECONDS)
    assert f"http://127.0.0.1:{port}" in said
    assert "Examplebury" in said
    assert serving.returncode == 0


def answer(address: str, serving: subprocess.Popen) -> bytes:
    """Return what an address answers, as soon as it does."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE_SECONDS) as got:
                return got.read()
        except OSError:
            assert serving.poll() is None, "the server ended"
            assert time.monotonic() < deadline, "the server did not answer"
            os.sched_yield()


def test_migrate_twice_and_nonsense_are_answered_with_sentences(installed, tmp_path):
    for _ in range(2):
        assert run(installed, tmp_path, "migrate").returncode == 0
    nonsense = run(installed, tmp_path, "import", "wards", "no-such-file.geojson")
    assert nonsense.returncode == 2
    assert "no-such-file.geojson" in nonsense.stderr
    assert "Traceback" not in nonsense.stderr
