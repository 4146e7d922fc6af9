"""How often one caller may ask for what costs effort, and whose address a caller's is behind the operator's own proxies.

Addresses are held for minutes, in memory, as salted hashes alone. Each worker counts for itself.
"""

import hashlib
import ipaddress
import math
from collections.abc import Sequence
from datetime import datetime

from litestar import Request
from litestar.exceptions import TooManyRequestsException

#: Somebody with an IPv6 connection has a whole network of this size.
IPV6_NETWORK_BITS = 64
#: With more callers than this, those who owe least are forgotten: memory stays small under attack.
CALLERS_MAX = 50_000
_HASH_BYTES = 16


class Limiter:
    """Lets each caller ask `at_once` times, and from then on `a_minute` times a minute, evenly spread.

    For each caller one moment is kept, from which on nothing is owed (the generic cell rate algorithm, ITU-T I.371). salt:
    random bytes that nobody else has, so that the hashes lead to no address.
    """

    def __init__(self, salt: bytes, *, at_once: int, a_minute: int, callers_max: int = CALLERS_MAX) -> None:
        self._salt, self._callers_max = salt, callers_max
        self._each_seconds = 60 / a_minute
        self._ahead_seconds = self._each_seconds * (at_once - 1)
        self._clear_at: dict[bytes, float] = {}

    def seconds_to_wait(self, caller: str, now: datetime) -> int:
        """Count one request of a caller and return 0, or return after how many seconds to come back, which counts nothing."""
        key = hashlib.blake2b(caller.encode(), key=self._salt, digest_size=_HASH_BYTES).digest()
        at = now.timestamp()
        clear_at = max(self._clear_at.get(key, at), at)
        too_early = clear_at - at - self._ahead_seconds
        if too_early > 0:
            return math.ceil(too_early)
        self._clear_at[key] = clear_at + self._each_seconds
        if len(self._clear_at) > self._callers_max:
            self._forget(at)
        return 0

    def check(self, caller: str, now: datetime) -> None:
        """Count one request of a caller. Raises a 429 that says when to come back."""
        wait = self.seconds_to_wait(caller, now)
        if wait:
            raise TooManyRequestsException(headers={"Retry-After": str(wait)})

    def _forget(self, at: float) -> None:
        """Forget whoever owes nothing, and of the others those who owe least."""
        owing = sorted((clear_at, key) for key, clear_at in self._clear_at.items() if clear_at > at)
        self._clear_at = {key: clear_at for clear_at, key in owing[-(self._callers_max // 2) :]}


def caller_of(request: Request, trusted_proxies: Sequence[str]) -> str:
    """Return the network address that asks: of IPv6 the network; "" where the server does not know.

    X-Forwarded-For is believed from the right, as far as the operator's own proxies wrote it: what stands further left
    anybody may have made up.
    """
    trusted = [ipaddress.ip_network(network) for network in trusted_proxies]
    address = _address(request.client.host) if request.client else None
    if address is None:
        return ""
    forwarded = [part for line in request.headers.getall("x-forwarded-for", []) for part in line.split(",")]
    while forwarded and any(address in network for network in trusted):
        named = _address(forwarded.pop())
        if named is None:
            break
        address = named
    if address.version == 6:
        return str(ipaddress.ip_network((address, IPV6_NETWORK_BITS), strict=False))
    return str(address)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return an address without its port, brackets or zone; an IPv4 address inside an IPv6 one as the former."""
    plain = text.strip()
    if plain.startswith("["):
        plain = plain[1:].partition("]")[0]
    elif plain.count(":") == 1:
        plain = plain.partition(":")[0]
    try:
        address = ipaddress.ip_address(plain.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
