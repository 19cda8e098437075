"""Tasks that fit a query, over all projects of a workspace."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.selectors import workspace_for
from tasks.api import outputs
from tasks.api.doors import PAGE_PARAMS, PAGED, refuse_unknown, serialize_tasks, truth, whole
from tasks.models import Project, Task
from tasks.query.context import QueryContext
from tasks.selectors.querying import (
    GROUPINGS,
    bounded_time,
    fitting_tasks,
    group_counts,
    ordered,
    query_context,
    workspace_context,
)
from teamflow.common.api import ApiView
from teamflow.common.paging import keyset_page
from teamflow.common.requests import AuthenticatedRequest

QUERY = OpenApiParameter("query", OpenApiTypes.STR, description="In the query language.")
SORT = OpenApiParameter(
    "sort", OpenApiTypes.STR, description="Fields with commas, `-` for descending, `field:<id>`."
)
GROUP = OpenApiParameter("group", OpenApiTypes.STR, enum=list(GROUPINGS))
ARCHIVED = OpenApiParameter("include_archived", OpenApiTypes.BOOL)


class GroupOutput(serializers.Serializer[Any]):
    """A group of tasks; without `key`: those that have none."""

    key = serializers.CharField(allow_null=True)
    count = serializers.IntegerField()


class GroupsOutput(serializers.Serializer[Any]):
    """All groups, and how many tasks there are."""

    results = GroupOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    total = serializers.IntegerField()


class WorkspaceTasksView(ApiView):
    """The tasks of all projects."""

    @extend_schema(
        parameters=[
            *PAGED,
            QUERY,
            SORT,
            ARCHIVED,
            OpenApiParameter("fields", OpenApiTypes.STR, description="Names with commas."),
            OpenApiParameter("include", OpenApiTypes.STR, description="`description`, …"),
        ],
        responses=outputs.TaskPage,
        operation_id="workspace_task_list",
    )
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """Tasks that fit, in any order; newest first when none is asked."""
        known = {*PAGE_PARAMS, "query", "sort", "include_archived", "fields", "include"}
        refuse_unknown(request, known)
        tasks, context = _asked(request, slug)
        sort = request.query_params.get("sort") or "-created"
        with bounded_time():
            tasks, order = ordered(tasks, sort=sort, context=context)
            page = keyset_page(
                request,
                tasks,
                order=order,
                serialize=lambda rows: serialize_tasks(request, list(rows)),
            )
        return Response(page)


class WorkspaceTaskGroupsView(ApiView):
    """How many tasks of all projects are in each group."""

    @extend_schema(
        parameters=[QUERY, GROUP, ARCHIVED],
        responses=GroupsOutput,
        operation_id="workspace_task_groups",
    )
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """Counts by group, largest first."""
        refuse_unknown(request, {"query", "group", "include_archived", "format"})
        tasks, _context = _asked(request, slug)
        group = request.query_params.get("group") or "status"
        with bounded_time():
            groups = group_counts(tasks=tasks, group=group)
            total = tasks.count()
        return Response({**whole(groups), "total": total})


def queried_page(
    request: AuthenticatedRequest, project: Project, tasks: QuerySet[Task], order: Sequence[str]
) -> dict[str, Any]:
    """A page of the project's `tasks` that fit `?query=`, by `?sort=` or else by `order`."""
    context = query_context(user=request.user, projects=[project])
    fitting = fitting_tasks(
        query=request.query_params.get("query", ""), context=context, with_archived=True
    )
    sort = request.query_params.get("sort", "")
    with bounded_time():
        found = tasks.filter(pk__in=fitting.values("pk"))
        if sort:
            found, order = ordered(found, sort=sort, context=context)
        return keyset_page(
            request,
            found,
            order=order,
            serialize=lambda rows: serialize_tasks(request, list(rows)),
        )


def _asked(request: AuthenticatedRequest, slug: str) -> tuple[QuerySet[Task], QueryContext]:
    workspace = workspace_for(user=request.user, slug=slug)
    context = workspace_context(user=request.user, workspace=workspace)
    tasks = fitting_tasks(
        query=request.query_params.get("query", ""),
        context=context,
        with_archived=truth(request, "include_archived"),
    )
    return tasks, context
