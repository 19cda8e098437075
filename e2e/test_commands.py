"""Everything by a key or the palette: fields of tasks, many at once, views, the sheet of keys."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from e2e.conftest import Site, new_key
from e2e.test_kanban import database

TITLES = ("Write the plan", "Paint the door", "Call the harbour")
VIEWS = ("", "list/", "table/", "calendar/", "timeline/", "sprints/", "overview/", "settings/")
PLACES = ("my-work/", "inbox/", "roadmap/", "timesheet/")


@pytest.fixture
def project(site: Site, django_db_blocker: Any) -> str:
    """Three cards in "To do", and a label to give."""
    with database(django_db_blocker):
        from accounts.models import User, Workspace
        from tasks.services.labels import add_label
        from tasks.services.projects import NewProject, create_project
        from tasks.services.tasks import create_tasks

        actor = User.objects.get(email=site.email)
        workspace = Workspace.objects.get(slug=site.slug)
        key = new_key("CO")
        new = NewProject(name=f"Commands {key}", key=key)
        made = create_project(actor=actor, workspace=workspace, new=new)
        add_label(actor=actor, project=made, name="Harbour", color="blue")
        create_tasks(actor=actor, project=made, tasks=[{"title": title} for title in TITLES])
    return f"/w/{site.slug}/p/{key}/"


def choose(page: Page, keys: str, words: str) -> dict[str, Any]:
    """Press the command's key, type what is wanted, take the first; what the server answered."""
    page.keyboard.press(keys)
    answers = page.locator("dialog.palette[open]")
    answers.get_by_role("combobox").press_sequentially(words)
    with page.expect_response(lambda each: each.request.method in {"PATCH", "POST"}) as sent:
        page.keyboard.press("Enter")
    assert sent.value.ok, sent.value.text()
    return dict(json.loads(sent.value.text()))


def test_keys_change_the_focused_card_and_many_chosen_ones(signed_in, project):
    page = signed_in(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(project)
    cards = page.locator(".column [data-task]")
    expect(cards).to_have_count(3)

    page.keyboard.press("j")
    first = cards.filter(has_text="Write the plan")
    expect(first).to_be_focused()
    assert [each["name"] for each in choose(page, "a", "ana")["assignees"]] == ["Ana Example"]
    page.keyboard.press("Escape")
    assert choose(page, "d", "24.12.")["due_date"].endswith("-12-24")
    assert choose(page, "Shift+E", "8")["story_points"] == 8
    assert choose(page, "Shift+H", "1h30m")["estimate_minutes"] == 90
    assert choose(page, "s", "progress")["column"]["name"] == "In progress"
    expect(first).to_be_focused()

    page.keyboard.press("x")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("x")
    page.keyboard.press("p")
    expect(page.locator(".palette-page")).to_contain_text("2 tasks")
    page.keyboard.type("crit")
    with page.expect_response("**/tasks/bulk") as sent:
        page.keyboard.press("Enter")
    assert [row["priority"] for row in sent.value.json()["results"]] == ["critical"] * 2
    page.keyboard.press("l")
    with page.expect_response("**/tasks/bulk"):
        page.keyboard.press("Enter")
    chosen = page.get_by_role("option", name="Harbour")
    expect(chosen.get_by_label("Chosen")).to_be_visible()
    page.keyboard.press("Escape")
    with page.expect_response("**/tasks/bulk") as undone:
        page.keyboard.press("Control+z")
    assert [row["labels"] for row in undone.value.json()["results"]] == [[], []]


def test_the_palette_leads_to_answers_and_back(signed_in, project):
    page = signed_in(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(project)
    expect(page.locator(".column [data-task]")).to_have_count(3)

    page.keyboard.press("j")
    page.keyboard.press("Control+k")
    field = page.locator("dialog.palette[open]").get_by_role("combobox")
    field.press_sequentially("grp by")
    expect(page.locator(".palette-list mark").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".palette-page")).to_contain_text("Group by")
    field.press_sequentially("zzzz")
    expect(page.get_by_text("Nothing here is called “zzzz”.")).to_be_visible()
    field.fill("")
    page.keyboard.press("Backspace")
    expect(page.locator(".palette-page")).to_have_count(0)
    field.press_sequentially("assign to")
    page.keyboard.press("Enter")
    expect(page.locator(".palette-page")).to_contain_text("Write the plan")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+G")
    page.keyboard.type("prior")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("group=priority"))


def keys_of(page: Page) -> list[tuple[str, str]]:
    """Scope and key of each line of the sheet of shortcuts."""
    page.keyboard.press("?")
    page.locator(".shortcuts li").first.wait_for()
    found = page.eval_on_selector_all(
        ".shortcuts li", "rows => rows.map(row => [row.dataset.scope, row.dataset.keys])"
    )
    page.keyboard.press("Escape")
    return [(scope, keys) for scope, keys in found]


def test_no_two_commands_of_a_page_share_a_key(site: Site, signed_in, project):
    page = signed_in(viewport={"width": 1440, "height": 900}).new_page()
    twice: dict[str, set[tuple[str, str]]] = {}
    for path in [*(project + view for view in VIEWS), *(f"/w/{site.slug}/{p}" for p in PLACES)]:
        page.goto(path)
        expect(page.locator("main [aria-busy=true]")).to_have_count(0)
        found = keys_of(page)
        assert ("", "mod+k") in found, path
        if more := {each for each in found if found.count(each) > 1}:
            twice[path] = more

    assert twice == {}


def test_the_sheet_of_shortcuts_can_be_searched(signed_in, project):
    page = signed_in().new_page()
    page.goto(project)
    expect(page.locator(".column [data-task]")).to_have_count(3)
    page.keyboard.press("?")
    field = page.get_by_role("searchbox", name="Search the shortcuts")
    expect(field).to_be_focused()

    field.press_sequentially("priority")

    rows = page.locator(".shortcuts li")
    expect(rows).to_have_count(1)
    expect(rows).to_have_attribute("data-keys", "p")
    page.keyboard.press("Escape")
    expect(rows.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".shortcuts")).to_have_count(0)
