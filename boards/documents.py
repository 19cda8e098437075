"""A board's document as its rows say."""

from dataclasses import dataclass
from uuid import UUID

from boards.document import BoardDocument
from boards.models import Board, BoardSnapshot, BoardUpdate


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """A document and the number of the last update that is in it."""

    document: BoardDocument
    seq: int


def load_document(board_id: UUID, *, client_id: int | None = None) -> LoadedDocument:
    """The last snapshot, and every update after it."""
    snapshot = BoardSnapshot.objects.filter(board_id=board_id).order_by("-seq").first()
    states = [bytes(snapshot.state)] if snapshot else []
    seq = snapshot.seq if snapshot else 0
    for found_seq, update in updates_after(board_id, seq):
        states.append(update)
        seq = found_seq
    return LoadedDocument(BoardDocument(states, client_id=client_id), seq)


def updates_after(board_id: UUID, seq: int) -> list[tuple[int, bytes]]:
    """The updates with a number above `seq`, in order."""
    rows = BoardUpdate.objects.filter(board_id=board_id, seq__gt=seq).order_by("seq")
    return [(number, bytes(update)) for number, update in rows.values_list("seq", "update")]


def missed_since(board_id: UUID, seq: int) -> list[tuple[int, bytes]]:
    """What a copy at `seq` lacks, in order.

    Rows that were folded meanwhile come as the snapshot that they went into: the first number is
    then not `seq` + 1.
    """
    rows = updates_after(board_id, seq)
    is_whole = rows[0][0] == seq + 1 if rows else True
    if is_whole and rows:
        return rows
    snapshot = BoardSnapshot.objects.filter(board_id=board_id, seq__gt=seq).order_by("-seq").first()
    if snapshot is None:
        return rows
    later = [row for row in rows if row[0] > snapshot.seq]
    return [(snapshot.seq, bytes(snapshot.state)), *later]


def heads_of(board_ids: list[UUID]) -> dict[UUID, tuple[int, int]]:
    """The last number of each board, and the version of its workshop."""
    rows = Board.objects.filter(pk__in=board_ids).values_list("pk", "seq", "workshop__version")
    return {board_id: (seq, version or 0) for board_id, seq, version in rows}
