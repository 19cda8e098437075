"""Frames that are bound to a column, a sprint or a person."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from boards.api.element_serializers import ElementsOutput
from boards.selectors import board_for_editing
from boards.services.bound import BOUND_LIMIT, arrange_cards, take_into_frame
from tasks.selectors.access import task_for_editing
from teamflow.common.api import ApiView
from teamflow.common.errors import NotFound
from teamflow.common.requests import AuthenticatedRequest


class BoundInput(serializers.Serializer[Any]):
    """A bound frame, and the tasks whose cards were moved into it."""

    frame = serializers.CharField(max_length=40)
    tasks = serializers.ListField(
        child=serializers.UUIDField(), allow_empty=False, max_length=BOUND_LIMIT
    )


class BoundBefore(serializers.Serializer[Any]):
    """What a task had before, as a change of the task takes it back."""

    task = serializers.CharField()
    before = serializers.DictField()


class BoundOutput(serializers.Serializer[Any]):
    """What each task had before."""

    results = BoundBefore(many=True)


class BoundView(ApiView):
    """Cards moved into a bound frame."""

    @extend_schema(request=BoundInput, responses=BoundOutput, operation_id="board_bound_take")
    def post(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """The tasks take what the frame is bound to."""
        board = board_for_editing(user=request.user, board_id=board_id)
        data = BoundInput(data=request.data)
        data.is_valid(raise_exception=True)
        wanted = data.validated_data
        try:
            tasks = [task_for_editing(user=request.user, task_id=each) for each in wanted["tasks"]]
        except NotFound:
            raise ValidationError({"tasks": _("There is no such task.")}) from None
        if any(task.project.workspace_id != board.workspace_id for task in tasks):
            raise ValidationError({"tasks": _("This task belongs to another workspace.")})
        before = take_into_frame(
            actor=request.user, board=board, frame_id=wanted["frame"], tasks=tasks
        )
        return Response({"results": before})


class ArrangeCardsView(ApiView):
    """Cards whose tasks were changed elsewhere."""

    @extend_schema(request=None, responses=ElementsOutput, operation_id="board_bound_arrange")
    def post(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """Each goes into the frame of what its task is now; the answer names those that moved."""
        board = board_for_editing(user=request.user, board_id=board_id)
        return Response({"results": arrange_cards(actor=request.user, board=board)})
