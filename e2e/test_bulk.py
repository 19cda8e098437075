"""Acts on very many tasks: what the workflow refuses of them, and how far the others are."""

from playwright.sync_api import expect

from e2e.conftest import Site, new_key
from e2e.test_board_and_table import ana, many, open_view, saved
from e2e.test_kanban import TITLES, Kanban, database, kanban

__all__ = ["ana", "kanban"]


def test_what_the_workflow_refuses_is_named_and_the_others_go(ana, kanban: Kanban):
    with database(kanban.blocker):
        from tasks.models import Column, Task
        from tasks.services.workflow import TransitionValues, set_workflow

        columns = Column.objects.filter(project_id=kanban.project_id).order_by("rank")
        project, target = columns[0].project, columns[1]
        ana_herself = Task.objects.filter(project=project)[0].created_by
        assert ana_herself is not None
        way: TransitionValues = {"target": target.pk, "needs": ["story_points"]}
        set_workflow(
            actor=ana_herself, project=project, is_restricted=True, wip="off", transitions=[way]
        )
        Task.objects.filter(project=project, title__in=TITLES[:2]).update(story_points=3)
    page = open_view(ana, f"{kanban.path}list/", ".list-task")
    page.locator(".list-link").first.focus()

    page.keyboard.press("Control+a")
    page.locator(".bulk-bar").get_by_role("button", name="Status").click()
    page.get_by_role("option", name="In progress").click()

    told = page.locator(".toast", has_text="stay as they are")
    expect(told).to_contain_text(f"{kanban.key}-3, {kanban.key}-4 stay as they are")
    expect(told).to_contain_text("Estimate its story points first.")
    saved(page)
    assert [kanban.column_of(title) for title in TITLES] == ["In progress"] * 2 + ["To do"] * 2
    page.locator(".list-link").first.focus()
    page.keyboard.press("Control+z")
    expect(page.locator(".toast", has_text="somebody changed")).to_have_count(0)


def test_hundreds_go_to_another_project_and_come_back(ana, site: Site, kanban: Kanban):
    many(kanban, site, 56)
    with database(kanban.blocker):
        from accounts.models import User, Workspace
        from tasks.services.projects import NewProject, create_project

        key = new_key("N")
        new = NewProject(name=f"Harbour {key}", key=key)
        workspace = Workspace.objects.get(slug=site.slug)
        owner = User.objects.get(email=site.email)
        other = create_project(actor=owner, workspace=workspace, new=new)
    page = open_view(ana, f"{kanban.path}list/", ".list-task")
    page.locator(".list-link").first.focus()

    page.keyboard.press("Control+a")
    page.locator(".bulk-bar").get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Move to another project…").click()
    page.get_by_role("option", name=f"Harbour {key}").click()
    page.get_by_role("dialog").get_by_role("button", name="Move").click()

    expect(page.locator(".bulk-bar progress")).to_be_visible()
    told = page.locator(".toast", has_text="Moved 60 tasks to Harbour")
    expect(told).to_be_visible(timeout=20_000)
    expect(page.locator(".list-task")).to_have_count(0)
    told.get_by_role("button", name="Move back").click()
    back = page.locator(".toast", has_text="Moved 60 tasks to Board")
    expect(back).to_be_visible(timeout=20_000)
    with database(kanban.blocker):
        assert other.tasks.filter(deleted_at=None).count() == 0
    assert len(kanban.order_in("To do")) == 60
