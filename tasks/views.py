"""Pages of projects and tasks: shells with the first data in them, so that they paint at once."""

from typing import Any

import orjson
from django.http import HttpResponse
from django.shortcuts import render

from accounts import avatars
from accounts.models import User
from accounts.permissions import Action, Resource, can
from accounts.selectors import people_in, role_in
from accounts.views.doors import PageRequest, page
from tasks.models import Project
from tasks.selectors.access import project_by_key, project_for_editing, task_by_key
from tasks.selectors.board import kanban_payload
from tasks.selectors.imports import past_imports
from tasks.selectors.payloads import task_detail
from teamflow.common.rendering import dumps


@page("GET")
def kanban(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """The project's columns and cards."""
    project = project_by_key(user=request.user, slug=slug, key=key)
    return project_page(request, project, "tasks/kanban.html", "board")


@page("GET")
def task_list(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """The project's tasks as rows."""
    project = project_by_key(user=request.user, slug=slug, key=key)
    return project_page(request, project, "tasks/list.html", "list")


@page("GET")
def task_table(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """The project's tasks as a sheet."""
    project = project_by_key(user=request.user, slug=slug, key=key)
    return project_page(request, project, "tasks/table.html", "table")


@page("GET")
def task_page(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """One task on a page of its own, with what its lists of choices are made of."""
    task = task_by_key(user=request.user, slug=slug, key=key)
    # A key that it had before leads here too: its project is the one that it is in now.
    project = project_by_key(user=request.user, slug=slug, key=task.project.key)
    shell = {
        **page_shell(request.user, project),
        "task": task.key,
        "board": kanban_payload(project=project, per_column=1),
        "members": [person(user) for user in people_in(workspace_id=project.workspace_id)],
        "detail": task_detail(task.pk),
    }
    context = {"project": project, "workspace": project.workspace, "task": task, "tab": "task"}
    return render(request, "tasks/task.html", {**context, "shell": plain(shell)})


@page("GET")
def import_page(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """Bring tasks from another tool."""
    project = project_by_key(user=request.user, slug=slug, key=key)
    project = project_for_editing(user=request.user, project_id=project.pk)
    shell = {**page_shell(request.user, project), "imports": past_imports(project)}
    context = {"project": project, "workspace": project.workspace, "tab": "import"}
    return render(request, "tasks/import.html", {**context, "shell": plain(shell)})


def page_shell(user: User, project: Project) -> dict[str, Any]:
    """Who looks, at what, with which rights: what every client of a project starts with."""
    workspace = project.workspace
    role = role_in(user=user, workspace_id=workspace.pk)
    return {
        "me": person(user),
        "role": str(role or ""),
        "workspace": {"id": workspace.pk, "slug": workspace.slug, "name": workspace.name},
        "project": {"id": project.pk, "key": project.key, "name": project.name},
        "can_edit": can(role, Action.UPDATE, Resource.TASK),
        "can_manage": can(role, Action.UPDATE, Resource.PROJECT),
    }


def person(user: User) -> dict[str, Any]:
    """Somebody as the client shows them."""
    return {
        "id": user.pk,
        "name": user.name,
        "email": user.email,
        "avatar": avatars.url(user.avatar),
    }


def project_page(request: PageRequest, project: Project, template: str, tab: str) -> HttpResponse:
    """A view of a project's tasks, with the first of them in it."""
    shell = {
        **page_shell(request.user, project),
        "board": kanban_payload(project=project, per_column=50),
        "members": [person(user) for user in people_in(workspace_id=project.workspace_id)],
    }
    context = {"project": project, "workspace": project.workspace, "tab": tab}
    return render(request, template, {**context, "shell": plain(shell)})


def plain(data: dict[str, Any]) -> Any:
    """The data as `json_script` takes it: the API's own encoding, parsed once."""
    return orjson.loads(dumps(data))
