"""Writing in tasks: the rich editor, two people in one paragraph, pictures, history."""

import re
import struct
import zlib
from typing import Any

from playwright.sync_api import Locator, Page, Route, WebSocketRoute, expect

from e2e.conftest import Site
from e2e.test_kanban import Kanban, ana, ben, card, database, kanban, open_board
from e2e.test_look import serious, settle

__all__ = ["ana", "ben", "kanban"]

SOON = 15_000


def write(page: Page) -> Locator:
    """The open task's description, being written."""
    panel = page.get_by_role("dialog")
    panel.locator("tf-description [data-edit]").first.click()
    box = panel.get_by_role("textbox", name="Description")
    expect(box).to_be_focused(timeout=SOON)
    return box


def saved(page: Page) -> None:
    expect(page.locator("tf-description [data-status=saved]")).to_be_visible(timeout=SOON)


def picture() -> bytes:
    """A red PNG of 8 by 8."""

    def part(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    rows = (b"\x00" + b"\xd0\x20\x20" * 8) * 8
    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", head)
        + part(b"IDAT", zlib.compress(rows))
        + part(b"IEND", b"")
    )


def test_two_write_in_one_paragraph_and_lose_nothing(ana: Any, ben: Any, kanban: Kanban) -> None:
    mine = open_board(ana, kanban, f"?task={kanban.key}-1")
    theirs = open_board(ben, kanban, f"?task={kanban.key}-1")
    box = write(mine)
    box.press_sequentially("The hull is . ")
    saved(mine)
    other = write(theirs)
    expect(other).to_contain_text("The hull is .")

    other.press("Control+Home")
    for left, right in zip("Monday: ", "Call Ben", strict=True):
        other.press_sequentially(left)
        box.press_sequentially(right)
    expect(box).to_contain_text("Monday: The hull is . Call Ben", timeout=SOON)
    expect(other).to_contain_text("Monday: The hull is . Call Ben", timeout=SOON)
    expect(mine.locator(".md-remote-name")).to_have_attribute("data-name", "Ben Other")

    ben.set_offline(True)
    other.press("Control+End")
    other.press_sequentially(" offline")
    box.press("Control+Home")
    box.press_sequentially("On ")
    ben.set_offline(False)
    words = "On Monday: The hull is . Call Ben offline"
    expect(box).to_contain_text(words, timeout=SOON)
    expect(other).to_contain_text(words, timeout=SOON)

    box.press("Escape")
    other.press("Escape")
    expect(mine.locator(".description-prose")).to_have_text(words, timeout=SOON)
    assert kanban.task("Write the plan").description == words


def test_blocks_people_tasks_pictures_and_boxes(ana: Any, kanban: Kanban) -> None:
    page = open_board(ana, kanban, f"?task={kanban.key}-1")
    box = write(page)
    box.press_sequentially("/head")
    page.get_by_role("option", name="Heading 2").click()
    box.press_sequentially("Plan\n\nAsk @ana")
    page.get_by_role("option", name="Ana Example").click()
    box.press_sequentially(f"about {kanban.key}-2 \n\n- [ ] ring the bell\n\n\n/table")
    page.get_by_role("option", name="Table").click()
    cell = page.get_by_role("textbox", name="Row 1, column 1")
    cell.fill("Sail")
    cell.press("Tab")
    page.get_by_role("textbox", name="Row 1, column 2").press_sequentially("Size")
    expect(page.locator(".md-chip", has_text="Paint the door")).to_be_visible(timeout=SOON)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Image or file").first.click()
    file = {"name": "red.png", "mimeType": "image/png", "buffer": picture()}
    chooser.value.set_files(file)  # type: ignore[arg-type]
    expect(page.locator("img.md-image")).to_be_visible(timeout=SOON)
    saved(page)
    page.get_by_role("button", name="Done", exact=True).click()

    prose = page.locator(".description-prose")
    expect(prose.locator("h2")).to_have_text("Plan")
    expect(prose.locator(".mention")).to_have_text("@Ana Example")
    expect(prose.locator("a.ref")).to_have_text(f"{kanban.key}-2 Paint the door")
    expect(prose.locator("th").first).to_have_text("Sail")
    expect(prose.locator("img")).to_have_js_property("naturalWidth", 8)
    with page.expect_response(lambda answer: "/api/v1/tasks/" in answer.url and answer.ok):
        prose.get_by_role("checkbox", name="ring the bell").click()
    expect(prose.get_by_role("checkbox", name="ring the bell")).to_be_checked(timeout=SOON)
    assert "- [x] ring the bell" in kanban.task("Write the plan").description


