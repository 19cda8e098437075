"""Files of a task that is copied: rows of its own, which share the bytes."""

import re
from collections.abc import Collection, Mapping
from uuid import UUID

from accounts.models import User
from tasks.models import Attachment, AttachmentStatus, Task
from tasks.services.files.scanning import wake_scan
from tasks.services.links import tell_attachment
from teamflow.common.ids import uuid7

_COPIED = (
    AttachmentStatus.LINK,
    AttachmentStatus.PENDING,
    AttachmentStatus.CLEAN,
    AttachmentStatus.UNSCANNED,
)
_ADDRESS = re.compile(r"/files/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")

Copies = dict[UUID, Attachment]


def copies_of_files(tasks: Collection[Task]) -> dict[UUID, Copies]:
    """By task, what its copy will hold, by what it is a copy of; not written yet."""
    held = Attachment.objects.filter(task__in=tasks, deleted_at=None, status__in=_COPIED)
    found: dict[UUID, Copies] = {task.pk: {} for task in tasks}
    for row in held.order_by("created_at", "pk"):
        found[row.task_id][row.pk] = _copy(row)
    return found


def with_copied_files(text: str, copies: Mapping[UUID, Attachment]) -> str:
    """`text` with the addresses of the copies, so that it shows pictures of its own task."""

    def renamed(found: re.Match[str]) -> str:
        copy = copies.get(UUID(found[1]))
        return f"/files/{copy.pk}/" if copy else found[0]

    return _ADDRESS.sub(renamed, text)


def copy_files(*, actor: User, task: Task, copies: Copies) -> None:
    """Give `task` its copies, and say so, in the running transaction."""
    for copy in copies.values():
        copy.task, copy.created_by = task, actor
    Attachment.objects.bulk_create(copies.values())
    for copy in copies.values():
        tell_attachment(actor, task, copy, "attachment.added")
        if copy.status == AttachmentStatus.PENDING:
            wake_scan(copy)


def _copy(row: Attachment) -> Attachment:
    pk = uuid7()
    return Attachment(
        pk=pk,
        name=row.name,
        url=with_copied_files(row.url, {row.pk: Attachment(pk=pk)}),
        status=row.status,
        verdict=row.verdict,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        storage_key=row.storage_key,
        thumbnail_key=row.thumbnail_key,
        preview_key=row.preview_key,
        width=row.width,
        height=row.height,
    )
