"""The order in which people put the subtasks of a task."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Task
from tasks.services.tasks.writing import lock_task, save_changes, tell


@transaction.atomic
def place_subtask(
    *,
    actor: User,
    task: Task,
    subtask: UUID,
    before: UUID | None = None,
    after: UUID | None = None,
) -> Task:
    """Put a subtask of `task` right after the one called `after`, or right before `before`.

    Two who do so at once both succeed; where it stands there already, nothing changes.
    """
    task = lock_task(task)
    rows = in_order(task.subtask_order, task.children.all())
    numbers = {row.pk: row.number for row in rows}
    held = list(numbers)
    if subtask not in numbers:
        raise ValidationError({"subtask": _("This task has no such subtask.")})
    others = [pk for pk in held if pk != subtask]
    named = after or before
    if named not in others:
        raise ValidationError({"after" if after else "before": _("There is no such neighbour.")})
    at = others.index(named) + (1 if after else 0)
    wanted = [*others[:at], subtask, *others[at:]]
    if wanted == held:
        return task
    task.subtask_order = _without_tail(wanted, numbers)
    changes = {"subtask_order": [None, f"{task.project.key}-{numbers[subtask]}"]}
    save_changes(task, changes, {"subtask_order"})
    tell(actor, task.project, "task.updated", [task], {task.pk: changes})
    return task


def in_order(order: Sequence[UUID], rows: Iterable[Task]) -> list[Task]:
    """Subtasks as people see them: those that were put in order, then the others by number."""
    places = {pk: place for place, pk in enumerate(order)}
    return sorted(rows, key=lambda row: (places.get(row.pk, len(places)), row.number))


def _without_tail(wanted: Sequence[UUID], numbers: dict[UUID, int]) -> list[UUID]:
    """Only what does not follow from the numbers, so that those who come later stand last."""
    end = len(wanted) - 1
    while end > 0 and numbers[wanted[end - 1]] < numbers[wanted[end]]:
        end -= 1
    return list(wanted[:end])
