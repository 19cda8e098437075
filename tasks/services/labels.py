"""The labels of a project."""

from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Label, Project
from tasks.services.columns import announce_shape
from tasks.services.recording import lock_project
from tasks.services.values import color_name, one_line
from teamflow.common.errors import NotFound

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
    label = _still_there(project, label)
    cleaned = {}
    if "name" in values and values["name"] != label.name:
        cleaned["name"] = _free_name(project, values["name"], label)
    if "color" in values and values["color"] != label.color:
        cleaned["color"] = color_name(values["color"])
    if not cleaned:
        return label
    changes = {f"labels.{name}": [getattr(label, name), cleaned[name]] for name in cleaned}
    for name, value in cleaned.items():
        setattr(label, name, value)
    label.save(update_fields=[*cleaned, "updated_at"])
    announce_shape(actor, project, changes)
    return label


@transaction.atomic
def delete_label(*, actor: User, label: Label) -> None:
    """Remove it, from every task too."""
    project = lock_project(label.project_id)
    label = _still_there(project, label)
    label.delete()
    announce_shape(actor, project, {"labels": [label.name, None]})


def _still_there(project: Project, label: Label) -> Label:
    found = project.labels.filter(pk=label.pk).first()
    if found is None:
        raise NotFound
    return found


def _free_name(project: Project, name: str, label: Label | None = None) -> str:
    name = one_line(name, field="name", limit=50)
    others = project.labels.filter(name__iexact=name)
    if label is not None:
        others = others.exclude(pk=label.pk)
    if others.exists():
        raise ValidationError({"name": _("This project has a label of that name.")})
    return name
