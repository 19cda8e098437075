"""Searching: while one types, with marks, filter words and keys, and from the palette."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from e2e.conftest import Site, new_key
from e2e.test_kanban import database


@pytest.fixture
def key(site: Site, django_db_blocker: Any) -> str:
    """A project's key, with tasks, a comment and a board about a lighthouse."""
    with database(django_db_blocker):
        from accounts.models import User, Workspace
        from boards.services.boards import create_board
        from boards.services.elements import create_elements
        from tasks.models import Task
        from tasks.services.comments import add_comment
        from tasks.services.projects import NewProject, create_project
        from tasks.services.tasks import create_tasks

        actor = User.objects.get(email=site.email)
        workspace = Workspace.objects.get(slug=site.slug)
        key = new_key("SE")
        new = NewProject(name=f"Search {key}", key=key)
        project = create_project(actor=actor, workspace=workspace, new=new)
        tasks: list[Any] = [
            {"title": "Repaint the lighthouse", "assignee_ids": [actor.pk]},
            {"title": "Order the rope", "description": "For the **lighthouse** <b>door</b>."},
            {"title": "Lampe für den Leuchtturm prüfen"},
        ]
        create_tasks(actor=actor, project=project, tasks=tasks)
        said = Task.objects.get(project=project, title="Order the rope")
        add_comment(actor=actor, task=said, body="The lighthouse keeper agrees.")
        board = create_board(actor=actor, workspace=workspace, title="Harbour walk")
        create_elements(
            actor=actor, board=board, elements=[{"kind": "sticky", "text": "Past the lighthouse"}]
        )
    return key


def test_finds_while_one_types_and_opens_by_keys(site: Site, signed_in, key):
    page = signed_in(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"/w/{site.slug}/search/")

    field = page.get_by_role("combobox", name="Words to look for")
    expect(field).to_be_focused()
    page.keyboard.type("lightho")
    found = page.get_by_role("option")
    expect(found.filter(has_text="Repaint the lighthouse").locator("mark")).to_have_text("lightho")
    expect(found).to_have_count(4)
    expect(found.filter(has_text="<b>door</b>")).to_have_count(1)
    expect(page.get_by_role("group", name="Boards")).to_contain_text("Harbour walk")
    page.get_by_role("button", name=re.compile("Comments")).click()
    expect(found).to_have_count(1)
    page.get_by_role("button", name="All").click()
    expect(found).to_have_count(4)

    page.keyboard.type(" assignee:m")
    expect(page.get_by_role("group", name="Filters")).to_be_visible()
    page.keyboard.press("Tab")
    expect(field).to_have_value("lightho assignee:me ")
    expect(found).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{key}-1"))

    page.goto(f"/w/{site.slug}/search/")
    expect(page.get_by_role("link", name="Repaint the lighthouse")).to_be_visible()
    page.get_by_role("button", name="lightho assignee:me").click()
    expect(found).to_have_count(1)
    field.fill("leuchtturm prufen")
    expect(found.locator("mark")).to_have_text(["Leuchtturm", "prüfen"])
    field.fill("zzzz nothing")
    expect(page.get_by_text("Nothing has “zzzz nothing” in it")).to_be_visible()


def test_the_palette_finds_and_jumps_by_key(site: Site, signed_in, key):
    page = signed_in(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"/w/{site.slug}/")

    page.keyboard.press("Control+k")
    page.keyboard.type("keeper agr")
    expect(page.locator(".palette").get_by_role("option").first).to_contain_text("Order the rope")
    page.locator(".palette").get_by_role("combobox").fill(f"{key}-3".lower())
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(f"/t/{key}-3/"))
