"""Pictures on a whiteboard in a browser: pasted, stored, cropped by keyboard, seen by others."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from e2e.conftest import Site
from e2e.test_canvas import board, elements

__all__ = ["board"]

PASTE = """async () => {
    const canvas = new OffscreenCanvas(800, 400)
    const pen = canvas.getContext('2d')
    pen.fillStyle = '#e11d48'; pen.fillRect(0, 0, 400, 400)
    pen.fillStyle = '#0ea5e9'; pen.fillRect(400, 0, 400, 400)
    const blob = await canvas.convertToBlob({type: 'image/png'})
    const data = new DataTransfer()
    data.items.add(new File([blob], 'flag.png', {type: 'image/png'}))
    const at = document.querySelector('.board-stage')
    at.focus()
    at.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true}))
}"""
COLOUR = """([x, y]) => {
    const canvas = document.querySelector('.board-tiles')
    const {left, top, width} = canvas.getBoundingClientRect()
    const ratio = canvas.width / width
    const [r, g, b] = canvas.getContext('2d').getImageData(x * ratio, y * ratio, 1, 1).data
    return [r, g, b].join()
}"""


def shows(page: Page, x: int, y: int, colour: str) -> None:
    page.wait_for_function(f"([x, y, colour]) => ({COLOUR})([x, y]) === colour", arg=[x, y, colour])


def only(page: Page) -> dict[str, Any]:
    [element] = elements(page)
    return element


def test_a_picture_is_pasted_cropped_and_seen_by_others(
    board: Page, signed_in: Callable[..., BrowserContext], site: Site
):
    with board.expect_response("**/confirm") as answer:
        board.evaluate(PASTE)
    assert answer.value.ok
    picture = only(board)
    assert (picture["kind"], picture["size"]) == ("image", [800, 400])
    assert picture["asset"] == answer.value.json()["id"]

    other = signed_in(viewport={"width": 1280, "height": 800}).new_page()
    other.goto(board.url)
    expect(other.locator("[data-board-status]")).to_have_attribute("data-state", "saved")
    other.keyboard.press("0")
    middle = other.evaluate(
        "() => { const s = document.querySelector('.board-stage').getBoundingClientRect();"
        " return [s.width / 2, s.height / 2] }"
    )
    shows(other, int(middle[0]) - 60, int(middle[1]), "225,29,72")
    shows(other, int(middle[0]) + 60, int(middle[1]), "14,165,233")

    board.keyboard.press("Enter")
    right = board.get_by_role("button", name="Edge of the image: right", exact=True)
    right.focus()
    for _ in range(5):
        board.keyboard.press("Shift+ArrowLeft")
    board.keyboard.press("Enter")
    cropped = only(board)
    assert cropped["crop"] == pytest.approx([0, 0, 0.5, 1])
    assert cropped["width"] == pytest.approx(picture["width"] / 2)
    board.keyboard.press("Control+z")
    assert "crop" not in only(board)
