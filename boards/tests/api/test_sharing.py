"""Links to a board: who makes them, where they lead, and what guests may."""

import pytest
from django.test import Client
from django.utils import timezone

from boards.models import BoardGuest, ShareLink
from boards.services.boards import create_board, delete_board
from boards.services.elements import create_elements
from boards.services.sharing import create_share_link, enter_as_guest, revoke_share_link
from boards.services.tasks import place_card
from boards.tests.api.test_assets import bring, picture
from tasks.services.tasks import create_task


@pytest.fixture
def board(workspace, owner):
    board = create_board(actor=owner, workspace=workspace, title="Retro")
    note = {"kind": "sticky", "x": 5, "y": 7, "text": "Ask twice"}
    create_elements(actor=owner, board=board, elements=[note])
    return board


@pytest.fixture
def issued(board, owner):
    return create_share_link(actor=owner, board=board, access="view")


def come_in(token, **fields):
    browser = Client()
    return browser, browser.post(f"/s/{token}/", {"name": "Kim", **fields})


def test_makes_a_link_whose_secret_is_not_kept(board, clients):
    path = f"/api/v1/boards/{board.pk}/share-links"

    made = clients["editor"].post(path, {"access": "edit", "password": "sesame"})

    token = made.json()["url"].rstrip("/").split("/")[-1]
    (listed,) = clients["owner"].get(path).json()["results"]
    assert (made.status_code, listed["has_password"], "url" in listed) == (201, True, False)
    assert token not in str(ShareLink.objects.values_list("token_hash", "password"))


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("outsider", 404)])
def test_denies_and_changes_nothing(board, issued, clients, sent_messages, who, status):
    path = f"/api/v1/boards/{board.pk}/share-links"
    sent_messages.clear()

    answers = [
        clients[who].get(path),
        clients[who].post(path, {"access": "edit"}),
        clients[who].delete(f"{path}/{issued.link.pk}"),
    ]

    assert [answer.status_code for answer in answers] == [status] * 3
    assert [link.revoked_at for link in ShareLink.objects.all()] == [None]
    assert sent_messages == []


@pytest.mark.parametrize("body", [{"access": "own"}, {}, {"access": "view", "expires_at": "x"}])
def test_refuses_what_it_does_not_understand(board, clients, body):
    answer = clients["owner"].post(f"/api/v1/boards/{board.pk}/share-links", body)

    assert (answer.status_code, ShareLink.objects.count()) == (400, 0)


def test_a_guest_says_a_name_and_sees_the_board(board, issued):
    browser, answer = come_in(issued.token)

    page = browser.get(answer.url)
    shown = browser.get(f"/api/v1/boards/{board.pk}/display").json()
    issued.link.refresh_from_db()
    assert (answer.status_code, page.status_code) == (302, 200)
    assert b'"is_guest": true' in page.content
    assert [each["t"] for each in shown["elements"]] == ["Ask twice"]
    assert issued.link.use_count == 1


def test_a_guest_comes_no_further_than_this_board(board, issued, workspace, owner):
    other = create_board(actor=owner, workspace=workspace, title="Secret")
    browser, _answer = come_in(issued.token)

    statuses = [
        browser.get(f"/api/v1/boards/{other.pk}/display").status_code,
        browser.get(f"/api/v1/boards/{board.pk}").status_code,
        browser.get(f"/b/{other.pk}/").status_code,
        browser.patch(f"/api/v1/boards/{board.pk}", {"title": "Mine"}).status_code,
        browser.post(f"/api/v1/boards/{board.pk}/elements", {"elements": []}).status_code,
        browser.post(f"/api/v1/boards/{board.pk}/cards", {"task": str(board.pk)}).status_code,
    ]

    assert statuses == [401, 401, 302, 401, 401, 401]


def test_a_guest_reads_of_tasks_what_their_cards_show(board, issued, project, owner):
    task = create_task(actor=owner, project=project, title="Shown", description="Hidden")
    hidden = create_task(actor=owner, project=project, title="Not on the board")
    place_card(actor=owner, board=board, task=task)
    browser, _answer = come_in(issued.token)

    cards = browser.get(f"/api/v1/boards/{board.pk}/cards?task={hidden.pk}").json()

    (card,) = cards["results"]
    assert (card["title"], cards["rooms"], card["url"]) == ("Shown", [], "")
    assert "Hidden" not in str(cards)


def test_asks_for_the_password(board, owner):
    issued = create_share_link(actor=owner, board=board, access="view", password="sesame")

    _browser, wrong = come_in(issued.token, password="open")
    _browser, right = come_in(issued.token, password="sesame")

    assert (wrong.status_code, right.status_code) == (400, 302)
    assert BoardGuest.objects.count() == 1


@pytest.mark.parametrize("end", ["revoke", "expire", "bin"])
def test_a_dead_link_leads_to_one_clear_page_and_ends_its_visits(board, issued, owner, end):
    browser, answer = come_in(issued.token)
    if end == "revoke":
        revoke_share_link(actor=owner, link=issued.link)
    elif end == "expire":
        ShareLink.objects.update(expires_at=timezone.now())
    else:
        delete_board(actor=owner, board=board)

    again = browser.get(f"/s/{issued.token}/")

    assert (again.status_code, b"leads nowhere" in again.content) == (404, True)
    assert browser.get(answer.url).status_code == 302
    assert browser.get(f"/api/v1/boards/{board.pk}/display").status_code == 401


def test_members_go_straight_to_the_board(board, issued, editor):
    browser = Client()
    browser.force_login(editor)

    assert browser.get(f"/s/{issued.token}/").url == f"/b/{board.pk}/"


def test_revoking_twice_changes_nothing(issued, owner, sent_messages):
    first = revoke_share_link(actor=owner, link=issued.link)
    sent_messages.clear()

    second = revoke_share_link(actor=owner, link=issued.link)

    assert second.revoked_at == first.revoked_at
    assert sent_messages == []


def test_a_visit_needs_a_name(issued):
    _browser, answer = come_in(issued.token, name="   ")

    assert (answer.status_code, BoardGuest.objects.count()) == (400, 0)
    assert enter_as_guest(token=issued.token, name="Kim").guest.name == "Kim"


def test_a_guest_sees_the_pictures_of_this_board(board, issued, clients):
    data = picture()
    kept = bring(clients["editor"], board, data).data
    browser, _answer = come_in(issued.token)

    read = browser.get(kept["url"])

    assert (read.status_code, read.getvalue()) == (200, data)
    assert Client().get(kept["url"]).status_code == 302
