"""What was removed comes back: its rows, what pointed at it, and the news of both."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core import serializers
from django.db import transaction
from django.db.models import DateField, ForeignKey, Model
from django.utils import timezone

from accounts.models import User
from tasks.models import (
    Column,
    Initiative,
    ItemLevel,
    ItemType,
    Project,
    Recurrence,
    RemovedPart,
    Sprint,
    SprintTask,
    Task,
)
from tasks.services.columns import announce_shape, bring_back_into
from tasks.services.initiatives import announce_initiative
from tasks.services.item_types import keep_default
from tasks.services.recording import lock_project
from tasks.services.recurrence import tell_of_series
from tasks.services.removals.keeping import BATCH, kept, tell_touched, took_back
from tasks.services.sprints.writing import tell_sprint
from tasks.services.templates import announce_template

PartKind = RemovedPart.Kind
# What the wire calls the parts of a project, and what a task calls them.
_OF_PROJECT = {
    PartKind.COLUMN: "columns",
    PartKind.FIELD: "fields",
    PartKind.ITEM_TYPE: "types",
    PartKind.LABEL: "labels",
    PartKind.MILESTONE: "milestones",
    PartKind.TASK_TEMPLATE: "templates",
}
_OF_TASK = {
    PartKind.FIELD: "fields",
    PartKind.ITEM_TYPE: "type",
    PartKind.LABEL: "labels",
    PartKind.MILESTONE: "milestone",
}
# Tasks hold them in rows of their own, rather than by pointing at them.
_HANGING = {PartKind.FIELD, PartKind.LABEL}


@transaction.atomic
def restore_part(*, actor: User, part_id: UUID) -> Any:
    """Bring back the part called `part_id` with what hung on it; gives the part.

    Tasks that got another type, milestone or column meanwhile keep that. NotFound when nothing
    of that name was removed, or it is back already.
    """
    part = kept(part_id)
    project = lock_project(part.project_id) if part.project_id else None
    thing, *fallen = _rows(part)
    if project is not None and hasattr(thing, "name"):
        thing.name = _unlike(thing, project)
    thing.save_base(raw=True, force_insert=True)
    touched = _point_again(part, project, thing)
    if isinstance(thing, Sprint):
        _as_it_was(thing, fallen)
    put = _put(_fitting(fallen, project))
    if part.kind in _HANGING:
        touched |= {row.task_id for row in put if hasattr(row, "task_id")}
    took_back(part)
    if isinstance(thing, Initiative):
        back = {"name": [None, thing.name]}
        announce_initiative(actor, thing, "initiative.created", back)
    elif project is None:
        announce_template(actor, thing, "template.created")
    else:
        _tell(actor, project, part, thing, touched)
    return thing


def _rows(part: RemovedPart) -> list[Any]:
    read = serializers.deserialize("python", part.rows, ignorenonexistent=True)
    return [each.object for each in read]


def _put(rows: list[Any]) -> list[Any]:
    """Write them again as they were."""
    by_model: dict[type[Model], list[Any]] = defaultdict(list)
    for row in rows:
        by_model[type(row)].append(row)
    for model, held in by_model.items():
        if any(isinstance(each, DateField) and each.auto_now_add for each in model._meta.fields):
            # Written one by one, they keep the time at which they were made.
            for row in held:
                row.save_base(raw=True, force_insert=True)
        else:
            model._base_manager.bulk_create(held, batch_size=BATCH, ignore_conflicts=True)
    return rows


def _unlike(thing: Any, project: Project) -> str:
    """Its name, with a number where another bears it by now."""
    limit = type(thing)._meta.get_field("name").max_length or 100
    others = type(thing).objects.filter(project=project).values_list("name", flat=True)
    taken = {name.casefold() for name in others}
    name, count = thing.name, 1
    while name.casefold() in taken and not isinstance(thing, Column):
        count += 1
        name = f"{thing.name[: limit - len(str(count)) - 1]} {count}"
    return str(name)


def _fitting(rows: Sequence[Any], project: Project | None) -> list[Any]:
    """Those of which everything they point at still stands; of tasks, in this project."""
    coming = {(type(row), row.pk) for row in rows}
    standing: dict[ForeignKey[Any, Any], set[Any]] = {}
    for field in {field for row in rows for field in _keys(type(row))}:
        named = {getattr(row, field.attname) for row in rows if field in _keys(type(row))}
        there = field.related_model._base_manager.filter(pk__in=named - {None})
        if field.related_model is Task and project is not None:
            there = there.filter(project=project)
        standing[field] = set(there.values_list("pk", flat=True))
    fitting = []
    for row in rows:
        lost = [
            field
            for field in _keys(type(row))
            if (key := getattr(row, field.attname)) is not None
            and key not in standing[field]
            and (field.related_model, key) not in coming
        ]
        if all(field.null for field in lost):
            for field in lost:
                setattr(row, field.attname, None)
            fitting.append(row)
    return fitting


def _keys(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    return [field for field in model._meta.fields if isinstance(field, ForeignKey)]


def _point_again(part: RemovedPart, project: Project | None, thing: Any) -> set[UUID]:
    """Let point at it what did and points at nothing now; gives the keys of the tasks."""
    touched: set[UUID] = set()
    for name, keys in part.pointers.items():
        label, _, field = name.rpartition(".")
        model = apps.get_model(label)
        held = model._base_manager.filter(pk__in=keys, **{field: None})
        if model is Task:
            held = held.filter(project=project)
            if isinstance(thing, ItemType) and thing.level == ItemLevel.EPIC:
                held = held.filter(parent=None)
            touched |= set(held.values_list("pk", flat=True))
        held.update(**{field: thing.pk})
    return touched


def _as_it_was(sprint: Sprint, rows: Iterable[Any]) -> None:
    """Who was in it comes back whole; what is in another sprint by now has left this one."""
    # The database just wrote who is in it, from now on.
    sprint.memberships.all().delete()
    held = set(sprint.tasks.values_list("pk", flat=True))
    for row in rows:
        if isinstance(row, SprintTask) and row.task_id not in held:
            row.removed_at = row.removed_at or timezone.now()


def _tell(
    actor: User, project: Project, part: RemovedPart, thing: Any, touched: Iterable[UUID]
) -> None:
    if isinstance(thing, Recurrence):
        thing.project = project
        tell_of_series(actor, thing)
        return
    if isinstance(thing, Sprint):
        thing.project = project
        tell_sprint(actor, thing, "sprint.created", {"sprints": [None, thing.name]})
        tell_touched(actor, project, touched, ("sprint", thing.name))
        return
    if isinstance(thing, ItemType) and part.more.get("was_default"):
        keep_default(project, thing)
    kind = PartKind(part.kind)
    announce_shape(actor, project, {_OF_PROJECT[kind]: [None, thing.name]})
    if isinstance(thing, Column):
        thing.project = project
        bring_back_into(actor, thing, part.more["target"], part.more["ranks"])
    else:
        tell_touched(actor, project, touched, (_OF_TASK.get(kind, ""), thing.name))
