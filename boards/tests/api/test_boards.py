"""Boards over HTTP: for members by role, invisible to strangers."""

import pytest

from boards.models import Access, Board, BoardAccess
from boards.services.boards import create_board

WRITES = [
    ("patch", "", {"title": "Mine now"}),
    ("delete", "", None),
    ("post", "/duplicate", {}),
]


@pytest.fixture
def board(workspace, owner):
    return create_board(actor=owner, workspace=workspace, title="Retro")


def test_lists_what_the_asker_may_do(board, clients):
    for part, access in (("owner", "edit"), ("editor", "edit"), ("viewer", "view")):
        answer = clients[part].get("/api/v1/workspaces/harbour/boards").json()
        assert [(row["title"], row["access"]) for row in answer["results"]] == [("Retro", access)]


def test_a_list_asks_a_fixed_number_of_questions(
    workspace, owner, clients, django_assert_max_num_queries
):
    for number in range(30):
        create_board(actor=owner, workspace=workspace, title=f"Board {number}")

    with django_assert_max_num_queries(5):
        answer = clients["editor"].get("/api/v1/workspaces/harbour/boards?limit=30")

    assert len(answer.json()["results"]) == 30


def test_makes_a_board(clients, project):
    answer = clients["editor"].post(
        "/api/v1/workspaces/harbour/boards", {"title": "Plan", "project": project.pk}
    )

    assert answer.status_code == 201
    assert answer.json()["project"] == str(project.pk)
    assert clients["owner"].get(f"/api/v1/boards/{answer.json()['id']}").status_code == 200


def test_a_viewer_makes_none(clients, workspace):
    answer = clients["viewer"].post("/api/v1/workspaces/harbour/boards", {"title": "Plan"})

    assert (answer.status_code, Board.objects.count()) == (403, 0)


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
def test_denies_and_changes_nothing(board, clients, sent_messages, method, path, body, who, status):
    answer = getattr(clients[who], method)(f"/api/v1/boards/{board.pk}{path}", body)

    board.refresh_from_db()
    assert answer.status_code == status
    assert (board.title, board.deleted_at, Board.objects.count()) == ("Retro", None, 1)
    assert sent_messages == []


def test_a_member_does_not_delete_the_board_of_another(board, clients):
    answer = clients["editor"].delete(f"/api/v1/boards/{board.pk}")

    assert answer.status_code == 403
    assert "error" in answer.json()


def test_the_boards_own_sharing_raises_a_viewer(board, viewer, clients):
    BoardAccess.objects.create(board=board, user=viewer, access=Access.EDIT)

    answer = clients["viewer"].patch(f"/api/v1/boards/{board.pk}", {"title": "Ours"})

    assert (answer.status_code, answer.json()["access"]) == (200, "edit")


def test_a_binned_board_is_gone_until_it_is_restored(board, clients):
    path = f"/api/v1/boards/{board.pk}"

    assert clients["owner"].delete(path).status_code == 204
    assert clients["owner"].get(path).status_code == 404
    assert clients["owner"].post(f"{path}/restore").status_code == 200
    assert clients["owner"].get(path).status_code == 200


@pytest.mark.parametrize("query", ["ordering=color", "project=x", "limit=0", "cursor=x"])
def test_refuses_questions_that_it_does_not_understand(board, clients, query):
    answer = clients["owner"].get(f"/api/v1/workspaces/harbour/boards?{query}")

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "VALIDATION_ERROR")
