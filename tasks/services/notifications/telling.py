"""Writing notifications, and saying so in their recipients' own rooms."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Membership
from tasks.events import NotificationSent
from tasks.models import Notification, NotificationKind
from tasks.selectors.inbox import notification_payloads
from teamflow.common import eventlog
from teamflow.common.eventlog import LogEntry, NewEntry
from teamflow.common.events import publish


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told about one task; `entry` (of the log) makes each of it come once a person."""

    workspace_id: UUID
    task_id: UUID
    entry: LogEntry | None = None
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def actor_id(self) -> UUID | None:
        """Who did it; nobody is told of their own acts."""
        return self.entry.actor_id if self.entry else None


def notify(*, told: Told, people: Mapping[UUID, NotificationKind]) -> list[Notification]:
    """One notification a person, for those who still belong to the workspace.

    The rows are written in the running transaction, with what they tell of; sockets hear of
    them after the commit.
    """
    wanted = {pk: kind for pk, kind in people.items() if pk != told.actor_id}
    if not wanted:
        return []
    rows = [
        Notification(
            recipient_id=user_id,
            workspace_id=told.workspace_id,
            kind=wanted[user_id],
            task_id=told.task_id,
            actor_id=told.actor_id,
            event=told.entry.id if told.entry else None,
            data=dict(told.data),
        )
        for user_id in _members(told.workspace_id, wanted)
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    ids = [row.pk for row in rows]
    transaction.on_commit(lambda: say_notifications(ids=ids), robust=True)
    return rows


def say_notifications(*, ids: Collection[UUID]) -> None:
    """Tell each recipient's room what these notifications are now.

    Each log is written in a transaction of its own: two writes that notify the same people in
    another order would otherwise wait for each other for ever.
    """
    by_person: dict[UUID, list[Notification]] = defaultdict(list)
    rows = Notification.objects.filter(pk__in=ids).order_by("created_at", "id")
    for row in rows:
        by_person[row.recipient_id].append(row)
    for user_id, told in by_person.items():
        _announce(user_id, told)


@transaction.atomic
def _announce(user_id: UUID, rows: Sequence[Notification]) -> None:
    room = f"user:{user_id}"
    payloads = notification_payloads([row.pk for row in rows])
    entries = eventlog.append_many(
        [
            NewEntry(
                log=room,
                type="notification",
                rooms=(room,),
                actor_id=None,
                actor_name="",
                target_kind="notification",
                target_id=payload["id"],
                data=payload,
            )
            for payload in payloads
        ]
    )
    for entry in entries:
        publish(NotificationSent(entry=entry))


def _members(workspace_id: UUID, user_ids: Collection[UUID]) -> list[UUID]:
    members = Membership.objects.filter(
        workspace_id=workspace_id, user_id__in=user_ids, user__is_active=True
    )
    return list(members.order_by("user_id").values_list("user_id", flat=True))
