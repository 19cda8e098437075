"""Tasks that mean much the same as a title, or as another task."""

from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from tasks.api.doors import refuse_unknown, whole
from tasks.api.views import number_param
from tasks.models import State
from tasks.selectors.access import project_for_viewing, task_for_viewing
from tasks.selectors.similar import MOST, similar_to_task, similar_to_title
from teamflow.common.api import ApiView
from teamflow.common.requests import AuthenticatedRequest

LIMIT = OpenApiParameter("limit", OpenApiTypes.INT, description=f"1 to {MOST}; 3 by itself.")


class SimilarTaskOutput(serializers.Serializer[Any]):
    """An open task; `likeness` is 1 for the very same words."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    title = serializers.CharField()
    status = serializers.ChoiceField(choices=State.choices)
    likeness = serializers.FloatField()


class SimilarTasksOutput(serializers.Serializer[Any]):
    """The likest first."""

    results = SimilarTaskOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class SimilarToTitleView(ApiView):
    """Open tasks of a project, for somebody who is writing a title."""

    @extend_schema(
        parameters=[OpenApiParameter("title", OpenApiTypes.STR, required=True), LIMIT],
        responses=SimilarTasksOutput,
        operation_id="similar_to_title",
    )
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Those that mean much the same; often none."""
        refuse_unknown(request, {"title", "limit", "format"})
        project = project_for_viewing(user=request.user, project_id=project_id)
        title = request.query_params.get("title", "")
        limit = number_param(request, "limit", default=3, high=MOST)
        return Response(whole(similar_to_title(project_id=project.pk, title=title, limit=limit)))


class SimilarToTaskView(ApiView):
    """Open tasks that may be the same as this one."""

    @extend_schema(parameters=[LIMIT], responses=SimilarTasksOutput, operation_id="similar_to_task")
    def get(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Those that mean much the same, without what it is linked to."""
        refuse_unknown(request, {"limit", "format"})
        task = task_for_viewing(user=request.user, task_id=task_id)
        limit = number_param(request, "limit", default=3, high=MOST)
        return Response(whole(similar_to_task(task=task, limit=limit)))
