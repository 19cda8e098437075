"""Reads: rules, their runs, and the tasks that they are about."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from accounts.models import User
from accounts.permissions import Action, Resource
from accounts.selectors import require_right
from tasks.models import Automation, AutomationRun, Project, Task
from tasks.selectors.querying import bounded_time, fitting_tasks, query_context
from teamflow.common.errors import NotFound

MAX_TASKS = 500


def automation_for(*, user: User, automation_id: UUID, action: Action) -> Automation:
    """A rule, for somebody who may do `action` to rules."""
    found = (
        Automation.objects.select_related("project__workspace", "created_by")
        .filter(pk=automation_id, project__deleted_at=None)
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


def automations_of(*, project: Project) -> QuerySet[Automation]:
    """The rules of a project in the order they were made, with what became of their runs."""
    return (
        Automation.objects.filter(project=project)
        .select_related("created_by")
        .annotate(
            run_count=Count("runs", filter=Q(runs__status=AutomationRun.Status.DONE)),
            last_run=Max("runs__finished_at"),
        )
        .order_by("created_at", "id")
    )


def runs_of(*, automation: Automation) -> QuerySet[AutomationRun]:
    """What a rule did, newest first."""
    runs = AutomationRun.objects.filter(automation=automation).select_related("task__project")
    return runs.order_by("-created_at", "-id")


def tasks_fitting(*, project: Project, query: str, user: User | None) -> QuerySet[Task]:
    """The tasks of the project that fit; an empty query fits every open place on the board."""
    context = query_context(user=user, projects=[project])
    return fitting_tasks(query=query, context=context, with_archived=False)


def does_fit(*, project: Project, query: str, user: User | None, task_id: UUID) -> bool:
    """Whether one task fits, archived or not."""
    if not query:
        return True
    context = query_context(user=user, projects=[project])
    with bounded_time():
        found = fitting_tasks(query=query, context=context, with_archived=True)
        return found.filter(pk=task_id).exists()


def automation_payload(automation: Automation) -> dict[str, Any]:
    """A rule on the wire."""
    creator = automation.created_by
    return {
        "id": automation.pk,
        "project": automation.project_id,
        "name": automation.name,
        "is_enabled": automation.is_enabled,
        "trigger": automation.trigger,
        "condition": automation.condition,
        "actions": automation.actions,
        "next_at": automation.next_at,
        "created_by": {"id": creator.pk, "name": creator.name} if creator else None,
        "run_count": getattr(automation, "run_count", 0),
        "last_run": getattr(automation, "last_run", None),
    }


def run_payload(run: AutomationRun) -> dict[str, Any]:
    """A run on the wire: what it did, or why it did nothing."""
    task = run.task
    return {
        "id": run.pk,
        "automation": run.automation_id,
        "status": run.status,
        "task": {"id": task.pk, "key": task.key, "title": task.title} if task else None,
        "depth": run.depth,
        "words": run.outcome.get("words", ""),
        "lines": run.outcome.get("lines", []),
        "created_at": run.created_at,
        "finished_at": run.finished_at,
    }
