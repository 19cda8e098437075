"""When pages of a running product stand in Chromium: the largest paint, and the last long task."""

import statistics
from typing import Any

from playwright.sync_api import BrowserContext, sync_playwright

from e2e.conftest import QUIET, sign_in
from e2e.product import Product
from teamflow.launch.browser import find_browser

RUNS = 3
GATE_PAINT_MS, GATE_READY_MS = 1000.0, 2000.0
# Nothing longer than 50 ms for this long: the page hears a person at once from then on.
QUIET_MS = 500

WATCH = """
window.benched = { paint: 0, ready: 0 }
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) benched.paint = each.startTime
}).observe({ type: 'largest-contentful-paint', buffered: true })
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) benched.ready = each.startTime + each.duration
}).observe({ type: 'longtask', buffered: true })
"""
SETTLED = """(quiet) => {
  const [page] = performance.getEntriesByType('navigation')
  benched.ready = Math.max(benched.ready, page.domContentLoadedEventEnd)
  return page.loadEventEnd > 0 && benched.paint > 0 && performance.now() > benched.ready + quiet
}"""


def measure(product: Product, addresses: dict[str, str]) -> list[dict[str, Any]]:
    """Milliseconds from the navigation on, medians of RUNS, of each page by its name."""
    email, password = product.demo()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        context = browser.new_context(base_url=product.url, viewport={"width": 1440, "height": 900})
        context.add_init_script(WATCH)
        sign_in(context, email, password)
        rows = [_row(context, name, path) for name, path in addresses.items()]
        browser.close()
    return rows


def _row(context: BrowserContext, name: str, path: str) -> dict[str, Any]:
    # The first visit brings what all pages share, and fills the caches.
    runs = [_opened(context, path) for _ in range(RUNS + 1)][1:]
    paint, ready = (statistics.median(run[what] for run in runs) for what in ("paint", "ready"))
    return {
        "page": name,
        "paint_ms": round(paint),
        "ready_ms": round(ready),
        "met": paint <= GATE_PAINT_MS and ready <= GATE_READY_MS,
    }


def _opened(context: BrowserContext, path: str) -> dict[str, float]:
    page = context.new_page()
    page.goto(path)
    page.wait_for_function(SETTLED, arg=QUIET_MS, timeout=60_000)
    times: dict[str, float] = page.evaluate("() => benched")
    page.close()
    return times
