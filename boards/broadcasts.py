"""What sockets are told of boards, and whom."""

from boards.events import BoardEvent, BoardTemplatesChanged
from boards.services.updates import channel_of
from teamflow.common import rooms


def broadcast(event: BoardEvent | BoardTemplatesChanged) -> None:
    """To everybody in the workspace's and, where there is one, the board's room."""
    rooms.broadcast_entry(event.entry)


def close_sockets(event: BoardEvent) -> None:
    """Have whoever has the board open look again whether they still may."""
    rooms.publish_bytes(channel_of(event.board_id), b"c")
