"""List, get, create and board against a bare Django view, turn by turn in the same run."""

import http.client
import json
import statistics
import subprocess
import sys
import time
from typing import Any

from e2e.product import Product
from e2e.server import ROOT, free_port

SIZES = (1_000, 10_000)
REPEATS = {"list 100": 40, "get": 150, "create": 80, "board of 250": 25}
# Times the bare view's p50, and queries: platform.md's targets.
GATES = {"list 100": (10, 4), "get": (5, 4), "create": (10, 8), "board of 250": (15, 5)}


def requests_of(place: dict[str, str]) -> dict[str, tuple[str, str, str]]:
    """What is asked: method, path under /api/v1/, body."""
    project, task = place["project"], place["task"]
    body = json.dumps({"title": "A task from the benchmark"})
    return {
        "list 100": ("GET", f"projects/{project}/tasks?limit=100", ""),
        "get": ("GET", f"tasks/{task}", ""),
        "create": ("POST", f"projects/{project}/tasks", body),
        "board of 250": ("GET", f"projects/{project}/board?per_column=50", ""),
    }


def measure(product: Product) -> dict[str, Any]:
    """Times, sizes and queries of each request, at each size."""
    environment = product.environment()
    places = run_module("bench.data", [str(size) for size in SIZES], environment)
    counts = run_module("bench.queries", [json.dumps(places)], environment)
    token = _token(product)
    port = free_port()
    with subprocess.Popen([sys.executable, "-m", "bench.bare", str(port)], cwd=ROOT) as bare:
        try:
            yardstick = connect(port)
            rows = [
                _row(product, yardstick, token, size, name, request, counts[str(size)][name])
                for size in SIZES
                for name, request in requests_of(places[str(size)]).items()
            ]
        finally:
            bare.terminate()
    return {"rows": rows, "places": places}


def _row(
    product: Product,
    yardstick: http.client.HTTPConnection,
    token: str,
    size: int,
    name: str,
    request: tuple[str, str, str],
    queries: int,
) -> dict[str, Any]:
    method, path, body = request
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    served = connect(product.port)
    ours, bare, length = [], [], 0
    for turn in range(REPEATS[name] + 5):
        bare_seconds, _ = ask(yardstick, "GET", "/json", "", {})
        seconds, length = ask(served, method, f"/api/v1/{path}", body, headers)
        if turn >= 5:
            bare.append(bare_seconds)
            ours.append(seconds)
    served.close()
    times = statistics.median(ours) / statistics.median(bare)
    gate_times, gate_queries = GATES[name]
    return {
        "request": name,
        "tasks": size,
        "p50_ms": round(statistics.median(ours) * 1000, 2),
        "p95_ms": round(statistics.quantiles(ours, n=20)[-1] * 1000, 2),
        "bare_p50_ms": round(statistics.median(bare) * 1000, 3),
        "times_bare": round(times, 1),
        "gate_times": gate_times,
        "queries": queries,
        "gate_queries": gate_queries,
        "bytes": length,
        "met": times <= gate_times and queries <= gate_queries,
    }


def ask(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: str,
    headers: dict[str, str],
) -> tuple[float, int]:
    """Seconds until the answer was read, and its length; RuntimeError for a refusal."""
    began = time.perf_counter()
    connection.request(method, path, body or None, headers)
    response = connection.getresponse()
    content = response.read()
    seconds = time.perf_counter() - began
    if response.status >= 300:
        raise RuntimeError(f"{method} {path}: {response.status} {content[:300]!r}")
    return seconds, len(content)


def connect(port: int) -> http.client.HTTPConnection:
    """A connection that is kept, once somebody listens there."""
    deadline = time.monotonic() + 30
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.connect()
            return connection
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _token(product: Product) -> str:
    email, password = product.demo()
    connection = connect(product.port)
    body = json.dumps({"email": email, "password": password})
    connection.request("POST", "/api/v1/auth/login", body, {"Content-Type": "application/json"})
    return str(json.load(connection.getresponse())["access"])


def run_module(module: str, arguments: list[str], environment: dict[str, str]) -> Any:
    """What `python -m module` prints last, which is JSON."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=environment | {"LOG_LEVEL": "ERROR"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.strip().splitlines()[-1])
