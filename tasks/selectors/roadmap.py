"""A workspace's projects over time, and the goals above them."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts import avatars
from accounts.models import User, Workspace
from accounts.permissions import Action, Resource
from accounts.selectors import require_right
from tasks.models import Initiative, Milestone, Project
from tasks.selectors.counts import Progress, progress_of
from tasks.selectors.projects import projects_of
from teamflow.common.errors import NotFound


def initiative_for(*, user: User, initiative_id: UUID, action: Action) -> Initiative:
    """The initiative, for somebody who may do `action` to it."""
    rows = Initiative.objects.select_related("workspace", "owner")
    initiative = rows.filter(pk=initiative_id, workspace__deleted_at=None).first()
    if initiative is None:
        raise NotFound
    require_right(
        user=user,
        workspace_id=initiative.workspace_id,
        action=action,
        resource=Resource.INITIATIVE,
        is_creator=initiative.created_by_id == user.pk,
    )
    return initiative


def initiatives_of(*, workspace: Workspace) -> QuerySet[Initiative]:
    """The workspace's goals, in order."""
    return (
        workspace.initiatives.select_related("owner")
        .prefetch_related("projects")
        .order_by("rank", "id")
    )


def initiative_payload(row: Initiative) -> dict[str, Any]:
    """A goal on the wire."""
    live = [project for project in row.projects.all() if project.deleted_at is None]
    return {
        "id": str(row.pk),
        "workspace": str(row.workspace_id),
        "name": row.name,
        "description": row.description,
        "color": row.color,
        "owner": str(row.owner_id) if row.owner_id else None,
        "target_date": row.target_date.isoformat() if row.target_date else None,
        "projects": sorted(str(project.pk) for project in live),
        "rank": row.rank,
        "created_at": row.created_at,
    }


def roadmap_payload(*, workspace: Workspace) -> dict[str, Any]:
    """Everything that a roadmap draws, in five queries however many projects there are."""
    milestones: dict[UUID, list[Milestone]] = defaultdict(list)
    rows = Milestone.objects.filter(project__workspace=workspace).exclude(due_date=None)
    for milestone in rows.order_by("due_date", "id"):
        milestones[milestone.project_id].append(milestone)
    projects = (
        projects_of(workspace=workspace)
        .select_related("lead")
        .order_by("start_date", "target_date", "name", "id")
    )
    progress = progress_of(project.pk for project in projects)
    return {
        "projects": [
            _project(row, milestones[row.pk], progress.get(row.pk, Progress())) for row in projects
        ],
        "initiatives": [initiative_payload(row) for row in initiatives_of(workspace=workspace)],
    }


def person(user: User | None) -> dict[str, Any] | None:
    """Somebody as a page shows them; None for nobody."""
    if user is None:
        return None
    return {"id": user.pk, "name": user.name, "avatar": avatars.url(user.avatar)}


def milestone_line(row: Milestone) -> dict[str, Any]:
    """A milestone as the time views show it."""
    return {
        "id": row.pk,
        "name": row.name,
        "due_date": row.due_date,
        "reached_at": row.reached_at,
    }


def _project(row: Project, milestones: list[Milestone], progress: Progress) -> dict[str, Any]:
    return {
        "id": row.pk,
        "key": row.key,
        "name": row.name,
        "icon": row.icon,
        "color": row.color,
        "lead": person(row.lead),
        "start_date": row.start_date,
        "target_date": row.target_date,
        "stage": row.stage,
        "health": row.health,
        "task_count": progress.task_count,
        "done_count": progress.done_count,
        "milestones": [milestone_line(each) for each in milestones],
    }
