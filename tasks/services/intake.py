"""Requests from inside and outside: they wait until somebody decides."""

import secrets
from datetime import datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.activity import record
from tasks.events import IntakeChanged
from tasks.models import IntakeForm, IntakeItem, Project, Task
from tasks.models.task import DESCRIPTION_LIMIT
from tasks.selectors.intake import intake_payload
from tasks.services.recording import lock_project
from tasks.services.tasks import TaskValues, create_task
from tasks.services.tasks.values import clean_title
from tasks.services.values import one_line
from teamflow.common.errors import Conflict, NotFound
from teamflow.common.events import publish

Status = IntakeItem.Status
NAME_LIMIT, EMAIL_LIMIT, REASON_LIMIT = 100, 254, 500


class FormValues(TypedDict, total=False):
    """What people set of a form."""

    title: str
    introduction: str
    is_open: bool


@transaction.atomic
def file_request(
    *,
    actor: User | None,
    project: Project,
    title: str,
    description: str = "",
    sender: tuple[str, str] = ("", ""),
) -> IntakeItem:
    """Something that people want: from a member, or (`sender`: name, e-mail) from outside."""
    project = lock_project(project.pk)
    item = IntakeItem.objects.create(
        project=project,
        title=_title(title),
        description=_description(description),
        sender_name=_name(sender[0]),
        sender_email=_email(sender[1]),
        created_by=actor,
    )
    _tell(actor, item)
    return item


@transaction.atomic
def accept(*, actor: User, item: IntakeItem, **values: Unpack[TaskValues]) -> IntakeItem:
    """Make it a task of the project, with what `values` adds; decided already: Conflict."""
    item = _waiting(item)
    wanted: TaskValues = {"title": item.title, "description": _told(item)}
    wanted.update(values)
    task = create_task(actor=actor, project=item.project, **wanted)
    return _decide(actor, item, Status.ACCEPTED, task=task)


@transaction.atomic
def decline(*, actor: User, item: IntakeItem, reason: str = "") -> IntakeItem:
    """Say no, and why."""
    item = _waiting(item)
    reason = " ".join(reason.replace("\x00", "").split())
    if len(reason) > REASON_LIMIT:
        raise ValidationError({"reason": _("At most 500 characters.")})
    return _decide(actor, item, Status.DECLINED, reason=reason)


@transaction.atomic
def mark_duplicate(*, actor: User, item: IntakeItem, task_id: UUID) -> IntakeItem:
    """Point to the task that is about the same."""
    item = _waiting(item)
    task = Task.objects.filter(pk=task_id, project=item.project, deleted_at=None).first()
    if task is None:
        raise ValidationError({"task": _("This project has no such task.")})
    return _decide(actor, item, Status.DUPLICATE, task=task)


@transaction.atomic
def snooze(*, actor: User, item: IntakeItem, until: datetime | None) -> IntakeItem:
    """Put it off until then; None brings it back now."""
    item = _waiting(item)
    if until is not None and until <= timezone.now():
        raise ValidationError({"until": _("Choose a time to come.")})
    if item.snoozed_until == until:
        return item
    item.snoozed_until = until
    item.save(update_fields=["snoozed_until", "updated_at"])
    _tell(actor, item)
    return item


@transaction.atomic
def reopen(*, actor: User, item: IntakeItem) -> IntakeItem:
    """Take a decision back; a task that it became stays."""
    item = _locked(item)
    if item.status == Status.WAITING:
        return item
    item.status, item.reason, item.task = Status.WAITING, "", None
    item.decided_by, item.decided_at, item.snoozed_until = None, None, None
    item.save()
    _tell(actor, item)
    return item


@transaction.atomic
def set_form(*, actor: User, project: Project, **values: Unpack[FormValues]) -> IntakeForm:
    """Open or close the public form, and say what stands above it."""
    project = lock_project(project.pk)
    form = _form(project)
    if "title" in values:
        form.title = one_line(values["title"], field="title", limit=100)
    if "introduction" in values:
        form.introduction = values["introduction"].replace("\x00", "").strip()
        if len(form.introduction) > 2000:
            raise ValidationError({"introduction": _("At most 2,000 characters.")})
    if "is_open" in values:
        form.is_open = values["is_open"]
    form.save()
    return form


@transaction.atomic
def renew_address(*, actor: User, project: Project) -> IntakeForm:
    """Give the form a new address; the old one leads nowhere from now on."""
    form = _form(lock_project(project.pk))
    form.token = secrets.token_urlsafe(32)
    form.save(update_fields=["token", "updated_at"])
    return form


def _form(project: Project) -> IntakeForm:
    form, _is_new = IntakeForm.objects.get_or_create(
        project=project,
        defaults={"token": secrets.token_urlsafe(32), "title": project.name, "is_open": False},
    )
    return form


def _locked(item: IntakeItem) -> IntakeItem:
    project = lock_project(item.project_id)
    found = IntakeItem.objects.select_related("created_by").filter(pk=item.pk).first()
    if found is None:
        raise NotFound
    found.project = project
    return found


def _waiting(item: IntakeItem) -> IntakeItem:
    item = _locked(item)
    if item.status != Status.WAITING:
        raise Conflict(_("Somebody decided this in the meantime."), current=intake_payload(item))
    return item


def _decide(
    actor: User, item: IntakeItem, status: Status, *, reason: str = "", task: Task | None = None
) -> IntakeItem:
    item.status, item.reason, item.task = status, reason, task
    item.decided_by, item.decided_at, item.snoozed_until = actor, timezone.now(), None
    item.save()
    _tell(actor, item)
    return item


def _told(item: IntakeItem) -> str:
    """The description, with who asked, where that was somebody from outside."""
    who = " ".join(part for part in (item.sender_name, item.sender_email) if part)
    if not who:
        return item.description
    asked = _("Asked by %(who)s") % {"who": who}
    return f"{item.description}\n\n{asked}".strip()[:DESCRIPTION_LIMIT]


def _title(title: str) -> str:
    try:
        return clean_title(title)
    except ValueError as error:
        raise ValidationError({"title": str(error)}) from None


def _description(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > DESCRIPTION_LIMIT // 2:
        raise ValidationError({"description": _("At most 25,000 characters.")})
    return text


def _name(text: str) -> str:
    text = " ".join(text.replace("\x00", "").split())
    if len(text) > NAME_LIMIT:
        raise ValidationError({"name": _("At most 100 characters.")})
    return text


def _email(text: str) -> str:
    text = text.strip()
    if not text:
        return ""
    try:
        validate_email(text)
    except ValidationError:
        raise ValidationError({"email": _("This is no e-mail address.")}) from None
    return text[:EMAIL_LIMIT]


def _tell(actor: User | None, item: IntakeItem) -> None:
    project = item.project
    data: dict[str, Any] = intake_payload(item)
    entry = record(
        actor=actor,
        log=project.log,
        verb="intake.updated",
        target_kind="intake",
        target_id=item.pk,
        rooms=[project.log],
        data=data,
    )
    publish(IntakeChanged(entry=entry, workspace_id=project.workspace_id, project_id=project.pk))
