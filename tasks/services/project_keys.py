"""What projects are called in the names of their tasks (`TF` in `TF-123`), now and before."""

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User, Workspace
from tasks.models import Project
from tasks.selectors.projects import project_payload
from tasks.services.recording import announce_project, lock_project
from teamflow.common.errors import Conflict

KEY = re.compile(r"^[A-Z]{2,6}$")


@transaction.atomic
def rename_key(*, actor: User, project: Project, key: str) -> Project:
    """Call the project and all its tasks by another key; the old ones still lead to them.

    The key that it has already changes nothing.
    """
    Workspace.objects.select_for_update().get(pk=project.workspace_id)
    project = lock_project(project.pk)
    key = key.strip().upper()
    if key == project.key:
        return project
    _check_free(project.workspace, key)
    old, former = project.key, project.settings.get("former_keys") or []
    kept = [each for each in former if each not in {key, old}]
    project.key = key
    project.settings = {**project.settings, "former_keys": [*kept, old]}
    project.save(update_fields=["key", "settings", "updated_at"])
    announce_project(
        actor=actor,
        project=project,
        verb="project.updated",
        changes={"key": [old, key]},
        data=project_payload(project),
    )
    return project


def key_for(workspace: Workspace, key: str, name: str) -> str:
    """The asked-for key, or one that the name gives; refused where another project has it."""
    if not key:
        return _free_key(name, _taken(workspace))
    key = key.strip().upper()
    _check_free(workspace, key)
    return key


def _check_free(workspace: Workspace, key: str) -> None:
    if not KEY.match(key):
        raise ValidationError({"key": _("Two to six capital letters.")})
    if key in _taken(workspace):
        raise ValidationError({"key": _("Another project of this workspace has this key.")})


def _taken(workspace: Workspace) -> set[str]:
    standing = Project.objects.filter(workspace=workspace, deleted_at=None)
    return set(standing.values_list("key", flat=True))


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
