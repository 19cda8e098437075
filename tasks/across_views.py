"""Pages over all projects: my work, all tasks, saved views, and views published to strangers."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import User, Workspace
from accounts.permissions import Action, Resource, can
from accounts.selectors import people_in, role_in, workspace_for
from accounts.views.doors import PageRequest, page
from tasks.models import Layout, SavedView
from tasks.selectors.names import names_of
from tasks.selectors.projects import projects_of
from tasks.selectors.public import public_rows
from tasks.selectors.saved_views import published_view, view_for
from tasks.views import person
from teamflow.common.errors import NotFound
from teamflow.common.rendering import dumps

# Where a project shows a layout, below its own address.
_PLACES = {
    Layout.BOARD: "",
    Layout.LIST: "list/",
    Layout.TABLE: "table/",
    Layout.CALENDAR: "calendar/",
    Layout.TIMELINE: "timeline/",
}


@page("GET")
def my_work(request: PageRequest, slug: str) -> HttpResponse:
    """What waits for the asker, in every project."""
    workspace = workspace_for(user=request.user, slug=slug)
    return _across(request, workspace, "tasks/my_work.html")


@page("GET")
def all_tasks(request: PageRequest, slug: str) -> HttpResponse:
    """Any question about all tasks of the workspace."""
    workspace = workspace_for(user=request.user, slug=slug)
    return _across(request, workspace, "tasks/all_tasks.html")


@page("GET")
def saved_view(request: PageRequest, slug: str, view_id: UUID) -> HttpResponse:
    """The page that shows a saved view, with the view in its address."""
    workspace = workspace_for(user=request.user, slug=slug)
    view = view_for(user=request.user, view_id=view_id, action=Action.READ)
    if view.workspace_id != workspace.pk:
        raise Http404
    return redirect(f"{_place(view)}?{urlencode(_address(view))}")


@require_safe
def published(request: HttpRequest, token: str) -> HttpResponse:
    """A published view for whoever has its address; nothing to change, nobody's address."""
    try:
        view = published_view(token=token)
    except NotFound:
        raise Http404 from None
    context = {"view": view, "groups": public_rows(view=view), "is_board": view.layout == "board"}
    response = render(request, "tasks/published.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


def _across(request: PageRequest, workspace: Workspace, template: str) -> HttpResponse:
    context = {"workspace": workspace, "shell": across_shell(request.user, workspace)}
    return render(request, template, context)


def across_shell(user: User, workspace: Workspace) -> dict[str, Any]:
    """What pages over all projects start with; plain data."""
    role = role_in(user=user, workspace_id=workspace.pk)
    projects = list(projects_of(workspace=workspace).order_by("name", "pk"))
    shell = {
        "me": person(user),
        "role": str(role or ""),
        "workspace": {"id": workspace.pk, "slug": workspace.slug, "name": workspace.name},
        "can_edit": can(role, Action.UPDATE, Resource.TASK),
        "can_manage": can(role, Action.UPDATE, Resource.PROJECT),
        "members": [person(each) for each in people_in(workspace_id=workspace.pk)],
        "projects": names_of(projects),
    }
    plain: dict[str, Any] = orjson.loads(dumps(shell))
    return plain


def _place(view: SavedView) -> str:
    if view.project is None:
        return reverse("all-tasks", args=[view.workspace.slug])
    project = reverse("kanban", args=[view.workspace.slug, view.project.key])
    return project + _PLACES[Layout(view.layout)]


def _address(view: SavedView) -> dict[str, str]:
    """The view as the address says it (client/src/tasks/view-state.ts)."""
    display = view.display
    said = {
        "query": view.query,
        "group": display.get("group") or "",
        "lanes": display.get("lanes") or "",
        "sort": ",".join(display.get("sort") or []),
        "columns": ",".join(display.get("columns") or []),
        "archived": "1" if display.get("archived") else "",
        "done": "0" if display.get("done") is False else "",
        "empty": "0" if display.get("empty") is False else "",
        "view": str(view.pk),
    }
    return {name: value for name, value in said.items() if value}
