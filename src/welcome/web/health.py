"""For whoever runs the directory: is it alive, is it ready, and how is it doing."""

import hmac
import ipaddress

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotAuthorizedException
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from welcome.settings import Settings
from welcome.web.served import Served
from welcome.web.views import Live, Ready

NO_STORE = {"cache-control": "no-store"}


@get("/health/live", operation_id="isLive", summary="Does the process answer?", tags=["health"])
async def is_live() -> Response[Live]:
    """Say that the process answers."""
    return Response(Live(), headers=NO_STORE)


@get("/health/ready", operation_id="isReady", summary="Is there a directory to serve?", tags=["health"])
async def is_ready(served: NamedDependency[Served]) -> Response[Ready]:
    """Say which directory is served. Without one no request gets here: the server starts when it has loaded it."""
    snapshot = served.snapshot
    ready = Ready(True, snapshot.revision, len(snapshot.venues), len(served.postcodes), snapshot.contents.demonstration)
    return Response(ready, headers=NO_STORE)


@get("/metrics", operation_id="getMetrics", include_in_schema=False)
async def get_metrics(
    request: Request, served: NamedDependency[Served], settings: NamedDependency[Settings]
) -> Response[bytes]:
    """Answer figures for Prometheus: to this machine, or to whoever brings the token."""
    if not _may_see_metrics(request, settings):
        raise NotAuthorizedException
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    figures = {
        "welcome_revision": ("Revision of the directory being served.", served.snapshot.revision),
        "welcome_venues": ("Venues that residents may see.", len(served.snapshot.venues)),
        "welcome_postcodes": ("Postcodes known.", len(served.postcodes)),
        "welcome_snapshot_built_timestamp_seconds": ("When it was built.", served.snapshot.built_at.timestamp()),
    }
    for name, (meaning, value) in figures.items():
        Gauge(name, meaning, registry=registry).set(value)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST, headers=NO_STORE)


def _may_see_metrics(request: Request, settings: Settings) -> bool:
    given = request.headers.get("authorization", "")
    if settings.metrics_token and hmac.compare_digest(given.encode(), f"Bearer {settings.metrics_token}".encode()):
        return True
    # Behind a proxy every caller seems to be local, so a forwarded request must bring the token.
    if request.headers.get("x-forwarded-for") or request.headers.get("forwarded"):
        return False
    return request.client is not None and _is_local(request.client.host)


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
