"""The page that the resident's app lives in, its files, and what makes it installable.

The page is the same whatever is searched for: what a person looks for stands after the `#` of the address, which browsers keep
to themselves.
"""

import html
import json
import re
from functools import lru_cache

from litestar import Request, Response, Router, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from welcome.settings import Settings
from welcome.shipped import shipped_folder
from welcome.web.documents import ASK_AGAIN, Document, document, document_answer
from welcome.web.shell_assets import STYLESHEET, Assets, assets, offered, shown_settings, without_remarks
from welcome.wording.catalogue import Catalogue, catalogue

#: The app's own screens. A venue's address belongs to the page that the server makes; the app takes it over where it runs.
SCREENS = ["/", "/week", "/needs", "/saved", "/settings", "/share"]
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ku", "ps", "ur"})
HTML, MANIFEST = "text/html", "application/manifest+json"
_BLANK = re.compile(r"\{\{([\w. -]+)\}\}")


def shell_router(settings: Settings) -> Router:
    """Return the routes of the app: its page at each of its addresses, its files, its worker and its manifest."""
    files = assets(settings)
    worker = document(service_worker(files, settings).encode(), "text/javascript", ASK_AGAIN)

    @get(SCREENS, include_in_schema=False)
    async def get_app(request: Request) -> Response[bytes]:
        return _in_a_language(request, page(settings, language_of(request, settings)), settings)

    @get("/manifest.webmanifest", include_in_schema=False)
    async def get_manifest(request: Request) -> Response[bytes]:
        return _in_a_language(request, manifest(settings, language_of(request, settings)), settings)

    @get("/sw.js", include_in_schema=False)
    async def get_worker(request: Request) -> Response[bytes]:
        return document_answer(request, worker)

    @get("/static/{version:str}/{path:path}", include_in_schema=False)
    async def get_file(request: Request, version: FromPath[str], path: FromPath[str]) -> Response[bytes]:
        found = files.documents.get(str(path).lstrip("/"))
        # A file of another version would not fit the page that asks: that page has what it needs, or is loaded anew.
        if found is None or version != files.version:
            raise NotFoundException
        return document_answer(request, found)

    return Router("/", route_handlers=[get_app, get_manifest, get_worker, get_file], include_in_schema=False)


def language_of(request: Request, settings: Settings) -> str:
    """Return the language to answer in: the one in the address, else the browser's first that is offered, else the first."""
    known = offered(settings)
    if (asked := request.query_params.get("lang", "")) in known:
        return asked
    return preferred(request.headers.get("accept-language", ""), known)


def preferred(accept_language: str, known: tuple[str, ...]) -> str:
    """Return the first of the languages that a browser wants most; a dialect counts as its language."""
    wanted = []
    for place, part in enumerate(accept_language.split(",")):
        code, _, weight = part.strip().partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            quality = 0.0
        if quality > 0:
            wanted.append((-quality, place, code.split("-")[0].lower()))
    return next((code for _, _, code in sorted(wanted) if code in known), known[0])


@lru_cache(maxsize=64)
def page(settings: Settings, language: str) -> Document:
    """Return the app's page in a language."""
    return document(filled("index.html", settings, language).encode(), HTML)


@lru_cache(maxsize=64)
def manifest(settings: Settings, language: str) -> Document:
    """Return the manifest in a language."""
    made = json.loads(filled("manifest.webmanifest", settings, language))
    return document(json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode(), MANIFEST)


def filled(name: str, settings: Settings, language: str) -> str:
    """Return a file of `static` with its {{blanks}} filled: values of the page, and sentences by their keys."""
    files, words = assets(settings), catalogue(language)
    area = settings.area_name or words.say("app.this_area")
    values = {
        "lang": language,
        "dir": direction(language),
        "base": files.base,
        "version": files.version,
        "stylesheet": files.stylesheet,
        "area": area,
        "name": words.say("app.name", area=area),
        "run_by": _run_by(settings, words),
    }
    # Already markup, or JSON that no browser may take for markup.
    ready = {
        "modulepreloads": "\n".join(f'<link rel="modulepreload" href="{files.base}/{path}">' for path in files.modules),
        "settings": shown_settings(settings).decode().replace("<", "\\u003c"),
    }
    is_json = name.endswith("manifest")

    def blank(found: re.Match[str]) -> str:
        key = found[1].strip()
        if key in ready:
            return ready[key]
        said = values[key] if key in values else words.say(key, area=area)
        return json.dumps(said)[1:-1] if is_json else html.escape(said)

    return _BLANK.sub(blank, (shipped_folder("static") / name).read_text())


def service_worker(files: Assets, settings: Settings) -> str:
    """Return the worker with its version and the files it keeps; nobody bumps a number."""
    kept = [f"{files.base}/{path}" for path in (*files.modules, "js/boot.js", STYLESHEET, "icons/icon.svg")]
    made = json.dumps({"version": files.version, "files": kept, "screens": SCREENS})
    return f"self.MADE = {made};\n{without_remarks((shipped_folder('static') / 'sw.js').read_text())}"


def direction(language: str) -> str:
    """Return `rtl` or `ltr`."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def _run_by(settings: Settings, words: Catalogue) -> str:
    return words.say("app.free.run_by", operator=settings.operator) if settings.operator else words.say("app.free")


def _in_a_language(request: Request, found: Document, settings: Settings) -> Response[bytes]:
    answer = document_answer(request, found)
    answer.headers["vary"] = "accept-encoding, accept-language"
    answer.headers["content-language"] = language_of(request, settings)
    return answer
