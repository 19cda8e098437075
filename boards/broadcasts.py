"""What sockets are told of boards, and whom."""

from boards.events import BoardEvent
from teamflow.common import rooms


def broadcast(event: BoardEvent) -> None:
    """To everybody in the workspace's and the board's room."""
    rooms.broadcast_entry(event.entry)
