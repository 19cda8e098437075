"""Rooms: who may enter which, and how a message reaches the people in one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import redis
from django.conf import settings

from teamflow.common.rendering import dumps
from teamflow.common.eventlog import LogEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomKind:
    """A kind of room; `authorise(user_id, target_id)` gives the log it reads, None refuses."""

    name: str
    authorise: Callable[[UUID, UUID], str | None]


_kinds: dict[str, RoomKind] = {}


def register_room_kind(kind: RoomKind) -> None:
    """Make rooms called `<kind>:<id>` exist."""
    _kinds[kind.name] = kind


def broadcast_entry(entry: LogEntry) -> None:
    """Send a logged fact to its rooms; never raises, as the log itself is the fallback."""
    _publish(f"tf:log:{entry.log}", {"entry": entry.message(entry.log), "rooms": entry.rooms})


def send_to_room(room: str, message: dict[str, Any]) -> None:
    """Send something that need not arrive."""
    _publish(f"tf:room:{room}", message)


def _publish(channel: str, message: dict[str, Any]) -> None:
    try:
        redis.Redis.from_url(settings.REDIS_URL).publish(channel, dumps(message))
    except redis.RedisError:
        return
