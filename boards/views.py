"""The pages of boards: the list, the whiteboard, and the bench of its canvas."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_GET

from accounts import avatars
from accounts.permissions import Action, Resource, can
from accounts.selectors import role_in, workspace_for
from boards.models import Board
from boards.selectors import access_to, board_for_viewing, boards_in

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


@login_required
@require_GET
def board_page(request: PageRequest, board_id: UUID) -> HttpResponse:
    """One whiteboard; what is on it comes over the API and the socket."""
    board = board_for_viewing(user=request.user, board_id=board_id)
    context = {
        "workspace": board.workspace,
        "project": board.project,
        "board": board,
        "data": _data_for_scripts(request.user, board),
    }
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
    }
