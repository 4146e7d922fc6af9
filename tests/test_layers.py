"""Imports point one way, and the code is written as the house writes it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CHECKS = {
    "imports point one way": [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
    "lint": [sys.executable, "-m", "ruff", "check", "src", "tests"],
    "format": [sys.executable, "-m", "ruff", "format", "--check", "src", "tests"],
}


@pytest.mark.parametrize("command", CHECKS.values(), ids=CHECKS)
def test_the_code_keeps_the_rules_of_the_house(command: list[str]):
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "path", sorted((ROOT / "src").rglob("*.py")), ids=lambda path: path.relative_to(ROOT / "src").as_posix()
)
def test_every_module_opens_with_a_sentence(path: Path):
    first = path.read_text().splitlines()[0]
    assert first.startswith('"""')
    assert first.rstrip('"').rstrip().endswith((".", "?", "!"))


def test_the_top_level_holds_what_the_package_card_allows():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    found = {path.split("/")[0] for path in listed}
    allowed = {"src", "static", "piccolo_migrations", "tests", "pyproject.toml", "Procfile", "README.md"}
    assert {name for name in found if not name.startswith(".")} <= allowed
