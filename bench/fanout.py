"""One board's viewers against a bare `websockets` broadcast: 20 small updates a second."""

import json
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
from pycrdt import Doc, Map

from boards.protocol import update_frame
from e2e.ledger import Api
from e2e.product import Product
from e2e.server import ROOT, free_port
from teamflow.launch.programs import Supervisor

VIEWERS = (100, 500, 1_000, 2_000)
RATE, WARM, SECONDS = 20, 2, 8
# realtime.md: CPU a delivery at 1,000 viewers, and p95 at 2,000.
GATE_CPU, GATE_P95 = 1.0, 50.0


def measure(product: Product) -> dict[str, Any]:
    """Both servers at each size, one after the other."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise RuntimeError("The load client needs a C compiler (on Debian: apt install gcc).")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        client = Path(folder) / "fanout"
        subprocess.run([compiler, "-O2", "-o", client, ROOT / "bench/fanout.c"], check=True)
        for viewers in VIEWERS:
            with _yardstick() as (port, pid):
                frames = _frames(Path(folder) / "frames")
                rows.append(_row("bare websockets", client, port, "/", viewers, pid, frames))
            path = _board_path(product)
            pid = Supervisor(product.folder).pids()["web"][0]
            frames = _frames(Path(folder) / "frames")
            rows.append(_row("TeamFlow board", client, product.port, path, viewers, pid, frames))
    return {"rows": rows, **_verdict(rows)}


def _verdict(rows: list[dict[str, Any]]) -> dict[str, Any]:
    by = {(row["server"], row["viewers"]): row for row in rows}
    ours, bare = by["TeamFlow board", 1_000], by["bare websockets", 1_000]
    cpu = ours["CPU µs a delivery"] / bare["CPU µs a delivery"]
    p95 = by["TeamFlow board", 2_000]["p95 ms"]
    return {
        "cpu_times_bare": round(cpu, 2),
        "p95_at_2000": p95,
        "met": cpu <= GATE_CPU and p95 <= GATE_P95,
    }


def _row(
    server: str, client: Path, port: int, path: str, viewers: int, pid: int, frames: Path
) -> dict[str, Any]:
    process = psutil.Process(pid)
    command = [str(client), str(port), path, str(viewers), str(RATE), str(WARM), str(SECONDS)]
    with subprocess.Popen([*command, str(frames)], stdout=subprocess.PIPE, text=True) as load:
        assert load.stdout is not None
        _read_until(load.stdout, "start")
        before = _cpu(process)
        _read_until(load.stdout, "stop")
        after = _cpu(process)
        result = json.loads(load.stdout.readline())
    return {
        "server": server,
        "viewers": viewers,
        "delivered": f"{result['delivered']} of {result['expected']}",
        "p50 ms": result["p50"],
        "p95 ms": result["p95"],
        "CPU µs a delivery": round((after - before) / max(1, result["delivered"]) * 1e6, 2),
        "details": result,
    }


def _read_until(lines: Any, word: str) -> None:
    for line in lines:
        if line.strip() == word:
            return
    raise RuntimeError(f"The load client ended before it said {word!r}.")


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


@contextmanager
def _yardstick() -> Iterator[tuple[int, int]]:
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "bench.broadcast", str(port)], cwd=ROOT
    ) as process:
        time.sleep(2)
        try:
            yield port, process.pid
        finally:
            process.terminate()


def _board_path(product: Product) -> str:
    """A new board's socket, with a ticket that all viewers share."""
    api = Api(product.url, *product.demo())
    slug = api.send("GET", "workspaces")["results"][0]["slug"]
    board = api.send("POST", f"workspaces/{slug}/boards", json={"title": "Watched"})
    ticket = api.send("POST", f"boards/{board['id']}/ticket", json={})
    query = urlsplit(ticket["url"]).query or f"token={ticket['ticket']}"
    return f"/ws/boards/{board['id']}/?{query}"


def _frames(path: Path) -> Path:
    """Updates of one fresh document, each about 200 bytes with room for the time in it."""
    document: Doc[Any] = Doc()
    elements = document.get("elements", type=Map)
    words = "~T" + "0" * 16 + "x" * 110
    with path.open("wb") as file:
        for number in range(int((WARM + SECONDS + 2) * RATE)):
            before = document.get_state()
            elements[f"viewed{number % 50}.c"] = {"kind": "sticky", "link": words}
            frame = update_frame(document.get_update(before))
            file.write(struct.pack("<I", len(frame)) + frame)
    return path
