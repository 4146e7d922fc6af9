"""What every page made here shares: the reader's language, the words, the frame around the content."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import jinja2
import markupsafe
import msgspec
import segno
from litestar import Request, Response

from welcome.directory.wall_clock import LONDON
from welcome.settings import Settings
from welcome.shipped import shipped_folder
from welcome.web.documents import Document, document
from welcome.web.served import Served
from welcome.web.shell_assets import assets
from welcome.wording.catalogue import ENGLISH, Catalogue, catalogue, languages

HTML = "text/html"
#: Pages hold for a moment: asked for anew each time. What somebody typed is in nobody's copy.
MOMENTARY = {"cache-control": "no-cache"}
NOT_KEPT = {"cache-control": "no-store"}
RIGHT_TO_LEFT = ("ar", "fa", "ps", "ur")
#: Hosts write in the language of the borough; what they wrote is marked with it on a page in another language.
HOSTS_LANGUAGE = ENGLISH
STYLE_PATH = "/pages/style-{}.css"
_STYLE_FILES = ("pages.css", "print.css")
KEPT_FOR_EVER = "public, max-age=31536000, immutable"


class Reader(msgspec.Struct, frozen=True):
    """Whoever reads a page. language: of those offered. chosen: by the address, so that links on the page carry it on."""

    language: str
    offered: tuple[str, ...] = (ENGLISH,)
    chosen: bool = False

    @property
    def words(self) -> Catalogue:
        return catalogue(self.language)

    @property
    def direction(self) -> str:
        return direction_of(self.language)


class Asked(msgspec.Struct, frozen=True):
    """A request for a page. origin: the public address without a slash at its end. path: of the page."""

    served: Served
    settings: Settings
    now: datetime
    reader: Reader
    origin: str
    path: str

    @property
    def words(self) -> Catalogue:
        return self.reader.words

    @property
    def today(self) -> date:
        return london_date(self.now)


def london_date(moment: datetime) -> date:
    """Return the London day of an aware moment."""
    return moment.astimezone(LONDON).date()


def direction_of(language: str) -> str:
    """Return `rtl` or `ltr`."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def asked_of(request: Request, served: Served, settings: Settings, now: datetime) -> Asked:
    """Return what a request for a page brings with it."""
    origin = settings.base_url or str(request.base_url).rstrip("/")
    chosen = request.query_params.get("lang", "")
    reader = reader_of(chosen, request.headers.get("accept-language", ""), settings.languages)
    return Asked(served, settings, now, reader, origin, request.url.path)


def reader_of(chosen: str, accept_language: str, wanted: tuple[str, ...]) -> Reader:
    """Return the reader: by the address (`?lang=`), else by what the browser asks for, else the first language offered.

    Only languages that the settings name and that have a catalogue are offered.
    """
    offered = tuple(language for language in wanted if language in languages()) or (ENGLISH,)
    if chosen in offered:
        return Reader(chosen, offered, True)
    return Reader(_preferred(accept_language, offered), offered)


def _preferred(accept_language: str, offered: tuple[str, ...]) -> str:
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept_language.lower().split(",")):
        name, _, weight = part.strip().partition(";")
        try:
            quality = float(weight.replace(" ", "").removeprefix("q=") or 1)
        except ValueError:
            continue
        if quality > 0:
            wanted.append((-quality, place, name.strip()))
    for _, _, name in sorted(wanted):
        if name in offered or name.split("-")[0] in offered:
            return name if name in offered else name.split("-")[0]
    return offered[0]


class Way(msgspec.Struct, frozen=True):
    """One way to reach somebody: what is shown, and the link behind it ("" for none)."""

    text: str
    href: str = ""


def phone_link(number: str) -> str:
    """Return `tel:` with the digits of a number, "" when there are too few of them to ring."""
    digits = "".join(letter for letter in number if letter in "+0123456789")
    return f"tel:{digits}" if len(digits) >= 3 else ""


def mail_link(address: str) -> str:
    """Return `mailto:` with the address, "" when it is none."""
    name, at, host = address.strip().partition("@")
    if not (name and at and "." in host) or any(letter.isspace() for letter in address.strip()):
        return ""
    return f"mailto:{quote(address.strip(), safe='@.+-_')}"


