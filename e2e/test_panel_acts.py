"""Acts in the task's panel: in haste, by several people, and by those who only read."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from e2e.conftest import PASSWORD, Site, sign_in
from e2e.test_kanban import ana, ben, column, database, middle, titles
from e2e.test_panel_depth import choose, fill, menu, open_panel, panel, project

__all__ = ["ana", "ben", "project"]

VERA = "vera@example.com"


@pytest.fixture
def vera(site: Site, browser: Browser, django_db_blocker: Any) -> Iterator[BrowserContext]:
    """Somebody who only reads."""
    with database(django_db_blocker):
        from accounts.models import Membership, Role, User, Workspace
        from accounts.services.registration import confirm_address, sign_up

        if not User.objects.filter(email=VERA).exists():
            person = sign_up(email=VERA, name="Vera Reader", password=PASSWORD)
            confirm_address(actor=person)
            workspace = Workspace.objects.get(slug=site.slug)
            Membership.objects.create(user=person, workspace=workspace, role=Role.VIEWER)
    context = browser.new_context(base_url=site.url)
    sign_in(context, VERA)
    yield context
    context.close()


def hold_back(page: Page, address: str) -> Callable[[], None]:
    """Keep answers from `address` until the result is called."""
    held: list[Route] = []
    is_open: list[bool] = []
    page.route(address, lambda route: route.continue_() if is_open else held.append(route))

    def release() -> None:
        is_open.append(True)
        for route in held:
            route.continue_()

    return release


def test_what_was_opened_before_the_details_came_stays(
    ana: BrowserContext, project: tuple[str, str]
) -> None:
    path, _ = project
    page = ana.new_page()
    page.goto(path)
    task = page.locator(".task-card", has_text="Paint the door")
    expect(task).to_be_visible()
    details = "**/api/v1/tasks/*"
    for name in ("Assignees:", "Labels:", "Add a link"):
        release = hold_back(page, details)
        task.click()
        expect(panel(page)).to_be_focused()
        panel(page).get_by_role("button", name=name).click()
        if name == "Add a link":
            page.get_by_role("menuitem", name="Relates to").click()
        search = page.locator(".picker").get_by_role("combobox")
        expect(search).to_be_focused()
        with page.expect_response("**/api/v1/tasks/*/comments**"):
            release()
        expect(page.locator(".panel-empty")).to_be_visible()
        expect(search).to_be_focused()
        page.keyboard.press("Escape")
        expect(search).to_have_count(0)
        page.keyboard.press("Escape")
        expect(panel(page)).to_have_count(0)
        page.unroute(details)


def test_steps_and_subtasks_leave_their_task_and_a_task_its_project(
    ana: BrowserContext, ben: BrowserContext, project: tuple[str, str]
) -> None:
    _, key = project
    page, theirs = open_panel(ana, project, 1), open_panel(ben, project, 1)
    here, there = panel(page), panel(theirs)
    here.get_by_role("button", name="Unwatch").click()
    expect(here.get_by_role("button", name="Watch", exact=True)).to_be_visible()
    here.get_by_role("button", name="Watch", exact=True).click()
    expect(here.get_by_role("button", name="Unwatch")).to_be_visible()

    step = here.get_by_role("textbox", name="Add a step")
    step.fill("Buy a new rope")
    step.press("Enter")
    here.get_by_role("button", name="Make “Buy a new rope” a subtask").click()
    below = there.get_by_role("region", name="Subtasks")
    expect(below.get_by_role("link", name=f"{key}-5 Buy a new rope")).to_be_visible()
    expect(there.get_by_role("region", name="Checklist").get_by_role("checkbox")).to_have_count(0)

    here.get_by_role("button", name=f"Take {key}-5 out").click()
    expect(below.get_by_role("link")).to_have_count(0)
    here.locator(".panel-title").focus()
    page.keyboard.press("Control+z")
    expect(below.get_by_role("link", name="Buy a new rope")).to_be_visible()

    menu(page, "Move to another project…")
    dialog = page.get_by_role("dialog", name=f"Move {key}-1 to another project")
    expect(dialog).to_contain_text("Everything it holds is known there.")
    dialog.get_by_role("button", name="Move").click()
    expect(there.get_by_role("alert")).to_contain_text("This task is ")
    there.get_by_role("link", name="Open").click()
    expect(theirs.locator(".panel-title")).to_contain_text("Big work")
    expect(below.get_by_role("link", name="Buy a new rope")).to_be_visible()
    assert f"/{key}-" not in theirs.url


def test_a_circle_of_parents_is_refused_in_words(
    ana: BrowserContext, ben: BrowserContext, project: tuple[str, str]
) -> None:
    _, key = project
    mine, theirs = open_panel(ana, project, 2), open_panel(ben, project, 3)
    for page in (mine, theirs):
        panel(page).get_by_role("button", name="more properties").click()
    ben.set_offline(True)
    choose(theirs, panel(theirs).get_by_role("button", name="Parent:"), "Write the plan")
    choose(mine, panel(mine).get_by_role("button", name="Parent:"), "Paint the door")
    expect(panel(mine).get_by_role("button", name=f"Parent: {key}-3")).to_be_visible()
    expect(mine.get_by_text("Saving…")).to_have_count(0)
    ben.set_offline(False)

    said = theirs.get_by_text("A task cannot stand under itself.").first
    expect(said).to_be_visible(timeout=15_000)
    expect(panel(theirs).get_by_role("button", name="Parent: None")).to_be_visible()


def test_who_only_reads_finds_all_and_changes_nothing(
    ana: BrowserContext, vera: BrowserContext, project: tuple[str, str]
) -> None:
    page = open_panel(ana, project, 2)
    for name, text in (("Add a step", "Ask the crew"), ("Add a subtask", "Count the planks")):
        field = panel(page).get_by_role("textbox", name=name)
        field.fill(text)
        field.press("Enter")
    fill(panel(page), "Due date", "2030-01-31")
    reader = open_panel(vera, project, 2)
    whole = panel(reader)

    expect(whole.get_by_role("link", name="Count the planks")).to_be_visible()
    expect(whole.get_by_role("checkbox", name="Ask the crew")).to_be_disabled()
    expect(whole.get_by_label("Due date")).to_be_disabled()
    expect(whole.get_by_text("No description")).to_be_visible()
    named = [each.inner_text().strip() for each in whole.get_by_role("button").all()]
    allowed = {"", "Watch", "All", "Comments", "Activity", "11 more properties"}
    assert {*named} <= allowed
    expect(whole.locator("input:enabled:not([readonly]), textarea, select")).to_have_count(0)
    whole.get_by_role("button", name="Watch").click()
    expect(whole.get_by_role("button", name="Unwatch")).to_be_visible()
    reader.get_by_role("button", name="More about this task").click()
    entries = reader.get_by_role("menuitem").all_inner_texts()
    acts = {"Open as a page", "Copy link", "Copy key", "Stop watching"}
    assert {entry.strip() for entry in entries} == acts


def test_a_card_that_may_not_pass_comes_back_with_the_reason(
    ana: BrowserContext, project: tuple[str, str], site: Site, django_db_blocker: Any
) -> None:
    path, key = project
    with database(django_db_blocker):
        from accounts.models import User
        from tasks.models import Project
        from tasks.services.workflow import set_workflow

        made = Project.objects.get(workspace__slug=site.slug, key=key)
        ways = [{"target": made.columns.get(state="in_progress").pk}]
        set_workflow(
            actor=User.objects.get(email=site.email),
            project=made,
            is_restricted=True,
            wip="warn",
            transitions=ways,  # type: ignore[arg-type]
        )
    page = ana.new_page()
    page.goto(path)
    task = page.locator(".task-card", has_text="Paint the door")
    expect(task).to_be_visible()
    with page.expect_response(lambda answer: answer.url.endswith("/move")) as told:
        task.drag_to(column(page, "Done"))
    assert told.value.status == 400
    expect(page.get_by_text(f"{key}-3 went back to where it was.").first).to_be_visible()
    expect(titles(page, "Done")).to_have_count(0)
    expect(titles(page, "To do")).to_contain_text(["Paint the door"])


def test_subtasks_are_put_in_order_by_hand_and_by_key(
    ana: BrowserContext, ben: BrowserContext, project: tuple[str, str]
) -> None:
    page, theirs = open_panel(ana, project, 1), open_panel(ben, project, 1)
    here = panel(page).get_by_role("region", name="Subtasks")
    there = panel(theirs).get_by_role("region", name="Subtasks")
    field = here.get_by_role("textbox", name="Add a subtask")
    for title in ("Measure", "Saw", "Paint"):
        field.fill(title)
        field.press("Enter")
    rows, seen = here.get_by_role("link"), there.get_by_role("link")
    expect(seen).to_contain_text(["Measure", "Saw", "Paint"])

    grip = here.get_by_role("button", name="Paint: arrow keys or drag")
    grip.focus()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(grip).to_be_focused()
    expect(seen).to_contain_text(["Paint", "Measure", "Saw"])
    page.mouse.move(*middle(here.get_by_role("button", name="Measure: arrow keys or drag")))
    page.mouse.down()
    page.mouse.move(*middle(rows.filter(has_text="Saw")), steps=4)
    x, y = middle(rows.filter(has_text="Saw"))
    page.mouse.move(x, y + 40, steps=4)
    page.mouse.up()
    expect(seen).to_contain_text(["Paint", "Saw", "Measure"])

    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(seen).to_contain_text(["Measure", "Saw", "Paint"])
    page.keyboard.press("Control+Shift+z")
    expect(seen).to_contain_text(["Measure", "Paint", "Saw"])
    expect(rows).to_contain_text(["Measure", "Paint", "Saw"])


def test_what_was_removed_from_a_task_comes_back(
    ana: BrowserContext, ben: BrowserContext, project: tuple[str, str]
) -> None:
    page, theirs = open_panel(ana, project, 2), open_panel(ben, project, 2)
    here = panel(page).get_by_role("region", name="Files and links")
    there = panel(theirs).get_by_role("region", name="Files and links")
    with page.expect_file_chooser() as chooser:
        here.get_by_role("button", name="Add file").click()
    file = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"Words"}
    chooser.value.set_files(file)  # type: ignore[arg-type]
    expect(there.get_by_role("link", name="notes.txt", exact=True)).to_be_visible()

    here.get_by_role("button", name="Remove notes.txt").click()
    expect(there.get_by_role("link", name="notes.txt", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(there.get_by_role("link", name="notes.txt", exact=True)).to_be_visible()
    drop = """panel => {
      const data = new DataTransfer()
      data.items.add(new File(["More"], "more.txt", { type: "text/plain" }))
      for (const name of ["dragover", "drop"])
        panel.dispatchEvent(
          new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }))
    }"""
    panel(page).locator(".panel-title").evaluate(drop)
    expect(there.get_by_role("link", name="more.txt", exact=True)).to_be_visible()
    with theirs.expect_download() as kept:
        there.get_by_role("link", name="Download notes.txt").click()
    assert kept.value.path().read_text() == "Words"
