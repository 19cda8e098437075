"""Many tasks at once, checked as strictly as one."""

from collections.abc import Sequence
from uuid import UUID

from accounts.models import User
from accounts.permissions import Action, Resource
from accounts.selectors import require_right
from tasks.models import Task
from teamflow.common.errors import NotFound


def tasks_for(*, user: User, task_ids: Sequence[UUID], action: Action) -> list[list[Task]]:
    """The tasks grouped by project, for somebody who may do `action` to every one of them.

    Projects come in the order of their ids, so that two bulk writes lock them in the same order.
    Deleted tasks count only for deleting and restoring.
    """
    rows = Task.objects.select_related("project", "column").filter(
        pk__in=task_ids, project__deleted_at=None
    )
    if action != Action.DELETE:
        rows = rows.filter(deleted_at=None)
    found = {row.pk: row for row in rows}
    if len(found) != len(task_ids):
        raise NotFound
    groups: dict[UUID, list[Task]] = {}
    for task_id in task_ids:
        task = found[task_id]
        require_right(
            user=user,
            workspace_id=task.project.workspace_id,
            action=action,
            resource=Resource.TASK,
            is_creator=task.created_by_id == user.pk,
        )
        groups.setdefault(task.project_id, []).append(task)
    return [groups[project_id] for project_id in sorted(groups)]
