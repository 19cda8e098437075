"""Pages of time, automations and intake: shells, filled by the client."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.permissions import Action, Resource, can
from accounts.selectors import people_in, role_in, workspace_for
from accounts.views.doors import PageRequest, page
from tasks.models import Project
from tasks.selectors.access import project_by_key
from tasks.selectors.projects import projects_of, shape_payload
from tasks.settings_views import frame_of
from tasks.views import page_shell, person, plain


@page("GET")
def timesheet(request: PageRequest, slug: str) -> HttpResponse:
    """Who spent how long on what, week by week."""
    workspace = workspace_for(user=request.user, slug=slug)
    projects = projects_of(workspace=workspace).values_list("pk", flat=True)
    role = role_in(user=request.user, workspace_id=workspace.pk)
    shell = {
        "slug": workspace.slug,
        "me": person(request.user),
        "can_edit": can(role, Action.CREATE, Resource.TIME),
        "projects": [str(pk) for pk in projects],
    }
    context = {"workspace": workspace, "shell": plain(shell)}
    return render(request, "tasks/timesheet.html", context)


@page("GET")
def automations(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """What the project does by itself, and what it promises."""
    project = project_by_key(user=request.user, slug=slug, key=key)
    shell = plain(_shell(request, project))
    context = {**frame_of(project, "automations"), "shell": shell}
    return render(request, "tasks/automations.html", context)


@page("GET")
def intake(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """What people ask for, until somebody decides."""
    project = project_by_key(user=request.user, slug=slug, key=key)
    context = {"project": project, "workspace": project.workspace, "tab": "intake"}
    shell = plain(_shell(request, project))
    return render(request, "tasks/intake.html", {**context, "shell": shell})


def _shell(request: PageRequest, project: Project) -> dict[str, Any]:
    role = role_in(user=request.user, workspace_id=project.workspace_id)
    templates = project.task_templates.values("id", "name")
    return {
        **page_shell(request.user, project),
        **shape_payload(project),
        "templates": list(templates),
        "members": [person(user) for user in people_in(workspace_id=project.workspace_id)],
        "can_automate": can(role, Action.CREATE, Resource.AUTOMATION),
        "can_decide": can(role, Action.UPDATE, Resource.INTAKE),
    }
