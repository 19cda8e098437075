"""What an instance that was killed left running: found by its mark, ended, and nothing else."""

import os
import signal
import time
from pathlib import Path

import psutil

from teamflow.launch.postgres import Postgres, end_postmaster

MARK = "TEAMFLOW_INSTANCE"


def end_orphans(data: Path, postgres: Postgres | None) -> int:
    """End every process that bears this folder's mark; only with the folder's lock in hand."""
    orphans = find_orphans(data)
    # The supervisor first, or it would start the others again.
    for process in sorted(orphans, key=_is_supervisor, reverse=True):
        _signal(process, signal.SIGKILL if _is_supervisor(process) else signal.SIGTERM)
    _, alive = psutil.wait_procs(orphans, timeout=5)
    for process in alive:
        _signal(process, signal.SIGKILL)
    psutil.wait_procs(alive, timeout=5)
    count = len(orphans)
    if postgres is not None and (postmaster := postgres.running()) is not None:
        end_postmaster(postmaster)
        count += 1
    return count


def find_orphans(data: Path) -> list[psutil.Process]:
    """The marked processes besides PostgreSQL's, which end with their postmaster."""
    mine = {os.getpid(), *(parent.pid for parent in psutil.Process().parents())}
    return [
        process
        for process in psutil.process_iter()
        if process.pid not in mine and (_bears(process, str(data)) or _is_valkey(process, data))
    ]


def _bears(process: psutil.Process, data: str) -> bool:
    try:
        return process.environ().get(MARK) == data and process.name() != "postgres"
    except psutil.Error:
        return False


def _is_valkey(process: psutil.Process, data: Path) -> bool:
    """Valkey writes its title over its environment; its folder tells whose it is."""
    try:
        is_server = process.name().startswith(("valkey-server", "redis-server"))
        return is_server and Path(process.cwd()) == data / "valkey"
    except psutil.Error:
        return False


def _is_supervisor(process: psutil.Process) -> bool:
    try:
        return "supervisor.supervisord" in process.cmdline()
    except psutil.Error:
        return False


def _signal(process: psutil.Process, number: int) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        time.sleep(0)
