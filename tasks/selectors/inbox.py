"""What people were told: their inbox, on the wire and counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts import avatars
from accounts.models import Membership, User
from tasks.models import Notification, NotificationKind, Project, State

Part = Literal["inbox", "snoozed", "archived", "all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of somebody's notifications is meant: a part of them, narrowed by what is not empty."""

    workspace_id: UUID | None = None
    project_id: UUID | None = None
    kinds: frozenset[str] = frozenset()
    part: Part = "inbox"
    is_unread: bool | None = None


EVERYTHING = Asked()

# What the page calls its parts; the API says the same in single filters.
SHOWS: dict[str, Asked] = {
    "all": EVERYTHING,
    "unread": Asked(is_unread=True),
    "mentions": Asked(kinds=frozenset({NotificationKind.MENTIONED, NotificationKind.REPLIED})),
    "assigned": Asked(
        kinds=frozenset(
            {NotificationKind.ASSIGNED, NotificationKind.REVIEW, NotificationKind.APPROVAL}
        )
    ),
    "snoozed": Asked(part="snoozed"),
    "archived": Asked(part="archived"),
}


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


def told_as(*, user: User, asked: Asked) -> QuerySet[Notification]:
    """What of it is asked for."""
    told = told_to(user=user, workspace_id=asked.workspace_id)
    match asked.part:
        case "inbox":
            told = inbox_of(user=user, workspace_id=asked.workspace_id)
        case "snoozed":
            told = told.filter(snoozed_until__gt=timezone.now(), archived_at=None)
        case "archived":
            told = told.exclude(archived_at=None)
    if asked.project_id:
        told = told.filter(task__project_id=asked.project_id)
    if asked.kinds:
        told = told.filter(kind__in=asked.kinds)
    if asked.is_unread is not None:
        told = told.filter(read_at__isnull=asked.is_unread)
    return told


def choices_of(*, user: User, workspace_id: UUID) -> dict[str, Any]:
    """By which projects and kinds there is something to narrow."""
    told = told_to(user=user, workspace_id=workspace_id).order_by()
    projects = Project.objects.filter(pk__in=told.values("task__project")).order_by("name", "pk")
    return {
        "projects": [{"id": row.pk, "key": row.key, "name": row.name} for row in projects],
        "kinds": sorted(told.values_list("kind", flat=True).distinct()),
    }


def inbox_view(query: Mapping[str, str], choices: Mapping[str, Any]) -> dict[str, Any]:
    """What the address asks the page to show; a word in it that means nothing is as if not there.

    The project is named by its key in the address, as everywhere.
    """
    project = next((row for row in choices["projects"] if row["key"] == query.get("project")), None)
    show, kind = query.get("show", ""), query.get("kind", "")
    show = show if show in SHOWS else "all"
    # A part that is of certain kinds is not narrowed to another.
    is_free = kind in choices["kinds"] and not SHOWS[show].kinds
    return {
        "show": show,
        "project": project["id"] if project else "",
        "kind": kind if is_free else "",
    }


def asked_by(view: Mapping[str, Any], *, workspace_id: UUID) -> Asked:
    """The same as a question."""
    asked, kind = SHOWS[view["show"]], view["kind"]
    return replace(
        asked,
        workspace_id=workspace_id,
        project_id=view["project"] or None,
        kinds=frozenset({kind}) if kind else asked.kinds,
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
