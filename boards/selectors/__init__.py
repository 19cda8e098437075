"""Reads: boards, and who may do what on one."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User, Workspace
from accounts.permissions import Action, Resource
from accounts.selectors import require_right, role_by_id
from boards.models import Access, Asset, Board, BoardAccess
from boards.permissions import access_of, reaches
from tasks.models import Task
from teamflow.common.errors import Denied, NotFound
from teamflow.common.models import Event
from teamflow.common.search.entries import Shown


def live_boards() -> QuerySet[Board]:
    """Boards that nobody deleted."""
    return Board.objects.select_related("workspace", "project").filter(
        deleted_at=None, workspace__deleted_at=None
    )


def boards_in(*, workspace: Workspace, project_id: UUID | None = None) -> QuerySet[Board]:
    """The workspace's boards, or those of one project."""
    boards = live_boards().filter(workspace=workspace)
    return boards.filter(project_id=project_id) if project_id else boards


def access_to(*, user_id: UUID, board: Board) -> Access | None:
    """What this person may do on the board; None for a stranger."""
    own = BoardAccess.objects.filter(board=board, user_id=user_id).values_list("access", flat=True)
    entry = own.first()
    role = role_by_id(user_id=user_id, workspace_id=board.workspace_id)
    return access_of(role, Access(entry) if entry else None)


def accesses_to(*, user_id: UUID, boards: Sequence[Board]) -> dict[UUID, Access | None]:
    """The same for many boards of one workspace, with one query for their own entries."""
    if not boards:
        return {}
    role = role_by_id(user_id=user_id, workspace_id=boards[0].workspace_id)
    entries = BoardAccess.objects.filter(board__in=boards, user_id=user_id)
    own = dict(entries.values_list("board_id", "access"))
    return {
        board.pk: access_of(role, Access(own[board.pk]) if board.pk in own else None)
        for board in boards
    }


def board_for_viewing(*, user: User, board_id: UUID) -> Board:
    """The board, for anybody who may see it."""
    return _board_for(user, board_id, Access.VIEW)


def board_for_editing(*, user: User, board_id: UUID) -> Board:
    """The board, for those who may draw on it."""
    return _board_for(user, board_id, Access.EDIT)


def asset_on(*, board: Board, asset_id: UUID) -> Asset:
    """A picture that may be read by whoever sees the board."""
    asset = Asset.objects.filter(pk=asset_id, board_assets__board=board).exclude(sha256="").first()
    if asset is None:
        raise NotFound
    return asset


def asset_arriving(*, user: User, board: Board, asset_id: UUID) -> Asset:
    """A picture that this person brings to the board's workspace; or has brought to the board."""
    mine = Q(created_by=user, sha256="") | Q(board_assets__board=board)
    rows = Asset.objects.filter(mine, pk=asset_id, workspace_id=board.workspace_id)
    asset = rows.distinct().first()
    if asset is None:
        raise NotFound
    return asset


def board_for_deleting(*, user: User, board_id: UUID) -> Board:
    """The board, in the bin or not, for those who may delete it, and so bring it back."""
    boards = Board.objects.select_related("workspace", "project")
    board = boards.filter(pk=board_id, workspace__deleted_at=None).first()
    if board is None or access_to(user_id=user.pk, board=board) is None:
        raise NotFound
    require_right(
        user=user,
        workspace_id=board.workspace_id,
        action=Action.DELETE,
        resource=Resource.BOARD,
        is_creator=board.created_by_id == user.pk,
    )
    return board


def deleted_boards_of(*, user: User, workspace: Workspace) -> QuerySet[Board]:
    """What lies in the workspace's bin, newest first."""
    role = role_by_id(user_id=user.pk, workspace_id=workspace.pk)
    mine = Q() if reaches(access_of(role, None), Access.EDIT) else Q(created_by=user)
    return Board.objects.filter(mine, workspace=workspace, deleted_at__isnull=False).order_by(
        "-deleted_at"
    )


