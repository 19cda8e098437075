"""Writing notifications for those who want them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from tasks.models import Notification, NotificationKind
from tasks.selectors.notices import Listener, listeners
from tasks.services.notifications.saying import say_notifications
from tasks.services.notifications.waiting import let_leave
from teamflow.common.eventlog import LogEntry


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
    """One notification a person, for those who still belong to the workspace and want to know.

    The rows are written in the running transaction, with what they tell of and with what has to
    leave by mail or push; sockets hear of them after the commit.
    """
    wanted = {pk: kind for pk, kind in people.items() if pk != told.actor_id}
    if not wanted:
        return []
    heard = [
        each
        for each in listeners(workspace_id=told.workspace_id, task_id=told.task_id, user_ids=wanted)
        if each.hears(wanted[each.user_id])
    ]
    rows = [_row(told, each, wanted[each.user_id]) for each in heard]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    let_leave(rows, heard)
    ids = [row.pk for row in rows]
    transaction.on_commit(lambda: say_notifications(ids=ids), robust=True)
    return rows


def _row(told: Told, listener: Listener, kind: NotificationKind) -> Notification:
    return Notification(
        recipient_id=listener.user_id,
        workspace_id=told.workspace_id,
        kind=kind,
        task_id=told.task_id,
        actor_id=told.actor_id,
        event=told.entry.id if told.entry else None,
        data=dict(told.data),
        is_in_inbox=listener.preferences.wants(kind, "in_app"),
    )
