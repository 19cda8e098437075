"""The door for files from other tools."""

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from tasks.api import inputs, outputs
from tasks.api.doors import parse
from tasks.selectors.access import project_for_editing
from tasks.selectors.imports import ended_import, report_lines
from tasks.services.imports import start_undo
from tasks.services.imports.starting import people_choice, start_import
from teamflow.common.api import ApiView
from teamflow.common.jobs import as_data
from teamflow.common.requests import AuthenticatedRequest


class ImportView(ApiView):
    """Bring the tasks of another tool into a project."""

    parser_classes = [MultiPartParser]

    @extend_schema(
        request={"multipart/form-data": inputs.ImportInput},
        responses={202: outputs.JobStartedOutput},
        operation_id="project_import",
    )
    def post(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Start a job that reads the file: `dry_run` counts, the real run writes."""
        project = project_for_editing(user=request.user, project_id=project_id)
        values = parse(inputs.ImportInput, request)
        job = start_import(
            actor=request.user,
            project=project,
            upload=values["file"],
            source=values["format"],
            dry_run=values["dry_run"],
            **_choices(values["options"]),
        )
        return Response({"job": as_data(job)}, status=status.HTTP_202_ACCEPTED)


class ImportReportView(ApiView):
    """What an import did not bring, and why."""

    @extend_schema(
        responses={(200, "text/csv"): OpenApiResponse(OpenApiTypes.STR)},
        operation_id="project_import_report",
    )
    def get(self, request: AuthenticatedRequest, project_id: UUID, import_id: UUID) -> HttpResponse:
        """A table: the row, what became of it, the reason; kept as long as the import's job."""
        project = project_for_editing(user=request.user, project_id=project_id)
        job = ended_import(project, import_id)
        name = f"{project.key}-import-{job.created_at:%Y-%m-%d}.csv"
        return HttpResponse(
            "".join(report_lines(job)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class UndoImportView(ApiView):
    """Take an import back."""

    @extend_schema(
        request=None,
        responses={202: outputs.JobStartedOutput},
        operation_id="project_import_undo",
    )
    def post(self, request: AuthenticatedRequest, project_id: UUID, import_id: UUID) -> Response:
        """Start a job that deletes what the import made; each task can still be restored."""
        project = project_for_editing(user=request.user, project_id=project_id)
        job = start_undo(actor=request.user, project=project, import_id=import_id)
        return Response({"job": as_data(job)}, status=status.HTTP_202_ACCEPTED)


def _choices(text: str) -> dict[str, Any]:
    """`{"states": {list: state}, "people": {person: member}, "columns": {place: meaning},
    "dates": "day" or "month"}`, as JSON in a form field."""
    if not text:
        return {}
    try:
        options = json.loads(text)
    except (ValueError, RecursionError):
        options = None
    if not isinstance(options, dict) or not isinstance(options.get("states", {}), dict):
        raise ValidationError({"options": _("This is not JSON that says states and people.")})
    columns = options.get("columns", {})
    if not isinstance(columns, dict) or not all(str(key).isdecimal() for key in columns):
        raise ValidationError({"options": _("Columns: a place in the table to its meaning.")})
    if options.get("dates", "") not in ("", "day", "month"):
        raise ValidationError({"options": _("Dates: whether “day” or “month” comes first.")})
    people = people_choice(options.get("people", {}))
    return {
        "states": {str(key): str(value) for key, value in options.get("states", {}).items()},
        "people": {key: str(value or "") for key, value in people.items()},
        "columns": {str(key): str(value) for key, value in columns.items()},
        "dates": options.get("dates", ""),
    }
