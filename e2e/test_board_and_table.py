"""The board by other fields, many tasks at once, undo, the table and its sheets, in a browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from e2e.conftest import Site
from e2e.test_kanban import Kanban, card, column, database, kanban, middle, titles

__all__ = ["kanban"]

PASTED = "Bring rope\tIn progress\t3\nWrite a better plan\tDone\t5"


@pytest.fixture
def ana(signed_in: Callable[..., BrowserContext]) -> BrowserContext:
    """The first person, who may read and write the clipboard."""
    context = signed_in(viewport={"width": 1440, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return context


def open_view(context: BrowserContext, path: str, ready: str) -> Page:
    page = context.new_page()
    page.goto(path)
    expect(page.locator(ready).first).to_be_visible()
    # Keys are pressed faster than anybody could: first let every task be there.
    page.wait_for_function(
        "() => document.querySelector('tf-kanban, tf-task-list, tf-task-table')"
        ".store.state.isComplete"
    )
    return page


def saved(page: Page) -> None:
    """Until nothing of the person's waits for the server."""
    page.wait_for_function(
        "() => document.querySelector('tf-kanban, tf-task-list, tf-task-table')"
        ".store.outbox.entries.length === 0"
    )


def many(kanban: Kanban, site: Site, count: int) -> None:
    """More tasks, written as an import would."""
    with database(kanban.blocker):
        from accounts.models import User
        from tasks.models import Project
        from tasks.services.tasks import create_tasks

        ana = User.objects.get(email=site.email)
        project = Project.objects.get(pk=kanban.project_id)
        for start in range(0, count, 500):
            size = min(500, count - start)
            rows: list[Any] = [{"title": f"Task number {start + at}"} for at in range(size)]
            create_tasks(actor=ana, project=project, tasks=rows)


def carry(page: Page, title: str, x: float, y: float) -> None:
    start = middle(card(page, title))
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 12, start[1] + 6, steps=3)
    page.mouse.move(x, y, steps=12)
    page.mouse.up()


def test_a_card_dropped_on_a_person_is_theirs(ana, kanban):
    page = open_view(ana, f"{kanban.path}?group=assignee", "tf-column")
    target = middle(column(page, "Ana Example"))

    carry(page, "Paint the door", *target)

    expect(titles(page, "Ana Example")).to_have_text(["Paint the door"])
    saved(page)
    task = kanban.task("Paint the door")
    with database(kanban.blocker):
        assert [person.name for person in task.assignees.all()] == ["Ana Example"]
    page.keyboard.press("Control+z")
    expect(titles(page, "Nobody")).to_have_count(4)
    saved(page)
    with database(kanban.blocker):
        assert task.assignees.count() == 0


def test_lanes_carry_across_both_fields_and_fold(ana, kanban):
    page = open_view(ana, f"{kanban.path}?lanes=priority", ".lane")
    high = page.locator(".lane", has=page.get_by_role("heading", name="High"))
    cell = high.locator("tf-column").nth(1)

    carry(page, "Write the plan", *middle(cell))

    expect(cell.locator(".task-title")).to_have_text(["Write the plan"])
    saved(page)
    task = kanban.task("Write the plan")
    assert (task.priority, task.column.name) == ("high", "In progress")
    high.get_by_role("button", name="High").click()
    expect(cell).to_have_count(0)
    page.reload()
    expect(page.locator(".lane").first).to_be_visible()
    expect(cell).to_have_count(0)


def test_fifty_tasks_change_at_once_and_come_back(ana, site, kanban):
    many(kanban, site, 50)
    page = open_view(ana, kanban.path, ".task-card")
    card(page, "Write the plan").focus()

    page.keyboard.press("Control+a")
    expect(page.locator(".bulk-count")).to_have_text("54 tasks chosen")
    page.locator(".bulk-bar").get_by_role("button", name="Priority").click()
    page.get_by_role("option", name="Critical").click()

    saved(page)
    assert priorities(kanban) == {"critical"}
    page.keyboard.press("Control+z")
    saved(page)
    assert priorities(kanban) == {"medium"}
    page.keyboard.press("Control+Shift+z")
    saved(page)
    assert priorities(kanban) == {"critical"}


def priorities(kanban: Kanban) -> set[str]:
    with database(kanban.blocker):
        from tasks.models import Task

        rows = Task.objects.filter(project_id=kanban.project_id)
        return set(rows.values_list("priority", flat=True))


def test_a_table_from_a_sheet_program_is_pasted_and_copied_back(ana, kanban):
    page = open_view(ana, f"{kanban.path}table/?columns=status,points", ".sheet-line")
    page.evaluate("text => navigator.clipboard.writeText(text)", PASTED)
    page.get_by_role("gridcell", name="Write the plan").click()

    page.keyboard.press("Control+v")

    expect(page.get_by_role("gridcell", name="Bring rope")).to_be_visible()
    saved(page)
    task = kanban.task("Bring rope")
    assert (task.story_points, task.column.name) == (3, "In progress")
    assert kanban.task("Write a better plan").column.name == "Done"
    page.get_by_role("gridcell", name="Bring rope").click()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == "Bring rope\tIn progress\t3"


def test_what_is_not_understood_is_shown_before_it_is_pasted(ana, kanban):
    page = open_view(ana, f"{kanban.path}table/?columns=status,points", ".sheet-line")
    page.evaluate("text => navigator.clipboard.writeText(text)", "New title\tNowhere\tmany")
    page.get_by_role("gridcell", name="Write the plan").click()

    page.keyboard.press("Control+v")
    dialog = page.get_by_role("dialog", name="Paste")
    expect(dialog).to_contain_text("Nowhere")
    expect(dialog).to_contain_text("Points go from 1 to 21.")
    dialog.get_by_role("button", name="Paste what is understood").click()

    expect(page.get_by_role("gridcell", name="New title")).to_be_visible()
    saved(page)
    assert kanban.task("New title").column.name == "To do"


def test_cells_are_typed_into_filled_down_and_summed(ana, kanban):
    page = open_view(ana, f"{kanban.path}table/?columns=points", ".sheet-line")
    page.get_by_role("gridcell", name="Write the plan").click()

    page.keyboard.press("ArrowRight")
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+d")

    expect(page.locator(".sheet-totals")).to_contain_text("20")
    saved(page)
    assert kanban.task("Order new sails").story_points == 5
    page.keyboard.press("Control+z")
    expect(page.locator(".sheet-totals")).not_to_contain_text("20")


def test_thousands_of_rows_stay_few_in_the_page(ana, site, kanban):
    many(kanban, site, 2000)
    page = open_view(ana, f"{kanban.path}table/", ".sheet-line")

    page.wait_for_function("() => document.querySelector('tf-task-table').store.state.isComplete")
    page.get_by_role("gridcell", name="Write the plan").click()
    page.keyboard.press("Control+End")

    expect(page.locator(".sheet-line").last).to_be_visible()
    assert page.locator(".sheet-line").count() < 80
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", "2005")
