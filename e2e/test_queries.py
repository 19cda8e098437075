"""One query typed, built, saved and shared; my work, live."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from e2e.conftest import PASSWORD, Site, new_key, sign_in
from e2e.test_kanban import BEN, database

SignedIn = Callable[..., BrowserContext]


@pytest.fixture
def project(site: Site, django_db_blocker: Any) -> Any:
    """Three tasks, one of them critical and Ana's; Ben belongs to the workspace."""
    with database(django_db_blocker):
        from accounts.models import Membership, Role, User, Workspace
        from accounts.services.registration import confirm_address, sign_up
        from tasks.services.projects import NewProject, create_project
        from tasks.services.tasks import TaskValues, create_tasks

        ana = User.objects.get(email=site.email)
        workspace = Workspace.objects.get(slug=site.slug)
        if not User.objects.filter(email=BEN).exists():
            confirm_address(actor=sign_up(email=BEN, name="Ben Example", password=PASSWORD))
        ben = User.objects.get(email=BEN)
        Membership.objects.get_or_create(
            user=ben, workspace=workspace, defaults={"role": Role.MEMBER}
        )
        key = new_key("Q")
        new = NewProject(name=f"Queries {key}", key=key)
        project = create_project(actor=ana, workspace=workspace, new=new)
        values: list[TaskValues] = [
            {"title": "Mend the mast", "priority": "critical", "assignee_ids": [ana.pk]},
            {"title": "Wash the deck", "priority": "low", "assignee_ids": [ana.pk]},
            {"title": "Buy rope", "priority": "critical"},
        ]
        create_tasks(actor=ana, project=project, tasks=values)
    return project


def list_of(site: Site, project: Any) -> str:
    return f"/w/{site.slug}/p/{project.key}/list/"


def query_of(page: Page) -> str:
    return str(page.evaluate("new URLSearchParams(location.search).get('query')"))


def test_typing_and_building_say_the_same(site: Site, signed_in: SignedIn, project: Any) -> None:
    page = signed_in().new_page()
    page.goto(list_of(site, project))
    rows = page.locator(".list-link")
    expect(rows).to_have_count(3)

    page.keyboard.press("/")
    page.keyboard.type("assig")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("me priority:critical")
    page.keyboard.press("Enter")
    expect(rows).to_have_text(["Mend the mast"])
    expect(page.locator("[data-chip]")).to_have_count(2)
    typed = query_of(page)
    assert typed == "assignee:me priority:critical"

    page.get_by_role("button", name="Clear").click()
    expect(rows).to_have_count(3)
    page.get_by_role("button", name="Build a filter").click()
    builder = page.locator("tf-filter-builder")
    for at, (field, value) in enumerate((("assignee", "Me"), ("priority", "Critical"))):
        if at > 0:
            builder.locator("[data-add-row]").first.click()
        builder.locator("[data-field]").nth(at).select_option(field)
        builder.locator("[data-value]").nth(at).click()
        page.get_by_role("option", name=value, exact=True).click()
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Apply").click()

    expect(rows).to_have_text(["Mend the mast"])
    assert query_of(page) == typed


def test_a_slip_of_the_pen_is_pointed_out_and_mended(
    site: Site, signed_in: SignedIn, project: Any
) -> None:
    page = signed_in().new_page()
    page.goto(f"{list_of(site, project)}?query=assignee:anna")
    expect(page.locator("[data-chip][data-doubtful]")).to_have_count(1)
    expect(page.locator(".list-link")).to_have_count(0)

    page.keyboard.press("/")
    expect(page.get_by_text("Assignee “anna” is not known here.").last).to_be_visible()
    page.get_by_role("button", name="Did you mean “Ana Example”?").click()

    expect(page.locator("[data-chip][data-doubtful]")).to_have_count(0)
    expect(page.locator(".list-link")).to_have_count(2)
    assert query_of(page) == 'assignee:"Ana Example"'

    page.get_by_role("combobox", name="Query").fill("priority:")
    page.keyboard.press("Escape")
    expect(page.locator(".query-error")).to_contain_text("value")
    assert query_of(page) == 'assignee:"Ana Example"'


def test_old_addresses_still_filter(site: Site, signed_in: SignedIn, project: Any) -> None:
    page = signed_in().new_page()
    page.goto(f"{list_of(site, project)}?priority=critical&q=mast")

    expect(page.locator(".list-link")).to_have_text(["Mend the mast"])


def test_a_shared_view_is_opened_by_another_and_published(
    site: Site, signed_in: SignedIn, browser: Browser, project: Any
) -> None:
    page = signed_in().new_page()
    page.goto(f"{list_of(site, project)}?query=priority:critical")
    page.locator("[data-views]").click()
    page.get_by_role("menuitem", name="Save as a new view…").click()
    dialog = page.get_by_role("dialog", name="Save view")
    dialog.get_by_label("Name", exact=True).fill("Critical things")
    dialog.get_by_label("Share with everybody here").check()
    dialog.get_by_role("button", name="Save view").click()
    expect(page.locator("[data-views]")).to_contain_text("Critical things")

    with browser.new_context(base_url=site.url) as other:
        sign_in(other, BEN)
        theirs = other.new_page()
        theirs.goto(list_of(site, project))
        theirs.locator("[data-views]").click()
        theirs.get_by_role("menuitemradio", name="Critical things").click()
        expect(theirs.locator(".list-link")).to_have_count(2)

    page.locator("[data-views]").click()
    page.get_by_role("menuitem", name="Publish for everybody").click()
    with page.expect_response(re.compile("/api/v1/views/")) as answer:
        page.get_by_role("button", name="Publish", exact=True).click()
    with browser.new_context(base_url=site.url) as stranger:
        public = stranger.new_page()
        public.goto(answer.value.json()["public_path"])
        expect(public.get_by_text("Buy rope")).to_be_visible()
        expect(public.get_by_text("Wash the deck")).to_have_count(0)


