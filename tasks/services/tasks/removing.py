"""Deleting tasks so that they can come back."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Task
from tasks.services.tasks.creating import BULK_LIMIT, ranks_in_line
from tasks.services.tasks.hierarchy import refresh_parents
from tasks.services.tasks.writing import lock_tasks, save_changes, tell, words


def delete_task(*, actor: User, task: Task) -> Task:
    """Hide it from everybody; `restore_task` brings it back. Twice changes nothing."""
    return delete_tasks(actor=actor, tasks=[task])[0]


def restore_task(*, actor: User, task: Task) -> Task:
    """Bring a deleted task back to where it was; one that was not deleted stays as it is."""
    return restore_tasks(actor=actor, tasks=[task])[0]


@transaction.atomic
def delete_tasks(*, actor: User, tasks: Sequence[Task]) -> list[Task]:
    """The same for up to 500 of one project."""
    rows = _locked(tasks)
    live = [row for row in rows if row.deleted_at is None]
    now = timezone.now()
    for row in live:
        row.deleted_at = now
        save_changes(row, {"deleted_at": None}, {"deleted_at"})
    if live:
        changes = {row.pk: {"deleted_at": [None, words(now)]} for row in live}
        tell(actor, live[0].project, "task.deleted", live, changes)
        _refresh(actor, live, rows)
    return rows


@transaction.atomic
def restore_tasks(*, actor: User, tasks: Sequence[Task]) -> list[Task]:
    """The same for up to 500 of one project."""
    rows = _locked(tasks)
    gone = [row for row in rows if row.deleted_at is not None]
    changes = {row.pk: {"deleted_at": [words(row.deleted_at), None]} for row in gone}
    for row in gone:
        row.deleted_at = None
        _keep_rank_unique(row)
        save_changes(row, {"deleted_at": None}, {"deleted_at", "rank"})
    if gone:
        tell(actor, gone[0].project, "task.updated", gone, changes)
        _refresh(actor, gone, rows)
    return rows


def _refresh(actor: User, changed: Sequence[Task], rows: Sequence[Task]) -> None:
    parents = {row.parent_id for row in changed if row.parent_id}
    refresh_parents(actor=actor, project=rows[0].project, parent_ids=parents, rows=rows)


def _locked(tasks: Sequence[Task]) -> list[Task]:
    if len(tasks) > BULK_LIMIT:
        raise ValidationError({"ids": _("At most 500 tasks in one call.")})
    return lock_tasks(tasks[0].project_id, [task.pk for task in tasks], with_deleted=True)


def _keep_rank_unique(task: Task) -> None:
    """Somebody may have taken its place exactly: then it goes to the end."""
    beside = Task.objects.filter(column_id=task.column_id, deleted_at=None).exclude(pk=task.pk)
    if beside.filter(rank=task.rank).exists():
        last = beside.order_by("-rank").values_list("rank", flat=True).first()
        [task.rank] = ranks_in_line(last, 1)
