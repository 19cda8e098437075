"""Two people on one board: each sees, follows and hears the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from accounts.models import Membership, Role, User
from accounts.selectors import workspaces_of
from accounts.services.registration import confirm_address, sign_up
from boards.services.boards import create_board
from boards.services.elements import create_elements
from e2e.conftest import PASSWORD, Site, sign_in

SIZE: ViewportSize = {"width": 1280, "height": 800}


@dataclass
class Pair:
    """Ana and Ben with the same board open."""

    ana: Page
    ben: Page
    notes: list[str]


def second_person(site: Site) -> User:
    known = User.objects.filter(email="bea@example.com").first()
    if known is not None:
        return known
    ben = sign_up(email="bea@example.com", name="Bea Beside", password=PASSWORD)
    confirm_address(actor=ben)
    ana = User.objects.get(email=site.email)
    workspace = workspaces_of(user=ana).get(slug=site.slug)
    Membership.objects.create(user=ben, workspace=workspace, role=Role.MEMBER)
    return ben


@pytest.fixture
def pair(signed_in: Callable[..., BrowserContext], browser: Browser, site: Site) -> Iterator[Pair]:
    ana = User.objects.get(email=site.email)
    workspace = workspaces_of(user=ana).get(slug=site.slug)
    board = create_board(actor=ana, workspace=workspace, title="Workshop")
    elements: list[dict[str, Any]] = [
        {"kind": "sticky", "text": text, "x": 220 * at, "y": 0, "style": {"fill": "yellow"}}
        for at, text in enumerate(("Boats", "Ropes", "Paint"))
    ]
    made = create_elements(actor=ana, board=board, elements=elements)
    one = signed_in(viewport=SIZE)
    two = browser.new_context(base_url=site.url, viewport=SIZE, reduced_motion="reduce")
    sign_in(two, second_person(site).email)
    ana_page, ben_page = one.new_page(), two.new_page()
    for page in (ana_page, ben_page):
        page.goto(f"/b/{board.pk}/")
        expect(page.locator("[data-board-status]")).to_have_attribute("data-state", "saved")
    yield Pair(ana_page, ben_page, [each["id"] for each in made])
    two.close()


def test_people_follow_speak_react_and_are_brought_together(pair: Pair):
    ana, ben = pair.ana, pair.ben
    ana.locator(".board-stage").hover(position={"x": 500, "y": 400})

    expect(ben.locator(".board-cursor")).to_contain_text("Ana Example")
    ana.keyboard.press("/")
    ana.keyboard.type("look here")
    expect(ben.locator(".board-cursor-chat")).to_have_text("look here")
    ana.keyboard.press("Escape")
    expect(ben.locator(".board-cursor-chat")).to_have_text("")

    ana.keyboard.press("Shift+E")
    ana.get_by_role("dialog", name="Reactions").get_by_role("button", name="🎉").click()
    expect(ben.locator(".together-reaction")).to_have_text("🎉")

    ben.get_by_role("button", name="2 people are here").click()
    ben.get_by_role("menuitem", name="Follow Ana Example").click()
    expect(ben.locator(".together-followed")).to_contain_text("Following Ana Example")
    ana.keyboard.press("+")
    zoom = ana.locator(".board-zoom").inner_text()
    expect(ben.locator(".board-zoom")).to_have_text(zoom)
    # Moving oneself ends it, and the next move of the other is their own.
    ben.locator(".board-stage").focus()
    ben.keyboard.press("-")
    expect(ben.locator(".together-followed")).to_be_hidden()

    ana.get_by_role("button", name="2 people are here").click()
    ana.get_by_role("menuitem", name="Bring everyone to me").click()
    card = ben.get_by_role("alertdialog")
    expect(card).to_contain_text("Ana Example brings everyone here")
    card.get_by_role("button", name="Go there").click()
    expect(ben.locator(".board-zoom")).to_have_text(zoom)
    ana.get_by_role("button", name="2 people are here").click()
    ana.get_by_role("menuitem", name="Bring everyone to me").click()
    card.get_by_role("button", name="Stay here").click()
    expect(card).to_have_count(0)


def test_a_workshop_from_private_notes_to_a_vote(pair: Pair):
    ana, ben = pair.ana, pair.ben
    ana.get_by_role("button", name="Private writing").click()
    expect(ben.get_by_role("group", name="Private writing")).to_be_visible()
    ben.keyboard.press("n")
    ben.locator(".board-stage").click(position={"x": 640, "y": 650})
    ben.keyboard.type("A quiet thought")
    ben.keyboard.press("Escape")
    expect(ben.get_by_role("button", name="Note: A quiet thought")).to_have_count(1)
    expect(ben.locator("[data-board-status]")).to_have_attribute("data-state", "saved")
    expect(
        ana.locator(".board-outline").get_by_role("button", name="Sticky note", exact=True)
    ).to_have_count(1)
    assert "quiet thought" not in ana.content()
    # It survives a reload of its writer, still hidden from the other.
    ben.reload()
    expect(ben.get_by_role("button", name="Note: A quiet thought")).to_have_count(1)
    ana.get_by_role("button", name="Reveal all").click()
    expect(ana.get_by_role("button", name="Note: A quiet thought")).to_have_count(1)
    expect(ben.get_by_role("group", name="Private writing")).to_have_count(0)

    ana.get_by_role("button", name="Vote", exact=True).click()
    ana.get_by_role("menuitem", name="Start a vote").click()
    ana.get_by_label("Question").fill("What first?")
    ana.get_by_label("Votes for each person").fill("2")
    ana.get_by_label("Ends").select_option("5")
    ana.get_by_role("button", name="Start the vote").click()
    expect(ben.get_by_role("timer")).to_contain_text("4:5")
    ben.get_by_role("button", name="Vote from a list").click()
    ben.get_by_role("button", name="Vote for Ropes").click()
    ben.get_by_role("button", name="Vote for Ropes").click()
    expect(ben.get_by_role("button", name="Vote for Boats")).to_be_disabled()
    ana.get_by_role("button", name="Vote from a list").click()
    ana.get_by_role("button", name="Vote for Ropes").click()
    expect(ana.get_by_role("status").filter(has_text="1 vote left")).to_be_visible()
    expect(ana.locator(".together-rows output").filter(has_text="3")).to_have_count(0)
    ana.get_by_role("button", name="End the vote").click()
    for page in (ana, ben):
        expect(page.locator(".together-ranks li").first).to_contain_text("Ropes")
        expect(page.locator(".together-ranks strong").first).to_have_text("3")
    ana.get_by_role("button", name="End the timer").click()
    expect(ben.get_by_role("timer")).to_have_count(0)
