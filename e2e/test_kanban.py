"""The kanban, the list and the task panel in a browser, with somebody else watching."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from e2e.conftest import PASSWORD, Site, new_key, sign_in

BEN = "ben@example.com"
TITLES = ("Write the plan", "Paint the door", "Call the harbour", "Order new sails")


@contextmanager
def database(blocker: Any) -> Iterator[None]:
    """The test's own look into the database; no session stays behind to hold up its end."""
    from django.db import connection

    with blocker.unblock():
        yield
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Kanban:
    """A fresh project on the served site, and what the database says of it."""

    path: str
    key: str
    project_id: str
    blocker: Any

    def column_of(self, title: str) -> str:
        """Where the task stands in the database."""
        with database(self.blocker):
            return str(self._tasks().get(title=title).column.name)

    def order_in(self, column: str) -> list[str]:
        """The titles in a column, top first, as the database has them."""
        with database(self.blocker):
            return [task.title for task in self._tasks().filter(column__name=column)]

    def task(self, title: str) -> Any:
        """The row itself."""
        with database(self.blocker):
            return self._tasks().get(title=title)

    def _tasks(self) -> Any:
        from tasks.models import Task

        tasks = Task.objects.filter(project_id=self.project_id, deleted_at=None)
        return tasks.select_related("column").order_by("rank", "id")


@pytest.fixture
def kanban(site: Site, django_db_blocker: Any) -> Kanban:
    """Four cards in "To do"."""
    with database(django_db_blocker):
        from accounts.models import User, Workspace
        from tasks.models import Column
        from tasks.services.projects import NewProject, create_project
        from tasks.services.tasks import create_task

        ana = User.objects.get(email=site.email)
        workspace = Workspace.objects.get(slug=site.slug)
        key = new_key("K")
        new = NewProject(name=f"Board {key}", key=key)
        project = create_project(actor=ana, workspace=workspace, new=new)
        first = Column.objects.filter(project=project).order_by("rank")[0]
        for title in TITLES:
            create_task(actor=ana, project=project, title=title, column=first.pk)
    path = f"/w/{site.slug}/p/{key}/"
    return Kanban(path, key, str(project.pk), django_db_blocker)


@pytest.fixture
def ben(site: Site, browser: Browser, django_db_blocker: Any) -> Iterator[BrowserContext]:
    """A colleague in the same workspace, signed in elsewhere."""
    with database(django_db_blocker):
        from accounts.models import Membership, Role, User, Workspace
        from accounts.services.registration import confirm_address, sign_up

        if not User.objects.filter(email=BEN).exists():
            person = sign_up(email=BEN, name="Ben Other", password=PASSWORD)
            confirm_address(actor=person)
            workspace = Workspace.objects.get(slug=site.slug)
            Membership.objects.create(user=person, workspace=workspace, role=Role.MEMBER)
    context = browser.new_context(base_url=site.url)
    sign_in(context, BEN)
    yield context
    context.close()


@pytest.fixture
def ana(signed_in: Callable[..., BrowserContext]) -> BrowserContext:
    """The first person, with room for all columns."""
    return signed_in(viewport={"width": 1440, "height": 900})


def open_board(context: BrowserContext, kanban: Kanban, query: str = "") -> Page:
    page = context.new_page()
    page.goto(kanban.path + query)
    expect(page.locator("tf-column").first).to_be_visible()
    return page


def column(page: Page, name: str) -> Locator:
    return page.locator("tf-column", has=page.get_by_role("heading", name=name, exact=True))


def card(page: Page, title: str) -> Locator:
    return page.locator(".kanban .task-card", has_text=title)


def titles(page: Page, name: str) -> Locator:
    return column(page, name).locator(".task-title")


def middle(locator: Locator) -> tuple[float, float]:
    box = locator.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def wait_saved(page: Page) -> None:
    """Until nothing of the person's waits for the server."""
    page.wait_for_function(
        "() => document.querySelector('tf-kanban, tf-task-list, tf-task-page')"
        ".store.outbox.entries.length === 0"
    )


