"""Templates over HTTP: the gallery, boards that begin from it, boards that are kept in it."""

import pytest

from boards.display import elements_of
from boards.models import Board, BoardTemplate
from boards.services.boards import create_board
from boards.services.elements import create_elements
from boards.services.templates import save_as_template

GALLERY = "/api/v1/workspaces/harbour/board-templates"
BOARDS = "/api/v1/workspaces/harbour/boards"


@pytest.fixture
def board(workspace, owner):
    board = create_board(actor=owner, workspace=workspace, title="Retro")
    note = {"kind": "sticky", "x": 5, "y": 7, "text": "Ask twice"}
    create_elements(actor=owner, board=board, elements=[note])
    return board


@pytest.fixture
def template(board, owner):
    return save_as_template(actor=owner, board=board, name="Our retro")


def test_shows_own_ones_first_with_a_fixed_number_of_questions(
    template, clients, django_assert_max_num_queries
):
    with django_assert_max_num_queries(4):
        rows = clients["viewer"].get(GALLERY).json()["results"]

    assert (rows[0]["id"], rows[0]["is_own"]) == (str(template.pk), True)
    assert len(rows) > 25


@pytest.mark.parametrize("which", ["swot", "own"])
def test_a_board_begins_from_a_template(template, workspace, clients, which):
    key = str(template.pk) if which == "own" else which
    shown = clients["editor"].get(f"{GALLERY}/{key}").json()["elements"]

    answer = clients["editor"].post(BOARDS, {"title": "Next", "template": key})

    made = Board.objects.get(pk=answer.json()["id"])
    _seq, elements = elements_of(made.pk, made.seq)
    assert answer.status_code == 201
    assert [each["text"] for each in elements] == [each["t"] for each in shown]
    assert answer.json()["element_count"] == len(elements) > 0


@pytest.mark.parametrize("key", ["nothing", "0b6ad9a4-6d8c-4d54-a8b8-5c4ee5c8e3a0"])
def test_refuses_a_template_that_is_not_there(workspace, clients, key):
    answer = clients["editor"].post(BOARDS, {"title": "Next", "template": key})

    assert (answer.status_code, Board.objects.count()) == (400, 0)
    assert clients["editor"].get(f"{GALLERY}/{key}").status_code == 404


def test_keeps_a_board_as_it_is_now(board, owner, clients):
    answer = clients["editor"].post(f"/api/v1/boards/{board.pk}/template", {"name": "Kept"})
    note = {"kind": "sticky", "x": 0, "y": 0, "text": "Later"}
    create_elements(actor=owner, board=board, elements=[note])

    shown = clients["viewer"].get(f"{GALLERY}/{answer.json()['id']}").json()["elements"]
    assert answer.status_code == 201
    assert [each["t"] for each in shown] == ["Ask twice"]


def test_takes_each_name_once(template, board, clients):
    answer = clients["editor"].post(f"/api/v1/boards/{board.pk}/template", {"name": " Our  retro"})

    assert (answer.status_code, BoardTemplate.objects.count()) == (400, 1)


def test_renames_and_deletes_its_own(template, clients):
    path = f"{GALLERY}/{template.pk}"

    assert clients["editor"].patch(path, {"name": "Ours"}).json()["name"] == "Ours"
    assert clients["editor"].delete(path).status_code == 403
    assert clients["owner"].delete(path).status_code == 204
    assert not BoardTemplate.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("outsider", 404)])
def test_denies_and_changes_nothing(template, board, clients, sent_messages, who, status):
    client = clients[who]
    answers = [
        client.post(f"/api/v1/boards/{board.pk}/template", {"name": "Mine"}),
        client.patch(f"{GALLERY}/{template.pk}", {"name": "Mine"}),
        client.delete(f"{GALLERY}/{template.pk}"),
    ]

    assert [answer.status_code for answer in answers] == [status] * 3
    assert [each.name for each in BoardTemplate.objects.all()] == ["Our retro"]
    assert sent_messages == []
