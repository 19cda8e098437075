"""A day's work by somebody who knows only the keyboard: no click, no pointer, from start to end."""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from e2e.conftest import PASSWORD, Site, new_key
from e2e.test_kanban import database

SOON = 15_000


@pytest.fixture
def project(site: Site, django_db_blocker: Any) -> str:
    """An empty project to fill; its name."""
    with database(django_db_blocker):
        from accounts.models import User, Workspace
        from tasks.services.projects import NewProject, create_project

        actor = User.objects.get(email=site.email)
        workspace = Workspace.objects.get(slug=site.slug)
        key = new_key("KD")
        create_project(
            actor=actor, workspace=workspace, new=NewProject(name=f"Keys {key}", key=key)
        )
    return f"Keys {key}"


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focused(page: Page) -> str:
    """What has the focus: its name or its text."""
    return str(
        page.evaluate(
            "(document.activeElement.getAttribute('aria-label')"
            " ?? document.activeElement.textContent).trim()"
        )
    )


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Go on until it has the focus; every step must be seen."""
    for _ in range(60):
        press(page, key)
        if focused(page).startswith(name):
            return
    raise AssertionError(f"Tab does not reach {name}")


def command(page: Page, words: str) -> None:
    """By the palette."""
    press(page, "Control+k")
    field = page.locator("dialog.palette[open]").get_by_role("combobox")
    expect(field).to_be_focused()
    page.keyboard.type(words)
    expect(page.locator(".palette-list [data-active]")).to_be_visible()
    press(page, "Enter")


def wrote(page: Page, *keys: str) -> None:
    """Press, and wait until the server has answered the write that follows."""
    with page.expect_response(lambda each: each.request.method != "GET") as sent:
        press(page, *keys)
    assert sent.value.ok, sent.value.text()


def test_a_day_without_a_mouse(site: Site, browser: Browser, project: str) -> None:
    context: BrowserContext = browser.new_context(
        base_url=site.url, viewport={"width": 1440, "height": 900}
    )
    context.set_default_timeout(SOON)
    page = context.new_page()
    _sign_in(page, site)
    _open_the_project(page, project)
    _add_and_move(page)
    _write(page)
    _find_and_change_many(page)
    _finish(page)
    _plan(page)
    _look_around_and_leave(page)
    context.close()


def _sign_in(page: Page, site: Site) -> None:
    page.goto("/accounts/login/")
    tab_to(page, "Skip to the content")
    for name, value in (("email", site.email), ("password", PASSWORD)):
        while page.evaluate("document.activeElement.type") != name:
            press(page, "Tab")
        page.keyboard.type(value)
    press(page, "Enter")
    page.wait_for_url("**/w/**")
    press(page, "Tab")
    assert focused(page) == "Skip to the content"
    press(page, "Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def _open_the_project(page: Page, project: str) -> None:
    command(page, project)
    page.wait_for_url("**/p/**")
    expect(page.locator("tf-column").first).to_be_visible()


def _add_and_move(page: Page) -> None:
    press(page, "c")
    for line in ("Fix login !high @ana tomorrow 3pts", "Paint the door", "Order sails 2h"):
        expect(page.get_by_role("textbox", name="Title of the new task")).to_be_focused()
        page.keyboard.type(line)
        wrote(page, "Enter")
    press(page, "Escape", "j")
    cards = page.locator("[data-task]")
    expect(cards).to_have_count(3)
    expect(cards.filter(has_text="Fix login")).to_be_focused()
    press(page, "Space", "ArrowRight")
    wrote(page, "Space")
    expect(page.get_by_role("region", name="In progress").locator("[data-task]")).to_be_focused()


def _write(page: Page) -> None:
    press(page, "Enter")
    panel = page.locator(".panel")
    expect(panel).to_be_focused()
    press(page, "p")
    page.keyboard.type("crit")
    wrote(page, "Enter")
    expect(panel.get_by_role("button", name="Priority: Critical")).to_be_visible()
    press(page, "n", "d")
    box = panel.get_by_role("textbox", name="Description")
    expect(box).to_be_focused()
    page.keyboard.type("- [ ] look at the **lock**")
    press(page, "Control+Enter")
    expect(panel.locator(".description-prose strong, tf-description strong").first).to_be_visible()
    press(page, "n", "c")
    expect(panel.get_by_role("textbox", name="Write a comment")).to_be_focused()
    page.keyboard.type("The key was under the mat.")
    wrote(page, "Control+Enter")
    expect(panel.locator("tf-comment")).to_contain_text("under the mat")
    press(page, "Escape", "Shift+T")
    chip = page.get_by_role("group", name="Timer")
    expect(chip).to_be_visible()
    press(page, "Shift+T")
    expect(chip).to_have_count(0)
    press(page, "Escape")
    expect(panel).to_have_count(0)
    expect(page.locator("[data-task]:focus")).to_contain_text("Fix login")


def _find_and_change_many(page: Page) -> None:
    cards = page.locator("[data-task]")
    press(page, "/")
    page.keyboard.type("priority:medium")
    press(page, "Enter")
    expect(cards).to_have_count(2)
    tab_to(page, "Display")
    press(page, "j")
    expect(cards.first).to_be_focused()
    press(page, "x", "ArrowDown")
    expect(cards.last).to_be_focused()
    press(page, "x", "a")
    expect(page.locator(".palette-page")).to_contain_text("2 tasks")
    page.keyboard.type("ana")
    wrote(page, "Enter")
    press(page, "Escape")
    expect(cards.locator(".avatar")).to_have_count(2)
    press(page, "Escape")
    command(page, "clear the filter")
    expect(cards).to_have_count(3)


def _finish(page: Page) -> None:
    press(page, "j")
    expect(page.locator("[data-task]:focus")).to_have_count(1)
    press(page, "s")
    page.keyboard.type("done")
    wrote(page, "Enter")
    done = page.get_by_role("region", name="Done").locator("[data-task]")
    expect(done).to_have_count(1)
    wrote(page, "Control+z")
    expect(done).to_have_count(0)


def _plan(page: Page) -> None:
    press(page, "v", "s")
    page.wait_for_url("**/p/*/sprints/")
    expect(page.locator(".plan-link").first).to_be_visible()
    press(page, "n", "s")
    expect(page.get_by_role("dialog").get_by_label("Name")).to_be_focused()
    page.keyboard.type("Sprint 1")
    wrote(page, "Enter")
    sprint = page.locator(".plan-list", has=page.get_by_role("heading", name="Sprint 1"))
    expect(sprint).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    press(page, "j")
    expect(page.locator(".plan-link:focus")).to_have_count(1)
    press(page, "Space", "ArrowRight")
    wrote(page, "Space")
    expect(sprint.locator(".plan-link")).to_have_count(1)


def _look_around_and_leave(page: Page) -> None:
    press(page, "g", "m")
    page.wait_for_url("**/my-work/**")
    expect(page.get_by_role("link", name="Fix login").first).to_be_visible()
    press(page, "g", "i")
    page.wait_for_url("**/inbox/**")
    command(page, "sign out")
    page.wait_for_url(lambda url: "/w/" not in url)
