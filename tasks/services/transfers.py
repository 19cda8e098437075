"""Tasks that go to another project: what both know by the same name goes with them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import (
    Approval,
    Column,
    CustomField,
    CustomFieldValue,
    FieldKind,
    FormerKey,
    ItemType,
    Label,
    Milestone,
    Project,
    Task,
)
from tasks.selectors.payloads import task_details
from tasks.services.recording import Changes, announce_tasks, lock_project
from tasks.services.tasks.creating import BULK_LIMIT, ranks_in_line, take_numbers, with_last_rank
from tasks.services.tasks.hierarchy import refresh_parents
from tasks.services.tasks.passage import enforce_creation
from tasks.services.tasks.writing import lock_tasks, put_in_column, save_changes

N = TypeVar("N", ItemType, Milestone, Label)
_CHOICES = {FieldKind.SELECT, FieldKind.MULTI_SELECT}


@dataclass(slots=True)
class Transfer:
    """What went over, and by task what the other project has no name for."""

    tasks: list[Task]
    dropped: dict[UUID, list[str]] = field(default_factory=dict)


@transaction.atomic
def move_to_project(
    *, actor: User, tasks: Sequence[Task], project: Project, column: UUID | None = None
) -> Transfer:
    """Move tasks, with all below them, to another project of the workspace.

    They get new keys there; the old ones still lead to them. Columns, labels, types, milestones
    and fields are found again by name; what is not found is left out and told. Where they are
    already, nothing changes.
    """
    if not tasks or tasks[0].project_id == project.pk:
        return Transfer(list(tasks))
    source, target = _lock_both(tasks[0].project_id, project.pk)
    if source.workspace_id != target.workspace_id:
        raise ValidationError({"project": _("This workspace has no such project.")})
    rows = lock_tasks(source.pk, _with_below([task.pk for task in tasks]))
    if len(rows) > BULK_LIMIT:
        raise ValidationError({"ids": _("At most 500 tasks in one call.")})
    moved = {row.pk for row in rows}
    left = {row.parent_id for row in rows if row.parent_id and row.parent_id not in moved}
    former = {row.pk: f"{source.key}-{row.number}" for row in rows}
    _leave(actor, source, rows)
    transfer = Transfer(rows)
    _renumber(source, target, rows)
    _place(target, rows, column)
    for row in rows:
        transfer.dropped[row.pk] = _translate(target, row, moved)
    enforce_creation(actor=actor, project=target, rows=rows)
    refresh_parents(actor=actor, project=source, parent_ids=left)
    _arrive(actor, target, rows, former)
    return transfer


def _lock_both(source_id: UUID, target_id: UUID) -> tuple[Project, Project]:
    held = {pk: lock_project(pk) for pk in sorted((source_id, target_id))}
    return held[source_id], held[target_id]


def _with_below(task_ids: Sequence[UUID]) -> list[UUID]:
    found, level = list(dict.fromkeys(task_ids)), list(task_ids)
    while level:
        below = Task.objects.filter(parent_id__in=level, deleted_at=None).order_by("number")
        level = [pk for pk in below.values_list("pk", flat=True) if pk not in found]
        found += level
    return found


def _leave(actor: User, source: Project, rows: Sequence[Task]) -> None:
    for row, payload in zip(rows, task_details([row.pk for row in rows]), strict=True):
        row.payload = payload
    announce_tasks(actor=actor, project=source, verb="task.deleted", tasks=rows)


def _renumber(source: Project, target: Project, rows: Sequence[Task]) -> None:
    FormerKey.objects.bulk_create(
        [
            FormerKey(
                workspace_id=source.workspace_id, prefix=source.key, number=row.number, task=row
            )
            for row in rows
        ]
    )
    number = take_numbers(target, len(rows))
    for offset, row in enumerate(rows):
        row.number, row.project = number + offset, target


def _place(target: Project, rows: Sequence[Task], column_id: UUID | None) -> None:
    """The asked-for column, else one of the same name, else of the same state, else the first."""
    columns = list(with_last_rank(target.columns.all()))
    if column_id is not None and column_id not in {column.pk for column in columns}:
        raise ValidationError({"column": _("This column belongs to another project.")})
    last = {column.pk: column.last_rank for column in columns}  # type: ignore[attr-defined]
    for row in rows:
        column = _fitting(columns, row.column, column_id)
        [row.rank] = ranks_in_line(last[column.pk], 1)
        last[column.pk] = row.rank
        put_in_column(row, column, archived=row.archived_at is not None or None)


def _fitting(columns: Sequence[Column], old: Column, column_id: UUID | None) -> Column:
    chosen = [each for each in columns if each.pk == column_id]
    alike = [each for each in columns if each.state == old.state]
    namesakes = [each for each in alike if each.name.casefold() == old.name.casefold()]
    return [*chosen, *namesakes, *alike, *columns][0]


def _translate(target: Project, row: Task, moved: Collection[UUID]) -> list[str]:
    """Find what the task refers to again by name; gives what was left out."""
    dropped: list[str] = []
    if row.parent is not None and row.parent_id not in moved:
        dropped.append(_("Parent: %(name)s") % {"name": row.parent.title})
        row.parent = None
    if row.sprint_id is not None:
        dropped.append(_("Sprint: %(name)s") % {"name": row.sprint.name if row.sprint else ""})
        row.former_sprint_id, row.sprint = row.sprint_id, None
    kinds, marks = target.item_types.all(), target.milestones.all()
    row.type = _by_name(kinds, row.type, _("Type: %(name)s"), dropped)
    row.milestone = _by_name(marks, row.milestone, _("Milestone: %(name)s"), dropped)
    labels = list(row.labels.all())
    known = target.labels.all()
    kept = [_by_name(known, label, _("Label: %(name)s"), dropped) for label in labels]
    row.labels.set([label for label in kept if label is not None])
    _translate_fields(target, row, dropped)
    Approval.objects.filter(task=row).delete()
    changed = ["project", "column", "parent", "sprint", "type", "milestone", "labels", "fields"]
    fields = {"project", "number", "rank", "column", "archived_at", "completed_at"}
    save_changes(row, dict.fromkeys(changed), fields | {"parent", "sprint", "type", "milestone"})
    return dropped


def _by_name(known: Iterable[N], old: N | None, words: str, dropped: list[str]) -> N | None:
    if old is None:
        return None
    for each in known:
        if each.name.casefold() == old.name.casefold():
            return each
    dropped.append(words % {"name": old.name})
    return None


def _translate_fields(target: Project, row: Task, dropped: list[str]) -> None:
    fields = {(each.name.casefold(), each.kind): each for each in target.custom_fields.all()}
    for value in CustomFieldValue.objects.filter(task=row).select_related("field"):
        old = value.field
        new = fields.get((old.name.casefold(), old.kind))
        if new is None or not _fits(value, old, new):
            dropped.append(_("Field: %(name)s") % {"name": old.name})
            value.delete()
            continue
        value.field = new
        value.save(update_fields=["field", "options"])


def _fits(value: CustomFieldValue, old: CustomField, new: CustomField) -> bool:
    """Whether the value means something there; options are found by their names."""
    if old.kind not in _CHOICES:
        return True
    names = {each["id"]: each["name"].casefold() for each in old.options}
    wanted = {names.get(option) for option in value.options or []}
    value.options = [each["id"] for each in new.options if each["name"].casefold() in wanted]
    return bool(value.options)


def _arrive(actor: User, target: Project, rows: Sequence[Task], former: dict[UUID, str]) -> None:
    for row, payload in zip(rows, task_details([row.pk for row in rows]), strict=True):
        row.payload = payload
    changes: dict[UUID, Changes] = {
        row.pk: {"key": [former[row.pk], f"{target.key}-{row.number}"]} for row in rows
    }
    announce_tasks(actor=actor, project=target, verb="task.updated", tasks=rows, changes=changes)
