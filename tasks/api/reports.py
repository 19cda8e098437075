"""Doors to reports."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.response import Response

from accounts.selectors import workspace_for
from tasks.reports.asked import BOUNDS, BY, CHOICES, Asked, Kind
from tasks.reports.sheet import as_csv
from tasks.selectors.access import project_for_viewing
from tasks.selectors.reports import Place
from tasks.services.reports import asked_for, report_data, request_report
from teamflow.common import jobs
from teamflow.common.api import ApiView
from teamflow.common.errors import NotFound
from teamflow.common.job_views import JobOutput
from teamflow.common.requests import AuthenticatedRequest

# Whose sprints, columns and people are one project's own.
OF_PROJECTS_ONLY = {Kind.BURNDOWN, Kind.BURNUP, Kind.VELOCITY}


class CsvRenderer(BaseRenderer):
    """The report's table for a sheet program."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(self, data: Any, media_type: Any = None, context: Any = None) -> bytes:
        """The rows."""
        return as_csv(data).encode()


class FieldOutput(serializers.Serializer[Any]):
    """A column of a report's table."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    kind = serializers.ChoiceField(
        choices=[
            "date", "moment", "week", "number", "days", "minutes", "percent", "text", "task",
        ]
    )  # fmt: skip
    state = serializers.CharField(required=False)


class FigureOutput(serializers.Serializer[Any]):
    """One number of a report."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    value = serializers.JSONField(allow_null=True)
    kind = serializers.CharField()


class ReportOutput(serializers.Serializer[Any]):
    """A report: `rows` hold a value for each of `fields`; None stands for what is not known."""

    kind = serializers.ChoiceField(choices=[(kind.value, kind.name) for kind in Kind])
    timezone = serializers.CharField()
    to = serializers.DateField()
    asked = serializers.DictField(child=serializers.CharField())
    computed_at = serializers.DateTimeField(allow_null=True)
    is_stale = serializers.BooleanField()
    is_ready = serializers.BooleanField()
    fields = FieldOutput(many=True)  # type: ignore[assignment]
    rows = serializers.ListField(child=serializers.DictField())
    figures = FigureOutput(many=True)
    note = serializers.CharField(allow_blank=True)
    extra = serializers.DictField()

    def get_fields(self) -> dict[str, Any]:
        """`from` is a word of Python's, and `fields` of the framework's."""
        own = dict(self._declared_fields)
        return {**own, "from": serializers.DateField()}


class JobAnswer(serializers.Serializer[Any]):
    """The job that was started."""

    job = JobOutput()


_ID = OpenApiTypes.UUID
_TEXT = OpenApiTypes.STR
REPORT_PARAMETERS = [
    OpenApiParameter("kind", _TEXT, "path", enum=[kind.value for kind in Kind]),
    OpenApiParameter("sprint", _TEXT, description="An id, `active` or `none`."),
    OpenApiParameter("from", _TEXT, description="A day, or `-30d`: so many days ago."),
    OpenApiParameter("to", _TEXT, description="The same."),
    OpenApiParameter("unit", _TEXT, enum=list(CHOICES["unit"])),
    OpenApiParameter("by", _TEXT, enum=sorted({word for words in BY.values() for word in words})),
    OpenApiParameter("weekends", OpenApiTypes.BOOL),
    *(
        OpenApiParameter(name, OpenApiTypes.INT, description=f"{low} to {high}.")
        for name, (low, high) in BOUNDS.items()
    ),
    OpenApiParameter("person", _TEXT, description="Tasks assigned to them, or to `none`."),
    OpenApiParameter("type", _ID, description="Tasks of this type."),
    OpenApiParameter("query", _TEXT, description="In the query language."),
]


def kind_of(word: str) -> Kind:
    """The report of that name."""
    try:
        return Kind(word)
    except ValueError:
        raise NotFound from None


