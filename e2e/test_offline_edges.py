"""Without a network, at the edges: acts of the panel, what is refused, what is slow or lost."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page, expect

from e2e.test_kanban import (
    BEN,
    Kanban,
    ana,
    ben,
    card,
    change_elsewhere,
    database,
    kanban,
    open_board,
    wait_saved,
)
from e2e.test_offline import ROWS_OF, keep, until, wait_kept
from e2e.test_writing import picture

__all__ = ["ana", "ben", "kanban"]


def panel(page: Page) -> Locator:
    return page.get_by_role("dialog").filter(has=page.locator(".panel-head"))


def open_card(page: Page, title: str) -> Locator:
    """The open task, once its comments have come."""
    with page.expect_response("**/api/v1/tasks/*/comments**"):
        card(page, title).click()
    return panel(page)


def test_every_act_of_the_panel_waits_for_the_network(ana, kanban, django_db_blocker):
    page = open_board(ana, kanban)
    here = open_card(page, "Paint the door")
    here.get_by_role("textbox", name="Write a comment").fill("Which colour?")
    here.get_by_role("button", name="Comment", exact=True).click()
    wait_saved(page)
    here.get_by_role("button", name="Close").click()
    wait_kept(page, kanban)
    keep(page, kanban)
    ana.set_offline(True)
    card(page, "Paint the door").click()

    here.get_by_role("button", name="Unwatch").click()
    here.get_by_role("button", name="React").click()
    page.get_by_role("menuitem", name="🎉").click()
    here.get_by_role("textbox", name="Add a step").fill("Buy the paint")
    page.keyboard.press("Enter")
    here.get_by_role("button", name="Make “Buy the paint” a subtask").click()
    here.get_by_role("textbox", name="Address of the link").fill("https://example.org/paint")
    page.keyboard.press("Enter")
    here.get_by_role("textbox", name="Time spent, such as 1h 30m").fill("45m")
    page.keyboard.press("Enter")
    here.get_by_role("button", name="Start timer").click()
    # What was done stands there in the next tab too, before any of it has gone out.
    page.close()
    page = ana.new_page()
    page.goto(f"{kanban.path}?task={kanban.key}-2")
    here = panel(page)
    expect(page.locator(".offline-bar")).to_contain_text("7 changes")
    expect(here.get_by_role("button", name="Watch", exact=True)).to_be_visible()
    expect(here.get_by_role("button", name="🎉 by Ana")).to_be_visible()
    below = here.get_by_role("region", name="Subtasks").get_by_role("link")
    expect(below).to_contain_text("Buy the paint")
    expect(here.get_by_role("link", name="https://example.org/paint")).to_be_visible()
    expect(here.get_by_role("region", name="Time", exact=True)).to_contain_text("45m")
    expect(page.get_by_role("group", name="Timer")).to_contain_text(f"{kanban.key}-2")
    ana.set_offline(False)

    wait_saved(page)
    expect(below).to_contain_text(f"{kanban.key}-5")
    with database(django_db_blocker):
        from tasks.models import Attachment, Reaction, Task, TimeEntry

        task = Task.objects.get(project_id=kanban.project_id, number=2)
        assert not task.watchers.exists()
        assert Reaction.objects.get(comment__task=task).emoji == "🎉"
        assert Task.objects.get(parent=task).title == "Buy the paint"
        assert Attachment.objects.get(task=task).url == "https://example.org/paint"
        assert {each.ended_at is None for each in TimeEntry.objects.filter(task=task)} == {
            True,
            False,
        }


def delete_elsewhere(kanban: Kanban, title: str) -> None:
    task = kanban.task(title)
    with database(kanban.blocker):
        from tasks.services.tasks import delete_task

        delete_task(actor=task.created_by, task=task)


def test_what_was_written_on_a_task_that_is_gone_becomes_a_new_one(ana, kanban):
    ana.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_board(ana, kanban)
    here = open_card(page, "Paint the door")
    ana.set_offline(True)
    here.get_by_role("button", name="Paint the door").click()
    here.get_by_role("textbox", name="Title").fill("Paint both doors in red")
    page.keyboard.press("Enter")
    here.get_by_role("textbox", name="Write a comment").fill("Red it is")
    here.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".offline-bar")).to_contain_text("2 changes")
    delete_elsewhere(kanban, "Paint the door")
    ana.set_offline(False)

    bar = page.locator(".refused-bar")
    expect(bar).to_contain_text("2 changes were not taken")
    page.reload()
    bar.get_by_role("button", name="Look at them").click()
    shelf = page.get_by_role("dialog", name="Not taken by the server")
    expect(shelf.get_by_label("What you wrote")).to_have_text(
        ["Paint both doors in red", "Red it is"]
    )
    shelf.get_by_role("button", name="Copy the text").first.click()
    expect(page.locator(".toast")).to_contain_text("Copied")
    shelf.get_by_role("button", name="Make a new task of it").first.click()
    form = page.get_by_role("dialog", name="New task in")
    with page.expect_response("**/api/v1/projects/*/tasks"):
        form.get_by_role("button", name="Create task").click()
    expect(card(page, "Paint both doors in red")).to_be_visible()
    expect(shelf.get_by_label("What you wrote")).to_have_text(["Red it is"])
    shelf.get_by_role("button", name="Let it go").click()
    expect(bar).to_have_count(0)
    assert kanban.task("Paint both doors in red").number == 5


PASTE = """(box, [bytes, name]) => {
    const clipboardData = new DataTransfer()
    const file = new File([new Uint8Array(bytes)], name, { type: 'image/png' })
    clipboardData.items.add(file)
    const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    box.dispatchEvent(paste)
}"""


def test_files_that_were_chosen_without_a_network_go_up_later(ana, kanban, django_db_blocker):
    page = open_board(ana, kanban)
    here = open_card(page, "Paint the door")
    comment = here.get_by_role("textbox", name="Write a comment")
    comment.click()
    expect(here.locator(".composer .cm-content")).to_be_visible()
    keep(page, kanban)
    ana.set_offline(True)

    with page.expect_file_chooser() as chooser:
        here.get_by_role("button", name="Add file").click()
    file = {"name": "list.txt", "mimeType": "text/plain", "buffer": b"rope, paint, nails"}
    chooser.value.set_files(file)
    box = here.locator(".composer .cm-content")
    box.evaluate(PASTE, [list(picture()), "red (1).png"])
    expect(here.locator(".composer img.md-image")).to_have_js_property("naturalWidth", 8)
    here.get_by_role("button", name="Comment", exact=True).click()
    files = here.get_by_role("region", name="Files and links")
    expect(files.locator("li", has_text="list.txt")).to_contain_text("goes up when you are online")
    expect(files).to_contain_text("200 MB together")
    page.close()
    page = ana.new_page()
    page.goto(f"{kanban.path}?task={kanban.key}-2")
    here = panel(page)
    files = here.get_by_role("region", name="Files and links")
    expect(files.locator("li")).to_have_count(2)
    ana.set_offline(False)

    expect(files.get_by_role("link", name="Download")).to_have_count(2, timeout=15_000)
    wait_saved(page)
    shown = here.locator(".comment .prose img")
    expect(shown).to_have_js_property("naturalWidth", 8)
    with database(django_db_blocker):
        from tasks.models import Attachment, Comment

        names = Attachment.objects.filter(task__project_id=kanban.project_id)
        assert {each.name for each in names} == {"list.txt", "red (1).png"}
        red = names.get(media_type="image/png")
        assert f"](/files/{red.pk}/red%20%281%29.png)" in Comment.objects.get(task=red.task).body


def test_a_task_of_a_time_without_a_network_is_opened_and_written_in(ana, ben, kanban):
    change_elsewhere(kanban, "Call the harbour", description="Ask for **Ben** at the gate.")
    page = open_board(ana, kanban)
    page.evaluate("document.querySelector('tf-kanban').store.loadTexts()")
    change_elsewhere(kanban, "Paint the door", description="In red.")
    expect(page.locator(".offline-bar")).to_have_count(0)
    keep(page, kanban)
    ana.set_offline(True)

    page.goto(f"{kanban.path}?task={kanban.key}-3")
    here = panel(page)
    expect(here).to_contain_text("Ask for **Ben** at the gate.")
    page.goto(f"{kanban.path}?task={kanban.key}-2")
    expect(here).to_contain_text("This description was not kept on this device.")
    here.get_by_role("button", name="Close").click()
    page.keyboard.press("c")
    field = page.get_by_role("textbox", name="Title of the new task")
    field.fill("Thought of at sea")
    field.press("Enter")
    field.press("Escape")
    card(page, "Thought of at sea").click()
    here.get_by_role("button", name="Say what is to be done").click()
    here.get_by_role("textbox", name="Description").press_sequentially("With a view")
    here.get_by_role("button", name="Done", exact=True).click()
    here.get_by_role("textbox", name="Add a step").fill("Sit down")
    page.keyboard.press("Enter")
    expect(here.locator(".panel-head")).to_contain_text("Waits for the network")
    ana.set_offline(False)

    wait_saved(page)
    expect(here.locator(".task-key").first).to_have_text(f"{kanban.key}-5")
    made = kanban.task("Thought of at sea")
    assert made.description == "With a view"
    with database(kanban.blocker):
        assert made.checklists.get().items.get().title == "Sit down"


def test_a_day_is_changed_on_the_calendar_without_a_network(ana, ben, kanban):
    tenth = timezone.localdate().replace(day=10)
    change_elsewhere(kanban, "Paint the door", due_date=tenth)
    page = open_board(ana, kanban)
    keep(page, kanban)
    ana.set_offline(True)
    page.goto(f"{kanban.path}calendar/")

    bar = page.locator(".cal-bar", has_text="Paint the door")
    bar.drag_to(page.locator(f'[data-day="{tenth + timedelta(days=7)}"]'))
    expect(page.locator(".offline-bar")).to_contain_text("1 change")
    ana.set_offline(False)
    page.wait_for_function(
        "() => document.querySelector('tf-calendar').store.outbox.entries.length === 0"
    )
    assert kanban.task("Paint the door").due_date == tenth + timedelta(days=7)


def test_a_server_that_does_not_answer_soon_is_not_waited_for(ana, kanban, django_db_blocker):
    page = open_board(ana, kanban)
    keep(page, kanban)
    with database(django_db_blocker):
        from django.db import connection, transaction

        with transaction.atomic(), connection.cursor() as cursor:
            # Whoever asks for the project waits for as long as this stands.
            cursor.execute("LOCK TABLE tasks_project IN ACCESS EXCLUSIVE MODE")
            page.goto(kanban.path, wait_until="commit")
            expect(page.locator("html[data-kept]")).to_have_count(1)
            expect(card(page, "Call the harbour")).to_be_visible()
    change = page.locator("tf-kanban")
    change.evaluate("element => element.store.load()")
    expect(card(page, "Call the harbour")).to_be_visible()


def test_what_one_may_not_see_any_more_is_not_kept(ana, ben, kanban, django_db_blocker):
    mine, theirs = open_board(ana, kanban), open_board(ben, kanban)
    keep(mine, kanban)
    keep(theirs, kanban)
    with database(django_db_blocker):
        from accounts.models import Membership
        from accounts.services.members import remove_member
        from tasks.models import Project
        from tasks.services.projects import delete_project

        project = Project.objects.get(pk=kanban.project_id)
        left = Membership.objects.get(workspace_id=project.workspace_id, user__email=BEN)
        remove_member(actor=project.created_by, membership=left)

    forgotten(ben, theirs, kanban)
    with database(django_db_blocker):
        delete_project(actor=project.created_by, project=project)
    forgotten(ana, mine, kanban)


def forgotten(context: BrowserContext, page: Page, kanban: Kanban) -> None:
    """Who comes back finds nothing, and neither does whoever opens it without a network."""
    page.goto(kanban.path)
    until(
        page,
        f"""async (project) => {{
            const {{ projects, tasks }} = await ({ROWS_OF})('teamflow-kept')
            return ![...projects, ...tasks].some((each) => (each.project ?? each.id) === project)
        }}""",
        kanban.project_id,
    )
    context.set_offline(True)
    page.goto(kanban.path)
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    expect(page.get_by_role("link", name=kanban.key)).to_have_count(0)
    context.set_offline(False)
