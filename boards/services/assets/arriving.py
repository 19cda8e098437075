"""A picture's way in."""

import hashlib
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from boards.images import MAX_PIXELS, Picture, picture_in
from boards.models import Asset, Board, BoardAsset
from boards.services.assets.room import check_room
from teamflow.common import clamd
from teamflow.common.errors import NotFound, Unavailable
from teamflow.common.ids import uuid7
from teamflow.common.uploads import INCOMING, Incoming, NotArrived, UploadTarget, uploads

_PIECE = 256 * 1024


def announce_asset(
    *, actor: User, board: Board, name: str, size: int, media_type: str = ""
) -> tuple[Asset, UploadTarget]:
    """Make room for a picture of `size` bytes, and say where the browser puts it."""
    asset = _make_room(actor, board, name, size, media_type)
    # The storage is asked outside of the transaction: it may be slow.
    upload_id = uploads().begin(incoming_of(asset))
    if upload_id:
        asset.upload_id = upload_id
        Asset.objects.filter(pk=asset.pk).update(upload_id=upload_id)
    return asset, uploads().target(incoming_of(asset))


@transaction.atomic
def _make_room(actor: User, board: Board, name: str, size: int, media_type: str) -> Asset:
    check_room(actor=actor, workspace_id=board.workspace_id, size=size)
    return Asset.objects.create(
        workspace_id=board.workspace_id,
        name=" ".join(name.replace("\0", "").split())[:300] or "image",
        media_type=media_type if media_type.isascii() else "",
        size=size,
        storage_key=f"{INCOMING}/{uuid7()}",
        created_by=actor,
    )


def bring_asset_again(*, actor: User, asset: Asset) -> UploadTarget:
    """New addresses for a picture whose old ones ran out, and which of its parts are there."""
    if asset.is_here or asset.created_by_id != actor.pk:
        raise NotFound
    try:
        return uploads().target(incoming_of(asset))
    except NotArrived:
        raise NotFound from None


def confirm_asset(*, actor: User, board: Board, asset: Asset) -> Asset:
    """Look at what came and keep it; the same picture is kept once, under its first id.

    Confirming twice changes nothing. What is no picture is deleted at once.
    """
    if asset.is_here:
        return asset
    final = f"assets/{asset.workspace_id}/{uuid7()}"
    incoming = incoming_of(asset)
    try:
        uploads().take_in(incoming, final)
        with uploads().reading(final) as file:
            picture, sha256 = picture_in(file), _hash_of(file)
            problem = _problem_of(picture) or _infection_in(file)
    except NotArrived:
        return _as_kept(asset)
    if picture is None or problem:
        default_storage.delete(final)
        Asset.objects.filter(pk=asset.pk, sha256="").delete()
        uploads().forget(incoming)
        raise ValidationError({"file": problem or _no_picture()})
    kept = _keep(actor, board, asset, final, picture, sha256)
    if kept.storage_key != final:
        default_storage.delete(final)
    uploads().forget(incoming)
    return kept


@transaction.atomic
def _keep(
    actor: User, board: Board, asset: Asset, final: str, picture: Picture, sha256: str
) -> Asset:
    fresh = Asset.objects.select_for_update().filter(pk=asset.pk).first()
    if fresh is None:
        raise NotFound
    if not fresh.is_here:
        fresh.media_type, fresh.sha256 = picture.media_type, sha256
        fresh.width, fresh.height = picture.width, picture.height
        fresh.storage_key, fresh.upload_id = final, ""
        fresh = _once(fresh)
    link(board.pk, [fresh.pk])
    return fresh


def _once(fresh: Asset) -> Asset:
    """The row itself, or the one that holds the same picture already."""
    try:
        with transaction.atomic():
            fresh.save()
    except IntegrityError:
        held = Asset.objects.select_for_update().get(
            workspace_id=fresh.workspace_id, sha256=fresh.sha256
        )
        Asset.objects.filter(pk=fresh.pk).delete()
        if held.unused_since is not None:
            held.unused_since = None
            held.save(update_fields=["unused_since", "updated_at"])
        return held
    return fresh


def link(board_id: UUID, asset_ids: list[UUID]) -> None:
    """Let those who see the board read these pictures; in the running transaction."""
    rows = [BoardAsset(board_id=board_id, asset_id=asset_id) for asset_id in asset_ids]
    BoardAsset.objects.bulk_create(rows, ignore_conflicts=True)


def incoming_of(asset: Asset) -> Incoming:
    """What the storage needs to know of an announced picture."""
    return Incoming(
        key=asset.storage_key,
        size=asset.size,
        media_type=asset.media_type,
        upload_id=asset.upload_id,
    )


def _as_kept(asset: Asset) -> Asset:
    """The picture, if somebody confirmed it a moment ago."""
    fresh = Asset.objects.filter(pk=asset.pk).exclude(sha256="").first()
    if fresh is None:
        raise ValidationError({"upload": _("The picture has not arrived yet.")})
    return fresh


def _no_picture() -> str:
    return _("Only PNG, JPEG, GIF, WebP and AVIF pictures are taken.")


def _problem_of(picture: Picture | None) -> str:
    if picture is None:
        return _no_picture()
    if picture.width * picture.height > MAX_PIXELS:
        return _("This picture has more than 100 million pixels. Bring a smaller one.")
    return ""


def _infection_in(file: BinaryIO) -> str:
    """Where a scanner is set, nothing is kept that it did not find clean."""
    if not settings.CLAMD_ADDRESS:
        return ""
    try:
        found = clamd.scan(file, settings.CLAMD_ADDRESS)
    except clamd.TooLarge:
        return _("This picture is too large to be scanned for viruses.")
    except clamd.Away:
        raise Unavailable(_("The virus scanner does not answer. Try again in a moment.")) from None
    return _("The virus scanner refused this picture.") if found else ""


def _hash_of(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()
