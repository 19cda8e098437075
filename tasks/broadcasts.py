"""What happened to tasks, told to those who are looking."""

from teamflow.common import rooms
from teamflow.common.events import DomainEvent


def broadcast(event: DomainEvent) -> None:
    """Send the fact to the rooms that its log entry names."""
    rooms.broadcast_entry(event.entry)
