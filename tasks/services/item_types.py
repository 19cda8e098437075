"""The kinds of work that a project knows."""

from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import ItemLevel, ItemType, PartKind, Project
from tasks.services.columns import announce_shape
from tasks.services.ordering import last_rank, still_standing
from tasks.services.parts import differing, free_name, place_among, put_values
from tasks.services.recording import lock_project
from tasks.services.removals.keeping import keep_part
from tasks.services.values import color_name, icon_name
from teamflow.common.errors import Conflict

MAX_TYPES = 50


class ItemTypeValues(TypedDict, total=False):
    """What people change of a type; `before` and `after` name its neighbours."""

    name: str
    icon: str
    color: str
    level: str
    before: UUID | None
    after: UUID | None


@transaction.atomic
def add_item_type(
    *,
    actor: User,
    project: Project,
    name: str,
    icon: str = "circle-check",
    color: str = "grey",
    level: str = ItemLevel.ITEM,
) -> ItemType:
    """A type after the others; a name that the project has already is refused."""
    project = lock_project(project.pk)
    standing = list(project.item_types.all())
    if len(standing) >= MAX_TYPES:
        raise ValidationError({"name": _("A project has at most 50 types.")})
    made = ItemType.objects.create(
        project=project,
        name=_free_name(standing, name),
        icon=icon_name(icon),
        color=color_name(color),
        level=_known_level(level),
        rank=last_rank(standing),
    )
    announce_shape(actor, project, {"types": [None, made.name]})
    return made


@transaction.atomic
def update_item_type(
    *, actor: User, item_type: ItemType, **values: Unpack[ItemTypeValues]
) -> ItemType:
    """Name, icon, colour, level or place; what already is so changes nothing."""
    project = lock_project(item_type.project_id)
    standing = list(project.item_types.all())
    item_type = still_standing(standing, item_type)
    cleaned = _cleaned(item_type, standing, values)
    changed = differing(item_type, cleaned)
    if not changed:
        return item_type
    if "level" in changed:
        _check_level(project, item_type, cleaned["level"])
    changes = {f"types.{name}": [getattr(item_type, name), changed[name]] for name in changed}
    put_values(item_type, changed)
    announce_shape(actor, project, changes)
    return item_type


@transaction.atomic
def delete_item_type(*, actor: User, item_type: ItemType) -> None:
    """Remove it: its tasks become plain ones."""
    project = lock_project(item_type.project_id)
    item_type = still_standing(project.item_types.all(), item_type)
    was_default = project.settings.get("default_type") == str(item_type.pk)
    keep_part(
        kind=PartKind.ITEM_TYPE,
        thing=item_type,
        project=project,
        more={"was_default": was_default},
    )
    if was_default:
        keep_default(project, None)
    item_type.delete()
    announce_shape(actor, project, {"types": [item_type.name, None]})


@transaction.atomic
def set_default_type(*, actor: User, project: Project, type_id: UUID | None) -> Project:
    """What tasks become that are made without a type, subtasks apart; None: plain tasks."""
    project = lock_project(project.pk)
    held = project.settings.get("default_type")
    if held == (str(type_id) if type_id else None):
        return project
    names = {str(each.pk): each.name for each in project.item_types.all()}
    chosen = project.item_types.filter(pk=type_id).first() if type_id else None
    if type_id and chosen is None:
        raise ValidationError({"default_type": _("This project has no such type.")})
    if chosen and chosen.level == ItemLevel.EPIC:
        raise ValidationError({"default_type": _("An epic is made on purpose.")})
    keep_default(project, chosen)
    changes = {"default_type": [names.get(held or ""), chosen and chosen.name]}
    announce_shape(actor, project, changes)
    return project


def keep_default(project: Project, item_type: ItemType | None) -> None:
    """Write down what new tasks of `project` become; told with its shape."""
    chosen = str(item_type.pk) if item_type else None
    project.settings = {**project.settings, "default_type": chosen}
    project.save(update_fields=["settings", "updated_at"])


def _cleaned(
    item_type: ItemType, standing: list[ItemType], values: ItemTypeValues
) -> dict[str, Any]:
    cleaned: dict[str, Any] = {}
    if "name" in values:
        cleaned["name"] = _free_name(standing, values["name"], item_type)
    if "icon" in values:
        cleaned["icon"] = icon_name(values["icon"])
    if "color" in values:
        cleaned["color"] = color_name(values["color"])
    if "level" in values:
        cleaned["level"] = _known_level(values["level"])
    return cleaned | place_among(item_type, standing, values)


def _check_level(project: Project, item_type: ItemType, level: str) -> None:
    if level != ItemLevel.EPIC:
        return
    if project.settings.get("default_type") == str(item_type.pk):
        raise Conflict(_("New tasks begin as this type; an epic is made on purpose."))
    if item_type.tasks.exclude(parent=None).exists():
        raise Conflict(_("Some tasks of this type stand under others; an epic stands on top."))


def _known_level(level: str) -> str:
    if level not in ItemLevel.values:
        raise ValidationError({"level": _("Epic or item.")})
    return level


def _free_name(standing: list[ItemType], name: str, but: ItemType | None = None) -> str:
    taken = _("This project has a type of that name.")
    return free_name(name, standing, limit=40, taken=taken, but=but)
