"""Reads: tasks that come again."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Action, Resource
from accounts.selectors import require_right
from tasks.models import Recurrence, RecurrenceTask, Task
from tasks.recurrence import days_after, read_rule, rule_words
from teamflow.common.errors import NotFound

SHOWN_DAYS = 5


def recurrence_for(*, user: User, recurrence_id: UUID, action: Action) -> Recurrence:
    """A series, for somebody who may do `action` to tasks of its project."""
    found = (
        Recurrence.objects.select_related("project__workspace")
        .filter(pk=recurrence_id, project__deleted_at=None)
        .first()
    )
    if found is None:
        raise NotFound
    require_right(
        user=user,
        workspace_id=found.project.workspace_id,
        action=action,
        resource=Resource.TASK,
        is_creator=found.created_by_id == user.pk,
    )
    return found


def recurrences_of(*, project_id: UUID) -> QuerySet[Recurrence]:
    """The series of a project, newest first."""
    return Recurrence.objects.filter(project_id=project_id).order_by("-created_at", "-id")


def entry_of(*, task: Task) -> RecurrenceTask | None:
    """Which day of which series the task stands for."""
    entries = RecurrenceTask.objects.select_related("recurrence__project__workspace")
    return entries.filter(task=task).first()


def today_of(recurrence: Recurrence) -> date:
    """Today where the series lives."""
    return timezone.now().astimezone(ZoneInfo(recurrence.timezone)).date()


def coming_days(recurrence: Recurrence) -> list[date]:
    """The next days for which a task will be made; unknown before the last one is done."""
    if recurrence.next_on is None or not recurrence.is_active:
        return []
    rule, first = read_rule(recurrence.rule), recurrence.next_on
    return days_after(rule, recurrence.starts_on, first - timedelta(days=1), SHOWN_DAYS)


def recurrence_payload(recurrence: Recurrence) -> dict[str, Any]:
    """A series on the wire."""
    return {
        "id": recurrence.pk,
        "project": recurrence.project_id,
        "rule": recurrence.rule,
        "words": rule_words(read_rule(recurrence.rule), recurrence.starts_on),
        "timezone": recurrence.timezone,
        "mode": recurrence.mode,
        "starts_on": recurrence.starts_on,
        "lead_days": recurrence.lead_days,
        "next_on": recurrence.next_on,
        "upcoming": coming_days(recurrence),
        "is_active": recurrence.is_active,
        "stopped_because": recurrence.stopped_because,
        "title": recurrence.values.get("title", ""),
        "values": recurrence.values,
    }
