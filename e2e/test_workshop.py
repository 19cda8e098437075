"""A whole workshop of three: one who leads it, one of the team, and a guest who came by a link."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from accounts.models import User
from accounts.selectors import workspaces_of
from boards.services.boards import create_board
from boards.services.elements import create_elements
from e2e.conftest import Site, sign_in
from e2e.test_together import second_person
from tasks.models import Task

SIZE: ViewportSize = {"width": 1280, "height": 800}
FRAMES = (("Where we are", -700), ("Where we go", 300))


@dataclass(frozen=True)
class Room:
    """Where they meet, and who leads."""

    address: str
    leader: Page


@pytest.fixture
def room(signed_in: Callable[..., BrowserContext], site: Site) -> Room:
    ana = User.objects.get(email=site.email)
    workspace = workspaces_of(user=ana).get(slug=site.slug)
    board = create_board(actor=ana, workspace=workspace, title="Next quarter")
    frames = [
        {"kind": "frame", "text": text, "x": x, "y": 0, "width": 800, "height": 500}
        for text, x in FRAMES
    ]
    create_elements(actor=ana, board=board, elements=frames)
    page = signed_in(viewport=SIZE).new_page()
    page.goto(f"/b/{board.pk}/")
    _is_saved(page)
    return Room(f"/b/{board.pk}/", page)


@pytest.fixture
def ben(room: Room, browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(base_url=site.url, viewport=SIZE, reduced_motion="reduce")
    sign_in(context, second_person(site).email)
    page = context.new_page()
    page.goto(room.address)
    _is_saved(page)
    yield page
    context.close()


@pytest.fixture
def guest(room: Room, browser: Browser, site: Site) -> Iterator[Page]:
    room.leader.get_by_role("button", name="Share", exact=True).click()
    dialog = room.leader.get_by_role("dialog", name="Share the board")
    dialog.get_by_label("They may").select_option("edit")
    dialog.get_by_role("button", name="Make a link").click()
    address = dialog.get_by_label("Your link").input_value()
    dialog.get_by_role("button", name="Close").click()
    context = browser.new_context(base_url=site.url, viewport=SIZE, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Your name").fill("Gus Guest")
    page.get_by_role("button", name="Open the board").click()
    _is_saved(page)
    yield page
    context.close()


def test_three_people_write_group_vote_decide_and_present(room: Room, ben: Page, guest: Page):
    ana = room.leader
    ana.get_by_role("button", name="Private writing").click()
    for page, text, x in ((ben, "Faster search", 300), (guest, "Quieter mails", 900)):
        expect(page.get_by_role("group", name="Private writing")).to_be_visible()
        _write(page, text, x)
    assert "Faster search" not in ana.content() + guest.content()
    assert "Quieter mails" not in ana.content() + ben.content()
    ana.get_by_role("button", name="Reveal all").click()
    for text in ("Faster search", "Quieter mails"):
        expect(ana.get_by_role("button", name=f"Note: {text}")).to_have_count(1)

    _choose_notes(ana)
    ana.keyboard.press("Control+g")
    ana.keyboard.press("Escape")
    _vote(ana, ben, guest)

    _choose_notes(ana)
    ana.get_by_role("button", name="To tasks").click()
    ana.get_by_role("button", name="Make tasks").click()
    for page in (ana, guest):
        notes = page.locator(".board-outline").get_by_role("button")
        expect(notes.filter(has_text="Note: Quieter mails")).to_have_count(0)
        expect(notes.filter(has_text="Quieter mails")).to_have_count(1)
    assert Task.objects.filter(title="Quieter mails", deleted_at=None).count() == 1

    ana.get_by_role("button", name="Present", exact=True).click()
    ana.get_by_role("dialog", name="Present the frames").get_by_role(
        "button", name="Present"
    ).click()
    bar = ana.get_by_role("toolbar", name="Presentation")
    expect(bar).to_contain_text("Where we are")
    ana.keyboard.press("ArrowRight")
    expect(bar).to_contain_text("Where we go")
    ana.keyboard.press("Escape")
    expect(bar).to_be_hidden()


def _vote(ana: Page, ben: Page, guest: Page) -> None:
    ana.get_by_role("button", name="Vote", exact=True).click()
    ana.get_by_role("menuitem", name="Start a vote").click()
    ana.get_by_label("Question").fill("What first?")
    ana.get_by_label("Votes for each person").fill("1")
    ana.get_by_label("Ends").select_option("5")
    ana.get_by_role("button", name="Start the vote").click()
    for page in (ben, guest):
        expect(page.get_by_role("timer")).to_contain_text("4:5")
        page.get_by_role("button", name="Vote from a list").click()
        page.get_by_role("button", name="Vote for Quieter mails").click()
        expect(page.get_by_role("button", name="Vote for Faster search")).to_be_disabled()
    ana.get_by_role("button", name="End the vote").click()
    for page in (ana, ben, guest):
        expect(page.locator(".together-ranks li").first).to_contain_text("Quieter mails")
        expect(page.locator(".together-ranks strong").first).to_have_text("2")
    ana.get_by_role("button", name="Close", exact=True).first.click()


def _write(page: Page, text: str, x: int) -> None:
    page.keyboard.press("n")
    page.locator(".board-stage").click(position={"x": x, "y": 640})
    page.keyboard.type(text)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=f"Note: {text}")).to_have_count(1)
    _is_saved(page)


def _choose_notes(page: Page) -> None:
    page.get_by_role("button", name="Note: ").first.focus()
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("Select all of this kind")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Note: ", pressed=True)).to_have_count(2)


def _is_saved(page: Page) -> None:
    expect(page.locator("[data-board-status]")).to_have_attribute("data-state", "saved")
