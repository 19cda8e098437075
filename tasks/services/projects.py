"""Making, changing, archiving and deleting projects."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User, Workspace
from accounts.selectors import people_in
from tasks.models import Health, ItemLevel, Project, Stage
from tasks.selectors.projects import project_payload
from tasks.services.blueprints import Blueprint, build_shape, build_tasks
from tasks.services.project_keys import key_for
from tasks.services.recording import announce_project, lock_project
from tasks.services.tasks.writing import words
from tasks.services.values import color_name, icon_name, one_line
from teamflow.common.errors import Conflict

TODO = ("todo", gettext_lazy("To do"))
DOING = ("in_progress", gettext_lazy("In progress"))
REVIEW = ("in_review", gettext_lazy("In review"))
DONE = ("done", gettext_lazy("Done"))

# What each template's columns are: (state, name).
TEMPLATES: dict[str, tuple[tuple[str, Any], ...]] = {
    "software": (TODO, DOING, REVIEW, DONE),
    "marketing": (
        ("todo", gettext_lazy("Ideas")),
        ("in_progress", gettext_lazy("Writing")),
        ("in_review", gettext_lazy("Approval")),
        ("done", gettext_lazy("Published")),
    ),
    "operations": (
        ("todo", gettext_lazy("Requested")),
        DOING,
        ("blocked", gettext_lazy("Waiting")),
        DONE,
    ),
    "blank": (TODO, DOING, DONE),
}


# What all but blank projects know of kinds of work.
TYPES: tuple[dict[str, Any], ...] = (
    {"name": gettext_lazy("Epic"), "icon": "bolt", "color": "purple", "level": ItemLevel.EPIC},
    {"name": gettext_lazy("Story"), "icon": "bookmark", "color": "green", "level": ItemLevel.ITEM},
    {"name": gettext_lazy("Bug"), "icon": "bug", "color": "red", "level": ItemLevel.ITEM},
)


class ProjectValues(TypedDict, total=False):
    """The fields of a project that people change."""

    name: str
    description: str
    icon: str
    color: str
    lead: UUID | None
    start_date: date | None
    target_date: date | None
    stage: str
    health: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProject:
    """What a project starts with; without a `key` its name gives one."""

    name: str
    key: str = ""
    description: str = ""
    template: str = "software"


@transaction.atomic
def create_project(*, actor: User, workspace: Workspace, new: NewProject) -> Project:
    """A project as its template says: one of ours by name, one of the workspace's by id.

    Its key is unique in the workspace.
    """
    blueprint = _blueprint_of(workspace, new.template)
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    project = Project.objects.create(
        workspace=workspace,
        key=key_for(workspace, new.key, new.name),
        name=one_line(new.name, field="name", limit=100),
        description=new.description[:5000],
        template=new.template if new.template in TEMPLATES else "custom",
        created_by=actor,
    )
    build_shape(project, blueprint, actor)
    _announce(actor, project, "project.created", {"name": [None, project.name]})
    build_tasks(project, blueprint, actor)
    return project


@transaction.atomic
def update_project(*, actor: User, project: Project, **values: Unpack[ProjectValues]) -> Project:
    """Change its words, looks, lead, dates, stage or health; what is so already changes nothing."""
    project = lock_project(project.pk)
    cleaned = {
        name: _CLEANERS[name](project, value) if name in _CLEANERS else value
        for name, value in values.items()
    }
    changed = {name for name, value in cleaned.items() if getattr(project, name) != value}
    if not changed:
        return project
    changes = {name: [_said(getattr(project, name)), _said(cleaned[name])] for name in changed}
    for name in changed:
        setattr(project, name, cleaned[name])
    _check_dates(project)
    project.save(update_fields=[*changed, "updated_at"])
    _announce(actor, project, "project.updated", changes)
    return project


@transaction.atomic
def archive_project(*, actor: User, project: Project, archived: bool = True) -> Project:
    """Put it aside, or take it back; asking twice changes nothing."""
    project = lock_project(project.pk)
    if (project.archived_at is not None) == archived:
        return project
    before = project.archived_at
    project.archived_at = timezone.now() if archived else None
    project.save(update_fields=["archived_at", "updated_at"])
    _announce(actor, project, "project.updated", {"archived_at": [before, project.archived_at]})
    return project


@transaction.atomic
def delete_project(*, actor: User, project: Project) -> None:
    """Hide it and all that is in it; its key is free for another from then on."""
    project = lock_project(project.pk)
    project.deleted_at = timezone.now()
    project.save(update_fields=["deleted_at", "updated_at"])
    _announce(actor, project, "project.deleted", {})


@transaction.atomic
def restore_project(*, actor: User, project: Project) -> Project:
    """Bring it back with all that is in it; one that stands already stays as it is.

    Conflict where another project of the workspace bears its key by now.
    """
    Workspace.objects.select_for_update().get(pk=project.workspace_id)
    project = Project.objects.select_for_update().get(pk=project.pk)
    if project.deleted_at is None:
        return project
    namesake = Project.objects.filter(
        workspace=project.workspace_id, key=project.key, deleted_at=None
    ).first()
    if namesake is not None:
        words_of = {"key": project.key, "name": namesake.name}
        raise Conflict(_("“%(name)s” is called %(key)s now: give it another key first.") % words_of)
    before, project.deleted_at = project.deleted_at, None
    project.save(update_fields=["deleted_at", "updated_at"])
    _announce(actor, project, "project.updated", {"deleted_at": [words(before), None]})
    return project


def _blueprint_of(workspace: Workspace, template: str) -> Blueprint:
    if template in TEMPLATES:
        columns = [{"name": str(name), "state": state} for state, name in TEMPLATES[template]]
        types = (
            [] if template == "blank" else [{**kind, "name": str(kind["name"])} for kind in TYPES]
        )
        return {"columns": columns, "types": types}
    try:
        kept = workspace.project_templates.filter(pk=UUID(template)).first()
    except ValueError:
        kept = None
    if kept is None:
        raise ValidationError({"template": _("No such template.")})
    return dict(kept.content)


def _lead(project: Project, user_id: UUID | None) -> User | None:
    if user_id is None:
        return None
    lead = people_in(workspace_id=project.workspace_id).filter(pk=user_id).first()
    if lead is None:
        raise ValidationError({"lead": _("Not a member of this workspace.")})
    return lead


def _stage(project: Project, stage: str) -> str:
    if stage not in Stage.values:
        raise ValidationError({"stage": _("There is no such stage.")})
    return stage


def _health(project: Project, health: str) -> str:
    if health and health not in Health.values:
        raise ValidationError({"health": _("There is no such health.")})
    return health


def _check_dates(project: Project) -> None:
    start, target = project.start_date, project.target_date
    if start and target and target < start:
        raise ValidationError({"target_date": _("A project does not end before it starts.")})


def _said(value: Any) -> Any:
    return value.name if isinstance(value, User) else words(value)


_CLEANERS: dict[str, Callable[[Project, Any], Any]] = {
    "name": lambda _project, name: one_line(name, field="name", limit=100),
    "description": lambda _project, text: text.replace("\x00", ""),
    "icon": lambda _project, icon: icon_name(icon) if icon else "",
    "color": lambda _project, color: color_name(color) if color else "",
    "lead": _lead,
    "stage": _stage,
    "health": _health,
}


def _announce(actor: User, project: Project, verb: str, changes: dict[str, Any]) -> None:
    announce_project(
        actor=actor, project=project, verb=verb, changes=changes, data=project_payload(project)
    )
