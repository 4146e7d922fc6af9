"""What people ask: distinct places near where people live, and distinct moments of the coming thirty days."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlencode

import msgspec
import numpy as np

from benchmarks.made_country import Towns, people_at
from welcome.directory.wall_clock import LONDON

DAYS_AHEAD, WITHIN_M, LIMIT = 30, 2_000, 20
#: People ask for places that are open between these hours of London's day.
FIRST_HOUR, LAST_HOUR = 9, 20


class Asked(msgspec.Struct, frozen=True):
    """One question: where somebody is, and the moment they ask about, an aware datetime of a whole second."""

    longitude: float
    latitude: float
    at: datetime

    @property
    def parameters(self) -> str:
        """The question as a query string."""
        return urlencode(
            {
                "lat": self.latitude,
                "lon": self.longitude,
                "within_m": WITHIN_M,
                "at": self.at.isoformat(),
                "open": "true",
                "limit": LIMIT,
            }
        )


def questions(towns: Towns, now: datetime, seed: int, count: int) -> list[Asked]:
    """Return so many questions, no two alike; the same for the same seed."""
    rng = np.random.default_rng(seed)
    longitudes, latitudes = people_at(rng, towns, count)
    days = rng.integers(1, DAYS_AHEAD, count)
    seconds = rng.integers(FIRST_HOUR * 3600, LAST_HOUR * 3600, count)
    midnight = now.astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
    return [
        Asked(longitude, latitude, midnight + timedelta(days=day, seconds=second))
        for longitude, latitude, day, second in zip(
            longitudes.tolist(), latitudes.tolist(), days.tolist(), seconds.tolist(), strict=True
        )
    ]


def requests(path: str, asked: list[Asked]) -> Iterator[bytes]:
    """Yield the questions as they go over the wire."""
    return (request(f"{path}?{question.parameters}") for question in asked)


def request(target: str, *headers: str) -> bytes:
    """Return a GET request on a connection that stays open."""
    lines = [f"GET {target} HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""]
    return "\r\n".join(lines).encode()
