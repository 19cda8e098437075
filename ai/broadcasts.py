"""What sockets are told."""

from ai.events import DiagramDrawn
from teamflow.common import rooms


def broadcast(event: DiagramDrawn) -> None:
    """Tell the rooms that the entry names."""
    rooms.broadcast_entry(event.entry)
