"""The types that the scripts say in their comments are true, by the compiler that reads them."""

import json
import subprocess
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "static"
TYPESCRIPT = "typescript@5.9"
SHARED = {
    "checkJs": True, "allowJs": True, "noEmit": True, "strict": True, "target": "es2022", "module": "es2022",
    "moduleResolution": "bundler", "types": [],
}  # fmt: skip

pytestmark = [pytest.mark.node, pytest.mark.npm]


@pytest.fixture(scope="module")
def tsc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("typescript")
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", TYPESCRIPT], cwd=folder, check=True, timeout=120)
    return folder / "node_modules/.bin/tsc"


@pytest.mark.parametrize(
    ("files", "library"), [("js/**/*.js", ["es2023", "dom", "dom.iterable"]), ("sw.js", ["es2023", "webworker"])],
    ids=["the app", "the worker"],
)  # fmt: skip
def test_every_type_in_the_scripts_holds(tsc: Path, tmp_path: Path, files: str, library: list[str]):
    setting = {"compilerOptions": SHARED | {"lib": library}, "include": [str(STATIC / files)]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(setting))
    ran = subprocess.run([tsc, "-p", tmp_path / "tsconfig.json"], capture_output=True, text=True, check=False, timeout=120)
    assert ran.stdout == ""
    assert ran.returncode == 0
