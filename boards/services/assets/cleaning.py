"""Pictures that no board names any more leave, after a while; what one names never does."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts.models import Workspace
from boards.document import BoardDocument
from boards.documents import load_document
from boards.models import Asset, Board, BoardTemplate
from boards.services.assets.arriving import incoming_of, link
from teamflow.common.uploads import Stored, uploads

UNCONFIRMED_FOR = timedelta(days=1)
# So long a deletion can be undone, and so long does a backup of the database name it.
UNUSED_FOR = timedelta(days=30)
_AT_ONCE = 500


def forget_unconfirmed_assets(*, now: datetime | None = None) -> int:
    """Remove what nobody confirmed for a day, and what came of it."""
    before = (now or timezone.now()) - UNCONFIRMED_FOR
    arriving = Asset.objects.filter(sha256="", created_at__lt=before)
    count = 0
    for row in list(arriving[:_AT_ONCE]):
        # Only while it is still unconfirmed: who confirms it now wins.
        gone, _rows = arriving.filter(pk=row.pk).delete()
        if gone:
            uploads().forget(incoming_of(row))
            count += 1
    return count


def sweep_assets(*, now: datetime | None = None) -> int:
    """Mark what no board names, and delete what none has named for 30 days."""
    now = now or timezone.now()
    holders = Asset.objects.exclude(sha256="").order_by().values("workspace_id").distinct()
    places = Workspace.objects.filter(pk__in=holders)
    count = sum(_sweep(pk, now) for pk in places.values_list("pk", flat=True))
    return count + _sweep_bytes(now)


def assets_on(board_id: UUID) -> set[UUID]:
    """The pictures that a board's document names."""
    return load_document(board_id).document.asset_ids()


@transaction.atomic
def _sweep(workspace_id: UUID, now: datetime) -> int:
    # Locked before the boards are read: who brings one of them back by copying waits.
    kept = list(
        Asset.objects.select_for_update()
        .filter(workspace_id=workspace_id, created_at__lt=now - UNCONFIRMED_FOR)
        .exclude(sha256="")
    )
    if not kept:
        return 0
    known = {asset.pk for asset in kept}
    named: set[UUID] = set()
    # In the bin or not: boards come back from there.
    for board_id in Board.objects.filter(workspace_id=workspace_id).values_list("pk", flat=True):
        here = assets_on(board_id) & known
        link(board_id, list(here))
        named |= here
    for state in BoardTemplate.objects.filter(workspace_id=workspace_id).values_list("state"):
        named |= BoardDocument([bytes(state[0])]).asset_ids()
    mark = [asset.pk for asset in kept if asset.pk not in named and asset.unused_since is None]
    clear = [asset.pk for asset in kept if asset.pk in named and asset.unused_since is not None]
    Asset.objects.filter(pk__in=mark).update(unused_since=now)
    Asset.objects.filter(pk__in=clear).update(unused_since=None)
    stale = [
        asset
        for asset in kept
        if asset.pk not in named and asset.unused_since and asset.unused_since < now - UNUSED_FOR
    ]
    for asset in stale:
        _delete(asset)
    return len(stale)


def _delete(asset: Asset) -> None:
    keys = [asset.storage_key, *(str(size["key"]) for size in asset.sizes.values())]
    asset.delete()
    transaction.on_commit(lambda: _delete_bytes(keys), robust=True)


def _delete_bytes(keys: list[str]) -> None:
    for key in keys:
        default_storage.delete(key)


def _sweep_bytes(now: datetime) -> int:
    """Bytes without a row: of deleted workspaces, and of confirmations that were cut off."""
    old = (each for each in uploads().stored("assets") if each.modified_at < now - UNUSED_FOR)
    count = 0
    for batch in _batches(old):
        keys = {each.key for each in batch}
        originals = {key: key.partition(".")[0] for key in keys}
        rows = Asset.objects.filter(storage_key__in=originals.values())
        named = set(rows.values_list("storage_key", flat=True))
        for key in (key for key in keys if originals[key] not in named):
            default_storage.delete(key)
            count += 1
    return count


def _batches(rows: Iterator[Stored]) -> Iterator[list[Stored]]:
    while batch := list(islice(rows, _AT_ONCE)):
        yield batch
