"""The fields that a project adds to its tasks."""

import re
import secrets
from collections.abc import Iterable, Sequence
from typing import Any, NotRequired, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import CustomField, CustomFieldValue, FieldKind, PartKind, Project, Task
from tasks.services.columns import announce_shape
from tasks.services.ordering import last_rank, still_standing
from tasks.services.parts import differing, free_name, place_among, put_values
from tasks.services.recording import lock_project
from tasks.services.removals.keeping import (
    keep_options,
    keep_part,
    kept_option,
    tell_touched,
    took_back,
)
from tasks.services.values import color_name, one_line
from teamflow.common.errors import Conflict

MAX_FIELDS = 100
MAX_OPTIONS = 200
CHOICES = {FieldKind.SELECT, FieldKind.MULTI_SELECT}
_OPTION_ID = re.compile(r"^[a-z0-9]{1,12}$")


class Option(TypedDict):
    """A choice of a select: one that keeps its `id` keeps its tasks."""

    id: NotRequired[str]
    name: str
    color: NotRequired[str]


class CustomFieldValues(TypedDict, total=False):
    """What people change of a field; `before` and `after` name its neighbours."""

    name: str
    kind: str
    description: str
    options: list[Option]
    before: UUID | None
    after: UUID | None


@transaction.atomic
def add_custom_field(
    *,
    actor: User,
    project: Project,
    name: str,
    kind: str,
    description: str = "",
    options: Sequence[Option] = (),
) -> CustomField:
    """A field after the others; a name that the project has already is refused."""
    project = lock_project(project.pk)
    standing = list(project.custom_fields.all())
    if len(standing) >= MAX_FIELDS:
        raise ValidationError({"name": _("A project has at most 100 fields.")})
    field = CustomField.objects.create(
        project=project,
        name=_free_name(standing, name),
        kind=_known_kind(kind),
        description=_cleaned_description(description),
        options=_cleaned_options(kind, options),
        rank=last_rank(standing),
        created_by=actor,
    )
    announce_shape(actor, project, {"fields": [None, field.name]})
    return field


@transaction.atomic
def update_custom_field(
    *, actor: User, field: CustomField, **values: Unpack[CustomFieldValues]
) -> CustomField:
    """Name, options or place; an option that is left out is cleared from all tasks.

    One that comes back under its former id is chosen again where nothing else is by now.
    The kind changes only while no task holds a value.
    """
    project = lock_project(field.project_id)
    standing = list(project.custom_fields.all())
    field = still_standing(standing, field)
    cleaned = _cleaned(field, standing, values)
    changed = differing(field, cleaned)
    if not changed:
        return field
    if "kind" in changed and field.values.exists():
        raise Conflict(_("Tasks hold values of this field: its kind stays."))
    gone = _option_ids(field.options) - _option_ids(cleaned.get("options", field.options))
    changes = {f"fields.{name}": _change(name, field, cleaned[name]) for name in changed}
    come = _option_ids(cleaned.get("options", field.options)) - _option_ids(field.options)
    put_values(field, changed)
    _clear_options(field, project, gone)
    announce_shape(actor, project, changes)
    _choose_again(actor, field, project, come)
    return field


@transaction.atomic
def delete_custom_field(*, actor: User, field: CustomField) -> None:
    """Remove it, and what tasks hold in it."""
    project = lock_project(field.project_id)
    field = still_standing(project.custom_fields.all(), field)
    keep_part(kind=PartKind.FIELD, thing=field, project=project)
    field.delete()
    announce_shape(actor, project, {"fields": [field.name, None]})


def _cleaned(
    field: CustomField, standing: list[CustomField], values: CustomFieldValues
) -> dict[str, Any]:
    cleaned: dict[str, Any] = {}
    if "name" in values:
        cleaned["name"] = _free_name(standing, values["name"], field)
    if "kind" in values:
        cleaned["kind"] = _known_kind(values["kind"])
    kind = cleaned.get("kind", field.kind)
    if "description" in values:
        cleaned["description"] = _cleaned_description(values["description"])
    if "options" in values:
        cleaned["options"] = _cleaned_options(kind, values["options"])
    elif kind not in CHOICES:
        cleaned["options"] = []
    return cleaned | place_among(field, standing, values)


