"""Elements of a whiteboard in a browser: written, marked, grown and connected by keyboard."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from e2e.conftest import Site


@pytest.fixture
def board(signed_in: Callable[..., BrowserContext], site: Site) -> Page:
    context = signed_in(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"/w/{site.slug}/boards/")
    made = page.evaluate(
        """async (slug) => {
            const token = document.cookie.match(/csrftoken=([^;]+)/)
            const answer = await fetch(`/api/v1/workspaces/${slug}/boards`, {
                method: 'POST',
                headers: {'Content-Type': 'application/json', 'X-CSRFToken': token[1]},
                body: JSON.stringify({title: 'Canvas'}),
            })
            return await answer.json()
        }""",
        site.slug,
    )
    page.goto(f"/b/{made['id']}/")
    expect(page.get_by_text("Write the first note")).to_be_visible()
    return page


def elements(page: Page) -> list[dict[str, Any]]:
    """What the server holds, once everything is acknowledged."""
    expect(page.locator("[data-board-status]")).to_have_attribute("data-state", "saved")
    path = page.url.split("/b/")[1].strip("/")
    found = page.evaluate(
        "async (id) => await (await fetch(`/api/v1/boards/${id}/elements?limit=100`)).text()", path
    )
    results: list[dict[str, Any]] = json.loads(found)["results"]
    return results


def test_a_diagram_and_a_map_are_made_without_a_pointer(board):
    keys = board.keyboard
    stage = board.locator(".board-stage")
    keys.press("n")
    stage.click(position={"x": 300, "y": 200})
    keys.type("Order ")
    keys.press("Control+b")
    keys.type("today")
    keys.press("Enter")
    keys.type("- rope")
    keys.press("Enter")
    keys.type("paint")
    bold = board.locator(".board-text .is-bold").first
    expect(bold).to_contain_text("today")
    keys.press("Escape")
    keys.press("Control+ArrowRight")
    keys.press("Enter")
    keys.type("Pay")
    keys.press("Escape")

    found = elements(board)
    by_text = {each["text"]: each for each in found}
    assert set(by_text) == {"Order today\n- rope\n- paint", "Pay", ""}
    line = by_text[""]
    assert line["from"]["element"] == by_text["Order today\n- rope\n- paint"]["id"]
    assert line["to"]["element"] == by_text["Pay"]["id"]
    assert line["route"] == "elbow"

    keys.press("Escape")
    keys.press("m")
    stage.click(position={"x": 500, "y": 600})
    for word, key in (("Boat", "Tab"), ("Hull", "Enter"), ("Sail", "Escape")):
        keys.type(word)
        keys.press(key)
    nodes = {each["text"]: each for each in elements(board) if each["kind"] == "mindmap"}
    assert nodes["Hull"]["parent"] == nodes["Sail"]["parent"] == nodes["Boat"]["id"]
    keys.press("Control+z")
    expect(board.get_by_role("button", name="Mind map node: Sail")).to_have_count(0)
