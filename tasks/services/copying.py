"""The same work once more."""

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Task
from tasks.models.task import TITLE_LIMITS
from tasks.services.files.copying import (
    Copies,
    copies_of_files,
    copy_files,
    with_copied_files,
)
from tasks.services.task_values import usable_values, values_of
from tasks.services.tasks import TaskValues, create_tasks
from tasks.services.tasks.subtasks import in_order
from tasks.services.tasks.writing import lock_task

# What a copy takes with it when it is asked to; title and description always come.
PARTS = ("subtasks", "checklist", "fields", "assignees", "labels", "dates")
MAX_COPIES = 500
_KEPT_BY = {
    "checklist": ("checklist",),
    "fields": ("fields",),
    "assignees": ("assignee_ids",),
    "labels": ("label_ids",),
}


@transaction.atomic
def duplicate_task(*, actor: User, task: Task, parts: Collection[str] = PARTS) -> Task:
    """A copy at the end of the same column, under the same parent, with the asked-for parts.

    Its files come with the description that shows them.
    """
    if unknown := set(parts) - set(PARTS):
        message = _("There is no such part: %(parts)s.")
        raise ValidationError({"include": message % {"parts": ", ".join(sorted(unknown))}})
    task = lock_task(task)
    copies = copies_of_files([task])[task.pk]
    values = _values(task, parts, task.parent_id, copies)
    values["title"] = _title(task.title)
    values["column"] = task.column_id
    [copy] = create_tasks(actor=actor, project=task.project, tasks=[values])
    copy_files(actor=actor, task=copy, copies=copies)
    if "subtasks" in parts:
        _copy_below(actor, {task.pk: copy.pk}, task, parts)
    return copy


def _copy_below(actor: User, copies: dict[UUID, UUID], task: Task, parts: Collection[str]) -> None:
    """Level by level, so that each has a parent to stand under."""
    count, level = 0, copies
    while level:
        children = _in_order(Task.objects.filter(parent_id__in=level, deleted_at=None))
        count += len(children)
        if count > MAX_COPIES:
            raise ValidationError({"include": _("At most 500 subtasks are copied.")})
        for child in children:
            child.project = task.project
        files = copies_of_files(children)
        values = [
            _values(child, parts, level[child.parent_id], files[child.pk])
            for child in children
            if child.parent_id
        ]
        made = create_tasks(actor=actor, project=task.project, tasks=values)
        for child, copy in zip(children, made, strict=True):
            copy_files(actor=actor, task=copy, copies=files[child.pk])
        level = {child.pk: copy.pk for child, copy in zip(children, made, strict=True)}


def _in_order(rows: QuerySet[Task]) -> list[Task]:
    """As people see them below each parent: the copies' numbers then say the same."""
    children = list(rows.select_related("parent"))
    order = [pk for row in children if row.parent for pk in row.parent.subtask_order]
    return in_order(list(dict.fromkeys(order)), children)


def _values(
    task: Task, parts: Collection[str], parent_id: UUID | None, copies: Copies
) -> TaskValues:
    values = usable_values(task.project, values_of(task))
    if "description" in values:
        values["description"] = with_copied_files(values["description"], copies)
    for part, names in _KEPT_BY.items():
        if part not in parts:
            for name in names:
                values.pop(name, None)  # type: ignore[misc]
    if "dates" in parts:
        values |= {"start_date": task.start_date, "due_date": task.due_date}
    if task.milestone_id is not None:
        values["milestone"] = task.milestone_id
    if parent_id is not None and Task.objects.filter(pk=parent_id, deleted_at=None).exists():
        values["parent"] = parent_id
    return values


def _title(title: str) -> str:
    words = _("%(title)s (copy)") % {"title": title}
    return words if len(words) <= TITLE_LIMITS[1] else title
