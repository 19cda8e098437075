"""The way back of a removed attachment."""

from django.db import transaction

from accounts.models import User
from tasks.models import Attachment
from tasks.services.files.room import check_task_room
from tasks.services.links import tell_attachment
from tasks.services.tasks.writing import lock_task
from teamflow.common.errors import NotFound


@transaction.atomic
def restore_attachment(*, actor: User, attachment: Attachment) -> Attachment:
    """Bring back what was removed, if there still is room; what was not removed stays as it is."""
    task = lock_task(attachment.task)
    # Locked: a purge that is just looking at it waits, or has it already.
    fresh = Attachment.objects.select_for_update().filter(pk=attachment.pk).first()
    if fresh is None:
        raise NotFound
    if fresh.deleted_at is None:
        return fresh
    check_task_room(task, fresh.size or 0)
    fresh.deleted_at = None
    fresh.save(update_fields=["deleted_at", "updated_at"])
    tell_attachment(actor, task, fresh, "attachment.added")
    return fresh
