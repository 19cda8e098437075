"""The side bar: where one is, and where one can go from here."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import Role, User, Workspace
from accounts.selectors import workspaces_of
from boards.models import Board
from tasks.models import Project, SavedView
from tasks.selectors.inbox import unread_count
from tasks.selectors.saved_views import favorite_views
from teamflow.common.eventlog import heads

register = template.Library()

SHOWN_PROJECTS = 30
SHOWN_BOARDS = 8
SHOWN_VIEWS = 12
LAST_WORKSPACE = "last_workspace"


@dataclass(frozen=True)
class Place:
    """One entry of the navigation."""

    label: str
    icon: str
    href: str
    is_current: bool


@dataclass(frozen=True)
class Frame:
    """What the side bar shows to one person on one page."""

    workspace: Workspace | None
    workspaces: list[Workspace]
    role: str
    places: list[Place]
    main_places: list[Place]
    projects: list[Project]
    boards: list[Board]
    views: list[SavedView]
    project_key: str
    user_id: str
    unread: int
    # How far the logs of its rooms went before anything else of the frame was read.
    heads: dict[str, int]

    @property
    def can_create(self) -> bool:
        """Everybody but viewers makes projects and boards."""
        return self.role in {Role.OWNER, Role.ADMIN, Role.MEMBER}

    @property
    def for_scripts(self) -> dict[str, Any]:
        """What the command palette offers."""
        slug = self.workspace.slug if self.workspace else ""
        return {
            "workspace": {"slug": slug, "id": str(self.workspace.pk) if self.workspace else ""},
            "role": self.role,
            "me": self.user_id,
            "unread": self.unread,
            "heads": self.heads,
            "canCreate": self.can_create,
            "places": [{"label": place.label, "href": place.href} for place in self.places],
            "projects": [
                {"label": project.name, "key": project.key, "href": f"/w/{slug}/p/{project.key}/"}
                for project in self.projects
            ],
            "boards": [{"label": board.title, "href": f"/b/{board.pk}/"} for board in self.boards],
            "views": [
                {"label": view.name, "href": f"/w/{slug}/views/{view.pk}/"} for view in self.views
            ],
            "files": {
                "file": settings.ATTACHMENT_MAX_BYTES,
                "task": settings.ATTACHMENT_TASK_MAX_BYTES,
            },
        }


@register.simple_tag(takes_context=True)
def app_frame(context: dict[str, Any]) -> Frame:
    """The frame of this page, in seven queries."""
    request: HttpRequest = context["request"]
    match = request.resolver_match
    kwargs = match.kwargs if match else {}
    user = request.user
    workspaces = list(workspaces_of(user=user)) if user.is_authenticated else []
    workspace = _current(context, request, kwargs.get("slug", ""), workspaces)
    role = str(getattr(workspace, "role", ""))
    places = _places(workspace, request.path, role) if workspace else []
    projects = _projects(workspace)
    return Frame(
        heads=_heads(workspace, user, projects),
        workspace=workspace,
        workspaces=workspaces,
        role=role,
        places=places,
        main_places=[place for place in places if place.icon in {"house", "square-pen", "users"}],
        projects=projects,
        boards=_boards(workspace),
        views=_views(workspace, user),
        project_key=_project_key(context, kwargs),
        user_id=str(user.pk or ""),
        unread=(
            unread_count(user=user, workspace_id=workspace.pk)
            if workspace and user.is_authenticated
            else 0
        ),
    )


def _heads(
    workspace: Workspace | None, user: User | AnonymousUser, projects: list[Project]
) -> dict[str, int]:
    """By room: whoever enters it after the page has come asks for what came since."""
    if workspace is None:
        return {}
    rooms = [f"user:{user.pk}", f"workspace:{workspace.pk}", *(each.log for each in projects)]
    return dict.fromkeys(rooms, 0) | heads(rooms)


def _current(
    context: dict[str, Any], request: HttpRequest, slug: str, workspaces: list[Workspace]
) -> Workspace | None:
    """The page's workspace; pages of nobody's (a profile) keep the one last seen."""
    given = context.get("workspace")
    wanted = slug or getattr(given, "slug", "")
    wanted = wanted or request.session.get(LAST_WORKSPACE, "")
    chosen = next((each for each in workspaces if each.slug == wanted), None)
    if chosen and request.session.get(LAST_WORKSPACE) != chosen.slug:
        request.session[LAST_WORKSPACE] = chosen.slug
    return chosen or (workspaces[0] if workspaces else None)


def _places(workspace: Workspace, path: str, role: str) -> list[Place]:
    base = f"/w/{workspace.slug}/"
    rows = [
        (_("Home"), "house", base),
        (_("My work"), "circle-user-round", f"{base}my-work/"),
        (_("All tasks"), "list-todo", f"{base}tasks/"),
        (_("Inbox"), "inbox", f"{base}inbox/"),
        (_("Roadmap"), "map", f"{base}roadmap/"),
        (_("Boards"), "square-pen", f"{base}boards/"),
        (_("Reports"), "chart-column", f"{base}reports/"),
        (_("Sprints"), "iteration-cw", f"{base}sprints/"),
        (_("Timesheet"), "timer", f"{base}timesheet/"),
        (_("People"), "users", f"{base}members/"),
    ]
    if role in {Role.OWNER, Role.ADMIN}:
        rows.append((_("Integrations"), "plug", f"{base}integrations/"))
        rows.append((_("Settings"), "settings", f"{base}settings/"))
    return [Place(label, icon, href, path == href) for label, icon, href in rows]


def _projects(workspace: Workspace | None) -> list[Project]:
    if workspace is None:
        return []
    found = Project.objects.filter(workspace=workspace, deleted_at=None, archived_at=None)
    return list(
        found.only("id", "key", "name", "icon", "color").order_by("name", "id")[:SHOWN_PROJECTS]
    )


def _boards(workspace: Workspace | None) -> list[Board]:
    if workspace is None:
        return []
    found = Board.objects.filter(workspace=workspace, deleted_at=None)
    return list(found.only("id", "title").order_by("-updated_at", "id")[:SHOWN_BOARDS])


def _views(workspace: Workspace | None, user: Any) -> list[SavedView]:
    if workspace is None:
        return []
    found = favorite_views(user=user, workspace=workspace)
    return list(found[:SHOWN_VIEWS])


def _project_key(context: dict[str, Any], kwargs: dict[str, Any]) -> str:
    project = context.get("project")
    return str(getattr(project, "key", "") or kwargs.get("key", "")).split("-")[0]
