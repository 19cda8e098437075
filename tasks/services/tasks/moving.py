"""Moving a task to another column or another place."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Column, State, Task
from tasks.selectors.payloads import task_detail
from tasks.services.tasks.hierarchy import parents_touched, refresh_parents, standing_of
from tasks.services.tasks.passage import enforce_move
from tasks.services.tasks.values import column_by_id, column_for_status
from tasks.services.tasks.writing import lock_task, put_in_column, save_changes, tell
from teamflow.common.errors import Conflict
from teamflow.common.ranks import rank_between


@transaction.atomic
def move_task(
    *,
    actor: User,
    task: Task,
    column: UUID | None = None,
    status: str | None = None,
    before: UUID | None = None,
    after: UUID | None = None,
    version: int | None = None,
) -> Task:
    """Put `task` before the one called `before`, after the one called `after`, or at the end.

    `column` or `status` (its first column) say where; neither means where it is. A neighbour that
    somebody moved away in the meantime no longer counts. With `version`, a task that somebody
    else put into another column since raises Conflict. Where it already is, nothing changes.
    """
    task = lock_task(task)
    target, archived = _target(task, column, status)
    _check_version(task, target, version)
    low, high = _gap(task, target, before, after)
    stays = target.pk == task.column_id and archived == (task.archived_at is not None)
    if stays and (low or "") < task.rank and (high is None or task.rank < high):
        return task
    changes = _changes(task, target, archived)
    source, standing, was_archived = task.column, standing_of(task), task.archived_at is not None
    task.rank = rank_between(low, high)
    fields = put_in_column(task, target, archived=archived) | {"rank"}
    save_changes(task, {**changes, "rank": None}, fields)
    counts = not archived and (was_archived or source.pk != target.pk)
    enforce_move(actor=actor, task=task, source=source, target=target, counts=counts)
    tell(actor, task.project, "task.moved", [task], {task.pk: changes})
    touched = parents_touched([standing], [standing_of(task)])
    refresh_parents(actor=actor, project=task.project, parent_ids=touched)
    return task


def _target(task: Task, column: UUID | None, status: str | None) -> tuple[Column, bool]:
    """The column to go to, and whether the task will be archived there."""
    if column is not None:
        target = column_by_id(task.project, column)
    elif status is not None:
        target = column_for_status(task.project, status) or task.column
    else:
        return task.column, task.archived_at is not None
    return target, State.ARCHIVED in (status, target.state)


def _check_version(task: Task, target: Column, version: int | None) -> None:
    if version is None:
        return
    if version > task.version:
        raise ValidationError({"version": _("This version does not exist yet.")})
    moved_at = task.field_versions.get("column", 1)
    if moved_at > version and target.pk != task.column_id:
        raise Conflict(current=task_detail(task.pk), conflicts=["column"])


def _gap(
    task: Task, target: Column, before: UUID | None, after: UUID | None
) -> tuple[str | None, str | None]:
    """The ranks between which the task goes; None is the open end."""
    others = Task.objects.filter(column=target, deleted_at=None).exclude(pk=task.pk)
    named = {
        row.pk: row
        for row in task.project.tasks.filter(pk__in=[pk for pk in (before, after) if pk])
    }
    for field, pk in (("before", before), ("after", after)):
        if pk is not None and (pk not in named or pk == task.pk):
            raise ValidationError({field: _("This project has no such task to stand beside.")})
    following = _standing(named, before, target)
    preceding = _standing(named, after, target)
    if preceding is not None:
        next_up = others.filter(rank__gt=preceding.rank).order_by("rank")
        return preceding.rank, next_up.values_list("rank", flat=True).first()
    if following is not None:
        next_down = others.filter(rank__lt=following.rank).order_by("-rank")
        return next_down.values_list("rank", flat=True).first(), following.rank
    stays = target.pk == task.column_id and before is None and after is None
    if stays:
        return None, None
    return others.order_by("-rank").values_list("rank", flat=True).first(), None


def _standing(named: dict[UUID, Task], pk: UUID | None, target: Column) -> Task | None:
    row = named.get(pk) if pk else None
    return row if row and row.column_id == target.pk and row.deleted_at is None else None


def _changes(task: Task, target: Column, archived: bool) -> dict[str, list[str]]:
    changes = {}
    if target.pk != task.column_id:
        changes["column"] = [task.column.name, target.name]
    old = State.ARCHIVED if task.archived_at else State(task.column.state)
    new = State.ARCHIVED if archived else State(target.state)
    if old != new:
        changes["status"] = [str(old), str(new)]
    return changes
