"""How tasks of a project may move, on the wire."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import Action, Resource
from accounts.selectors import require_right
from tasks.models import Approval, Project, Task
from teamflow.common.errors import NotFound


def workflow_payload(project: Project) -> dict[str, Any]:
    """The whole workflow, as PUT takes it."""
    held = project.settings.get("workflow") or {}
    return {
        "is_restricted": bool(held.get("is_restricted", False)),
        "wip": held.get("wip", "warn"),
        "transitions": [
            {
                "source": row.source_id,
                "target": row.target_id,
                "roles": row.roles,
                "needs": row.needs,
                "approvals": row.approvals,
            }
            for row in project.transitions.order_by("source__rank", "target__rank", "pk")
        ],
    }


def open_approvals(*, task: Task) -> QuerySet[Approval]:
    """What was said or asked and no move has used yet, oldest first."""
    return (
        Approval.objects.filter(task=task, used_at=None)
        .select_related("user", "asked_by")
        .order_by("created_at", "pk")
    )


def approval_for(*, user: User, approval_id: UUID, action: Action) -> Approval:
    """The approval; whoever said it takes it back, and whoever asked for it what waits."""
    rows = Approval.objects.select_related("task__project", "user", "asked_by").filter(
        used_at=None, task__deleted_at=None, task__project__deleted_at=None
    )
    approval = rows.filter(pk=approval_id).first()
    if approval is None:
        raise NotFound
    require_right(
        user=user,
        workspace_id=approval.task.project.workspace_id,
        action=action,
        resource=Resource.APPROVAL,
        is_creator=user.pk in {approval.user_id, _asker(approval)},
    )
    return approval


def _asker(approval: Approval) -> UUID | None:
    """Who may take the question back; an answer is its giver's alone."""
    return approval.asked_by_id if approval.status == Approval.Status.ASKED else None