def change_elsewhere(kanban: Kanban, known_as: str, **fields: Any) -> None:
    """Somebody else changes a task, through the service, elsewhere."""
    with database(kanban.blocker):
        from accounts.models import User
        from tasks.models import Task
        from tasks.services.tasks import update_task

        task = Task.objects.get(project_id=kanban.project_id, title=known_as)
        update_task(actor=User.objects.get(email=BEN), task=task, **fields)


def test_a_card_dragged_with_the_mouse_moves_for_everybody(ana, ben, kanban):
    mine, theirs = open_board(ana, kanban), open_board(ben, kanban)
    start = middle(card(mine, "Paint the door"))
    target = middle(column(mine, "In progress"))

    mine.mouse.move(*start)
    mine.mouse.down()
    mine.mouse.move(start[0] + 12, start[1] + 6, steps=3)
    mine.mouse.move(*target, steps=12)
    mine.mouse.up()

    expect(titles(mine, "In progress")).to_have_text(["Paint the door"])
    expect(titles(theirs, "In progress")).to_have_text(["Paint the door"])
    wait_saved(mine)
    assert kanban.column_of("Paint the door") == "In progress"


def test_a_card_dropped_between_two_stands_between_them(ana, kanban):
    page = open_board(ana, kanban)
    box = card(page, "Paint the door").bounding_box()

    page.mouse.move(*middle(card(page, "Order new sails")))
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 30, steps=8)
    page.mouse.move(box["x"] + 60, box["y"] + 6, steps=4)
    page.mouse.up()

    order = ["Write the plan", "Order new sails", "Paint the door", "Call the harbour"]
    expect(titles(page, "To do")).to_have_text(order)
    wait_saved(page)
    assert kanban.order_in("To do") == order


def test_a_finger_carries_a_card_after_a_long_press(signed_in, kanban):
    context = signed_in(viewport={"width": 900, "height": 800}, has_touch=True)
    page = open_board(context, kanban)
    touch = context.new_cdp_session(page)
    x, y = middle(card(page, "Write the plan"))
    to_x, to_y = middle(column(page, "In progress"))

    def send(kind: str, *points: tuple[float, float]) -> None:
        touch_points = [{"x": at_x, "y": at_y} for at_x, at_y in points]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touch_points})

    send("touchStart", (x, y))
    expect(page.locator(".task-card-ghost")).to_be_visible()
    for step in range(1, 11):
        send("touchMove", (x + (to_x - x) * step / 10, y + (to_y - y) * step / 10))
    send("touchEnd")

    expect(titles(page, "In progress")).to_have_text(["Write the plan"])
    expect(page.locator("tf-task-panel .panel")).to_have_count(0)
    wait_saved(page)
    assert kanban.column_of("Write the plan") == "In progress"


def test_the_keyboard_carries_a_card_and_says_where_it_is(ana, kanban):
    page = open_board(ana, kanban)
    card(page, "Write the plan").focus()

    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(titles(page, "In review")).to_have_text(["Write the plan"])
    expect(page.locator("[aria-live]", has_text="In review, position 1 of 1")).to_be_attached()
    page.keyboard.press("Escape")
    expect(titles(page, "To do")).to_have_count(4)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")

    order = ["Paint the door", "Write the plan", "Call the harbour", "Order new sails"]
    expect(titles(page, "To do")).to_have_text(order)
    expect(card(page, "Write the plan")).to_be_focused()
    wait_saved(page)
    assert kanban.order_in("To do") == order


def test_arrows_walk_and_enter_opens(ana, kanban):
    page = open_board(ana, kanban)
    card(page, "Write the plan").focus()

    page.keyboard.press("ArrowDown")
    expect(card(page, "Paint the door")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(rf"task={kanban.key}-2"))
    expect(page.get_by_role("dialog")).to_contain_text("Paint the door")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(card(page, "Paint the door")).to_be_focused()


