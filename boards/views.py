"""The pages of boards: the list, the whiteboard, and the bench of its canvas."""

import contextlib
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_GET

from accounts import avatars
from accounts.permissions import Action, Resource, can
from accounts.selectors import role_in, workspace_for
from boards.models import Board, BoardGuest
from boards.selectors import access_to, board_for_viewing, boards_in
from boards.selectors.guests import guest_by_token, guest_cookie
from teamflow.common.errors import NotFound

if TYPE_CHECKING:
    from accounts.models import User

SHOWN_BOARDS = 200


class PageRequest(HttpRequest):
    """A request of somebody who is signed in; for annotations only."""

    if TYPE_CHECKING:
        user: "User"


@login_required
@require_GET
def board_list(request: PageRequest, slug: str) -> HttpResponse:
    """The workspace's boards, last changed first."""
    workspace = workspace_for(user=request.user, slug=slug)
    role = role_in(user=request.user, workspace_id=workspace.pk)
    context = {
        "workspace": workspace,
        "boards": boards_in(workspace=workspace).order_by("-updated_at", "-id")[:SHOWN_BOARDS],
        "can_create": can(role, Action.CREATE, Resource.BOARD),
    }
    return render(request, "boards/list.html", context)


@require_GET
def board_page(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """One whiteboard; what is on it comes over the API and the socket."""
    if request.user.is_authenticated:
        with contextlib.suppress(NotFound):
            board = board_for_viewing(user=request.user, board_id=board_id)
            return _whiteboard(request, board, _data_for_scripts(request.user, board))
    guest = guest_by_token(request.COOKIES.get(guest_cookie(board_id), ""), board_id)
    if guest is not None:
        return _whiteboard(request, guest.link.board, _data_for_guests(guest))
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.get_full_path())


def _whiteboard(request: HttpRequest, board: Board, data: dict[str, Any]) -> HttpResponse:
    context = {"board": board, "data": data}
    if not data["is_guest"]:
        context |= {"workspace": board.workspace, "project": board.project}
    return render(request, "boards/board.html", context)


@require_GET
def canvas_bench(request: HttpRequest) -> HttpResponse:
    """The renderer alone, for measuring; there only while this server measures itself."""
    if not settings.BENCH:
        raise Http404
    return render(request, "boards/bench.html")


def _data_for_scripts(user: "User", board: Board) -> dict[str, Any]:
    return {
        "id": str(board.pk),
        "title": board.title,
        "access": access_to(user_id=user.pk, board=board),
        "workspace": {"slug": board.workspace.slug, "id": str(board.workspace_id)},
        "project": str(board.project_id) if board.project_id else None,
        "user": {
            "id": str(user.pk),
            "name": user.name or user.email,
            "avatar": avatars.url(user.avatar),
        },
        "worker": static("dist/tiles.worker.js"),
        "is_guest": False,
    }


def _data_for_guests(guest: BoardGuest) -> dict[str, Any]:
    """Nothing of the workspace but the board."""
    board = guest.link.board
    return {
        "id": str(board.pk),
        "title": board.title,
        "access": guest.link.access,
        "workspace": {"slug": "", "id": ""},
        "project": None,
        "user": {"id": str(guest.pk), "name": guest.name, "avatar": None},
        "worker": static("dist/tiles.worker.js"),
        "is_guest": True,
    }
