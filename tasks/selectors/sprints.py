"""Sprints as pages, API and sockets show them; who may see which."""

# ruff: noqa: S608 - constants are joined; values travel as parameters.

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from accounts.models import User, Workspace
from accounts.permissions import Action, Resource
from accounts.selectors import require_right
from tasks.models import Project, Sprint, SprintStatus, Task
from tasks.selectors.access import log_of_project
from tasks.selectors.payloads import _TIME
from tasks.selectors.reports.sparks import sparks_of
from teamflow.common.errors import NotFound

# How many sprints back a velocity looks.
VELOCITY_SPRINTS = 3
ORDER = ("begins", "created_at", "id")

# What counts as being in a sprint: now, and, once it is completed, when it was.
_SCOPE = """
    FROM tasks_sprinttask AS held JOIN tasks_task AS task ON task.id = held.task_id
    WHERE held.sprint_id = sprint.id AND CASE WHEN sprint.status = 'completed'
        THEN held.was_done IS NOT NULL
        ELSE held.removed_at IS NULL AND task.deleted_at IS NULL
            AND (task.archived_at IS NULL OR task.completed_at IS NOT NULL) END
"""
_POINTS = "CASE WHEN sprint.status = 'completed' THEN held.points_at_end ELSE task.story_points END"
_DONE = """CASE WHEN sprint.status = 'completed' THEN held.was_done
    ELSE task.completed_at IS NOT NULL END"""
_SQL = f"""
    SELECT sprint.id, json_build_object(
        'id', sprint.id, 'project', sprint.project_id, 'name', sprint.name, 'goal', sprint.goal,
        'start_date', sprint.start_date, 'end_date', sprint.end_date, 'status', sprint.status,
        'capacity', sprint.capacity,
        'started_at', {_TIME.format("sprint.started_at")},
        'completed_at', {_TIME.format("sprint.completed_at")},
        'created_at', {_TIME.format("sprint.created_at")},
        'progress', (SELECT json_build_object(
            'tasks', count(*), 'tasks_done', count(*) FILTER (WHERE {_DONE}),
            'points', COALESCE(sum({_POINTS}), 0),
            'points_done', COALESCE(sum({_POINTS}) FILTER (WHERE {_DONE}), 0),
            'unestimated', count(*) FILTER (WHERE {_POINTS} IS NULL)) {_SCOPE}),
        'committed', (SELECT json_build_object('tasks', count(*),
            'points', COALESCE(sum(points_at_start), 0)) FROM tasks_sprinttask
            WHERE sprint_id = sprint.id AND points_at_start IS NOT NULL),
        'people', COALESCE((SELECT json_agg(json_build_object('user', held.user_id,
            'points', held.points) ORDER BY held.user_id)
            FROM tasks_sprintcapacity AS held WHERE held.sprint_id = sprint.id), '[]')
    )::text
    FROM tasks_sprint AS sprint
"""
_PLANNING = f"""{_SQL}
    WHERE sprint.project_id = %s AND (sprint.status <> 'completed' OR sprint.id = ANY(%s)
        OR sprint.id IN (SELECT id FROM tasks_sprint WHERE project_id = sprint.project_id
            AND status = 'completed' ORDER BY completed_at DESC, id DESC LIMIT {VELOCITY_SPRINTS}))
    ORDER BY COALESCE(sprint.start_date, '{date.max}'), sprint.created_at, sprint.id
"""


def sprint_payloads(sprint_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """The sprints in the order of their ids, each with how far it is."""
    if not sprint_ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"{_SQL} WHERE sprint.id = ANY(%s)", [list(sprint_ids)])
        texts = dict(cursor.fetchall())
    return [orjson.loads(texts[pk]) for pk in sprint_ids if pk in texts]


def planning_payload(*, project: Project, shown: Sprint | None = None) -> dict[str, Any]:
    """What pages of sprints start with: the open ones, the velocity, and `shown`."""
    with connection.cursor() as cursor:
        cursor.execute(_PLANNING, [project.pk, [shown.pk] if shown else []])
        rows = [orjson.loads(text) for _pk, text in cursor.fetchall()]
    over = [row for row in rows if row["status"] == SprintStatus.COMPLETED]
    over.sort(key=lambda row: (row["completed_at"], row["id"]), reverse=True)
    payload: dict[str, Any] = {
        "sprints": [row for row in rows if row["status"] != SprintStatus.COMPLETED],
        "velocity": _velocity(over[:VELOCITY_SPRINTS]),
    }
    if shown:
        payload["sprint"] = next(row for row in rows if row["id"] == str(shown.pk))
    return payload


