"""Every page and list of a large workspace (100,000 tasks), turn by turn with the bare view."""

import http.client
import statistics
import subprocess
import sys
import time
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import quote, urlencode

from bench import paint
from bench.api import ask, connect, run_module
from e2e.product import Product
from e2e.server import ROOT, free_port

REPEATS = 20
SEARCHES = {
    "two words": "backup page",
    "prefix of two letters": "ba",
    "a phrase": '"backup page"',
    "with a filter": "backup is:overdue",
    "no match": "zzzzzz",
    "one slip": "backjp",
    "a slip in three words": "backjp pabe zettwerk",
    "of boards": "lighthouse",
}
SEARCHED = ("search", "similar", "words in titles")
GATE_MS, GATE_QUERY_MS, GATE_FILL = 100.0, 50.0, 120.0


def addresses_of(place: dict[str, str]) -> dict[str, str]:
    """What is read, by a short name."""
    slug, project, key = place["slug"], place["project"], place["key"]
    page, api = f"/w/{slug}", "/api/v1"
    tasks, mine = f"{api}/workspaces/{slug}/tasks", f"{api}/projects/{project}"
    pages = ["", "my-work/", "tasks/", "inbox/", "roadmap/", "sprints/", "timesheet/", "members/"]
    views = ["", "list/", "table/", "calendar/", "timeline/", "overview/", "sprints/", "reports/"]
    reports = ["burndown", "flow", "cycle-time", "throughput", "age", "workload", "forecast"]
    critical = quote("priority:critical (label:bug or points>5) -status:done")
    return {
        **{f"page {name or 'home'}": f"{page}/{name}" for name in pages},
        **{f"project {name or 'board'}": f"{page}/p/{key}/{name}" for name in views},
        "page of a task": f"{page}/t/{place['task_key']}/",
        "project’s 100 newest": f"{mine}/tasks?limit=100",
        "workspace’s 100 newest": f"{tasks}?limit=100",
        "mine": f"{tasks}?query=assignee:me",
        "overdue, sorted": f"{tasks}?query=is:overdue&sort=-priority,due",
        "nested query": f"{tasks}?query={critical}",
        "words in titles": f"{tasks}?query={quote('backup page')}",
        "search": f"{api}/search?q=backup&workspace={slug}",
        **{
            f"search {name}": f"{api}/search?q={quote(words)}&workspace={slug}"
            for name, words in SEARCHES.items()
        },
        "similar to a title": f"{mine}/similar-tasks?title={quote('Repair the backup page')}",
        "one task": f"{api}/tasks/{place['task']}",
        "activity of a task": f"{api}/tasks/{place['task']}/activity",
        **{f"report {kind}": f"{mine}/reports/{kind}" for kind in reports},
    }


def pages_of(place: dict[str, str]) -> dict[str, str]:
    """What of it is opened in a browser."""
    kinds = ("page ", "project ")
    return {name: path for name, path in addresses_of(place).items() if name.startswith(kinds)}


def measure(product: Product, *size: str, only: tuple[str, ...] = ("",)) -> dict[str, Any]:
    """Seconds to fill, then times, sizes and queries of each address whose name begins so."""
    environment = product.environment()
    began = time.monotonic()
    subprocess.run(
        [sys.executable, "manage.py", "demo", "--size", "large", *size],
        cwd=ROOT,
        env=environment | {"LOG_LEVEL": "ERROR"},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    filled = time.monotonic() - began
    run_module("bench.large_boards", [], environment)
    place = run_module("bench.large_queries", list(only), environment)
    cookies = _signed_in(product)
    port = free_port()
    with subprocess.Popen([sys.executable, "-m", "bench.bare", str(port)], cwd=ROOT) as bare:
        try:
            yardstick = connect(port)
            served = connect(product.port)
            rows = [
                _row(served, yardstick, cookies, name, path, place["asked"][name])
                for name, path in addresses_of(place).items()
                if name.startswith(only)
            ]
            pages = pages_of(place) if only == ("",) else {}
            painted = paint.measure(product, pages) if pages else []
        finally:
            bare.terminate()
    return {
        "fill_s": round(filled, 1),
        "fill_met": filled <= GATE_FILL,
        "rows": rows,
        "painted": painted,
    }


def _row(
    served: http.client.HTTPConnection,
    yardstick: http.client.HTTPConnection,
    cookies: str,
    name: str,
    path: str,
    asked: dict[str, float],
) -> dict[str, Any]:
    ours, bare, length = [], [], 0
    for turn in range(REPEATS + 3):
        bare_seconds, _ = ask(yardstick, "GET", "/json", "", {})
        seconds, length = ask(served, "GET", path, "", {"Cookie": cookies})
        if turn >= 3:
            bare.append(bare_seconds)
            ours.append(seconds)
    p95 = statistics.quantiles(ours, n=20)[-1] * 1000
    return {
        "what": name,
        "p50_ms": round(statistics.median(ours) * 1000, 1),
        "p95_ms": round(p95, 1),
        "times_bare": round(statistics.median(ours) / statistics.median(bare), 1),
        "queries": asked["queries"],
        "slowest_query_ms": asked["slowest_ms"],
        "kb": round(length / 1024, 1),
        "met": p95 <= GATE_MS and asked["slowest_ms"] <= GATE_QUERY_MS,
    }


def _signed_in(product: Product) -> str:
    """The cookies of the demo person, who signs in through the page."""
    email, password = product.demo()
    connection = connect(product.port)
    cookies: SimpleCookie = SimpleCookie()
    connection.request("GET", "/accounts/login/")
    _take(connection.getresponse(), cookies, 200)
    token = next(each.value for name, each in cookies.items() if "csrf" in name)
    form = {"login": email, "password": password, "csrfmiddlewaretoken": token}
    headers = {
        "Cookie": _said(cookies),
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": f"{product.url}/accounts/login/",
    }
    connection.request("POST", "/accounts/login/", urlencode(form), headers)
    _take(connection.getresponse(), cookies, 302)
    return _said(cookies)


def _take(answer: http.client.HTTPResponse, cookies: SimpleCookie, status: int) -> None:
    answer.read()
    if answer.status != status:
        raise RuntimeError(f"Signing in answered {answer.status}, not {status}.")
    for line in answer.headers.get_all("Set-Cookie", []):
        cookies.load(line)


def _said(cookies: SimpleCookie) -> str:
    return "; ".join(f"{name}={each.value}" for name, each in cookies.items())