def _cleaned_options(kind: str, options: Sequence[Option]) -> list[dict[str, str]]:
    if options and kind not in CHOICES:
        raise ValidationError({"options": _("Only selects have options.")})
    if len(options) > MAX_OPTIONS:
        raise ValidationError({"options": _("At most 200 options.")})
    cleaned: list[dict[str, str]] = []
    for option in options:
        option_id = option.get("id") or secrets.token_hex(4)
        if not _OPTION_ID.match(option_id):
            raise ValidationError({"options": _("An option's id is short, of letters and digits.")})
        name = one_line(option["name"], field="options", limit=60)
        color = _option_color(option.get("color", "grey"))
        cleaned.append({"id": option_id, "name": name, "color": color})
    _check_unique(cleaned)
    return cleaned


def _option_color(color: str) -> str:
    try:
        return color_name(color)
    except ValidationError as error:
        raise ValidationError({"options": error.message_dict["color"]}) from None


def _check_unique(options: list[dict[str, str]]) -> None:
    names = {option["name"].casefold() for option in options}
    if len(names) != len(options) or len(_option_ids(options)) != len(options):
        raise ValidationError({"options": _("Two options are the same.")})


def _clear_options(field: CustomField, project: Project, gone: set[str]) -> None:
    if not gone:
        return
    chosen: dict[str, list[CustomFieldValue]] = {option: [] for option in sorted(gone)}
    for value in CustomFieldValue.objects.filter(field=field, options__overlap=sorted(gone)):
        held = value.options or []
        for option in gone.intersection(held):
            chosen[option].append(value)
        value.options = [option for option in held if option not in gone]
        if value.options:
            value.save(update_fields=["options"])
        else:
            value.delete()
    keep_options(field=field, project=project, values=chosen)


def _choose_again(actor: User, field: CustomField, project: Project, come: set[str]) -> None:
    """Tasks that had chosen an option that came back choose it again, and are told."""
    touched: set[UUID] = set()
    for option in sorted(come):
        part = kept_option(field.pk, option)
        if part is None:
            continue
        tasks = Task.objects.filter(pk__in=part.more["tasks"], project=project)
        held = {value.task_id: value for value in field.values.filter(task__in=tasks)}
        for task_id in tasks.values_list("pk", flat=True):
            if _choose(field, held.get(task_id), task_id, option):
                touched.add(task_id)
        took_back(part)
    tell_touched(actor, project, touched, ("fields", field.name))


def _choose(field: CustomField, value: CustomFieldValue | None, task_id: UUID, option: str) -> bool:
    if value is None:
        CustomFieldValue.objects.create(field=field, task_id=task_id, options=[option])
        return True
    if field.kind == FieldKind.SELECT:
        return False
    order = [each["id"] for each in field.options]
    value.options = sorted({*(value.options or []), option}, key=order.index)
    value.save(update_fields=["options"])
    return True


def _change(name: str, field: CustomField, new: Any) -> list[Any]:
    if name != "options":
        return [getattr(field, name), new]
    return [[option["name"] for option in options] for options in (field.options, new)]


def _option_ids(options: Iterable[dict[str, str]]) -> set[str]:
    return {option["id"] for option in options}


def _known_kind(kind: str) -> str:
    if kind not in FieldKind.values:
        raise ValidationError({"kind": _("There is no such kind of field.")})
    return kind


def _cleaned_description(text: str) -> str:
    text = " ".join(text.replace("\x00", "").split())
    if len(text) > 300:
        raise ValidationError({"description": _("At most 300 characters.")})
    return text


def _free_name(standing: list[CustomField], name: str, but: CustomField | None = None) -> str:
    taken = _("This project has a field of that name.")
    return free_name(name, standing, limit=60, taken=taken, but=but)
