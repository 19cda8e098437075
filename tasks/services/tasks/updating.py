"""Changing fields of tasks, with merges of what people did at the same time."""

from collections.abc import Sequence
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import State, Task
from tasks.services.tasks.creating import BULK_LIMIT
from tasks.services.tasks.editing import Edit
from tasks.services.tasks.field_values import FieldReader, FieldValue
from tasks.services.tasks.hierarchy import refresh_parents
from tasks.services.tasks.texts import settle_locked
from tasks.services.tasks.values import TaskValues, clean_plain
from tasks.services.tasks.writing import lock_task, lock_tasks, tell


@transaction.atomic
def update_task(
    *, actor: User, task: Task, version: int | None = None, **values: Unpack[TaskValues]
) -> Task:
    """Change what `values` names; what already is so changes nothing.

    With the `version` that the writer saw: fields that others changed since raise Conflict,
    unless both wanted the same; descriptions merge as text. Without it, the last writer wins.
    """
    task = lock_task(task)
    if version is not None and version > task.version:
        raise ValidationError({"version": _("This version does not exist yet.")})
    custom = FieldReader(task.project).read(values.get("fields", {}))
    edit = apply_values(actor, task, values, custom, version)
    tell_edits(actor, [edit])
    return task


@transaction.atomic
def update_tasks(*, actor: User, tasks: Sequence[Task], **values: Unpack[TaskValues]) -> list[Task]:
    """The same change for up to 500 tasks of one project, in one batch."""
    if len(tasks) > BULK_LIMIT:
        raise ValidationError({"ids": _("At most 500 tasks in one call.")})
    if not tasks:
        return []
    rows = lock_tasks(tasks[0].project_id, [task.pk for task in tasks])
    custom = FieldReader(rows[0].project).read(values.get("fields", {}))
    tell_edits(actor, [apply_values(actor, row, values, custom, None) for row in rows])
    return rows


def archive_task(*, actor: User, task: Task) -> Task:
    """Take it off the board; doing it twice changes nothing."""
    return update_task(actor=actor, task=task, status=State.ARCHIVED)


def apply_values(
    actor: User,
    task: Task,
    values: TaskValues,
    custom: Sequence[FieldValue],
    version: int | None,
) -> Edit:
    """Write what differs, untold; the edit's `changes` are empty when all was so already."""
    if "description" in values:
        settle_locked(task)
    edit = Edit(actor, task)
    edit.plain(clean_plain(values))
    edit.related(values)
    edit.custom(custom)
    edit.place(values)
    if version is not None:
        edit.reconcile(version)
    edit.save()
    return edit


def tell_edits(actor: User, edits: Sequence[Edit]) -> None:
    """Log and announce what was written, and what parents now count."""
    edits = [edit for edit in edits if edit.changes]
    if not edits:
        return
    rows = [edit.task for edit in edits]
    project = rows[0].project
    tell(actor, project, "task.updated", rows, {edit.task.pk: edit.changes for edit in edits})
    touched = set().union(*(edit.parents_touched() for edit in edits))
    refresh_parents(actor=actor, project=project, parent_ids=touched, rows=rows)
