"""Where the bytes of files end: only when no attachment names them any more."""

from django.core.files.storage import default_storage
from django.db import transaction

from tasks.models import Attachment
from tasks.models.task import DELETED_FILES


def delete_bytes(attachment: Attachment) -> None:
    """Delete a file and its pictures after the commit of the running transaction.

    Copies of a task share them: as long as one names them, they stay.
    """
    keys = [attachment.storage_key, attachment.thumbnail_key, attachment.preview_key]
    transaction.on_commit(lambda: _delete_unnamed(keys), robust=True)


def _delete_unnamed(keys: list[str]) -> None:
    naming = Attachment.objects.filter(storage_key=keys[0]).exclude(status__in=DELETED_FILES)
    if not keys[0] or naming.exists():
        return
    for key in filter(None, keys):
        default_storage.delete(key)