def network_ways(settings: Settings) -> list[Way]:
    """Return how to reach the network's own help, in the order in which it is offered."""
    ways = [
        Way(settings.help_phone, phone_link(settings.help_phone)),
        Way(settings.help_text, phone_link(settings.help_text).replace("tel:", "sms:")),
        Way(settings.help_email, mail_link(settings.help_email)),
    ]
    return [way for way in ways if way.text]


def say_network(words: Catalogue, settings: Settings) -> str:
    """Return "ring 01632 960000 or text ...", "" when the network has set no way to reach it."""
    said = [
        words.say(f"page.contact.{key}", **{blank: value})
        for key, blank, value in (
            ("call", "number", settings.help_phone),
            ("text", "number", settings.help_text),
            ("email", "address", settings.help_email),
        )
        if value
    ]
    return either(words, said)


def either(words: Catalogue, items: list[str]) -> str:
    """Return "a", "a or b", "a or b or c"; "" for none."""
    text = items[0] if items else ""
    for item in items[1:]:
        text = words.say("page.contact.or", items=text, item=item)
    return text


def page(
    asked: Asked,
    template: str,
    status: int = 200,
    headers: Mapping[str, str] = MOMENTARY,
    **values: Any,
) -> Response[str]:
    """Return a page made from a template; every value is escaped, and one that is missing is an error."""
    reader, words = asked.reader, asked.words
    html = (
        _templates()
        .get_template(template)
        .render(
            asked=asked,
            reader=reader,
            t=words.say,
            n=words.count,
            around=partial(around, words),
            has=words.has,
            link=_linker(reader),
            site=site_name(asked),
            files=assets(asked.settings).base,
            style=STYLE_PATH.format(style_digest()),
            network=network_ways(asked.settings),
            network_said=say_network(words, asked.settings),
            languages=[(code, own_name(words, code), direction_of(code)) for code in reader.offered],
            hosts_language=HOSTS_LANGUAGE,
            attributions=asked.served.snapshot.contents.attributions,
            demonstration=asked.served.snapshot.contents.demonstration,
            **values,
        )
    )
    said = {**headers, "content-language": reader.language, "vary": "accept-language"}
    return Response(html, status_code=status, media_type=HTML, headers=said)


def own_name(words: Catalogue, code: str) -> str:
    """Return what a language calls itself, in its own script; its code where nobody has said."""
    key = f"language.own.{code}"
    return words.say(key) if words.has(key) else code


def around(words: Catalogue, key: str, /, **values: str) -> markupsafe.Markup:
    """Return a sentence around what hosts wrote, each piece of which is marked with its language and runs its own way."""
    span = markupsafe.Markup('<span lang="{}" dir="auto">{}</span>')
    template = Catalogue(words.language, {key: str(markupsafe.escape(words.messages[key]))})
    return markupsafe.Markup(template.say(key, **{name: span.format(HOSTS_LANGUAGE, text) for name, text in values.items()}))


def site_name(asked: Asked) -> str:
    """Return what the directory is called, with the area where it is set."""
    area = asked.settings.area_name
    return asked.words.say("page.site.area", area=area) if area else asked.words.say("page.site")


def address_of(asked: Asked, path: str) -> str:
    """Return the whole public address of a path."""
    return asked.origin + path


@lru_cache(maxsize=1024)
def qr_code(address: str, title: str) -> str:
    """Return an address as a QR code: an SVG of its own size in modules, to be scaled by the page's style."""
    made = segno.make(address, error="m", micro=False)
    return made.svg_inline(omitsize=True, svgclass="qr", lineclass=None, title=title, border=2)


def _linker(reader: Reader) -> Callable[..., str]:
    def link(path: str, **query: str) -> str:
        """Return the path, with the language that the reader chose by the address."""
        if reader.chosen:
            query = {**query, "lang": reader.language}
        return f"{path}?{urlencode(query)}" if query else path

    return link


@lru_cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache
def style() -> Document:
    """Return the one stylesheet of these pages."""
    folder = shipped_folder("static") / "css"
    joined = "\n".join((folder / name).read_text() for name in _STYLE_FILES)
    return document(joined.encode(), "text/css", KEPT_FOR_EVER)


@lru_cache
def style_digest() -> str:
    """Return a short hash of the stylesheet: its address changes when it does."""
    return hashlib.blake2b(style().encodings["identity"].body, digest_size=6).hexdigest()