def test_the_history_shows_what_changed_and_brings_it_back(ana: Any, kanban: Kanban) -> None:
    page = open_board(ana, kanban, f"?task={kanban.key}-1")
    write(page).press_sequentially("An old wall")
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.locator(".description-prose")).to_have_text("An old wall", timeout=SOON)

    page.get_by_role("button", name="History of the description").click()
    versions = page.get_by_role("dialog", name="History of the description")
    expect(versions.locator("ins")).to_have_text("An old wall")
    versions.locator(".version-list button").nth(1).click()
    versions.get_by_role("button", name="Restore this version").click()
    expect(page.get_by_role("button", name="Say what is to be done")).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Undo").click()

    expect(page.locator(".description-prose")).to_have_text("An old wall", timeout=SOON)


def test_comments_are_answered_and_reacted_to(ana: Any, kanban: Kanban) -> None:
    page = open_board(ana, kanban, f"?task={kanban.key}-1")
    panel = page.get_by_role("dialog")
    panel.get_by_role("textbox", name="Write a comment").click()
    panel.get_by_role("textbox", name="Write a comment").press_sequentially("Is it **dry**?")
    panel.get_by_role("button", name="Comment", exact=True).click()
    expect(panel.locator(".comment strong")).to_have_text("dry", timeout=SOON)

    panel.get_by_role("button", name="Answer").first.click()
    answer = panel.get_by_role("textbox", name="Write an answer")
    answer.press_sequentially("Nearly")
    answer.press("Control+Enter")
    expect(panel.locator(".replies .prose")).to_have_text("Nearly", timeout=SOON)
    panel.get_by_role("button", name="React").first.click()
    page.get_by_role("menuitem", name="🎉").click()
    expect(panel.locator(".reaction")).to_have_text("🎉 1", timeout=SOON)

    panel.get_by_role("button", name="More about this comment").first.click()
    page.get_by_role("menuitem", name="Delete comment").click()
    expect(panel.locator(".comment strong")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(panel.locator(".comment strong")).to_have_text("dry", timeout=SOON)
    comment = panel.locator("article.comment", has_text="dry")
    anchor = comment.get_attribute("id")
    page.goto(f"{kanban.path.partition('p/')[0]}t/{kanban.key}-1/#{anchor}")
    expect(page.locator("article.comment", has_text="dry")).to_be_focused(timeout=SOON)


def test_pictures_from_elsewhere_and_letters_from_right_to_left(ana: Any, kanban: Kanban) -> None:
    page = open_board(ana, kanban, f"?task={kanban.key}-1")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    box = write(page)
    box.press_sequentially("שלום עולם\n\n![a door](https://pictures.example/door.png) \n")
    expect(box.locator(".md-outside")).to_contain_text("not loaded")
    saved(page)
    page.get_by_role("button", name="Done", exact=True).click()

    prose = page.locator(".description-prose")
    outside = prose.get_by_role("link", name="a door (picture from elsewhere, not loaded)")
    expect(outside).to_have_attribute("href", "https://pictures.example/door.png", timeout=SOON)
    assert not [address for address in asked if "pictures.example" in address]
    words = prose.locator("p").first
    is_right = words.evaluate(
        "p => { const r = document.createRange(); r.selectNodeContents(p);"
        " return p.getBoundingClientRect().right - r.getBoundingClientRect().right < 4 }"
    )
    assert is_right
    page.locator("body").press("?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet.get_by_text("Tick the box of this line")).to_be_visible()


def test_a_new_task_is_written_with_people_and_pictures(ana: Any, kanban: Kanban) -> None:
    page = open_board(ana, kanban)
    form = page.locator("tf-new-task")

    def begin() -> Locator:
        page.keyboard.press("n")
        page.keyboard.press("t")
        expect(form.get_by_label("Title")).to_be_focused()
        box = form.get_by_role("textbox", name="Description")
        box.click()
        return form.locator(".cm-content")

    box = begin()
    form.get_by_label("Title").fill("Mend the sail")
    box.click()
    box.press_sequentially("/task")
    page.get_by_role("option", name="Task list").click()
    box.press_sequentially("ask @ana")
    page.get_by_role("option", name="Ana Example").click()
    box.press("Enter")
    box.press("Enter")
    with page.expect_file_chooser() as chooser:
        form.get_by_role("button", name="Image or file").click()
    file = {"name": "red.png", "mimeType": "image/png", "buffer": picture()}
    chooser.value.set_files(file)  # type: ignore[arg-type]
    expect(form.locator("img.md-image")).to_be_visible(timeout=SOON)
    settle(page)
    assert serious(page) == []
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    page.reload()
    expect(card(page, "Write the plan")).to_be_visible()
    box = begin()
    expect(form.locator("img.md-image")).to_have_js_property("naturalWidth", 8, timeout=SOON)
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        box.press("Control+Enter")

    card(page, "Mend the sail").click()
    prose = page.locator(".description-prose")
    expect(prose.locator("img")).to_have_js_property("naturalWidth", 8, timeout=SOON)
    expect(prose.locator(".mention")).to_have_text("@Ana Example")
    expect(prose.get_by_role("checkbox", name="ask")).not_to_be_checked()


def test_a_line_that_breaks_while_two_write_loses_and_doubles_nothing(
    ana: Any, ben: Any, kanban: Kanban
) -> None:
    mine, theirs = open_board(ana, kanban, f"?task={kanban.key}-1"), ben.new_page()
    lines: list[WebSocketRoute] = []
    asked: list[Route] = []

    def wire(line: WebSocketRoute) -> None:
        lines.append(line)
        line.connect_to_server()

    def swallow(route: Route) -> None:
        """Every other time the server takes it, and its answer is lost."""
        asked.append(route)
        if len(asked) % 2:
            route.continue_()
        else:
            route.fetch()
            route.abort()

    theirs.route_web_socket(re.compile("/ws/"), wire)
    theirs.route("**/api/v1/tasks/*/text", swallow)
    theirs.goto(f"{kanban.path}?task={kanban.key}-1")
    box = write(mine)
    box.press_sequentially(" | ")
    saved(mine)
    other = write(theirs)
    expect(other).to_contain_text("|")
    box.press("Control+Home")
    for count in range(2):
        box.press_sequentially(f"left{count} ")
        other.press_sequentially(f"right{count} ")
        lines[-1].close()
    words = "left0 left1 | right0 right1 "
    for one in (box, other):
        expect(one.locator(".cm-line")).to_have_text(words, timeout=2 * SOON)
    saved(theirs)
    theirs.unroute_all(behavior="ignoreErrors")
    saved(mine)
    mine.get_by_role("button", name="Done", exact=True).click()
    expect(mine.locator(".description-prose")).to_have_text(words.strip(), timeout=SOON)
    assert len(lines) > 1
    assert kanban.task("Write the plan").description.split() == words.split()


def test_the_editor_and_its_menus_keep_nobody_out(ana: Any, kanban: Kanban) -> None:
    page = open_board(ana, kanban, f"?task={kanban.key}-1")
    box = write(page)
    box.press_sequentially("# Plan\n\n- [ ] one\n\n")
    box.press_sequentially("/")
    expect(page.get_by_role("listbox").first).to_be_visible()
    settle(page)
    assert serious(page) == []
    page.get_by_role("option", name="Table").click()
    expect(page.get_by_role("textbox", name="Row 1, column 1")).to_be_focused()
    assert serious(page) == []
    page.keyboard.type("Sail")
    page.keyboard.press("ArrowUp")
    page.keyboard.type("Above")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("textbox", name="Row 1, column 1")).to_be_focused()
    expect(page.get_by_role("textbox", name="Row 1, column 1")).to_have_text("Sail")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("textbox", name="Row 3, column 1")).to_be_focused()
    box.press("Control+End")
    box.press_sequentially("Words")
    box.press("Shift+Control+ArrowLeft")
    expect(page.get_by_role("toolbar", name="Format the selection")).to_be_visible()
    settle(page)
    assert serious(page) == []

    bar = page.get_by_role("toolbar", name="Formatting")
    bar.get_by_role("button", name="Bold").focus()
    page.keyboard.press("End")
    expect(bar.get_by_role("button", name="Markdown")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(bar.get_by_role("button", name="Bold")).to_be_focused()
    page.keyboard.press("Home")
    expect(bar.get_by_role("button", name="Bold")).to_be_focused()


def test_a_link_to_a_board_says_its_title_as_it_is_now(
    ana: Any, kanban: Kanban, site: Site
) -> None:
    from accounts.models import User
    from boards.services.boards import create_board, update_board
    from tasks.services.tasks import update_task

    with database(kanban.blocker):
        person = User.objects.get(email=site.email)
        task = kanban.task("Write the plan")
        board = create_board(actor=person, workspace=task.project.workspace, title="Sketch")
        update_task(actor=person, task=task, description=f"See <{site.url}/b/{board.pk}/>")
    page = open_board(ana, kanban, f"?task={kanban.key}-1")
    link = page.locator(".description-prose a.ref")
    expect(link).to_have_text("Sketch", timeout=SOON)
    with database(kanban.blocker):
        update_board(actor=person, board=board, title="Map of the harbour")
    expect(link).to_have_text("Map of the harbour", timeout=SOON)
