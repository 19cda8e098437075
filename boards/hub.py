"""The boards of one process: which are loaded, and who keeps them up when the bus is away."""

import asyncio
from uuid import UUID
from weakref import WeakKeyDictionary

from boards.documents import heads_of
from boards.room import BoardRoom
from teamflow.common.database import in_database
from teamflow.common.hub import RoomHub, running_hub


class BoardHub:
    """Every board that somebody in this process looks at."""

    def __init__(self, hub: RoomHub) -> None:
        self.hub = hub
        self.rooms: dict[UUID, BoardRoom] = {}
        hub.pollers.append(self._poll)

    async def room(self, board_id: UUID) -> BoardRoom:
        """The board's room, loaded; call `release` when done with entering it."""
        room = self.rooms.get(board_id)
        if room is not None:
            room.users += 1
            await room.is_ready.wait()
            return room if self.rooms.get(board_id) is room else await self.room(board_id)
        room = self.rooms[board_id] = BoardRoom(board_id, self.hub, self._forget)
        room.users += 1
        try:
            await room.start()
        except BaseException:
            self.rooms.pop(board_id, None)
            room.is_ready.set()
            raise
        return room

    def _forget(self, room: BoardRoom) -> None:
        if self.rooms.get(room.board_id) is room:
            del self.rooms[room.board_id]
            self.hub.bus.spawn(room.stop())

    async def _poll(self) -> None:
        ready = [room for room in self.rooms.values() if room.is_ready.is_set()]
        if ready:
            heads = await in_database(heads_of, [room.board_id for room in ready])
            known = [(room, heads[room.board_id]) for room in ready if room.board_id in heads]
            for room, (_seq, version) in known:
                room.workshop.catch_up(version)
            await asyncio.gather(*(room.fill() for room, (seq, _v) in known if seq > room.seq))


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, BoardHub] = WeakKeyDictionary()


async def board_hub() -> BoardHub:
    """The boards of the running event loop."""
    loop = asyncio.get_running_loop()
    hub = await running_hub()
    boards = _hubs.get(loop)
    if boards is None or boards.hub is not hub:
        boards = _hubs[loop] = BoardHub(hub)
    return boards
