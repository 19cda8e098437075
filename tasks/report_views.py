"""Pages of reports: one project's, and a workspace's dashboards."""

from typing import Any

import orjson
from django.http import HttpResponse
from django.shortcuts import render

from accounts.permissions import Action, Resource, can
from accounts.selectors import people_in, role_in, workspace_for
from accounts.views.doors import PageRequest, page
from tasks.selectors.access import project_by_key
from tasks.selectors.dashboards import dashboard_payload, dashboards_for
from tasks.selectors.names import names_of
from tasks.selectors.projects import projects_of, shape_payload
from tasks.views import page_shell, person
from teamflow.common.rendering import dumps


@page("GET")
def project_reports(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """Every report of a project; the address says which, and how."""
    project = project_by_key(user=request.user, slug=slug, key=key)
    shell = {
        **page_shell(request.user, project),
        **shape_payload(project),
        "people": [person(user) for user in people_in(workspace_id=project.workspace_id)],
    }
    context = {"project": project, "workspace": project.workspace, "tab": "reports"}
    return render(request, "tasks/reports.html", {**context, "shell": _plain(shell)})


@page("GET")
def dashboards(request: PageRequest, slug: str) -> HttpResponse:
    """The workspace's dashboards; `?dashboard=` says which."""
    workspace = workspace_for(user=request.user, slug=slug)
    role = role_in(user=request.user, workspace_id=workspace.pk)
    rows = dashboards_for(user=request.user, workspace=workspace)
    shell = {
        "me": person(request.user),
        "workspace": {"id": workspace.pk, "slug": workspace.slug, "name": workspace.name},
        "can_create": can(role, Action.CREATE, Resource.VIEW),
        "projects": names_of(list(projects_of(workspace=workspace))),
        "members": [person(user) for user in people_in(workspace_id=workspace.pk)],
        "dashboards": [dashboard_payload(row, user=request.user, role=role) for row in rows],
    }
    return render(
        request, "tasks/dashboards.html", {"workspace": workspace, "shell": _plain(shell)}
    )


def _plain(data: dict[str, Any]) -> Any:
    """The data as `json_script` takes it: the API's own encoding, parsed once."""
    return orjson.loads(dumps(data))
