"""What nobody needs any more leaves the storage; what somebody does, never."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from tasks.models import Attachment, AttachmentStatus
from tasks.models.task import DELETED_FILES
from tasks.services.files.arriving import incoming_of
from tasks.services.files.bytes import delete_bytes
from tasks.services.files.scanning import wake_scan
from teamflow.common.models import Job
from teamflow.common.uploads import INCOMING, Stored, uploads

UNCONFIRMED_FOR = timedelta(days=1)
RECOVERABLE_FOR = timedelta(days=30)
ORPHANED_FOR = timedelta(days=30)
SCANNED_WITHIN = timedelta(minutes=10)
_AT_ONCE = 500


def purge_removed(*, now: datetime | None = None) -> int:
    """Forget what was removed 30 days ago: the rows first, then the bytes that nothing names."""
    before = (now or timezone.now()) - RECOVERABLE_FOR
    stale = Attachment.objects.filter(deleted_at__lt=before).values_list("pk", flat=True)
    return sum(_purge(pk, before) for pk in list(stale[:_AT_ONCE]))


@transaction.atomic
def _purge(pk: UUID, before: datetime) -> bool:
    # Asked again under a lock: it may just have been restored.
    row = Attachment.objects.select_for_update().filter(pk=pk, deleted_at__lt=before).first()
    if row is None:
        return False
    row.delete()
    delete_bytes(row)
    return True


def forget_unconfirmed(*, now: datetime | None = None) -> int:
    """Remove uploads that nobody confirmed for a day, and what came of them."""
    before = (now or timezone.now()) - UNCONFIRMED_FOR
    arriving = Attachment.objects.filter(status=AttachmentStatus.ARRIVING, created_at__lt=before)
    count = 0
    for row in list(arriving[:_AT_ONCE]):
        # Only while it is still unconfirmed: who confirms it now wins.
        gone, _rows = arriving.filter(pk=row.pk).delete()
        if gone:
            uploads().forget(incoming_of(row))
            count += 1
    return count


def sweep_storage(*, now: datetime | None = None) -> int:
    """Delete what lies in the storage and belongs to nothing.

    Arriving files after a day, kept ones after 30: long enough that nothing that is just being
    written, or that a backup of the database names, is taken for an orphan.
    """
    now = now or timezone.now()
    count = uploads().forget_cut(now - UNCONFIRMED_FOR)
    count += _sweep(INCOMING, now - UNCONFIRMED_FOR)
    count += _sweep("attachments", now - ORPHANED_FOR)
    return count + _sweep("imports", now - ORPHANED_FOR)


def scan_left_behind(*, now: datetime | None = None) -> int:
    """Wake the scan again of what waits for it: the scanner was away, or a job was lost."""
    before = (now or timezone.now()) - SCANNED_WITHIN
    waiting = Attachment.objects.filter(
        status=AttachmentStatus.PENDING,
        updated_at__lt=before,
        deleted_at=None,
        task__deleted_at=None,
        task__project__deleted_at=None,
    )
    rows = list(waiting.select_related("task__project")[:_AT_ONCE])
    for row in rows:
        with transaction.atomic():
            Attachment.objects.filter(pk=row.pk).update(updated_at=timezone.now())
            wake_scan(row)
    return len(rows)


def _sweep(folder: str, before: datetime) -> int:
    old = (each for each in uploads().stored(folder) if each.modified_at < before)
    count = 0
    for batch in _batches(old):
        keys = {each.key for each in batch}
        for key in keys - _named(folder, keys):
            default_storage.delete(key)
            count += 1
    return count


def _batches(rows: Iterator[Stored]) -> Iterator[list[Stored]]:
    while batch := list(islice(rows, _AT_ONCE)):
        yield batch


def _named(folder: str, keys: set[str]) -> set[str]:
    """Those that something names; a picture of a file, and a part of one, has its file's name."""
    if folder == "imports":
        waiting = Job.objects.filter(
            payload__file__in=keys, status__in=[Job.Status.QUEUED, Job.Status.RUNNING]
        )
        return {str(each) for each in waiting.values_list("payload__file", flat=True)}
    files = {key: _file_of(key) for key in keys}
    rows = Attachment.objects.filter(storage_key__in=files.values())
    named = set(rows.exclude(status__in=DELETED_FILES).values_list("storage_key", flat=True))
    return {key for key, file in files.items() if file in named}


def _file_of(key: str) -> str:
    folder, _slash, name = key.partition(".parts/")[0].rpartition("/")
    return f"{folder}/{name.partition('.')[0]}"
