"""Reads: the time that people spent, and the clock that runs."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import DurationField, ExpressionWrapper, F, QuerySet, Sum
from django.db.models.functions import Coalesce, Now

from accounts.models import User, Workspace
from accounts.permissions import Action, Resource
from accounts.selectors import require_right
from tasks.models import Project, Task, TimeEntry
from teamflow.common.errors import NotFound

_SPENT = ExpressionWrapper(
    Coalesce(F("ended_at"), Now()) - F("started_at"), output_field=DurationField()
)


def entries() -> QuerySet[TimeEntry]:
    """Time on tasks that nobody deleted, with its task and person."""
    return TimeEntry.objects.select_related("task__project__workspace", "user").filter(
        task__deleted_at=None, task__project__deleted_at=None
    )


def entry_for(*, user: User, entry_id: UUID, action: Action) -> TimeEntry:
    """One entry: its own person may do anything to it, admins too, others only look."""
    entry = entries().filter(pk=entry_id).first()
    if entry is None:
        raise NotFound
    require_right(
        user=user,
        workspace_id=entry.task.project.workspace_id,
        action=action,
        resource=Resource.TIME,
        is_creator=entry.user_id == user.pk,
    )
    return entry


def running_timer(*, user: User) -> TimeEntry | None:
    """The clock that runs for `user`, if one does."""
    return entries().filter(user=user, ended_at=None).first()


def time_of_task(*, task: Task) -> QuerySet[TimeEntry]:
    """Everybody's time on it, newest first."""
    return entries().filter(task=task).order_by("-started_at", "-id")


def entries_of_day(*, person: User, task: Task, day: date) -> QuerySet[TimeEntry]:
    """What `person` entered on `task` for the day, in their own time zone, oldest first."""
    first, last = day_in(day, ZoneInfo(person.timezone))
    return TimeEntry.objects.filter(
        task=task, user=person, started_at__gte=first, started_at__lt=last
    ).order_by("started_at", "id")


def day_in(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """When it begins, and when the next one does."""
    return _midnight(day, zone), _midnight(day + timedelta(days=1), zone)


def time_of_project(
    *, project: Project, first: date | None, last: date | None, person: UUID | None
) -> QuerySet[TimeEntry]:
    """Time on its tasks that began from `first` to `last` (UTC days), newest first."""
    found = entries().filter(task__project=project).order_by("-started_at", "-id")
    if first is not None:
        found = found.filter(started_at__gte=_midnight(first, UTC))
    if last is not None and last < date.max:
        found = found.filter(started_at__lt=_midnight(last + timedelta(days=1), UTC))
    return found.filter(user_id=person) if person else found


def total_minutes(found: QuerySet[TimeEntry]) -> int:
    """What it comes to, a running clock counted until now."""
    total = found.order_by().aggregate(total=Sum(_SPENT))["total"]
    return minutes_in(total or timedelta())


def minutes_in(span: timedelta) -> int:
    """Whole minutes, rounded: half a minute counts."""
    return round(span.total_seconds() / 60)


def entry_payload(entry: TimeEntry) -> dict[str, Any]:
    """An entry on the wire; `minutes` is null while the clock runs."""
    ended = entry.ended_at
    return {
        "id": entry.pk,
        "task": {
            "id": entry.task_id,
            "key": entry.task.key,
            "title": entry.task.title,
            "project": entry.task.project_id,
            "workspace": entry.task.project.workspace.slug,
        },
        "user": {"id": entry.user_id, "name": entry.user.name},
        "started_at": entry.started_at,
        "ended_at": ended,
        "minutes": minutes_in(ended - entry.started_at) if ended else None,
        "note": entry.note,
    }


def timesheet(
    *, workspace: Workspace, week: date, zone: ZoneInfo, person: UUID | None = None
) -> dict[str, Any]:
    """The week from Monday: a row for each person and task, with minutes for each of seven days.

    An entry counts on the day, in `zone`, on which it began; a running clock counts until now.
    """
    monday = monday_of(week)
    start = _midnight(monday, zone)
    found = entries().filter(
        task__project__workspace=workspace,
        started_at__gte=start,
        started_at__lt=_midnight(monday + timedelta(days=7), zone),
    )
    if person:
        found = found.filter(user_id=person)
    rows = _rows(found.annotate(spent=_SPENT).order_by("user__name", "user_id", "task_id"), zone)
    days = [monday + timedelta(days=offset) for offset in range(7)]
    totals = [sum(row["minutes"][at] for row in rows) for at in range(7)]
    return {"week": monday, "days": days, "rows": rows, "totals": totals, "total": sum(totals)}


def monday_of(day: date) -> date:
    """The Monday of the week; the calendar's last week, whose Sunday does not exist, gives the
    one before."""
    monday = day - timedelta(days=day.weekday())
    return monday if monday <= date.max - timedelta(days=8) else monday - timedelta(days=7)


def _rows(found: Iterable[Any], zone: ZoneInfo) -> list[dict[str, Any]]:
    spent: dict[tuple[UUID, UUID], list[timedelta]] = {}
    firsts: dict[tuple[UUID, UUID], TimeEntry] = {}
    for entry in found:
        pair = (entry.user_id, entry.task_id)
        firsts.setdefault(pair, entry)
        days = spent.setdefault(pair, [timedelta()] * 7)
        days[entry.started_at.astimezone(zone).weekday()] += entry.spent
    rows = []
    for pair, days in spent.items():
        payload = entry_payload(firsts[pair])
        minutes = [minutes_in(day) for day in days]
        rows.append(
            {
                "user": payload["user"],
                "task": payload["task"],
                "minutes": minutes,
                "total": sum(minutes),
            }
        )
    return sorted(rows, key=lambda row: (row["user"]["name"], str(row["user"]["id"]), _order(row)))


def _order(row: dict[str, Any]) -> tuple[str, int]:
    project, _dash, number = row["task"]["key"].partition("-")
    return project, int(number)


def _midnight(day: date, zone: Any) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone)
