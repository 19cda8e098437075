"""What sockets are told."""

from integrations.events import ConnectionEvent, PullRequestChanged
from teamflow.common import rooms


def broadcast(event: ConnectionEvent | PullRequestChanged) -> None:
    """Tell the rooms that the entry names."""
    rooms.broadcast_entry(event.entry)
