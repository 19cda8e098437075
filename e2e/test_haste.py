"""Keys that are pressed with no pause at all: none is lost, none hits another row or card."""

from typing import Any

from playwright.sync_api import Page, expect

from e2e.conftest import Site
from e2e.test_board_and_table import ana, many, priorities, saved
from e2e.test_kanban import TITLES, Kanban, kanban

__all__ = ["ana", "kanban"]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def opened(context: Any, path: str, ready: str) -> Page:
    """The page as soon as there is anything in it."""
    page: Page = context.new_page()
    page.goto(path)
    page.locator(ready).first.focus()
    return page


def test_rows_far_apart_are_chosen_without_a_pause(ana, site: Site, kanban: Kanban):
    many(kanban, site, 90)
    page = opened(ana, f"{kanban.path}list/", ".list-link")

    press(page, *["ArrowDown"] * 12, "x", *["Shift+ArrowDown"] * 3)
    expect(page.locator(".bulk-count")).to_have_text("4 tasks chosen")
    expect(page.locator(".list-task[data-chosen] .list-link")).to_have_text(
        [f"Task number {at}" for at in range(8, 12)]
    )
    press(page, "Escape", "End", "ArrowUp", "ArrowUp", "ArrowUp", "x", "Home", "ArrowDown", "x")
    expect(page.locator(".bulk-count")).to_have_text("2 tasks chosen")
    expect(page.get_by_role("link", name=TITLES[0], exact=True)).to_be_focused()

    press(page, "Escape", "c")
    page.keyboard.type("Sweep the deck !high")
    press(page, "Enter", "Escape")

    expect(page.get_by_role("link", name="Sweep the deck")).to_have_count(1)
    saved(page)
    assert kanban.task("Sweep the deck").priority == "high"


def test_cards_are_walked_and_changed_without_a_pause(ana, site: Site, kanban: Kanban):
    many(kanban, site, 60)
    page = opened(ana, kanban.path, ".task-card")

    press(page, *["ArrowDown"] * 40, "x", "Shift+ArrowDown", "Shift+ArrowDown")
    expect(page.locator(".bulk-count")).to_have_text("3 tasks chosen")
    expect(page.locator(".task-card[data-chosen] .task-title")).to_have_text(
        ["Task number 36", "Task number 37", "Task number 38"]
    )
    press(page, "Escape", "Delete", "Delete", "x")
    expect(page.locator(".task-card[data-chosen] .task-title")).to_have_text(["Task number 40"])
    press(page, "Escape", "c")
    page.keyboard.type("Sweep the deck")
    press(page, "Enter", "Escape")

    expect(page.locator(".task-title", has_text="Sweep the deck")).to_have_count(1)
    saved(page)
    assert len(kanban.order_in("To do")) == 63


def test_all_means_also_those_that_are_still_loading(ana, site: Site, kanban: Kanban):
    many(kanban, site, 150)
    page = ana.new_page()
    held: list[Any] = []
    page.route("**/api/v1/projects/*/rows?**", lambda route: held.append(route))
    page.goto(f"{kanban.path}list/")
    page.locator(".list-link").first.focus()

    press(page, "Control+a")
    expect(page.locator(".bulk-count")).to_have_text("50 tasks chosen more are loading")
    page.locator(".bulk-bar").get_by_role("button", name="Priority").click()
    page.get_by_role("option", name="Critical").click()
    expect(page.locator(".toast")).to_have_count(0)
    held[0].continue_()

    expect(page.locator(".toast-text")).to_have_text("Changed 154 tasks")
    expect(page.locator(".bulk-count")).to_have_text("154 tasks chosen")
    saved(page)
    assert priorities(kanban) == {"critical"}
