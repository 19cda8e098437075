"""Who hears of a task: whoever makes it, works on it, speaks about it or is named in it.

Somebody who stopped watching stays away whatever they do, until they watch again themselves.
"""

from collections.abc import Collection
from uuid import UUID

from django.db import connection, transaction

from accounts.models import User
from tasks.models import Task, Unwatching
from tasks.services.tasks.writing import lock_task, save_changes, tell

_WATCH = """
    INSERT INTO tasks_task_watchers (task_id, user_id)
    SELECT %(task)s, member.user_id FROM accounts_membership AS member
    WHERE member.workspace_id = %(workspace)s AND member.user_id = ANY(%(people)s)
    AND NOT EXISTS (SELECT 1 FROM tasks_unwatching AS gone
        WHERE gone.task_id = %(task)s AND gone.user_id = member.user_id)
    ON CONFLICT DO NOTHING
"""


def let_watch(task: Task, user_ids: Collection[UUID]) -> None:
    """Make watchers of the members among these who did not stop watching: one query."""
    if not user_ids:
        return
    values: dict[str, UUID | list[UUID]] = {
        "task": task.pk,
        "workspace": task.project.workspace_id,
        "people": list(user_ids),
    }
    with connection.cursor() as cursor:
        cursor.execute(_WATCH, values)


def set_watchers(task: Task, people: Collection[User]) -> None:
    """Exactly these watch; whoever is left out stopped, whoever is new began again."""
    before = set(task.watchers.values_list("pk", flat=True))
    after = {person.pk for person in people}
    task.watchers.set(people)
    Unwatching.objects.filter(task=task, user_id__in=after).delete()
    gone = [Unwatching(task=task, user_id=pk) for pk in before - after]
    Unwatching.objects.bulk_create(gone, ignore_conflicts=True)


@transaction.atomic
def watch_task(*, actor: User, task: Task) -> Task:
    """Hear of it from now on; whoever does already changes nothing."""
    return _watch(actor, task, is_watching=True)


@transaction.atomic
def unwatch_task(*, actor: User, task: Task) -> Task:
    """Hear no more of it, whatever one does there; twice changes nothing."""
    return _watch(actor, task, is_watching=False)


def _watch(actor: User, task: Task, *, is_watching: bool) -> Task:
    task = lock_task(task)
    people = list(task.watchers.order_by("name", "pk"))
    if (actor in people) == is_watching:
        if not is_watching:
            Unwatching.objects.get_or_create(task=task, user=actor)
        return task
    wanted = [*people, actor] if is_watching else [each for each in people if each != actor]
    set_watchers(task, wanted)
    changes = {"watchers": [[each.name for each in people], [each.name for each in wanted]]}
    save_changes(task, changes, set())
    tell(actor, task.project, "task.updated", [task], {task.pk: changes})
    return task
