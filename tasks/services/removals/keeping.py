"""A part that is about to be removed is written down with everything that falls with it."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import CASCADE, SET_NULL, ForeignKey, Model
from django.utils import timezone

from accounts.models import User
from tasks.models import Project, RemovedPart, Task
from tasks.services.tasks.writing import save_changes, tell
from teamflow.common.errors import NotFound

BATCH = 500
RECOVERABLE_FOR = timedelta(days=30)


def keep_part(
    *,
    kind: str,
    thing: Any,
    project: Project | None = None,
    more: dict[str, Any] | None = None,
) -> RemovedPart:
    """Write down `thing` as it stands; call it right before the rows go, in their transaction."""
    rows, pointers = _fallen(thing)
    return RemovedPart.objects.create(
        workspace_id=project.workspace_id if project else thing.workspace_id,
        project=project,
        kind=kind,
        part_id=thing.pk,
        rows=written(rows),
        pointers=pointers,
        more=more or {},
        maker_id=getattr(thing, "created_by_id", None),
    )


def keep_options(*, field: Any, project: Project, values: dict[str, list[Any]]) -> None:
    """Write down who had chosen the options that go: rows of values, by the option's id."""
    RemovedPart.objects.bulk_create(
        RemovedPart(
            workspace_id=project.workspace_id,
            project=project,
            kind=RemovedPart.Kind.OPTION,
            part_id=field.pk,
            option=option,
            more={"tasks": [str(value.task_id) for value in rows]},
            maker_id=field.created_by_id,
        )
        for option, rows in values.items()
    )


def kept_option(field_id: UUID, option: str) -> RemovedPart | None:
    """The newest removal of this option that was not taken back, locked."""
    return _newest(field_id, option)


def kept(part_id: UUID) -> RemovedPart:
    """The newest removal of this part that was not taken back, locked; NotFound without."""
    part = _newest(part_id, "")
    if part is None:
        raise NotFound
    return part


def _newest(part_id: UUID, option: str) -> RemovedPart | None:
    waiting = RemovedPart.objects.select_for_update().filter(restored_at=None)
    return waiting.filter(part_id=part_id, option=option).order_by("-created_at").first()


def took_back(part: RemovedPart) -> None:
    """It is back: asked for once more, it is not there."""
    part.restored_at = timezone.now()
    part.save(update_fields=["restored_at", "updated_at"])


def tell_touched(
    actor: User, project: Project, touched: Iterable[UUID], change: tuple[str, str]
) -> None:
    """Number and tell the tasks on which something hangs again: its name there, and its own."""
    name, back = change
    rows = Task.objects.select_related("column", "sprint").filter(
        pk__in=list(touched), deleted_at=None
    )
    tasks = list(rows.order_by("pk"))
    for some in (tasks[at : at + BATCH] for at in range(0, len(tasks), BATCH)):
        for task in some:
            task.project = project
            save_changes(task, {name: None}, set())
        changes = {task.pk: {name: [None, back]} for task in some}
        tell(actor, project, "task.updated", some, changes)


def forget_old_parts() -> int:
    """Forget what nobody wanted back for 30 days."""
    before = timezone.now() - RECOVERABLE_FOR
    return RemovedPart.objects.filter(created_at__lt=before).delete()[0]


def written(rows: list[Model]) -> list[dict[str, Any]]:
    """Rows as JSON keeps them."""
    text = json.dumps(serializers.serialize("python", rows), cls=_Exact)
    held: list[dict[str, Any]] = json.loads(text)
    return held


class _Exact(DjangoJSONEncoder):
    """Django's own cuts times to milliseconds."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def _fallen(thing: Model) -> tuple[list[Model], dict[str, list[str]]]:
    """The rows that fall with it, itself first, and the keys of those that only pointed at it."""
    rows, pointers, at = [thing], {}, 0
    while at < len(rows):
        one = rows[at]
        for field in _pointing(type(one)):
            held = field.model._base_manager.filter(**{field.name: one.pk})
            if field.remote_field.on_delete is CASCADE:
                rows += list(held)
            elif field.remote_field.on_delete is SET_NULL:
                name = f"{field.model._meta.label_lower}.{field.name}"
                pointers[name] = [str(pk) for pk in held.values_list("pk", flat=True)]
        at += 1
    return rows, {name: keys for name, keys in pointers.items() if keys}


def _pointing(model: type[Model]) -> Iterator[ForeignKey[Any, Any]]:
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.one_to_many or relation.one_to_one):
            field = getattr(relation, "field", None)
            if isinstance(field, ForeignKey):
                yield field
