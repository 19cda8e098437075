"""Doors to tasks."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.response import Response

from accounts.permissions import Action, Resource
from accounts.selectors import require_right
from tasks.api import inputs, outputs
from tasks.api.doors import (
    LIST_PARAMS,
    TASK_LIST_PARAMETERS,
    detail_of,
    parse,
    refuse_unknown,
    serialize_tasks,
)
from tasks.api.querying import queried_page
from tasks.models import Task
from tasks.selectors.access import (
    project_for_adding_tasks,
    project_for_viewing,
    task_by_key,
    task_detail_for_viewing,
    task_for_deleting,
    task_for_editing,
    task_for_viewing,
)
from tasks.selectors.querying import names_archived
from tasks.selectors.tasks import FILTERS, order_of, tasks_of
from tasks.services.tasks import (
    create_task,
    delete_task,
    move_task,
    place_subtask,
    restore_task,
    update_task,
)
from teamflow.common.api import ApiView
from teamflow.common.errors import NotFound
from teamflow.common.paging import keyset_page
from teamflow.common.requests import AuthenticatedRequest

WORKSPACE = OpenApiParameter(
    "workspace", OpenApiTypes.STR, description="Its slug, where the task is named by its key."
)
TASK_REF = OpenApiParameter(
    "task_ref", OpenApiTypes.STR, OpenApiParameter.PATH, description="An id, or a key (`TF-12`)."
)


class ProjectTasksView(ApiView):
    """The tasks of a project."""

    @extend_schema(
        parameters=TASK_LIST_PARAMETERS, responses=outputs.TaskPage, operation_id="task_list"
    )
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Tasks that fit every filter, newest first; archived ones only when asked for."""
        refuse_unknown(request, LIST_PARAMS)
        project = project_for_viewing(user=request.user, project_id=project_id)
        ordering = request.query_params.get("ordering", "-created_at")
        order = order_of(ordering)
        filters = {
            name: request.query_params[name] for name in FILTERS if name in request.query_params
        }
        tasks = tasks_of(
            project=project,
            user=request.user,
            filters=filters,
            ordering=ordering,
            with_archived=names_archived(request.query_params.get("query", "")),
        )
        if "query" in request.query_params or "sort" in request.query_params:
            return Response(queried_page(request, project, tasks, order))
        page = keyset_page(
            request,
            tasks,
            order=order,
            serialize=lambda rows: serialize_tasks(request, list(rows)),
        )
        return Response(page)

    @extend_schema(
        request=inputs.TaskInput,
        responses={201: outputs.TaskOutput},
        operation_id="task_create",
    )
    def post(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """A new task at the end of its column."""
        project = project_for_adding_tasks(user=request.user, project_id=project_id)
        values = parse(inputs.TaskInput, request)
        task = create_task(actor=request.user, project=project, **values)
        return Response(detail_of(task), status=status.HTTP_201_CREATED)


class TaskView(ApiView):
    """One task, by id or by key."""

    @extend_schema(
        parameters=[TASK_REF, WORKSPACE], responses=outputs.TaskOutput, operation_id="task_read"
    )
    def get(self, request: AuthenticatedRequest, task_ref: str) -> Response:
        """The task with everything about it."""
        if len(task_ref) == 36:
            detail = task_detail_for_viewing(user=request.user, task_id=UUID(task_ref))
            return Response(detail)
        return Response(detail_of(self._viewed(request, task_ref)))

    @extend_schema(
        parameters=[TASK_REF, WORKSPACE],
        request=inputs.TaskVersionedInput,
        responses={200: outputs.TaskOutput},
        operation_id="task_update",
    )
    def patch(self, request: AuthenticatedRequest, task_ref: str) -> Response:
        """Change fields; with `version` (or `If-Match`), merge with what others changed since."""
        values = dict(parse(inputs.TaskVersionedInput, request))
        if "version" not in values:
            values |= _if_match(request)
        task = task_for_editing(user=request.user, task_id=self._id(request, task_ref))
        return Response(detail_of(update_task(actor=request.user, task=task, **values)))

    @extend_schema(
        parameters=[TASK_REF, WORKSPACE], responses={204: None}, operation_id="task_delete"
    )
    def delete(self, request: AuthenticatedRequest, task_ref: str) -> Response:
        """Delete it; `restore` brings it back."""
        task = task_for_deleting(user=request.user, task_id=self._id(request, task_ref))
        if task.deleted_at is not None:
            raise NotFound
        delete_task(actor=request.user, task=task)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _id(self, request: AuthenticatedRequest, task_ref: str) -> UUID:
        """The id; a key costs a look-up."""
        if len(task_ref) == 36:
            return UUID(task_ref)
        return self._viewed(request, task_ref).pk

    def _viewed(self, request: AuthenticatedRequest, task_ref: str) -> Task:
        if len(task_ref) == 36:
            return task_for_viewing(user=request.user, task_id=UUID(task_ref))
        slug = request.query_params.get("workspace", "")
        if not slug:
            message = _("Name the workspace of this key: ?workspace=…")
            raise ValidationError({"workspace": message})
        return task_by_key(user=request.user, slug=slug, key=task_ref)


class MoveTaskView(ApiView):
    """Where a task stands."""

    @extend_schema(
        request=inputs.MoveTaskInput,
        responses={200: outputs.TaskOutput},
        operation_id="task_move",
    )
    def post(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Move it to a column, before or after another task, or to the end."""
        task = task_for_editing(user=request.user, task_id=task_id)
        values = parse(inputs.MoveTaskInput, request)
        return Response(detail_of(move_task(actor=request.user, task=task, **values)))


class SubtaskOrderView(ApiView):
    """The order of a task's subtasks."""

    @extend_schema(
        request=inputs.SubtaskPlaceInput,
        responses={200: outputs.TaskOutput},
        operation_id="subtask_place",
    )
    def post(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Put a subtask before or after another one; its `children` come in this order."""
        task = task_for_editing(user=request.user, task_id=task_id)
        values = parse(inputs.SubtaskPlaceInput, request)
        return Response(detail_of(place_subtask(actor=request.user, task=task, **values)))


class RestoreTaskView(ApiView):
    """A deleted task."""

    @extend_schema(request=None, responses={200: outputs.TaskOutput}, operation_id="task_restore")
    def post(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Bring it back to where it was; doing so twice changes nothing."""
        task = task_for_deleting(user=request.user, task_id=task_id)
        return Response(detail_of(restore_task(actor=request.user, task=task)))


def check_right(request: AuthenticatedRequest, task: Task, action: Action, what: Resource) -> None:
    """Ask the table about something that hangs on `task`."""
    require_right(
        user=request.user,
        workspace_id=task.project.workspace_id,
        action=action,
        resource=what,
    )


def _if_match(request: AuthenticatedRequest) -> dict[str, Any]:
    text = request.headers.get("If-Match", "").strip().strip('"')
    return {"version": int(text)} if text.isdecimal() and 0 < int(text) < 2**31 else {}
