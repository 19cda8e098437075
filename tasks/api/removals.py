"""The door back for parts of a project that were removed."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from tasks.models import PartKind
from tasks.selectors.removals import removed_part_for
from tasks.services.removals.restoring import restore_part
from teamflow.common.api import ApiView
from teamflow.common.requests import AuthenticatedRequest


class RestoredPartOutput(serializers.Serializer[Any]):
    """What came back, under the id that it had."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=PartKind.choices)
    name = serializers.CharField(help_text="With a number, where another bears its name by now.")


class RestorePartView(ApiView):
    """A part of a project, or of a workspace, that was removed."""

    @extend_schema(request=None, responses=RestoredPartOutput, operation_id="removed_part_restore")
    def post(self, request: AuthenticatedRequest, part_id: UUID) -> Response:
        """Bring it back, with what hung on it, within 30 days; `part_id` is its own id.

        What is back already stays as it is.
        """
        part = removed_part_for(user=request.user, part_id=part_id)
        name = part.rows[0]["fields"].get("name") or ""
        if part.restored_at is None:
            name = getattr(restore_part(actor=request.user, part_id=part_id), "name", name)
        return Response({"id": part_id, "kind": part.kind, "name": name})
