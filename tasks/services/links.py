"""Links: between tasks, and from a task to somewhere else."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Attachment, Task, TaskLink
from tasks.services.recording import announce_part
from tasks.services.tasks.writing import lock_task, save_changes, tell
from tasks.services.values import one_line, web_address

MAX_ATTACHMENTS = 200


@transaction.atomic
def link_tasks(*, actor: User, source: Task, target: Task, kind: str) -> TaskLink:
    """Say how two tasks of one workspace relate; saying it twice changes nothing."""
    source = lock_task(source)
    if kind not in TaskLink.Kind.values:
        raise ValidationError({"kind": _("Blocks, relates or duplicates.")})
    if source.pk == target.pk:
        raise ValidationError({"target": _("A task cannot be linked to itself.")})
    if source.project.workspace_id != target.project.workspace_id:
        raise ValidationError({"target": _("This workspace has no such task.")})
    link, is_new = TaskLink.objects.get_or_create(source=source, target=target, kind=kind)
    if is_new:
        _tell_link(actor, source, [None, f"{kind} {target.key}"])
    return link


@transaction.atomic
def unlink_tasks(*, actor: User, link: TaskLink) -> None:
    """Take the relation back."""
    source = lock_task(link.source)
    words = f"{link.kind} {link.target.key}"
    link.delete()
    _tell_link(actor, source, [words, None])


@transaction.atomic
def attach_link(*, actor: User, task: Task, url: str, name: str = "") -> Attachment:
    """Keep an address with the task; only http and https ones."""
    task = lock_task(task)
    if task.attachments.count() >= MAX_ATTACHMENTS:
        raise ValidationError({"url": _("A task has at most 200 attachments.")})
    url = web_address(url)
    attachment = Attachment.objects.create(
        task=task,
        url=url,
        name=one_line(name or url, field="name", limit=2000)[:300],
        created_by=actor,
    )
    tell_attachment(actor, task, attachment, "attachment.added")
    return attachment


@transaction.atomic
def remove_attachment(*, actor: User, attachment: Attachment) -> None:
    """Forget the address, or the file with its bytes."""
    task = lock_task(attachment.task)
    key = attachment.storage_key
    if key:
        transaction.on_commit(lambda: default_storage.delete(key), robust=True)
    # deleting clears the key of the instance
    pk = attachment.pk
    attachment.delete()
    attachment.pk = pk
    tell_attachment(actor, task, attachment, "attachment.removed")


def attachment_payload(attachment: Attachment) -> dict[str, Any]:
    """An attachment on the wire."""
    return {
        "id": str(attachment.pk),
        "name": attachment.name,
        "url": attachment.url,
        "created_at": attachment.created_at,
        "status": attachment.status,
        "media_type": attachment.media_type,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "width": attachment.width,
        "height": attachment.height,
    }


def tell_attachment(actor: User, task: Task, attachment: Attachment, verb: str) -> None:
    """Say what became of it to those who look at the task."""
    announce_part(
        actor=actor,
        task=task,
        verb=verb,
        target=("attachment", attachment.pk),
        data=attachment_payload(attachment),
    )


def _tell_link(actor: User, task: Task, change: list[str | None]) -> None:
    changes = {"links": change}
    save_changes(task, changes, set())
    tell(actor, task.project, "task.updated", [task], {task.pk: changes})
