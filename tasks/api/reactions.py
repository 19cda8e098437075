"""Doors to reactions, and to watching."""

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.permissions import Action, Resource
from tasks.api import outputs
from tasks.api.doors import detail_of, parse, refuse_unknown
from tasks.api.tasks import check_right
from tasks.selectors.access import comment_for, task_for_viewing
from tasks.selectors.payloads import comment_payloads
from tasks.services.comments import react, unreact
from tasks.services.tasks.watching import unwatch_task, watch_task
from teamflow.common.api import ApiView
from teamflow.common.requests import AuthenticatedRequest


class ReactionInput(serializers.Serializer[Any]):
    """An emoji to answer with."""

    emoji = serializers.CharField(max_length=16)


class ReactionsView(ApiView):
    """The asker's emoji on a comment."""

    @extend_schema(
        request=ReactionInput, responses=outputs.CommentOutput, operation_id="reaction_add"
    )
    def post(self, request: AuthenticatedRequest, comment_id: UUID) -> Response:
        """Answer with an emoji; twice changes nothing."""
        comment = comment_for(user=request.user, comment_id=comment_id, action=Action.READ)
        check_right(request, comment.task, Action.CREATE, Resource.COMMENT)
        emoji = parse(ReactionInput, request)["emoji"]
        comment = react(actor=request.user, comment=comment, emoji=emoji)
        return Response(comment_payloads([comment.pk])[0])

    @extend_schema(
        parameters=[OpenApiParameter("emoji", OpenApiTypes.STR, required=True)],
        responses=outputs.CommentOutput,
        operation_id="reaction_remove",
    )
    def delete(self, request: AuthenticatedRequest, comment_id: UUID) -> Response:
        """Take it back."""
        comment = comment_for(user=request.user, comment_id=comment_id, action=Action.READ)
        check_right(request, comment.task, Action.CREATE, Resource.COMMENT)
        refuse_unknown(request, {"emoji", "format"})
        emoji = request.query_params.get("emoji", "").replace("\x00", "")
        comment = unreact(actor=request.user, comment=comment, emoji=emoji)
        return Response(comment_payloads([comment.pk])[0])


class WatchView(ApiView):
    """Whether the asker hears of a task; every member may."""

    @extend_schema(request=None, responses=outputs.TaskOutput, operation_id="task_watch")
    def post(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Watch it."""
        task = task_for_viewing(user=request.user, task_id=task_id)
        return Response(detail_of(watch_task(actor=request.user, task=task)))

    @extend_schema(responses={200: outputs.TaskOutput}, operation_id="task_unwatch")
    def delete(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Hear no more of it."""
        task = task_for_viewing(user=request.user, task_id=task_id)
        return Response(detail_of(unwatch_task(actor=request.user, task=task)))
