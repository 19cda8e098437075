"""What a project promises about time, and noticing that it was not kept."""

import logging
from datetime import datetime, timedelta
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.activity import record
from tasks.events import ServiceTargetBreached, ServiceTargetChanged
from tasks.models import NotificationKind, Project, ServiceBreach, ServiceTarget, Task
from tasks.selectors.querying import bounded_time, parsed
from tasks.selectors.targets import open_under, target_payload
from tasks.services.notifications import Told, notify
from tasks.services.recording import lock_project
from tasks.services.values import one_line
from teamflow.common.errors import NotFound
from teamflow.common.eventlog import LogEntry
from teamflow.common.events import publish

logger = logging.getLogger(__name__)
MAX_TARGETS = 50
LONGEST_HOURS = 24 * 366
BATCH = 200


class TargetValues(TypedDict, total=False):
    """What people say of a target."""

    name: str
    query: str
    hours: int
    is_enabled: bool


@transaction.atomic
def create_target(
    *, actor: User, project: Project, **values: Unpack[TargetValues]
) -> ServiceTarget:
    """A new promise: tasks that fit `query` are done within `hours` of being made."""
    project = lock_project(project.pk)
    if project.service_targets.count() >= MAX_TARGETS:
        raise ValidationError({"name": _("A project has at most 50 service targets.")})
    target = ServiceTarget.objects.create(
        project=project,
        name=one_line(values.get("name", ""), field="name", limit=100),
        query=_query(values.get("query", "")),
        hours=_hours(values.get("hours", 0)),
        is_enabled=values.get("is_enabled", True),
        created_by=actor,
    )
    _tell_target(actor, target, target_payload(target))
    return target


@transaction.atomic
def update_target(
    *, actor: User, target: ServiceTarget, **values: Unpack[TargetValues]
) -> ServiceTarget:
    """Change the promise; the same again changes nothing."""
    target = _locked(target)
    cleaned: dict[str, Any] = {}
    if "name" in values:
        cleaned["name"] = one_line(values["name"], field="name", limit=100)
    if "query" in values:
        cleaned["query"] = _query(values["query"])
    if "hours" in values:
        cleaned["hours"] = _hours(values["hours"])
    if "is_enabled" in values:
        cleaned["is_enabled"] = values["is_enabled"]
    changed = {name: new for name, new in cleaned.items() if getattr(target, name) != new}
    if not changed:
        return target
    for name, value in changed.items():
        setattr(target, name, value)
    target.save(update_fields=[*changed, "updated_at"])
    _tell_target(actor, target, target_payload(target))
    return target


@transaction.atomic
def delete_target(*, actor: User, target: ServiceTarget) -> None:
    """Take the promise back."""
    target = _locked(target)
    payload = {**target_payload(target), "deleted": True}
    ServiceTarget.objects.filter(pk=target.pk).delete()
    _tell_target(actor, target, payload)


def notice_breaches(*, now: datetime | None = None) -> int:
    """Find the tasks whose time ran out; each is noticed once, whoever looks."""
    targets = ServiceTarget.objects.select_related("project", "created_by").filter(
        is_enabled=True,
        project__deleted_at=None,
        project__archived_at=None,
        project__workspace__deleted_at=None,
    )
    return sum(_notice(target, now or timezone.now()) for target in targets)


def _notice(target: ServiceTarget, now: datetime) -> int:
    """A query that no longer works must not keep the others from being looked at."""
    try:
        with bounded_time():
            late = open_under(target=target).filter(
                created_at__lte=now - timedelta(hours=target.hours)
            )
            ids = list(
                late.exclude(service_breaches__target=target)
                .order_by("created_at")
                .values_list("pk", flat=True)[:BATCH]
            )
    except ValidationError:
        logger.warning("service_target_unreadable", extra={"target": str(target.pk)})
        return 0
    return sum(_breach(target, task_id, now) for task_id in ids)


@transaction.atomic
def _breach(target: ServiceTarget, task_id: UUID, now: datetime) -> int:
    project = lock_project(target.project_id)
    task = Task.objects.filter(pk=task_id, deleted_at=None).first()
    if task is None:
        return 0
    _row, is_new = ServiceBreach.objects.get_or_create(
        target=target, task=task, defaults={"at": now}
    )
    if not is_new:
        return 0
    entry = record(
        actor=None,
        log=project.log,
        verb="service_target.breached",
        target_kind="task",
        target_id=task.pk,
        rooms=[project.log, task.room],
        data={"task": str(task.pk), "target": target_payload(target)},
    )
    publish(
        ServiceTargetBreached(entry=entry, workspace_id=project.workspace_id, project_id=project.pk)
    )
    _notify(project, task, target, entry)
    return 1


def _notify(project: Project, task: Task, target: ServiceTarget, entry: LogEntry) -> None:
    people = {*task.assignees.values_list("pk", flat=True), project.lead_id, task.created_by_id}
    told = Told(
        workspace_id=project.workspace_id,
        task_id=task.pk,
        entry=entry,
        data={"words": target.name},
    )
    notify(told=told, people={pk: NotificationKind.BREACHED for pk in people if pk})


def _locked(target: ServiceTarget) -> ServiceTarget:
    project = lock_project(target.project_id)
    found = ServiceTarget.objects.filter(pk=target.pk).first()
    if found is None:
        raise NotFound
    found.project = project
    return found


def _query(text: str) -> str:
    text = text.strip()
    if len(text) > 2000 or "\x00" in text:
        raise ValidationError({"query": _("A query of at most 2,000 characters.")})
    if text:
        parsed(text)
    return text


def _hours(hours: int) -> int:
    if not 1 <= hours <= LONGEST_HOURS:
        raise ValidationError({"hours": _("From 1 hour to a year.")})
    return hours


def _tell_target(actor: User, target: ServiceTarget, data: dict[str, Any]) -> None:
    project = target.project
    entry = record(
        actor=actor,
        log=project.log,
        verb="service_target.updated",
        target_kind="service_target",
        target_id=target.pk,
        rooms=[project.log],
        data=data,
    )
    publish(
        ServiceTargetChanged(entry=entry, workspace_id=project.workspace_id, project_id=project.pk)
    )
