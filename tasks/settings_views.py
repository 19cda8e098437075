"""A project's settings: its name, columns, labels, and its end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import Action, Resource, can
from accounts.selectors import role_in
from accounts.views.doors import PageRequest, page, say
from tasks.forms import ColumnForm, LabelForm, ProjectForm
from tasks.models import Project, State
from tasks.selectors.access import column_for, label_for, project_by_key, project_for
from tasks.selectors.projects import columns_of, labels_of
from tasks.services.columns import add_column, delete_column, update_column
from tasks.services.labels import add_label, delete_label, update_label
from tasks.services.projects import archive_project, delete_project, update_project
from tasks.services.values import COLORS
from teamflow.common.errors import Conflict


@page("GET", "POST")
def project_settings(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """Everything about the project that is not its tasks."""
    project = project_by_key(user=request.user, slug=slug, key=key)
    form = ProjectForm(request.POST or None, initial=_initial(project))
    if request.method == "POST" and form.is_valid():
        project = _may(request, project, Action.UPDATE)
        update_project(actor=request.user, project=project, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return _back(project)
    return render(request, "tasks/settings.html", _context(request, project, form))


@page("POST")
def new_column(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """A column after the others."""
    project = _may(request, project_by_key(user=request.user, slug=slug, key=key), Action.UPDATE)
    form = ColumnForm(request.POST)
    if form.is_valid():
        _try(request, lambda: add_column(actor=request.user, project=project, **form.cleaned_data))
    else:
        say(request, form)
    return _back(project)


@page("POST")
def change_column(request: PageRequest, slug: str, key: str, column_id: str) -> HttpResponse:
    """Rename a column, give it another meaning, limit or place; or remove it."""
    project = project_by_key(user=request.user, slug=slug, key=key)
    column = column_for(user=request.user, column_id=UUID(column_id), action=Action.UPDATE)
    act = request.POST.get("act", "save")
    if act == "delete":
        _try(request, lambda: delete_column(actor=request.user, column=column))
    elif act in {"earlier", "later"}:
        others = [each.pk for each in columns_of(project=project)]
        at = others.index(column.pk)
        place = _place(others, at, act)
        _try(request, lambda: update_column(actor=request.user, column=column, **place))
    else:
        form = ColumnForm(request.POST)
        if form.is_valid():
            changes = form.cleaned_data
            _try(request, lambda: update_column(actor=request.user, column=column, **changes))
        else:
            say(request, form)
    return _back(project)


@page("POST")
def new_label(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """A new label."""
    project = project_by_key(user=request.user, slug=slug, key=key)
    project = project_for(
        user=request.user, project_id=project.pk, action=Action.CREATE, resource=Resource.LABEL
    )
    form = LabelForm(request.POST)
    if form.is_valid():
        _try(request, lambda: add_label(actor=request.user, project=project, **form.cleaned_data))
    else:
        say(request, form)
    return _back(project)


@page("POST")
def change_label(request: PageRequest, slug: str, key: str, label_id: str) -> HttpResponse:
    """Rename or recolour a label; or remove it."""
    project = project_by_key(user=request.user, slug=slug, key=key)
    wants_delete = request.POST.get("act") == "delete"
    right = Action.DELETE if wants_delete else Action.UPDATE
    label = label_for(user=request.user, label_id=UUID(label_id), action=right)
    form = LabelForm(request.POST)
    if wants_delete:
        _try(request, lambda: delete_label(actor=request.user, label=label))
    elif form.is_valid():
        changes = form.cleaned_data
        _try(request, lambda: update_label(actor=request.user, label=label, **changes))
    else:
        say(request, form)
    return _back(project)


@page("POST")
def put_aside(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """Archive the project, or take it back."""
    project = _may(request, project_by_key(user=request.user, slug=slug, key=key), Action.UPDATE)
    wants_archive = request.POST.get("archived") == "true"
    archive_project(actor=request.user, project=project, archived=wants_archive)
    messages.success(request, _("Archived.") if wants_archive else _("Taken back."))
    return _back(project)


@page("POST")
def delete(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """Delete the project, after its name was typed."""
    project = _may(request, project_by_key(user=request.user, slug=slug, key=key), Action.DELETE)
    if request.POST.get("confirm", "").strip() != project.name:
        messages.error(request, _("Type the project's name to delete it."))
        return _back(project)
    delete_project(actor=request.user, project=project)
    messages.success(request, _("The project was deleted."))
    return redirect(f"/w/{slug}/")


def _may(request: PageRequest, project: Project, action: Action) -> Project:
    return project_for(user=request.user, project_id=project.pk, action=action)


def _place(columns: list[UUID], at: int, act: str) -> dict[str, Any]:
    if act == "earlier" and at > 0:
        return {"before": columns[at - 1]}
    if act == "later" and at + 1 < len(columns):
        return {"after": columns[at + 1]}
    return {}


def _try(request: PageRequest, write: Any) -> None:
    """Run a service; its refusal is a message on the page."""
    try:
        with transaction.atomic():
            write()
    except ValidationError as error:
        say(request, error)
    except Conflict as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Saved."))


def _back(project: Project) -> HttpResponse:
    return redirect("project-settings", slug=project.workspace.slug, key=project.key)


def _initial(project: Project) -> dict[str, str]:
    return {"name": project.name, "description": project.description}


def _context(request: PageRequest, project: Project, form: ProjectForm) -> dict[str, Any]:
    role = role_in(user=request.user, workspace_id=project.workspace_id)
    return {
        "project": project,
        "workspace": project.workspace,
        "form": form,
        "tab": "settings",
        "columns": columns_of(project=project),
        "labels": labels_of(project=project),
        "states": State.choices,
        "colors": COLORS,
        "can_manage": can(role, Action.UPDATE, Resource.PROJECT),
        "can_label": can(role, Action.CREATE, Resource.LABEL),
        "can_delete": can(role, Action.DELETE, Resource.PROJECT),
    }
