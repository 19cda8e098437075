"""Doors that span tasks: the kanban, the log, bulk changes, search."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Action
from tasks.api import inputs, outputs
from tasks.api.bulk import bulk_edit, rows_of
from tasks.api.doors import parse, refuse_unknown, truth, whole
from tasks.api.parts import event_payload
from tasks.models import Task
from tasks.selectors.access import project_for_adding_tasks, project_for_viewing
from tasks.selectors.board import kanban_payload
from tasks.selectors.bulk import tasks_for
from tasks.selectors.payloads import as_event_data
from tasks.selectors.querying import bounded_time
from tasks.selectors.search import checked_kinds, search
from tasks.services.tasks import create_tasks, delete_tasks, restore_tasks, update_tasks
from teamflow.common import eventlog
from teamflow.common.api import ApiView
from teamflow.common.models import Event
from teamflow.common.paging import limit_of
from teamflow.common.requests import AuthenticatedRequest
from teamflow.common.search.entries import ALL_KINDS

EVENT_LIMIT = 500


class BoardView(ApiView):
    """A project's kanban."""

    @extend_schema(
        parameters=[
            OpenApiParameter("per_column", OpenApiTypes.INT, description="1 to 250."),
            OpenApiParameter("include_archived", OpenApiTypes.BOOL),
        ],
        responses=outputs.KanbanOutput,
        operation_id="project_board",
    )
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Columns with their first cards, in one answer."""
        refuse_unknown(request, {"per_column", "include_archived", "format"})
        per_column = number_param(request, "per_column", default=50, high=250)
        project = project_for_viewing(user=request.user, project_id=project_id)
        archived = truth(request, "include_archived")
        return Response(
            kanban_payload(project=project, per_column=per_column, include_archived=archived)
        )


class ProjectEventsView(ApiView):
    """The log of a project."""

    @extend_schema(
        parameters=[
            OpenApiParameter("after", OpenApiTypes.INT, description="The last number seen."),
            OpenApiParameter("limit", OpenApiTypes.INT, description="1 to 500."),
        ],
        responses=outputs.EventsOutput,
        operation_id="project_events",
    )
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """What happened after a number, oldest first."""
        refuse_unknown(request, {"after", "limit", "format"})
        after = number_param(request, "after", default=0, low=0, high=2**62)
        limit = number_param(request, "limit", default=100, high=EVENT_LIMIT)
        project = project_for_viewing(user=request.user, project_id=project_id)
        head = eventlog.head(project.log)
        rows = list(Event.objects.filter(log=project.log, seq__gt=after).order_by("seq")[:limit])
        next_page = None
        if rows and rows[-1].seq < head:
            next_page = request.build_absolute_uri(
                f"{request.path}?after={rows[-1].seq}&limit={limit}"
            )
        results = [{**event_payload(row), "data": row.data} for row in rows]
        return Response({**whole(results), "next": next_page, "seq": head})


class BulkTasksView(ApiView):
    """Many tasks at once."""

    @extend_schema(
        request=inputs.BulkInput,
        responses={200: outputs.BulkOutput},
        operation_id="task_bulk",
    )
    def post(self, request: AuthenticatedRequest) -> Response:
        """Change, delete, bring back or make up to 500 tasks: all of them or none.

        With `updates`, those that somebody changed since or that the workflow refuses are named
        in `conflicts`, and the others are changed.
        """
        values = parse(inputs.BulkInput, request)
        if values["action"] == "create":
            return self._create(request, values)
        if values.get("updates"):
            return bulk_edit(request, values["updates"])
        ids = list(dict.fromkeys(values.get("ids") or []))
        if not ids:
            raise ValidationError({"ids": _("Name the tasks.")})
        return Response(whole(rows_of(self._apply(request, ids, values), ids)))

    def _create(self, request: AuthenticatedRequest, values: dict[str, Any]) -> Response:
        if not values.get("project"):
            raise ValidationError({"project": _("Name the project.")})
        project = project_for_adding_tasks(user=request.user, project_id=values["project"])
        rows = create_tasks(actor=request.user, project=project, tasks=values.get("tasks") or [])
        results = [as_event_data(row.payload or {}) for row in rows]
        return Response(whole(results), status=status.HTTP_201_CREATED)

    @transaction.atomic
    def _apply(
        self, request: AuthenticatedRequest, ids: list[UUID], values: dict[str, Any]
    ) -> list[Task]:
        is_update = values["action"] == "update"
        right = Action.UPDATE if is_update else Action.DELETE
        groups = tasks_for(user=request.user, task_ids=ids, action=right)
        changed: list[Task] = []
        for tasks in groups:
            if is_update:
                changes = values.get("changes") or {}
                changed += update_tasks(actor=request.user, tasks=tasks, **changes)
            elif values["action"] == "delete":
                changed += delete_tasks(actor=request.user, tasks=tasks)
            else:
                changed += restore_tasks(actor=request.user, tasks=tasks)
        return changed


class SearchView(ApiView):
    """Search by words."""

    @extend_schema(
        parameters=[
            OpenApiParameter("q", OpenApiTypes.STR, required=True),
            OpenApiParameter("workspace", OpenApiTypes.STR, description="A slug."),
            OpenApiParameter(
                "kind", OpenApiTypes.STR, description=f"With commas: {', '.join(ALL_KINDS)}."
            ),
            OpenApiParameter("limit", OpenApiTypes.INT),
            OpenApiParameter("include_archived", OpenApiTypes.BOOL),
            OpenApiParameter("counts", OpenApiTypes.BOOL, description="How many of each kind."),
        ],
        responses=outputs.FoundPageOutput,
        operation_id="search",
    )
    def get(self, request: AuthenticatedRequest) -> Response:
        """The best matches among what the asker may see."""
        known = {"q", "workspace", "kind", "limit", "include_archived", "counts", "format"}
        refuse_unknown(request, known)
        with bounded_time():
            found = search(
                user=request.user,
                words=request.query_params.get("q", ""),
                slug=request.query_params.get("workspace", ""),
                kinds=checked_kinds(request.query_params.get("kind", "")),
                limit=limit_of(request),
                with_archived=truth(request, "include_archived"),
                with_counts=truth(request, "counts"),
            )
        beside = {"counts": found.counts, "problem": found.problem, "instead": found.instead}
        return Response({**whole(found.results), **beside})


def number_param(
    request: Request, name: str, *, default: int, low: int = 1, high: int = 100
) -> int:
    """A number of the query string, 400 when it is out of bounds."""
    text = request.query_params.get(name, str(default))
    if not text.isdecimal() or len(text) > 19 or not low <= int(text) <= high:
        message = _("A number from %(low)s to %(high)s.") % {"low": low, "high": high}
        raise ValidationError({name: message})
    return int(text)
