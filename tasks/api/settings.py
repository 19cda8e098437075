"""Doors that a project's settings need beside those of its parts."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from tasks.selectors.access import project_for_viewing
from tasks.selectors.usage import usage_of
from teamflow.common.api import ApiView
from teamflow.common.requests import AuthenticatedRequest


class _Counts(serializers.DictField):
    """Numbers of tasks by id."""

    child = serializers.IntegerField()


class ProjectUsageOutput(serializers.Serializer[Any]):
    """How many tasks hang on each part of a project, by the part's id; none: left out.

    An option of a custom field is called `<field>:<option>`.
    """

    columns = _Counts()
    types = _Counts()
    milestones = _Counts()
    milestones_done = _Counts()
    labels = _Counts()
    fields = _Counts()  # type: ignore[assignment]
    options = _Counts()


class UsageView(ApiView):
    """What hangs on the parts of a project."""

    @extend_schema(responses=ProjectUsageOutput, operation_id="project_usage")
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """How many tasks stand in each column, wear each label, hold each field."""
        project = project_for_viewing(user=request.user, project_id=project_id)
        return Response(usage_of(project))
