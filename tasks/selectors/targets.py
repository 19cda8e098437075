"""Reads: service targets, and how the tasks under them stand."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Action, Resource
from accounts.selectors import require_right
from tasks.models import Project, ServiceTarget, State, Task
from tasks.selectors.automations import tasks_fitting
from tasks.selectors.querying import bounded_time
from teamflow.common.errors import NotFound

# What share of the time may pass before a task is at risk.
RISK = 0.75
SHOWN = 500


def target_for(*, user: User, target_id: UUID, action: Action) -> ServiceTarget:
    """A target, for somebody who may do `action` to what a project promises."""
    found = (
        ServiceTarget.objects.select_related("project__workspace", "created_by")
        .filter(pk=target_id, project__deleted_at=None)
        .first()
    )
    if found is None:
        raise NotFound
    require_right(
        user=user,
        workspace_id=found.project.workspace_id,
        action=action,
        resource=Resource.AUTOMATION,
    )
    return found


def targets_of(*, project: Project) -> QuerySet[ServiceTarget]:
    """The targets of a project, tightest first."""
    return project.service_targets.select_related("created_by").order_by("hours", "id")


def open_under(*, target: ServiceTarget) -> QuerySet[Task]:
    """Tasks that the target is about and that are not done."""
    found = tasks_fitting(project=target.project, query=target.query, user=target.created_by)
    return found.exclude(column__state__in=[State.DONE, State.ARCHIVED])


def standing(
    *, project: Project, task_id: UUID | None = None, now: datetime | None = None
) -> list[dict[str, Any]]:
    """Each open task under a target (or one alone) with the nearest end of its time, most urgent
    first."""
    now = now or timezone.now()
    rows: dict[UUID, dict[str, Any]] = {}
    with bounded_time():
        for target in targets_of(project=project).filter(is_enabled=True):
            target.project = project
            tasks = open_under(target=target).order_by("created_at", "pk")
            if task_id is not None:
                tasks = tasks.filter(pk=task_id)
            for task in tasks[:SHOWN]:
                due_at = task.created_at + timedelta(hours=target.hours)
                if task.pk not in rows or due_at < rows[task.pk]["due_at"]:
                    rows[task.pk] = _row(project, target, task, due_at, now)
    return sorted(rows.values(), key=lambda row: (row["due_at"], row["task"]["key"]))[:SHOWN]


def state_of(begun: datetime, due_at: datetime, now: datetime) -> str:
    """`met` while there is time, `at_risk` in its last quarter, then `breached`."""
    if now >= due_at:
        return "breached"
    return "at_risk" if now >= begun + (due_at - begun) * RISK else "met"


def target_payload(target: ServiceTarget) -> dict[str, Any]:
    """A target on the wire."""
    return {
        "id": target.pk,
        "project": target.project_id,
        "name": target.name,
        "query": target.query,
        "hours": target.hours,
        "is_enabled": target.is_enabled,
    }


def _row(
    project: Project, target: ServiceTarget, task: Task, due_at: datetime, now: datetime
) -> dict[str, Any]:
    return {
        "task": {"id": task.pk, "key": f"{project.key}-{task.number}", "title": task.title},
        "target": {"id": target.pk, "name": target.name},
        "due_at": due_at,
        "state": state_of(task.created_at, due_at, now),
        "minutes_left": round((due_at - now).total_seconds() / 60),
    }
