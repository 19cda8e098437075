"""Making, naming, binning and copying boards."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User, Workspace
from accounts.services.activity import record
from boards.events import BoardCreated, BoardDeleted, BoardEvent, BoardRestored, BoardUpdated
from boards.models import Board, BoardSnapshot, BoardText, BoardUpdate
from boards.selectors import board_payload
from boards.services.assets.copying import share_assets
from boards.services.beginning import begin_from
from tasks.models import Project
from teamflow.common.events import publish

TITLE_LIMIT = 200
_EVENTS: dict[str, type[BoardEvent]] = {
    "board.created": BoardCreated,
    "board.updated": BoardUpdated,
    "board.deleted": BoardDeleted,
    "board.restored": BoardRestored,
}


@transaction.atomic
def create_board(
    *,
    actor: User,
    workspace: Workspace,
    title: str,
    description: str = "",
    project: Project | None = None,
    template: str = "",
) -> Board:
    """An empty board, or one that begins from a template (a built-in's key, an own one's id)."""
    _check_project(project, workspace.pk)
    board = Board.objects.create(
        workspace=workspace,
        project=project,
        title=_clean_title(title),
        description=description.strip(),
        created_by=actor,
        last_edited_by=actor,
    )
    if template:
        begin_from(board=board, actor=actor, template=template)
    _announce("board.created", actor=actor, board=board)
    return board


@transaction.atomic
def update_board(
    *,
    actor: User,
    board: Board,
    title: str | None = None,
    description: str | None = None,
    **project: Project | None,
) -> Board:
    """Rename it, describe it, or (`project=`) move it; what is left out stays."""
    board = lock_board(board.pk)
    wanted: dict[str, Any] = {}
    if title is not None:
        wanted["title"] = _clean_title(title)
    if description is not None:
        wanted["description"] = description.strip()
    if "project" in project:
        _check_project(project["project"], board.workspace_id)
        wanted["project_id"] = project["project"].pk if project["project"] else None
    changes = {
        name: [getattr(board, name), value]
        for name, value in wanted.items()
        if getattr(board, name) != value
    }
    if not changes:
        return board
    for name, (_old, value) in changes.items():
        setattr(board, name, value)
    board.save(update_fields=[*changes, "updated_at"])
    _announce("board.updated", actor=actor, board=board, changes=changes)
    return board


@transaction.atomic
def delete_board(*, actor: User, board: Board) -> Board:
    """Put it into the bin; a board that lies there stays as it is."""
    board = lock_board(board.pk)
    if board.deleted_at is not None:
        return board
    board.deleted_at = timezone.now()
    board.save(update_fields=["deleted_at", "updated_at"])
    _announce("board.deleted", actor=actor, board=board)
    return board


@transaction.atomic
def restore_board(*, actor: User, board: Board) -> Board:
    """Take it out of the bin; a board that is not there stays as it is."""
    board = lock_board(board.pk)
    if board.deleted_at is None:
        return board
    board.deleted_at = None
    board.save(update_fields=["deleted_at", "updated_at"])
    _announce("board.restored", actor=actor, board=board)
    return board


@transaction.atomic
def duplicate_board(*, actor: User, board: Board) -> Board:
    """A copy with the same document under a title of its own."""
    source = lock_board(board.pk)
    copy = Board.objects.create(
        workspace_id=source.workspace_id,
        project_id=source.project_id,
        title=_("Copy of %(title)s") % {"title": source.title[: TITLE_LIMIT - 20]},
        description=source.description,
        seq=source.seq,
        element_count=source.element_count,
        created_by=actor,
        last_edited_by=actor,
    )
    _copy_rows(source.snapshots.all(), copy)
    _copy_rows(source.updates.all(), copy)
    share_assets(source=source, board=copy)
    for written in BoardText.objects.filter(board=source):
        BoardText.objects.create(board=copy, text=written.text)
    _announce("board.created", actor=actor, board=copy, data={"copy_of": source.pk})
    return copy


def lock_board(board_id: UUID) -> Board:
    """The board's row, locked until the transaction ends."""
    return Board.objects.select_for_update(of=("self",)).get(pk=board_id)


def _copy_rows(rows: Iterable[BoardSnapshot] | Iterable[BoardUpdate], board: Board) -> None:
    for row in rows:
        row.pk = None
        row.board = board
        row.save(force_insert=True)


def _clean_title(title: str) -> str:
    title = " ".join(title.split())
    if not 1 <= len(title) <= TITLE_LIMIT:
        raise ValidationError({"title": _("Between 1 and 200 characters.")})
    return title


def _check_project(project: Project | None, workspace_id: UUID) -> None:
    if project is not None and project.workspace_id != workspace_id:
        raise ValidationError({"project": _("This project belongs to another workspace.")})


def _announce(
    verb: str,
    *,
    actor: User,
    board: Board,
    changes: dict[str, Any] | None = None,
    data: dict[str, Any] | None = None,
) -> None:
    entry = record(
        actor=actor,
        log=board.log,
        verb=verb,
        target_kind="board",
        target_id=board.pk,
        rooms=[board.log, board.room],
        changes=changes,
        data={"board": board_payload(board, access=None), **(data or {})},
    )
    publish(_EVENTS[verb](entry=entry, workspace_id=board.workspace_id, board_id=board.pk))
