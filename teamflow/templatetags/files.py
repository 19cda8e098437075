"""What a workspace's settings say of its files: they know tasks, whose files they are."""

from typing import Any

from django import template
from django.conf import settings

from accounts.models import Workspace
from tasks.services.files import storage_used

register = template.Library()


@register.inclusion_tag("tasks/_storage.html")
def storage_of(workspace: Workspace) -> dict[str, Any]:
    """How much room there is, and how much of it is used."""
    used, quota = storage_used(workspace.pk), settings.WORKSPACE_STORAGE_BYTES
    return {
        "used": used,
        "quota": quota,
        "is_full": bool(quota) and used >= quota * 0.9,
        "is_scanned": bool(settings.CLAMD_ADDRESS),
        "opens_unscanned": settings.UNSCANNED_FILES == "allow",
        "file_limit": settings.ATTACHMENT_MAX_BYTES,
        "task_limit": settings.ATTACHMENT_TASK_MAX_BYTES,
    }
