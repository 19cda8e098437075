"""How pages hold up in a real browser: accessibility, width, the content security policy."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from e2e.conftest import Site
from e2e.places import STRANGERS, places

axe = Axe()
# Chromium says so of every page that answers 4xx; the page itself is meant.
EXPECTED = "Failed to load resource: the server responded with a status of 4"


class Complaints(list[str]):
    """What the browser's console said against a page: errors, and what the policy refused."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.append(f"{error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(EXPECTED):
            self.append(message.text)


def serious(page: Page) -> list[str]:
    """What axe finds that keeps somebody out, with the element."""
    report = axe.run(page).response
    return [
        f"{found['id']}: {node['html'][:160]} ({node['failureSummary'].splitlines()[-1].strip()})"
        for found in report["violations"]
        if found["impact"] in {"serious", "critical"}
        for node in found["nodes"]
    ]


# Fades and slides to their end; what goes round for ever is not waited for.
ENDED = """Promise.allSettled(
  document.getAnimations()
    .filter((each) => each.effect?.getComputedTiming().endTime !== Infinity)
    .map((each) => each.finished),
).then(() => true)"""


def settle(page: Page) -> None:
    """Until live parts have drawn themselves and fades have ended."""
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate(ENDED)


def problems(
    page: Page, found: dict[str, str], *, is_phone: bool, may_fail: bool = False
) -> dict[str, list[str]]:
    """Each page's problems by its name; empty when all is well."""
    seen: dict[str, list[str]] = {}
    for name, path in found.items():
        complaints = Complaints(page)
        answer = page.goto(path)
        settle(page)
        wrong = [*serious(page), *complaints]
        if not may_fail and (answer is None or not answer.ok):
            wrong.append(f"answers {answer and answer.status}")
        if is_phone and (extra := page.evaluate(WIDER)) > 0:
            wrong.append(f"{extra} px wider than the window")
        if page.evaluate("document.title.trim() === ''"):
            wrong.append("has no title")
        if wrong:
            seen[name] = wrong
    return seen


WIDER = "document.documentElement.scrollWidth - window.innerWidth"
# Each theme and each width once: a theme changes colours alone, a width the layout alone.
LOOKS = [pytest.param("light", 1440, id="light-1440"), pytest.param("dark", 390, id="dark-390")]


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_pages_for_strangers_hold_up(site: Site, browser, theme, width):
    context = browser.new_context(
        base_url=site.url, color_scheme=theme, viewport={"width": width, "height": 844}
    )

    found = problems(context.new_page(), STRANGERS, is_phone=width == 390, may_fail=True)

    context.close()
    assert found == {}


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_pages_of_a_workspace_hold_up(
    site: Site, signed_in: Callable[..., BrowserContext], theme, width
):
    page = signed_in(color_scheme=theme, viewport={"width": width, "height": 844}).new_page()

    assert problems(page, places(page, site.slug), is_phone=width == 390) == {}


def test_the_chosen_theme_stays_and_comes_without_a_flash(site: Site, signed_in):
    page = signed_in(color_scheme="light").new_page()
    page.goto(f"/w/{site.slug}/")
    page.get_by_role("button", name="Ana Example", exact=True).click()
    with page.expect_response("**/api/v1/me") as saved:
        page.get_by_role("menuitemradio", name="Dark").click()

    page.goto("/me/")

    assert saved.value.ok
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_the_palette_finds_a_project_by_keyboard_alone(site: Site, signed_in):
    page = signed_in().new_page()
    page.goto(f"/w/{site.slug}/")
    name = page.locator(".sidebar a[href*='/p/']").first.inner_text().strip().splitlines()[-1]

    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Search and commands").fill(name)
    page.keyboard.press("Enter")

    page.wait_for_url("**/p/**")


def test_a_menu_gives_the_focus_back(site: Site, signed_in):
    page = signed_in().new_page()
    page.goto(f"/w/{site.slug}/")
    button = page.get_by_role("button", name="Ana Example", exact=True)

    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    inside = page.evaluate("document.activeElement.getAttribute('role')")
    page.keyboard.press("Escape")

    assert inside == "menuitem"
    assert page.evaluate("document.activeElement.getAttribute('aria-haspopup')") == "menu"


def test_a_board_is_made_from_its_dialogue_and_its_errors_stand_beside_the_field(site, signed_in):
    page = signed_in().new_page()
    page.goto(f"/w/{site.slug}/")

    page.keyboard.press("n")
    page.keyboard.press("p")
    page.get_by_role("textbox", name="Name").fill("Twice the same")
    page.get_by_role("textbox", name="Key").fill("TF")
    page.get_by_role("button", name="Create project").click()

    key = page.locator("#new-project-key")
    page.wait_for_selector("#new-project-key[aria-invalid=true]")
    assert page.evaluate("document.activeElement.id") == "new-project-key"
    assert "new-project-key-error" in str(key.get_attribute("aria-describedby"))


def test_the_drawer_of_a_phone_opens_and_closes(site: Site, signed_in):
    page = signed_in(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"/w/{site.slug}/")

    assert not page.locator("#sidebar").is_visible()
    page.get_by_role("button", name="Menu").click()
    page.locator("#sidebar").wait_for(state="visible")
    page.keyboard.press("Escape")

    page.locator("#sidebar").wait_for(state="hidden")


def test_right_to_left_pages_do_not_run_out_of_the_window(site: Site, signed_in):
    page = signed_in(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"/w/{site.slug}/")

    page.evaluate("document.documentElement.dir = 'rtl'")

    assert page.evaluate(WIDER) <= 0


def test_a_lost_server_is_a_page_of_our_own(site: Site, signed_in):
    context = signed_in()
    page = context.new_page()
    page.goto(f"/w/{site.slug}/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()

    context.set_offline(True)
    page.goto("/me/")

    assert page.get_by_role("heading", name="No connection").is_visible()
    context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    page.get_by_role("heading", name="Your profile").wait_for()
