"""The pages of boards: who sees them, and what they are given."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from boards.services.boards import create_board

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(owner, workspace):
    return create_board(actor=owner, workspace=workspace, title="Retro <of> June")


@pytest.fixture
def browser_of():
    def sign_in(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


def _data(response):
    text = response.content.decode()
    found = re.search(r'<script id="board-data" type="application/json">(.*?)</script>', text)
    return json.loads(found[1])


@pytest.mark.parametrize(("who", "access"), [("editor", "edit"), ("viewer", "view")])
def test_tells_the_canvas_what_its_reader_may_do(request, board, browser_of, who, access):
    person = request.getfixturevalue(who)

    response = browser_of(person).get(reverse("board", args=[board.pk]))

    data = _data(response)
    assert response.status_code == 200
    assert (data["id"], data["title"], data["access"]) == (str(board.pk), board.title, access)
    assert data["user"]["id"] == str(person.pk)


def test_hides_a_board_and_the_list_from_strangers(outsider, board, workspace, browser_of):
    browser = browser_of(outsider)

    statuses = [
        browser.get(reverse("board", args=[board.pk])).status_code,
        browser.get(reverse("board-list", args=[workspace.slug])).status_code,
    ]

    assert statuses == [404, 404]


def test_sends_people_who_are_not_signed_in_to_sign_in(board):
    response = Client().get(reverse("board", args=[board.pk]))

    assert response.status_code == 302
    assert "login" in response.url


def test_lists_boards_with_a_menu_only_for_those_who_make_boards(
    editor, viewer, board, workspace, browser_of
):
    address = reverse("board-list", args=[workspace.slug])

    pages = [browser_of(each).get(address).content.decode() for each in (editor, viewer)]

    assert all("Retro &lt;of&gt; June" in page for page in pages)
    assert ["data-board-card-menu" in page for page in pages] == [True, False]


def test_teaches_what_a_board_is_where_there_is_none(editor, workspace, browser_of):
    page = browser_of(editor).get(reverse("board-list", args=[workspace.slug])).content.decode()

    assert "Think together" in page


def test_serves_the_bench_only_where_the_server_measures_itself(settings):
    statuses = []
    for is_on in (False, True):
        settings.BENCH = is_on
        statuses.append(Client().get(reverse("canvas-bench")).status_code)

    assert statuses == [404, 200]
