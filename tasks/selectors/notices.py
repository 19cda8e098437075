"""Who hears what, by which way: preferences, levels of projects, and what waits to leave."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from accounts.models import Membership, User
from tasks.models import (
    NoticeDelivery,
    NoticeLevel,
    Notification,
    Project,
    ProjectNotices,
    PushSubscription,
)
from tasks.preferences import Preferences, is_for, preferences_of, zone_of
from teamflow.common.cache import cached, forget

REMEMBERED_SECONDS = 300


@dataclass(frozen=True, kw_only=True)
class Listener:
    """A member, with what they want to hear of one project."""

    user_id: UUID
    said: Any
    zone_name: str
    level: str | None
    has_device: bool

    @cached_property
    def preferences(self) -> Preferences:
        """What they want."""
        return preferences_of(self.said)

    @cached_property
    def zone(self) -> ZoneInfo:
        """Where their day begins and ends."""
        return zone_of(self.zone_name)

    def hears(self, kind: str) -> bool:
        """Whether they want to know of it at all."""
        return is_for(self.level, kind) and bool(self.preferences.channels.get(kind))


def listeners(*, workspace_id: UUID, task_id: UUID, user_ids: Collection[UUID]) -> list[Listener]:
    """Those of `user_ids` who belong to the workspace: one query for all that they said."""
    level = ProjectNotices.objects.filter(user=OuterRef("user"), project__tasks=task_id)
    devices = PushSubscription.objects.filter(user=OuterRef("user"))
    members = (
        Membership.objects.filter(
            workspace_id=workspace_id, user_id__in=user_ids, user__is_active=True
        )
        .annotate(level=Subquery(level.values("level")[:1]), has_device=Exists(devices))
        .order_by("user_id")
        .values_list(
            "user_id",
            "user__notification_preferences",
            "user__timezone",
            "level",
            "has_device",
        )
    )
    return [
        Listener(user_id=pk, said=said, zone_name=zone, level=level, has_device=device)
        for pk, said, zone, level, device in members
    ]


def followers_of(project_id: UUID) -> list[UUID]:
    """Who wants to hear everything of a project; remembered, as every change asks."""
    return [
        UUID(each)
        for each in cached(
            _followers_key(project_id), REMEMBERED_SECONDS, lambda: _followers(project_id)
        )
    ]


def forget_followers(project_id: UUID) -> None:
    """Somebody began or ceased to follow."""
    forget(_followers_key(project_id))


def levels_of(*, user: User) -> list[dict[str, Any]]:
    """Every live project of the person's workspaces with what they chose for it."""
    chosen = ProjectNotices.objects.filter(user=user, project=OuterRef("pk"))
    projects = (
        Project.objects.filter(
            workspace__memberships__user=user,
            workspace__deleted_at=None,
            deleted_at=None,
            archived_at=None,
        )
        .annotate(level=Subquery(chosen.values("level")[:1]))
        .order_by("workspace__name", "name", "pk")
        .values("pk", "key", "name", "workspace__name", "workspace__slug", "level")
    )
    return [
        {
            "project": {"id": row["pk"], "key": row["key"], "name": row["name"]},
            "workspace": {"name": row["workspace__name"], "slug": row["workspace__slug"]},
            "level": row["level"] or "default",
        }
        for row in projects[:500]
    ]


def waiting_for(*, user_id: UUID, channel: str) -> QuerySet[NoticeDelivery]:
    """What has yet to reach somebody by one channel, oldest first."""
    rows = NoticeDelivery.objects.filter(recipient_id=user_id, channel=channel)
    return rows.select_related("notification").order_by("pk")


def still_news(ids: Collection[UUID]) -> QuerySet[Notification]:
    """Those that are worth telling: not read, put away, or taken from sight meanwhile."""
    membership = Membership.objects.filter(
        user=OuterRef("recipient"), workspace=OuterRef("workspace"), workspace__deleted_at=None
    )
    return (
        Notification.objects.filter(
            Exists(membership),
            pk__in=ids,
            read_at=None,
            archived_at=None,
            snoozed_until=None,
            task__deleted_at=None,
            task__project__deleted_at=None,
            recipient__is_active=True,
        )
        .select_related("task__project__workspace", "actor")
        .order_by("created_at", "id")
    )


def _followers_key(project_id: UUID) -> str:
    return f"project:{project_id}:followers"


def _followers(project_id: UUID) -> list[str]:
    rows = ProjectNotices.objects.filter(project_id=project_id, level=NoticeLevel.ALL)
    return [str(pk) for pk in rows.values_list("user_id", flat=True)]
