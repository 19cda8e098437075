"""Making, changing, archiving and deleting projects."""

import re
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User, Workspace
from tasks.models import Column, Project
from tasks.selectors.projects import project_payload
from tasks.services.recording import announce_project, lock_project
from tasks.services.values import one_line
from teamflow.common.errors import Conflict
from teamflow.common.ranks import ranks_between

KEY = re.compile(r"^[A-Z]{2,6}$")

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


class ProjectValues(TypedDict, total=False):
    """The fields of a project that people change."""

    name: str
    description: str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProject:
    """What a project starts with; without a `key` its name gives one."""

    name: str
    key: str = ""
    description: str = ""
    template: str = "software"


@transaction.atomic
def create_project(*, actor: User, workspace: Workspace, new: NewProject) -> Project:
    """A project with the columns of its template; its key is unique in the workspace."""
    if new.template not in TEMPLATES:
        raise ValidationError({"template": _("No such template.")})
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    project = Project.objects.create(
        workspace=workspace,
        key=_key_for(workspace, new),
        name=one_line(new.name, field="name", limit=100),
        description=new.description[:5000],
        template=new.template,
        created_by=actor,
    )
    shape = TEMPLATES[new.template]
    ranks = ranks_between(None, None, len(shape))
    Column.objects.bulk_create(
        [
            Column(project=project, name=str(name), state=state, rank=rank)
            for (state, name), rank in zip(shape, ranks, strict=True)
        ]
    )
    _announce(actor, project, "project.created", {"name": [None, project.name]})
    return project


@transaction.atomic
def update_project(*, actor: User, project: Project, **values: Unpack[ProjectValues]) -> Project:
    """Change its name, description or icon; what already is so changes nothing."""
    project = lock_project(project.pk)
    cleaned = dict(values)
    if "name" in values:
        cleaned["name"] = one_line(values["name"], field="name", limit=100)
    changes = {
        name: [getattr(project, name), value]
        for name, value in cleaned.items()
        if getattr(project, name) != value
    }
    if not changes:
        return project
    for name, (_old, value) in changes.items():
        setattr(project, name, value)
    project.save(update_fields=[*changes, "updated_at"])
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


def _announce(actor: User, project: Project, verb: str, changes: dict[str, Any]) -> None:
    announce_project(
        actor=actor, project=project, verb=verb, changes=changes, data=project_payload(project)
    )


def _key_for(workspace: Workspace, new: NewProject) -> str:
    taken = set(
        Project.objects.filter(workspace=workspace, deleted_at=None).values_list("key", flat=True)
    )
    if not new.key:
        return _free_key(new.name, taken)
    key = new.key.strip().upper()
    if not KEY.match(key):
        raise ValidationError({"key": _("Two to six capital letters.")})
    if key in taken:
        raise ValidationError({"key": _("Another project of this workspace has this key.")})
    return key


def _free_key(name: str, taken: set[str]) -> str:
    """The initials of `name`, or its first letters, or those with a letter more."""
    words = re.findall(r"[A-Z]+", name.upper())
    initials = "".join(word[0] for word in words)[:6]
    stems = [initials, "".join(words)[:4], "PR"]
    candidates = [stem for stem in stems if KEY.match(stem)]
    candidates += [f"{candidates[0][:5]}{chr(65 + number)}" for number in range(26)]
    candidates += [f"{candidates[0][:4]}{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(676)]
    for candidate in candidates:
        if candidate not in taken:
            return candidate
    raise Conflict(_("Choose a key for this project."))
