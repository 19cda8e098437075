"""Every write here ends the same way: locked, numbered, logged, announced."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from accounts.models import User
from accounts.services.activity import record
from tasks.events import BY_NAME
from tasks.models import Project, Task
from tasks.selectors.payloads import as_event_data
from teamflow.common import eventlog
from teamflow.common.errors import NotFound
from teamflow.common.eventlog import LogEntry, NewEntry
from teamflow.common.events import publish

Changes = dict[str, Any]


def lock_project(project_id: UUID) -> Project:
    """The project as it is now, locked until the commit: writers of one project take turns."""
    project = Project.objects.select_for_update().filter(pk=project_id, deleted_at=None).first()
    if project is None:
        raise NotFound
    return project


def announce_project(
    *, actor: User | None, project: Project, verb: str, changes: Changes, data: dict[str, Any]
) -> LogEntry:
    """Log and publish something about the project itself."""
    entry = record(
        actor=actor,
        log=project.log,
        verb=verb,
        target_kind="project",
        target_id=project.pk,
        rooms=[project.log, f"workspace:{project.workspace_id}"],
        changes=changes,
        data=data,
    )
    _publish(project, [entry])
    return entry


def announce_part(
    *, actor: User | None, task: Task, verb: str, target: tuple[str, UUID], data: dict[str, Any]
) -> LogEntry:
    """Log and publish something that hangs on a task: a comment, an attachment."""
    project = task.project
    entry = record(
        actor=actor,
        log=project.log,
        verb=verb,
        target_kind=target[0],
        target_id=target[1],
        rooms=[project.log, task.room],
        data={**data, "task": str(task.pk)},
    )
    _publish(project, [entry])
    return entry


def announce_tasks(
    *,
    actor: User | None,
    project: Project,
    verb: str,
    tasks: Sequence[Task],
    changes: dict[UUID, Changes] | None = None,
) -> list[LogEntry]:
    """Log and publish one fact a task, as one batch; each task's `payload` is what is told."""
    entries = eventlog.append_many(
        [
            NewEntry(
                log=project.log,
                type=verb,
                rooms=(project.log, task.room),
                actor_id=actor.pk if actor else None,
                actor_name=actor.name if actor else "",
                target_kind="task",
                target_id=task.pk,
                changes=(changes or {}).get(task.pk, {}),
                data=as_event_data(task.payload or {}),
            )
            for task in tasks
        ]
    )
    _publish(project, entries)
    return entries


def _publish(project: Project, entries: Sequence[LogEntry]) -> None:
    for entry in entries:
        event = BY_NAME[entry.type]
        publish(event(entry=entry, workspace_id=project.workspace_id, project_id=project.pk))
