"""Pages that show work over time: calendar, timeline, roadmap, overview; and the inbox."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from accounts.models import User, Workspace
from accounts.permissions import Action, Resource, can
from accounts.selectors import people_in, role_in, workspace_for
from accounts.views.doors import PageRequest, page
from tasks.selectors.access import project_by_key
from tasks.selectors.inbox import (
    Asked,
    asked_by,
    choices_of,
    inbox_view,
    notification_payload,
    told_as,
    with_what_they_show,
)
from tasks.selectors.overview import overview_payload
from tasks.selectors.roadmap import roadmap_payload
from tasks.views import page_shell, person, plain, project_page
from teamflow.common.paging import cursor_at

SHOWN = 50


@page("GET")
def calendar(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """The project's tasks on their days."""
    project = project_by_key(user=request.user, slug=slug, key=key)
    return project_page(request, project, "tasks/calendar.html", "calendar")


@page("GET")
def timeline(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """The project's tasks as bars, and what blocks what."""
    project = project_by_key(user=request.user, slug=slug, key=key)
    return project_page(request, project, "tasks/timeline.html", "timeline")


@page("GET")
def overview(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """The project at a glance."""
    project = project_by_key(user=request.user, slug=slug, key=key)
    shell = {
        **page_shell(request.user, project),
        "overview": overview_payload(project=project),
        "members": _people(project.workspace),
    }
    context = {"project": project, "workspace": project.workspace, "tab": "overview"}
    return render(request, "tasks/overview.html", {**context, "shell": plain(shell)})


@page("GET")
def roadmap(request: PageRequest, slug: str) -> HttpResponse:
    """The workspace's projects over time."""
    workspace = workspace_for(user=request.user, slug=slug)
    role = role_in(user=request.user, workspace_id=workspace.pk)
    shell = {
        **workspace_shell(request.user, workspace),
        "roadmap": roadmap_payload(workspace=workspace),
        "can_plan": can(role, Action.CREATE, Resource.INITIATIVE),
        "members": _people(workspace),
    }
    return render(request, "tasks/roadmap.html", {"workspace": workspace, "shell": plain(shell)})


@page("GET")
def inbox(request: PageRequest, slug: str) -> HttpResponse:
    """What concerns me in this workspace."""
    workspace = workspace_for(user=request.user, slug=slug)
    choices = choices_of(user=request.user, workspace_id=workspace.pk)
    view = inbox_view(request.GET, choices)
    asked = asked_by(view, workspace_id=workspace.pk)
    told = told_as(user=request.user, asked=asked)
    rows = list(with_what_they_show(told).order_by("-created_at", "-id")[: SHOWN + 1])
    shell = {
        **workspace_shell(request.user, workspace),
        "view": view,
        "choices": choices,
        "notifications": [notification_payload(row) for row in rows[:SHOWN]],
        "next": _older(slug, asked, rows[SHOWN - 1]) if len(rows) > SHOWN else None,
        "members": _people(workspace),
    }
    return render(request, "tasks/inbox.html", {"workspace": workspace, "shell": plain(shell)})


def workspace_shell(user: User, workspace: Workspace) -> dict[str, Any]:
    """Who looks, at which workspace, with which rights."""
    role = role_in(user=user, workspace_id=workspace.pk)
    return {
        "me": person(user),
        "role": str(role or ""),
        "workspace": {"id": workspace.pk, "slug": workspace.slug, "name": workspace.name},
        "can_edit": can(role, Action.UPDATE, Resource.TASK),
        "can_manage": can(role, Action.UPDATE, Resource.PROJECT),
    }


def _older(slug: str, asked: Asked, row: Any) -> str:
    """Where the next page is: in the API's words, as the page itself would ask."""
    query = {"workspace": slug, "limit": SHOWN, "state": asked.part}
    if asked.project_id:
        query["project"] = str(asked.project_id)
    if asked.kinds:
        query["kind"] = ",".join(sorted(asked.kinds))
    if asked.is_unread is not None:
        query["unread"] = str(asked.is_unread).lower()
    query["cursor"] = cursor_at([row.created_at, row.pk])
    return f"/api/v1/me/notifications?{urlencode(query)}"


def _people(workspace: Workspace) -> list[dict[str, Any]]:
    return [person(user) for user in people_in(workspace_id=workspace.pk)]
