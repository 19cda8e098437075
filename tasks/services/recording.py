"""Every write here ends the same way: locked, numbered, logged, announced."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from accounts.models import User
from accounts.services.activity import record
from tasks.events import BY_NAME
from tasks.models import Project, Sprint, Task
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
                rooms=(project.log, task.room, *_sprint_rooms(task)),
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
    _publish(project, entries, [task.payload for task in tasks])
    return entries


def announce_sprint(
    *, actor: User | None, sprint: Sprint, verb: str, changes: Changes, data: dict[str, Any]
) -> LogEntry:
    """Log and publish something about a sprint."""
    entry = record(
        actor=actor,
        log=sprint.project.log,
        verb=verb,
        target_kind="sprint",
        target_id=sprint.pk,
        rooms=[sprint.project.log, sprint.room],
        changes=changes,
        data=data,
    )
    _publish(sprint.project, [entry])
    return entry


def _sprint_rooms(task: Task) -> list[str]:
    """The rooms of the sprint that it is in, and of the one that it was just taken out of."""
    ids = dict.fromkeys((task.sprint_id, task.former_sprint_id))
    return [f"sprint:{sprint_id}" for sprint_id in ids if sprint_id]


def _publish(
    project: Project,
    entries: Sequence[LogEntry],
    details: Sequence[dict[str, Any] | None] | None = None,
) -> None:
    for entry, detail in zip(entries, details or [None] * len(entries), strict=True):
        event = BY_NAME[entry.type](
            entry=entry,
            workspace_id=project.workspace_id,
            project_id=project.pk,
            detail=detail,
        )
        publish(event)
