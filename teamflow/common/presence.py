"""Who is in a room, over all processes; kept in memory only.

Each process says on the room's channel whom it has, on every change and now and then; what a
process that died said is forgotten after a while. Several tabs of one person count once.
"""

import asyncio
import time
import uuid
from collections import Counter
from typing import Any, Protocol
from uuid import UUID

from teamflow.common import rooms
from teamflow.common.bus import Bus
from teamflow.common.identity import Identity
from teamflow.common.rendering import dumps

HEARTBEAT_SECONDS = 10.0
FORGOTTEN_AFTER_SECONDS = 25.0
GATHER_SECONDS = 0.1
SHOWN = 100


class Hub(Protocol):
    """What presence needs of the hub."""

    bus: Bus

    def send(self, name: str, message: dict[str, Any]) -> None: ...


class Presence:
    """Who is in one room."""

    WIRE_TYPE = "tf.presence"

    def __init__(self, room: str, hub: Hub) -> None:
        self._room = room
        self._own = uuid.uuid4().hex
        self._hub = hub
        self._tabs: Counter[UUID] = Counter()
        self._names: dict[str, str] = {}
        self._elsewhere: dict[str, tuple[float, dict[str, str]]] = {}
        self._shown: dict[str, str] = {}
        self._change: asyncio.TimerHandle | None = None
        self._heartbeat = hub.bus.spawn(self._beat())
        self._announce(asks=True)

    def entered(self, identity: Identity) -> None:
        """One more socket of this person."""
        self._tabs[identity.user_id] += 1
        self._names[str(identity.user_id)] = identity.name
        if self._tabs[identity.user_id] == 1:
            self._announce()
        self._changed()

    def left(self, identity: Identity) -> None:
        """One socket less."""
        self._tabs[identity.user_id] -= 1
        if self._tabs[identity.user_id] <= 0:
            del self._tabs[identity.user_id]
            self._names.pop(str(identity.user_id), None)
            self._announce()
        self._changed()

    def end(self) -> None:
        """Nobody of this process is here any more."""
        self._heartbeat.cancel()
        if self._change is not None:
            self._change.cancel()

    def hear(self, message: dict[str, Any]) -> None:
        """What another process says of itself."""
        if message["process"] == self._own:
            return
        if message["asks"]:
            self._announce()
        gone_at = time.monotonic() + FORGOTTEN_AFTER_SECONDS
        self._elsewhere[message["process"]] = (gone_at, message["people"])
        if not message["people"]:
            del self._elsewhere[message["process"]]
        self._changed()

    def people(self) -> dict[str, str]:
        """Everybody who is here, by id."""
        now = time.monotonic()
        found = dict(self._names)
        for gone_at, people in self._elsewhere.values():
            if gone_at > now:
                found.update(people)
        return found

    def as_message(self) -> dict[str, Any]:
        """Who is here, as a newcomer is told."""
        people = self.people()
        shown = [{"id": key, "name": name} for key, name in list(people.items())[:SHOWN]]
        return {
            "type": "presence",
            "room": self._room,
            "data": {"users": shown, "count": len(people)},
        }

    def _announce(self, *, asks: bool = False) -> None:
        message = {
            "type": self.WIRE_TYPE,
            "process": self._own,
            "people": self._names,
            "asks": asks,
        }
        self._hub.bus.publish(rooms.room_channel(self._room), dumps(message))

    def _changed(self) -> None:
        # Gathered: a hundred people who reconnect at once are one message, not ten thousand.
        if self._change is None:
            delay = GATHER_SECONDS if len(self._shown) < SHOWN else 20 * GATHER_SECONDS
            self._change = asyncio.get_running_loop().call_later(delay, self._show)

    def _show(self) -> None:
        self._change = None
        people = self.people()
        if people == self._shown:
            return
        came = {key: name for key, name in people.items() if key not in self._shown}
        went = {key: name for key, name in self._shown.items() if key not in people}
        self._shown = people
        self._hub.send(self._room, self.as_message())
        if len(people) <= SHOWN:
            self._tell("user.online", came)
            self._tell("user.offline", went)

    def _tell(self, kind: str, people: dict[str, str]) -> None:
        for key, name in people.items():
            user = {"id": key, "name": name}
            self._hub.send(self._room, {"type": kind, "room": self._room, "data": {"user": user}})

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            self._announce()
            self._changed()
