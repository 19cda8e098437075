"""Boards are made, named, binned and copied once, in words, and for everybody to see."""

import pytest
from django.core.exceptions import ValidationError

from boards.models import Board, BoardUpdate
from boards.services.boards import (
    create_board,
    delete_board,
    duplicate_board,
    restore_board,
    update_board,
)
from teamflow.common.models import Event


@pytest.fixture
def board(workspace, owner):
    return create_board(actor=owner, workspace=workspace, title="Retro")


def verbs(workspace):
    events = Event.objects.filter(log=f"workspace:{workspace.pk}", type__startswith="board.")
    return list(events.order_by("seq").values_list("type", flat=True))


def test_makes_an_empty_board_and_says_so(workspace, editor, sent_messages):
    board = create_board(actor=editor, workspace=workspace, title="  Road \n map ")

    assert (board.title, board.seq, board.created_by) == ("Road map", 0, editor)
    assert verbs(workspace) == ["board.created"]
    assert "board.created" in str(sent_messages)


@pytest.mark.parametrize("title", ["", "   ", "x" * 201])
def test_refuses_a_title_that_nobody_can_read(workspace, editor, title):
    with pytest.raises(ValidationError):
        create_board(actor=editor, workspace=workspace, title=title)

    assert not Board.objects.exists()


def test_renaming_keeps_old_and_new_in_the_log(board, workspace, owner):
    update_board(actor=owner, board=board, title="Retro 2")

    event = Event.objects.get(type="board.updated")
    assert event.changes == {"title": ["Retro", "Retro 2"]}


def test_renaming_to_the_same_changes_nothing(board, workspace, owner):
    update_board(actor=owner, board=board, title="Retro")

    assert verbs(workspace) == ["board.created"]


def test_refuses_a_project_of_another_workspace(board, project, outsider, owner):
    from accounts.tests.factories import WorkspaceFactory

    project.workspace = WorkspaceFactory(created_by=outsider)
    project.save()

    with pytest.raises(ValidationError):
        update_board(actor=owner, board=board, project=project)

    board.refresh_from_db()
    assert board.project is None


def test_the_bin_gives_back_what_it_took(board, workspace, owner):
    delete_board(actor=owner, board=board)
    delete_board(actor=owner, board=board)
    assert Board.objects.get().deleted_at is not None

    restore_board(actor=owner, board=board)
    restore_board(actor=owner, board=board)
    assert Board.objects.get().deleted_at is None
    assert verbs(workspace) == ["board.created", "board.deleted", "board.restored"]


def test_a_copy_has_the_document_and_goes_its_own_way(board, owner):
    BoardUpdate.objects.create(board=board, seq=1, update=b"\x00\x00")
    Board.objects.filter(pk=board.pk).update(seq=1, element_count=3)

    copy = duplicate_board(actor=owner, board=board)

    assert copy.pk != board.pk
    assert (copy.seq, copy.element_count) == (1, 3)
    assert [bytes(row.update) for row in copy.updates.all()] == [b"\x00\x00"]
    assert board.updates.count() == 1
