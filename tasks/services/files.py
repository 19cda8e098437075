"""Files of a task: announced, brought by the browser, looked at, then kept."""

import hashlib
from datetime import timedelta
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.media import media_of
from tasks.models import Attachment, AttachmentStatus, Task
from tasks.services.links import MAX_ATTACHMENTS, tell_attachment
from tasks.services.tasks.writing import lock_task
from tasks.services.values import one_line
from teamflow.common.errors import NotFound, RateLimited
from teamflow.common.ids import uuid7
from teamflow.common.uploads import UploadTarget, upload_target

UNCONFIRMED_FOR = timedelta(days=1)
RECOVERABLE_FOR = timedelta(days=30)


@transaction.atomic
def announce_file(
    *, actor: User, task: Task, name: str, size: int, media_type: str = ""
) -> tuple[Attachment, UploadTarget]:
    """Make room for a file of `size` bytes, and say where the browser puts it."""
    task = lock_task(task)
    _check_room(actor, task, size)
    name = one_line(name.replace("/", " ").replace("\\", " "), field="name", limit=300)
    attachment = Attachment.objects.create(
        task=task,
        name=name,
        status=AttachmentStatus.PENDING,
        size=size,
        storage_key=f"attachments/{task.pk}/{uuid7()}",
        created_by=actor,
    )
    target = upload_target(key=attachment.storage_key, size=size, media_type=media_type)
    return attachment, target


@transaction.atomic
def confirm_file(*, actor: User, attachment: Attachment) -> Attachment:
    """Look at what came and keep it with the task; confirming twice changes nothing.

    What is not taken is deleted at once.
    """
    task = lock_task(attachment.task)
    fresh = Attachment.objects.filter(pk=attachment.pk, deleted_at=None).first()
    if fresh is None:
        raise NotFound
    if fresh.status != AttachmentStatus.PENDING:
        return fresh
    if not default_storage.exists(fresh.storage_key):
        raise ValidationError({"upload": _("The file has not arrived yet.")})
    with default_storage.open(fresh.storage_key, "rb") as file:
        data = file.read()
    media = media_of(data, fresh.name)
    if media is None or len(data) != fresh.size:
        raise ValidationError({"upload": _("Files of this kind are not taken.")})
    fresh.media_type = media.media_type
    fresh.width, fresh.height = media.width, media.height
    fresh.sha256 = hashlib.sha256(data).hexdigest()
    fresh.url = f"/files/{fresh.pk}/{quote(fresh.name[:80], safe='')}"
    fresh.status = AttachmentStatus.CLEAN
    fresh.save()
    tell_attachment(actor, task, fresh, "attachment.added")
    return fresh


@transaction.atomic
def restore_attachment(*, actor: User, attachment: Attachment) -> Attachment:
    """Bring back what was removed, if there still is room; what was not removed stays as it is."""
    task = lock_task(attachment.task)
    fresh = Attachment.objects.filter(pk=attachment.pk).first()
    if fresh is None:
        raise NotFound
    if fresh.deleted_at is None:
        return fresh
    _check_task_room(task, fresh.size or 0)
    fresh.deleted_at = None
    fresh.save(update_fields=["deleted_at", "updated_at"])
    tell_attachment(actor, task, fresh, "attachment.added")
    return fresh


def purge_removed() -> int:
    """Forget what was removed 30 days ago: the rows first, then the bytes that nothing names."""
    before = timezone.now() - RECOVERABLE_FOR
    stale = list(Attachment.objects.filter(deleted_at__lt=before)[:500])
    for attachment in stale:
        attachment.delete()
        if attachment.storage_key:
            default_storage.delete(attachment.storage_key)
    return len(stale)


def forget_unconfirmed() -> int:
    """Remove uploads that nobody confirmed for a day."""
    before = timezone.now() - UNCONFIRMED_FOR
    stale = list(
        Attachment.objects.filter(status=AttachmentStatus.PENDING, created_at__lt=before)[:500]
    )
    for attachment in stale:
        attachment.delete()
        default_storage.delete(attachment.storage_key)
    return len(stale)


def _check_room(actor: User, task: Task, size: int) -> None:
    if not 0 < size <= settings.ATTACHMENT_MAX_BYTES:
        megabytes = settings.ATTACHMENT_MAX_BYTES // (1024 * 1024)
        raise ValidationError({"size": _("A file has at most %(n)s MB.") % {"n": megabytes}})
    _check_task_room(task, size)
    hour_ago = timezone.now() - timedelta(hours=1)
    recent = Attachment.objects.filter(created_by=actor, created_at__gt=hour_ago)
    if recent.exclude(storage_key="").count() >= settings.ATTACHMENTS_PER_HOUR:
        raise RateLimited(600, _("You brought many files. Wait a while."))


def _check_task_room(task: Task, size: int) -> None:
    live = task.attachments.filter(deleted_at=None)
    if live.count() >= MAX_ATTACHMENTS:
        raise ValidationError({"size": _("A task has at most 200 attachments.")})
    held = live.aggregate(sum=Sum("size"))["sum"] or 0
    if held + size > settings.ATTACHMENT_TASK_MAX_BYTES:
        megabytes = settings.ATTACHMENT_TASK_MAX_BYTES // (1024 * 1024)
        message = _("The files of a task have at most %(n)s MB together.") % {"n": megabytes}
        raise ValidationError({"size": message})
