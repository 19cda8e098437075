"""The list in a browser: groups, keys, carried rows, subtasks, many at once, thousands of rows."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from e2e.test_board_and_table import ana, many, open_view, priorities, saved
from e2e.test_kanban import TITLES, Kanban, database, kanban, middle

__all__ = ["ana", "kanban"]


def row(page: Page, title: str) -> Locator:
    return page.locator(".list-task", has=page.get_by_role("link", name=title, exact=True))


def head(page: Page, name: str) -> Locator:
    return page.locator(".list-line", has=page.locator(".list-fold", has_text=name))


def lines(page: Page) -> list[str]:
    """Heads and titles, top first."""
    texts: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.list-line')]
          .sort((a, b) => Number(a.ariaRowIndex) - Number(b.ariaRowIndex))
          .map((line) => line.querySelector('.list-link, .list-fold > .truncate')?.textContent)"""
    )
    return texts


def focus(page: Page, title: str) -> None:
    page.get_by_role("link", name=title, exact=True).focus()


def test_groups_fold_stay_folded_and_take_new_tasks(ana, kanban):
    page = open_view(ana, f"{kanban.path}list/?group=priority", ".list-task")
    expect(head(page, "Medium")).to_have_attribute("aria-expanded", "true")

    head(page, "High").get_by_role("button", name="Add a task to High").click()
    page.keyboard.type("Hoist the flag")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")

    expect(row(page, "Hoist the flag").get_by_role("button", name="Priority: High")).to_be_visible()
    saved(page)
    assert kanban.task("Hoist the flag").priority == "high"
    head(page, "Medium").locator(".list-fold").click()
    expect(row(page, "Write the plan")).to_have_count(0)
    page.reload()
    expect(row(page, "Hoist the flag")).to_be_visible()
    expect(head(page, "Medium")).to_have_attribute("aria-expanded", "false")


def test_values_are_edited_by_keyboard_where_they_stand(ana, kanban):
    page = open_view(ana, f"{kanban.path}list/", ".list-task")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Write the plan")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.keyboard.type("Varnish the door")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Varnish the door")).to_be_focused()

    points = row(page, "Varnish the door").get_by_role("button", name="Points")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(points).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("5")
    page.keyboard.press("Enter")

    expect(points).to_have_attribute("aria-label", "Points: 5")
    saved(page)
    assert kanban.task("Varnish the door").story_points == 5
    page.get_by_role("columnheader", name="Title").get_by_role("button").click()
    expect(page).to_have_url(re.compile(r"\?sort=title$"))
    sorted_titles = ["Call the harbour", "Order new sails", "Varnish the door", "Write the plan"]
    expect(page.locator(".list-link")).to_have_text(sorted_titles)


def test_a_range_is_chosen_changed_at_once_and_taken_back(ana, kanban):
    page = open_view(ana, f"{kanban.path}list/", ".list-task")
    focus(page, "Write the plan")

    page.keyboard.press("x")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.get_by_role("link", name="Paint the door")).to_be_focused()
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".bulk-count")).to_have_text("3 tasks chosen")
    page.locator(".bulk-bar").get_by_role("button", name="Priority").click()
    page.get_by_role("option", name="Critical").click()

    saved(page)
    assert [kanban.task(title).priority for title in TITLES] == ["critical"] * 3 + ["medium"]
    page.keyboard.press("Control+z")
    saved(page)
    assert priorities(kanban) == {"medium"}


def test_a_row_is_carried_into_another_group(ana, kanban):
    page = open_view(ana, f"{kanban.path}list/", ".list-task")
    start = middle(row(page, "Paint the door").locator(".list-link"))
    x, y = middle(head(page, "In progress"))
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 12, start[1] + 6, steps=3)
    page.mouse.move(x, y, steps=12)
    page.mouse.up()

    saved(page)
    assert kanban.column_of("Paint the door") == "In progress"
    focus(page, "Write the plan")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.get_by_role("link", name="Write the plan")).to_be_focused()
    saved(page)
    assert kanban.order_in("In progress") == ["Write the plan", "Paint the door"]
    assert kanban.order_in("To do") == ["Call the harbour", "Order new sails"]


