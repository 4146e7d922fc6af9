"""What the README claims is so."""

import re
import tomllib
from pathlib import Path

import click
import pytest

from welcome.cli import COMMANDS, main
from welcome.settings import SETTINGS
from welcome.web.questions import VenueParameters, taken

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def every_command(command: click.Command, path: str = "welcome"):
    """Yield (words, command) of every command that does something."""
    context = click.Context(command)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            yield from every_command(command.get_command(context, name), f"{path} {name}")
    else:
        yield path, command


LEAVES = dict(every_command(main))


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_documented_with_its_default_and_meaning(setting):
    shown = f"`{setting.default}`" if setting.default else ""
    assert f"| `{setting.name}` | {shown} | {setting.meaning} |" in README


def test_no_setting_is_documented_that_does_not_exist():
    named = set(re.findall(r"`(WELCOME_[A-Z_]+|DATABASE_URL)`", README))
    others = {"WELCOME_REAL_DATA"}
    assert named - others == {setting.name for setting in SETTINGS}


@pytest.mark.parametrize("words", LEAVES)
def test_every_command_and_its_own_options_are_documented(words):
    line = next(line for line in README.splitlines() if line.startswith(f"| `{words}"))
    shared = {"--dry-run", "--skip-faulty", "--attribution", "--json"} if words.startswith("welcome import") else set()
    for parameter in LEAVES[words].params:
        if isinstance(parameter, click.Option):
            (option,) = [name for name in parameter.opts if name.startswith("--")][:1]
            assert option in line or (option in shared and f"`{option}" in README), option


def test_every_command_of_the_table_can_be_loaded():
    context = click.Context(main)
    assert all(main.get_command(context, name) is not None for name in COMMANDS)
    assert main.get_command(context, "nonsense") is None


async def test_every_route_is_documented(client):
    for path, operations in (await client.get("/api/openapi.json")).json()["paths"].items():
        for method in operations:
            assert f"`{method.upper()} {path}`" in README


@pytest.mark.parametrize("name", taken(VenueParameters))
def test_every_parameter_of_a_search_is_documented(name):
    assert f"`{name}`" in README or f"`{name}=" in README


def test_every_package_is_documented_with_its_reason():
    bare = [re.match(r"[A-Za-z0-9-]+", requirement)[0] for requirement in PROJECT["dependencies"]]
    for name in bare:
        assert re.search(rf"^\| `{name}` \| .+ \| .+ \|$", README, re.MULTILINE), name
    for requirement in PROJECT["optional-dependencies"]["test"]:
        assert f"`{re.match(r'[A-Za-z0-9-]+', requirement)[0]}`" in README


def test_every_room_is_in_the_table():
    rooms = {path.name for path in (ROOT / "src/welcome").iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    for room in rooms:
        assert f"`src/welcome/{room}/`" in README, room


def test_the_two_commands_are_there_and_the_second_is_what_ci_runs():
    blocks = re.findall(r"```sh\n(python3 -m venv .+)\n```", README)
    assert [block.split(" && ")[-1] for block in blocks] == [".venv/bin/welcome serve", ".venv/bin/pytest"]
    assert "README.md" in (ROOT / ".ci/run").read_text()


def test_the_procfile_runs_what_the_readme_says():
    assert (ROOT / "Procfile").read_text().splitlines() == [
        "release: welcome migrate",
        "web: welcome serve --host 0.0.0.0 --port $PORT",
    ]
