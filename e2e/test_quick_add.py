"""Adding tasks by one typed line: what may be named, what was understood, what is kept."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from e2e.conftest import Site, new_key
from e2e.test_kanban import database


@pytest.fixture
def path(site: Site, django_db_blocker: Any) -> str:
    """A project with a label, a sprint, a milestone and an epic to name."""
    with database(django_db_blocker):
        from accounts.models import User, Workspace
        from tasks.models import ItemType
        from tasks.services.milestones import add_milestone
        from tasks.services.projects import NewProject, create_project
        from tasks.services.sprints import create_sprint
        from tasks.services.tasks import create_task

        actor = User.objects.get(email=site.email)
        workspace = Workspace.objects.get(slug=site.slug)
        key = new_key("QA")
        new = NewProject(name=f"Quick {key}", key=key)
        project = create_project(actor=actor, workspace=workspace, new=new)
        add_milestone(actor=actor, project=project, name="Beta")
        create_sprint(actor=actor, project=project, name="Sprint 1")
        epic = ItemType.objects.filter(project=project, level="epic")[0]
        create_task(actor=actor, project=project, title="Go faster", type=epic.pk)
    return f"/w/{site.slug}/p/{key}/"


def add(page: Page, line: str) -> dict[str, Any]:
    """Send the line that stands in the field with Enter; what was sent, as the server answers."""
    field = page.get_by_role("textbox", name="Title of the new task").first
    field.press_sequentially(line)
    with page.expect_response(
        lambda answer: answer.request.method == "POST" and answer.url.endswith("/tasks")
    ) as sent:
        field.press("Enter")
    return dict(json.loads(sent.value.text()))


def test_a_line_says_everything_and_shows_what_it_understood(signed_in, path):
    page = signed_in(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(path)
    expect(page.locator("tf-column").first).to_be_visible()

    page.keyboard.press("c")
    field = page.get_by_role("textbox", name="Title of the new task").first
    field.press_sequentially("Fix login @ana")
    expect(page.get_by_role("option", name="Ana Example")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Fix login @ana-example ")
    page.keyboard.type("!high ~spr")
    page.keyboard.press("Tab")
    expect(field).to_have_value("Fix login @ana-example !high ~sprint-1 ")
    page.keyboard.type("@nobody tomorrow 3pts 2h %beta")
    chips = page.locator(".quick-parts > .chip")
    expect(chips).to_have_count(7)
    expect(page.get_by_text("“@nobody” is no one person here")).to_be_visible()
    page.locator(".quick-parts > [data-kind=date]").click()
    expect(field).to_have_value(
        'Fix login @ana-example !high ~sprint-1 @nobody "tomorrow" 3pts 2h %beta'
    )
    made = add(page, " fri every week")

    assert made["title"] == "Fix login @nobody tomorrow"
    assert [each["name"] for each in made["assignees"]] == ["Ana Example"]
    assert (made["priority"], made["story_points"]) == ("high", 3)
    assert made["estimate_minutes"] == 120
    assert made["due_date"] > str(timezone.localdate())
    assert made["sprint"]
    assert made["milestone"]
    expect(page.locator(".quick-help")).to_have_count(0)
    expect(field).to_be_focused()


def test_the_same_line_works_in_list_calendar_and_plan(signed_in, path):
    page = signed_in(viewport={"width": 1440, "height": 900}).new_page()
    soon = str(timezone.localdate() + timedelta(days=1))
    for view in ("list/", "calendar/"):
        page.goto(path + view)
        expect(page.locator("main [aria-busy=true]")).to_have_count(0)
        page.keyboard.press("c")
        made = add(page, "مراجعة 🛠️ !high \\@ana tomorrow")
        assert (made["title"], made["priority"]) == ("مراجعة 🛠️ @ana", "high"), view
        assert (made["due_date"], made["assignees"]) == (soon, []), view
