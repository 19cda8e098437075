"""A task in depth: its panel with everything that a task may hold."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from e2e.conftest import Site, new_key
from e2e.test_kanban import ana, ben, database

__all__ = ["ana", "ben"]


@pytest.fixture
def project(site: Site, django_db_blocker: Any) -> Any:
    """A fresh project with a field of each kind, a milestone and four tasks: (path, key)."""
    from accounts.models import User, Workspace
    from tasks.models import FieldKind
    from tasks.services.custom_fields import Option, add_custom_field
    from tasks.services.milestones import add_milestone
    from tasks.services.projects import NewProject, create_project
    from tasks.services.tasks import create_tasks

    with database(django_db_blocker):
        actor = User.objects.get(email=site.email)
        workspace = Workspace.objects.get(slug=site.slug)
        key = new_key("PD")
        new = NewProject(name=f"Depth {key}", key=key)
        made = create_project(actor=actor, workspace=workspace, new=new)
        for kind in FieldKind:
            options: list[Option] = (
                [{"name": "Small"}, {"name": "Large"}] if "select" in kind else []
            )
            add_custom_field(
                actor=actor, project=made, name=f"A {kind.label}", kind=kind, options=options
            )
        add_milestone(actor=actor, project=made, name="Launch")
        titles = ("Big work", "Write the plan", "Paint the door", "Call the harbour")
        create_tasks(actor=actor, project=made, tasks=[{"title": title} for title in titles])
    return f"/w/{site.slug}/p/{key}/", key


def open_panel(context: BrowserContext, project: tuple[str, str], number: int) -> Page:
    path, key = project
    page = context.new_page()
    page.goto(f"{path}?task={key}-{number}")
    expect(panel(page).locator(".panel-title")).to_be_visible()
    return page


def panel(page: Page) -> Locator:
    return page.locator("tf-task-panel .panel")


def choose(page: Page, button: Locator, *names: str) -> None:
    """Out of the list that the button opens."""
    button.click()
    for name in names:
        page.get_by_role("option", name=name).first.click()
    if len(names) > 1:
        page.keyboard.press("Escape")


def menu(page: Page, name: str) -> None:
    page.get_by_role("button", name="More about this task").click()
    page.get_by_role("menuitem", name=name).click()


def fill(panel: Locator, name: str, text: str) -> None:
    field = panel.get_by_label(name, exact=True)
    field.fill(text)
    field.blur()


def test_fields_of_every_kind_are_set_seen_elsewhere_and_undone(
    ana: BrowserContext, ben: BrowserContext, project: tuple[str, str]
) -> None:
    mine, theirs = open_panel(ana, project, 2), open_panel(ben, project, 2)
    here, there = panel(mine), panel(theirs)
    here.get_by_role("button", name="more properties").click()

    fill(here, "A Text", "שלום 🚢")
    fill(here, "A Number", "a dozen")
    expect(here.get_by_role("alert")).to_have_text("Write a number, such as 12.5.")
    fill(here, "A Number", "12,5")
    fill(here, "A Date", "2030-01-31")
    fill(here, "A Link", "example.com/plan")
    here.get_by_label("A Checkbox", exact=True).check()
    choose(mine, here.get_by_role("button", name="A Select:"), "Large")
    choose(mine, here.get_by_role("button", name="A Multi-select:"), "Small", "Large")
    choose(mine, here.get_by_role("button", name="A Person:"), "Ben Other")

    expect(there.get_by_label("A Text", exact=True)).to_have_value("שלום 🚢")
    expect(there.get_by_label("A Number", exact=True)).to_have_value("12.5")
    expect(there.get_by_label("A Link", exact=True)).to_have_value("https://example.com/plan")
    expect(there.get_by_role("button", name="A Multi-select: Small, Large")).to_be_visible()
    expect(there.get_by_role("button", name="A Person: Ben Other")).to_be_visible()
    here.locator(".panel-title").focus()
    mine.keyboard.press("Control+z")
    expect(here.get_by_role("button", name="A Person: Nobody")).to_be_visible()
    expect(there.get_by_role("button", name="A Person:")).to_have_count(0)
    choose(mine, here.get_by_role("button", name="A Select:"), "None")
    expect(there.get_by_role("button", name="A Select:")).to_have_count(0)


def test_a_ring_of_waiting_tasks_is_refused_in_words(
    ana: BrowserContext, project: tuple[str, str]
) -> None:
    _, key = project
    page = open_panel(ana, project, 2)
    links = panel(page).get_by_role("region", name="Links", exact=True)

    def link(way: str, words: str) -> None:
        links.get_by_role("button", name="Add a link").click()
        page.get_by_role("menuitem", name=way, exact=True).click()
        page.get_by_role("combobox", name=way, exact=True).fill(words)
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.get_by_role("combobox", name=way, exact=True).press("Enter")

    link("Blocked by", "Paint the door")
    expect(links).to_contain_text("Blocked by 1 open task")
    link("Blocks", "Paint the door")
    expect(links.get_by_role("alert")).to_contain_text("blocks")

    links.get_by_role("link", name="Paint the door").click()
    expect(page.locator(".panel-title")).to_contain_text("Paint the door")
    # Its own links are read: the panel is whole, and the focus stays where it is put.
    expect(links).to_contain_text("Write the plan")
    moved = page.get_by_role("button", name="Status:")
    choose(page, moved, "Done")
    page.goto(f"{project[0]}?task={key}-2")
    expect(links).not_to_contain_text("open task")


def test_a_refused_move_is_filled_and_approved_by_whom_it_asks(
    ana: BrowserContext,
    ben: BrowserContext,
    project: tuple[str, str],
    site: Site,
    django_db_blocker: Any,
) -> None:
    restrict(site, project[1], django_db_blocker)
    page, inbox = open_panel(ana, project, 3), ben.new_page()
    inbox.goto(f"/w/{site.slug}/inbox/")
    choose(page, panel(page).get_by_role("button", name="Status:"), "Done")
    dialog = page.get_by_role("dialog", name="“Done” asks for more")
    expect(dialog).to_contain_text("Estimate its story points first.")
    dialog.get_by_label("Points").fill("3")
    dialog.get_by_label("Points").blur()
    expect(dialog.get_by_role("img", name="Filled")).to_have_count(1)
    choose(page, dialog.get_by_role("button", name="Ask somebody"), "Ben Other")

    told = inbox.get_by_text("asks you to approve the move to “Done”").first
    expect(told).to_be_visible()
    theirs = open_panel(ben, project, 3)
    panel(theirs).get_by_role("button", name="Approve “Done”", exact=True).click()
    expect(dialog).to_contain_text("1 of 1 approval")
    dialog.get_by_role("button", name="Move to “Done”").click()
    expect(panel(theirs).get_by_role("button", name="Status: Done")).to_be_visible()


def restrict(site: Site, key: str, blocker: Any) -> None:
    """What is done was estimated, and somebody else agreed."""
    from accounts.models import User
    from tasks.models import Project
    from tasks.services.workflow import set_workflow

    with database(blocker):
        project = Project.objects.get(workspace__slug=site.slug, key=key)
        done = project.columns.get(state="done")
        gate = {"target": done.pk, "needs": ["story_points"], "approvals": 1}
        set_workflow(
            actor=User.objects.get(email=site.email),
            project=project,
            is_restricted=True,
            wip="warn",
            transitions=[gate],  # type: ignore[list-item]
        )


def test_the_menu_copies_keeps_as_template_archives_and_restores(
    ana: BrowserContext, project: tuple[str, str], site: Site
) -> None:
    _, key = project
    page = open_panel(ana, project, 4)
    fill(panel(page), "Due date", "2030-01-31")
    menu(page, "Duplicate…")
    page.get_by_role("checkbox", name="Start and due date").uncheck()
    page.get_by_role("dialog").get_by_role("button", name="Duplicate").click()
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.locator(".panel-title")).to_contain_text("Call the harbour (copy)")
    expect(panel(page).get_by_label("Due date")).to_have_value("")

    menu(page, "Make a template of it…")
    page.get_by_role("dialog", name="Make a template").get_by_label("Name").fill("A call")
    page.get_by_role("button", name="Make template").click()
    expect(page.get_by_text("Kept as the template “A call”").first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.press("t")
    form = page.locator("tf-new-task")
    form.get_by_label("Template").select_option(label="A call")
    expect(form.get_by_label("Title")).to_have_value("Call the harbour (copy)")
    form.get_by_role("button", name="Create task").click()
    expect(page.get_by_text(f"Made {key}-6").first).to_be_visible()

    page.goto(f"/w/{site.slug}/t/{key}-4/")
    menu(page, "Archive")
    expect(page.get_by_text("This task is archived.")).to_be_visible()
    page.get_by_role("button", name="Restore", exact=True).click()
    expect(page.get_by_text("This task is archived.")).to_have_count(0)
    expect(panel(page).get_by_role("button", name="Status: To do")).to_be_visible()


def test_what_was_typed_for_a_new_task_survives_closing_and_a_reload(
    ana: BrowserContext, project: tuple[str, str]
) -> None:
    page = ana.new_page()
    page.goto(project[0])
    form = page.locator("tf-new-task")

    def begin() -> None:
        expect(page.locator("tf-column").first).to_be_visible()
        page.keyboard.press("n")
        page.keyboard.press("t")
        expect(form.get_by_label("Title")).to_be_focused()

    begin()
    form.get_by_label("Title").fill("Mend the net")
    form.get_by_label("Description").fill("With *care*")
    page.keyboard.press("Escape")
    expect(page.get_by_text("Your new task is kept as a draft.", exact=True)).to_be_visible()
    page.reload()
    begin()
    expect(form.get_by_role("status")).to_contain_text("kept from before")
    expect(form.locator("tf-writer textarea")).to_have_value("With *care*")
    form.get_by_label("Priority").select_option(label="High")
    form.get_by_role("button", name="Create task").click()

    expect(page.locator(".task-card", has_text="Mend the net")).to_be_visible()
    begin()
    expect(form.get_by_label("Title")).to_have_value("")
