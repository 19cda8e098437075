"""Links: between tasks, and from a task to somewhere else."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Attachment, AttachmentStatus, LinkKind, State, Task, TaskLink
from tasks.services.recording import announce_part
from tasks.services.tasks.updating import update_task
from tasks.services.tasks.writing import lock_task, save_changes, tell
from tasks.services.values import one_line, web_address
from teamflow.common.errors import NotFound

MAX_ATTACHMENTS = 200

# Whatever waits, however far round, for `start`. UNION stops at what was seen.
_WAITING = """
    WITH RECURSIVE waiting AS (
        SELECT %(start)s::uuid AS id
        UNION
        SELECT link.target_id FROM tasks_tasklink AS link
        JOIN waiting ON link.source_id = waiting.id WHERE link.kind = 'blocks')
    SELECT 1 FROM waiting WHERE id = %(end)s
"""


@transaction.atomic
def link_tasks(
    *, actor: User, source: Task, target: Task, kind: str, close: bool = False
) -> TaskLink:
    """Say how two tasks of one workspace relate; saying it twice changes nothing.

    What blocks must not wait, however far round, for what it blocks. With `close`, a task that
    duplicates another is done with.
    """
    _check_ends(source, target, kind)
    if kind == LinkKind.BLOCKS:
        _lock_links(source.project.workspace_id)
    source = lock_task(source)
    if kind == LinkKind.RELATES and _is_related(target, source):
        return TaskLink.objects.get(source=target, target=source, kind=kind)
    link, is_new = TaskLink.objects.get_or_create(source=source, target=target, kind=kind)
    if is_new:
        _refuse_ring(link)
        _tell_link(actor, source, [None, f"{kind} {target.key}"])
    if close and kind == LinkKind.DUPLICATES:
        _close(actor, source)
    return link


@transaction.atomic
def unlink_tasks(*, actor: User, link: TaskLink) -> None:
    """Take the relation back."""
    source = lock_task(link.source)
    words = f"{link.kind} {link.target.key}"
    count, _rows = TaskLink.objects.filter(pk=link.pk).delete()
    if not count:
        raise NotFound
    _tell_link(actor, source, [words, None])


def _lock_links(workspace_id: UUID) -> None:
    """Two people who link at once take turns, or each would miss half of the other's ring."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"links:{workspace_id}"]
        )


def _is_related(source: Task, target: Task) -> bool:
    return TaskLink.objects.filter(source=source, target=target, kind=LinkKind.RELATES).exists()


def _check_ends(source: Task, target: Task, kind: str) -> None:
    if kind not in TaskLink.Kind.values:
        raise ValidationError({"kind": _("Blocks, relates or duplicates.")})
    if source.pk == target.pk:
        raise ValidationError({"target": _("A task cannot be linked to itself.")})
    if source.project.workspace_id != target.project.workspace_id:
        raise ValidationError({"target": _("This workspace has no such task.")})


def _refuse_ring(link: TaskLink) -> None:
    if link.kind != LinkKind.BLOCKS:
        return
    source, target = link.source, link.target
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, {"start": target.pk, "end": source.pk})
        is_ring = cursor.fetchone() is not None
    if is_ring:
        message = _("%(target)s blocks %(source)s already, directly or round others.")
        raise ValidationError({"target": message % {"target": target.key, "source": source.key}})


def _close(actor: User, task: Task) -> None:
    column = task.project.columns.filter(state=State.DONE).order_by("rank", "pk").first()
    if column is not None:
        update_task(actor=actor, task=task, column=column.pk)


@transaction.atomic
def attach_link(*, actor: User, task: Task, url: str, name: str = "") -> Attachment:
    """Keep an address with the task; only http and https ones."""
    task = lock_task(task)
    if task.attachments.filter(deleted_at=None).count() >= MAX_ATTACHMENTS:
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
    """Take the address or the file away; for 30 days it can come back, then it is purged."""
    task = lock_task(attachment.task)
    fresh = Attachment.objects.filter(pk=attachment.pk, deleted_at=None).first()
    if fresh is None or fresh.status == AttachmentStatus.ARRIVING:
        raise NotFound
    fresh.deleted_at = timezone.now()
    fresh.save(update_fields=["deleted_at", "updated_at"])
    tell_attachment(actor, task, fresh, "attachment.removed")


def attachment_payload(attachment: Attachment) -> dict[str, Any]:
    """An attachment on the wire."""
    return {
        "id": str(attachment.pk),
        "name": attachment.name,
        "url": attachment.url,
        "created_at": attachment.created_at,
        "status": attachment.status,
        "verdict": attachment.verdict,
        "media_type": attachment.media_type,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "width": attachment.width,
        "height": attachment.height,
        "thumbnail_url": _picture_url(attachment, "thumbnail", attachment.thumbnail_key),
        "preview_url": _picture_url(attachment, "preview", attachment.preview_key),
    }


def _picture_url(attachment: Attachment, kind: str, key: str) -> str | None:
    # The same address as tasks/selectors/payloads.py gives.
    return f"/previews/{attachment.pk}/{kind}.webp" if key else None


def tell_attachment(actor: User | None, task: Task, attachment: Attachment, verb: str) -> None:
    """Say what became of it to those who look at the task, in the running transaction."""
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
