"""Without a network, at the edges: acts of the panel, what is refused, what is slow or lost."""

from playwright.sync_api import Locator, Page, expect

from e2e.test_kanban import (
    Kanban,
    ana,
    ben,
    card,
    database,
    kanban,
    open_board,
    wait_saved,
)
from e2e.test_offline import keep, wait_kept
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
