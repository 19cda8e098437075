"""How a sprint's scope changed while it ran: what came in, what went out, what was re-estimated."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from tasks.models import Sprint
from teamflow.common.models import Event

LIMIT = 500
# A change and its entry in the log are of one transaction: further apart they do not belong.
_NEAR = timedelta(seconds=30)

# Points come from the spans: what the task was worth at that moment, not what it is now.
_SQL = """
WITH held AS (
    SELECT held.*, task.deleted_at, CASE WHEN task.completed_at IS NULL THEN task.archived_at END
        AS put_away_at
    FROM tasks_sprinttask AS held JOIN tasks_task AS task ON task.id = held.task_id
    WHERE held.sprint_id = %(sprint)s
), found AS (
    SELECT added_at AS at, 'added' AS kind, task_id, NULL::int AS old, (
        SELECT points FROM tasks_taskspan AS span WHERE span.task_id = held.task_id
        AND span.started_at <= held.added_at ORDER BY started_at DESC, id DESC LIMIT 1) AS new
    FROM held WHERE added_at > %(since)s AND points_at_start IS NULL
    UNION ALL
    SELECT gone_at, 'removed', task_id, (
        SELECT points FROM tasks_taskspan AS span WHERE span.task_id = gone.task_id
        AND span.started_at < gone_at ORDER BY started_at DESC, id DESC LIMIT 1), NULL
    FROM (SELECT *, LEAST(removed_at, deleted_at, put_away_at) AS gone_at FROM held
        WHERE was_done IS NULL) AS gone WHERE gone_at > %(since)s
    UNION ALL
    SELECT span.started_at, 'estimated', span.task_id, before.points, span.points
    FROM tasks_taskspan AS span JOIN tasks_taskspan AS before ON before.task_id = span.task_id
        AND before.ended_at = span.started_at AND before.sprint_id = span.sprint_id
        AND before.id < span.id
    WHERE span.sprint_id = %(sprint)s AND span.project_id = %(project)s
        AND span.started_at > %(since)s AND span.points IS DISTINCT FROM before.points
)
SELECT found.at, found.kind, found.task_id, found.old, found.new,
    project.key || '-' || task.number, task.title
FROM found JOIN tasks_task AS task ON task.id = found.task_id
    JOIN tasks_project AS project ON project.id = task.project_id
WHERE found.at < %(until)s ORDER BY found.at DESC, found.task_id LIMIT %(limit)s
"""
# Which entries of the log say who did it: those that change this field, or are of this type.
_FIELDS = {"added": {"sprint"}, "removed": {"sprint", "status"}, "estimated": {"story_points"}}
_TYPES = {"added": "task.created", "removed": "task.deleted", "estimated": ""}


@dataclass(frozen=True, slots=True)
class ScopeChange:
    """One change; `points` go from `old` to `new`."""

    at: datetime
    kind: str
    task_id: UUID
    old: int | None
    new: int | None
    key: str
    title: str


def scope_changes(*, sprint: Sprint) -> list[dict[str, Any]]:
    """What changed since the sprint started, newest first, each with who did it where known."""
    if sprint.started_at is None:
        return []
    found = _found(sprint)
    actors = _actors(sprint, found)
    return [
        {
            "at": change.at,
            "kind": change.kind,
            "task": {"id": change.task_id, "key": change.key, "title": change.title},
            "points": [change.old, change.new],
            "actor": actors.get((change.task_id, change.at)),
        }
        for change in found
    ]


def _found(sprint: Sprint) -> list[ScopeChange]:
    arguments: dict[str, UUID | datetime | int | None] = {
        "sprint": sprint.pk,
        "project": sprint.project_id,
        "since": sprint.started_at,
        "until": sprint.completed_at or datetime.max.replace(tzinfo=sprint.created_at.tzinfo),
        "limit": LIMIT,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL, arguments)
        return [ScopeChange(*row) for row in cursor.fetchall()]


def _actors(
    sprint: Sprint, found: list[ScopeChange]
) -> dict[tuple[UUID, datetime], dict[str, Any]]:
    """Who did each: the actor of the entry about that task that is nearest in time."""
    if not found:
        return {}
    entries = Event.objects.filter(
        Q(changes__has_any_keys=["sprint", "status", "story_points"])
        | Q(type__in=["task.created", "task.deleted"]),
        log=f"project:{sprint.project_id}",
        target_kind="task",
        target_id__in={change.task_id for change in found},
        at__range=(found[-1].at - _NEAR, found[0].at + _NEAR),
    ).only("target_id", "at", "type", "changes", "actor_id", "actor_name")
    by_task: dict[UUID, list[Event]] = {}
    for entry in entries:
        by_task.setdefault(entry.target_id, []).append(entry)
    actors = {}
    for change in found:
        near = [entry for entry in by_task.get(change.task_id, []) if _tells(entry, change)]
        if near:
            at = change.at
            entry = min(near, key=lambda each: abs(each.at - at))
            actors[change.task_id, at] = {"id": entry.actor_id, "name": entry.actor_name}
    return actors


def _tells(entry: Event, change: ScopeChange) -> bool:
    if abs(entry.at - change.at) > _NEAR:
        return False
    return not _FIELDS[change.kind].isdisjoint(entry.changes) or entry.type == _TYPES[change.kind]