def test_subtasks_stand_below_theirs_and_fold(ana, kanban):
    below(kanban, "Order new sails", "Write the plan")
    page = open_view(ana, f"{kanban.path}list/", ".list-task")
    child = page.locator(".list-line", has=row(page, "Order new sails"))
    expect(child).to_have_attribute("aria-level", "3")
    assert lines(page)[1:3] == ["Write the plan", "Order new sails"]

    focus(page, "Write the plan")
    page.keyboard.press("ArrowLeft")
    expect(child).to_have_count(0)
    page.keyboard.press("ArrowRight")

    expect(child).to_be_visible()


def below(kanban: Kanban, child: str, parent: str) -> None:
    with database(kanban.blocker):
        from tasks.models import Task
        from tasks.services.tasks import update_task

        rows: Any = {task.title: task for task in Task.objects.filter(project_id=kanban.project_id)}
        author = rows[child].created_by
        update_task(actor=author, task=rows[child], parent=rows[parent].pk)


def test_six_hundred_are_there_drawn_where_seen_and_changed_at_once(ana, site, kanban):
    many(kanban, site, 600)
    page = open_view(ana, f"{kanban.path}list/", ".list-task")
    expect(page.get_by_role("treegrid")).to_have_attribute("aria-rowcount", "609")
    assert page.locator(".list-line").count() < 60

    focus(page, "Write the plan")
    page.keyboard.press("Control+a")
    expect(page.locator(".bulk-count")).to_have_text("604 tasks chosen")
    page.locator(".bulk-bar").get_by_role("button", name="Priority").click()
    page.get_by_role("option", name="High").click()
    saved(page)
    assert priorities(kanban) == {"high"}

    page.keyboard.press("Control+z")
    saved(page)
    assert priorities(kanban) == {"medium"}


def test_copies_of_the_chosen_are_made_and_taken_back(ana, kanban):
    page = open_view(ana, f"{kanban.path}list/", ".list-task")
    focus(page, "Write the plan")
    page.keyboard.press("x")
    page.locator(".bulk-bar").get_by_role("button", name="More").click()

    page.get_by_role("menuitem", name="Duplicate").click()

    expect(page.locator(".toast-text")).to_have_text("Duplicated 1 task")
    expect(page.locator(".list-task")).to_have_count(5)
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".list-task")).to_have_count(4)


def test_archived_tasks_are_found_when_they_are_asked_for(ana, kanban):
    with database(kanban.blocker):
        from tasks.models import Task
        from tasks.services.tasks import archive_task

        put_away = Task.objects.get(project_id=kanban.project_id, title="Paint the door")
        archive_task(actor=put_away.created_by, task=put_away)
    page = open_view(ana, f"{kanban.path}list/", ".list-task")
    expect(page.locator(".list-task")).to_have_count(3)

    page.get_by_role("button", name="Display").click()
    page.get_by_role("checkbox", name="Show archived tasks").check()

    page.keyboard.press("Escape")
    expect(row(page, "Paint the door")).to_be_visible()
    focus(page, "Write the plan")
    page.keyboard.press("x")
    page.locator(".bulk-bar").get_by_role("button", name="Archive").click()
    expect(row(page, "Write the plan").get_by_text("Archived")).to_have_count(1)
    saved(page)
    expect(page.locator(".list-task[data-archived]")).to_have_count(2)
    page.goto(f"{kanban.path}?archived=1&group=status")
    expect(page.locator("tf-column[data-column=archived] .task-card")).to_have_count(2)
    page.goto(kanban.path)
    expect(page.locator(".task-card")).to_have_count(2)
