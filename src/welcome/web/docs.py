"""The API's documentation: the OpenAPI document, and a page to read and try it on that needs nothing from elsewhere."""

from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from litestar import Request, Response, Router, get
from litestar.datastructures import CacheControlHeader
from litestar.static_files import create_static_files_router

from welcome.web.documents import Document, document, document_answer
from welcome.web.open_data import JSON

#: The version stands in the path, so that a browser may keep the files for a year.
_SWAGGER = f"/api/docs/swagger-{version('swagger-ui-bundle-v2')}"
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Places of Welcome: the API</title>
<link rel="stylesheet" href="{swagger}/swagger-ui.css">
</head>
<body>
<main id="docs"><noscript>The document itself is at <a href="/api/openapi.json">/api/openapi.json</a>.</noscript></main>
<script src="{swagger}/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
"""
_START = """SwaggerUIBundle({
  url: "/api/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
});
"""
#: Swagger UI writes styles into its elements and carries its icons as data.
DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


A_YEAR = CacheControlHeader(public=True, max_age=31_536_000, immutable=True)


def docs_router(openapi: Callable[[], bytes]) -> Router:
    """Return the routes of the documentation of an OpenAPI document, which is made when it is first asked for."""
    page, start = _page(), document(_START.encode(), "text/javascript")

    @cache
    def described() -> Document:
        return document(openapi(), JSON)

    @get("/openapi.json", include_in_schema=False)
    async def get_openapi(request: Request) -> Response[bytes]:
        return document_answer(request, described())

    @get("/docs", include_in_schema=False)
    async def get_docs(request: Request) -> Response[bytes]:
        answer = document_answer(request, page)
        answer.headers["content-security-policy"] = DOCS_POLICY
        return answer

    @get("/docs/start.js", include_in_schema=False)
    async def get_docs_start(request: Request) -> Response[bytes]:
        return document_answer(request, start)

    swagger = create_static_files_router(
        _SWAGGER.removeprefix("/api"), directories=[_swagger()], cache_control=A_YEAR, include_in_schema=False
    )
    return Router("/api", route_handlers=[get_openapi, get_docs, get_docs_start, swagger], include_in_schema=False)


def _page() -> Document:
    return document(_PAGE.replace("{swagger}", _SWAGGER).encode(), "text/html")


def _swagger() -> Path:
    """Return the folder with Swagger UI's files in the package that brings them."""
    vendor = Path(str(files("swagger_ui_bundle"))) / "vendor"
    return next(path.parent for path in sorted(vendor.rglob("swagger-ui-bundle.js")))
