"""The life of a sprint: started, completed, and, where nothing has followed, taken up again."""

from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Project, Sprint, SprintStatus, SprintTask, Task
from tasks.selectors.sprints import next_planned
from tasks.services.sprints.writing import (
    check_dates,
    create_sprint,
    lock_sprint,
    name_after,
    put_into,
    tell_sprint,
)
from teamflow.common.errors import Conflict

NEXT, NEW, BACKLOG = "next", "new", "backlog"


@transaction.atomic
def start_sprint(
    *,
    actor: User,
    sprint: Sprint,
    start_date: date | None = None,
    end_date: date | None = None,
) -> Sprint:
    """Begin it: what is in it now, with its points, is what was committed to.

    Dates that neither the sprint nor the caller has are asked for. Starting a sprint that runs
    changes nothing.
    """
    sprint = lock_sprint(sprint)
    if sprint.status == SprintStatus.ACTIVE:
        return sprint
    if sprint.status == SprintStatus.COMPLETED:
        raise Conflict(_("This sprint is over. Reopen it, or start another."))
    _refuse_second(sprint)
    _date(sprint, start_date, end_date)
    sprint.status = SprintStatus.ACTIVE
    sprint.started_at = timezone.now()
    sprint.save(
        update_fields=["status", "started_at", "start_date", "end_date", "updated_at"],
    )
    # A task without an estimate is in the scope with no points, unlike one that comes in later.
    _memberships(sprint).update(points_at_start=Coalesce(_points_now(), Value(0)))
    tell_sprint(actor, sprint, "sprint.started", _status("planned", "active"))
    return sprint


@transaction.atomic
def complete_sprint(*, actor: User, sprint: Sprint, carry_over: str = BACKLOG) -> Sprint:
    """End it. Unfinished tasks go to the `next` planned sprint, a `new` one, the `backlog`, or
    the planned sprint of that id. Completing a completed sprint changes nothing.
    """
    sprint = lock_sprint(sprint)
    if sprint.status == SprintStatus.COMPLETED:
        return sprint
    if sprint.status == SprintStatus.PLANNED:
        raise Conflict(_("This sprint has not started."))
    open_tasks = list(
        sprint.tasks.filter(deleted_at=None, completed_at=None, archived_at=None).order_by("rank")
    )
    # The target is chosen while this one still runs, so that it cannot be its own.
    target = _target(actor, sprint, carry_over) if open_tasks else None
    _note_end(sprint)
    sprint.status = SprintStatus.COMPLETED
    sprint.completed_at = timezone.now()
    sprint.save(update_fields=["status", "completed_at", "updated_at"])
    put_into(actor, open_tasks, target)
    changes = {**_status("active", "completed"), "carried_over": [None, len(open_tasks)]}
    tell_sprint(actor, sprint, "sprint.completed", changes)
    return sprint


@transaction.atomic
def reopen_sprint(*, actor: User, sprint: Sprint) -> Sprint:
    """Take back that it was completed: the way to undo it.

    What was carried over comes back unless it was begun in another sprint or done meanwhile.
    Only the last completed sprint can be reopened, and only while no other runs.
    """
    sprint = lock_sprint(sprint)
    if sprint.status == SprintStatus.ACTIVE:
        return sprint
    if sprint.status == SprintStatus.PLANNED:
        raise Conflict(_("This sprint has not started."))
    _refuse_second(sprint)
    later = sprint.project.sprints.filter(completed_at__gt=sprint.completed_at)
    if later.exists():
        raise Conflict(_("Only the sprint that was completed last can be reopened."))
    back = _carried(sprint)
    sprint.status = SprintStatus.ACTIVE
    sprint.completed_at = None
    sprint.save(update_fields=["status", "completed_at", "updated_at"])
    put_into(actor, back, sprint)
    _as_if_never_left(sprint, back)
    sprint.memberships.update(was_done=None, points_at_end=None)
    tell_sprint(actor, sprint, "sprint.updated", _status("completed", "active"))
    return sprint


