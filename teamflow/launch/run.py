"""`make run`: one small production from one data folder, until Ctrl-C."""

import argparse
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime
from types import FrameType

from teamflow.launch.folder import DataFolder
from teamflow.launch.keys import load_secrets
from teamflow.launch.options import ROOT, Options
from teamflow.launch.orphans import MARK, end_orphans
from teamflow.launch.postgres import Postgres
from teamflow.launch.preparation import prepare
from teamflow.launch.problem import LaunchProblem
from teamflow.launch.programs import Supervisor, write_configuration
from teamflow.launch.story import tell
from teamflow.launch.valkey import Valkey

START_SECONDS = 120


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


class Stopped(Exception):
    """Somebody asked for the end."""


class Instance:
    """One running TeamFlow: its folder, its services, its supervisor."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.folder = DataFolder(options.data)
        has_database = bool(os.environ.get("DATABASE_URL"))
        has_redis = bool(os.environ.get("REDIS_URL"))
        self.postgres = None if has_database else Postgres(self.folder)
        self.valkey = None if has_redis else Valkey(self.folder)
        self.supervisor: subprocess.Popen[str] | None = None
        self.is_stopping = False

    def run(self) -> int:
        self.folder.make()
        with self.folder.lock():
            # Before the port is looked at: an orphan may be the one that holds it.
            if ended := end_orphans(self.folder.path, self.postgres):
                say(f"Ended {ended} processes that an earlier, killed start had left behind.")
            self.options.check_port()
            self._set_environment()
            try:
                self._start()
                self._watch()
            except (Stopped, KeyboardInterrupt):
                say("Stopping …")
            finally:
                self._stop()
        say("Stopped.")
        return 0

    def _set_environment(self) -> None:
        secrets = load_secrets(self.folder.path)
        if self.postgres is not None:
            os.environ["DATABASE_URL"] = self.postgres.url()
        if self.valkey is not None:
            os.environ["REDIS_URL"] = self.valkey.url()
        for name, value in secrets.items():
            os.environ.setdefault(name, value)
        os.environ.update(
            {
                MARK: str(self.folder.path),
                "TEAMFLOW_DATA": str(self.folder.path),
                "TEAMFLOW_URL": self.options.url,
                "DJANGO_SETTINGS_MODULE": "teamflow.settings",
                "PYTHONUNBUFFERED": "1",
                # Threads of one small process share one arena: megabytes less when idle.
                "MALLOC_ARENA_MAX": "2",
            }
        )
        if self.options.is_dev:
            os.environ["TEAMFLOW_DEBUG"] = "1"

    def _start(self) -> None:
        is_new = self.postgres is None or not (self.folder.postgres / "PG_VERSION").exists()
        if self.postgres is not None:
            if is_new:
                say("  Database folder …")
            self.postgres.prepare()
        if self.valkey is not None:
            self.valkey.prepare()
        self._start_supervisor()
        self._wait_for_services()
        if self.postgres is not None:
            self.postgres.make_database()
        prepare(self.folder, is_new=is_new, is_dev=self.options.is_dev)
        self._start_product()
        self._announce()

    def _start_product(self) -> None:
        """Start pages first: what the worker has to do waits in the database."""
        self._start_groups("web", *(("client",) if self.options.is_dev else ()))
        self._wait_for_health()
        self._start_groups("worker")

    def _start_supervisor(self) -> None:
        configuration = write_configuration(self.folder, self.options, self.postgres, self.valkey)
        self.supervisor = subprocess.Popen(
            [sys.executable, "-m", "supervisor.supervisord", "-n", "-c", str(configuration)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # Ctrl-C reaches it through us, once
            preexec_fn=_end_with_parent,
            cwd=ROOT,
        )
        threading.Thread(target=self._retell, args=(self.supervisor,), daemon=True).start()

    def _start_groups(self, *groups: str) -> None:
        supervisor = Supervisor(self.folder)
        for group in groups:
            supervisor.start(group)

    def _retell(self, supervisor: "subprocess.Popen[str]") -> None:
        """Turn the supervisor's log into lines for people, while it lives."""
        if supervisor.stdout is None:
            return
        for line in supervisor.stdout:
            told = None if self.is_stopping else tell(line, self.folder.logs)
            if told:
                say(f"{datetime.now(UTC).astimezone():%H:%M:%S} {told}")

    def _wait_for_services(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        services = [one for one in (self.postgres, self.valkey) if one is not None]
        while not all(one.is_ready() for one in services):
            self._check_supervisor()
            if time.monotonic() > deadline:
                raise LaunchProblem(
                    "PostgreSQL or Valkey did not start; the files postgres.log and valkey.log "
                    f"in {self.folder.logs} say why."
                )
            time.sleep(0.05)

    def _wait_for_health(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        answer = "nothing"
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(self._health_request(), timeout=5) as response:  # noqa: S310
                    if response.status == 200:
                        return
            except urllib.error.HTTPError as error:
                answer = f"{error.code} {error.read(300).decode(errors='replace')}"
            except OSError:
                pass
            self._check_supervisor()
            self._check_hopeless()
            time.sleep(0.1)
        raise LaunchProblem(
            f"TeamFlow did not become ready (/health answered {answer}). The files in "
            f"{self.folder.logs} say why."
        )

    def _health_request(self) -> urllib.request.Request:
        host = "127.0.0.1" if self.options.host == "0.0.0.0" else self.options.host  # noqa: S104
        address = f"[{host}]" if ":" in host else host
        headers = {"Host": self.options.url.split("://", 1)[1].split("/", 1)[0]}
        if self.options.url.startswith("https:"):
            headers["X-Forwarded-Proto"] = "https"
        return urllib.request.Request(
            f"http://{address}:{self.options.port}/health", headers=headers
        )

    def _check_hopeless(self) -> None:
        for group in Supervisor(self.folder).hopeless():
            log = self.folder.logs / f"{group}.log"
            last = log.read_text(errors="replace").strip().splitlines()[-1:]
            raise LaunchProblem(last[0] if last else f"{group} cannot start; see {log}.")

    def _check_supervisor(self) -> None:
        if self.supervisor is not None and self.supervisor.poll() is not None:
            raise LaunchProblem(
                f"The supervisor ended; {self.folder.logs / 'supervisor.log'} says why."
            )

    def _announce(self) -> None:
        first = self.folder.path / "demo.txt"
        shown = self.folder.path / ".demo-shown"
        if first.exists() and not shown.exists():
            say(first.read_text().rstrip())
            shown.touch()
        if os.environ.get("TEAMFLOW_BENCH", "") not in {"", "0"}:
            say("TEAMFLOW_BENCH is on: rate limits are lifted. Not for real use.")
        say(f"TeamFlow is ready at {self.options.url}")

    def _watch(self) -> None:
        """Wait for the end; a supervisor that dies is replaced, with all it ran."""
        while True:
            assert self.supervisor is not None  # noqa: S101 (for the type checker)
            code = self.supervisor.wait()
            say(f"The supervisor ended ({code}); starting everything again.")
            end_orphans(self.folder.path, self.postgres)
            time.sleep(1)
            if self.postgres is not None:
                self.postgres.prepare()
            self._start_supervisor()
            self._wait_for_services()
            self._start_product()
            say(f"TeamFlow is ready again at {self.options.url}")

    def _stop(self) -> None:
        self.is_stopping = True
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if self.supervisor is None or self.supervisor.poll() is not None:
            return
        self.supervisor.terminate()
        try:
            self.supervisor.wait(60)
        except subprocess.TimeoutExpired:
            self.supervisor.kill()
            end_orphans(self.folder.path, self.postgres)


def _end_with_parent() -> None:
    """On Linux the supervisor is told to stop when this process is killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _ask_to_stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mode", choices=["run", "dev"], nargs="?", default="run")
    mode = parser.parse_args().mode
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _ask_to_stop)
    try:
        return Instance(Options.from_environment(is_dev=mode == "dev")).run()
    except LaunchProblem as problem:
        sys.stderr.write(f"\n{problem}\n")
        return 1
    except (Stopped, KeyboardInterrupt):
        return 130


if __name__ == "__main__":
    sys.exit(main())
