"""The views of a project with ten thousand tasks, in Chromium, against a running product.

`python -m bench.list --url http://127.0.0.1:8000 --path /w/…/p/LARGE/ --email … --password …`
opens each page afresh several times and prints medians: until the first rows stand, until all
tasks are there, what they weighed, and the frames while scrolling from end to end.
"""

import argparse
import statistics
from typing import Any

from playwright.sync_api import BrowserContext, Page, sync_playwright

from e2e.conftest import QUIET, sign_in
from teamflow.launch.browser import find_browser

WATCH = """
window.benched = {}
const look = () => {
  const view = document.querySelector('tf-task-list, tf-kanban, tf-task-table')
  const row = document.querySelector('.list-task, .task-card, .sheet-line')
  if (row !== null) benched.first ??= performance.now()
  if (view?.store?.state.isComplete && row !== null) benched.all ??= performance.now()
  if (benched.all === undefined) requestAnimationFrame(look)
}
requestAnimationFrame(look)
"""
WEIGHT = """() => performance.getEntriesByType('resource')
  .filter((each) => each.name.includes('/api/'))
  .reduce((sum, each) => sum + each.encodedBodySize, 0)"""
SCROLL = """async (selector) => {
  const list = document.querySelector(selector)
  const frames = []
  const step = Math.max(120, (list.scrollHeight - list.clientHeight) / 300)
  let last = performance.now()
  while (list.scrollTop + list.clientHeight < list.scrollHeight - 2 && frames.length < 400) {
    list.scrollTop += step
    await new Promise(requestAnimationFrame)
    frames.push(performance.now() - last)
    last = performance.now()
  }
  frames.sort((a, b) => a - b)
  return {
    frames: frames.length,
    median: frames[Math.floor(frames.length / 2)],
    p95: frames[Math.floor(frames.length * 0.95)],
    worst: frames.at(-1),
    nodes: document.querySelectorAll('*').length,
    heap: performance.memory?.usedJSHeapSize ?? 0,
  }
}"""
SCROLLERS = {"list/": ".task-list", "": "[data-cards]", "table/": ".sheet"}


def main() -> None:
    """Measure each view and print a line."""
    options = _options()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        context = browser.new_context(base_url=options.url, viewport={"width": 1440, "height": 900})
        context.add_init_script(WATCH)
        sign_in(context, options.email, options.password)
        for view, scroller in SCROLLERS.items():
            runs = [_opened(context, options.path + view, scroller) for _ in range(options.runs)]
            _tell(view or "board", runs)
        browser.close()


def _opened(context: BrowserContext, address: str, scroller: str) -> dict[str, float]:
    page: Page = context.new_page()
    page.goto(address)
    page.wait_for_function("() => benched.all !== undefined", timeout=60_000)
    times: dict[str, float] = page.evaluate("() => benched")
    weight: float = page.evaluate(WEIGHT)
    scrolled: dict[str, Any] = page.evaluate(SCROLL, scroller)
    page.close()
    return {**times, **scrolled, "bytes": weight}


def _tell(view: str, runs: list[dict[str, float]]) -> None:
    def median(name: str) -> float:
        return statistics.median(run[name] for run in runs)

    print(
        f"{view:8} first {median('first'):5.0f} ms, all {median('all'):6.0f} ms, "
        f"{median('bytes') / 1024:6.0f} KB, frame {median('median'):4.1f} ms "
        f"(p95 {median('p95'):4.1f}, worst {median('worst'):4.1f}), {median('nodes'):5.0f} nodes, "
        f"heap {median('heap') / 2**20:4.0f} MB"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", required=True)
    parser.add_argument("--path", required=True)
    parser.add_argument("--email", required=True)
    parser.add_argument("--password", required=True)
    parser.add_argument("--runs", type=int, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    main()
