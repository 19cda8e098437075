"""Boards as rows: list, make, name, bin, restore, copy."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.permissions import Action, Resource
from accounts.selectors import workspace_for
from boards.api.serializers import BoardChangesInput, BoardInput, BoardOutput, BoardPage
from boards.models import Board
from boards.selectors import (
    access_to,
    accesses_to,
    board_for_deleting,
    board_for_editing,
    board_for_viewing,
    board_payload,
    boards_in,
)
from boards.services.boards import (
    create_board,
    delete_board,
    duplicate_board,
    restore_board,
    update_board,
)
from tasks.models import Project
from tasks.selectors.access import project_for_viewing
from teamflow.common.api import ApiView
from teamflow.common.errors import NotFound
from teamflow.common.paging import keyset_page
from teamflow.common.requests import AuthenticatedRequest

_ORDERS = {
    "-updated_at": ("-updated_at", "-id"),
    "updated_at": ("updated_at", "id"),
    "title": ("title", "id"),
    "-title": ("-title", "-id"),
}


def _payload(request: AuthenticatedRequest, board: Board) -> dict[str, Any]:
    return board_payload(board, access=access_to(user_id=request.user.pk, board=board))


class BoardsView(ApiView):
    """The boards of a workspace."""

    @extend_schema(responses=BoardPage, operation_id="boards_list")
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """Last changed first; `?project=` for those of one project, `?ordering=`."""
        workspace = workspace_for(user=request.user, slug=slug)
        boards = boards_in(workspace=workspace, project_id=_project_filter(request))
        order = _ORDERS.get(request.query_params.get("ordering", "-updated_at"))
        if order is None:
            raise ValidationError({"ordering": _("One of: %s.") % ", ".join(_ORDERS)})

        def serialize(rows: Iterable[Board]) -> list[Any]:
            boards = list(rows)
            accesses = accesses_to(user_id=request.user.pk, boards=boards)
            return [board_payload(board, access=accesses[board.pk]) for board in boards]

        return Response(keyset_page(request, boards, order=order, serialize=serialize))

    @extend_schema(request=BoardInput, responses={201: BoardOutput}, operation_id="boards_create")
    def post(self, request: AuthenticatedRequest, slug: str) -> Response:
        """An empty board, or one that begins from a template."""
        right = (Action.CREATE, Resource.BOARD)
        workspace = workspace_for(user=request.user, slug=slug, right=right)
        data = BoardInput(data=request.data)
        data.is_valid(raise_exception=True)
        values = {**data.validated_data}
        board = create_board(
            actor=request.user,
            workspace=workspace,
            project=_project(request, values.pop("project", None)),
            **values,
        )
        return Response(_payload(request, board), status=201)


class BoardView(ApiView):
    """One board."""

    @extend_schema(responses=BoardOutput, operation_id="boards_read")
    def get(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """The board as a row."""
        return Response(_payload(request, board_for_viewing(user=request.user, board_id=board_id)))

    @extend_schema(request=BoardChangesInput, responses=BoardOutput, operation_id="boards_update")
    def patch(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """Rename, describe or move it."""
        board = board_for_editing(user=request.user, board_id=board_id)
        data = BoardChangesInput(data=request.data)
        data.is_valid(raise_exception=True)
        values = {**data.validated_data}
        if "project" in values:
            values["project"] = _project(request, values["project"])
        return Response(_payload(request, update_board(actor=request.user, board=board, **values)))

    @extend_schema(responses={204: None}, operation_id="boards_delete")
    def delete(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """Into the bin, for 30 days."""
        board = board_for_deleting(user=request.user, board_id=board_id)
        delete_board(actor=request.user, board=board)
        return Response(status=204)


class RestoreBoardView(ApiView):
    """Out of the bin."""

    @extend_schema(request=None, responses=BoardOutput, operation_id="boards_restore")
    def post(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """Restoring what is not in the bin changes nothing."""
        board = board_for_deleting(user=request.user, board_id=board_id)
        return Response(_payload(request, restore_board(actor=request.user, board=board)))


class DuplicateBoardView(ApiView):
    """A copy."""

    @extend_schema(request=None, responses={201: BoardOutput}, operation_id="boards_duplicate")
    def post(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """The same document under a title of its own."""
        board = board_for_editing(user=request.user, board_id=board_id)
        copy = duplicate_board(actor=request.user, board=board)
        return Response(_payload(request, copy), status=201)


def _project(request: AuthenticatedRequest, project_id: UUID | None) -> Project | None:
    if project_id is None:
        return None
    try:
        return project_for_viewing(user=request.user, project_id=project_id)
    except NotFound:
        raise ValidationError({"project": _("There is no such project.")}) from None


def _project_filter(request: AuthenticatedRequest) -> UUID | None:
    text = request.query_params.get("project", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise ValidationError({"project": _("An id.")}) from None
