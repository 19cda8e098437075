"""How much may be kept: a file, a task, an hour, a workspace."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Attachment, Task
from tasks.models.task import DELETED_FILES
from tasks.services.links import MAX_ATTACHMENTS
from teamflow.common.errors import RateLimited

MEGABYTE = 1024 * 1024
# What else lies in a workspace's part of the storage; other areas say so (subscriptions.py).
_others: list[Callable[[UUID], int]] = []


def count_also(used: Callable[[UUID], int]) -> None:
    """Let what `used` counts for a workspace be part of its limit."""
    if used not in _others:
        _others.append(used)


def check_room(actor: User, task: Task, size: int) -> None:
    """Whether this person may bring a file of `size` bytes to this task now."""
    if not 0 < size <= settings.ATTACHMENT_MAX_BYTES:
        megabytes = settings.ATTACHMENT_MAX_BYTES // MEGABYTE
        raise ValidationError({"size": _("A file has at most %(n)s MB.") % {"n": megabytes}})
    check_task_room(task, size)
    hour_ago = timezone.now() - timedelta(hours=1)
    recent = Attachment.objects.filter(created_by=actor, created_at__gt=hour_ago)
    if recent.exclude(storage_key="").count() >= settings.ATTACHMENTS_PER_HOUR:
        raise RateLimited(600, _("You brought many files. Wait a while."))


def check_task_room(task: Task, size: int) -> None:
    """Whether the task and its workspace have room for `size` bytes more."""
    live = task.attachments.filter(deleted_at=None)
    if live.count() >= MAX_ATTACHMENTS:
        raise ValidationError({"size": _("A task has at most 200 attachments.")})
    held = live.exclude(status__in=DELETED_FILES).aggregate(sum=Sum("size"))["sum"] or 0
    if held + size > settings.ATTACHMENT_TASK_MAX_BYTES:
        megabytes = settings.ATTACHMENT_TASK_MAX_BYTES // MEGABYTE
        message = _("The files of a task have at most %(n)s MB together.") % {"n": megabytes}
        raise ValidationError({"size": message})
    check_quota(task.project.workspace_id, size)


def storage_used(workspace_id: UUID) -> int:
    """The bytes of a workspace's files; what copies of tasks share counts once."""
    live = Attachment.objects.filter(
        task__project__workspace_id=workspace_id, deleted_at=None, size__isnull=False
    )
    kept = live.exclude(storage_key="").exclude(status__in=DELETED_FILES)
    each = kept.values("storage_key").annotate(bytes=Max("size"))
    return int(each.aggregate(sum=Sum("bytes"))["sum"] or 0)


def check_quota(workspace_id: UUID, size: int) -> None:
    """Whether the workspace has room for `size` bytes more, of whatever kind."""
    if not settings.WORKSPACE_STORAGE_BYTES:
        return
    with connection.cursor() as cursor:
        # Two who bring the last file at once, to different projects, take turns.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"files:{workspace_id}"]
        )
    used = storage_used(workspace_id) + sum(other(workspace_id) for other in _others)
    if used + size > settings.WORKSPACE_STORAGE_BYTES:
        megabytes = settings.WORKSPACE_STORAGE_BYTES // MEGABYTE
        message = _(
            "This workspace has used the %(n)s MB it has for files. Remove some, "
            "or ask an administrator for more."
        )
        raise ValidationError({"size": message % {"n": megabytes}})
