"""The page that the app lives in: the same whatever is searched for, in the reader's language, small, and never stale."""

import json
import re

import brotli
import httpx
import pytest

from conftest import wired_to
from welcome.app import application
from welcome.settings import Settings
from welcome.shipped import shipped_folder
from welcome.web.shell import SCREENS, preferred
from welcome.web.shell_assets import assets, phone_words, stylesheet, without_remarks

#: What the first view may weigh, compressed: page, styles, scripts, words and the directory.
FIRST_VIEW_MAX_BYTES = 65_000
BROTLI = {"accept-encoding": "br"}


async def weight(client: httpx.AsyncClient, path: str) -> int:
    """Return how many bytes of an answer travel."""
    async with client.stream("GET", path, headers=BROTLI) as answer:
        assert answer.status_code == 200, path
        return sum([len(part) async for part in answer.aiter_raw()])


async def base_of(client: httpx.AsyncClient) -> str:
    return re.search(r'data-base="([^"]+)"', (await client.get("/")).text)[1]


@pytest.mark.parametrize("path", SCREENS)
async def test_every_screen_of_the_app_is_the_same_page(client, path: str):
    answer = await client.get(path)
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.text == (await client.get("/")).text
    assert answer.headers["vary"] == "accept-encoding, accept-language"


async def test_the_page_holds_no_script_or_style_that_the_policy_would_stop(client):
    page = await client.get("/")
    assert "unsafe-inline" not in page.headers["content-security-policy"]
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(src=|application/json))", page.text)


async def test_the_first_view_is_small(client):
    page = (await client.get("/")).text
    needed = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:js|css))"', page))
    paths = ["/", "/api/directory", f"{await base_of(client)}/i18n/en.json", *needed]
    total = sum([await weight(client, path) for path in paths])
    print(f"first view: {total} bytes")
    assert len(needed) > 10
    assert total <= FIRST_VIEW_MAX_BYTES


async def test_every_module_that_is_imported_is_announced_and_there(client):
    base, page = await base_of(client), (await client.get("/")).text
    announced = set(re.findall(r'modulepreload" href="([^"]+)"', page))
    for path in announced:
        script = (await client.get(path)).text
        for imported in re.findall(r'from "(\.[^"]+)"', script):
            assert str(httpx.URL(path).join(imported)) in announced, (path, imported)
    assert f"{base}/js/main.js" in announced


async def test_files_are_kept_for_ever_under_a_path_that_changes_with_them(client):
    base = await base_of(client)
    answer = await client.get(f"{base}/css/main.css", headers=BROTLI)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "br"
    assert (await client.get("/static/000000000000/css/main.css")).status_code == 404
    assert (await client.get(f"{base}/../../pyproject.toml")).status_code == 404
    assert (await client.get(f"{base}/js/nothing.js")).headers["content-type"].startswith("application/problem+json")


async def test_the_worker_knows_every_file_of_its_version(client):
    made = json.loads(re.match(r"self\.MADE = (\{.*\});\n", (await client.get("/sw.js")).text)[1])
    base = await base_of(client)
    assert base.endswith(made["version"])
    for path in made["files"]:
        assert (await client.get(path)).status_code == 200
    assert (await client.get("/sw.js")).headers["cache-control"] == "public, no-cache"


def test_another_setting_is_another_version():
    assert assets(Settings(help_phone="1")).version != assets(Settings(help_phone="2")).version


async def test_the_manifest_names_files_that_are_there(client):
    manifest = (await client.get("/manifest.webmanifest")).json()
    assert manifest["name"] == "Places of Welcome in Examplebury"
    pictures = [*manifest["icons"], *manifest["screenshots"]]
    for picture in pictures:
        answer = await client.get(picture["src"])
        assert answer.headers["content-type"].startswith(picture["type"])
        if picture["type"] == "image/png":
            width, height = (int.from_bytes(answer.content[at : at + 4], "big") for at in (16, 20))
            assert picture["sizes"] == f"{width}x{height}"
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("ur-PK,en;q=0.8", "ur"),
        ("fr, pa;q=0.5, ur;q=0.9", "ur"),
        ("ur;q=0, pa", "pa"),
        ("fr", "en"),
        ("", "en"),
        ("x;q=nonsense,pa", "pa"),
    ],
)
def test_the_browsers_languages_decide(accepted: str, language: str):
    assert preferred(accepted, ("en", "pa", "ur")) == language


async def test_what_an_operator_sets_is_shown_and_never_run(snapshot, postcodes):
    hostile = "</script><script>alert(1)</script>\"'&"
    parts = wired_to(snapshot, postcodes, operator=hostile, help_phone=hostile)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(application(parts)), base_url="http://x.example") as client:
        page = (await client.get("/")).text
        assert (await client.get("/manifest.webmanifest")).json()
    assert "<script>alert" not in page
    said = json.loads(re.search(r'<script id="settings" type="application/json">(.*?)</script>', page)[1])
    assert said["operator"] == hostile


async def test_the_page_shows_nothing_secret_of_the_settings(snapshot, postcodes):
    parts = wired_to(
        snapshot, postcodes, secret_key="s" * 40, smtp_url="smtp://user:hidden@mail.example", metrics_token="m-token"
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(application(parts)), base_url="http://x.example") as client:
        page = (await client.get("/")).text
    assert not [word for word in ("s" * 40, "pa55", "m-token") if word in page]


def test_a_stylesheet_is_one_with_its_parts_in_their_layers():
    joined = stylesheet(shipped_folder("static") / "css/main.css")
    assert "@import" not in joined
    assert "/*" not in joined
    assert joined.startswith("@layer tokens, base, layout, components, states;")
    assert joined.count("{") == joined.count("}")


def test_a_script_without_remarks_is_the_same_script():
    script = """// A remark.
const a = "// not one";
/**
 * @type {number} * and more
 */
const b = /* kept */ 1; // kept
  // gone
b;
"""
    assert without_remarks(script) == 'const a = "// not one";\nconst b = /* kept */ 1; // kept\nb;\n'


def test_a_phone_is_given_every_sentence_that_its_scripts_name():
    words = phone_words("en")
    scripts = "\n".join(path.read_text() for path in (shipped_folder("static") / "js").rglob("*.js"))
    named = set(re.findall(r'"((?:app|page|fact|provision)\.[a-z_.]+)"', scripts))
    missing = {key for key in named if key not in words and f"{key}.other" not in words and not key.endswith(".")}
    assert len(named) > 90
    assert missing == set()


def test_every_sentence_of_the_app_is_used():
    folder = shipped_folder("static")
    places = [*(folder / "js").rglob("*.js"), folder / "index.html", folder / "manifest.webmanifest"]
    scripts = "\n".join(path.read_text() for path in places)
    made = re.compile(r"^app\.(instead|near|kind|part|nav|chip\.needs|settings|unknown|free|found|venue|group)\b")
    keys = {re.sub(r"\.(one|other)$", "", key) for key in phone_words("en") if key.startswith("app.")}
    own_python = {"app.free.run_by", "app.free", "app.name", "app.this_area"}
    assert [key for key in sorted(keys - own_python) if key not in scripts and not made.match(key)] == []


def test_precompressed_files_come_back_whole():
    for path, found in assets(Settings()).documents.items():
        if "br" in found.encodings:
            assert brotli.decompress(found.encodings["br"].body) == found.encodings["identity"].body, path


async def test_without_scripts_what_is_typed_goes_into_no_address(client):
    page = (await client.get("/")).text
    assert 'action="/find" method="post"' in page
    assert 'method="get"' not in page
