"""Pages of sprints: planning, one sprint, and those that run in all projects."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from accounts.permissions import Action
from accounts.selectors import people_in, role_in, workspace_for
from accounts.views.doors import PageRequest, page
from tasks.models import Project, Sprint, SprintStatus
from tasks.selectors.access import project_by_key
from tasks.selectors.board import kanban_payload
from tasks.selectors.payloads import task_payloads
from tasks.selectors.scope import scope_changes
from tasks.selectors.sprints import (
    ORDER,
    planning_payload,
    rows_with_project,
    sprint_for,
    sprints_in,
    tasks_in_sprint,
)
from tasks.views import page_shell, person, plain
from teamflow.common.errors import NotFound

# A workspace's page shows so many at most; more than that many teams do not share one.
SHOWN = 200


@page("GET")
def planning(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """The backlog beside the sprints."""
    project = project_by_key(user=request.user, slug=slug, key=key)
    return _project_page(request, project, "tasks/sprints.html")


@page("GET")
def sprint(request: PageRequest, slug: str, key: str, sprint_id: str) -> HttpResponse:
    """One sprint: its board while it runs, its review afterwards."""
    project = project_by_key(user=request.user, slug=slug, key=key)
    row = sprint_for(user=request.user, sprint_id=UUID(sprint_id), action=Action.READ)
    if row.project_id != project.pk:
        raise NotFound
    more: dict[str, Any] = {"scope": scope_changes(sprint=row)}
    if row.status == SprintStatus.COMPLETED:
        ids = tasks_in_sprint(sprint=row).order_by("rank", "id").values_list("pk", flat=True)
        more["tasks"] = task_payloads(list(ids))
        more["done"] = list(row.memberships.filter(was_done=True).values_list("task", flat=True))
    return _project_page(request, project, "tasks/sprint.html", row, more)


@page("GET")
def active(request: PageRequest, slug: str) -> HttpResponse:
    """The running sprints of all projects."""
    workspace = workspace_for(user=request.user, slug=slug)
    running = sprints_in(workspace=workspace).filter(status=SprintStatus.ACTIVE)
    found = list(running.order_by(*ORDER)[:SHOWN])
    shell = {
        "me": person(request.user),
        "role": str(role_in(user=request.user, workspace_id=workspace.pk) or ""),
        "workspace": {"id": workspace.pk, "slug": workspace.slug, "name": workspace.name},
        "sprints": rows_with_project(found),
    }
    return render(
        request, "tasks/active_sprints.html", {"workspace": workspace, "shell": plain(shell)}
    )


def _project_page(
    request: PageRequest,
    project: Project,
    template: str,
    shown: Sprint | None = None,
    more: Mapping[str, Any] = MappingProxyType({}),
) -> HttpResponse:
    shell = {
        **page_shell(request.user, project),
        "board": kanban_payload(project=project, per_column=50),
        "members": [person(user) for user in people_in(workspace_id=project.workspace_id)],
        **planning_payload(project=project, shown=shown),
        **more,
    }
    context = {
        "project": project,
        "workspace": project.workspace,
        "tab": "sprints",
        "title": shown.name if shown else "",
    }
    return render(request, template, {**context, "shell": plain(shell)})
