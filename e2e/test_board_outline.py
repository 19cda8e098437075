"""A whiteboard worked from its outline, by keyboard alone: named, written, connected, found."""

import re

from playwright.sync_api import Locator, Page, expect

from e2e.test_canvas import board, elements

__all__ = ["board"]

DRAW = """async (id) => {
    const token = document.cookie.match(/csrftoken=([^;]+)/)
    const note = (x, text) => ({kind: 'sticky', x, y: 0, text})
    await fetch(`/api/v1/boards/${id}/elements`, {
        method: 'POST',
        headers: {'Content-Type': 'application/json', 'X-CSRFToken': token[1]},
        body: JSON.stringify({elements: [note(0, 'Rope'), note(400, 'Paint'), note(9000, 'Tar')]}),
    })
}"""


def test_a_board_is_worked_from_its_outline(board: Page):
    board.evaluate(DRAW, board.url.split("/b/")[1].strip("/"))
    keys = board.keyboard

    def line(words: str) -> Locator:
        return board.get_by_role("button", name=f"Sticky note: {words}", exact=True)

    rope = line("Rope")
    expect(rope).to_have_count(1)
    board.locator(".board-stage").focus()
    keys.press("Shift+L")
    expect(rope).to_be_focused()

    keys.press("F2")
    keys.type("New rope")
    keys.press("Enter")
    expect(line("New rope")).to_be_focused()
    keys.press("Shift+F10")
    board.get_by_role("menuitem", name="Connect from here").press("Enter")
    line("New rope").focus()
    keys.press("ArrowDown")
    expect(line("Paint")).to_be_focused()
    keys.press("Shift+F10")
    board.get_by_role("menuitem", name="Connect to here").press("Enter")

    found = elements(board)
    by_text = {each["text"]: each for each in found}
    assert set(by_text) == {"New rope", "Paint", "Tar", ""}
    assert by_text[""]["from"]["element"] == by_text["New rope"]["id"]
    assert by_text[""]["to"]["element"] == by_text["Paint"]["id"]

    line("Paint").focus()
    keys.press("Escape")
    expect(board.locator(".board-stage")).to_be_focused()
    keys.press("Control+f")
    field = board.get_by_role("searchbox", name="Find on the board")
    expect(field).to_be_focused()
    keys.type("tar")
    expect(board.get_by_role("search").get_by_role("status")).to_have_text("1 of 1")
    keys.press("Escape")
    expect(line("Tar")).to_have_attribute("aria-pressed", "true")
    keys.press("Shift+M")
    expect(board.get_by_role("img", name=re.compile("Map of the board"))).to_be_visible()
