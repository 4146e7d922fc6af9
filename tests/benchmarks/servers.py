"""Starts servers as processes of their own, waits until they answer, says what memory they take, and stops them."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import psutil

from welcome.commands.serve import MEMORY_GIVEN_BACK

TESTS = Path(__file__).resolve().parents[1]
READY_WITHIN_S, STOPS_WITHIN_S, LOOK_EVERY_S = 300, 20, 0.01
#: One worker, as `welcome serve` has it.
GRANIAN = (sys.executable, "-m", "granian", "--interface", "asgi", "--workers", "1", "--log-level", "warning", "--factory")


class Server(msgspec.Struct, frozen=True):
    """A running server. started_in_s: from its start to its first answer to /health/ready."""

    port: int
    process: subprocess.Popen
    started_in_s: float

    @property
    def memory_mb(self) -> float:
        """Resident memory of the process that answers: of the server and its workers, the largest."""
        return max(one.memory_info().rss for one in self._everyone()) / 1e6

    @property
    def processor_seconds(self) -> float:
        """Processor time that the server and its workers have taken so far: what others do on the machine is no part of it."""
        times = [one.cpu_times() for one in self._everyone()]
        return sum(time.user + time.system for time in times)

    def _everyone(self) -> list[psutil.Process]:
        first = psutil.Process(self.process.pid)
        return [first, *first.children(recursive=True)]


@contextlib.contextmanager
def benchmark_server(environ: Mapping[str, str], app: str = "app") -> Iterator[Server]:
    """Serve an application of `benchmarks.serving` with these settings."""
    port = free_port()
    command = [*GRANIAN, "--port", str(port), f"benchmarks.serving:{app}"]
    with served(command, port, {**MEMORY_GIVEN_BACK, **environ, "PYTHONPATH": str(TESTS)}) as server:
        yield server


@contextlib.contextmanager
def welcome_server(database_url: str) -> Iterator[Server]:
    """Run `welcome serve` on a database, as whoever runs the directory does."""
    port = free_port()
    command = [sys.executable, "-m", "welcome", "serve", "--port", str(port)]
    with served(command, port, {"DATABASE_URL": database_url}) as server:
        yield server


@contextlib.contextmanager
def served(command: list[str], port: int, environ: Mapping[str, str]) -> Iterator[Server]:
    """Start a server, yield it once it answers, and stop it. Raises RuntimeError when it ends or takes too long."""
    began = time.perf_counter()
    environ = {**os.environ, **environ}
    process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        while not is_ready(port):
            if process.poll() is not None:
                raise RuntimeError(f"The server ended with {process.returncode}: {' '.join(command)}")
            if time.perf_counter() - began > READY_WITHIN_S:
                raise RuntimeError(f"The server did not answer: {' '.join(command)}")
            time.sleep(LOOK_EVERY_S)
        yield Server(port, process, time.perf_counter() - began)
    finally:
        stop(process)


def stop(process: subprocess.Popen) -> None:
    """End the server with SIGTERM; whatever of it is left after a while is killed."""
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOPS_WITHIN_S)
    except subprocess.TimeoutExpired:
        # It leads a group of its own, so this reaches its workers and nothing else.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def is_ready(port: int) -> bool:
    """Return whether something answers 200 to /health/ready."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as asking:
            asking.sendall(b"GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            return asking.recv(64).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]
