"""Pictures on their way to a board, and from one board to another."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from boards.models import Asset, Board
from boards.selectors import asset_arriving, board_for_editing, board_for_viewing
from boards.services.assets import announce_asset, bring_asset_again, confirm_asset, copy_assets
from tasks.api.writing import PresignedOutput
from teamflow.common.api import ApiView
from teamflow.common.errors import NotFound
from teamflow.common.requests import AuthenticatedRequest


class AssetInput(serializers.Serializer[Any]):
    """A picture that is to come."""

    name = serializers.CharField(max_length=300)
    size = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    media_type = serializers.CharField(required=False, allow_blank=True, default="", max_length=60)


class AssetOutput(serializers.Serializer[Any]):
    """A picture that is there; elements of kind `image` name its `id` as their `asset`."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    url = serializers.CharField()


class AssetCopiesInput(serializers.Serializer[Any]):
    """Pictures of another board."""

    source = serializers.UUIDField(help_text="The board that shows them.")  # type: ignore[assignment]
    assets = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=200)


class AssetCopyOutput(serializers.Serializer[Any]):
    """What a picture of the other board is called here."""

    there = serializers.UUIDField()
    here = serializers.UUIDField()


class AssetCopiesOutput(serializers.Serializer[Any]):
    """Those that the other board shows; the rest is left out."""

    results = AssetCopyOutput(many=True)


class AssetsView(ApiView):
    """Pictures of a board."""

    @extend_schema(
        request=AssetInput, responses={201: PresignedOutput}, operation_id="board_asset_presign"
    )
    def post(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """Where to put the picture, for five minutes."""
        board = board_for_editing(user=request.user, board_id=board_id)
        form = AssetInput(data=request.data)
        form.is_valid(raise_exception=True)
        asset, target = announce_asset(actor=request.user, board=board, **form.validated_data)
        return Response({"id": asset.pk, "upload": asdict(target)}, status=201)


class ResumeAssetView(ApiView):
    """A picture whose way was cut."""

    @extend_schema(
        request=None, responses={200: PresignedOutput}, operation_id="board_asset_resume"
    )
    def post(self, request: AuthenticatedRequest, board_id: UUID, asset_id: UUID) -> Response:
        """New addresses for it, and which of its parts are there; for whoever began it."""
        _board, asset = _asset_of(request, board_id, asset_id)
        target = bring_asset_again(actor=request.user, asset=asset)
        return Response({"id": asset.pk, "upload": asdict(target)})


class ConfirmAssetView(ApiView):
    """A picture that came."""

    @extend_schema(request=None, responses={200: AssetOutput}, operation_id="board_asset_confirm")
    def post(self, request: AuthenticatedRequest, board_id: UUID, asset_id: UUID) -> Response:
        """Look at it and keep it. The same picture is kept once: name the `id` of the answer."""
        board, asset = _asset_of(request, board_id, asset_id)
        kept = confirm_asset(actor=request.user, board=board, asset=asset)
        return Response(_payload(board, kept))


class AssetCopiesView(ApiView):
    """Pictures that come with what is pasted."""

    @extend_schema(
        request=AssetCopiesInput,
        responses={200: AssetCopiesOutput},
        operation_id="board_asset_copies",
    )
    def post(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """Let this board show pictures of another one, also of another workspace."""
        board = board_for_editing(user=request.user, board_id=board_id)
        form = AssetCopiesInput(data=request.data)
        form.is_valid(raise_exception=True)
        try:
            source = board_for_viewing(user=request.user, board_id=form.validated_data["source"])
        except NotFound:
            raise ValidationError({"source": _("There is no such board.")}) from None
        names = copy_assets(
            actor=request.user,
            source=source,
            board=board,
            asset_ids=form.validated_data["assets"],
        )
        return Response({"results": [{"there": a, "here": b} for a, b in names.items()]})


def _asset_of(request: AuthenticatedRequest, board_id: UUID, asset_id: UUID) -> tuple[Board, Asset]:
    board = board_for_editing(user=request.user, board_id=board_id)
    return board, asset_arriving(user=request.user, board=board, asset_id=asset_id)


def _payload(board: Board, asset: Asset) -> dict[str, Any]:
    return {
        "id": asset.pk,
        "name": asset.name,
        "media_type": asset.media_type,
        "size": asset.size,
        "width": asset.width,
        "height": asset.height,
        "url": f"/b/{board.pk}/assets/{asset.pk}",
    }
