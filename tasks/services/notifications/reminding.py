"""Telling people what is due, and what is late: each on their own day, at their own hour."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from accounts.models import User
from tasks.models import Notification, NotificationKind, State, Task
from tasks.preferences import Preferences, preferences_of, zone_of
from tasks.services.notifications.telling import Told, notify

Kind = NotificationKind
# What was late long before anybody was reminded stays quiet.
LATE_DAYS = 7
CHUNK = 500
LOCK = 0x7F1B0C5
KINDS = {"day_before": Kind.DUE_SOON, "on_day": Kind.DUE_SOON, "overdue": Kind.OVERDUE}
Reminded = set[tuple[UUID, UUID, str, str]]


@transaction.atomic
def remind_of_due_tasks(*, now: datetime) -> int:
    """One reminder a task, date, person and occasion: the day before, on the day, then late.

    Two runs at once take turns, so that neither repeats the other's.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    count = 0
    tasks = _open_tasks(now).iterator(chunk_size=CHUNK)
    for chunk in _chunks(tasks):
        reminded = _reminded(chunk)
        count += sum(_remind(task, now, reminded) for task in chunk)
    return count


def _chunks(tasks: Iterable[Task]) -> Iterable[Sequence[Task]]:
    chunk: list[Task] = []
    for task in tasks:
        chunk.append(task)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _open_tasks(now: datetime) -> QuerySet[Task]:
    """Those that are due on some day that is near somewhere on earth."""
    today = now.date()
    return (
        Task.objects.filter(
            due_date__range=(today - timedelta(days=LATE_DAYS + 1), today + timedelta(days=2)),
            completed_at=None,
            deleted_at=None,
            archived_at=None,
            project__deleted_at=None,
            project__archived_at=None,
            project__workspace__deleted_at=None,
            assignees__isnull=False,
        )
        .exclude(column__state__in=[State.DONE, State.ARCHIVED])
        .select_related("project")
        .defer("description", "field_versions")
        .prefetch_related("assignees")
        .order_by("due_date", "id")
        .distinct()
    )


def _reminded(tasks: Sequence[Task]) -> Reminded:
    told = Notification.objects.filter(
        kind__in=[Kind.DUE_SOON, Kind.OVERDUE], task__in=[task.pk for task in tasks]
    )
    rows = told.values_list("task_id", "recipient_id", "data__due", "data__when")
    return {(task, person, str(due), str(when)) for task, person, due, when in rows}


def _remind(task: Task, now: datetime, reminded: Reminded) -> int:
    due, count = str(task.due_date), 0
    for person in task.assignees.all():
        when = _occasion(task, person, now)
        if when is None or (task.pk, person.pk, due, when) in reminded:
            continue
        told = Told(
            workspace_id=task.project.workspace_id,
            task_id=task.pk,
            data={"due": due, "when": when},
        )
        count += len(notify(told=told, people={person.pk: KINDS[when]}))
    return count


def _occasion(task: Task, person: User, now: datetime) -> str | None:
    """Why this person is reminded of it now, where they are, if they want to be."""
    local = now.astimezone(zone_of(person.timezone))
    wants = preferences_of(person.notification_preferences)
    if task.due_date is None or local.hour < wants.remind_at:
        return None
    return _wanted(wants, (task.due_date - local.date()).days)


def _wanted(wants: Preferences, days: int) -> str | None:
    when = {1: "day_before", 0: "on_day"}.get(days, "overdue" if -LATE_DAYS <= days < 0 else "")
    return when if when in wants.reminders else None
