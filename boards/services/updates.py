"""The board's log: where a change becomes durable."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from boards.models import Board, BoardText
from teamflow.common.errors import NotFound

# One statement, so one round trip: the board's row stays locked until the commit, which makes
# `seq` gapless. An acknowledged change is on disk. A guest edits too, and is no user.
_APPEND = """
WITH head AS (
    UPDATE boards_board
    SET seq = seq + 1, updated_at = now(),
        last_edited_by_id = COALESCE(
            (SELECT id FROM accounts_user WHERE id = %(editor)s), last_edited_by_id
        )
    WHERE id = %(board)s AND deleted_at IS NULL
    RETURNING seq
)
INSERT INTO boards_boardupdate (board_id, seq, update, authors, at)
SELECT %(board)s, seq, %(update)s, %(authors)s::uuid[], now() FROM head
RETURNING seq
"""


def append_update(*, board_id: UUID, update: bytes, authors: Iterable[UUID]) -> int:
    """Write one row and give its number; NotFound when the board is gone or in the bin."""
    people = list(authors)
    with connection.cursor() as cursor:
        if connection.in_atomic_block:
            cursor.execute("SET LOCAL synchronous_commit = on")
        cursor.execute(
            _APPEND,
            {
                "board": board_id,
                "update": update,
                "authors": people,
                "editor": people[-1] if people else None,
            },
        )
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    return int(row[0])


def channel_of(board_id: UUID) -> str:
    """Where a board's new updates are heard between processes."""
    return f"tf:board:{board_id}"


def as_message(seq: int, update: bytes) -> bytes:
    """An update as it travels between processes."""
    return seq.to_bytes(8, "big") + update


def note_contents(board_id: UUID, count: int, text: str) -> None:
    """Keep how many elements the board's list shows, and what the search finds it by.

    Not a change that anybody is told of.
    """
    Board.objects.filter(pk=board_id).exclude(element_count=count).update(element_count=count)
    text = text.replace("\0", "")
    if not BoardText.objects.filter(board_id=board_id).exclude(text=text).update(text=text):
        fresh = BoardText(board_id=board_id, text=text)
        BoardText.objects.bulk_create([fresh], ignore_conflicts=True)


def lock_document(board_id: UUID) -> bool:
    """Let nobody else number an update of this board until the transaction ends."""
    live = Board.objects.select_for_update(of=("self",)).filter(pk=board_id, deleted_at=None)
    return live.exists()
