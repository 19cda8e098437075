"""How much of a workspace's room for files is used."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.selectors import workspace_for
from tasks.api.doors import refuse_unknown
from tasks.services.files import storage_used
from teamflow.common.api import ApiView
from teamflow.common.requests import AuthenticatedRequest


class StorageOutput(serializers.Serializer[Any]):
    """Bytes; `quota` is null where there is no limit."""

    used = serializers.IntegerField()
    quota = serializers.IntegerField(allow_null=True)
    file_limit = serializers.IntegerField()
    task_limit = serializers.IntegerField()
    uploads_per_hour = serializers.IntegerField()
    is_scanned = serializers.BooleanField()


class StorageView(ApiView):
    """A workspace's files."""

    @extend_schema(responses=StorageOutput, operation_id="workspace_storage")
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """What they hold together, and what they may."""
        refuse_unknown(request, {"format"})
        workspace = workspace_for(user=request.user, slug=slug)
        return Response(
            {
                "used": storage_used(workspace.pk),
                "quota": settings.WORKSPACE_STORAGE_BYTES or None,
                "file_limit": settings.ATTACHMENT_MAX_BYTES,
                "task_limit": settings.ATTACHMENT_TASK_MAX_BYTES,
                "uploads_per_hour": settings.ATTACHMENTS_PER_HOUR,
                "is_scanned": bool(settings.CLAMD_ADDRESS),
            }
        )
