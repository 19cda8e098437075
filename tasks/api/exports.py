"""Tasks to take along."""

from collections.abc import AsyncIterator, Iterator
from uuid import UUID

from asgiref.sync import sync_to_async
from django.core.exceptions import ValidationError
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from tasks.api.doors import refuse_unknown
from tasks.selectors.access import project_for_viewing
from tasks.selectors.exports import csv_parts, exported_tasks, json_parts
from teamflow.common.api import ApiView
from teamflow.common.requests import AuthenticatedRequest

_FORMS = {"csv": (csv_parts, "text/csv"), "json": (json_parts, "application/json")}


class ExportView(ApiView):
    """The tasks of a project as a file."""

    @extend_schema(
        parameters=[
            OpenApiParameter("as", OpenApiTypes.STR, enum=["csv", "json"]),
            OpenApiParameter("query", OpenApiTypes.STR),
        ],
        responses={
            (200, "text/csv"): OpenApiResponse(OpenApiTypes.STR),
            (200, "application/json"): OpenApiResponse(OpenApiTypes.OBJECT),
        },
        operation_id="project_export",
    )
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> StreamingHttpResponse:
        """All of them, archived ones too, or those that fit `query`; sent while it is read."""
        refuse_unknown(request, {"as", "query", "format"})
        project = project_for_viewing(user=request.user, project_id=project_id)
        wanted = request.query_params.get("as", "csv")
        if wanted not in _FORMS:
            raise ValidationError({"as": _("JSON or CSV.")})
        query = request.query_params.get("query", "")
        ids = exported_tasks(user=request.user, project=project, query=query)
        parts, kind = _FORMS[wanted]
        answer = StreamingHttpResponse(
            _sent(parts(project, ids)), content_type=f"{kind}; charset=utf-8"
        )
        name = f"{project.key}-{timezone.localdate():%Y-%m-%d}.{wanted}"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


async def _sent(parts: Iterator[str]) -> AsyncIterator[str]:
    """Each piece is read when the one before it is on its way."""
    while (part := await sync_to_async(_next)(parts)) is not None:
        yield part


def _next(parts: Iterator[str]) -> str | None:
    return next(parts, None)
