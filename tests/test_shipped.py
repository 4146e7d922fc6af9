from pathlib import Path

import pytest

from welcome.shipped import shipped_folder


@pytest.mark.parametrize("name", ["static", "piccolo_migrations"])
def test_a_shipped_folder_is_found_from_any_working_directory(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert shipped_folder(name).is_dir()
    assert shipped_folder(name).is_absolute()


def test_a_folder_that_was_not_installed_is_a_sentence() -> None:
    with pytest.raises(FileNotFoundError, match="not installed"):
        shipped_folder("attic")