def test_a_shared_view_is_one_thing_in_two_browsers(
    site: Site, signed_in: SignedIn, browser: Browser, project: Any, django_db_blocker: Any
) -> None:
    """Kept in the side bar, changed, renamed, deleted and brought back: the other sees each."""
    with database(django_db_blocker):
        from accounts.models import User
        from tasks.services.saved_views import save_view

        ana = User.objects.get(email=site.email)
        view = save_view(
            actor=ana,
            workspace=project.workspace,
            project=project,
            name="Sharp things",
            query="priority:critical",
            layout="list",
            is_shared=True,
        )
    mine = signed_in().new_page()
    address = f"/w/{site.slug}/views/{view.pk}/"
    mine.goto(address)
    with browser.new_context(base_url=site.url) as other:
        sign_in(other, BEN)
        theirs = other.new_page()
        theirs.goto(address)
        expect(theirs.locator(".list-link")).to_have_count(2)
        tab = theirs.get_by_role("group", name="Saved views").get_by_role("link")
        expect(tab).to_have_text("Sharp things")

        _in_menu(mine, "Keep in the side bar")
        side = mine.locator("[data-side-views]").get_by_role("link", name="Sharp things")
        expect(side).to_be_visible()

        mine.get_by_role("button", name="Remove filter").click()
        expect(mine.locator("[data-views]")).to_contain_text("changed")
        mine.get_by_role("button", name="Save", exact=True).click()
        expect(theirs.locator(".list-link")).to_have_count(3)
        expect(theirs.get_by_text("changed the view “Sharp things”").first).to_be_visible()

        _in_menu(mine, "Rename…")
        field = mine.get_by_role("dialog", name="Rename view").get_by_label("Name", exact=True)
        field.fill("Everything sharp")
        field.press("Enter")
        expect(tab).to_have_text("Everything sharp")

        _in_menu(mine, "Delete this view")
        expect(tab).to_have_count(0)
        mine.get_by_role("button", name="Undo").last.click()
        expect(tab).to_have_text("Everything sharp")
        expect(mine.locator("[data-views]")).to_contain_text("Everything sharp")


def _in_menu(page: Page, name: str) -> None:
    page.locator("[data-views]").click()
    page.get_by_role("menuitem", name=name).click()


def test_my_work_updates_live_and_checks_off(
    site: Site, signed_in: SignedIn, project: Any, django_db_blocker: Any
) -> None:
    _take_the_rest_off(site, project, django_db_blocker)
    context = signed_in()
    page = context.new_page()
    page.goto(f"/w/{site.slug}/my-work/")
    expect(page.get_by_role("link", name="Mend the mast").first).to_be_visible()

    other = context.new_page()
    other.goto(f"{list_of(site, project)}")
    other.evaluate(
        """async ([id]) => {
            const csrf = document.querySelector('meta[name=csrf-token]').content
            const {me} = JSON.parse(document.getElementById('tf-page').textContent)
            await fetch(`/api/v1/projects/${id}/tasks`, {method: 'POST',
                headers: {'Content-Type': 'application/json', 'X-CSRFToken': csrf},
                body: JSON.stringify({title: 'Sudden storm', assignee_ids: [me.id]})})
        }""",
        [str(project.pk)],
    )
    expect(page.get_by_role("link", name="Sudden storm")).to_be_visible()

    row = page.locator("[data-row]").filter(has_text="Sudden storm")
    row.get_by_role("button", name=re.compile("Priority")).click()
    page.get_by_role("option", name="Critical").click()
    expect(row).to_have_attribute("data-priority", "critical")
    row.get_by_role("button", name=re.compile("Due date")).click()
    page.keyboard.type("+1w")
    page.keyboard.press("Enter")
    expect(page.locator(".across-head").first).to_contain_text("Within a week")
    page.get_by_label("Group by").select_option("priority")
    expect(page.locator(".across-head").first).to_contain_text("Critical")
    row.get_by_role("checkbox").click()
    expect(page.get_by_role("link", name="Sudden storm")).to_have_count(0)

    page.get_by_role("link", name="Mend the mast").first.click()
    expect(page.locator("tf-task-panel")).to_contain_text("Mend the mast")


def _take_the_rest_off(site: Site, project: Any, blocker: Any) -> None:
    """What other tests gave the first person would push a new row out of sight."""
    with database(blocker):
        from tasks.models import Task

        given = Task.assignees.through.objects.filter(user__email=site.email)
        given.exclude(task__project=project).delete()


def test_all_tasks_asks_over_projects(site: Site, signed_in: SignedIn, project: Any) -> None:
    page = signed_in().new_page()
    page.goto(f"/w/{site.slug}/tasks/?query=project:{project.key}&sort=title")

    expect(page.locator(".across-title")).to_have_text(
        ["Buy rope", "Mend the mast", "Wash the deck"]
    )