def said_in(request: AuthenticatedRequest) -> dict[str, str]:
    """The words of the question; one said twice is refused rather than half heard."""
    said = {}
    for name in request.query_params:
        if name == "format":
            continue
        values = request.query_params.getlist(name)
        if len(values) > 1 or "\0" in values[0]:
            raise ValidationError({name: "Say this once, in plain text."})
        said[name] = values[0]
    return said


REPORT_ANSWERS = {
    (200, "application/json"): ReportOutput,
    (200, "text/csv"): OpenApiTypes.STR,
}


class _ReportDoor(ApiView):
    """What the doors to projects' and workspaces' reports share."""

    def get_renderers(self) -> list[BaseRenderer]:
        """A job is never a table."""
        renderers = super().get_renderers()
        return [*renderers, CsvRenderer()] if self.request.method == "GET" else renderers

    def handle_exception(self, exc: Exception) -> Response:
        """An error is the envelope, whatever form the report was to have."""
        response = super().handle_exception(exc)
        self.request.accepted_renderer = JSONRenderer()
        self.request.accepted_media_type = JSONRenderer.media_type
        return response

    @staticmethod
    def asked(request: AuthenticatedRequest, place: Place, kind: Kind) -> Asked:
        """The question in the address, as this person means it."""
        user = request.user
        return asked_for(place, kind, said_in(request), zone=user.timezone, me=str(user.pk))

    def answer(self, request: AuthenticatedRequest, place: Place, kind: Kind) -> Response:
        """The report, or its table as a file."""
        asked = self.asked(request, place, kind)
        response = Response(report_data(actor=request.user, place=place, asked=asked))
        if request.accepted_renderer.format == "csv":
            response["Content-Disposition"] = f'attachment; filename="{kind.value}.csv"'
        return response

    def count(self, request: AuthenticatedRequest, place: Place, kind: Kind) -> Response:
        """Start the job."""
        asked = self.asked(request, place, kind)
        job = request_report(actor=request.user, place=place, asked=asked)
        return Response({"job": jobs.as_data(job)}, status=status.HTTP_202_ACCEPTED)


class ProjectReportView(_ReportDoor):
    """One report of a project."""

    @extend_schema(
        parameters=REPORT_PARAMETERS, responses=REPORT_ANSWERS, operation_id="project_report"
    )
    def get(self, request: AuthenticatedRequest, project_id: UUID, kind: str) -> Response:
        """The numbers; `?format=csv` gives the table."""
        project = project_for_viewing(user=request.user, project_id=project_id)
        return self.answer(request, Place.of_project(project), kind_of(kind))

    @extend_schema(
        parameters=REPORT_PARAMETERS,
        request=None,
        responses={202: JobAnswer},
        operation_id="project_report_compute",
    )
    def post(self, request: AuthenticatedRequest, project_id: UUID, kind: str) -> Response:
        """Have it counted anew by a job."""
        project = project_for_viewing(user=request.user, project_id=project_id)
        return self.count(request, Place.of_project(project), kind_of(kind))


class WorkspaceReportView(_ReportDoor):
    """One report over all projects of a workspace."""

    @extend_schema(
        parameters=REPORT_PARAMETERS, responses=REPORT_ANSWERS, operation_id="workspace_report"
    )
    def get(self, request: AuthenticatedRequest, slug: str, kind: str) -> Response:
        """The numbers; `?format=csv` gives the table."""
        workspace = workspace_for(user=request.user, slug=slug)
        return self.answer(request, Place.of_workspace(workspace), self._kind(kind))

    @extend_schema(
        parameters=REPORT_PARAMETERS,
        request=None,
        responses={202: JobAnswer},
        operation_id="workspace_report_compute",
    )
    def post(self, request: AuthenticatedRequest, slug: str, kind: str) -> Response:
        """Have it counted anew by a job."""
        workspace = workspace_for(user=request.user, slug=slug)
        return self.count(request, Place.of_workspace(workspace), self._kind(kind))

    @staticmethod
    def _kind(word: str) -> Kind:
        kind = kind_of(word)
        if kind in OF_PROJECTS_ONLY:
            raise NotFound
        return kind
