"""The product in a process of its own, on the test's database."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(port: int, database: str, data: str) -> dict[str, str]:
    """This process's, with the server's own address and database, and without rate limits that
    one address with many pages would meet."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "e2e.settings",
        "DATABASE_URL": urlunsplit(parts._replace(path=f"/{database}")),
        "TEAMFLOW_URL": f"http://127.0.0.1:{port}",
        "TEAMFLOW_DATA": data,
        "RATE_LIMIT_ANONYMOUS": "100000/m",
        "RATE_LIMIT_PERSON": "100000/m",
        "RATE_LIMIT_SIGN_IN": "100000/m",
        "RATE_LIMIT_AI": "100000/h",
    }


@contextmanager
def running(database: str, *, with_worker: bool = False, **more: str) -> Iterator[str]:
    """Serve, and work on jobs where that is asked for, with `more` said in the environment; gives
    the address."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="teamflow-e2e-") as data:
        env = environment(port, database, data) | more
        log = Path(data) / "server.log"
        commands = [["teamflow.launch.web", "--port", str(port)]]
        if with_worker:
            commands.append(["teamflow.launch.worker", "--threads", "2"])
        with log.open("wb") as out:
            started = [_start(command, env, out) for command in commands]
        try:
            _wait(f"http://127.0.0.1:{port}/health/live", started[0], log)
            yield f"http://127.0.0.1:{port}"
        finally:
            for process in started:
                process.terminate()
            for process in started:
                _end(process)


def _start(command: list[str], env: dict[str, str], out: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=env,
        stdout=out,
        stderr=subprocess.STDOUT,
    )


def _wait(url: str, process: subprocess.Popen[bytes], log: Path, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{log.read_text(errors='replace')[-4000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
