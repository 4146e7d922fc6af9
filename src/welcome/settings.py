"""What whoever runs the directory may set, read once from the environment and checked before anything starts."""

import ipaddress
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import msgspec

from welcome.directory.calendars import DIVISIONS, Division
from welcome.directory.errors import WelcomeError

SECRET_KEY_MIN_CHARACTERS = 32
#: The file beside the SQLite database that holds the key made at the first start.
SECRET_KEY_SUFFIX = ".secret-key"
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]*")


class BadSetting(WelcomeError):
    """A setting that cannot be used; `name` is the environment variable."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name = name


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Every setting, checked. The environment variable and the meaning of each stand in `SETTINGS`."""

    #: As given: it may hold a password, so it is never logged nor shown.
    database_url: str = "sqlite:///welcome.sqlite"
    #: Signs links and sessions; empty means: see `secret_key`, which makes one beside the SQLite file.
    secret_key: str = ""
    #: Where residents find the directory, without a slash at its end; empty when nobody has said.
    base_url: str = ""
    #: Without it no mail goes out, and the screens say so.
    smtp_url: str = ""
    #: Without it the map has no background; the list needs none.
    tile_url: str = ""
    #: Only these may say for whom they ask: anybody else's X-Forwarded-For is not believed.
    trusted_proxies: tuple[str, ...] = ()
    #: Stands in titles and in "outside ..."; empty reads "this area".
    area_name: str = ""
    #: "Run by ...", on the first screen and on paper.
    operator: str = ""
    #: Who answers for personal data; the privacy page names it.
    data_controller: str = ""
    #: How to reach the operator: the privacy and accessibility pages need one.
    contact: str = ""
    #: In the order in which they are offered; the first is used where a visitor's browser asks for none of them.
    languages: tuple[str, ...] = ("en",)
    #: Bank holidays differ by nation.
    nation: Division = "england"
    #: Venues that name no term calendar follow this one.
    term_authority: str | None = None
    #: Shown wherever somebody may be in danger.
    emergency_line: str = "999"
    #: The network's own help number stands at the foot of every page and print; without one nobody is told to ring.
    help_phone: str = ""
    help_text: str = ""
    help_email: str = ""
    #: Off unless named: what people type would leave this server.
    geocoder: str = ""
    geocoder_url: str = ""
    #: Without it figures are shown to this machine alone.
    metrics_token: str = ""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Return the settings of an environment; raise BadSetting with a sentence that names the first unusable one.

        An empty variable counts as unset.
        """
        said = {setting: environ.get(setting.name, "").strip() for setting in SETTINGS}
        return cls(**{setting.field: setting.read(setting.name, text) for setting, text in said.items() if text})

    @property
    def sqlite_path(self) -> Path | None:
        """The SQLite file, or None where PostgreSQL is used."""
        kind, _, path = self.database_url.partition(":///")
        return Path(path) if kind == "sqlite" else None

    @property
    def base_url_is_local(self) -> bool:
        """Whether this is somebody trying it out: no base URL, or one that only this machine can reach."""
        return not self.base_url or urlsplit(self.base_url).hostname in LOCAL_HOSTS


def secret_key(settings: Settings, fresh: str) -> str:
    """Return the key that signs links and sessions; the first start on SQLite keeps `fresh`, a new random text, as the key.

    It lies beside the database, readable by its owner alone; of two processes that start together one makes it and both
    use it. Raises BadSetting where PostgreSQL is used and no key is set: several machines could not agree on one.
    """
    if settings.secret_key:
        return settings.secret_key
    if settings.sqlite_path is None:
        sentence = (
            "WELCOME_SECRET_KEY is not set. With PostgreSQL it is needed: a random text of "
            f"{SECRET_KEY_MIN_CHARACTERS} characters or more, the same on every machine."
        )
        raise BadSetting("WELCOME_SECRET_KEY", sentence)
    kept = settings.sqlite_path.with_name(settings.sqlite_path.name + SECRET_KEY_SUFFIX)
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        draft = kept.with_name(f"{kept.name}.{os.getpid()}")
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(fresh)
        try:
            # A link appears whole or not at all, so nobody ever reads half a key.
            os.link(draft, kept)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    found = kept.read_text().strip()
    if len(found) < SECRET_KEY_MIN_CHARACTERS:
        raise BadSetting("WELCOME_SECRET_KEY", f"The key in {kept} is too short: delete the file, and a new one is made.")
    return found


def _text(name: str, text: str) -> str:
    if any(ord(letter) < 32 for letter in text):
        raise BadSetting(name, f"{name} should be one line of text.")
    return text


def _one_word(name: str, text: str) -> str:
    if not _KEY.fullmatch(text.lower()):
        raise BadSetting(name, f"{name} should be one word of letters, digits, - and _; “{text}” is not.")
    return text.lower()


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _address(name: str, text: str, schemes: tuple[str, ...]) -> SplitResult:
    """Return the parts of a web-like address. What was said is never repeated: it may hold a password."""
    wanted = " or ".join(f"{scheme}://" for scheme in schemes)
    try:
        parts = urlsplit(text)
        usable = parts.scheme in schemes and bool(parts.hostname or parts.query) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable:
        raise BadSetting(name, f"{name} should be an address that begins with {wanted} and names a host.")
    return parts


def _database(name: str, text: str) -> str:
    if text.startswith("sqlite:"):
        path = text.removeprefix("sqlite:///")
        if path == text or path.strip("/") == "" or path.startswith(":") or path.endswith("/") or "?" in path:
            sentence = f"{name} should name a file: sqlite:///welcome.sqlite here, or sqlite:////srv/welcome.sqlite anywhere."
            raise BadSetting(name, sentence)
        return text
    if not text.startswith(("postgresql:", "postgres:")):
        raise BadSetting(name, f"{name} should begin with sqlite:///, postgresql:// or postgres://.")
    _address(name, text, ("postgresql", "postgres"))
    return text


def _secret(name: str, text: str) -> str:
    if len(text) < SECRET_KEY_MIN_CHARACTERS:
        raise BadSetting(name, f"{name} is too short: {SECRET_KEY_MIN_CHARACTERS} characters or more, chosen at random.")
    return _text(name, text)


def _base_url(name: str, text: str) -> str:
    parts = _address(name, text, ("http", "https"))
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise BadSetting(name, f"{name} should be an address alone, like https://welcome.example, with nothing after it.")
    return text.rstrip("/")


def _smtp_url(name: str, text: str) -> str:
    _address(name, text, ("smtp", "smtps"))
    return text


def _geocoder_url(name: str, text: str) -> str:
    _address(name, text, ("http", "https"))
    return text.rstrip("/")


def _tile_url(name: str, text: str) -> str:
    _address(name, text, ("http", "https"))
    if not all(part in text for part in ("{z}", "{x}", "{y}")):
        raise BadSetting(name, f"{name} should hold {{z}}, {{x}} and {{y}}, like https://tiles.example/{{z}}/{{x}}/{{y}}.png.")
    return text


def _proxies(name: str, text: str) -> tuple[str, ...]:
    try:
        return tuple(str(ipaddress.ip_network(part, strict=False)) for part in _parts(text))
    except ValueError as fault:
        raise BadSetting(name, f"{name} should list addresses or networks, like 127.0.0.1, 10.0.0.0/8; {fault}.") from fault


def _languages(name: str, text: str) -> tuple[str, ...]:
    codes = _parts(text)
    wrong = next((code for code in codes if not _LANGUAGE.fullmatch(code)), None)
    if wrong or len(set(codes)) != len(codes) or not codes:
        raise BadSetting(name, f"{name} should list language codes, each once, like en, pa, ur; “{wrong or text}” does not.")
    return codes


def _nation(name: str, text: str) -> str:
    nation = text.lower().replace(" ", "_")
    if nation not in DIVISIONS:
        raise BadSetting(name, f"{name} should be one of {', '.join(DIVISIONS)}; “{text}” is not.")
    return nation


class Setting(msgspec.Struct, frozen=True):
    """One row of the table in the README: the variable, its default as one would type it, and what it is for."""

    name: str
    field: str
    default: str
    meaning: str
    read: Callable[[str, str], Any]


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "DATABASE_URL",
        "database_url",
        "sqlite:///welcome.sqlite",
        "Where the data is kept: sqlite:///file, sqlite:////absolute/file, or postgresql://user:password@host/name.",
        _database,
    ),
    Setting(
        "WELCOME_SECRET_KEY",
        "secret_key",
        "",
        "Signs links and sessions, 32 characters or more. Made beside the SQLite file when unset; needed with PostgreSQL.",
        _secret,
    ),
    Setting(
        "WELCOME_BASE_URL",
        "base_url",
        "",
        "The public address, like https://welcome.example, used in mails, calendars and prints.",
        _base_url,
    ),
    Setting("WELCOME_SMTP_URL", "smtp_url", "", "The mail server: smtp:// or smtps://user:password@host:port.", _smtp_url),
    Setting("WELCOME_TILE_URL", "tile_url", "", "Map tiles, with {z}, {x} and {y}; without it no map is drawn.", _tile_url),
    Setting(
        "WELCOME_TRUSTED_PROXIES",
        "trusted_proxies",
        "",
        "Addresses or networks of your own proxies, whose word on a visitor's address is believed.",
        _proxies,
    ),
    Setting("WELCOME_AREA_NAME", "area_name", "", "The name of the area, as residents say it.", _text),
    Setting("WELCOME_OPERATOR", "operator", "", "Who runs the directory: “Run by ...”.", _text),
    Setting("WELCOME_DATA_CONTROLLER", "data_controller", "", "Who answers for personal data, for the privacy page.", _text),
    Setting("WELCOME_CONTACT", "contact", "", "How to reach the operator, for the legal pages.", _text),
    Setting("WELCOME_LANGUAGES", "languages", "en", "Languages offered, in order: en, pa, ur.", _languages),
    Setting(
        "WELCOME_NATION",
        "nation",
        "england",
        "Whose bank holidays count: england, wales, scotland or northern_ireland.",
        _nation,
    ),
    Setting(
        "WELCOME_TERM_AUTHORITY",
        "term_authority",
        "",
        "The key of the term calendar that venues follow unless they name another.",
        _one_word,
    ),
    Setting("WELCOME_EMERGENCY_LINE", "emergency_line", "999", "The number to ring when somebody is in danger.", _text),
    Setting("WELCOME_HELP_PHONE", "help_phone", "", "The network's help number, on every page and print.", _text),
    Setting("WELCOME_HELP_TEXT", "help_text", "", "The number that takes text messages.", _text),
    Setting("WELCOME_HELP_EMAIL", "help_email", "", "The network's help address.", _text),
    Setting(
        "WELCOME_GEOCODER",
        "geocoder",
        "",
        "A geopy geocoder, like nominatim, asked for what the local list does not know. Off when unset.",
        _one_word,
    ),
    Setting("WELCOME_GEOCODER_URL", "geocoder_url", "", "The server that geocoder is to ask, if not its own.", _geocoder_url),
    Setting(
        "WELCOME_METRICS_TOKEN",
        "metrics_token",
        "",
        "Whoever sends it as a bearer token may read /metrics from elsewhere.",
        _text,
    ),
)
