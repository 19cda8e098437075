"""The door to all tasks of a project at once, as lean as they can be."""

import gzip
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from tasks.api.doors import refuse_unknown
from tasks.api.views import number_param
from tasks.models import Priority
from tasks.selectors.access import project_for_viewing
from tasks.selectors.rows import latest_texts, lean_rows
from teamflow.common.api import ApiView
from teamflow.common.requests import AuthenticatedRequest

ROWS_LIMIT = 2000


class LeanStepOutput(serializers.Serializer[Any]):
    """A step of a checklist."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    done = serializers.BooleanField()


class LeanCountsOutput(serializers.Serializer[Any]):
    """How many subtasks there are, and how many are done."""

    total = serializers.IntegerField()
    done = serializers.IntegerField()


class LeanRowOutput(serializers.Serializer[Any]):
    """A task without what it does not have; column, labels and people by id."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    column = serializers.UUIDField()
    priority = serializers.ChoiceField(choices=Priority.choices)
    rank = serializers.CharField()
    version = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    completed_at = serializers.DateTimeField(required=False)
    story_points = serializers.IntegerField(required=False)
    start_date = serializers.DateField(required=False)
    due_date = serializers.DateField(required=False)
    parent = serializers.UUIDField(required=False)  # type: ignore[assignment]
    type = serializers.UUIDField(required=False)
    sprint = serializers.UUIDField(required=False)
    milestone = serializers.UUIDField(required=False)
    estimate_minutes = serializers.IntegerField(required=False)
    labels = serializers.ListField(child=serializers.UUIDField(), required=False)
    assignees = serializers.ListField(child=serializers.UUIDField(), required=False)
    checklist = LeanStepOutput(many=True, required=False)
    comment_count = serializers.IntegerField(required=False)
    subtasks = LeanCountsOutput(required=False)
    fields = serializers.DictField(required=False)  # type: ignore[assignment]


class LeanPersonOutput(serializers.Serializer[Any]):
    """Somebody who has one of the tasks."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    avatar = serializers.CharField(allow_null=True)


class LeanRowsOutput(serializers.Serializer[Any]):
    """Tasks by number; `next` is the `after` of the next page, null on the last."""

    results = LeanRowOutput(many=True)
    people = LeanPersonOutput(many=True)
    next = serializers.IntegerField(allow_null=True)


class KeptTextOutput(serializers.Serializer[Any]):
    """What a task says, as of a version of it."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    description = serializers.CharField(allow_blank=True)


class KeptTextsOutput(serializers.Serializer[Any]):
    """What the latest changed tasks say."""

    results = KeptTextOutput(many=True)


class ProjectTextsView(ApiView):
    """Descriptions, for a browser to keep for a time without a network."""

    @extend_schema(responses=KeptTextsOutput, operation_id="project_texts")
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Those of the 200 open tasks that changed last, a megabyte at most."""
        refuse_unknown(request, {"format"})
        project = project_for_viewing(user=request.user, project_id=project_id)
        return Response({"results": latest_texts(project=project)})


class ProjectRowsView(ApiView):
    """All tasks of a project."""

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "after", OpenApiTypes.INT, description="The last number that is known."
            ),
            OpenApiParameter("limit", OpenApiTypes.INT, description="1 to 2000."),
        ],
        responses=LeanRowsOutput,
        operation_id="project_rows",
    )
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> HttpResponse:
        """Up to 2000 at once, those of archived columns left out."""
        refuse_unknown(request, {"after", "limit", "format"})
        after = number_param(request, "after", default=0, low=0, high=2**31 - 1)
        limit = number_param(request, "limit", default=ROWS_LIMIT, high=ROWS_LIMIT)
        project = project_for_viewing(user=request.user, project_id=project_id)
        body = lean_rows(project=project, after=after, limit=limit).encode()
        response = HttpResponse(content_type="application/json")
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, compresslevel=1)
            response["Content-Encoding"] = "gzip"
        response.content = body
        response["Vary"] = "Accept-Encoding, Cookie, Authorization"
        response["Cache-Control"] = "private, no-cache"
        return response
