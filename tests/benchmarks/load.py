"""A small load generator: a few connections that stay open, each asking its next question as soon as it has its answer.

One process, blocking sockets and requests made beforehand: it takes in more answers a second than the server gives, and says
how busy it was, so that one can see that it was not what held things up.
"""

import contextlib
import socket
import time
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np

BUFFER_BYTES = 1 << 20
TIMEOUT_S = 60
EXPECTED = (b"200", b"304")


class WrongAnswer(Exception):
    """The server answered something else than 200 or 304, or broke off."""


class Load(msgspec.Struct, frozen=True):
    """What came back. seconds: for all of it. latencies_ms: float64, one an answer, in the order asked. busy: the share of the
    time in which the load generator itself was at work. sizes: int64, bytes of each body.
    """

    seconds: float
    latencies_ms: np.ndarray
    busy: float
    sizes: np.ndarray

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.latencies_ms) / self.seconds

    def latency_ms(self, percent: float) -> float:
        """Return the latency that so many percent of the answers stayed within."""
        return float(np.percentile(self.latencies_ms, percent))


class Connection:
    """One connection; answers are read whole, by their content-length."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_S)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._buffer = memoryview(bytearray(BUFFER_BYTES))

    def ask(self, request: bytes) -> None:
        """Send a request."""
        self._socket.sendall(request)

    def answer(self) -> tuple[bytes, memoryview]:
        """Wait for an answer and return its head and its body, which holds until the next one; raise WrongAnswer."""
        buffer, filled, head_ends = self._buffer, 0, -1
        while head_ends < 0:
            got = self._socket.recv_into(buffer[filled:])
            if not got:
                raise WrongAnswer("The server closed the connection.")
            filled += got
            head_ends = buffer.obj.find(b"\r\n\r\n", 0, filled)
        head = bytes(buffer[:head_ends])
        if head[9:12] not in EXPECTED:
            raise WrongAnswer(f"{head.decode('latin-1')}\n{bytes(buffer[head_ends:filled])[:500].decode()}")
        ends = head_ends + 4 + _content_length(head)
        while filled < ends:
            got = self._socket.recv_into(buffer[filled:])
            if not got:
                raise WrongAnswer("The server broke off.")
            filled += got
        return head, buffer[head_ends + 4 : ends]

    def fileno(self) -> int:
        """Return what the operating system knows the connection by, so that one can wait for several."""
        return self._socket.fileno()

    def close(self) -> None:
        """Close it."""
        self._socket.close()


def _content_length(head: bytes) -> int:
    """Return the length of the body; a 304 has none."""
    begins = head.find(b"content-length: ")
    if begins < 0:
        return 0
    ends = head.find(b"\r\n", begins)
    return int(head[begins + 16 : ends if ends > 0 else len(head)])


def put_load(port: int, requests: Sequence[bytes], connections: int = 16) -> Load:
    """Ask every request, `connections` at a time, and return what came of it. Raises WrongAnswer."""
    count = len(requests)
    latencies, sizes, asked_at = np.zeros(count), np.zeros(count, np.int64), [0.0] * count
    with contextlib.ExitStack() as stack:
        open_ones = [stack.enter_context(contextlib.closing(Connection(port))) for _ in range(min(connections, count))]
        clock = time.perf_counter
        began, worked = clock(), time.process_time()
        for number, connection in enumerate(open_ones):
            asked_at[number] = clock()
            connection.ask(requests[number])
        for number in range(count):
            connection = open_ones[number % len(open_ones)]
            _, body = connection.answer()
            latencies[number] = clock() - asked_at[number]
            sizes[number] = len(body)
            following = number + len(open_ones)
            if following < count:
                asked_at[following] = clock()
                connection.ask(requests[following])
        seconds = clock() - began
        busy = (time.process_time() - worked) / seconds
    return Load(seconds, latencies * 1000, busy, sizes)


def answers(port: int, requests: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield head and body of each answer, asked one after the other."""
    with contextlib.closing(Connection(port)) as connection:
        for request in requests:
            connection.ask(request)
            head, body = connection.answer()
            yield head, bytes(body)
