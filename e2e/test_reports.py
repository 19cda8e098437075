"""Reports and dashboards in a browser: the right numbers, kept widgets, live."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from e2e.conftest import Site, new_key
from e2e.test_kanban import database

LIVE = 8_000


@dataclass(frozen=True)
class Harbour:
    """A project with the week that every test of reports knows."""

    path: str
    name: str
    project_id: str
    slug: str
    blocker: Any

    def add_task(self, title: str) -> None:
        """Somebody else makes a task in the sprint, and starts on it."""
        with database(self.blocker):
            from accounts.models import User
            from tasks.models import Project
            from tasks.services.tasks import create_task, move_task

            project = Project.objects.get(pk=self.project_id)
            actor = User.objects.get(pk=str(project.created_by_id))
            task = create_task(actor=actor, project=project, title=title, story_points=3)
            move_task(actor=actor, task=task, status="in_progress")


@pytest.fixture
def harbour(site: Site, django_db_blocker: Any) -> Harbour:
    """The known week, in a project of its own."""
    with database(django_db_blocker):
        from accounts.models import User, Workspace
        from tasks.services.projects import NewProject, create_project
        from tasks.tests.reports.history import make_week

        ana = User.objects.get(email=site.email)
        workspace = Workspace.objects.get(slug=site.slug)
        key = new_key("R")
        new = NewProject(name=f"Harbour {key}", key=key)
        project = create_project(actor=ana, workspace=workspace, new=new)
        make_week(project)
    path = f"/w/{site.slug}/p/{key}/reports/"
    return Harbour(path, new.name, str(project.pk), site.slug, django_db_blocker)


def rows_of(page: Page) -> list[list[str]]:
    """The table that is shown, as words."""
    page.get_by_role("region", name="Numbers").wait_for()
    rows = page.get_by_role("region", name="Numbers").locator("tbody tr")
    return [row.locator("td").all_inner_texts() for row in rows.all()]


def test_a_burndown_shows_the_right_numbers(
    signed_in: Callable[..., BrowserContext], harbour: Harbour
) -> None:
    page = signed_in().new_page()
    page.goto(harbour.path)
    expect(page.get_by_role("heading", name="Burndown")).to_be_visible()
    # Walked over with the keys, the chart says the numbers.
    chart = page.get_by_role("application", name="Burndown")
    chart.focus()
    chart.press("Home")
    chart.press("ArrowRight")
    chart.press("ArrowRight")
    expect(page.locator(".chart-readout")).to_contain_text("Remaining")
    expect(page.locator(".chart-readout")).to_contain_text("11")

    page.get_by_role("button", name="Show the numbers").click()

    # Day, remaining, scope, done: worked out in tasks/tests/reports/test_known_week.py.
    assert [row[1:4] for row in rows_of(page)] == [
        ["16", "16", "0"],
        ["16", "16", "0"],
        ["11", "16", "5"],
        ["10", "15", "5"],
        ["9", "14", "5"],
        ["5", "14", "9"],
    ]


def test_the_address_carries_the_question(
    signed_in: Callable[..., BrowserContext], harbour: Harbour
) -> None:
    page = signed_in().new_page()
    page.goto(harbour.path)
    page.get_by_role("link", name="Velocity").click()
    page.get_by_label("Count").select_option("count")
    expect(page.locator(".figures")).to_contain_text("Average done")
    assert "report=velocity" in page.url
    assert "unit=count" in page.url

    page.reload()

    expect(page.get_by_label("Count")).to_have_value("count")
    expect(page.locator(".figure", has_text="Most")).to_contain_text("3")
    page.go_back()
    expect(page.get_by_role("heading", name="Burndown")).to_be_visible()


def test_a_report_follows_what_others_do(
    signed_in: Callable[..., BrowserContext], harbour: Harbour
) -> None:
    page = signed_in().new_page()
    page.goto(f"{harbour.path}?report=age")
    expect(page.get_by_text("Nothing is in work right now.")).to_be_visible()

    harbour.add_task("Tar the rope")

    expect(page.locator(".figure", has_text="In work")).to_contain_text("1", timeout=LIVE)


def test_a_widget_is_added_moved_and_still_there_after_a_reload(
    signed_in: Callable[..., BrowserContext], harbour: Harbour
) -> None:
    page = signed_in().new_page()
    page.goto(f"/w/{harbour.slug}/reports/")
    if page.get_by_role("button", name="More", exact=True).count():
        page.get_by_role("button", name="More", exact=True).click()
        page.get_by_role("menuitem", name="New dashboard").click()
    else:
        page.get_by_role("button", name="New dashboard").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Crew")
    dialog.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Add widget").last.click()
    dialog.get_by_label("Project").select_option(label=harbour.name)
    dialog.get_by_label("Report", exact=True).select_option("velocity")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("region", name="Velocity")).to_be_visible()
    page.get_by_role("button", name="Add widget").click()
    dialog.get_by_role("radiogroup").get_by_text("Tasks", exact=True).click()
    dialog.get_by_label("Project").select_option(label=harbour.name)
    query = dialog.get_by_label("Tasks that fit")
    query.fill("mast -status:bl")
    dialog.get_by_role("option", name="Blocked").click()
    expect(query).to_have_value("mast -status:blocked ")
    dialog.get_by_label("Title").fill("Mast work")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("link", name="Step the mast")).to_be_visible()

    page.get_by_role("button", name="Move “Mast work”").press("ArrowLeft")
    expect(page.locator(".widget h2").first).to_have_text("Mast work")
    page.wait_for_load_state("networkidle")
    page.reload()

    expect(page.locator(".widget h2")).to_have_text(["Mast work", "Velocity"])
    expect(page.get_by_role("region", name="Velocity").locator("svg").first).to_be_visible()
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page.get_by_role("region", name="Velocity")).to_have_count(0)
    page.get_by_role("button", name="Undo").last.click()
    expect(page.locator(".widget h2")).to_have_text(["Mast work", "Velocity"])
