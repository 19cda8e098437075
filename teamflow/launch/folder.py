"""The data folder: where everything that one TeamFlow instance keeps lives."""

import fcntl
import hashlib
import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import IO

from teamflow.launch.problem import LaunchProblem

# A Unix socket's path may have 107 bytes on Linux and 103 on macOS; the longest name is
# PostgreSQL's.
SOCKET_PATH_LIMIT = 103
LONGEST_SOCKET_NAME = ".s.PGSQL.5432.lock"
WANTED_BYTES = 200 * 1024 * 1024


class DataFolder:
    """Paths under one data folder, and the checks that say early what would fail late."""

    def __init__(self, path: Path) -> None:
        self.path = path.expanduser().resolve()
        self.postgres = self.path / "postgres"
        self.valkey = self.path / "valkey"
        self.logs = self.path / "log"
        self.files = self.path / "files"
        self.run = self._run_folder()

    def _run_folder(self) -> Path:
        """Where sockets are: in the data folder, or in a short one when its path is too long."""
        here = self.path / "run"
        longest = here / "pg" / LONGEST_SOCKET_NAME
        if len(os.fsencode(longest)) <= SOCKET_PATH_LIMIT:
            return here
        name = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:12]
        for base in (Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108 (made private below)
            short = base / f"teamflow-{os.getuid()}-{name}"
            if len(os.fsencode(short / "pg" / LONGEST_SOCKET_NAME)) <= SOCKET_PATH_LIMIT:
                return short
        raise LaunchProblem(
            f"The data folder {self.path} has a path too long for a Unix socket, and so has the "
            "temporary folder. Set TEAMFLOW_DATA to a shorter path."
        )

    def make(self) -> None:
        """Make the folder and prove that it can be written to and has room."""
        try:
            for folder in (self.path, self.logs, self.valkey, self.files):
                folder.mkdir(parents=True, exist_ok=True)
            probe = self.path / ".probe"
            probe.write_bytes(b"x" * 65536)
            probe.unlink()
        except FileExistsError as error:
            raise LaunchProblem(
                f"{error.filename} is a file, but TeamFlow needs a folder there. "
                "Move it away, or set TEAMFLOW_DATA to another folder."
            ) from None
        except OSError as error:
            raise LaunchProblem(
                f"TeamFlow cannot write to its data folder {self.path} ({error.strerror}). Make "
                "it writable or free some space, or set TEAMFLOW_DATA to another folder."
            ) from None
        if shutil.disk_usage(self.path).free < WANTED_BYTES:
            raise LaunchProblem(
                f"The disk that holds {self.path} is almost full: TeamFlow needs 200 MB free. "
                "Free some space, or set TEAMFLOW_DATA to a folder on another disk."
            )
        self._make_run_folder()

    def _make_run_folder(self) -> None:
        try:
            self.run.mkdir(mode=0o711, exist_ok=True)
        except OSError as error:
            raise LaunchProblem(f"Cannot make {self.run} ({error.strerror}).") from None
        info = self.run.lstat()
        if not stat.S_ISDIR(info.st_mode) or info.st_uid != os.getuid():
            raise LaunchProblem(
                f"{self.run} belongs to someone else. Set TEAMFLOW_DATA to a shorter path, so "
                "that sockets can be kept in the data folder."
            )
        self.run.chmod(0o711)

    def lock(self) -> IO[str]:
        """Hold the folder for this process; the kernel lets go of it when the process ends."""
        holder = (self.path / "lock").open("a+")
        try:
            fcntl.flock(holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder.seek(0)
            pid = holder.read().strip() or "unknown"
            raise LaunchProblem(
                f"TeamFlow already runs from {self.path} (process {pid}). Stop it first, or set "
                "TEAMFLOW_DATA and PORT for a second one."
            ) from None
        holder.truncate(0)
        holder.write(str(os.getpid()))
        holder.flush()
        return holder


def write_private(path: Path, text: str) -> None:
    """Write `text` whole or not at all, readable by its owner only."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
