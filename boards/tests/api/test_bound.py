"""Bound frames: cards moved into them change tasks, and changed tasks move their cards."""

import pytest

from boards.display import elements_of
from boards.models import Board, BoardUpdate
from boards.services.boards import create_board
from boards.services.elements import create_elements
from boards.services.tasks import place_card
from tasks.services.sprints import create_sprint
from tasks.services.tasks import create_task, move_task

BOARDS = "/api/v1/workspaces/harbour/boards"


@pytest.fixture
def task(project, owner):
    return create_task(actor=owner, project=project, title="Paint the boat")


@pytest.fixture
def board(workspace, project, owner):
    return create_board(actor=owner, workspace=workspace, title="Plan", project=project)


@pytest.fixture
def frames(board, project, owner):
    """A frame for each of the first two columns, side by side."""
    rows = [
        {
            "kind": "frame",
            "x": number * 400,
            "y": 0,
            "width": 320,
            "height": 600,
            "bind": {"kind": "column", "id": str(column.pk), "name": column.name},
        }
        for number, column in enumerate(project.columns.all()[:2])
    ]
    return create_elements(actor=owner, board=board, elements=rows)


def card_of(board):
    board = Board.objects.get(pk=board.pk)
    (card,) = (each for each in elements_of(board.pk, board.seq)[1] if each["kind"] == "task")
    return card


def test_a_task_becomes_what_the_frame_says_and_can_go_back(board, frames, task, clients):
    column = task.column_id
    path = f"/api/v1/boards/{board.pk}/bound"

    answer = clients["editor"].post(path, {"frame": frames[1]["id"], "tasks": [task.pk]})

    task.refresh_from_db()
    assert (answer.status_code, task.column.name) == (200, frames[1]["bind"]["name"])
    (was,) = answer.json()["results"]
    assert clients["editor"].patch(f"/api/v1/tasks/{task.pk}", was["before"]).status_code == 200
    task.refresh_from_db()
    assert task.column_id == column


@pytest.mark.parametrize("kind", ["sprint", "person"])
def test_binds_to_sprints_and_people(board, project, task, owner, clients, kind):
    sprint = create_sprint(actor=owner, project=project, name="June")
    value = sprint.pk if kind == "sprint" else owner.pk
    bind = {"kind": kind, "id": str(value), "name": "x"}
    row = {"kind": "frame", "x": 0, "y": 0, "bind": bind}
    (frame,) = create_elements(actor=owner, board=board, elements=[row])

    answer = clients["editor"].post(
        f"/api/v1/boards/{board.pk}/bound", {"frame": frame["id"], "tasks": [task.pk]}
    )

    task.refresh_from_db()
    assert answer.status_code == 200
    assert task.sprint_id == value if kind == "sprint" else list(task.assignees.all()) == [owner]


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("outsider", 404)])
def test_denies_and_changes_nothing(board, frames, task, clients, sent_messages, who, status):
    path, rows = f"/api/v1/boards/{board.pk}/bound", BoardUpdate.objects.count()
    sent_messages.clear()

    answers = [
        clients[who].post(path, {"frame": frames[1]["id"], "tasks": [task.pk]}),
        clients[who].post(f"{path}/arrange", {}),
    ]

    column = task.column_id
    task.refresh_from_db()
    assert [answer.status_code for answer in answers] == [status] * 2
    assert (task.column_id, BoardUpdate.objects.count(), sent_messages) == (column, rows, [])


def test_refuses_frames_that_are_not_bound(board, task, owner, clients):
    plain = {"kind": "frame", "x": 0, "y": 0}
    (frame,) = create_elements(actor=owner, board=board, elements=[plain])
    path = f"/api/v1/boards/{board.pk}/bound"

    for frame_id in (frame["id"], "nothing"):
        assert (
            clients["owner"].post(path, {"frame": frame_id, "tasks": [task.pk]}).status_code == 400
        )


def test_a_card_follows_its_task(board, frames, task, owner, clients):
    place_card(actor=owner, board=board, task=task, x=30, y=30)
    move_task(actor=owner, task=task, column=frames[1]["bind"]["id"])
    path = f"/api/v1/boards/{board.pk}/bound/arrange"

    moved = clients["editor"].post(path, {}).json()["results"]
    again = clients["editor"].post(path, {}).json()["results"]

    card = card_of(board)
    assert [each["id"] for each in moved] == [card["id"]]
    assert (card["x"] >= 400, again) == (True, [])


def test_a_card_beside_the_frames_stays(board, frames, task, owner, clients):
    place_card(actor=owner, board=board, task=task, x=3000, y=30)
    move_task(actor=owner, task=task, column=frames[1]["bind"]["id"])

    clients["editor"].post(f"/api/v1/boards/{board.pk}/bound/arrange", {})

    assert card_of(board)["x"] == 3000


@pytest.mark.parametrize("template", ["live-kanban", "live-sprints"])
def test_a_project_becomes_a_board(project, task, workspace, clients, template):
    answer = clients["editor"].post(
        BOARDS, {"title": "Live", "project": project.pk, "template": template}
    )

    made = Board.objects.get(pk=answer.json()["id"])
    elements = elements_of(made.pk, made.seq)[1]
    bound = [each["bind"]["kind"] for each in elements if each["kind"] == "frame"]
    assert answer.status_code == 201
    assert set(bound) == {"column" if template == "live-kanban" else "sprint"}
    assert [each["task"] for each in elements if each["kind"] == "task"] == [str(task.pk)]


def test_a_live_board_needs_a_project(workspace, clients):
    answer = clients["editor"].post(BOARDS, {"title": "Live", "template": "live-kanban"})

    assert answer.status_code == 400
    assert answer.json()["error"]["details"][0]["field"] == "project"


def test_refuses_bindings_that_make_no_sense(board, owner, clients):
    row = {"kind": "frame", "x": 0, "y": 0, "bind": {"kind": "mood", "id": None}}

    answer = clients["owner"].post(f"/api/v1/boards/{board.pk}/elements", {"elements": [row]})

    assert answer.status_code == 400
