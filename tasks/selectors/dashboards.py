"""Dashboards: who sees which."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import Role, User, Workspace
from accounts.permissions import Action, Resource, can
from accounts.selectors import require_right
from tasks.models import Dashboard
from teamflow.common.errors import NotFound


def dashboards_for(*, user: User, workspace: Workspace) -> QuerySet[Dashboard]:
    """The shared ones of the workspace, and this person's own."""
    return Dashboard.objects.filter(
        Q(is_shared=True) | Q(owner=user), workspace=workspace
    ).select_related("owner")


def dashboard_for(*, user: User, dashboard_id: UUID, action: Action) -> Dashboard:
    """The dashboard, for somebody who may do `action` to it; another's own does not exist."""
    rows = Dashboard.objects.select_related("workspace", "owner")
    dashboard = rows.filter(pk=dashboard_id, workspace__deleted_at=None).first()
    if dashboard is None or not (dashboard.is_shared or dashboard.owner_id == user.pk):
        raise NotFound
    require_right(
        user=user,
        workspace_id=dashboard.workspace_id,
        action=action,
        resource=Resource.VIEW,
        is_creator=dashboard.owner_id == user.pk,
    )
    return dashboard


def dashboard_payload(
    dashboard: Dashboard, *, user: User, role: Role | str | None
) -> dict[str, Any]:
    """A dashboard on the wire, with what the asker may do to it."""
    is_own = dashboard.owner_id == user.pk
    return {
        "id": dashboard.pk,
        "name": dashboard.name,
        "is_shared": dashboard.is_shared,
        "owner": {"id": dashboard.owner_id, "name": dashboard.owner.name},
        "widgets": dashboard.widgets,
        "can_edit": can(role, Action.UPDATE, Resource.VIEW, is_creator=is_own),
        "can_delete": can(role, Action.DELETE, Resource.VIEW, is_creator=is_own),
        "created_at": dashboard.created_at,
        "updated_at": dashboard.updated_at,
    }
