"""Telling people's own rooms what their notifications are now."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction

from tasks.events import NotificationSent
from tasks.models import Notification
from tasks.selectors.inbox import notification_payloads
from teamflow.common import eventlog
from teamflow.common.eventlog import NewEntry
from teamflow.common.events import publish


def say_notifications(*, ids: Collection[UUID]) -> None:
    """Tell each recipient's room what these notifications are now.

    Each log is written in a transaction of its own: two writes that notify the same people in
    another order would otherwise wait for each other for ever.
    """
    by_person: dict[UUID, list[Notification]] = defaultdict(list)
    shown = Notification.objects.filter(pk__in=ids, is_in_inbox=True)
    rows = shown.order_by("created_at", "id")
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
