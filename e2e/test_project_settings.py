"""A project set up to the team's liking, in its settings, and what that changes elsewhere."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from e2e.conftest import PASSWORD, Site, new_key, sign_in
from e2e.test_kanban import card, database, middle

EVA = "eva@example.com"


@dataclass(frozen=True)
class Yard:
    """A project of its own, with three tasks to do."""

    path: str
    key: str

    def part(self, name: str) -> str:
        """Where a part of its settings is."""
        return f"{self.path}settings/{name}/"


@pytest.fixture
def yard(site: Site, django_db_blocker: Any) -> Yard:
    """The project."""
    with database(django_db_blocker):
        from accounts.models import User, Workspace
        from tasks.services.projects import NewProject, create_project
        from tasks.services.tasks import create_tasks

        ana = User.objects.get(email=site.email)
        workspace = Workspace.objects.get(slug=site.slug)
        key = new_key("S")
        new = NewProject(name=f"Yard {key}", key=key)
        project = create_project(actor=ana, workspace=workspace, new=new)
        titles = ("Caulk the hull", "Mend the sail", "Paint the name")
        create_tasks(actor=ana, project=project, tasks=[{"title": title} for title in titles])
    return Yard(f"/w/{site.slug}/p/{key}/", key)


@pytest.fixture
def eva(site: Site, browser: Browser, django_db_blocker: Any) -> Iterator[BrowserContext]:
    """A member of the workspace, who does not manage its projects."""
    with database(django_db_blocker):
        from accounts.models import Membership, Role, User, Workspace
        from accounts.services.registration import confirm_address, sign_up

        if not User.objects.filter(email=EVA).exists():
            person = sign_up(email=EVA, name="Eva Example", password=PASSWORD)
            confirm_address(actor=person)
            workspace = Workspace.objects.get(slug=site.slug)
            Membership.objects.create(user=person, workspace=workspace, role=Role.MEMBER)
    context = browser.new_context(base_url=site.url)
    sign_in(context, EVA)
    yield context
    context.close()


def column(page: Page, name: str) -> Any:
    """A column of the board."""
    return page.get_by_role("region", name=name)


def test_a_column_with_a_limit_shows_on_an_open_board(
    signed_in: Callable[..., BrowserContext], yard: Yard
) -> None:
    context = signed_in()
    board, page = context.new_page(), context.new_page()
    board.goto(yard.path)
    page.goto(yard.part("columns"))

    page.get_by_label("Name of the new column").fill("Dry dock")
    page.get_by_label("Meaning of the new column").select_option("blocked")
    page.get_by_label("Limit of the new column").fill("2")
    page.get_by_role("button", name="Add column").click()
    grip = page.get_by_role("button", name="Move Dry dock: arrow keys or drag")
    grip.focus()
    with page.expect_response("**/api/v1/columns/*"):
        page.keyboard.press("ArrowUp")

    expect(grip).to_be_focused()
    expect(board.locator(".column-name").nth(3)).to_have_text("Dry dock")
    expect(column(board, "Dry dock")).to_contain_text("2")
    page.get_by_role("button", name="Remove To do").click()
    page.get_by_label("Its tasks go to").select_option(label="Dry dock")
    page.get_by_role("button", name="Move the tasks and remove").click()
    expect(column(board, "Dry dock")).to_contain_text("Mend the sail")
    expect(page.get_by_text("Over its limit")).to_be_visible()


def test_a_restricted_workflow_sends_a_dragged_card_back(
    signed_in: Callable[..., BrowserContext], yard: Yard
) -> None:
    page = signed_in(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(yard.part("workflow"))
    page.get_by_role("switch").check()
    cell = page.get_by_role("button", name="To do to In progress", exact=True)
    expect(cell).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Conditions of To do → In progress").click()
    page.get_by_label("Assignee").check()
    with page.expect_response("**/workflow"):
        page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("needs: Assignee")).to_be_visible()

    page.goto(yard.path)
    start = middle(card(page, "Mend the sail"))
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 12, start[1] + 6, steps=3)
    page.mouse.move(*middle(column(page, "Done")), steps=12)
    page.mouse.up()

    expect(page.locator(".toast-text")).to_contain_text("This workflow does not lead from")
    expect(column(page, "To do")).to_contain_text("Mend the sail")


def test_a_field_made_here_is_filled_in_the_panel_and_filters(
    signed_in: Callable[..., BrowserContext], yard: Yard
) -> None:
    page = signed_in().new_page()
    page.goto(yard.part("fields"))
    page.get_by_label("Name of the new field").fill("Berth")
    page.get_by_label("Kind of the new field").select_option("select")
    page.get_by_label("Options of the new field, with commas").fill("North, South")
    page.get_by_role("button", name="Add field").click()
    expect(page.get_by_label("Name of South")).to_be_visible()

    page.goto(f"{yard.path}list/?task={yard.key}-2")
    page.get_by_role("button", name=re.compile(r"\d+ more prop")).click()
    page.get_by_role("button", name="Berth: None").click()
    with page.expect_response("**/api/v1/tasks/*"):
        page.get_by_role("option", name="South").click()
    page.goto(f"{yard.path}list/?query=field.Berth:South")
    expect(page.get_by_text("Mend the sail")).to_be_visible()
    expect(page.get_by_text("Caulk the hull")).to_have_count(0)

    page.goto(yard.part("fields"))
    page.get_by_role("button", name="Remove Berth").click()
    expect(page.get_by_role("dialog")).to_contain_text("what 1 task holds in it")


def test_a_milestone_is_made_moved_and_taken_back(
    signed_in: Callable[..., BrowserContext], yard: Yard
) -> None:
    context = signed_in()
    page, other = context.new_page(), context.new_page()
    for each in (page, other):
        each.goto(yard.part("milestones"))
    page.get_by_label("Name of the new milestone").fill("Launch")
    page.get_by_label("Day of the new milestone").fill("2031-05-01")
    page.get_by_role("button", name="Add milestone").click()
    expect(other.get_by_label("Day of Launch")).to_have_value("2031-05-01")

    page.get_by_role("button", name="Details of Launch").click()
    page.get_by_role("button", name="It is reached").click()
    expect(other.get_by_text("Reached Today")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(other.get_by_text("Reached Today")).to_have_count(0)


def test_a_project_begins_as_a_saved_template_says(
    signed_in: Callable[..., BrowserContext], yard: Yard
) -> None:
    page = signed_in().new_page()
    page.goto(yard.part("templates"))
    page.locator("#template-name").fill(f"Boatyard {yard.key}")
    page.get_by_label("With its open tasks").check()
    page.get_by_role("button", name="Save as template").click()
    expect(page.get_by_label(f"Name of Boatyard {yard.key}")).to_be_visible()

    page.get_by_role("button", name="New project").first.click()
    dialog = page.get_by_role("dialog", name="New project")
    dialog.get_by_label("Template").select_option(label=f"Boatyard {yard.key}")
    expect(dialog.get_by_text("To do, In progress, In review, Done · 3 tasks")).to_be_visible()
    dialog.get_by_label("Name").fill("Second yard")
    dialog.get_by_label("Key", exact=True).fill(f"Z{yard.key}")
    dialog.get_by_role("button", name="Create project").click()

    page.wait_for_url(f"**/p/Z{yard.key}/")
    expect(column(page, "To do")).to_contain_text("Mend the sail")


def test_a_member_sees_the_columns_and_why_they_stay(eva: BrowserContext, yard: Yard) -> None:
    page = eva.new_page()
    page.goto(yard.part("columns"))

    expect(
        page.get_by_text("Your role here is “Member”. This takes: Owner, Admin.")
    ).to_be_visible()
    expect(page.get_by_text("In review").first).to_be_visible()
    expect(page.get_by_role("button", name="Add column")).to_have_count(0)
    page.get_by_role("link", name="Labels").click()
    page.get_by_label("Name of the new label").fill("rigging")
    page.get_by_role("button", name="Add label").click()
    expect(page.get_by_label("Name of rigging", exact=True)).to_be_visible()


def test_a_label_in_use_is_removed_and_comes_back_to_its_tasks(
    signed_in: Callable[..., BrowserContext], yard: Yard, django_db_blocker: Any
) -> None:
    with database(django_db_blocker):
        from tasks.models import Project
        from tasks.services.labels import add_label
        from tasks.services.milestones import add_milestone
        from tasks.services.tasks import update_task

        project = Project.objects.get(key=yard.key)
        ana = project.created_by
        assert ana is not None
        labels = [add_label(actor=ana, project=project, name=name).pk for name in ("Dry", "Wet")]
        mark = add_milestone(actor=ana, project=project, name='Sea "trial"')
        task = project.tasks.get(title="Caulk the hull")
        update_task(actor=ana, task=task, label_ids=labels, milestone=mark.pk)
    page = signed_in().new_page()

    for part, name in (("labels", "Wet"), ("milestones", 'Sea "trial"')):
        page.goto(yard.part(part))
        page.get_by_role("button", name=f"Remove {name}").click()
        page.get_by_role("dialog").get_by_role("button", name="Remove", exact=True).click()
        expect(page.get_by_role("textbox", name=f"Name of {name}")).to_have_count(0)
        with page.expect_response(lambda each: each.url.endswith("/restore")):
            page.get_by_role("button", name="Undo").click()
        expect(page.get_by_role("textbox", name=f"Name of {name}")).to_be_visible()

    with database(django_db_blocker):
        task.refresh_from_db()
        assert sorted(label.name for label in task.labels.all()) == ["Dry", "Wet"]
        assert task.milestone is not None
