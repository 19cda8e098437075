"""What all processes of one instance hold, each shared page counted once (PSS)."""

from pathlib import Path

import psutil

from e2e.product import Product
from teamflow.launch.orphans import find_orphans
from teamflow.launch.postgres import Postgres


def pss_megabytes(product: Product) -> dict[str, float]:
    """Megabytes by what the process is."""
    assert product.launcher is not None
    processes = [(_name(one), one.pid) for one in find_orphans(product.folder.path)]
    processes.append(("launcher", product.launcher.pid))
    if (postmaster := Postgres(product.folder).running()) is not None:
        family = [postmaster, *postmaster.children(recursive=True)]
        processes += [("postgres", one.pid) for one in family]
    held: dict[str, float] = {}
    for name, pid in processes:
        held[name] = held.get(name, 0.0) + _pss(pid)
    held["total"] = sum(held.values())
    return {name: round(value, 1) for name, value in held.items()}


def _name(process: psutil.Process) -> str:
    line = " ".join(process.cmdline())
    for name in ("launch.web", "launch.worker", "supervisord", "valkey", "redis"):
        if name in line:
            return name.removeprefix("launch.")
    return process.name()


def _pss(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
