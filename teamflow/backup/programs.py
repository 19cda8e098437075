"""PostgreSQL's own programs: those on the PATH where they fit the server, else the wheel's."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import IO

import psycopg
from django.db import connection
from psycopg import conninfo

from teamflow.backup.problem import BackupProblem
from teamflow.launch.postgres import programs

_KNOWN = ("host", "port", "user", "dbname", "password", "sslmode", "sslrootcert", "hostaddr")


def connect(database: str = "") -> "psycopg.Connection[tuple[object, ...]]":
    """A connection of its own, beside Django's."""
    parameters = _parameters()
    if database:
        parameters["dbname"] = database
    return psycopg.connect(conninfo.make_conninfo("", **parameters))


def run(
    name: str,
    *arguments: str,
    database: str = "",
    source: IO[bytes] | None = None,
    target: IO[bytes] | None = None,
) -> bytes:
    """Run a program against our database, or (with `database`) another of the same server."""
    parameters = _parameters()
    if database:
        parameters["dbname"] = database
    password = parameters.pop("password", "")
    done = subprocess.run(  # noqa: S603
        [str(program(name)), *arguments, *_aim(name, conninfo.make_conninfo("", **parameters))],
        stdin=source or subprocess.DEVNULL,
        stdout=target or subprocess.PIPE,
        stderr=subprocess.PIPE,
        # The password is not for the list of processes.
        env={**os.environ, "PGPASSWORD": password, "PGOPTIONS": "-c lock_timeout=15s"},
        check=False,
    )
    if done.returncode:
        raise BackupProblem(f"{name} failed: {_last_line(done.stderr)}")
    return done.stdout or b""


def program(name: str) -> Path:
    """One that is as new as the server: an older one refuses it."""
    wanted = server_version()
    found = shutil.which(name)
    if found and _version_of(Path(found)) == wanted:
        return Path(found)
    wheels = programs() / name
    if _version_of(wheels) < wanted:
        raise BackupProblem(
            f"The database is PostgreSQL {wanted}: put {name} of that version on the PATH."
        )
    return wheels


def server_version() -> int:
    """18, 17, …"""
    return int(connection.cursor().connection.info.server_version) // 10000


def _version_of(path: Path) -> int:
    told = subprocess.run(  # noqa: S603
        [str(path), "--version"], capture_output=True, text=True, check=False
    )
    number = re.search(r"(\d+)(\.\d+|devel|beta\d|rc\d)", told.stdout)
    return int(number[1]) if number else 0


def _parameters() -> dict[str, str]:
    given = connection.get_connection_params()
    return {name: str(given[name]) for name in _KNOWN if given.get(name)}


def _aim(name: str, where: str) -> list[str]:
    """pg_restore that writes a script, or lists, wants no database."""
    return [] if name == "pg_restore" else ["-d", where]


def _last_line(text: bytes) -> str:
    lines = [line for line in text.decode(errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"
