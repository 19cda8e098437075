"""Pages over all projects as people use them: roadmap, all tasks, the inbox on a phone."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from e2e.conftest import Site, new_key

SignedIn = Callable[..., BrowserContext]
WIDE: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}


@pytest.fixture
def project(site: Site, django_db_blocker: Any) -> Any:
    """A project with a milestone and a task of a sprint that has ended."""
    with django_db_blocker.unblock():
        from django.utils import timezone

        from accounts.models import User, Workspace
        from tasks.models import Sprint
        from tasks.services.milestones import add_milestone
        from tasks.services.projects import NewProject, create_project
        from tasks.services.tasks import create_tasks

        ana = User.objects.get(email=site.email)
        workspace = Workspace.objects.get(slug=site.slug)
        key = new_key("AC")
        new = NewProject(name=f"Across {key}", key=key)
        project = create_project(actor=ana, workspace=workspace, new=new)
        today = timezone.localdate()
        day = today + timedelta(days=20)
        add_milestone(actor=ana, project=project, name=f"Launch {key}", due_date=day)
        create_tasks(
            actor=ana,
            project=project,
            tasks=[{"title": f"Lay the keel {key}", "story_points": 5, "priority": "high"}],
        )
        old = Sprint.objects.create(
            project=project,
            name=f"Long ago {key}",
            status="completed",
            start_date=today - timedelta(days=900),
            end_date=today - timedelta(days=886),
            created_by=ana,
        )
        project.tasks.update(sprint=old)
    return project


def test_a_project_gets_its_dates_on_the_roadmap_and_moves_by_keys(
    site: Site, signed_in: SignedIn, project: Any
) -> None:
    page = signed_in(**WIDE).new_page()
    page.goto(f"/w/{site.slug}/roadmap/")
    row = page.locator(".road-row").filter(has_text=project.key).first
    expect(row.get_by_text(f"Launch {project.key}")).to_be_visible()

    with page.expect_response(re.compile("/api/v1/projects/")):
        row.get_by_role("button", name=f"Set dates of {project.name}").click()
    bar = row.locator(".road-bar")
    before = str(bar.get_attribute("aria-label"))
    bar.focus()
    with page.expect_response(re.compile("/api/v1/projects/")) as moved:
        for key in ("Space", "ArrowRight", "Shift+ArrowRight", "Enter"):
            page.keyboard.press(key)
    assert moved.value.status == 200
    expect(bar).not_to_have_attribute("aria-label", before)

    page.get_by_role("button", name="Undo").last.click()
    expect(bar).to_have_attribute("aria-label", before)


def test_all_tasks_shows_the_fields_that_were_chosen_also_of_old_sprints(
    site: Site, signed_in: SignedIn, project: Any
) -> None:
    page = signed_in(**WIDE).new_page()
    page.goto(f"/w/{site.slug}/tasks/?query=project:{project.key}")
    row = page.locator("[data-row]").filter(has_text="Lay the keel")
    expect(row).to_be_visible()

    page.keyboard.press("Shift+V")
    panel = page.get_by_role("dialog", name="Display settings")
    for name in ("Key", "Points", "Sprint"):
        panel.get_by_role("button", name=name, exact=True).click()
    panel.get_by_label("Group by").select_option("priority")
    page.keyboard.press("Escape")

    expect(row).to_contain_text("5")
    expect(row).to_contain_text(f"Long ago {project.key}")
    expect(page.locator(".across-head").filter(has_text="High")).to_contain_text("1")
    page.reload()
    expect(row).to_contain_text(f"Long ago {project.key}")


def test_a_line_of_the_inbox_is_put_away_on_a_phone(
    site: Site, signed_in: SignedIn, project: Any, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock():
        from accounts.models import User
        from tasks.models import Notification

        ana = User.objects.get(email=site.email)
        task = project.tasks.get()
        Notification.objects.create(
            recipient=ana, workspace=project.workspace, task=task, kind="due_soon"
        )
    page = signed_in(**PHONE).new_page()
    page.goto(f"/w/{site.slug}/inbox/")
    line = page.locator(".inbox-row").filter(has_text=f"Lay the keel {project.key}")

    line.get_by_role("button", name="What to do with").tap()
    page.get_by_role("menuitem", name="Archive").tap()
    expect(line).to_have_count(0)
    page.get_by_role("button", name="Undo").tap()
    expect(line).to_be_visible()
