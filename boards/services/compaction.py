"""Folding a board's log into a snapshot, so that loading it stays quick."""

from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, F, Max, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce, Length
from django.utils import timezone

from boards.documents import load_document
from boards.models import Board, BoardSnapshot, BoardUpdate
from boards.services.updates import note_contents

MANY_ROWS = 500
MANY_BYTES = 1_000_000
IDLE = timedelta(minutes=1)
IDLE_ROWS = 20


def boards_to_compact() -> list[UUID]:
    """Boards whose log is long, or has come to rest."""
    last = BoardSnapshot.objects.filter(board=OuterRef("board_id")).order_by("-seq")
    logs = (
        BoardUpdate.objects.annotate(
            folded=Coalesce(Subquery(last.values("seq")[:1]), 0), bytes=Length("update")
        )
        .filter(seq__gt=F("folded"))
        .values("board_id")
        .annotate(rows=Count("id"), size=Sum("bytes"), last_at=Max("at"))
        .filter(rows__gte=IDLE_ROWS)
    )
    rested = timezone.now() - IDLE
    return [
        log["board_id"]
        for log in logs
        if log["rows"] >= MANY_ROWS or log["size"] >= MANY_BYTES or log["last_at"] < rested
    ]


def read_unread_boards(most: int = 20) -> int:
    """Keep the text of boards that were drawn before it was kept, or came from elsewhere."""
    unread = Board.objects.filter(seq__gt=0, deleted_at=None, written=None).order_by("-updated_at")
    ids = list(unread.values_list("pk", flat=True)[:most])
    for board_id in ids:
        document = load_document(board_id).document
        note_contents(board_id, document.element_count(), document.plain_text())
    return len(ids)


@transaction.atomic
def compact_board(*, board_id: UUID) -> bool:
    """Write a snapshot of all there is; rows up to the snapshot before it are removed.

    The log is replayed into a fresh document (merging thousands of updates is far slower). Does
    nothing while another worker has the board.
    """
    if not _take_lock(board_id):
        return False
    previous = BoardSnapshot.objects.filter(board_id=board_id).order_by("-seq").first()
    loaded = load_document(board_id)
    if previous is not None and loaded.seq <= previous.seq:
        return False
    state = loaded.document.update_since()
    BoardSnapshot.objects.create(board_id=board_id, seq=loaded.seq, state=state, size=len(state))
    if previous is not None:
        BoardUpdate.objects.filter(board_id=board_id, seq__lte=previous.seq).delete()
        BoardSnapshot.objects.filter(board_id=board_id, seq__lt=previous.seq).delete()
    document = loaded.document
    note_contents(board_id, document.element_count(), document.plain_text())
    return True


def _take_lock(board_id: UUID) -> bool:
    with connection.cursor() as cursor:
        key = board_id.int & 0x7FFF_FFFF_FFFF_FFFF
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [key])
        return bool(cursor.fetchone()[0])
