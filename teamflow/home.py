"""The page one starts from: what is due, what was worked on, the boards; reads of several apps."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.models import User, Workspace
from accounts.selectors import workspace_for
from accounts.views.doors import PageRequest, page
from boards.models import Board
from tasks.across_views import across_shell
from tasks.models import Project, State, Task
from tasks.selectors.access import deleted_project_for
from tasks.selectors.counts import Progress, last_events_of, progress_of
from tasks.selectors.projects import deleted_projects_of, projects_of
from tasks.selectors.search import search
from tasks.services.projects import restore_project
from teamflow.common.errors import Conflict
from teamflow.common.search.entries import ALL_KINDS

SHOWN_TASKS = 20
SHOWN_PROJECTS = 6
SHOWN_BOARDS = 6
SHOWN_FOUND = 50
SOON = timedelta(days=7)


@dataclass(frozen=True)
class TaskGroup:
    """Tasks of one person that are due at about the same time."""

    name: str
    tasks: list[Task]


@dataclass(frozen=True)
class ShownProject:
    """A project and how far it is."""

    project: Project
    progress: Progress


@page("GET", "HEAD")
def home(request: PageRequest, slug: str) -> HttpResponse:
    """A workspace as one person sees it."""
    workspace = workspace_for(user=request.user, slug=slug)
    tasks = list(_my_tasks(workspace, request.user)[:SHOWN_TASKS])
    context = {
        "workspace": workspace,
        "groups": _grouped(tasks, timezone.localdate()),
        "today": timezone.localdate(),
        "projects": _projects(workspace),
        "boards": _boards(workspace),
        "deleted": deleted_projects_of(user=request.user, workspace=workspace),
    }
    return render(request, "home.html", context)


@page("POST")
def bring_back_project(request: PageRequest, slug: str, project_id: UUID) -> HttpResponse:
    """A deleted project stands again; back to it, or to why not."""
    project = deleted_project_for(user=request.user, project_id=project_id)
    try:
        restore_project(actor=request.user, project=project)
    except Conflict as error:
        messages.error(request, str(error))
        return redirect("workspace-home", slug=slug)
    return redirect("kanban", slug=project.workspace.slug, key=project.key)


@page("GET", "HEAD")
def found(request: PageRequest, slug: str) -> HttpResponse:
    """What a search finds in this workspace."""
    workspace = workspace_for(user=request.user, slug=slug)
    words = request.GET.get("q", "").replace("\0", "").strip()[:1000]
    kinds = [kind for kind in [request.GET.get("kind", "")] if kind in ALL_KINDS]
    page = search(
        user=request.user,
        words=words,
        slug=slug,
        kinds=kinds,
        limit=SHOWN_FOUND,
        with_counts=True,
    )
    answer = {
        "results": page.results,
        "counts": page.counts,
        "problem": page.problem,
        "instead": page.instead,
    }
    shell = across_shell(request.user, workspace)
    context = {
        "workspace": workspace,
        "words": words,
        "kind": kinds[0] if kinds else "",
        "rows": page.results,
        "instead": page.instead,
        "shell": {**shell, "answer": answer, "asked": words},
    }
    return render(request, "search.html", context)


def _my_tasks(workspace: Workspace, user: User) -> QuerySet[Task]:
    live = Task.objects.filter(
        project__workspace=workspace,
        project__deleted_at=None,
        project__archived_at=None,
        assignees=user,
        deleted_at=None,
        archived_at=None,
        completed_at=None,
    ).exclude(column__state__in=[State.DONE, State.ARCHIVED])
    return (
        live.select_related("project", "column")
        .defer("description", "field_versions")
        .order_by("due_date", "-updated_at", "id")
    )


def _grouped(tasks: list[Task], today: date) -> list[TaskGroup]:
    groups: dict[str, list[Task]] = {"late": [], "today": [], "soon": [], "later": [], "none": []}
    for task in tasks:
        groups[_when(task.due_date, today)].append(task)
    return [TaskGroup(name, rows) for name, rows in groups.items() if rows]


def _when(due: date | None, today: date) -> str:
    if due is None:
        return "none"
    if due < today:
        return "late"
    if due == today:
        return "today"
    return "soon" if due <= today + SOON else "later"


def _projects(workspace: Workspace) -> list[ShownProject]:
    """Those that were worked on last."""
    projects = list(projects_of(workspace=workspace).order_by("name"))
    worked_at = last_events_of(project.pk for project in projects)
    projects.sort(key=lambda each: worked_at.get(each.pk, each.created_at), reverse=True)
    shown = projects[:SHOWN_PROJECTS]
    progress = progress_of(project.pk for project in shown)
    return [ShownProject(each, progress.get(each.pk, Progress())) for each in shown]


def _boards(workspace: Workspace) -> list[Board]:
    boards = Board.objects.filter(workspace=workspace, deleted_at=None)
    return list(boards.order_by("-updated_at", "-id")[:SHOWN_BOARDS])
