"""Doors to copies of tasks, and to their moves between projects."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.permissions import Action
from tasks.api import outputs
from tasks.api.doors import detail_of, parse, whole
from tasks.models import Task
from tasks.selectors.access import project_for_adding_tasks, task_for_viewing
from tasks.selectors.bulk import tasks_for
from tasks.selectors.payloads import as_event_data, task_payloads
from tasks.services.copying import PARTS, duplicate_task
from tasks.services.transfers import move_to_project
from teamflow.common.api import ApiView
from teamflow.common.requests import AuthenticatedRequest


class DuplicateInput(serializers.Serializer[Any]):
    """What a copy takes with it; everything when missing."""

    include = serializers.ListField(
        child=serializers.ChoiceField(choices=PARTS), required=False, max_length=len(PARTS)
    )


class TransferInput(serializers.Serializer[Any]):
    """Tasks, and the project that they go to."""

    ids = serializers.ListField(child=serializers.UUIDField(), max_length=500)
    project = serializers.UUIDField()
    column = serializers.UUIDField(required=False, allow_null=True)


class TransferOutput(serializers.Serializer[Any]):
    """The tasks as they are now; `dropped` says by id what the other project has no name for."""

    results = outputs.TaskRowOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    dropped = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))


class DuplicateTaskView(ApiView):
    """Copies of a task."""

    @extend_schema(
        request=DuplicateInput, responses={201: outputs.TaskOutput}, operation_id="task_duplicate"
    )
    def post(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """A copy, with what `include` names."""
        task = task_for_viewing(user=request.user, task_id=task_id)
        project_for_adding_tasks(user=request.user, project_id=task.project_id)
        parts = parse(DuplicateInput, request).get("include", PARTS)
        copy = duplicate_task(actor=request.user, task=task, parts=parts)
        return Response(detail_of(copy), status=status.HTTP_201_CREATED)


class TransferTasksView(ApiView):
    """Moves between projects."""

    @extend_schema(request=TransferInput, responses=TransferOutput, operation_id="task_transfer")
    def post(self, request: AuthenticatedRequest) -> Response:
        """Move tasks, with all below them, to another project: all of them or none."""
        values = parse(TransferInput, request)
        ids = list(dict.fromkeys(values["ids"]))
        if not ids:
            raise ValidationError({"ids": _("Name the tasks.")})
        moved, dropped = self._move(request, ids, values)
        told = [as_event_data(row.payload) for row in moved if row.payload]
        untold = task_payloads([row.pk for row in moved if not row.payload])
        return Response({**whole([*told, *untold]), "dropped": dropped})

    @transaction.atomic
    def _move(
        self, request: AuthenticatedRequest, ids: list[UUID], values: dict[str, Any]
    ) -> tuple[list[Task], dict[str, list[str]]]:
        project = project_for_adding_tasks(user=request.user, project_id=values["project"])
        moved: list[Task] = []
        dropped: dict[str, list[str]] = {}
        for tasks in tasks_for(user=request.user, task_ids=ids, action=Action.UPDATE):
            transfer = move_to_project(
                actor=request.user, tasks=tasks, project=project, column=values.get("column")
            )
            moved += transfer.tasks
            dropped |= {str(pk): words for pk, words in transfer.dropped.items() if words}
        return moved, dropped
