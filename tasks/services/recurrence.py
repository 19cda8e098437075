"""Tasks that come again: on schedule, or when the last one is done."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypedDict, Unpack
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Action, Resource, can
from accounts.selectors import role_in
from accounts.services.activity import record
from tasks.events import ProjectEvent, RecurrenceChanged
from tasks.models import PartKind, Recurrence, RecurrenceTask, Task
from tasks.recurrence import EARLIEST, first_day, next_day, read_rule
from tasks.selectors.recurrence import recurrence_payload, today_of
from tasks.services.recording import lock_project
from tasks.services.removals.keeping import keep_part
from tasks.services.task_values import usable_values, values_of
from tasks.services.tasks import create_task
from teamflow.common.errors import Conflict, NotFound
from teamflow.common.events import publish

LONGEST_LEAD = 365


class SeriesValues(TypedDict, total=False):
    """What people change of a series."""

    rule: str
    mode: str
    timezone: str
    lead_days: int
    is_active: bool
    like_task: UUID


@transaction.atomic
def make_recurring(
    *, actor: User, task: Task, rule: str, starts_on: date | None = None, **values: Any
) -> Recurrence:
    """Make `task` the first of a series like it; a task of a series is refused (Conflict).

    The series counts from `starts_on`: the task's due date, or today.
    """
    lock_project(task.project_id)
    if RecurrenceTask.objects.filter(task=task).exists():
        raise Conflict(_("This task belongs to a series already."))
    recurrence = Recurrence(
        project=task.project,
        rule=read_rule(rule).text,
        timezone=_zone(values.get("timezone") or actor.timezone),
        mode=_mode(values.get("mode", Recurrence.Mode.SCHEDULE)),
        lead_days=_lead(values.get("lead_days", 0)),
        values=values_of(task),
        starts_on=starts_on
        or task.due_date
        or timezone.localdate(timezone=ZoneInfo(actor.timezone)),
        created_by=actor,
    )
    if recurrence.starts_on < EARLIEST:
        raise ValidationError({"starts_on": _("A series begins in this century.")})
    if first_day(read_rule(recurrence.rule), recurrence.starts_on) is None:
        raise ValidationError({"rule": _("This rule gives no day at all.")})
    _plan(recurrence, after=recurrence.starts_on)
    recurrence.save(force_insert=True)
    RecurrenceTask.objects.create(recurrence=recurrence, task=task, on=recurrence.starts_on)
    tell_of_series(actor, recurrence)
    return recurrence


@transaction.atomic
def update_recurrence(
    *, actor: User, recurrence: Recurrence, **values: Unpack[SeriesValues]
) -> Recurrence:
    """Change the series from here on: its rule, its pause, or (`like_task`) what it makes."""
    recurrence = _locked(recurrence)
    changed = _changed(recurrence, values)
    if not changed:
        return recurrence
    was_active = recurrence.is_active
    for name, value in changed.items():
        setattr(recurrence, name, value)
    if set(changed) & {"rule", "mode", "timezone", "lead_days"} or (
        recurrence.is_active and not was_active
    ):
        last = recurrence.made.order_by("-on").values_list("on", flat=True).first()
        # What would have come during a pause is not made up for.
        _plan(recurrence, after=max(last or recurrence.starts_on, today_of(recurrence) - _DAY))
    if recurrence.is_active:
        recurrence.stopped_because = ""
    recurrence.save()
    tell_of_series(actor, recurrence)
    return recurrence


@transaction.atomic
def skip_next(*, actor: User, recurrence: Recurrence) -> Recurrence:
    """Leave the next day out; a series that waits for its last task has nothing to skip."""
    recurrence = _locked(recurrence)
    if recurrence.next_on is None:
        return recurrence
    _plan(recurrence, after=recurrence.next_on)
    recurrence.save()
    tell_of_series(actor, recurrence)
    return recurrence


@transaction.atomic
def end_recurrence(*, actor: User, recurrence: Recurrence) -> None:
    """End the series; the tasks that it made stay."""
    recurrence = _locked(recurrence)
    payload = recurrence_payload(recurrence)
    keep_part(kind=PartKind.RECURRENCE, thing=recurrence, project=recurrence.project)
    Recurrence.objects.filter(pk=recurrence.pk).delete()
    tell_of_series(actor, recurrence, {**payload, "is_active": False, "deleted": True})


def make_due(*, now: datetime | None = None, limit: int = 500) -> int:
    """Make the tasks whose time has come; as many workers as like may do so at once."""
    made = 0
    while made < limit and _make_one(now or timezone.now()):
        made += 1
    return made


def continue_series(*, event: ProjectEvent) -> None:
    """A task was done: make the next of its series, where that waits for it."""
    status = event.entry.changes.get("status")
    if not status or status[1] != "done":
        return
    entry = (
        RecurrenceTask.objects.select_related("recurrence__project")
        .filter(
            task_id=event.entry.target_id,
            recurrence__mode=Recurrence.Mode.COMPLETION,
            recurrence__is_active=True,
        )
        .first()
    )
    if entry is None:
        return
    recurrence = _locked(entry.recurrence)
    # Done twice, opened in between: the one that follows stands already.
    if recurrence.made.filter(on__gt=entry.on).exists():
        return
    _plan_after_completion(recurrence, entry.on)
    if recurrence.next_on is not None:
        _make(recurrence)


_DAY = timedelta(days=1)


@transaction.atomic
def _make_one(now: datetime) -> bool:
    due = Recurrence.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        is_active=True,
        next_at__lte=now,
        project__deleted_at=None,
        project__archived_at=None,
        project__workspace__deleted_at=None,
    )
    recurrence = due.order_by("next_at").first()
    if recurrence is None:
        return False
    _make(recurrence)
    return True


def _make(recurrence: Recurrence) -> None:
    """The task of `next_on`, and the plan for the one after it; or the reason why not."""
    day, maker = recurrence.next_on, recurrence.created_by
    if day is None:
        return
    try:
        if maker is None or not _may(maker, recurrence):
            raise ValidationError(_("Whoever made this series may no longer add tasks here."))
        if not recurrence.made.filter(on=day).exists():
            with transaction.atomic():
                values = usable_values(recurrence.project, recurrence.values)
                values["due_date"] = day
                task = create_task(actor=maker, project=recurrence.project, **values)
                RecurrenceTask.objects.create(recurrence=recurrence, task=task, on=day)
    except ValidationError as error:
        recurrence.is_active = False
        recurrence.stopped_because = " ".join(error.messages)[:300]
    else:
        _plan(recurrence, after=day)
    recurrence.save()
    tell_of_series(None, recurrence)


def _plan(recurrence: Recurrence, *, after: date) -> None:
    """Set when the next one comes; after the last of a series nothing does."""
    if recurrence.mode == Recurrence.Mode.COMPLETION:
        _set_next(recurrence, None)
        return
    _set_next(recurrence, next_day(read_rule(recurrence.rule), recurrence.starts_on, after))


def _plan_after_completion(recurrence: Recurrence, last: date) -> None:
    """Count from the day on which the last one was done: a week later is a week from now."""
    rule = read_rule(recurrence.rule)
    if rule.count is not None and recurrence.made.count() >= rule.count:
        _set_next(recurrence, None)
        return
    done_on = max(today_of(recurrence), last)
    _set_next(recurrence, next_day(rule.without_count(), done_on, done_on))


def _set_next(recurrence: Recurrence, day: date | None) -> None:
    recurrence.next_on = day
    if day is None:
        recurrence.next_at = None
        return
    begins = day - timedelta(days=recurrence.lead_days)
    midnight = datetime.combine(begins, time.min, tzinfo=ZoneInfo(recurrence.timezone))
    # The first and the last day of the calendar have no midnight in every zone.
    is_edge = begins.year in {1, 9999}
    recurrence.next_at = midnight.replace(tzinfo=UTC) if is_edge else midnight


def _changed(recurrence: Recurrence, values: SeriesValues) -> dict[str, Any]:
    cleaned: dict[str, Any] = {}
    if "rule" in values:
        cleaned["rule"] = read_rule(values["rule"]).text
    if "mode" in values:
        cleaned["mode"] = _mode(values["mode"])
    if "timezone" in values:
        cleaned["timezone"] = _zone(values["timezone"])
    if "lead_days" in values:
        cleaned["lead_days"] = _lead(values["lead_days"])
    if "is_active" in values:
        cleaned["is_active"] = values["is_active"]
    if "like_task" in values:
        entry = recurrence.made.select_related("task").filter(task_id=values["like_task"]).first()
        if entry is None:
            raise ValidationError({"like_task": _("This task is not of this series.")})
        cleaned["values"] = values_of(entry.task)
    return {name: value for name, value in cleaned.items() if getattr(recurrence, name) != value}


def _locked(recurrence: Recurrence) -> Recurrence:
    project = lock_project(recurrence.project_id)
    found = Recurrence.objects.select_for_update().filter(pk=recurrence.pk).first()
    if found is None:
        raise NotFound
    found.project = project
    return found


def _may(maker: User, recurrence: Recurrence) -> bool:
    role = role_in(user=maker, workspace_id=recurrence.project.workspace_id)
    return maker.is_active and can(role, Action.CREATE, Resource.TASK)


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValidationError({"timezone": _("There is no such time zone.")})
    return name


def _mode(mode: str) -> str:
    if mode not in Recurrence.Mode.values:
        raise ValidationError({"mode": _("On schedule, or on completion.")})
    return mode


def _lead(days: int) -> int:
    if not 0 <= days <= LONGEST_LEAD:
        raise ValidationError({"lead_days": _("From 0 to 365 days before.")})
    return days


def tell_of_series(
    actor: User | None, recurrence: Recurrence, data: dict[str, Any] | None = None
) -> None:
    """Log and publish, in the running transaction, how a series stands, or `data`."""
    project = recurrence.project
    entry = record(
        actor=actor,
        log=project.log,
        verb="recurrence.updated",
        target_kind="recurrence",
        target_id=recurrence.pk,
        rooms=[project.log],
        data=data or recurrence_payload(recurrence),
    )
    publish(
        RecurrenceChanged(entry=entry, workspace_id=project.workspace_id, project_id=project.pk)
    )
