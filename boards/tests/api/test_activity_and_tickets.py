"""A board's history, and the way in for programs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from boards.models import BoardTicket
from boards.services.samples import make_sample_board
from boards.services.sittings import note_sitting
from boards.services.tickets import use_ticket


def test_the_history_names_sittings_and_what_became_of_the_board(board, editor, clients):
    clients["editor"].patch(f"/api/v1/boards/{board.pk}", {"title": "Retro 2"})
    note_sitting(actor_id=editor.pk, board_id=board.pk, began_at=timezone.now(), changes=7)

    answer = clients["viewer"].get(f"/api/v1/boards/{board.pk}/activity").json()

    assert [row["type"] for row in answer["results"]] == [
        "board.edited", "board.updated", "board.created"
    ]  # fmt: skip
    assert answer["results"][0]["data"]["changes"] == 7
    assert answer["results"][1]["changes"]["title"] == ["Retro", "Retro 2"]
    assert clients["outsider"].get(f"/api/v1/boards/{board.pk}/activity").status_code == 404


def test_a_ticket_must_be_used_soon_and_only_on_its_board(board, clients):
    answer = clients["viewer"].post(f"/api/v1/boards/{board.pk}/ticket")

    assert answer.status_code == 201
    token = answer.json()["ticket"]
    assert answer.json()["url"].endswith(f"/ws/boards/{board.pk}?token={token}")
    assert not BoardTicket.objects.filter(token_hash=token).exists()
    assert use_ticket(token=token, board_id=board.workspace_id) is None
    assert use_ticket(token=token, board_id=board.pk) is not None


@pytest.mark.parametrize("late", [timedelta(seconds=61), timedelta(days=1, seconds=1)])
def test_a_ticket_that_came_too_late_is_refused(board, clients, late):
    token = clients["viewer"].post(f"/api/v1/boards/{board.pk}/ticket").json()["ticket"]
    ticket = BoardTicket.objects.get()
    ticket.first_use_before -= late
    ticket.expires_at -= late
    ticket.save()

    assert use_ticket(token=token, board_id=board.pk) is None


def test_strangers_get_no_ticket(board, clients):
    assert clients["outsider"].post(f"/api/v1/boards/{board.pk}/ticket").status_code == 404
    assert not BoardTicket.objects.exists()


def test_a_first_board_has_something_on_it(workspace, owner, clients):
    board = make_sample_board(actor=owner, workspace=workspace)

    shown = clients["owner"].get(f"/api/v1/boards/{board.pk}/elements").json()["results"]

    assert {"sticky", "connector", "text"} <= {each["kind"] for each in shown}
