import os
import stat
from pathlib import Path

import pytest

from welcome.settings import SETTINGS, BadSetting, Settings, secret_key

KEY = "k" * 40


def test_with_nothing_set_a_directory_starts_on_a_file_of_its_own() -> None:
    settings = Settings.from_environment({})
    assert settings.sqlite_path == Path("welcome.sqlite")
    assert settings.nation == "england"
    assert settings.emergency_line == "999"
    assert settings.languages == ("en",)
    assert settings.base_url_is_local


def test_every_field_has_one_row_in_the_table_and_its_default_reads_as_the_field_says() -> None:
    assert sorted(setting.field for setting in SETTINGS) == sorted(Settings.__struct_fields__)
    for setting in SETTINGS:
        if setting.default:
            assert setting.read(setting.name, setting.default) == getattr(Settings(), setting.field), setting.name
        else:
            assert not getattr(Settings(), setting.field), setting.name


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("DATABASE_URL", "sqlite:////srv/data/welcome.sqlite", "sqlite_path", Path("/srv/data/welcome.sqlite")),
        ("DATABASE_URL", "sqlite:///data/w.db", "sqlite_path", Path("data/w.db")),
        ("DATABASE_URL", "postgresql://u:p@db.example/welcome", "sqlite_path", None),
        ("DATABASE_URL", "postgres://u:p@db.example:5432/welcome", "sqlite_path", None),
        ("DATABASE_URL", "postgresql://postgres:@/welcome?host=/tmp/socket", "sqlite_path", None),
        ("WELCOME_BASE_URL", " https://welcome.example/ ", "base_url", "https://welcome.example"),
        ("WELCOME_BASE_URL", "https://welcome.example", "base_url_is_local", False),
        ("WELCOME_BASE_URL", "http://localhost:8000", "base_url_is_local", True),
        ("WELCOME_BASE_URL", "http://[::1]:8000", "base_url_is_local", True),
        ("WELCOME_TRUSTED_PROXIES", "127.0.0.1, 10.1.2.3/8", "trusted_proxies", ("127.0.0.1/32", "10.0.0.0/8")),
        ("WELCOME_LANGUAGES", "en, pa,ur", "languages", ("en", "pa", "ur")),
        ("WELCOME_NATION", "Northern Ireland", "nation", "northern_ireland"),
        ("WELCOME_GEOCODER", "Nominatim", "geocoder", "nominatim"),
        ("WELCOME_AREA_NAME", "", "area_name", ""),
    ],
)
def test_a_setting_is_read_as_it_was_meant(name: str, text: str, field: str, value: object) -> None:
    assert getattr(Settings.from_environment({name: text}), field) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("DATABASE_URL", "mysql://u:secret@host/db"),
        ("DATABASE_URL", "sqlite://welcome.sqlite"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite:///folder/"),
        ("DATABASE_URL", "postgresql://u:secret@host:port/db"),
        ("DATABASE_URL", "postgresql://"),
        ("WELCOME_SECRET_KEY", "secret"),
        ("WELCOME_BASE_URL", "welcome.example"),
        ("WELCOME_BASE_URL", "https://welcome.example/app"),
        ("WELCOME_SMTP_URL", "http://u:secret@mail.example"),
        ("WELCOME_TILE_URL", "https://tiles.example/{z}/{x}.png"),
        ("WELCOME_TRUSTED_PROXIES", "the-proxy"),
        ("WELCOME_LANGUAGES", "en, English"),
        ("WELCOME_LANGUAGES", "en, en"),
        ("WELCOME_NATION", "france"),
        ("WELCOME_TERM_AUTHORITY", "two words"),
        ("WELCOME_OPERATOR", "two\nlines"),
        ("WELCOME_GEOCODER_URL", "nominatim.example"),
    ],
)
def test_an_unusable_setting_is_named_in_a_sentence_that_repeats_no_password(name: str, text: str) -> None:
    with pytest.raises(BadSetting, match=rf"{name} .*\.$") as caught:
        Settings.from_environment({name: text})
    assert caught.value.name == name
    assert "secret@" not in caught.value.sentence


def test_the_first_start_on_sqlite_makes_a_key_that_its_owner_alone_can_read(tmp_path: Path) -> None:
    settings = Settings.from_environment({"DATABASE_URL": f"sqlite:///{tmp_path}/new/welcome.sqlite"})
    assert secret_key(settings, fresh=KEY) == KEY
    assert secret_key(settings, fresh="another" * 10) == KEY
    (kept,) = (tmp_path / "new").iterdir()
    assert stat.S_IMODE(os.stat(kept).st_mode) == 0o600


def test_a_key_that_is_set_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    environ = {"DATABASE_URL": f"sqlite:///{tmp_path}/welcome.sqlite", "WELCOME_SECRET_KEY": KEY}
    assert secret_key(Settings.from_environment(environ), fresh="unused" * 10) == KEY
    assert not list(tmp_path.iterdir())


def test_with_postgresql_a_missing_key_stops_the_start_with_a_sentence() -> None:
    settings = Settings.from_environment({"DATABASE_URL": "postgresql://u@host/db"})
    with pytest.raises(BadSetting, match="WELCOME_SECRET_KEY is not set"):
        secret_key(settings, fresh=KEY)


def test_a_damaged_key_file_is_a_sentence_and_not_a_weak_key(tmp_path: Path) -> None:
    settings = Settings.from_environment({"DATABASE_URL": f"sqlite:///{tmp_path}/welcome.sqlite"})
    (tmp_path / "welcome.sqlite.secret-key").write_text("")
    with pytest.raises(BadSetting, match="too short"):
        secret_key(settings, fresh=KEY)
