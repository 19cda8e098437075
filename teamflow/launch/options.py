"""What the environment asks of `make run`, checked before anything starts."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from teamflow.launch.problem import LaunchProblem

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Options:
    """One instance: where it keeps its data, where it listens, and how many serve."""

    data: Path
    host: str
    port: int
    url: str
    web_processes: int
    worker_threads: int
    is_dev: bool

    @classmethod
    def from_environment(cls, *, is_dev: bool = False) -> "Options":
        port = _number("PORT", default=8000, low=1, high=65535)
        host = os.environ.get("HOST", "127.0.0.1")
        url = os.environ.get("TEAMFLOW_URL", "").rstrip("/") or f"http://127.0.0.1:{port}"
        _check_url(url)
        return cls(
            data=Path(os.environ.get("TEAMFLOW_DATA") or ROOT / "var"),
            host=host,
            port=port,
            url=url,
            web_processes=_number("WEB_PROCESSES", default=1, low=1, high=64),
            worker_threads=_number("WORKER_THREADS", default=4, low=1, high=64),
            is_dev=is_dev,
        )

    def check_port(self) -> None:
        """Say now that the port is taken, not after everything has started."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
                probe.listen(1)
            except PermissionError:
                raise LaunchProblem(
                    f"Port {self.port} is for the system's own use. Choose one above 1023, for "
                    "example: PORT=8000 make run"
                ) from None
            except socket.gaierror:
                raise LaunchProblem(
                    f"HOST is {self.host!r}: give an address of this machine, such as 127.0.0.1."
                ) from None
            except OSError:
                raise LaunchProblem(
                    f"Port {self.port} of {self.host} is taken by another program. Stop that one, "
                    f"or choose another port, for example: PORT={self.port + 1} make run"
                ) from None


def _number(name: str, *, default: int, low: int, high: int) -> int:
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not text.isdecimal() or not low <= int(text) <= high:
        raise LaunchProblem(f"{name} is {text!r}: give a whole number from {low} to {high}.")
    return int(text)


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        is_good = parts.scheme in {"http", "https"} and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        is_good = False
    if not is_good:
        raise LaunchProblem(
            f"TEAMFLOW_URL is {url!r}: give the address that people open, such as "
            "http://127.0.0.1:8000 or https://teamflow.example.org."
        )
