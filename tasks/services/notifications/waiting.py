"""What leaves by mail and push: rows beside what they tell of, made into jobs when they are due.

A job's row is the truth of what is sent: rows wait, then are one job, in one transaction. A worker
that is killed while it sends is followed by another with the same job, and so the same Message-ID.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from celery import current_app
from django.db import transaction
from django.utils import timezone

from tasks.models import NoticeDelivery, Notification, PushSubscription
from tasks.preferences import URGENT
from tasks.selectors.notices import Listener, still_news, waiting_for
from tasks.services.notifications.saying import say_notifications
from teamflow.common.jobs import enqueue

logger = logging.getLogger(__name__)
Channel = NoticeDelivery.Channel
MAIL_KIND = "tasks.mail_notices"
PUSH_KIND = "tasks.push_notices"
PEOPLE_A_RUN = 500


def let_leave(rows: Sequence[Notification], heard: Sequence[Listener]) -> None:
    """Write what must leave, in the running transaction; nothing for nobody."""
    now = timezone.now()
    deliveries = [
        delivery
        for row, listener in zip(rows, heard, strict=True)
        for delivery in _of(row, listener, now)
    ]
    if not deliveries:
        return
    # A fact that was told before was not written again, and must not leave again either.
    made = Notification.objects.filter(pk__in={each.notification_id for each in deliveries})
    known = set(made.values_list("pk", flat=True))
    deliveries = [each for each in deliveries if each.notification_id in known]
    NoticeDelivery.objects.bulk_create(deliveries)
    if any(each.channel == Channel.PUSH and each.due_at <= now for each in deliveries):
        transaction.on_commit(_wake, robust=True)


def let_wake(rows: Sequence[Notification]) -> None:
    """Have the ends of these snoozes said when they come, in the running transaction."""
    NoticeDelivery.objects.bulk_create(
        NoticeDelivery(
            notification_id=row.pk,
            recipient_id=row.recipient_id,
            channel=Channel.WAKE,
            due_at=row.snoozed_until,
        )
        for row in rows
        if row.snoozed_until is not None
    )


def send_due(*, now: datetime) -> int:
    """Turn what is due into jobs, a person and channel at a time; says how many it made."""
    due = NoticeDelivery.objects.filter(due_at__lte=now).order_by("recipient", "channel")
    people = due.values_list("recipient_id", "channel").distinct()[:PEOPLE_A_RUN]
    return sum(_send_to(user_id, channel, now) for user_id, channel in people)


@transaction.atomic
def _send_to(user_id: UUID, channel: str, now: datetime) -> int:
    """Gather all that waits for one person, also what is not due yet; two runs share nothing.

    Where only what is urgent is due, only its tasks are told of: the rest goes with the next mail.
    """
    rows = list(
        waiting_for(user_id=user_id, channel=channel).select_for_update(
            of=("self",), skip_locked=True
        )
    )
    due = [row for row in rows if row.due_at <= now]
    if not due:
        return 0
    if channel == Channel.EMAIL and all(row.is_urgent for row in due):
        tasks = {row.notification.task_id for row in due}
        rows = [row for row in rows if row.notification.task_id in tasks]
    elif channel == Channel.PUSH:
        rows = due
    elif channel == Channel.WAKE:
        return _wake_up(due, now)
    ids = [row.notification_id for row in rows]
    NoticeDelivery.objects.filter(pk__in=[row.pk for row in rows]).delete()
    news = list(still_news(ids))
    if not news:
        return 0
    return _enqueue(user_id, channel, news, is_urgent=all(row.is_urgent for row in due))


def _wake_up(due: Sequence[NoticeDelivery], now: datetime) -> int:
    """Say that snoozes have ended; one that was put off again meanwhile has a later row."""
    ids = [row.notification_id for row in due if _is_over(row.notification, now)]
    NoticeDelivery.objects.filter(pk__in=[row.pk for row in due]).delete()
    if ids:
        transaction.on_commit(lambda: say_notifications(ids=ids), robust=True)
    return len(ids)


def _is_over(row: Notification, now: datetime) -> bool:
    ends = row.snoozed_until
    return ends is not None and ends <= now and row.archived_at is None


def _enqueue(user_id: UUID, channel: str, news: Sequence[Notification], *, is_urgent: bool) -> int:
    """A mail a task where an answer is waited for; else one of everything."""
    if channel == Channel.PUSH:
        return _enqueue_pushes(user_id, [str(row.pk) for row in news])
    if not is_urgent:
        batches: Iterable[Sequence[Notification]] = [news]
    else:
        by_task: dict[UUID | None, list[Notification]] = defaultdict(list)
        for row in news:
            by_task[row.task_id].append(row)
        batches = by_task.values()
    made = 0
    for batch in batches:
        enqueue(
            kind=MAIL_KIND,
            actor=None,
            payload={"user": str(user_id), "notifications": [str(row.pk) for row in batch]},
            queue="email",
        )
        made += 1
    return made


def _enqueue_pushes(user_id: UUID, ids: list[str]) -> int:
    """A job a browser: one that is away is asked again without waking the others twice."""
    devices = PushSubscription.objects.filter(user_id=user_id).values_list("pk", flat=True)
    for device in devices:
        enqueue(
            kind=PUSH_KIND,
            actor=None,
            payload={"subscription": str(device), "notifications": ids},
            queue="notify",
            max_attempts=2,
        )
    return len(devices)


def _of(row: Notification, listener: Listener, now: datetime) -> Iterable[NoticeDelivery]:
    wants, kind = listener.preferences, row.kind
    ways: list[tuple[str, datetime]] = []
    if wants.wants(kind, "email"):
        ways.append((Channel.EMAIL, wants.mail_at(kind, now, listener.zone)))
    if listener.has_device and wants.wants(kind, "push"):
        ways.append((Channel.PUSH, wants.knock_at(now, listener.zone)))
    for channel, due_at in ways:
        yield NoticeDelivery(
            notification_id=row.pk,
            recipient_id=row.recipient_id,
            channel=channel,
            is_urgent=kind in URGENT,
            due_at=due_at,
        )


def _wake() -> None:
    """Have it sent now; when the broker is away, the next sweep does it."""
    try:
        current_app.send_task("tasks.send_notices", queue="notify", retry=False)
    except Exception:
        logger.warning("broker_unavailable", extra={"task": "tasks.send_notices"})
