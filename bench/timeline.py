"""The timeline of a project with thousands of tasks and links, in Chromium, on a running product.

`python -m bench.timeline --url http://127.0.0.1:8000 --path /w/…/p/BIG/ --email … --password …`
opens it afresh several times and prints medians: until the first bars stand, until all tasks and
arrows are there, and the frames while scrolling from end to end and while a bar is dragged.
"""

import argparse
import statistics

from playwright.sync_api import BrowserContext, Page, sync_playwright

from bench.list import SCROLL
from e2e.conftest import QUIET, sign_in
from teamflow.launch.browser import find_browser

WATCH = """
window.benched = {}
new MutationObserver(() => {
  if (document.querySelector('.line-bar') !== null) benched.first ??= performance.now()
}).observe(document, { childList: true, subtree: true, attributes: true })
"""
WHOLE = """() => {
  const view = document.querySelector('tf-timeline')
  if (!view?.store?.state.isComplete || view.links.length === 0) return false
  benched.all ??= performance.now()
  return benched.first !== undefined
}"""
# What the script of each pointer's move takes, with the frame that it makes.
DRAG = """async () => {
  const bar = [...document.querySelectorAll('.line-bar')][5]
  bar.scrollIntoView({ block: 'nearest', inline: 'center' })
  const { left, top } = bar.getBoundingClientRect()
  const at = (type, x) => new PointerEvent(type, {
    clientX: left + 12 + x, clientY: top + 8, bubbles: true, button: 0, pointerId: 1,
    pointerType: 'mouse',
  })
  bar.dispatchEvent(at('pointerdown', 0))
  const frames = []
  let last = performance.now()
  for (let step = 1; step <= 120; step += 1) {
    window.dispatchEvent(at('pointermove', step * 3))
    await new Promise(requestAnimationFrame)
    frames.push(performance.now() - last)
    last = performance.now()
  }
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
  frames.sort((a, b) => a - b)
  return { drag: frames[60], drag95: frames[114] }
}"""


def main() -> None:
    """Measure it and print a line."""
    options = _options()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        context = browser.new_context(base_url=options.url, viewport={"width": 1440, "height": 900})
        context.add_init_script(WATCH)
        sign_in(context, options.email, options.password)
        runs = [_opened(context, f"{options.path}timeline/") for _ in range(options.runs)]
        for name in runs[0]:
            print(f"{name}: {statistics.median(run[name] for run in runs):.1f}")
        browser.close()


def _opened(context: BrowserContext, address: str) -> dict[str, float]:
    page: Page = context.new_page()
    page.goto(address)
    page.wait_for_function(WHOLE, timeout=60_000)
    times: dict[str, float] = page.evaluate("() => benched")
    dragged: dict[str, float] = page.evaluate(DRAG)
    scrolled: dict[str, float] = page.evaluate(SCROLL, ".line-scroll")
    page.close()
    return {**times, **dragged, **scrolled}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--url", "--path", "--email", "--password"):
        parser.add_argument(name, required=True)
    parser.add_argument("--runs", type=int, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    main()
