"""What happened to tasks, told to those who are looking."""

from tasks.events import ProjectEvent
from teamflow.common import rooms


def broadcast(event: ProjectEvent) -> None:
    """Send the fact to the rooms that its log entry names."""
    rooms.broadcast_entry(event.entry)
