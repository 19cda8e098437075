"""What stands above what: epics hold items, items hold subtasks, and parents count them."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import ItemLevel, ItemType, Project, Task
from tasks.selectors.payloads import task_details
from tasks.services.recording import announce_tasks
from tasks.services.tasks.writing import save_changes

# An epic, its items, their subtasks, and two levels more for those who need them.
MAX_DEPTH = 5

_ANCESTORS = """
    WITH RECURSIVE above AS (
        SELECT id, parent_id, 1 AS depth FROM tasks_task WHERE id = %s
        UNION ALL
        SELECT task.id, task.parent_id, above.depth + 1
        FROM tasks_task AS task JOIN above ON task.id = above.parent_id WHERE above.depth < 100)
    SELECT id FROM above
"""
_HEIGHT = """
    WITH RECURSIVE below AS (
        SELECT id, 1 AS depth FROM tasks_task WHERE id = %s
        UNION ALL
        SELECT task.id, below.depth + 1
        FROM tasks_task AS task JOIN below ON task.parent_id = below.id
        WHERE below.depth < 100 AND task.deleted_at IS NULL)
    SELECT max(depth) FROM below
"""

# What a parent's progress is counted from: under whom a task stands, and whether it is done.
Standing = tuple[UUID | None, bool, bool]


def parent_for(project: Project, parent_id: UUID, child: Task | None = None) -> Task:
    """A task of this project that `child` may stand under: neither itself nor one below it."""
    parent = project.tasks.filter(pk=parent_id, deleted_at=None).first()
    if parent is None:
        raise ValidationError({"parent": _("This project has no such task.")})
    parent.project = project
    above = _column_of(_ANCESTORS, parent_id)
    if child is not None and child.pk in above:
        raise ValidationError({"parent": _("A task cannot stand under itself.")})
    height = int(_column_of(_HEIGHT, child.pk)[0]) if child is not None else 1
    if len(above) + height > MAX_DEPTH:
        message = _("Tasks stand at most %(depth)s levels deep.") % {"depth": MAX_DEPTH}
        raise ValidationError({"parent": message})
    return parent


def check_level(kind: ItemType | None, parent: Task | None, *, field: str = "parent") -> None:
    """Refuse an epic that would stand under something."""
    if parent is not None and kind is not None and kind.level == ItemLevel.EPIC:
        message = _("“%(type)s” stands on top: it cannot have a parent.") % {"type": kind.name}
        raise ValidationError({field: message})


def standing_of(task: Task) -> Standing:
    """What of `task` its parent counts; compare it before and after a write."""
    return task.parent_id, task.completed_at is not None, task.deleted_at is None


def parents_touched(before: Iterable[Standing], after: Iterable[Standing]) -> set[UUID]:
    """The parents whose count changed between two standings of the same tasks."""
    touched: set[UUID | None] = set()
    for old, new in zip(before, after, strict=True):
        if old != new:
            touched |= {old[0], new[0]}
    return {parent_id for parent_id in touched if parent_id is not None}


def refresh_parents(
    *, actor: User | None, project: Project, parent_ids: Collection[UUID], rows: Sequence[Task] = ()
) -> None:
    """Tell what these parents now count, under a version of their own.

    `rows` that the caller holds of the same tasks are brought up to date. The project is locked
    by the running transaction.
    """
    if not parent_ids:
        return
    known = {row.pk: row for row in rows}
    found = project.tasks.filter(pk__in=parent_ids, deleted_at=None).order_by("pk")
    parents = [known.get(parent.pk, parent) for parent in found]
    for parent in parents:
        parent.project = project
        save_changes(parent, {"subtasks": None}, set())
    for parent, payload in zip(parents, task_details([row.pk for row in parents]), strict=True):
        parent.payload = payload
    changes = {
        row.pk: {"subtasks": [None, row.payload and row.payload["subtasks"]]} for row in parents
    }
    announce_tasks(
        actor=actor, project=project, verb="task.updated", tasks=parents, changes=changes
    )


def _column_of(sql: str, task_id: UUID) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [task_id])
        return [row[0] for row in cursor.fetchall()]
