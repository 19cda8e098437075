"""What people were told: their inbox, on the wire and counted."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts import avatars
from accounts.models import Membership, User
from tasks.models import Notification, State


def told_to(*, user: User, workspace_id: UUID | None = None) -> QuerySet[Notification]:
    """All that `user` was told and may still see, archived or not."""
    membership = Membership.objects.filter(
        user=user, workspace=OuterRef("workspace"), workspace__deleted_at=None
    )
    told = Notification.objects.filter(
        Q(task=None) | Q(task__deleted_at=None, task__project__deleted_at=None),
        Exists(membership),
        recipient=user,
        is_in_inbox=True,
    )
    return told.filter(workspace_id=workspace_id) if workspace_id else told


def inbox_of(*, user: User, workspace_id: UUID | None = None) -> QuerySet[Notification]:
    """What stands in the inbox now: neither archived nor asleep."""
    return told_to(user=user, workspace_id=workspace_id).filter(
        Q(snoozed_until=None) | Q(snoozed_until__lte=timezone.now()), archived_at=None
    )


def unread_count(*, user: User, workspace_id: UUID | None = None) -> int:
    """How many lines of the inbox were not looked at: all that is said of one task is one line."""
    unread = inbox_of(user=user, workspace_id=workspace_id).filter(read_at=None)
    lines = unread.aggregate(count=Count(Coalesce("task_id", "id"), distinct=True))
    return int(lines["count"])


def notification_payloads(ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """These, in their order, in one query."""
    rows = with_what_they_show(Notification.objects.filter(pk__in=ids)).in_bulk()
    return [notification_payload(rows[pk]) for pk in ids if pk in rows]


def with_what_they_show(rows: QuerySet[Notification]) -> QuerySet[Notification]:
    """The same, with workspace, task and actor at hand."""
    return rows.select_related("workspace", "task__project", "task__column", "actor").defer(
        "task__description", "task__field_versions"
    )


def notification_payload(row: Notification) -> dict[str, Any]:
    """One on the wire."""
    return {
        "id": row.pk,
        "kind": row.kind,
        "workspace": {"id": row.workspace_id, "slug": row.workspace.slug},
        "task": _task(row),
        "actor": _actor(row),
        "data": row.data,
        "created_at": row.created_at,
        "read_at": row.read_at,
        "snoozed_until": row.snoozed_until,
        "archived_at": row.archived_at,
    }


def _task(row: Notification) -> dict[str, Any] | None:
    task = row.task
    if task is None:
        return None
    project = task.project
    return {
        "id": task.pk,
        "key": task.key,
        "title": task.title,
        "status": State.ARCHIVED if task.archived_at else task.column.state,
        "project": {"id": project.pk, "key": project.key, "name": project.name},
    }


def _actor(row: Notification) -> dict[str, Any] | None:
    if row.actor is None:
        return None
    return {"id": row.actor_id, "name": row.actor.name, "avatar": avatars.url(row.actor.avatar)}