def _refuse_second(sprint: Sprint) -> None:
    running = sprint.project.sprints.filter(status=SprintStatus.ACTIVE).first()
    if running is not None:
        message = _("“%(name)s” is running. A project has one sprint at a time.")
        raise Conflict(message % {"name": running.name})


def _date(sprint: Sprint, start: date | None, end: date | None) -> None:
    sprint.start_date = start or sprint.start_date
    sprint.end_date = end or sprint.end_date
    missing = {
        name: _("Say when the sprint starts and ends.")
        for name in ("start_date", "end_date")
        if getattr(sprint, name) is None
    }
    if missing:
        raise ValidationError(missing)
    check_dates(sprint.start_date, sprint.end_date)


def _target(actor: User, sprint: Sprint, carry_over: str) -> Sprint | None:
    if carry_over == BACKLOG:
        return None
    if carry_over == NEW:
        return _following(actor, sprint)
    if carry_over == NEXT:
        target = next_planned(project=sprint.project)
        message = _("There is no planned sprint. Choose a new one, or the backlog.")
    else:
        target = _planned(sprint.project, carry_over)
        message = _("This project has no such planned sprint.")
    if target is None:
        raise ValidationError({"carry_over": message})
    return target


def _planned(project: Project, text: str) -> Sprint | None:
    try:
        pk = UUID(text)
    except ValueError:
        return None
    return project.sprints.filter(pk=pk, status=SprintStatus.PLANNED).first()


def _following(actor: User, sprint: Sprint) -> Sprint:
    """A sprint of the same length, from the day after this one ends, or from today."""
    start, end = sprint.start_date, sprint.end_date
    dates: tuple[date, date] | tuple[None, None]
    if start is None or end is None or end.year >= date.max.year - 1:
        dates = (None, None)
    else:
        first = max(end + timedelta(days=1), timezone.localdate())
        dates = (first, first + (end - start)) if first.year < date.max.year - 1 else (None, None)
    name = name_after(sprint.project, sprint.name)
    return create_sprint(
        actor=actor, project=sprint.project, name=name, start_date=dates[0], end_date=dates[1]
    )


def _memberships(sprint: Sprint) -> QuerySet[SprintTask]:
    return sprint.memberships.filter(removed_at=None)


def _points_now() -> Subquery:
    return Subquery(Task.objects.filter(pk=OuterRef("task_id")).values("story_points")[:1])


def _note_end(sprint: Sprint) -> None:
    """Which of its tasks are done, and what they are worth; deleted and put-away ones are not."""
    live = _memberships(sprint).filter(task__deleted_at=None)
    done = live.filter(task__completed_at__isnull=False)
    still_open = live.filter(task__completed_at=None, task__archived_at=None)
    for rows, was_done in ((done, True), (still_open, False)):
        ids = list(rows.values_list("pk", flat=True))
        SprintTask.objects.filter(pk__in=ids).update(was_done=was_done, points_at_end=_points_now())


def _carried(sprint: Sprint) -> list[Task]:
    """What left when it was completed, and waits in the backlog or in a planned sprint."""
    left = sprint.memberships.filter(was_done=False, removed_at__gte=F("sprint__completed_at"))
    tasks = Task.objects.filter(
        pk__in=left.values("task_id"), deleted_at=None, completed_at=None, archived_at=None
    ).select_related("sprint")
    return [
        task for task in tasks if task.sprint is None or task.sprint.status == SprintStatus.PLANNED
    ]


def _as_if_never_left(sprint: Sprint, tasks: list[Task]) -> None:
    """One membership from before the end to now, instead of two with a gap."""
    ids = [task.pk for task in tasks]
    _memberships(sprint).filter(task_id__in=ids).delete()
    sprint.memberships.filter(task_id__in=ids, was_done=False).update(removed_at=None)


def _status(old: str, new: str) -> dict[str, list[str]]:
    return {"sprints.status": [old, new]}