def test_quick_add_stays_open_and_understands_its_words(ana, ben, kanban):
    mine, theirs = open_board(ana, kanban), open_board(ben, kanban)

    mine.keyboard.press("c")
    field = mine.get_by_role("textbox", name="Title of the new task")
    field.fill("Fix the login !high @ana #bug tomorrow 3pts")
    field.press("Enter")
    expect(field).to_be_focused()
    field.fill("And a second one")
    field.press("Enter")

    expect(titles(theirs, "To do")).to_have_text([*TITLES, "Fix the login", "And a second one"])
    expect(titles(mine, "To do")).to_have_count(6)
    wait_saved(mine)
    task = kanban.task("Fix the login")
    tomorrow = datetime.now().astimezone().date() + timedelta(days=1)
    assert (task.priority, task.story_points, task.due_date) == ("high", 3, tomorrow)
    with database(kanban.blocker):
        assert [label.name for label in task.labels.all()] == ["bug"]
        assert task.assignees.count() == 1


def test_the_panel_edits_in_place_and_others_see_it(ana, ben, kanban):
    mine = open_board(ana, kanban, f"?task={kanban.key}-1")
    theirs = open_board(ben, kanban, f"?task={kanban.key}-1")
    panel = mine.get_by_role("dialog")

    panel.get_by_role("button", name="Write the plan").click()
    panel.get_by_role("textbox", name="Title").fill("Write the whole plan")
    panel.get_by_role("textbox", name="Title").press("Enter")
    panel.get_by_role("button", name="Say what is to be done").click()
    panel.get_by_role("textbox", name="Description").fill("With **numbers**")
    panel.get_by_role("textbox", name="Description").press("Control+Enter")
    panel.get_by_role("textbox", name="Add a step").fill("Ask the crew")
    panel.get_by_role("textbox", name="Add a step").press("Enter")
    panel.get_by_role("textbox", name="Write a comment").fill("It is *nearly* done")
    panel.get_by_role("button", name="Comment", exact=True).click()

    other = theirs.get_by_role("dialog")
    expect(other.get_by_role("button", name="Write the whole plan")).to_be_visible()
    expect(other.locator("tf-description strong")).to_have_text("numbers")
    expect(other.locator(".checklist-title")).to_have_value("Ask the crew")
    expect(other.locator(".comment em")).to_have_text("nearly")
    expect(panel.locator(".comment em")).to_have_text("nearly")
    wait_saved(mine)
    assert kanban.task("Write the whole plan").description == "With **numbers**"


def test_the_same_field_changed_twice_asks_and_keeps_both(ana, ben, kanban):
    page = open_board(ana, kanban, f"?task={kanban.key}-1")
    panel = page.get_by_role("dialog")
    panel.get_by_role("button", name="Write the plan").click()
    field = panel.get_by_role("textbox", name="Title")
    field.fill("My own words")
    change_elsewhere(kanban, "Write the plan", title="Their words")
    expect(card(page, "Their words")).to_be_visible()

    field.press("Enter")

    question = page.locator("dialog.conflict")
    expect(question).to_contain_text("My own words")
    expect(question).to_contain_text("Their words")
    question.get_by_text("Yours").click()
    question.get_by_role("button", name="Save my choice").click()
    expect(card(page, "My own words")).to_be_visible()
    wait_saved(page)
    assert kanban.task("My own words").title == "My own words"


def test_different_fields_changed_at_once_merge_without_asking(ana, ben, kanban):
    page = open_board(ana, kanban, f"?task={kanban.key}-1")
    panel = page.get_by_role("dialog")
    panel.get_by_role("button", name="Write the plan").click()
    field = panel.get_by_role("textbox", name="Title")
    field.fill("A better title")
    change_elsewhere(kanban, "Write the plan", priority="critical")
    expect(card(page, "Write the plan").locator("[data-priority=critical]")).to_be_attached()

    field.press("Enter")

    expect(card(page, "A better title")).to_be_visible()
    wait_saved(page)
    assert kanban.task("A better title").priority == "critical"


