"""Views that people keep: whose, where, and what strangers see of a published one."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User, Workspace
from accounts.permissions import Action, Resource
from accounts.selectors import require_right
from tasks.models import Project, SavedView
from teamflow.common.errors import NotFound


def views_of(
    *, user: User, workspace: Workspace, project: Project | None = None
) -> QuerySet[SavedView]:
    """The views of a project, or of the workspace itself: shared ones and the asker's own."""
    return _seen_by(user).filter(workspace=workspace, project=project).order_by("rank", "id")


def favorite_views(*, user: User, workspace: Workspace) -> QuerySet[SavedView]:
    """What stands in somebody's side bar."""
    return (
        _seen_by(user)
        .filter(workspace=workspace, favorites=user)
        .select_related("project")
        .order_by("rank", "id")
    )


def view_for(*, user: User, view_id: UUID, action: Action, is_deleted: bool = False) -> SavedView:
    """The view, for somebody who may do `action` to it; another's own is not found."""
    view = _seen_by(user, is_deleted=is_deleted).filter(pk=view_id).first()
    if view is None:
        raise NotFound
    require_right(
        user=user,
        workspace_id=view.workspace_id,
        action=action,
        resource=Resource.VIEW,
        is_creator=view.owner_id == user.pk,
    )
    return view


def published_view(*, token: str) -> SavedView:
    """The view that was published at this address, while it is."""
    view = (
        SavedView.objects.select_related("workspace", "project", "owner")
        .filter(public_token=token, deleted_at=None, workspace__deleted_at=None)
        .filter(Q(project=None) | Q(project__deleted_at=None))
        .first()
    )
    if view is None:
        raise NotFound
    return view


def view_payload(view: SavedView, user: User) -> dict[str, Any]:
    """A view on the wire."""
    return {
        "id": view.pk,
        "workspace": view.workspace_id,
        "project": view.project_id,
        "owner": view.owner_id,
        "name": view.name,
        "icon": view.icon,
        "layout": view.layout,
        "query": view.query,
        "display": view.display,
        "is_shared": view.is_shared,
        "is_favorite": bool(getattr(view, "is_favorite", False)),
        "is_own": view.owner_id == user.pk,
        "public_path": f"/v/{view.public_token}/" if view.public_token else None,
        "created_at": view.created_at,
        "updated_at": view.updated_at,
    }


def _seen_by(user: User, *, is_deleted: bool = False) -> QuerySet[SavedView]:
    through = SavedView.favorites.through
    return (
        SavedView.objects.filter(Q(is_shared=True) | Q(owner=user), workspace__deleted_at=None)
        .filter(Q(project=None) | Q(project__deleted_at=None), deleted_at__isnull=not is_deleted)
        .select_related("workspace", "project")
        .annotate(
            is_favorite=Exists(through.objects.filter(savedview_id=OuterRef("pk"), user_id=user.pk))
        )
    )
