"""Arranging on a whiteboard: without a mouse, and with one."""

from typing import Any

from playwright.sync_api import Page, expect

from e2e.test_canvas import board, elements

__all__ = ["board"]


def by_kind(page: Page) -> dict[str, dict[str, Any]]:
    return {each["kind"]: each for each in elements(page)}


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_all_is_made_moved_sized_connected_and_deleted_without_a_mouse(board: Page):
    keys = board.keyboard
    board.locator(".board-stage").focus()
    press(board, "n", "Enter")
    keys.type("Plan")
    press(board, "Escape", "r", "Enter")
    before = by_kind(board)
    note, shape = before["sticky"], before["rectangle"]
    assert note["text"] == "Plan"
    assert shape["x"] >= note["x"] + note["width"]

    press(board, "Shift+ArrowDown", "ArrowRight", "Alt+ArrowRight", "Alt+Shift+ArrowDown")
    press(board, "c", "Enter", "Shift+Tab", "Enter")
    after = by_kind(board)
    assert (after["rectangle"]["x"], after["rectangle"]["y"]) == (shape["x"] + 1, shape["y"] + 10)
    assert after["rectangle"]["width"] == shape["width"] + 10
    assert after["rectangle"]["height"] == shape["height"] + 1
    assert after["connector"]["from"]["element"] == shape["id"]
    assert after["connector"]["to"]["element"] == note["id"]

    press(board, "Escape", "Tab", "Alt+i")
    expect(board.get_by_role("textbox", name="Width")).to_have_value("180")
    press(board, "Tab", "Tab", "Tab")
    keys.type("=")
    keys.press("Control+a")
    keys.type("90*2+20")
    press(board, "Enter", "Escape", "Control+Shift+l", "Delete", "Shift+F10")
    expect(board.get_by_role("menuitem", name="Unlock")).to_be_visible()
    assert by_kind(board)["sticky"]["width"] == 200
    press(board, "Escape", "Control+Shift+l", "x", "Tab", "Delete")
    assert set(by_kind(board)) == {"rectangle"}


def test_a_mouse_snaps_copies_wipes_and_asks_for_the_menu(board: Page):
    keys, mouse = board.keyboard, board.mouse
    stage = board.locator(".board-stage")
    for x in (300, 620):
        keys.press("r")
        stage.click(position={"x": x, "y": 300})
    keys.press("Escape")
    corner = stage.bounding_box()
    assert corner is not None

    def drag(start: tuple[int, int], end: tuple[int, int]) -> None:
        mouse.move(corner["x"] + start[0], corner["y"] + start[1])
        mouse.down()
        mouse.move(corner["x"] + end[0], corner["y"] + end[1], steps=4)
        mouse.up()

    drag((620, 300), (304, 520))
    one, two = sorted(elements(board), key=lambda each: each["y"])
    assert two["x"] == one["x"]

    keys.down("Alt")
    drag((300, 520), (700, 517))
    keys.up("Alt")
    copy = max(elements(board), key=lambda each: each["x"])
    assert (copy["y"], len(elements(board))) == (two["y"], 3)

    keys.press("e")
    drag((150, 300), (450, 300))
    expect(board.get_by_role("button", name="Rectangle", exact=True)).to_have_count(2)
    assert {each["id"] for each in elements(board)} == {two["id"], copy["id"]}
    press(board, "Control+z", "v", "Escape")
    stage.click(position={"x": 300, "y": 300}, button="right")
    board.get_by_role("menuitem", name="Lock", exact=False).first.click()
    drag((300, 300), (500, 400))
    assert one["x"] == next(each["x"] for each in elements(board) if each["id"] == one["id"])
