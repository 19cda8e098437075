"""Many tasks, each with a change of its own: what a paste, a carried stack or an undo writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Task
from tasks.services.recording import Changes
from tasks.services.tasks.creating import BULK_LIMIT
from tasks.services.tasks.field_values import FieldReader
from tasks.services.tasks.hierarchy import refresh_parents
from tasks.services.tasks.updating import apply_values
from tasks.services.tasks.values import TaskValues
from tasks.services.tasks.writing import lock_tasks, save_changes, tell
from teamflow.common.errors import Conflict
from teamflow.common.ranks import is_rank, rank_between


@dataclass(frozen=True, kw_only=True)
class TaskEdit:
    """What becomes of one task; with `version`, only what nobody changed since."""

    values: TaskValues
    version: int | None = None
    rank: str | None = None


@transaction.atomic
def update_each(
    *, actor: User, tasks: Sequence[Task], edits: Mapping[UUID, TaskEdit]
) -> tuple[list[Task], dict[UUID, list[str]]]:
    """Change up to 500 tasks of one project in one batch, each as its edit says.

    A task that somebody changed since in a field of its edit is left alone and named with those
    fields; the others are written all the same.
    """
    if len(tasks) > BULK_LIMIT:
        raise ValidationError({"updates": _("At most 500 tasks in one call.")})
    rows = lock_tasks(tasks[0].project_id, [task.pk for task in tasks])
    reader = FieldReader(rows[0].project)
    changes: dict[UUID, Changes] = {}
    conflicts: dict[UUID, list[str]] = {}
    parents: set[UUID] = set()
    for row in rows:
        edit = edits[row.pk]
        try:
            custom = reader.read(edit.values.get("fields", {}))
            written = apply_values(actor, row, edit.values, custom, edit.version)
        except Conflict as clash:
            conflicts[row.pk] = list(clash.conflicts or [])
            continue
        changes[row.pk] = written.changes
        parents |= written.parents_touched()
        if edit.rank is not None and _stand_at(row, edit.rank, changes[row.pk]):
            changes[row.pk] = changes[row.pk] or {"rank": None}
    changed = [row for row in rows if changes.get(row.pk)]
    if changed:
        project = rows[0].project
        tell(actor, project, "task.updated", changed, changes)
        refresh_parents(actor=actor, project=project, parent_ids=parents, rows=rows)
    return rows, conflicts


def _stand_at(task: Task, rank: str, changes: Changes) -> bool:
    """Give it this rank in its column, or the next free one above; says whether that is new."""
    if not is_rank(rank):
        raise ValidationError({"rank": _("This is not a rank.")})
    beside = Task.objects.filter(column_id=task.column_id, deleted_at=None).exclude(pk=task.pk)
    if beside.filter(rank=rank).exists():
        above = beside.filter(rank__gt=rank).order_by("rank").values_list("rank", flat=True)
        rank = rank_between(rank, above.first())
    if rank == task.rank:
        return False
    task.rank = rank
    if changes:
        task.save(update_fields=["rank"])
    else:
        save_changes(task, {"rank": None}, {"rank"})
    return True
