"""What every change of standing tasks shares: the lock, the version, the log."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from tasks.models import Column, Project, State, Task
from tasks.selectors.payloads import task_details
from tasks.services.recording import Changes, announce_tasks, lock_project
from teamflow.common.errors import NotFound
from teamflow.common.eventlog import LogEntry


def lock_task(task: Task) -> Task:
    """The task as it is now, its project's row locked until the commit."""
    return lock_tasks(task.project_id, [task.pk])[0]


def lock_tasks(
    project_id: UUID, task_ids: Sequence[UUID], *, with_deleted: bool = False
) -> list[Task]:
    """The same for several tasks of one project, in the order of their ids."""
    project = lock_project(project_id)
    rows = Task.objects.select_related("column", "sprint").filter(
        project_id=project_id, pk__in=task_ids
    )
    if not with_deleted:
        rows = rows.filter(deleted_at=None)
    found = {row.pk: row for row in rows}
    if len(found) != len(set(task_ids)):
        raise NotFound
    for row in found.values():
        row.project = project
    return [found[task_id] for task_id in dict.fromkeys(task_ids)]


def put_in_column(task: Task, column: Column, *, archived: bool | None = None) -> set[str]:
    """Set column, status and their times; gives the names of the model fields it touched."""
    now = timezone.now()
    is_archived = column.state == State.ARCHIVED if archived is None else archived
    before = (task.column_id, task.archived_at, task.completed_at)
    task.column = column
    task.archived_at = (task.archived_at or now) if is_archived else None
    task.completed_at = _completed_at(task, column, now)
    after = (task.column_id, task.archived_at, task.completed_at)
    names = ("column", "archived_at", "completed_at")
    return {name for name, old, new in zip(names, before, after, strict=True) if old != new}


def _completed_at(task: Task, column: Column, now: datetime) -> datetime | None:
    if column.state == State.DONE:
        return task.completed_at or now
    # An archived task keeps the time at which it was done.
    return task.completed_at if column.state == State.ARCHIVED else None


def save_changes(task: Task, changed: Mapping[str, Any], fields: set[str]) -> None:
    """Write the model's `fields`; `changed` names the wire's, which this version brought."""
    task.version += 1
    task.field_versions = {**task.field_versions, **dict.fromkeys(changed, task.version)}
    task.save(update_fields=[*fields, "version", "field_versions", "updated_at"])


def tell(
    actor: User | None,
    project: Project,
    verb: str,
    tasks: Sequence[Task],
    changes: dict[UUID, Changes],
) -> list[LogEntry]:
    """Load what these tasks are now, log it and announce it in the running transaction."""
    payloads = {payload["id"]: payload for payload in task_details([task.pk for task in tasks])}
    for task in tasks:
        task.payload = payloads[str(task.pk)]
    return announce_tasks(actor=actor, project=project, verb=verb, tasks=tasks, changes=changes)


def words(value: Any) -> Any:
    """A value as the log keeps it."""
    return value.isoformat() if hasattr(value, "isoformat") else value
