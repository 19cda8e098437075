"""The labels of a project."""

from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Label, PartKind, Project
from tasks.services.columns import announce_shape
from tasks.services.ordering import still_standing
from tasks.services.parts import differing, free_name, put_values
from tasks.services.recording import lock_project
from tasks.services.removals.keeping import keep_part
from tasks.services.values import color_name

MAX_LABELS = 500


class LabelValues(TypedDict, total=False):
    """What people change of a label."""

    name: str
    color: str


@transaction.atomic
def add_label(*, actor: User, project: Project, name: str, color: str = "grey") -> Label:
    """A new label; a name that the project has already is refused."""
    project = lock_project(project.pk)
    if project.labels.count() >= MAX_LABELS:
        raise ValidationError({"name": _("A project has at most 500 labels.")})
    label = Label.objects.create(
        project=project,
        name=_free_name(project, name),
        color=color_name(color),
        created_by=actor,
    )
    announce_shape(actor, project, {"labels": [None, label.name]})
    return label


@transaction.atomic
def update_label(*, actor: User, label: Label, **values: Unpack[LabelValues]) -> Label:
    """Rename or recolour it, on every task at once."""
    project = lock_project(label.project_id)
    label = still_standing(project.labels.all(), label)
    cleaned = {}
    if "name" in values:
        cleaned["name"] = _free_name(project, values["name"], label)
    if "color" in values:
        cleaned["color"] = color_name(values["color"])
    changed = differing(label, cleaned)
    if not changed:
        return label
    changes = {f"labels.{name}": [getattr(label, name), changed[name]] for name in changed}
    put_values(label, changed)
    announce_shape(actor, project, changes)
    return label


@transaction.atomic
def delete_label(*, actor: User, label: Label) -> None:
    """Remove it, from every task too."""
    project = lock_project(label.project_id)
    label = still_standing(project.labels.all(), label)
    keep_part(kind=PartKind.LABEL, thing=label, project=project)
    label.delete()
    announce_shape(actor, project, {"labels": [label.name, None]})


def _free_name(project: Project, name: str, label: Label | None = None) -> str:
    taken = _("This project has a label of that name.")
    return free_name(name, project.labels.all(), limit=50, taken=taken, but=label)
