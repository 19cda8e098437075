"""What a person does with what they were told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from tasks.models import Notification
from tasks.selectors.inbox import EVERYTHING, Asked, inbox_of, told_as
from tasks.services.notifications.saying import say_notifications
from tasks.services.notifications.waiting import let_wake
from teamflow.common.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of notifications; None leaves it. `wakes_at` in the past ends a snooze."""

    is_read: bool | None = None
    is_archived: bool | None = None
    is_snoozed: bool = False
    wakes_at: datetime | None = None


@transaction.atomic
def change_notifications(*, actor: User, ids: Collection[UUID], change: Change) -> list[UUID]:
    """Read, snooze or archive one's own; another's id is not found, and nothing changes.

    What is snoozed is unread again when it comes back. What already is so changes nothing.
    """
    rows = list(
        Notification.objects.select_for_update()
        .filter(recipient=actor, pk__in=set(ids))
        .order_by("pk")
    )
    if len(rows) != len(set(ids)):
        raise NotFound
    now = timezone.now()
    changed = [row for row in rows if _apply(row, change, now)]
    fields = ["read_at", "snoozed_until", "archived_at", "updated_at"]
    Notification.objects.bulk_update(changed, fields)
    if change.wakes_at is not None:
        let_wake(changed)
    return _told(changed)


@transaction.atomic
def change_tasks_notices(*, actor: User, task_ids: Collection[UUID], change: Change) -> list[UUID]:
    """The same with all that stands in the inbox about these tasks, however much was said."""
    rows = inbox_of(user=actor).filter(task_id__in=set(task_ids)).order_by("pk")
    ids = list(rows.values_list("pk", flat=True))
    change_notifications(actor=actor, ids=ids, change=change)
    return ids


@transaction.atomic
def read_all(*, actor: User, asked: Asked = EVERYTHING) -> list[UUID]:
    """Everything is read that stands in the inbox and is asked for."""
    rows = told_as(user=actor, asked=asked).filter(read_at=None)
    changed = list(rows.select_for_update(of=("self",)).order_by("pk"))
    now = timezone.now()
    for row in changed:
        row.read_at = row.updated_at = now
    Notification.objects.bulk_update(changed, ["read_at", "updated_at"])
    return _told(changed)


def _apply(row: Notification, change: Change, now: datetime) -> bool:
    before = (row.read_at, row.snoozed_until, row.archived_at)
    if change.is_read is not None:
        row.read_at = (row.read_at or now) if change.is_read else None
    if change.is_archived is not None:
        row.archived_at = (row.archived_at or now) if change.is_archived else None
    if change.is_snoozed:
        row.snoozed_until = change.wakes_at
        row.read_at = None if change.wakes_at else row.read_at
    row.updated_at = now
    return before != (row.read_at, row.snoozed_until, row.archived_at)


def _told(rows: Collection[Notification]) -> list[UUID]:
    ids = [row.pk for row in rows]
    if ids:
        transaction.on_commit(lambda: say_notifications(ids=ids), robust=True)
    return ids
