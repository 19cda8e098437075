"""The rooms of one process: who is in which, what they are sent, and when they must leave.

One hub an event loop. A message is encoded once and written to every transport; no client is
ever awaited, so a slow one slows nobody else.
"""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID
from weakref import WeakKeyDictionary

import orjson

from teamflow.common import eventlog, rooms
from teamflow.common.bus import Bus
from teamflow.common.database import in_database
from teamflow.common.feeds import PAGE, Entry, LogFeed, as_entry, for_room
from teamflow.common.identity import Identity
from teamflow.common.models import LogHead
from teamflow.common.presence import Presence
from teamflow.common.rendering import dumps
from teamflow.common.sockets import Connection, Outgoing

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.25
NET_SECONDS = 2.0
RECHECK_SECONDS = 5.0
SWEEP_SECONDS = 60.0
KEEP_ALIVE_SECONDS = 15.0
MISSED_LIMIT = 5000
BATCH = 200


class Member(Protocol):
    """Somebody's socket, in any kind of room."""

    connection: Connection
    identity: Identity
    keep_alive: Outgoing

    async def recheck(self, memo: dict[Any, Any]) -> None:
        """Look again at what this person may see, and leave what they may not."""


class Room:
    """Its members; `ahead` are those who were brought further than the feed has come."""

    __slots__ = ("ahead", "feed", "listener", "members", "name", "presence")

    def __init__(self, name: str, feed: LogFeed, presence: Presence | None) -> None:
        self.name = name
        self.feed = feed
        self.presence = presence
        self.members: set[Member] = set()
        self.ahead: dict[Member, int] = {}
        self.listener = self._hear

    def send(self, outgoing: Outgoing) -> None:
        """Something ephemeral to everybody here."""
        for member in tuple(self.members):
            member.connection.send_ephemeral(outgoing)

    def _hear(self, payload: bytes) -> None:
        message = orjson.loads(payload)
        if message.get("type") == Presence.WIRE_TYPE:
            if self.presence is not None:
                self.presence.hear(message)
            return
        self.send(Outgoing(payload, text=True))


@dataclass(slots=True)
class Entrance:
    """One room that a member is about to enter, and what they missed in it."""

    room: str
    feed: LogFeed
    position: int
    missed: list[Entry]
    must_resync: bool = False


