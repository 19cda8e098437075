"""Telling people what is due tomorrow, and what is late."""

from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet

from tasks.models import Notification, NotificationKind, State, Task
from tasks.services.notifications.telling import Told, notify

# What was late long before anybody was reminded stays quiet.
LATE_DAYS = 7
MOST = 2000
LOCK = 0x7F1B0C5


@transaction.atomic
def remind_of_due_tasks(*, today: date) -> int:
    """One reminder a task, date and person: due today or tomorrow, then late.

    Two runs at once take turns, so that neither repeats the other's.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    soon = _open_tasks(today, today + timedelta(days=1))
    late = _open_tasks(today - timedelta(days=LATE_DAYS), today - timedelta(days=1))
    return _remind(soon, NotificationKind.DUE_SOON) + _remind(late, NotificationKind.OVERDUE)


def _open_tasks(first: date, last: date) -> QuerySet[Task]:
    return (
        Task.objects.filter(
            due_date__range=(first, last),
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
        .prefetch_related("assignees")
        .order_by("due_date", "id")
        .distinct()[:MOST]
    )


def _remind(tasks: QuerySet[Task], kind: NotificationKind) -> int:
    rows = list(tasks)
    reminded = set(
        Notification.objects.filter(kind=kind, task__in=[row.pk for row in rows]).values_list(
            "task_id", "recipient_id", "data__due"
        )
    )
    count = 0
    for task in rows:
        due = str(task.due_date)
        people = {
            person.pk: kind
            for person in task.assignees.all()
            if (task.pk, person.pk, due) not in reminded
        }
        told = Told(workspace_id=task.project.workspace_id, task_id=task.pk, data={"due": due})
        count += len(notify(told=told, people=people))
    return count
