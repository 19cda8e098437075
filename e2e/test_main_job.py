"""The main job, end to end: what a team does on its first day, in two browsers at once."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from e2e.conftest import PASSWORD, Site

SOON = 10_000
LIVE = 2_000

OLD_TOOL = {
    "id": "5f0000000000000000000001",
    "name": "Boat club",
    "closed": False,
    "lists": [
        {"id": "L2", "name": "Done", "closed": False, "pos": 32768},
        {"id": "L1", "name": "To do", "closed": False, "pos": 16384.5},
    ],
    "labels": [{"id": "B1", "name": "урок", "color": "red"}],
    "members": [{"id": "M1", "fullName": "Nadia Example", "username": "nadia"}],
    "cards": [
        {
            "id": "5f0000000000000000000002",
            "idShort": 1,
            "name": "Paint the hull",
            "desc": "**two** coats",
            "idList": "L1",
            "closed": False,
            "pos": 65535,
            "due": "2030-01-02T10:00:00.000Z",
            "dueComplete": False,
            "idLabels": ["B1"],
            "idMembers": [],
            "attachments": [],
            "badges": {"comments": 1},
        },
        {
            "id": "5f0000000000000000000003",
            "idShort": 2,
            "name": "Buy rope",
            "desc": "",
            "idList": "L2",
            "closed": False,
            "pos": 1,
            "due": None,
            "idLabels": [],
            "idMembers": [],
            "attachments": [],
            "badges": {"comments": 0},
        },
    ],
    "checklists": [
        {
            "id": "C1",
            "idCard": "5f0000000000000000000002",
            "name": "Steps",
            "pos": 1,
            "checkItems": [
                {"id": "I1", "name": "sand", "state": "complete", "pos": 1},
                {"id": "I2", "name": "paint", "state": "incomplete", "pos": 2},
            ],
        }
    ],
    "actions": [
        {
            "id": "A1",
            "type": "commentCard",
            "date": "2030-01-01T09:00:00.000Z",
            "idMemberCreator": "M1",
            "data": {"text": "Mind the wind", "card": {"id": "5f0000000000000000000002"}},
        }
    ],
}


@pytest.fixture
def ana(site: Site, browser: Browser) -> Iterator[Page]:
    """Somebody who has just heard of TeamFlow."""
    context = browser.new_context(base_url=site.url, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(SOON)
    yield context.new_page()
    context.close()


@pytest.fixture
def elsewhere(site: Site, browser: Browser) -> Iterator[BrowserContext]:
    """Another browser, in which nobody is signed in yet."""
    context = browser.new_context(base_url=site.url, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(SOON)
    yield context
    context.close()


def test_the_first_day_of_a_team(ana, elsewhere, tmp_path):
    home = _sign_up(ana, "founder@example.com", "Founder Example")
    ben = _join(ana, elsewhere, home)

    kanban = _import_the_old_board(ana, home, tmp_path)
    ben.goto(kanban)
    _drag_a_card(ana, ben)
    _edit_one_task_together(ana, ben)

    board = _draw_together(ana, ben)
    _make_tasks_of_notes(ana, ben, kanban)

    _break_a_task_down(ana, kanban)
    _draw_a_flowchart(ana, ben, board)


def _sign_up(page: Page, email: str, name: str) -> str:
    page.goto("/")
    page.get_by_role("link", name="Sign up").first.click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    page.wait_for_url("**/w/**")
    expect(page.locator(".sidebar")).to_contain_text("First steps")
    expect(page.locator(".sidebar")).to_contain_text("Welcome board")
    return page.url


def _join(ana: Page, elsewhere: BrowserContext, home: str) -> Page:
    """Ana invites by link; Ben follows it, signs up, and is in."""
    answer = ana.evaluate(
        """async (slug) => {
            const csrf = document.cookie.match(/csrftoken=([^;]+)/)[1]
            const answer = await fetch(`/api/v1/workspaces/${slug}/invitations`, {
                method: 'POST',
                headers: { 'Content-Type': 'application/json', 'X-CSRFToken': csrf },
                body: JSON.stringify({ email: 'colleague@example.com', role: 'member' }),
            })
            return answer.json()
        }""",
        home.rstrip("/").rsplit("/", 1)[-1],
    )
    page = elsewhere.new_page()
    page.goto(answer["url"])
    page.get_by_role("button", name="Make an account and join").click()
    page.get_by_label("Name").fill("Colleague Example")
    page.get_by_label("E-mail address").fill("colleague@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    page.wait_for_url("**/w/**")
    page.goto(home)
    return page


def _import_the_old_board(page: Page, home: str, folder: Path) -> str:
    export = folder / "board.json"
    export.write_text(json.dumps(OLD_TOOL), encoding="utf-8")
    kanban = f"{home}p/TF/"
    page.goto(f"{kanban}import/")
    page.locator('input[type="file"]').set_input_files(export)
    page.get_by_role("button", name="Import 2 tasks").click(timeout=SOON)
    expect(page.get_by_text("2 tasks were imported.")).to_be_visible(timeout=SOON)

    page.goto(kanban)
    card = _card(page, "Paint the hull")
    expect(card).to_contain_text("урок")
    expect(card).to_contain_text("1/2")
    expect(_column(page, "Done")).to_contain_text("Buy rope")
    card.click()
    expect(page.get_by_role("dialog")).to_contain_text("Mind the wind")
    expect(page.locator("tf-task-panel strong", has_text="two")).to_be_visible()
    page.keyboard.press("Escape")
    return kanban


def _drag_a_card(ana: Page, ben: Page) -> None:
    expect(_card(ben, "Paint the hull")).to_be_visible()
    _drag(ana, _card(ana, "Paint the hull"), _column(ana, "In progress"))

    expect(_column(ana, "In progress")).to_contain_text("Paint the hull")
    expect(_column(ben, "In progress")).to_contain_text("Paint the hull", timeout=LIVE)


def _edit_one_task_together(ana: Page, ben: Page) -> None:
    """Different fields: one changes the title, the other says something; both are kept."""
    mine, theirs = ana.get_by_role("dialog"), ben.get_by_role("dialog")
    for page in (ana, ben):
        _card(page, "Paint the hull").click()
        expect(page.get_by_role("dialog")).to_be_visible()
    mine.get_by_role("button", name="Paint the hull").click()
    theirs.get_by_role("textbox", name="Write a comment").fill("Blue, please")
    theirs.get_by_role("button", name="Comment", exact=True).click()
    mine.get_by_role("textbox", name="Title").fill("Paint the hull blue")
    mine.get_by_role("textbox", name="Title").press("Enter")

    expect(mine).to_contain_text("Blue, please", timeout=SOON)
    expect(theirs.get_by_role("button", name="Paint the hull blue")).to_be_visible(timeout=SOON)
    for page in (ana, ben):
        page.keyboard.press("Escape")


def _draw_together(ana: Page, ben: Page) -> str:
    ana.locator('.sidebar a[href^="/b/"]').first.click()
    ana.wait_for_url("**/b/**")
    board = ana.url
    ben.goto(board)
    for page in (ana, ben):
        expect(page.get_by_text("Saved", exact=True)).to_be_visible(timeout=SOON)

    _write_note(ana, (1250, 250), "Rig the mast")
    _expect_text(ben, "Rig the mast")

    ben.context.set_offline(True)
    _write_note(ben, (1250, 520), "Oil the blocks")
    _write_note(ana, (1250, 700), "Sew the jib")
    expect(ben.get_by_text("Offline", exact=False).first).to_be_visible(timeout=SOON)
    ben.context.set_offline(False)

    for page in (ana, ben):
        expect(page.get_by_text("Saved", exact=True)).to_be_visible(timeout=30_000)
        for text in ("Rig the mast", "Oil the blocks", "Sew the jib"):
            _expect_text(page, text)
    return board


def _make_tasks_of_notes(ana: Page, ben: Page, kanban: str) -> None:
    ben.goto(kanban)
    ana.bring_to_front()
    _deselect(ana)
    ana.mouse.click(1250, 250)
    ana.keyboard.down("Shift")
    ana.mouse.click(1250, 700)
    ana.keyboard.up("Shift")
    ana.get_by_role("button", name="To tasks", exact=True).click()
    ana.get_by_role("button", name="Make tasks", exact=True).click()
    expect(ana.get_by_text("2 tasks made").first).to_be_visible(timeout=SOON)

    expect(_card(ben, "Rig the mast")).to_be_visible(timeout=LIVE)
    _drag(ben, _card(ben, "Rig the mast"), _column(ben, "Done"))
    _expect_card(ana, "Rig the mast", "Done")


def _break_a_task_down(page: Page, kanban: str) -> None:
    page.goto(kanban)
    _card(page, "Break this task down with AI").click()
    page.get_by_role("button", name="Break down").click()
    boxes = page.get_by_role("checkbox", name="Keep", exact=False)
    expect(boxes.first).to_be_visible(timeout=SOON)
    proposed = boxes.count()
    assert proposed >= 3
    for leave_out in range(2):
        boxes.nth(leave_out).uncheck()
    kept = proposed - 2
    page.get_by_label("Title of step 3").fill("Checked by a person")
    page.get_by_role("button", name=f"Create {kept} subtask").click()

    expect(_card(page, "Checked by a person")).to_be_visible(timeout=SOON)


def _draw_a_flowchart(ana: Page, ben: Page, board: str) -> None:
    for page in (ana, ben):
        page.goto(board)
        expect(page.get_by_text("Saved", exact=True)).to_be_visible(timeout=SOON)
    ana.get_by_role("button", name="Diagram with AI").click()
    dialog = ana.get_by_role("dialog")
    dialog.get_by_label("Flowchart").check()
    dialog.get_by_label("What to draw").fill("Build → Test → Deploy the release")
    dialog.get_by_role("button", name="Draw").click()

    for page in (ana, ben):
        _expect_text(page, "Deploy the release")


def _card(page: Page, title: str) -> Locator:
    return page.locator(".task-card", has_text=title).first


def _column(page: Page, name: str) -> Locator:
    heading = page.get_by_role("heading", name=name, exact=True)
    return page.locator("tf-column", has=heading).first


def _drag(page: Page, what: Locator, where: Locator) -> None:
    page.bring_to_front()
    what.scroll_into_view_if_needed()
    start, end = what.bounding_box(), where.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + start["width"] / 2 + 12, start["y"] + 24, steps=4)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 90, steps=12)
    page.mouse.up()


def _write_note(page: Page, at: tuple[int, int], text: str) -> None:
    page.bring_to_front()
    _deselect(page)
    page.keyboard.press("n")
    page.mouse.click(*at)
    area = page.get_by_label("Text of the element")
    area.fill(text)
    area.press("Escape")
    _deselect(page)


def _deselect(page: Page) -> None:
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")


def _expect_text(page: Page, text: str) -> None:
    """In the outline beside the canvas: what this browser's own copy of the board holds."""
    outline = page.get_by_role("navigation", name="Elements of this board")
    expect(outline).to_contain_text(text, timeout=SOON)


def _expect_card(page: Page, title: str, status: str) -> None:
    """A live card as this browser reads it out, within the second or two that is promised."""
    outline = page.get_by_role("navigation", name="Elements of this board")
    expect(outline).to_contain_text(f"{title} ({status})", timeout=LIVE)
