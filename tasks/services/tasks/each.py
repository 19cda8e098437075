"""Many tasks, each with a change of its own: what a paste, a carried stack or an undo writes."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Task
from tasks.services.recording import Changes
from tasks.services.tasks.creating import BULK_LIMIT
from tasks.services.tasks.editing import Edit
from tasks.services.tasks.field_values import FieldReader
from tasks.services.tasks.hierarchy import refresh_parents
from tasks.services.tasks.passage import MoveDenied, MoveRefused, policy_of
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


@dataclass(frozen=True, kw_only=True)
class LeftAlone:
    """A task that stays as it is; without a message because somebody changed these fields since."""

    fields: list[str]
    message: str = ""


@transaction.atomic
def update_each(
    *, actor: User, tasks: Sequence[Task], edits: Mapping[UUID, TaskEdit]
) -> tuple[list[Task], dict[UUID, LeftAlone]]:
    """Change up to 500 tasks of one project in one batch, each as its edit says.

    A task that somebody changed since in a field of its edit, or that the workflow does not let go
    where it should, is left alone and named; the others are written all the same. The refusal of
    the only edit is raised.
    """
    if len(tasks) > BULK_LIMIT:
        raise ValidationError({"updates": _("At most 500 tasks in one call.")})
    rows = lock_tasks(tasks[0].project_id, [task.pk for task in tasks])
    reader = FieldReader(rows[0].project)
    changes: dict[UUID, Changes] = {}
    left: dict[UUID, LeftAlone] = {}
    parents: set[UUID] = set()
    for row in rows:
        edit = edits[row.pk]
        written = _written(actor, row, edit, reader, is_only=len(edits) == 1)
        if isinstance(written, LeftAlone):
            left[row.pk] = written
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
    return rows, left


def _written(
    actor: User, task: Task, edit: TaskEdit, reader: FieldReader, *, is_only: bool
) -> Edit | LeftAlone:
    """The edit as it was written, or why it was not."""
    custom = reader.read(edit.values.get("fields", {}))
    may_be_refused = {"column", "status"} & set(edit.values) and policy_of(task.project).may_refuse
    project = task.project
    try:
        # Refused after it was written: that takes back this task alone.
        with transaction.atomic() if may_be_refused else nullcontext():
            return apply_values(actor, task, edit.values, custom, edit.version)
    except Conflict as clash:
        return LeftAlone(fields=list(clash.conflicts or []))
    except (MoveRefused, MoveDenied) as refusal:
        if is_only:
            raise
        task.refresh_from_db()
        task.project = project
        why = [refusal.reason] if isinstance(refusal, MoveDenied) else refusal.messages
        return LeftAlone(fields=["column"], message=" ".join(why))


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
