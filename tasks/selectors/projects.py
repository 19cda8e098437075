"""Projects as lists, pages and sockets show them."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import User, Workspace
from accounts.permissions import Action, Resource, can
from accounts.selectors import role_in
from tasks.models import Column, Label, Project
from tasks.selectors.access import live_projects
from tasks.selectors.shape import shape_of

SHOWN_DELETED = timedelta(days=30)


def projects_of(*, workspace: Workspace, include_archived: bool = False) -> QuerySet[Project]:
    """The workspace's projects."""
    projects = live_projects().filter(workspace=workspace)
    return projects if include_archived else projects.filter(archived_at=None)


def deleted_projects_of(*, user: User, workspace: Workspace) -> list[Project]:
    """What was deleted in the last 30 days, the latest first, for those who may bring it back."""
    role = role_in(user=user, workspace_id=workspace.pk)
    if not can(role, Action.DELETE, Resource.PROJECT):
        return []
    since = timezone.now() - SHOWN_DELETED
    gone = Project.objects.filter(workspace=workspace, deleted_at__gt=since)
    return list(gone.order_by("-deleted_at"))


def columns_of(*, project: Project) -> QuerySet[Column]:
    """Its columns in order, with `task_count`, archived tasks apart."""
    live = Q(tasks__deleted_at=None, tasks__archived_at=None)
    return project.columns.annotate(task_count=Count("tasks", filter=live)).order_by("rank", "id")


def labels_of(*, project: Project) -> QuerySet[Label]:
    """Its labels by name."""
    return project.labels.order_by("name", "id")


def project_payload(project: Project) -> dict[str, Any]:
    """A project on the wire."""
    return {
        "id": project.pk,
        "key": project.key,
        "former_keys": project.settings.get("former_keys") or [],
        "name": project.name,
        "description": project.description,
        "icon": project.icon,
        "color": project.color,
        "template": project.template,
        "default_type": project.settings.get("default_type"),
        "lead": project.lead_id,
        "start_date": project.start_date,
        "target_date": project.target_date,
        "stage": project.stage,
        "health": project.health,
        "workspace": project.workspace_id,
        "created_at": project.created_at,
        "updated_at": project.updated_at,
        "archived_at": project.archived_at,
    }


def column_payload(column: Column) -> dict[str, Any]:
    """A column on the wire."""
    return {
        "id": column.pk,
        "project": column.project_id,
        "name": column.name,
        "state": column.state,
        "rank": column.rank,
        "wip_limit": column.wip_limit,
        **({"task_count": column.task_count} if hasattr(column, "task_count") else {}),
    }


def label_payload(label: Label) -> dict[str, Any]:
    """A label on the wire."""
    return {
        "id": label.pk,
        "project": label.project_id,
        "name": label.name,
        "color": label.color,
    }


def shape_payload(project: Project) -> dict[str, Any]:
    """What a project's tasks can be made of: what a changed one is told as a whole."""
    columns = project.columns.order_by("rank", "id")
    return {"columns": [column_payload(column) for column in columns], **shape_of(project)}