def sprint_payload(sprint: Sprint) -> dict[str, Any]:
    """One sprint on the wire."""
    return sprint_payloads([sprint.pk])[0]


def rows_with_project(sprints: Iterable[Sprint]) -> list[dict[str, Any]]:
    """Sprints on the wire, each with what its project is called and its burndown while it runs."""
    sprints = list(sprints)
    sparks = sparks_of(sprints)
    projects = {
        sprint.pk: {
            "id": sprint.project.pk,
            "key": sprint.project.key,
            "name": sprint.project.name,
        }
        for sprint in sprints
    }
    rows = sprint_payloads(list(projects))
    return [
        {**row, "project": projects[UUID(row["id"])], "burndown": sparks.get(UUID(row["id"]), [])}
        for row in rows
    ]


def sprint_for(*, user: User, sprint_id: UUID, action: Action) -> Sprint:
    """The sprint, for somebody who may do `action` to it."""
    sprint = (
        Sprint.objects.select_related("project__workspace")
        .filter(pk=sprint_id, project__deleted_at=None, project__workspace__deleted_at=None)
        .first()
    )
    if sprint is None:
        raise NotFound
    require_right(
        user=user,
        workspace_id=sprint.project.workspace_id,
        action=action,
        resource=Resource.SPRINT,
        is_creator=sprint.created_by_id == user.pk,
    )
    return sprint


def sprints_of(*, project: Project) -> QuerySet[Sprint]:
    """The project's sprints, ready for `ORDER`: by their first day, undated ones last."""
    return _dated(Sprint.objects.filter(project=project))


def sprints_in(*, workspace: Workspace) -> QuerySet[Sprint]:
    """The sprints of all of the workspace's projects that are in use."""
    return _dated(
        Sprint.objects.filter(
            project__workspace=workspace, project__deleted_at=None, project__archived_at=None
        ).select_related("project__workspace")
    )


def next_planned(*, project: Project) -> Sprint | None:
    """The planned sprint that comes first."""
    return sprints_of(project=project).filter(status=SprintStatus.PLANNED).order_by(*ORDER).first()


def backlog_of(*, project: Project) -> QuerySet[Task]:
    """What waits to be planned: open, and in no sprint that still runs or is to come."""
    return Task.objects.filter(
        Q(sprint=None) | Q(sprint__status=SprintStatus.COMPLETED),
        project=project,
        deleted_at=None,
        archived_at=None,
        completed_at=None,
    )


def tasks_in_sprint(*, sprint: Sprint) -> QuerySet[Task]:
    """Its tasks; of a completed one those that were in it at the end, carried over or done."""
    tasks = Task.objects.filter(deleted_at=None)
    if sprint.status == SprintStatus.COMPLETED:
        held = sprint.memberships.filter(was_done__isnull=False).values("task_id")
        return tasks.filter(pk__in=held)
    return tasks.filter(sprint=sprint).filter(Q(archived_at=None) | Q(completed_at__isnull=False))


def log_of_sprint(user_id: UUID, sprint_id: UUID) -> str | None:
    """The log behind the room `sprint:<id>`: its project's."""
    sprint = Sprint.objects.filter(pk=sprint_id).first()
    return log_of_project(user_id, sprint.project_id) if sprint else None


def velocity_of(*, project: Project) -> dict[str, Any]:
    """What the last completed sprints brought to an end, newest first, and their mean."""
    last = (
        Sprint.objects.filter(project=project, status=SprintStatus.COMPLETED)
        .order_by("-completed_at", "-id")
        .values_list("pk", flat=True)[:VELOCITY_SPRINTS]
    )
    return _velocity(sprint_payloads(list(last)))


def _velocity(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    sprints = [
        {"id": row["id"], "name": row["name"], "points": row["progress"]["points_done"]}
        for row in rows
    ]
    points = [sprint["points"] for sprint in sprints]
    return {"sprints": sprints, "points": round(sum(points) / len(points)) if points else None}


def capacity_payload(sprint: Sprint) -> dict[str, Any]:
    """Who can take how much, beside what the last sprints suggest."""
    people = sprint.capacities.order_by("user__name", "user_id").values_list("user_id", "points")
    rows = [{"user": user_id, "points": points} for user_id, points in people]
    return {
        "capacity": sprint.capacity,
        "people": rows,
        "velocity": velocity_of(project=sprint.project),
    }


def _dated(sprints: QuerySet[Sprint]) -> QuerySet[Sprint]:
    return sprints.annotate(begins=Coalesce("start_date", Value(date.max)))
