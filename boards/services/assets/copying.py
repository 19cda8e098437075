"""Pictures that go with what is copied from one board to another."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from boards.models import Asset, Board, BoardAsset
from boards.services.assets.arriving import link
from boards.services.assets.room import check_room
from teamflow.common.ids import uuid7
from teamflow.common.uploads import NotArrived, uploads


@transaction.atomic
def copy_assets(
    *, actor: User, source: Board, board: Board, asset_ids: list[UUID]
) -> dict[UUID, UUID]:
    """Let `board` show pictures of `source`: what each is called here, by its id there.

    In the same workspace they are the same pictures; another one gets copies. What `source` does
    not show is left out.
    """
    linked = BoardAsset.objects.filter(board=source, asset_id__in=asset_ids)
    found = list(
        Asset.objects.filter(pk__in=linked.values("asset_id")).exclude(sha256="").order_by("pk")
    )
    if source.workspace_id == board.workspace_id:
        names = {asset.pk: asset.pk for asset in found}
    else:
        names = {asset.pk: _copied(actor, asset, board) for asset in found}
    link(board.pk, list(names.values()))
    Asset.objects.filter(pk__in=names.values(), unused_since__isnull=False).update(
        unused_since=None
    )
    return names


@transaction.atomic
def share_assets(*, source: Board, board: Board) -> None:
    """Give a copy of a board, in the same workspace, the pictures of its original."""
    held = BoardAsset.objects.filter(board=source)
    link(board.pk, list(held.values_list("asset_id", flat=True)))


def share_named(*, board: Board, asset_ids: set[UUID]) -> None:
    """Give a board what its document names of its workspace's pictures: it began with them."""
    named = Asset.objects.filter(workspace_id=board.workspace_id, pk__in=asset_ids)
    link(board.pk, list(named.exclude(sha256="").values_list("pk", flat=True)))


def _copied(actor: User, asset: Asset, board: Board) -> UUID:
    held = Asset.objects.filter(workspace_id=board.workspace_id, sha256=asset.sha256).first()
    if held is not None:
        return held.pk
    check_room(actor=actor, workspace_id=board.workspace_id, size=asset.size)
    key = f"assets/{board.workspace_id}/{uuid7()}"
    try:
        with uploads().reading(asset.storage_key) as file:
            key = default_storage.save(key, File(file, name=key))
    except NotArrived:
        raise ValidationError({"assets": _("A picture is not there any more.")}) from None
    return Asset.objects.create(
        workspace_id=board.workspace_id,
        name=asset.name,
        media_type=asset.media_type,
        sha256=asset.sha256,
        size=asset.size,
        width=asset.width,
        height=asset.height,
        storage_key=key,
        created_by=actor,
    ).pk
