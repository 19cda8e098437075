"""Reads: runs, and what a workspace spent."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.utils import timezone

from accounts.models import User, Workspace
from accounts.permissions import Action, Resource
from accounts.selectors import require_right
from ai.models import Run, Usage
from tasks.models import Task
from tasks.selectors.access import task_for_editing
from teamflow.common.errors import NotFound


def run_for_accepting(*, user: User, job_id: UUID) -> Run:
    """The run that this person asked for; another's does not exist for them."""
    run = Run.objects.select_related("job", "workspace").filter(job_id=job_id, user=user).first()
    if run is None:
        raise NotFound
    return run


def task_of(*, user: User, run: Run) -> Task:
    """The task that was broken down, for somebody who may still edit it."""
    if run.job.target_kind != "task" or run.job.target_id is None:
        raise NotFound
    return task_for_editing(user=user, task_id=run.job.target_id)


def require_ai(*, user: User, workspace_id: UUID) -> None:
    """Raise unless this person may use the AI in this workspace."""
    require_right(user=user, workspace_id=workspace_id, action=Action.CREATE, resource=Resource.AI)


def month_start(now: datetime | None = None) -> datetime:
    """When the running month's budget began, in UTC."""
    return (
        (now or timezone.now())
        .astimezone(UTC)
        .replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    )


def next_month(now: datetime | None = None) -> datetime:
    """When the budget begins anew."""
    return month_start(month_start(now) + timedelta(days=32))


def spent(workspace: Workspace) -> Decimal:
    """What this month's calls cost, and what is held back for those that run."""
    since = month_start()
    paid = Usage.objects.filter(workspace=workspace, created_at__gte=since).aggregate(
        total=Sum("cost")
    )["total"]
    held = Run.objects.filter(
        workspace=workspace, calling_since__gte=timezone.now() - timedelta(minutes=10)
    ).aggregate(total=Sum("reserved_cost"))["total"]
    return (paid or Decimal(0)) + (held or Decimal(0))


def usage_of(workspace: Workspace) -> dict[str, Any]:
    """This month's requests, tokens and cost, by operation and model."""
    rows = Usage.objects.filter(workspace=workspace, created_at__gte=month_start())
    grouped = (
        rows.values("operation", "provider", "model")
        .annotate(
            requests=Count("id"),
            cached=Count("id", filter=Q(cached=True)),
            tokens_in=Sum("tokens_in"),
            tokens_out=Sum("tokens_out"),
            cost=Sum("cost"),
        )
        .order_by("operation", "provider", "model")
    )
    return {
        "budget": workspace.ai_monthly_budget,
        "spent": spent(workspace),
        "resets_at": next_month(),
        "usage": list(grouped),
    }
