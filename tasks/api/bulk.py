"""What the door to many tasks at once answers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.response import Response

from accounts.permissions import Action
from tasks.api.doors import whole
from tasks.models import Task
from tasks.selectors.bulk import tasks_for
from tasks.selectors.payloads import as_event_data, task_payloads
from tasks.services.tasks import LeftAlone, TaskEdit, update_each
from teamflow.common.requests import AuthenticatedRequest


def rows_of(tasks: Sequence[Task], ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """The tasks as lists carry them, in the order of `ids`: as just written, or as they stand."""
    rows = {task.pk: as_event_data(task.payload) for task in tasks if task.payload}
    untouched = [task.pk for task in tasks if task.pk not in rows]
    rows |= dict(zip(untouched, task_payloads(untouched), strict=True))
    return [rows[task_id] for task_id in ids]


def bulk_edit(request: AuthenticatedRequest, updates: Sequence[dict[str, Any]]) -> Response:
    """Each task's own change, in one transaction."""
    edits: dict[UUID, TaskEdit] = {}
    for update in updates:
        values: Any = {**update}
        task_id, version, rank = (values.pop(name, None) for name in ("id", "version", "rank"))
        if task_id in edits:
            raise ValidationError({"updates": _("Each task once.")})
        edits[task_id] = TaskEdit(values=values, version=version, rank=rank)
    rows, left = _apply(request, edits)
    conflicts = [
        {"id": task_id, "fields": why.fields, "message": why.message}
        for task_id, why in left.items()
    ]
    return Response({**whole(rows_of(rows, list(edits))), "conflicts": conflicts})


@transaction.atomic
def _apply(
    request: AuthenticatedRequest, edits: dict[UUID, TaskEdit]
) -> tuple[list[Task], dict[UUID, LeftAlone]]:
    rows: list[Task] = []
    left: dict[UUID, LeftAlone] = {}
    for tasks in tasks_for(user=request.user, task_ids=list(edits), action=Action.UPDATE):
        changed, alone = update_each(actor=request.user, tasks=tasks, edits=edits)
        rows += changed
        left |= alone
    return rows, left
