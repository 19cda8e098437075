"""Searching: while one types, with marks, filter words and keys, and from the palette."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from e2e.conftest import Site, new_key
from e2e.test_kanban import database


def word_of(key: str) -> str:
    """A word that no other project of this run has."""
    return f"quay{key.lower()}"


@pytest.fixture
def key(site: Site, django_db_blocker: Any) -> str:
    """A project's key, with tasks, a comment and a board about `word_of` it."""
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
        word = word_of(key)
        new = NewProject(name=f"Search {key}", key=key)
        project = create_project(actor=actor, workspace=workspace, new=new)
        tasks: list[Any] = [
            {"title": f"Repaint the {word}", "assignee_ids": [actor.pk]},
            {"title": "Order the rope", "description": f"For the **{word}** <b>door</b>."},
            {"title": f"Lampe für den {word}turm prüfen"},
        ]
        create_tasks(actor=actor, project=project, tasks=tasks)
        said = Task.objects.get(project=project, title="Order the rope")
        add_comment(actor=actor, task=said, body=f"The {word} keeper agrees.")
        board = create_board(actor=actor, workspace=workspace, title="Harbour walk")
        create_elements(
            actor=actor, board=board, elements=[{"kind": "sticky", "text": f"Past the {word}"}]
        )
    return key


def test_finds_while_one_types_and_opens_by_keys(site: Site, signed_in, key):
    word = word_of(key)
    page = signed_in(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"/w/{site.slug}/search/")

    field = page.get_by_role("combobox", name="Words to look for")
    expect(field).to_be_focused()
    page.keyboard.type(word[:-1])
    found = page.get_by_role("option")
    expect(found.filter(has_text=f"Repaint the {word}").locator("mark")).to_have_text(word[:-1])
    expect(found).to_have_count(5)
    expect(found.filter(has_text="<b>door</b>")).to_have_count(1)
    expect(page.get_by_role("group", name="Boards")).to_contain_text("Harbour walk")
    page.get_by_role("button", name=re.compile("Comments")).click()
    expect(found).to_have_count(1)
    page.get_by_role("button", name="All").click()
    expect(found).to_have_count(5)

    page.keyboard.type(" assignee:m")
    expect(page.get_by_role("group", name="Filters")).to_be_visible()
    page.keyboard.press("Tab")
    expect(field).to_have_value(f"{word[:-1]} assignee:me ")
    expect(found).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{key}-1"))

    page.goto(f"/w/{site.slug}/search/")
    expect(page.get_by_role("link", name=f"Repaint the {word}")).to_be_visible()
    page.get_by_role("button", name=f"{word[:-1]} assignee:me").click()
    expect(found).to_have_count(1)
    field.fill(f"{word}turm prufen")
    expect(found.locator("mark")).to_have_text([f"{word}turm", "prüfen"])
    field.fill("zzzz nothing")
    expect(page.get_by_text("Nothing has “zzzz nothing” in it")).to_be_visible()


def test_the_palette_finds_and_jumps_by_key(site: Site, signed_in, key):
    page = signed_in(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"/w/{site.slug}/")

    page.keyboard.press("Control+k")
    page.keyboard.type(f"{word_of(key)} keeper")
    expect(page.locator(".palette").get_by_role("option").first).to_contain_text("Order the rope")
    page.locator(".palette").get_by_role("combobox").fill(f"{key}-3".lower())
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(f"/t/{key}-3/"))


@pytest.fixture
def alike(site: Site, key: str, django_db_blocker: Any) -> str:
    """The same project with a task that means the same as another, and their titles read."""
    with database(django_db_blocker):
        from accounts.models import User
        from tasks.models import Project
        from tasks.services.meanings import keep_meanings
        from tasks.services.tasks import create_tasks

        actor = User.objects.get(email=site.email)
        project = Project.objects.get(key=key)
        titles = ("Export the report as PDF", "PDF export of reports")
        create_tasks(actor=actor, project=project, tasks=[{"title": each} for each in titles])
        keep_meanings()
    return key


def test_similar_tasks_while_typing_and_as_duplicates(site: Site, signed_in, alike):
    page = signed_in(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"/w/{site.slug}/p/{alike}/list/")
    expect(page.locator("[data-task]").first).to_be_visible()

    page.keyboard.press("n")
    page.keyboard.press("t")
    with page.expect_response("**/similar-tasks?**"):
        page.locator("#new-task-title").press_sequentially("Reports exported as PDF")
    hint = page.locator("dialog[open] .similar-hint")
    expect(hint.get_by_role("link")).to_have_count(2)
    expect(hint).to_contain_text("There are 2 similar open tasks")
    page.keyboard.press("Escape")

    with page.expect_response("**/similar"):
        page.goto(f"/w/{site.slug}/t/{alike}-4/")
    section = page.get_by_role("region", name="Similar tasks")
    expect(section).to_contain_text("PDF export of reports")
    with page.expect_response(lambda each: each.request.method == "POST") as linked:
        section.get_by_role("button", name=f"Link as a duplicate of {alike}-5").click()
    assert linked.value.ok
    expect(section).to_have_count(0)
    links = page.get_by_role("region", name="Links")
    expect(links.get_by_role("list", name="Duplicates")).to_contain_text(f"{alike}-5")
    page.get_by_role("button", name="Undo").click()
    expect(links.get_by_role("list")).to_have_count(0)
    expect(section).to_contain_text("PDF export of reports")
