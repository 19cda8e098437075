"""Pictures of every page at two widths in both themes, for people to look at.

`python -m e2e.screenshots --url http://127.0.0.1:8000 --email … --password …` writes them to
e2e/artifacts/; `--only home,board` takes some of them.
"""

import argparse
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from e2e.conftest import QUIET, sign_in
from e2e.places import STRANGERS, places
from teamflow.launch.browser import find_browser

ARTIFACTS = Path(__file__).resolve().parent / "artifacts"
SIZES = {"wide": (1440, 900), "phone": (390, 844)}
THEMES = ("light", "dark")


def main() -> None:
    """Take them all."""
    options = _options()
    ARTIFACTS.mkdir(exist_ok=True)
    wanted = set(filter(None, options.only.split(",")))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
        for size in filter(None, options.sizes.split(",")):
            for theme in filter(None, options.themes.split(",")):
                _take_all(browser, options, size, theme, wanted)
        browser.close()


def _take_all(
    browser: Browser, options: argparse.Namespace, size: str, theme: str, wanted: set[str]
) -> None:
    context = _context(browser, options.url, size, theme)
    _take(context.new_page(), STRANGERS, f"{size}-{theme}", wanted)
    if options.email:
        sign_in(context, options.email, options.password)
        page = context.new_page()
        slug = _slug(page)
        _take(page, places(page, slug), f"{size}-{theme}", wanted)
    context.close()


def _context(browser: Browser, url: str, size: str, theme: str) -> BrowserContext:
    width, height = SIZES[size]
    return browser.new_context(
        base_url=url,
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        has_touch=size == "phone",
        is_mobile=size == "phone",
    )


def _slug(page: Page) -> str:
    page.goto("/")
    return page.url.split("/w/")[1].split("/")[0]


def _take(page: Page, found: dict[str, str], suffix: str, wanted: set[str]) -> None:
    for name, path in found.items():
        if wanted and name not in wanted:
            continue
        page.goto(path, wait_until="load")
        page.wait_for_timeout(700)
        page.screenshot(path=ARTIFACTS / f"{name}-{suffix}.png")
        print(f"{name}-{suffix}.png")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--email", default="")
    parser.add_argument("--password", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--sizes", default=",".join(SIZES))
    parser.add_argument("--themes", default=",".join(THEMES))
    return parser.parse_args()


if __name__ == "__main__":
    main()
