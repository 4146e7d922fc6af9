"""The files that a phone is sent, read once: each compressed, all under one path that changes when any of them does.

The files in `static` stay as they are written; here the stylesheets become one, and each catalogue is cut to what a phone says.
"""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

import msgspec

from welcome.settings import Settings
from welcome.shipped import shipped_folder
from welcome.web.documents import Document, document
from welcome.wording.catalogue import catalogue, languages

#: Named by their content, so nobody ever need ask again.
FOR_EVER = "public, max-age=31536000, immutable"
STYLESHEET = "css/main.css"
MEDIA_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
#: What the server alone says: pages made here, prints, and how a host checks a fact.
SERVER_KEYS = re.compile(r"^page\.(about|accessibility|answer|find|help|lines|privacy|print|sheet|title|wrong)\b|\.check$")
#: Not a module, or fetched when somebody asks for it.
NOT_AT_FIRST = ("js/boot.js", "js/host/", "js/coordinator/", "js/map/")
#: The version of the served files is so many letters of a hash.
VERSION_LETTERS = 12
_IMPORT = re.compile(r'@import "([\w./-]+)" layer\((\w+)\);')
_REMARK = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:[^*]|\*(?!/))*\*/[ \t]*)\n", re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)


class Assets(msgspec.Struct, frozen=True):
    """Everything under `base`, the path of this version. documents: path below it -> document. modules: paths of what a
    resident's phone runs, in order."""

    version: str
    documents: dict[str, Document]
    modules: tuple[str, ...]

    @property
    def base(self) -> str:
        return f"/static/{self.version}"

    @property
    def stylesheet(self) -> str:
        """The address of the one stylesheet."""
        return f"{self.base}/{STYLESHEET}"


@lru_cache(maxsize=4)
def assets(settings: Settings) -> Assets:
    """Return the files of this installation, read at the first call."""
    folder = shipped_folder("static")
    bodies = {path: (folder / path).read_bytes() for path in _served(folder)}
    bodies |= {path: without_remarks(body.decode()).encode() for path, body in bodies.items() if path.endswith(".js")}
    bodies[STYLESHEET] = stylesheet(folder / STYLESHEET).encode()
    for language in offered(settings):
        bodies[f"i18n/{language}.json"] = msgspec.json.encode(phone_words(language))
    hashed = hashlib.sha256(repr(settings.languages).encode() + (folder / "index.html").read_bytes())
    hashed.update((folder / "sw.js").read_bytes() + shown_settings(settings))
    for path in sorted(bodies):
        hashed.update(path.encode() + bodies[path])
    return Assets(
        version=hashed.hexdigest()[:VERSION_LETTERS],
        documents={path: document(body, MEDIA_TYPES[Path(path).suffix], FOR_EVER) for path, body in bodies.items()},
        modules=tuple(path for path in sorted(bodies) if path.startswith("js/") and not path.startswith(NOT_AT_FIRST)),
    )


def _served(folder: Path) -> list[str]:
    """Return the paths, below the folder, of the files that are sent as they are."""
    inside = [*(folder / "js").rglob("*.js"), *(folder / "icons").glob("*.*")]
    return sorted(path.relative_to(folder).as_posix() for path in inside if path.suffix in MEDIA_TYPES)


def offered(settings: Settings) -> tuple[str, ...]:
    """Return the languages that a visitor may choose: those set that have a catalogue; English where none has."""
    return tuple(code for code in settings.languages if code in languages()) or ("en",)


def shown_settings(settings: Settings) -> bytes:
    """Return as JSON what the app shows of the settings: the page holds it, and nothing else of them."""
    return msgspec.json.encode(
        {
            "area": settings.area_name,
            "operator": settings.operator,
            "emergency": settings.emergency_line,
            "phone": settings.help_phone,
            "text": settings.help_text,
            "email": settings.help_email,
            "languages": {code: catalogue(code).say(f"language.own.{code}") for code in offered(settings)},
        }
    )


def phone_words(language: str) -> dict[str, str]:
    """Return the sentences that a phone may say in a language; what it lacks is there in English."""
    return {key: words for key, words in catalogue(language).messages.items() if not SERVER_KEYS.search(key)}


def without_remarks(script: str) -> str:
    """Return a script without the comments that stand on lines of their own: a third of it, which no phone reads."""
    return _REMARK.sub("", script)


def stylesheet(main: Path) -> str:
    """Return the stylesheet with each `@import "x.css" layer(y);` replaced by that file, inside its layer."""

    def imported(found: re.Match[str]) -> str:
        return f"@layer {found[2]} {{\n{(main.parent / found[1]).read_text()}}}\n"

    return _COMMENT.sub("", _IMPORT.sub(imported, main.read_text()))
