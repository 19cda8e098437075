"""`make bench`: measures one instance on this machine; prints tables, writes bench-results/*.json.

Parts can be chosen: `python -m bench.run start api fanout canvas large transfer`; `search` is a
part of `large`, and runs only when it is named.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import api, fanout, large
from bench.memory import pss_megabytes
from e2e.product import Product
from e2e.server import ROOT

RESULTS = ROOT / "bench-results"
GATE_START, GATE_MEMORY = 5.0, 350.0


def main(parts: list[str]) -> int:
    parts = parts or [part for part in PARTS if part != "search"]
    results: dict[str, Any] = {"at": datetime.now(UTC).isoformat(timespec="seconds")}
    with tempfile.TemporaryDirectory(prefix="teamflow-bench-") as folder:
        product = Product(Path(folder) / "data", TEAMFLOW_BENCH="1")
        first = product.start()
        try:
            for part in parts:
                results[part] = PARTS[part](product, first)
                save(results)
        finally:
            product.stop()
    return 0


def save(results: dict[str, Any]) -> None:
    RESULTS.mkdir(exist_ok=True)
    name = results["at"].replace(":", "").split("+")[0]
    (RESULTS / f"{name}.json").write_text(json.dumps(results, indent=1))


def start(product: Product, first: float) -> dict[str, Any]:
    """A second start, and what it holds when nobody asks for anything."""
    product.stop()
    second = product.start()
    time.sleep(20)
    memory = pss_megabytes(product)
    print(
        f"\nFirst start with an empty data folder: {first:.1f} s; second: {second:.1f} s (gate 5)"
    )
    table(["process", "PSS, MB"], [[name, value] for name, value in memory.items()])
    is_met = second <= GATE_START and memory["total"] <= GATE_MEMORY
    return {"first_s": first, "second_s": second, "pss_mb": memory, "met": is_met}


def measure_api(product: Product, first: float) -> dict[str, Any]:
    """Requests against a bare Django view."""
    measured = api.measure(product)
    heads = [
        "request",
        "tasks",
        "p50 ms",
        "p95 ms",
        "bare",
        "times",
        "gate",
        "queries",
        "gate",
        "KB",
    ]
    lines = [
        [
            *(row["request"], row["tasks"], row["p50_ms"], row["p95_ms"], row["bare_p50_ms"]),
            *(row["times_bare"], row["gate_times"], row["queries"], row["gate_queries"]),
            round(row["bytes"] / 1024, 1),
        ]
        for row in measured["rows"]
    ]
    print()
    table(heads, lines)
    return measured


def measure_fanout(product: Product, first: float) -> dict[str, Any]:
    """One board's viewers against a bare broadcast."""
    measured = fanout.measure(product)
    heads = ["server", "viewers", "delivered", "p50 ms", "p95 ms", "CPU µs a delivery"]
    print()
    table(heads, [[row[head] for head in heads] for row in measured["rows"]])
    return measured


def measure_canvas(product: Product, first: float) -> dict[str, Any]:
    """The canvas page's own bench, in Chromium."""
    done = subprocess.run(
        ["node", "bench/canvas/run.mjs", "--json", "--url", product.url],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        return {"exit": done.returncode}
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def measure_large(product: Product, first: float) -> dict[str, Any]:
    """Pages and lists of a workspace with 100,000 tasks."""
    return _large(large.measure(product))


def measure_search(product: Product, first: float) -> dict[str, Any]:
    """The same workspace, and only what is asked in words."""
    return _large(large.measure(product, only=large.SEARCHED))


def _large(measured: dict[str, Any]) -> dict[str, Any]:
    print(f"\nThe large demo was made in {measured['fill_s']} s (gate 120)")
    heads = ["what", "p50_ms", "p95_ms", "times_bare", "queries", "slowest_query_ms", "kb", "met"]
    table(heads, [[row[head] for head in heads] for row in measured["rows"]])
    if measured["painted"]:
        print()
        heads = ["page", "paint_ms", "ready_ms", "met"]
        table(heads, [[row[head] for head in heads] for row in measured["painted"]])
    return measured


def measure_transfer(product: Product, first: float) -> dict[str, Any]:
    """50,000 issues in, again, and out; their workspace out and in."""
    rows = os.environ.get("TRANSFER_ROWS", "50000")
    measured: dict[str, Any] = api.run_module("bench.transfer_rows", [rows], product.environment())
    print()
    table(list(measured), [list(measured.values())])
    return measured


PARTS: dict[str, Callable[[Product, float], dict[str, Any]]] = {
    "start": start,
    "api": measure_api,
    "fanout": measure_fanout,
    "canvas": measure_canvas,
    "large": measure_large,
    "search": measure_search,
    "transfer": measure_transfer,
}


def table(heads: list[str], lines: list[list[Any]]) -> None:
    rows = [[str(cell) for cell in line] for line in [heads, *lines]]
    widths = [max(len(row[index]) for row in rows) for index in range(len(heads))]
    for number, row in enumerate(rows):
        print("| " + " | ".join(cell.ljust(widths[i]) for i, cell in enumerate(row)) + " |")
        if number == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
