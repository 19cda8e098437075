"""A project's settings: one page a part, all in one frame; shells, filled by the client."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Action, Resource, Role, can, reason_for
from accounts.selectors import people_in, role_in
from accounts.views.doors import PageRequest, page
from tasks.models import Project
from tasks.selectors.access import project_by_key
from tasks.selectors.nouns import own_parts
from tasks.selectors.projects import project_payload, shape_payload
from tasks.selectors.usage import usage_of
from tasks.selectors.workflow import workflow_payload
from tasks.services.values import COLORS, PROJECT_ICONS
from tasks.views import page_shell, person, plain


@dataclass(frozen=True, slots=True)
class Part:
    """A page of the settings: its name in the address, what people call it, its icon."""

    name: str
    label: Any
    icon: str


PARTS = (
    Part("general", _("General"), "settings"),
    Part("columns", _("Columns"), "columns-3"),
    Part("workflow", _("Workflow"), "workflow"),
    Part("types", _("Types"), "shapes"),
    Part("fields", _("Fields"), "text-cursor-input"),
    Part("labels", _("Labels"), "tag"),
    Part("milestones", _("Milestones"), "flag"),
    Part("templates", _("Templates"), "copy"),
    Part("automations", _("Automations"), "zap"),
    Part("recurrences", _("Recurrences"), "repeat"),
    Part("intake", _("Intake"), "inbox"),
    Part("targets", _("Service targets"), "timer"),
)

# What the page lets people do, and whom it tells why not.
_RIGHTS: dict[str, tuple[Action, Resource]] = {
    "manage": (Action.UPDATE, Resource.PROJECT),
    "remove": (Action.DELETE, Resource.PROJECT),
    "label": (Action.CREATE, Resource.LABEL),
    "remove_label": (Action.DELETE, Resource.LABEL),
    "milestone": (Action.CREATE, Resource.MILESTONE),
    "remove_milestone": (Action.DELETE, Resource.MILESTONE),
    "template": (Action.CREATE, Resource.TEMPLATE),
    "remove_template": (Action.DELETE, Resource.TEMPLATE),
    "task": (Action.UPDATE, Resource.TASK),
    "automate": (Action.CREATE, Resource.AUTOMATION),
}


@page("GET")
def project_settings(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """The first part."""
    project = project_by_key(user=request.user, slug=slug, key=key)
    return redirect("project-settings-part", slug=slug, key=project.key, part=PARTS[0].name)


@page("GET")
def settings_part(request: PageRequest, slug: str, key: str, part: str) -> HttpResponse:
    """One part; a key that the project had before leads to where it is now."""
    project = project_by_key(user=request.user, slug=slug, key=key)
    if project.key != key:
        return redirect("project-settings-part", slug=slug, key=project.key, part=part)
    shell = plain({**_shell(request, project), "part": part})
    return render(request, "tasks/settings.html", {**frame_of(project, part), "shell": shell})


def frame_of(project: Project, part: str) -> dict[str, Any]:
    """What the frame around a part shows: the project, the list of parts, where one is."""
    links = [
        {"part": each, "href": _address(project, each), "is_current": each.name == part}
        for each in PARTS
    ]
    current = next(each for each in PARTS if each.name == part)
    return {
        "project": project,
        "workspace": project.workspace,
        "tab": "settings",
        "part": current,
        "links": links,
    }


def _address(project: Project, part: Part) -> str:
    place = {"slug": project.workspace.slug, "key": project.key}
    if part.name == "automations":
        return reverse("project-automations", kwargs=place)
    return reverse("project-settings-part", kwargs={**place, "part": part.name})


def _shell(request: PageRequest, project: Project) -> dict[str, Any]:
    role = role_in(user=request.user, workspace_id=project.workspace_id)
    return {
        **page_shell(request.user, project),
        **shape_payload(project),
        "project": project_payload(project),
        "members": [person(user) for user in people_in(workspace_id=project.workspace_id)],
        "workflow": workflow_payload(project),
        "usage": usage_of(project),
        "rights": {name: can(role, *right) for name, right in _RIGHTS.items()},
        "own": own_parts(user=request.user, project=project),
        "reasons": {name: reason_for(role, *right) for name, right in _RIGHTS.items()},
        "roles": Role.choices,
        "colors": COLORS,
        "icons": PROJECT_ICONS,
    }
