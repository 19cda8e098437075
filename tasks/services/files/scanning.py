"""What a job does with a file that came: scan it, make pictures of it, tell the room."""

import logging
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from tasks.models import Attachment, AttachmentStatus
from tasks.models.task import DELETED_FILES
from tasks.pictures import Pictures, pictures_of
from tasks.services.files.bytes import delete_bytes
from tasks.services.links import tell_attachment
from tasks.services.tasks.writing import lock_task
from teamflow.common import clamd
from teamflow.common.jobs import enqueue
from teamflow.common.uploads import NotArrived, uploads

logger = logging.getLogger(__name__)

JOB = "tasks.look_through"


def wake_scan(attachment: Attachment) -> None:
    """Have a job look through the file, once the running transaction is committed."""
    enqueue(
        kind=JOB,
        actor=None,
        payload={"attachment": str(attachment.pk)},
        workspace_id=attachment.task.project.workspace_id,
        target_kind="attachment",
        target_id=attachment.pk,
        max_attempts=6,
    )


def look_through(*, attachment_id: UUID) -> AttachmentStatus | None:
    """Scan the file where a scanner is set, then make its pictures; running twice does no harm.

    Raises clamd.Away where the scanner does not answer: the file stays unfetchable until it does.
    """
    live = Attachment.objects.filter(task__deleted_at=None, task__project__deleted_at=None)
    attachment = live.select_related("task").filter(pk=attachment_id).first()
    if attachment is None or attachment.status not in _TO_LOOK_AT:
        return None
    try:
        with uploads().reading(attachment.storage_key) as file:
            status, verdict = _scanned(file, attachment)
            pictures = Pictures()
            if status not in DELETED_FILES:
                file.seek(0)
                pictures = pictures_of(file, attachment.media_type)
    except NotArrived:
        status, verdict, pictures = AttachmentStatus.REFUSED, "missing", Pictures()
    return _settle(attachment, status, verdict, pictures)


_TO_LOOK_AT = (AttachmentStatus.PENDING, AttachmentStatus.UNSCANNED)


def _scanned(file: clamd.Readable, attachment: Attachment) -> tuple[AttachmentStatus, str]:
    if not settings.CLAMD_ADDRESS:
        return AttachmentStatus.UNSCANNED, ""
    try:
        found = clamd.scan(file, settings.CLAMD_ADDRESS)
    except clamd.TooLarge:
        return AttachmentStatus.REFUSED, "too large"
    if found is None:
        return AttachmentStatus.CLEAN, ""
    logger.warning("infected_file", extra={"attachment": str(attachment.pk), "found": found})
    return AttachmentStatus.INFECTED, found[:200]


@transaction.atomic
def _settle(
    attachment: Attachment, status: AttachmentStatus, verdict: str, pictures: Pictures
) -> AttachmentStatus | None:
    task = lock_task(attachment.task)
    fresh = Attachment.objects.select_for_update().filter(pk=attachment.pk).first()
    if fresh is None or fresh.status not in _TO_LOOK_AT:
        return None
    fresh.status, fresh.verdict = status, verdict
    key = fresh.storage_key
    if pictures.thumbnail:
        fresh.thumbnail_key = _stored(f"{key}.thumb.webp", pictures.thumbnail)
    if pictures.preview:
        fresh.preview_key = _stored(f"{key}.preview.webp", pictures.preview)
    fresh.save()
    if status in DELETED_FILES:
        delete_bytes(fresh)
    if fresh.deleted_at is None:
        tell_attachment(None, task, fresh, "attachment.scanned")
    return status


def _stored(key: str, data: bytes) -> str:
    if not default_storage.exists(key):
        default_storage.save(key, ContentFile(data))
    return key
