"""A board's workshop in one process: read from the database, shown to everybody who said hello."""

import asyncio
import logging
from collections.abc import Iterable
from typing import Any, Protocol
from uuid import UUID

from boards import protocol
from boards.services.workshop.votes import end_expired_vote
from boards.workshop import own_state, with_clock, workshop_state
from teamflow.common.bus import Bus
from teamflow.common.database import in_database
from teamflow.common.identity import Identity
from teamflow.common.sockets import Connection, Outgoing

logger = logging.getLogger(__name__)

# An ear for the clock of another machine, and for what was voted at the last moment.
GRACE_SECONDS = 0.25


class Viewer(Protocol):
    """A socket that may understand the workshop's frames."""

    connection: Connection
    identity: Identity
    said_hello: bool


class LiveWorkshop:
    """What is known of the workshop here, and who has to be told."""

    def __init__(self, board_id: UUID, bus: Bus, members: Iterable[Viewer]) -> None:
        self._board_id = board_id
        self._bus = bus
        self._members = members
        self._state: dict[str, Any] | None = None
        self._lock = asyncio.Lock()
        self._bell: asyncio.TimerHandle | None = None

    def greet(self, member: Viewer) -> None:
        """Show a newcomer what runs."""
        self._bus.spawn(self._greet(member))

    def changed(self) -> None:
        """Somebody changed it, here or in another process."""
        self._bus.spawn(self._read())

    def own_changed(self, user_id: UUID) -> None:
        """What is this person's own is different: in all their tabs."""
        tabs = [m for m in self._members if m.said_hello and m.identity.user_id == user_id]
        if tabs:
            self._bus.spawn(self._show_own(tabs))

    def catch_up(self, version: int) -> None:
        """The database is at `version`: read what the bus did not tell of."""
        if self._state is not None and self._state["version"] < version:
            self.changed()

    def stop(self) -> None:
        """Nobody is here any more."""
        if self._bell is not None:
            self._bell.cancel()

    async def _greet(self, member: Viewer) -> None:
        if self._state is None:
            await self._read(is_told=False)
        if self._state is None:
            return
        if self._state["version"]:
            member.connection.send(self._frame())
            await self._show_own([member])

    async def _read(self, *, is_told: bool = True) -> None:
        async with self._lock:
            before = -1 if self._state is None else int(self._state["version"])
            try:
                state = await in_database(workshop_state, self._board_id)
            except Exception:
                logger.warning("workshop_not_read", exc_info=True)
                return
            if state["version"] <= before:
                return
            self._state = state
        self._wind()
        if is_told:
            outgoing = self._frame()
            for member in tuple(self._members):
                if member.said_hello:
                    member.connection.send(outgoing)

    def _frame(self) -> Outgoing:
        return Outgoing(protocol.workshop(with_clock(self._state or {})))

    async def _show_own(self, members: list[Viewer]) -> None:
        own = await in_database(own_state, self._board_id, members[0].identity.user_id)
        outgoing = Outgoing(protocol.own(own))
        for member in members:
            if not member.connection.closed:
                member.connection.send_state(outgoing)

    def _wind(self) -> None:
        """Be there when the vote that runs is over."""
        self.stop()
        state = with_clock(self._state or {})
        vote, timer = state["vote"], state["timer"]
        if not vote or not vote["ends_with_timer"] or not timer or timer["ends_at"] is None:
            return
        seconds = max(0.0, (timer["ends_at"] - state["now"]) / 1000) + GRACE_SECONDS
        self._bell = asyncio.get_running_loop().call_later(seconds, self._ring)

    def _ring(self) -> None:
        self._bus.spawn(in_database(end_expired_vote, board_id=self._board_id))
