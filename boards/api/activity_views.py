"""What happened to a board and on it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from boards.selectors import activity_of, board_for_viewing
from teamflow.common.api import ApiView
from teamflow.common.models import Event
from teamflow.common.paging import keyset_page
from teamflow.common.requests import AuthenticatedRequest


class BoardActivityOutput(serializers.Serializer[Any]):
    """One fact; `board.edited` is one sitting of one person."""

    id = serializers.IntegerField()
    seq = serializers.IntegerField()
    type = serializers.CharField()
    actor = serializers.DictField()
    target = serializers.DictField()
    changes = serializers.DictField()
    data = serializers.DictField()  # type: ignore[assignment]
    at = serializers.DateTimeField()


class BoardActivityPage(serializers.Serializer[Any]):
    """A page of facts."""

    results = BoardActivityOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class BoardActivityView(ApiView):
    """The board's activity."""

    @extend_schema(
        parameters=[
            OpenApiParameter("limit", {"type": "integer", "minimum": 1, "maximum": 100}),
            OpenApiParameter("cursor", OpenApiTypes.STR),
        ],
        responses=BoardActivityPage,
        operation_id="board_activity",
    )
    def get(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """Newest first."""
        board = board_for_viewing(user=request.user, board_id=board_id)
        events = activity_of(board=board)
        return Response(keyset_page(request, events, order=["-id"], serialize=_serialize))


def _serialize(rows: Iterable[Event]) -> list[Any]:
    return [
        {
            "id": row.pk,
            "seq": row.seq,
            "type": row.type,
            "actor": {"id": row.actor_id, "name": row.actor_name},
            "target": {"kind": row.target_kind, "id": row.target_id},
            "changes": row.changes,
            "data": row.data,
            "at": row.at,
        }
        for row in rows
    ]
