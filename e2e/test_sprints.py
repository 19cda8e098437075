"""A sprint from the plan to its end, with somebody else watching."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from e2e.conftest import Site, new_key
from e2e.test_kanban import ben, database  # noqa: F401 - a fixture of the same cast
from e2e.test_keyboard_day import command

TITLES = ("Write the plan", "Paint the door", "Call the harbour", "Order new sails")


@pytest.fixture
def place(site: Site, django_db_blocker: Any) -> str:
    """The sprints page of a fresh project with four tasks of 3 points in its backlog."""
    with database(django_db_blocker):
        from accounts.models import User, Workspace
        from tasks.services.projects import NewProject, create_project
        from tasks.services.tasks import create_task

        ana = User.objects.get(email=site.email)
        workspace = Workspace.objects.get(slug=site.slug)
        key = new_key("S")
        new = NewProject(name=f"Voyage {key}", key=key)
        project = create_project(actor=ana, workspace=workspace, new=new)
        for title in TITLES:
            create_task(actor=ana, project=project, title=title, story_points=3)
    return f"/w/{site.slug}/p/{key}/sprints/"


@pytest.fixture
def ana(signed_in: Callable[..., BrowserContext], place: str) -> Page:
    """The first person, at the plan."""
    return open_plan(signed_in(viewport={"width": 1440, "height": 900}), place)


def open_plan(context: BrowserContext, path: str) -> Page:
    page = context.new_page()
    page.goto(path)
    expect(page.get_by_role("heading", name="Backlog")).to_be_visible()
    return page


def plan_list(page: Page, name: str) -> Locator:
    return page.locator(".plan-list", has=page.get_by_role("heading", name=name, exact=True))


def row(page: Page, title: str) -> Locator:
    return page.locator(".plan-row", has_text=title)


def make_sprint(page: Page, name: str) -> Locator:
    page.get_by_role("button", name="New sprint").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_label("Goal").fill("Reach the harbour")
    dialog.get_by_label("Capacity in points").fill("5")
    dialog.get_by_role("button", name="Create sprint").click()
    expect(dialog).to_be_hidden()
    return plan_list(page, name)


def carry(page: Page, title: str, to: Locator) -> None:
    """By the mouse, in steps, as a hand moves."""
    start = row(page, title).locator(".plan-title").bounding_box()
    end = to.locator(".plan-rows").bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 10, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 40, start["y"] + 12, steps=3)
    page.mouse.move(end["x"] + 120, end["y"] + end["height"] - 4, steps=6)
    page.mouse.up()


def titles(of: Locator) -> Locator:
    return of.locator(".plan-title")


def test_from_plan_to_review_with_somebody_watching(
    ana: Page,
    ben: BrowserContext,  # noqa: F811
    place: str,
    site: Site,
) -> None:
    watching = open_plan(ben, place)
    sprint = make_sprint(ana, "Sprint 1")
    carry(ana, "Write the plan", sprint)
    carry(ana, "Paint the door", sprint)

    theirs = plan_list(watching, "Sprint 1")
    expect(titles(theirs)).to_have_text(["Write the plan", "Paint the door"])
    expect(theirs.get_by_text("6 of 5 points")).to_be_visible()
    expect(theirs.get_by_text("1 over")).to_be_visible()

    sprint.get_by_role("button", name="Start").click()
    ana.get_by_role("dialog").get_by_role("button", name="Start sprint").click()
    expect(theirs.get_by_text("Running")).to_be_visible()

    # The scope changes by a line that is typed, and by a task that goes.
    adder = sprint.get_by_label("Add a task to Sprint 1")
    adder.fill("Hoist the flag 2pts")
    adder.press("Enter")
    expect(titles(theirs)).to_have_count(3)

    theirs.get_by_role("link", name="Sprint 1").click()
    scope = watching.locator(".scope-list")
    expect(scope).to_contain_text("Hoist the flag")
    expect(scope).to_contain_text("+2")
    carry(ana, "Paint the door", plan_list(ana, "Backlog"))
    expect(scope).to_contain_text("Removed")
    expect(watching.locator(".task-card")).to_have_count(2)

    _finish(ana, "Write the plan")
    expect(watching.get_by_text("60 %")).to_be_visible()

    overview = ana.context.new_page()
    overview.goto(f"/w/{site.slug}/sprints/")
    card = overview.locator(".sprint-card", has_text="Voyage")
    expect(card.first).to_contain_text("3 of 5 points done")
    overview.close()

    plan_list(ana, "Sprint 1").get_by_role("button", name="Complete").click()
    dialog = ana.get_by_role("dialog")
    dialog.get_by_label("A new sprint").check()
    dialog.get_by_role("button", name="Complete sprint").click()
    expect(titles(plan_list(ana, "Sprint 2"))).to_have_text(["Hoist the flag"])

    # The page of the one who watches became the review.
    review = watching.locator(".sprint-below")
    expect(review.get_by_role("heading", name="Done · 1 task")).to_be_visible()
    expect(review).to_contain_text("now in Sprint 2")


def _finish(page: Page, title: str) -> None:
    """In its panel, as one does."""
    row(page, title).locator(".plan-link").click()
    panel = page.locator("tf-task-panel")
    panel.get_by_role("button", name="Status:").click()
    page.get_by_role("option", name="Done", exact=True).click()
    page.keyboard.press("Escape")


def test_the_keyboard_plans_several_and_takes_them_back(ana: Page) -> None:
    sprint = make_sprint(ana, "Sprint 1")
    first = row(ana, "Paint the door").locator(".plan-link")
    first.focus()
    first.press("x")
    first.press("ArrowDown")
    second = row(ana, "Call the harbour").locator(".plan-link")
    expect(second).to_be_focused()
    second.press("x")
    expect(ana.get_by_role("region", name="Selected tasks")).to_contain_text("2 tasks selected")

    second.press("Space")
    second.press("ArrowRight")
    second.press("Space")

    expect(titles(sprint)).to_have_text(["Paint the door", "Call the harbour"])
    ana.reload()
    expect(titles(plan_list(ana, "Sprint 1"))).to_have_text(["Paint the door", "Call the harbour"])
    row(ana, "Paint the door").locator(".plan-link").focus()
    ana.keyboard.press("Space")
    ana.keyboard.press("ArrowDown")
    ana.keyboard.press("Enter")
    expect(titles(plan_list(ana, "Sprint 1"))).to_have_text(["Call the harbour", "Paint the door"])
    ana.keyboard.press("Control+z")
    expect(titles(plan_list(ana, "Sprint 1"))).to_have_text(["Paint the door", "Call the harbour"])


def test_a_planned_sprint_goes_and_comes_back_with_its_tasks(ana: Page) -> None:
    sprint = make_sprint(ana, "Sprint 1")
    carry(ana, "Paint the door", sprint)
    expect(titles(sprint)).to_have_text(["Paint the door"])

    sprint.get_by_role("button", name="More about Sprint 1").click()
    ana.get_by_role("menuitem", name="Delete sprint").click()
    expect(sprint).to_have_count(0)
    expect(titles(plan_list(ana, "Backlog"))).to_contain_text(["Paint the door"])
    ana.get_by_role("button", name="Undo").last.click()

    expect(titles(plan_list(ana, "Sprint 1"))).to_have_text(["Paint the door"])
    expect(plan_list(ana, "Sprint 1")).to_contain_text("Reach the harbour")


def test_keys_start_and_complete_a_sprint_and_take_that_back(ana: Page) -> None:
    sprint = make_sprint(ana, "Sprint 1")
    row(ana, "Paint the door").locator(".plan-link").focus()
    for key in ("Space", "ArrowRight", "Space"):
        ana.keyboard.press(key)
    expect(titles(sprint)).to_have_text(["Paint the door"])

    command(ana, "Start a sprint")
    ana.keyboard.type("Sprint 1")
    ana.keyboard.press("Enter")
    expect(ana.get_by_role("dialog", name="Start Sprint 1")).to_be_visible()
    ana.keyboard.press("Enter")
    expect(sprint.get_by_text("Running")).to_be_visible()
    command(ana, "Complete the sprint")
    dialog = ana.get_by_role("dialog", name="Complete Sprint 1")
    expect(dialog.get_by_role("radio", name="A new sprint")).to_be_checked()
    dialog.get_by_role("radio", name="A new sprint").press("ArrowDown")
    dialog.get_by_role("radio", name="The backlog").press("Enter")
    expect(sprint).to_have_count(0)
    expect(titles(plan_list(ana, "Backlog"))).to_contain_text(["Paint the door"])

    ana.get_by_role("button", name="Undo").last.press("Enter")

    expect(titles(sprint)).to_have_text(["Paint the door"])
    expect(sprint.get_by_text("Running")).to_be_visible()


def test_a_finger_carries_after_a_long_press(
    signed_in: Callable[..., BrowserContext], place: str
) -> None:
    context = signed_in(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = open_plan(context, place)
    sprint = make_sprint(page, "Sprint 1")
    row(page, "Order new sails").scroll_into_view_if_needed()
    start = row(page, "Order new sails").locator(".plan-title").bounding_box()
    end = sprint.locator(".plan-rows").bounding_box()
    assert start
    assert end
    touch = context.new_cdp_session(page)

    def send(kind: str, *points: dict[str, float]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    send("touchStart", {"x": start["x"] + 10, "y": start["y"] + 8})
    expect(page.locator(".plan-ghost")).to_be_visible()
    for step in range(1, 6):
        along = start["y"] + (end["y"] + 10 - start["y"]) * step / 5
        send("touchMove", {"x": start["x"] + 10, "y": along})
    send("touchEnd")

    expect(titles(sprint)).to_have_text(["Order new sails"])
