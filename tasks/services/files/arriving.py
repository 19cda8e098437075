"""A file's way in: room is made, the browser brings it, what came is looked at."""

import hashlib
from typing import BinaryIO
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.media import Media, media_of
from tasks.models import Attachment, AttachmentStatus, Task
from tasks.services.files.room import check_room
from tasks.services.files.scanning import wake_scan
from tasks.services.links import tell_attachment
from tasks.services.tasks.writing import lock_task
from tasks.services.values import one_line
from teamflow.common.errors import NotFound
from teamflow.common.ids import uuid7
from teamflow.common.uploads import INCOMING, Incoming, NotArrived, UploadTarget, uploads

_PIECE = 256 * 1024


def announce_file(
    *,
    actor: User,
    task: Task,
    name: str,
    size: int,
    media_type: str = "",
    id: UUID | None = None,
) -> tuple[Attachment, UploadTarget]:
    """Make room for a file of `size` bytes, and say where the browser puts it.

    Whoever chose it without a network gave it an `id`, by which their texts name it already.
    """
    attachment = _make_room(actor, task, id or uuid7(), name, size, media_type)
    # The storage is asked outside of the transaction: it may be slow, and others wait for the task.
    incoming = incoming_of(attachment)
    upload_id = uploads().begin(incoming)
    if upload_id:
        attachment.upload_id = upload_id
        Attachment.objects.filter(pk=attachment.pk).update(upload_id=upload_id)
    return attachment, uploads().target(incoming_of(attachment))


@transaction.atomic
def _make_room(
    actor: User, task: Task, pk: UUID, name: str, size: int, media_type: str
) -> Attachment:
    task = lock_task(task)
    check_room(actor, task, size)
    try:
        with transaction.atomic():
            return Attachment.objects.create(
                pk=pk,
                task=task,
                name=one_line(name.replace("/", " ").replace("\\", " "), field="name", limit=300),
                status=AttachmentStatus.ARRIVING,
                size=size,
                # What the browser says of it; confirming says what it is.
                media_type=one_line(media_type, field="media_type", limit=120)
                if media_type
                else "",
                storage_key=f"{INCOMING}/{uuid7()}",
                created_by=actor,
            )
    except IntegrityError:
        raise ValidationError({"id": _("Another file is called so.")}) from None


def bring_again(*, actor: User, attachment: Attachment) -> UploadTarget:
    """New addresses for a file whose old ones ran out, and which of its parts are there."""
    if attachment.status != AttachmentStatus.ARRIVING or attachment.created_by_id != actor.pk:
        raise NotFound
    try:
        return uploads().target(incoming_of(attachment))
    except NotArrived:
        raise NotFound from None


@transaction.atomic
def give_up_file(*, actor: User, attachment: Attachment) -> None:
    """Forget a file that is not to come after all; one that was kept stays."""
    arriving = Attachment.objects.select_for_update().filter(
        pk=attachment.pk, status=AttachmentStatus.ARRIVING, created_by=actor
    )
    count, _rows = arriving.delete()
    if count:
        transaction.on_commit(lambda: uploads().forget(incoming_of(attachment)), robust=True)


def confirm_file(*, actor: User, attachment: Attachment) -> Attachment:
    """Look at what came and keep it with the task; confirming twice changes nothing.

    What is not taken is deleted at once.
    """
    if attachment.status != AttachmentStatus.ARRIVING:
        return attachment
    final = f"attachments/{attachment.task_id}/{uuid7()}"
    incoming = incoming_of(attachment)
    try:
        uploads().take_in(incoming, final)
        with uploads().reading(final) as file:
            media, sha256 = media_of(file, attachment.name), _hash_of(file)
    except NotArrived:
        return _as_kept(attachment, _("The file has not arrived yet."))
    if media is None:
        default_storage.delete(final)
        give_up_file(actor=actor, attachment=attachment)
        raise ValidationError({"file": _("Files of this kind are not taken.")})
    kept = _keep(actor, attachment, final, media, sha256)
    if kept.storage_key != final:
        default_storage.delete(final)
    uploads().forget(incoming)
    return kept


@transaction.atomic
def _keep(actor: User, attachment: Attachment, final: str, media: Media, sha256: str) -> Attachment:
    task = lock_task(attachment.task)
    fresh = Attachment.objects.filter(pk=attachment.pk, deleted_at=None).first()
    if fresh is None:
        raise NotFound
    if fresh.status != AttachmentStatus.ARRIVING:
        return fresh
    fresh.media_type = media.media_type
    fresh.width, fresh.height = media.width, media.height
    fresh.sha256 = sha256
    fresh.url = f"/files/{fresh.pk}/{quote(fresh.name[:80], safe='')}"
    fresh.status = (
        AttachmentStatus.PENDING if settings.CLAMD_ADDRESS else AttachmentStatus.UNSCANNED
    )
    fresh.storage_key = final
    fresh.upload_id = ""
    fresh.save()
    tell_attachment(actor, task, fresh, "attachment.added")
    wake_scan(fresh)
    return fresh


def _as_kept(attachment: Attachment, words: str) -> Attachment:
    """The attachment, if somebody confirmed it a moment ago; otherwise a refusal in `words`."""
    fresh = Attachment.objects.filter(pk=attachment.pk).first()
    if fresh is None or fresh.status == AttachmentStatus.ARRIVING:
        raise ValidationError({"upload": words})
    return fresh


def incoming_of(attachment: Attachment) -> Incoming:
    """What the storage needs to know of an announced file."""
    return Incoming(
        key=attachment.storage_key,
        size=attachment.size or 0,
        media_type=attachment.media_type,
        upload_id=attachment.upload_id,
    )


def _hash_of(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()