def test_a_deleted_card_comes_back_by_undo(ana, ben, kanban):
    mine, theirs = open_board(ana, kanban), open_board(ben, kanban)
    card(mine, "Call the harbour").focus()

    mine.keyboard.press("Delete")
    expect(card(theirs, "Call the harbour")).to_have_count(0)
    mine.locator(".toast").get_by_role("button", name="Undo").click()

    expect(card(theirs, "Call the harbour")).to_be_visible()
    expect(titles(mine, "To do")).to_have_text(list(TITLES))
    wait_saved(mine)
    assert kanban.order_in("To do") == list(TITLES)


def test_the_filter_stands_in_the_address_and_survives_a_reload(ana, kanban):
    page = open_board(ana, kanban)

    query = page.get_by_role("combobox", name="Query")
    query.fill("the priority:medium")
    query.press("Enter")
    expect(titles(page, "To do")).to_have_text(list(TITLES[:3]))
    page.reload()

    expect(page).to_have_url(re.compile(r"query=the"))
    expect(titles(page, "To do")).to_have_text(list(TITLES[:3]))
    page.get_by_role("button", name="Clear").click()
    expect(titles(page, "To do")).to_have_count(4)


def test_what_was_missed_while_the_line_was_cut_arrives(ana, ben, kanban):
    page = open_board(ana, kanban)
    page.wait_for_function(
        "() => document.querySelector('tf-kanban').store.socket.status === 'open'"
    )

    ana.set_offline(True)
    page.evaluate("document.querySelector('tf-kanban').store.socket.drop()")
    change_elsewhere(kanban, "Write the plan", title="Written while away")
    change_elsewhere(kanban, "Paint the door", title="Painted while away")
    expect(card(page, "Write the plan")).to_be_visible()
    ana.set_offline(False)

    expect(card(page, "Written while away")).to_be_visible()
    expect(card(page, "Painted while away")).to_be_visible()


def test_what_is_done_offline_is_counted_kept_and_sent(ana, kanban):
    page = open_board(ana, kanban)
    ana.set_offline(True)

    page.keyboard.press("c")
    field = page.get_by_role("textbox", name="Title of the new task")
    field.fill("Thought of at sea")
    field.press("Enter")
    expect(card(page, "Thought of at sea")).to_be_visible()
    expect(page.locator(".offline-bar")).to_contain_text("1 change")
    ana.set_offline(False)

    wait_saved(page)
    expect(card(page, "Thought of at sea")).to_contain_text(f"{kanban.key}-5")
    assert kanban.order_in("To do") == [*TITLES, "Thought of at sea"]


def test_the_list_edits_rows_where_they_stand(ana, ben, kanban):
    page = ana.new_page()
    page.goto(f"{kanban.path}list/")
    row = page.locator(".list-task", has_text="Paint the door")
    row.get_by_role("link", name="Paint the door").focus()

    page.keyboard.press("F2")
    page.keyboard.type("Varnish the door")
    page.keyboard.press("Enter")
    changed = page.locator(".list-task", has_text="Varnish the door")
    changed.get_by_role("button", name="Status").click()
    page.get_by_role("option", name="Done").click()

    expect(changed.get_by_role("button", name="Status: Done")).to_be_visible()
    wait_saved(page)
    assert kanban.column_of("Varnish the door") == "Done"


def test_the_task_has_a_page_of_its_own(ana, site, kanban):
    page = ana.new_page()
    page.goto(f"/w/{site.slug}/t/{kanban.key}-3/")

    expect(page.get_by_role("heading", name="Call the harbour")).to_be_visible()
    page.get_by_role("button", name="Priority: Medium").click()
    page.get_by_role("option", name="Critical").click()

    expect(page.get_by_role("button", name="Priority: Critical")).to_be_visible()
    wait_saved(page)
    assert kanban.task("Call the harbour").priority == "critical"