def log_of_board(user_id: UUID, board_id: UUID) -> str | None:
    """The log behind the room `board:<id>`; None refuses the room."""
    board = live_boards().filter(pk=board_id).first()
    if board is None or access_to(user_id=user_id, board=board) is None:
        return None
    return board.log


def access_on(user_id: UUID, board_id: UUID) -> Access | None:
    """What this person may do on the live board of this id; None when there is none for them."""
    # Asked for every socket that connects, of which a thousand may come back at once.
    live = Board.objects.filter(pk=board_id, deleted_at=None, workspace__deleted_at=None)
    workspace_id = live.values_list("workspace_id", flat=True).first()
    if workspace_id is None:
        return None
    own = BoardAccess.objects.filter(board_id=board_id, user_id=user_id)
    entry = own.values_list("access", flat=True).first()
    role = role_by_id(user_id=user_id, workspace_id=workspace_id)
    return access_of(role, Access(entry) if entry else None)


def card_tasks(*, board: Board, task_ids: Sequence[UUID]) -> QuerySet[Task]:
    """The live tasks among these in the board's own workspace, whose members may read them."""
    return Task.objects.filter(
        pk__in=task_ids,
        deleted_at=None,
        project__deleted_at=None,
        project__workspace_id=board.workspace_id,
    )


def activity_of(*, board: Board) -> QuerySet[Event]:
    """What became of the board, and who drew on it when."""
    return Event.objects.filter(target_kind="board", target_id=board.pk)


def board_titles(
    user_id: UUID, workspace_id: UUID, board_ids: Sequence[UUID]
) -> list[dict[str, Any]]:
    """Titles of those boards among these that this person may see."""
    boards = list(live_boards().filter(workspace_id=workspace_id, pk__in=board_ids))
    seen = accesses_to(user_id=user_id, boards=boards)
    return [{"id": board.pk, "title": board.title} for board in boards if seen[board.pk]]


def board_payload(board: Board, *, access: Access | None) -> dict[str, Any]:
    """A board as the API and the sockets show it (docs of the API: `board`)."""
    return {
        "id": board.pk,
        "title": board.title,
        "description": board.description,
        "workspace": board.workspace_id,
        "project": board.project_id,
        "thumbnail_url": None,
        "element_count": board.element_count,
        "access": access,
        "created_at": board.created_at,
        "updated_at": board.updated_at,
        "deleted_at": board.deleted_at,
    }


def _board_for(user: User, board_id: UUID, needed: Access) -> Board:
    board = live_boards().filter(pk=board_id).first()
    access = access_to(user_id=user.pk, board=board) if board else None
    if board is None or access is None:
        raise NotFound
    if not reaches(access, needed):
        raise Denied(_("You may look at this board, but not change it."))
    return board


def boards_found(
    user_id: UUID, slugs: Mapping[UUID, str], ids: Sequence[UUID]
) -> dict[UUID, Shown]:
    """Boards that a search found, of those that this person may see, with what stands on them."""
    boards = live_boards().filter(pk__in=ids, workspace_id__in=slugs)
    by_workspace: dict[UUID, list[Board]] = {}
    for board in boards.prefetch_related("written"):
        by_workspace.setdefault(board.workspace_id, []).append(board)
    found: dict[UUID, Shown] = {}
    for each in by_workspace.values():
        seen = accesses_to(user_id=user_id, boards=each)
        found |= {board.pk: _found(board, slugs) for board in each if seen[board.pk]}
    return found


def _found(board: Board, slugs: Mapping[UUID, str]) -> Shown:
    written = getattr(board, "written", None)
    return Shown(
        title=board.title,
        url=f"/b/{board.pk}/",
        workspace=slugs[board.workspace_id],
        about=board.project.name if board.project else "",
        text="\n".join([board.description, written.text[:20_000] if written else ""]),
        project=board.project_id,
    )
