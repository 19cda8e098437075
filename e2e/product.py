"""The whole product, started as `make run` starts it, with a data folder and a port of its own."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil

from e2e.server import ROOT, free_port
from teamflow.launch.folder import DataFolder
from teamflow.launch.orphans import find_orphans
from teamflow.launch.postgres import Postgres
from teamflow.launch.programs import Supervisor

UNLIMITED = {
    "RATE_LIMIT_ANONYMOUS": "1000000/m",
    "RATE_LIMIT_PERSON": "1000000/m",
    "RATE_LIMIT_SIGN_IN": "1000000/m",
    "RATE_LIMIT_AI": "1000000/h",
}
NOT_INHERITED = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "TEAMFLOW_TEST_DB"}


class Product:
    """One instance under `data`; `start` waits until it says that it is ready."""

    def __init__(self, data: Path, **more: str) -> None:
        self.folder = DataFolder(data)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.more = UNLIMITED | more
        self.log = data.parent / f"{data.name}.log"
        self.launcher: subprocess.Popen[bytes] | None = None

    def start(self, seconds: float = 300) -> float:
        """Start it; gives the seconds it took to be ready."""
        began = time.monotonic()
        environment = {k: v for k, v in os.environ.items() if k not in NOT_INHERITED}
        environment |= self.more
        environment |= {"PORT": str(self.port), "TEAMFLOW_DATA": str(self.folder.path)}
        with self.log.open("wb") as out:
            self.launcher = subprocess.Popen(
                [sys.executable, "-m", "teamflow.launch.run"],
                cwd=ROOT,
                env=environment,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        while "TeamFlow is ready at" not in self.log.read_text():
            if self.launcher.poll() is not None or time.monotonic() - began > seconds:
                raise RuntimeError(f"It did not start:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.05)
        return time.monotonic() - began

    def environment(self) -> dict[str, str]:
        """What a command line beside the running product needs: its services and its secrets."""
        web = psutil.Process(Supervisor(self.folder).pids()["web"][0])
        return web.environ()

    def stop(self) -> int:
        """As Ctrl-C does."""
        if self.launcher is None or self.launcher.poll() is not None:
            return 0
        self.launcher.send_signal(signal.SIGINT)
        return self.launcher.wait(120)

    def kill(self, group: str) -> None:
        """SIGKILL for one program; its supervisor brings it back."""
        for pid in Supervisor(self.folder).pids().get(group, []):
            _kill(pid)

    def kill_supervisor(self) -> None:
        """SIGKILL for what starts everything else again; the launcher starts all of it anew."""
        assert self.launcher is not None
        [supervisor] = psutil.Process(self.launcher.pid).children()
        supervisor.kill()
        supervisor.wait(60)
        deadline = time.monotonic() + 180
        while "TeamFlow is ready again" not in self.log.read_text():
            assert self.launcher.poll() is None, self.log.read_text()[-4000:]
            assert time.monotonic() < deadline, self.log.read_text()[-4000:]
            time.sleep(0.1)

    def kill_everything(self) -> None:
        """SIGKILL for all of it at once, as a machine that loses its power."""
        doomed = [process.pid for process in find_orphans(self.folder.path)]
        if (postmaster := Postgres(self.folder).running()) is not None:
            doomed += [postmaster.pid, *(one.pid for one in postmaster.children())]
        assert self.launcher is not None
        for pid in (self.launcher.pid, *doomed):
            _kill(pid)
        self.launcher.wait()

    def health(self) -> str:
        """What /health says now, or "down"."""
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=5) as response:
                return str(json.load(response)["status"])
        except (OSError, ValueError):
            return "down"

    def wait_until_healthy(self, seconds: float = 180) -> None:
        """Wait for everything to answer again."""
        deadline = time.monotonic() + seconds
        while self.health() != "ok":
            assert time.monotonic() < deadline, self.log.read_text()[-4000:]
            time.sleep(0.1)

    def left_over(self) -> list[psutil.Process]:
        """What still runs from its folder."""
        postmaster = Postgres(self.folder).running()
        return [*find_orphans(self.folder.path), *([postmaster] if postmaster else [])]

    def demo(self) -> tuple[str, str]:
        """The demo person's address and password."""
        words = (self.folder.path / "demo.txt").read_text().split("\n")[0].split(" ")
        return words[words.index("as") + 1], words[-1]


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
