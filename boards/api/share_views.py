"""The links of a board."""

from typing import Any
from uuid import UUID

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from boards.models import Access, ShareLink
from boards.selectors import board_for_editing
from boards.selectors.guests import links_of
from boards.services.sharing import create_share_link, revoke_share_link
from teamflow.common.api import ApiView
from teamflow.common.errors import NotFound
from teamflow.common.requests import AuthenticatedRequest


class ShareLinkInput(serializers.Serializer[Any]):
    """What whoever has the link may do, and until when."""

    access = serializers.ChoiceField(choices=Access.choices)
    password = serializers.CharField(max_length=128, required=False, allow_blank=True)
    expires_at = serializers.DateTimeField(required=False, allow_null=True)


class ShareLinkOutput(serializers.Serializer[Any]):
    """A link; its address is shown only when it is made."""

    id = serializers.UUIDField()
    access = serializers.ChoiceField(choices=Access.choices)
    has_password = serializers.BooleanField()
    expires_at = serializers.DateTimeField(allow_null=True)
    use_count = serializers.IntegerField()
    created_at = serializers.DateTimeField()


class NewShareLinkOutput(ShareLinkOutput):
    """A link with its address, this once."""

    url = serializers.CharField()


class ShareLinksOutput(serializers.Serializer[Any]):
    """Every link that is open, at most fifty."""

    results = ShareLinkOutput(many=True)


class ShareLinksView(ApiView):
    """The open links of a board."""

    remembers_answers = False

    @extend_schema(responses=ShareLinksOutput, operation_id="share_links_list")
    def get(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """Newest first, for those who may draw on the board."""
        board = board_for_editing(user=request.user, board_id=board_id)
        return Response({"results": [_payload(link) for link in links_of(board=board)]})

    @extend_schema(
        request=ShareLinkInput,
        responses={201: NewShareLinkOutput},
        operation_id="share_links_create",
    )
    def post(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """A new link; its address cannot be read again."""
        board = board_for_editing(user=request.user, board_id=board_id)
        data = ShareLinkInput(data=request.data)
        data.is_valid(raise_exception=True)
        issued = create_share_link(actor=request.user, board=board, **data.validated_data)
        url = f"{settings.TEAMFLOW_URL}/s/{issued.token}/"
        return Response({**_payload(issued.link), "url": url}, status=201)


class ShareLinkView(ApiView):
    """One link."""

    @extend_schema(responses={204: None}, operation_id="share_links_revoke")
    def delete(
        self, request: AuthenticatedRequest, board_id: UUID, share_link_id: UUID
    ) -> Response:
        """Take it back; whoever came by it is out at once."""
        board = board_for_editing(user=request.user, board_id=board_id)
        link = ShareLink.objects.filter(pk=share_link_id, board=board).first()
        if link is None:
            raise NotFound
        revoke_share_link(actor=request.user, link=link)
        return Response(status=204)


def _payload(link: ShareLink) -> dict[str, Any]:
    return {
        "id": link.pk,
        "access": link.access,
        "has_password": bool(link.password),
        "expires_at": link.expires_at,
        "use_count": link.use_count,
        "created_at": link.created_at,
    }
