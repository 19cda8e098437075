"""How much the pictures of a workspace may take; its files count to the same limit."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from boards.models import Asset
from tasks.services.files.room import MEGABYTE, check_quota
from teamflow.common.errors import RateLimited


def assets_used(workspace_id: UUID) -> int:
    """The bytes of a workspace's pictures, those on their way among them."""
    held = Asset.objects.filter(workspace_id=workspace_id).aggregate(sum=Sum("size"))["sum"]
    return int(held or 0)


def check_room(*, actor: User, workspace_id: UUID, size: int) -> None:
    """Whether this person may bring a picture of `size` bytes now."""
    if not 0 < size <= settings.ATTACHMENT_MAX_BYTES:
        megabytes = settings.ATTACHMENT_MAX_BYTES // MEGABYTE
        raise ValidationError({"size": _("A picture has at most %(n)s MB.") % {"n": megabytes}})
    hour_ago = timezone.now() - timedelta(hours=1)
    recent = Asset.objects.filter(created_by=actor, created_at__gt=hour_ago)
    # A person drops a folder of pictures where they would attach a file.
    if recent.count() >= 10 * settings.ATTACHMENTS_PER_HOUR:
        raise RateLimited(600, _("You brought many pictures. Wait a while."))
    check_quota(workspace_id, size)
