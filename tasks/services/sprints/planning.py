"""What goes into a sprint, in which order, and who has time for it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import people_in
from tasks.models import Project, Sprint, SprintCapacity, SprintStatus, Task
from tasks.services.recording import Changes
from tasks.services.sprints.writing import lock_sprint, tell_sprint
from tasks.services.tasks.creating import BULK_LIMIT, ranks_in_line
from tasks.services.tasks.values import sprint_by_id
from tasks.services.tasks.writing import lock_tasks, save_changes, tell
from teamflow.common.errors import Conflict
from teamflow.common.ranks import ranks_between

MAX_POINTS = 1000
MAX_PEOPLE = 500

# The rank below, the tasks of that same rank which will follow, and the rank above.
Gap = tuple[str | None, list[UUID], str | None]


@transaction.atomic
def plan_tasks(
    *,
    actor: User,
    project: Project,
    task_ids: Sequence[UUID],
    sprint: Sprint | None,
    before: UUID | None = None,
    after: UUID | None = None,
) -> list[Task]:
    """Put tasks into `sprint` (None: the backlog), in the order given.

    `before` names the task that will follow them, `after` the one before them: the order is the
    project's own, whatever columns they stand in. With neither they keep their ranks. Only what
    differs is written. Gives the tasks, and behind them those that had to make room.
    """
    if len(task_ids) > BULK_LIMIT:
        raise ValidationError({"ids": _("At most 500 tasks in one call.")})
    if not task_ids:
        return []
    rows = lock_tasks(project.pk, task_ids)
    target = sprint_by_id(rows[0].project, sprint.pk if sprint else None)
    ranks = _ranks(rows, before, after)
    changes = {row.pk: _plan(row, target, ranks.get(row.pk, row.rank)) for row in rows}
    yielding = _others(rows, ranks)
    changes |= {row.pk: _plan(row, row.sprint, ranks[row.pk]) for row in yielding}
    rows += yielding
    planned = [row for row in rows if "sprint" in changes[row.pk]]
    moved = [row for row in rows if list(changes[row.pk]) == ["rank"]]
    for verb, touched in (("task.updated", planned), ("task.moved", moved)):
        if touched:
            told = {row.pk: _without_rank(changes[row.pk]) for row in touched}
            tell(actor, rows[0].project, verb, touched, told)
    return rows


@transaction.atomic
def set_capacities(*, actor: User, sprint: Sprint, points: Mapping[UUID, int | None]) -> Sprint:
    """How much each of these people can take; None forgets somebody."""
    sprint = lock_sprint(sprint)
    if sprint.status == SprintStatus.COMPLETED:
        raise Conflict(_("This sprint is over."))
    _check_people(sprint.project, points)
    known = dict(sprint.capacities.values_list("user_id", "points"))
    changed = {user: value for user, value in points.items() if known.get(user) != value}
    if not changed:
        return sprint
    sprint.capacities.filter(user_id__in=changed).delete()
    SprintCapacity.objects.bulk_create(
        [
            SprintCapacity(sprint=sprint, user_id=user, points=value)
            for user, value in changed.items()
            if value is not None
        ]
    )
    tell_sprint(actor, sprint, "sprint.updated", {"sprints.people": [None, len(changed)]})
    return sprint


def _check_people(project: Project, points: Mapping[UUID, int | None]) -> None:
    if len(points) > MAX_PEOPLE:
        raise ValidationError({"people": _("At most 500 people in one call.")})
    if any(value is not None and not 0 <= value <= MAX_POINTS for value in points.values()):
        raise ValidationError({"people": _("Points go from 0 to 1000.")})
    found = people_in(workspace_id=project.workspace_id).filter(pk__in=points)
    # Somebody who left the workspace can still be taken off the list.
    if found.count() != sum(1 for _user in points) and any(
        value is not None for value in points.values()
    ):
        raise ValidationError({"people": _("Not a member of this workspace.")})


def _others(rows: Sequence[Task], ranks: Mapping[UUID, str]) -> list[Task]:
    """Those that get a rank without being planned; the project is locked already."""
    ids = ranks.keys() - {row.pk for row in rows}
    if not ids:
        return []
    found = Task.objects.select_related("column", "sprint").filter(pk__in=ids)
    for row in found:
        row.project = rows[0].project
    return list(found)


def _plan(task: Task, sprint: Sprint | None, rank: str) -> Changes:
    """Write what differs; gives what the log says of it."""
    changes: Changes = {}
    if task.sprint_id != (sprint.pk if sprint else None):
        changes["sprint"] = [task.sprint.name if task.sprint else None, sprint and sprint.name]
        task.former_sprint_id = task.sprint_id
        task.sprint = sprint
    if rank != task.rank:
        changes["rank"] = None
        task.rank = rank
    if changes:
        save_changes(task, changes, set(changes))
    return changes


def _without_rank(changes: Changes) -> Changes:
    return {name: value for name, value in changes.items() if name != "rank"}


def _ranks(rows: Sequence[Task], before: UUID | None, after: UUID | None) -> dict[UUID, str]:
    """New ranks beside the neighbour; a neighbour that is gone means that each keeps its own.

    Tasks of two columns may share a rank, and nothing fits between equals: those of them that will
    follow get new ranks too, below whatever comes next, so that the order inside each column stays.
    """
    ids = [row.pk for row in rows]
    if {before, after} & set(ids):
        raise ValidationError({"before": _("A task cannot stand beside itself.")})
    project = rows[0].project
    others = Task.objects.filter(project=project, deleted_at=None).exclude(pk__in=ids)
    low, equals, high = _gap(others, before, after)
    if low is None and high is None:
        return {}
    moved = [*ids, *equals]
    ranks = ranks_between(low, high, len(moved)) if high else ranks_in_line(low, len(moved))
    stand = [row.rank for row in rows]
    is_there = (
        not equals
        and stand == sorted(set(stand))
        and (low or "") < stand[0]
        and (high is None or stand[-1] < high)
    )
    return {} if is_there else dict(zip(moved, ranks, strict=True))


def _gap(others: QuerySet[Task], before: UUID | None, after: UUID | None) -> Gap:
    """The place beside the neighbour; nothing where it is gone."""
    ranks = dict(
        others.filter(pk__in=[pk for pk in (before, after) if pk]).values_list("pk", "rank")
    )
    neighbour = after if after in ranks else before
    if neighbour is None or neighbour not in ranks:
        return None, [], None
    rank = ranks[neighbour]
    line = list(others.filter(rank=rank).order_by("id").values_list("pk", flat=True))
    at = line.index(neighbour) + (neighbour == after)
    if at == 0:
        below = others.filter(rank__lt=rank).order_by("-rank").values_list("rank", flat=True)
        return below.first(), [], rank
    above = others.filter(rank__gt=rank).order_by("rank").values_list("rank", flat=True)
    return rank, line[at:], above.first()
