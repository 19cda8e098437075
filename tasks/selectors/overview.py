"""A project at a glance: how far it is, who works on it, what happened last."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from tasks.markdown import render_markdown
from tasks.models import Project, ProjectUpdate, Sprint, SprintStatus, State, Task
from tasks.selectors.projects import project_payload
from tasks.selectors.roadmap import milestone_line, person
from teamflow.common.models import Event

SHOWN_EVENTS = 20
SHOWN_UPDATES = 5
LIVE = Q(tasks__deleted_at=None, tasks__archived_at=None)
DONE = LIVE & Q(tasks__column__state=State.DONE)


def overview_payload(*, project: Project) -> dict[str, Any]:
    """All of it, in ten queries however large the project is."""
    return {
        "project": project_payload(project),
        "description_html": render_markdown(project.description),
        "lead": person(project.lead),
        "states": _states(project),
        "milestones": _milestones(project),
        "people": _people(project),
        "updates": [update_payload(row) for row in updates_of(project=project)[:SHOWN_UPDATES]],
        "activity": _activity(project),
        "sprint": _sprint(project),
    }


def updates_of(*, project: Project) -> QuerySet[ProjectUpdate]:
    """What was said about it, newest first."""
    return project.updates.select_related("author").order_by("-created_at", "-id")


def update_payload(row: ProjectUpdate) -> dict[str, Any]:
    """One word about it, on the wire."""
    return {
        "id": row.pk,
        "project": row.project_id,
        "author": person(row.author),
        "health": row.health,
        "body": row.body,
        "body_html": render_markdown(row.body),
        "created_at": row.created_at,
    }


def _states(project: Project) -> dict[str, int]:
    rows = (
        project.tasks.filter(deleted_at=None, archived_at=None)
        .values_list("column__state")
        .annotate(count=Count("id"))
        .order_by("column__state")
    )
    return dict(rows)


def _milestones(project: Project) -> list[dict[str, Any]]:
    rows = project.milestones.annotate(
        task_count=Count("tasks", filter=LIVE), done_count=Count("tasks", filter=DONE)
    ).order_by("rank", "id")
    return [
        {**milestone_line(row), "task_count": row.task_count, "done_count": row.done_count}
        for row in rows
    ]


def _people(project: Project) -> list[dict[str, Any]]:
    """Who has open tasks here, the busiest first."""
    assigned = Task.assignees.through.objects.filter(
        task__project=project,
        task__deleted_at=None,
        task__archived_at=None,
        task__completed_at=None,
        user__memberships__workspace_id=project.workspace_id,
    )
    counts = dict(assigned.values_list("user_id").annotate(Count("task_id")).order_by())
    people = User.objects.in_bulk(counts)
    busiest = sorted(people.values(), key=lambda user: (-counts[user.pk], user.name, user.pk))
    return [{**(person(user) or {}), "open_count": counts[user.pk]} for user in busiest[:50]]


def _activity(project: Project) -> list[dict[str, Any]]:
    rows = list(Event.objects.filter(log=project.log).order_by("-seq")[:SHOWN_EVENTS])
    named = _named(project, rows)
    return [
        {
            "id": row.pk,
            "type": row.type,
            "actor": {"id": row.actor_id, "name": row.actor_name},
            "target": {"kind": row.target_kind, "id": row.target_id},
            **named.get(
                _about(row),
                {
                    "key": row.data.get("key"),
                    "title": row.data.get("title") or row.data.get("name"),
                },
            ),
            "changes": row.changes,
            "at": row.at,
        }
        for row in rows
    ]


def _about(row: Event) -> str:
    """The task that it says something of, where that is another thing than what was made."""
    return "" if row.data.get("key") else str(row.data.get("task") or "")


def _named(project: Project, rows: list[Event]) -> dict[str, dict[str, str]]:
    """Keys and titles as they are now of the tasks that comments and files are about."""
    ids = {about for row in rows if (about := _about(row))}
    tasks = Task.objects.filter(project=project, pk__in=ids, deleted_at=None) if ids else []
    return {
        str(task.pk): {"key": f"{project.key}-{task.number}", "title": task.title} for task in tasks
    }


def _sprint(project: Project) -> dict[str, Any] | None:
    row = Sprint.objects.filter(project=project, status=SprintStatus.ACTIVE).first()
    if row is None:
        return None
    return {"id": row.pk, "name": row.name, "start_date": row.start_date, "end_date": row.end_date}
