import ast
from pathlib import Path

import pytest
from piccolo.apps.migrations.commands.new import AutoMigrationManager

from welcome.shipped import shipped_folder
from welcome.storage.engine import bind, engine_for
from welcome.storage.piccolo_app import APP_CONFIG

MIGRATIONS = sorted(shipped_folder("piccolo_migrations").glob("*.py"))


async def test_no_table_was_changed_without_a_migration_that_does_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bind(engine_for(f"sqlite:///{tmp_path}/welcome.sqlite"))
    altered = await AutoMigrationManager().get_alter_statements(app_config=APP_CONFIG)
    capsys.readouterr()
    assert [statement for statements in altered for statement in statements.statements] == []


def test_the_check_for_a_forgotten_migration_covers_every_table() -> None:
    rooms = Path(__file__).parents[1] / "src" / "welcome" / "storage"
    written = {
        node.name
        for room in rooms.glob("tables_*.py")
        for node in ast.parse(room.read_text()).body
        if isinstance(node, ast.ClassDef)
    }
    assert {table.__name__ for table in APP_CONFIG.table_classes} == written


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: path.stem)
def test_a_migration_is_called_after_its_file_says_what_it_does_and_imports_no_table(path: Path) -> None:
    tree = ast.parse(path.read_text())
    said = {node.targets[0].id: node.value for node in tree.body if isinstance(node, ast.Assign)}
    assert said["ID"].value == path.stem
    assert said["DESCRIPTION"].value
    assert ast.get_docstring(tree)
    modules = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert not [module for module in modules if module.startswith("welcome")]


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [path.stem.split("_")[:2] for path in MIGRATIONS] == [
        ["directory", f"{number:04}"] for number in range(1, len(MIGRATIONS) + 1)
    ]