class RoomHub:
    """All that one process knows of its sockets."""

    def __init__(self) -> None:
        self.bus = Bus(self._came_up)
        self.members: set[Member] = set()
        self.by_user: dict[UUID, set[Member]] = defaultdict(set)
        self.rooms: dict[str, Room] = {}
        self.feeds: dict[str, LogFeed] = {}
        # Other logs that want polling too (boards); each is told whether the bus is up.
        self.pollers: list[Callable[[], Awaitable[None]]] = []
        self._started = False

    async def start(self) -> None:
        """Begin to listen and to look after the sockets; once."""
        if self._started:
            return
        self._started = True
        self.bus.start()
        for chore in (self._poll, self._keep_alive, self._sweep):
            self.bus.spawn(chore())
        await self.bus.subscribe(rooms.CONTROL_CHANNEL, self._hear_control)

    async def stop(self) -> None:
        """End every task of this hub."""
        await self.bus.stop()
        self._started = False

    # Sockets ----------------------------------------------------------------------------------
    def enter(self, member: Member) -> None:
        """Look after a socket from now on."""
        self.members.add(member)
        self.by_user[member.identity.user_id].add(member)

    def forget(self, member: Member) -> None:
        """A socket is gone."""
        self.members.discard(member)
        others = self.by_user.get(member.identity.user_id)
        if others is not None:
            others.discard(member)
            if not others:
                del self.by_user[member.identity.user_id]

    # Rooms ------------------------------------------------------------------------------------
    async def prepare(self, room: str, log: str, since: int | None) -> Entrance:
        """Get ready to enter `room`: what was missed since `since` is read."""
        feed = await self._feed(log)
        if since is None:
            return Entrance(room, feed, feed.seq, [])
        if since > feed.seq:
            await feed.fill()
        if since > feed.seq:
            return Entrance(room, feed, feed.seq, [], must_resync=True)
        entrance = Entrance(room, feed, since, [])
        await self._catch_up(entrance)
        return entrance

    async def admit(self, member: Member, entrances: list[Entrance]) -> None:
        """Enter all of them at once, when nothing is missing between the past and the live.

        Returns without having waited since the last look, so that what the caller sends next
        comes before anything live.
        """
        while behind := [e for e in entrances if not e.must_resync and e.position < e.feed.seq]:
            for entrance in behind:
                await self._catch_up(entrance)
        for entrance in entrances:
            entrance.feed.users -= 1
            self._add(member, entrance)

    def abandon(self, entrances: list[Entrance]) -> None:
        """Let go of what was prepared and is not going to be entered."""
        for entrance in entrances:
            entrance.feed.users -= 1
            self._release(entrance.feed)

    def leave(self, member: Member, name: str) -> None:
        """Leave a room; the last one out ends it."""
        room = self.rooms.get(name)
        if room is None or member not in room.members:
            return
        room.members.discard(member)
        room.ahead.pop(member, None)
        if room.presence is not None:
            room.presence.left(member.identity)
            if not room.members:
                room.presence.end()
        if not room.members:
            del self.rooms[name]
            self.bus.spawn(self.bus.unsubscribe(rooms.room_channel(name), room.listener))
            self._release(room.feed)

    def send(self, name: str, message: dict[str, Any]) -> None:
        """Something ephemeral to the members of a room in this process."""
        room = self.rooms.get(name)
        if room is not None:
            room.send(Outgoing(dumps(message), text=True))

    def _add(self, member: Member, entrance: Entrance) -> None:
        room = self.rooms.get(entrance.room)
        if room is None:
            room = self._open(entrance)
        room.members.add(member)
        if entrance.position > entrance.feed.seq:
            room.ahead[member] = entrance.position
        if room.presence is not None:
            room.presence.entered(member.identity)

    def _open(self, entrance: Entrance) -> Room:
        name = entrance.room
        kind = rooms.room_kind(name)
        presence = Presence(name, self) if kind is not None and kind.has_presence else None
        room = self.rooms[name] = Room(name, entrance.feed, presence)
        self.bus.spawn(self.bus.subscribe(rooms.room_channel(name), room.listener))
        return room

    # Logs -------------------------------------------------------------------------------------
    async def _feed(self, log: str) -> LogFeed:
        feed = self.feeds.get(log)
        if feed is None:
            feed = self.feeds[log] = LogFeed(log, self._deliver)
            feed.users += 1
            try:
                await self.bus.subscribe(rooms.log_channel(log), feed.hear)
                await feed.start()
            except BaseException:
                self.feeds.pop(log, None)
                feed.is_ready.set()
                raise
            return feed
        feed.users += 1
        await feed.is_ready.wait()
        # Whoever began it failed: begin anew.
        return feed if self.feeds.get(log) is feed else await self._feed(log)

    def _release(self, feed: LogFeed) -> None:
        in_use = feed.users or any(room.feed is feed for room in self.rooms.values())
        if not in_use and self.feeds.get(feed.log) is feed:
            del self.feeds[feed.log]
            self.bus.spawn(self.bus.unsubscribe(rooms.log_channel(feed.log), feed.hear))

    async def _catch_up(self, entrance: Entrance) -> None:
        while not entrance.must_resync and entrance.position < entrance.feed.seq:
            read = eventlog.read_after
            rows = await in_database(read, entrance.feed.log, entrance.position, limit=PAGE)
            is_whole = bool(rows) and rows[0].seq == entrance.position + 1
            if not is_whole or len(entrance.missed) + len(rows) > MISSED_LIMIT:
                entrance.must_resync = True
                entrance.missed.clear()
                entrance.position = entrance.feed.seq
                return
            entrance.position = rows[-1].seq
            entrance.missed += [as_entry(row) for row in rows if entrance.room in row.rooms]

    def _deliver(self, entries: list[Entry]) -> None:
        by_room: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            for name in entry["rooms"]:
                if name in self.rooms:
                    by_room[name].append(entry)
        for name, found in by_room.items():
            self._send_entries(self.rooms[name], found)

    def _send_entries(self, room: Room, entries: list[Entry]) -> None:
        outgoing = as_messages(entries, room.name)
        for member in tuple(room.members):
            messages = outgoing
            if room.ahead:
                messages = self._not_yet_seen(room, member, entries, outgoing)
            for message in messages:
                member.connection.send(message)

    def _not_yet_seen(
        self, room: Room, member: Member, entries: list[Entry], outgoing: list[Outgoing]
    ) -> list[Outgoing]:
        position = room.ahead.get(member)
        if position is None:
            return outgoing
        unseen = [entry for entry in entries if entry["seq"] > position]
        if unseen:
            del room.ahead[member]
        return as_messages(unseen, room.name)

    # Chores -----------------------------------------------------------------------------------
    async def _came_up(self) -> None:
        await self._read_all()
        await self._recheck(list(self.members))

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(NET_SECONDS if self.bus.is_up else POLL_SECONDS)
            await self._read_all()

    async def _read_all(self) -> None:
        try:
            if self.feeds:
                heads = await in_database(_heads, list(self.feeds))
                behind = [f for f in self.feeds.values() if heads.get(f.log, 0) > f.seq]
                await asyncio.gather(*(feed.fill() for feed in behind))
            for poll in list(self.pollers):
                await poll()
        except Exception:
            logger.warning("rooms_not_polled", exc_info=True)

    async def _keep_alive(self) -> None:
        while True:
            await asyncio.sleep(KEEP_ALIVE_SECONDS / 5)
            quiet_since = time.monotonic() - KEEP_ALIVE_SECONDS
            for member in tuple(self.members):
                if member.connection.last_written < quiet_since:
                    member.connection.send_ephemeral(member.keep_alive)

    async def _sweep(self) -> None:
        slept = 0.0
        while True:
            await asyncio.sleep(RECHECK_SECONDS)
            slept += RECHECK_SECONDS
            if not self.bus.is_up or slept >= SWEEP_SECONDS:
                slept = 0.0
                await self._recheck(list(self.members))

    def _hear_control(self, payload: bytes) -> None:
        message = orjson.loads(payload)
        if message.get("kind") == "access":
            affected = self.by_user.get(UUID(message["user"]), set())
            self.bus.spawn(self._recheck(list(affected)))

    async def _recheck(self, members: list[Member]) -> None:
        memo: dict[Any, Any] = {}
        for member in members:
            try:
                await member.recheck(memo)
            except Exception:
                logger.warning("access_not_rechecked", exc_info=True)


def as_messages(entries: list[Entry], room: str) -> list[Outgoing]:
    """Entries as messages for one room: alone, or several in a batch."""
    if len(entries) == 1:
        return [Outgoing(dumps(for_room(entries[0], room)), text=True)]
    events = [for_room(entry, room) for entry in entries]
    return [
        Outgoing(dumps({"type": "batch", "events": events[start : start + BATCH]}), text=True)
        for start in range(0, len(events), BATCH)
    ]


def _heads(logs: list[str]) -> dict[str, int]:
    return dict(LogHead.objects.filter(log__in=logs).values_list("log", "seq"))


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, RoomHub] = WeakKeyDictionary()


async def running_hub() -> RoomHub:
    """The hub of the running event loop, started."""
    loop = asyncio.get_running_loop()
    hub = _hubs.get(loop)
    if hub is None:
        hub = _hubs[loop] = RoomHub()
    await hub.start()
    return hub
