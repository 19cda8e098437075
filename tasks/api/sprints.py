"""Doors to sprints: planning, running, and what became of them."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Action, Resource
from accounts.selectors import workspace_for
from tasks.api import outputs, sprint_shapes
from tasks.api.doors import PAGE_PARAMS, PAGED, parse, refuse_unknown, serialize_tasks, whole
from tasks.models import Project, Sprint, SprintStatus, Task
from tasks.selectors.access import project_for, project_for_viewing
from tasks.selectors.payloads import as_event_data, task_payloads
from tasks.selectors.scope import scope_changes
from tasks.selectors.sprints import (
    ORDER,
    backlog_of,
    capacity_payload,
    rows_with_project,
    sprint_for,
    sprint_payload,
    sprint_payloads,
    sprints_in,
    sprints_of,
    tasks_in_sprint,
)
from tasks.services.sprints import (
    complete_sprint,
    create_sprint,
    delete_sprint,
    plan_tasks,
    reopen_sprint,
    set_capacities,
    start_sprint,
    update_sprint,
)
from teamflow.common.api import ApiView
from teamflow.common.paging import keyset_page
from teamflow.common.requests import AuthenticatedRequest

STATUS = OpenApiParameter(
    "status", OpenApiTypes.STR, description="Planned, active, completed; several with commas."
)
TASK_ORDER = ("rank", "id")


class ProjectSprintsView(ApiView):
    """The sprints of a project."""

    @extend_schema(
        parameters=[*PAGED, STATUS],
        responses=sprint_shapes.SprintPage,
        operation_id="sprint_list",
    )
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """By their first day; those without one last."""
        refuse_unknown(request, {*PAGE_PARAMS, "status"})
        project = project_for_viewing(user=request.user, project_id=project_id)
        sprints = sprints_of(project=project).filter(status__in=wanted_statuses(request))
        return Response(keyset_page(request, sprints, order=ORDER, serialize=_rows))

    @extend_schema(
        request=sprint_shapes.SprintInput,
        responses={201: sprint_shapes.SprintDetailOutput},
        operation_id="sprint_create",
    )
    def post(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """A planned sprint; without a name it continues the numbers."""
        project = project_for(
            user=request.user,
            project_id=project_id,
            action=Action.CREATE,
            resource=Resource.SPRINT,
        )
        values = parse(sprint_shapes.SprintInput, request)
        sprint = create_sprint(actor=request.user, project=project, **values)
        return Response(sprint_payload(sprint), status=status.HTTP_201_CREATED)


class WorkspaceSprintsView(ApiView):
    """The sprints of all projects of a workspace."""

    @extend_schema(
        parameters=[*PAGED, STATUS],
        responses=sprint_shapes.WorkspaceSprintPage,
        operation_id="workspace_sprint_list",
    )
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """By their first day, each with its project."""
        refuse_unknown(request, {*PAGE_PARAMS, "status"})
        workspace = workspace_for(user=request.user, slug=slug)
        sprints = sprints_in(workspace=workspace).filter(status__in=wanted_statuses(request))
        return Response(keyset_page(request, sprints, order=ORDER, serialize=rows_with_project))


class SprintView(ApiView):
    """One sprint."""

    @extend_schema(responses=sprint_shapes.SprintDetailOutput, operation_id="sprint_read")
    def get(self, request: AuthenticatedRequest, sprint_id: UUID) -> Response:
        """The sprint with how far it is."""
        sprint = sprint_for(user=request.user, sprint_id=sprint_id, action=Action.READ)
        return Response(sprint_payload(sprint))

    @extend_schema(
        request=sprint_shapes.SprintChangeInput,
        responses=sprint_shapes.SprintDetailOutput,
        operation_id="sprint_update",
    )
    def patch(self, request: AuthenticatedRequest, sprint_id: UUID) -> Response:
        """Another name, goal, dates or capacity."""
        sprint = sprint_for(user=request.user, sprint_id=sprint_id, action=Action.UPDATE)
        values = parse(sprint_shapes.SprintChangeInput, request)
        return Response(sprint_payload(update_sprint(actor=request.user, sprint=sprint, **values)))

    @extend_schema(responses={204: None}, operation_id="sprint_delete")
    def delete(self, request: AuthenticatedRequest, sprint_id: UUID) -> Response:
        """Remove it; its tasks go to the backlog. 409 while it runs."""
        sprint = sprint_for(user=request.user, sprint_id=sprint_id, action=Action.DELETE)
        delete_sprint(actor=request.user, sprint=sprint)
        return Response(status=status.HTTP_204_NO_CONTENT)


class StartSprintView(ApiView):
    """The beginning of a sprint."""

    @extend_schema(
        request=sprint_shapes.StartInput,
        responses=sprint_shapes.SprintDetailOutput,
        operation_id="sprint_start",
    )
    def post(self, request: AuthenticatedRequest, sprint_id: UUID) -> Response:
        """Start it, with its dates where it has none; twice changes nothing."""
        sprint = sprint_for(user=request.user, sprint_id=sprint_id, action=Action.UPDATE)
        values = parse(sprint_shapes.StartInput, request)
        return Response(sprint_payload(start_sprint(actor=request.user, sprint=sprint, **values)))


class CompleteSprintView(ApiView):
    """The end of a sprint."""

    @extend_schema(
        request=sprint_shapes.CompleteInput,
        responses=sprint_shapes.SprintDetailOutput,
        operation_id="sprint_complete",
    )
    def post(self, request: AuthenticatedRequest, sprint_id: UUID) -> Response:
        """Complete it and carry over what is unfinished; twice changes nothing."""
        sprint = sprint_for(user=request.user, sprint_id=sprint_id, action=Action.UPDATE)
        values = parse(sprint_shapes.CompleteInput, request)
        return Response(
            sprint_payload(complete_sprint(actor=request.user, sprint=sprint, **values))
        )


class ReopenSprintView(ApiView):
    """A completed sprint."""

    @extend_schema(
        request=None,
        responses=sprint_shapes.SprintDetailOutput,
        operation_id="sprint_reopen",
    )
    def post(self, request: AuthenticatedRequest, sprint_id: UUID) -> Response:
        """Take back that it was completed; 409 when another runs or was completed since."""
        sprint = sprint_for(user=request.user, sprint_id=sprint_id, action=Action.UPDATE)
        return Response(sprint_payload(reopen_sprint(actor=request.user, sprint=sprint)))


class SprintTasksView(ApiView):
    """What is in a sprint."""

    @extend_schema(parameters=PAGED, responses=outputs.TaskPage, operation_id="sprint_task_list")
    def get(self, request: AuthenticatedRequest, sprint_id: UUID) -> Response:
        """Its tasks by rank; of a completed one those that were in it at the end."""
        refuse_unknown(request, PAGE_PARAMS)
        sprint = sprint_for(user=request.user, sprint_id=sprint_id, action=Action.READ)
        return Response(_task_page(request, tasks_in_sprint(sprint=sprint)))

    @extend_schema(
        request=sprint_shapes.PlanInput,
        responses={200: outputs.TaskPage},
        operation_id="sprint_task_add",
    )
    def post(self, request: AuthenticatedRequest, sprint_id: UUID) -> Response:
        """Put tasks into it, where `before` or `after` says, in the order of `ids`."""
        sprint = sprint_for(user=request.user, sprint_id=sprint_id, action=Action.UPDATE)
        values = parse(sprint_shapes.PlanInput, request)
        return Response(_planned(request, sprint.project, sprint, values))

    @extend_schema(
        request=sprint_shapes.TaskIdsInput,
        responses={200: outputs.TaskPage},
        operation_id="sprint_task_remove",
    )
    def delete(self, request: AuthenticatedRequest, sprint_id: UUID) -> Response:
        """Take tasks out of it; those that are not in it stay as they are."""
        sprint = sprint_for(user=request.user, sprint_id=sprint_id, action=Action.UPDATE)
        ids = parse(sprint_shapes.TaskIdsInput, request)["ids"]
        known = sprint.project.tasks.filter(deleted_at=None, pk__in=ids)
        held = dict(known.values_list("pk", "sprint_id"))
        if len(held) != len(set(ids)):
            raise ValidationError({"ids": _("This project has no such task.")})
        values = {"ids": [pk for pk in ids if held[pk] == sprint.pk]}
        return Response(_planned(request, sprint.project, None, values))


class BacklogView(ApiView):
    """What waits to be planned."""

    @extend_schema(parameters=PAGED, responses=outputs.TaskPage, operation_id="backlog_list")
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Open tasks without a sprint, by rank."""
        refuse_unknown(request, PAGE_PARAMS)
        project = project_for_viewing(user=request.user, project_id=project_id)
        return Response(_task_page(request, backlog_of(project=project)))

    @extend_schema(
        request=sprint_shapes.PlanInput,
        responses={200: outputs.TaskPage},
        operation_id="backlog_add",
    )
    def post(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Take tasks out of their sprints, to where `before` or `after` says."""
        project = project_for(
            user=request.user,
            project_id=project_id,
            action=Action.UPDATE,
            resource=Resource.SPRINT,
        )
        values = parse(sprint_shapes.PlanInput, request)
        return Response(_planned(request, project, None, values))


class SprintCapacityView(ApiView):
    """Who has time for a sprint."""

    @extend_schema(responses=sprint_shapes.CapacityOutput, operation_id="sprint_capacity_read")
    def get(self, request: AuthenticatedRequest, sprint_id: UUID) -> Response:
        """Points a person, and what the last three sprints suggest."""
        sprint = sprint_for(user=request.user, sprint_id=sprint_id, action=Action.READ)
        return Response(capacity_payload(sprint))

    @extend_schema(
        request=sprint_shapes.CapacityInput,
        responses=sprint_shapes.CapacityOutput,
        operation_id="sprint_capacity_update",
    )
    def patch(self, request: AuthenticatedRequest, sprint_id: UUID) -> Response:
        """Set the points of the people named; null forgets somebody."""
        sprint = sprint_for(user=request.user, sprint_id=sprint_id, action=Action.UPDATE)
        people = parse(sprint_shapes.CapacityInput, request)["people"]
        points = {row["user"]: row["points"] for row in people}
        return Response(
            capacity_payload(set_capacities(actor=request.user, sprint=sprint, points=points))
        )


class SprintScopeView(ApiView):
    """How a sprint's scope changed."""

    @extend_schema(responses=sprint_shapes.ScopePage, operation_id="sprint_scope")
    def get(self, request: AuthenticatedRequest, sprint_id: UUID) -> Response:
        """What was added, removed and estimated anew since it started, newest first."""
        refuse_unknown(request, {"format"})
        sprint = sprint_for(user=request.user, sprint_id=sprint_id, action=Action.READ)
        return Response(whole(scope_changes(sprint=sprint)))


def wanted_statuses(request: Request) -> list[str]:
    """The statuses that `?status=` names; all without it."""
    text = request.query_params.get("status", "")
    wanted = text.split(",") if text else list(SprintStatus.values)
    if any(name not in SprintStatus.values for name in wanted):
        raise ValidationError({"status": _("Planned, active or completed.")})
    return wanted


def _rows(sprints: Any) -> list[Any]:
    return sprint_payloads([sprint.pk for sprint in sprints])


def _task_page(request: AuthenticatedRequest, tasks: Any) -> dict[str, Any]:
    return keyset_page(
        request,
        tasks.defer("description", "field_versions"),
        order=TASK_ORDER,
        serialize=lambda rows: serialize_tasks(request, list(rows)),
    )


def _planned(
    request: AuthenticatedRequest, project: Project, sprint: Sprint | None, values: dict[str, Any]
) -> dict[str, Any]:
    """Plan, and answer the tasks as they now are."""
    ids = list(dict.fromkeys(values["ids"]))
    rows = plan_tasks(
        actor=request.user,
        project=project,
        task_ids=ids,
        sprint=sprint,
        before=values.get("before"),
        after=values.get("after"),
    )
    return whole(_payloads(rows))


def _payloads(rows: list[Task]) -> list[dict[str, Any]]:
    told = {row.pk: as_event_data(row.payload) for row in rows if row.payload}
    untouched = [row.pk for row in rows if row.pk not in told]
    told |= dict(zip(untouched, task_payloads(untouched), strict=True))
    return [told[row.pk] for row in rows]
