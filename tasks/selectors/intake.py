"""Reads: requests that wait, and the form that brings them."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Action, Resource
from accounts.selectors import require_right
from tasks.markdown import render_markdown
from tasks.models import IntakeForm, IntakeItem, Project
from teamflow.common.errors import NotFound

QUEUES = ("waiting", "snoozed", "accepted", "declined", "duplicate", "all")


def intake_item_for(*, user: User, item_id: UUID, action: Action) -> IntakeItem:
    """A request, for somebody who may do `action` to requests."""
    found = (
        IntakeItem.objects.select_related("project__workspace", "task__project", "created_by")
        .filter(pk=item_id, project__deleted_at=None)
        .first()
    )
    if found is None:
        raise NotFound
    require_right(
        user=user,
        workspace_id=found.project.workspace_id,
        action=action,
        resource=Resource.INTAKE,
    )
    return found


def intake_of(*, project: Project, queue: str = "waiting") -> QuerySet[IntakeItem]:
    """The requests of one queue; what was put off comes back by itself when its time is up."""
    items = IntakeItem.objects.filter(project=project).select_related("task__project", "created_by")
    is_snoozed = Q(snoozed_until__gt=timezone.now())
    if queue == "waiting":
        return items.filter(status="waiting").exclude(is_snoozed)
    if queue == "snoozed":
        return items.filter(is_snoozed, status="waiting")
    return items if queue == "all" else items.filter(status=queue)


def open_form(*, token: str) -> IntakeForm:
    """The form at this address, open or closed, while its project is there."""
    found = (
        IntakeForm.objects.select_related("project__workspace")
        .filter(
            token=token,
            project__deleted_at=None,
            project__archived_at=None,
            project__workspace__deleted_at=None,
        )
        .first()
    )
    if found is None:
        raise NotFound
    return found


def intake_payload(item: IntakeItem) -> dict[str, Any]:
    """A request on the wire."""
    task, maker = item.task, item.created_by
    return {
        "id": item.pk,
        "project": item.project_id,
        "title": item.title,
        "description": item.description,
        "description_html": render_markdown(item.description),
        "sender": {
            "id": maker.pk if maker else None,
            "name": maker.name if maker else item.sender_name,
            "email": item.sender_email,
        },
        "status": item.status,
        "reason": item.reason,
        "snoozed_until": item.snoozed_until,
        "task": {"id": task.pk, "key": task.key, "title": task.title} if task else None,
        "decided_at": item.decided_at,
        "created_at": item.created_at,
    }


def form_payload(form: IntakeForm | None) -> dict[str, Any]:
    """The form's settings; a project that never opened one has no address."""
    return {
        "is_open": bool(form and form.is_open),
        "address": f"/intake/{form.token}/" if form else None,
        "title": form.title if form else "",
        "introduction": form.introduction if form else "",
    }
