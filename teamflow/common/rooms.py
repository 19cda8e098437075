"""Rooms: who may enter which, and how the rest of the product speaks into them.

Nothing here raises: what must arrive is in the event log, from where every process reads what
the bus did not carry (teamflow/common/feeds.py).
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import redis
from django.conf import settings

from teamflow.common.eventlog import LogEntry
from teamflow.common.rendering import dumps

logger = logging.getLogger(__name__)

CONTROL_CHANNEL = "tf:control"
_SILENCE_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomKind:
    """A kind of room; `authorise(user_id, target_id)` gives the log it reads, None refuses.

    `has_presence` rooms show who is there.
    """

    name: str
    authorise: Callable[[UUID, UUID], str | None]
    has_presence: bool = False


_kinds: dict[str, RoomKind] = {}


def register_room_kind(kind: RoomKind) -> None:
    """Make rooms called `<kind>:<id>` exist."""
    _kinds[kind.name] = kind


def room_kind(room: str) -> RoomKind | None:
    """The kind that a room's name says, when there is one."""
    return _kinds.get(room.partition(":")[0])


def room_kinds() -> dict[str, RoomKind]:
    """Every kind, by name."""
    return dict(_kinds)


def log_for(*, user_id: UUID, room: str) -> str | None:
    """The log that `room` reads, when `user_id` may enter it; asks the database."""
    kind = room_kind(room)
    if kind is None:
        return None
    try:
        target_id = UUID(room.partition(":")[2])
    except ValueError:
        return None
    # One spelling of a room, so that nobody waits in one that nothing is ever sent to.
    if f"{kind.name}:{target_id}" != room:
        return None
    return kind.authorise(user_id, target_id)


def broadcast_entry(entry: LogEntry) -> None:
    """Send a logged fact to its rooms, in every process."""
    broadcast_entries([entry])


def broadcast_entries(entries: list[LogEntry]) -> None:
    """The same for facts of one log, in order, as one message."""
    if entries:
        message = [{**each.message(""), "rooms": each.rooms} for each in entries]
        _publish(log_channel(entries[0].log), message)


def send_to_room(room: str, message: dict[str, Any]) -> None:
    """Send something that need not arrive; those who lag do not get it."""
    _publish(room_channel(room), message)


def access_changed(*, user_id: UUID, workspace_id: UUID | None = None) -> None:
    """Have every process look again at what this person's sockets may still see."""
    _publish(CONTROL_CHANNEL, {"kind": "access", "user": user_id, "workspace": workspace_id})


def log_channel(log: str) -> str:
    """Where a log's new entries are heard."""
    return f"tf:log:{log}"


def room_channel(room: str) -> str:
    """Where a room's ephemeral messages are heard."""
    return f"tf:room:{room}"


class _Speaker:
    """The process's one client for publishing from synchronous code."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._client: redis.Redis | None = None
        self._silent_until = 0.0

    def publish(self, channel: str, payload: bytes) -> None:
        if time.monotonic() < self._silent_until:
            return
        try:
            self._connected().publish(channel, payload)
        except (redis.RedisError, OSError):
            # A request must not wait for a dead Redis each time; the log is polled meanwhile.
            self._silent_until = time.monotonic() + _SILENCE_SECONDS
            logger.warning("broadcast_unavailable", extra={"channel": channel})

    def _connected(self) -> redis.Redis:
        with self._lock:
            if self._client is None:
                self._client = redis.Redis.from_url(
                    settings.REDIS_URL, socket_connect_timeout=0.5, socket_timeout=1
                )
            return self._client


_speaker = _Speaker()


def publish_bytes(channel: str, payload: bytes) -> None:
    """Say something to every process, from synchronous code."""
    _speaker.publish(channel, payload)


def _publish(channel: str, message: Any) -> None:
    _speaker.publish(channel, dumps(message))
