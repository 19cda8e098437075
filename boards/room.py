"""One board in one process: changes in, durable rows, one frame to all.

A tick per board with a leading edge: the first change goes at once, what follows within 33 ms is
gathered. What is sent on was durable before.
"""

import asyncio
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from boards import protocol
from boards.document import BoardDocument, Incomplete
from boards.documents import load_document, missed_since
from boards.live_workshop import LiveWorkshop
from boards.models import Access
from boards.presence import Cursors
from boards.services.updates import append_update, as_message, channel_of, note_contents
from teamflow.common.database import in_database
from teamflow.common.errors import NotFound
from teamflow.common.hub import RoomHub
from teamflow.common.identity import Identity
from teamflow.common.sockets import Connection, Outgoing
from teamflow.common.yjs.lib0 import Refused

logger = logging.getLogger(__name__)

TICK_SECONDS = 0.033
WAITING_SECONDS = 5.0
WAITING_LIMIT = 64
STORE_TRIES = 100
IDLE_SECONDS = 30.0
GONE, TOO_FAR_BEHIND, RESTART = 4403, 4409, 1012


class BoardMember(Protocol):
    """A socket on a board."""

    connection: Connection
    identity: Identity
    access: Access
    said_hello: bool
    changes: int

    def settle(self, number: int, seq: int) -> None: ...
    def refuse(self, number: int, problem: Refused) -> None: ...
    async def recheck(self, memo: dict[Any, Any]) -> None: ...


Entry = tuple[int, int, bytes | None]
Idle = Callable[["BoardRoom"], None]


@dataclass(slots=True)
class Incoming:
    """One content frame of one socket."""

    member: BoardMember
    number: int
    update: bytes
    is_first: bool
    give_up_at: float = 0.0


class BoardRoom:
    """One board in this process."""

    def __init__(self, board_id: UUID, hub: RoomHub, on_idle: "Idle") -> None:
        self.board_id = board_id
        self.hub = hub
        self.members: set[BoardMember] = set()
        self.cursors = Cursors()
        self.workshop = LiveWorkshop(board_id, hub.bus, self.members)
        self._own = os.urandom(8)
        self.document = BoardDocument()
        self.seq = 0
        self.users = 0
        self.is_ready = asyncio.Event()
        self._on_idle = on_idle
        self._queue: list[Incoming] = []
        self._waiting: list[Incoming] = []
        self._ahead: dict[int, tuple[bytes, bool]] = {}
        self._fill_lock = asyncio.Lock()
        self._ticker: asyncio.Task[None] | None = None
        self._cursor_timer: asyncio.TimerHandle | None = None
        self._idle_timer: asyncio.TimerHandle | None = None
        self._last_tick = 0.0
        self._loop = asyncio.get_running_loop()
        self.has_unwritten_count = False

    async def start(self) -> None:
        """Listen, then read: nothing falls between."""
        await self.hub.bus.subscribe(channel_of(self.board_id), self.hear)
        loaded = await in_database(load_document, self.board_id)
        self.document, self.seq = loaded.document, loaded.seq
        self.is_ready.set()
        self._advance()
        self._publish(b"q" + self._own)

    async def stop(self) -> None:
        """Nobody is here any more."""
        self.workshop.stop()
        for timer in (self._cursor_timer, self._idle_timer):
            if timer is not None:
                timer.cancel()
        await self.hub.bus.unsubscribe(channel_of(self.board_id), self.hear)

    def enter(self, member: BoardMember) -> None:
        """Send `member` what happens from now on."""
        self.members.add(member)

    def leave(self, member: BoardMember) -> None:
        """The socket is gone; the last one out lets the board rest after a while."""
        self.members.discard(member)
        self.cursors.gone(member)
        self._show_cursors_soon()
        if not self.members:
            self._arm_idle_timer()

    # Changes in -------------------------------------------------------------------------------
    def push(self, incoming: Incoming) -> None:
        """Take a content frame into the next tick."""
        self._queue.append(incoming)
        self._run_ticker()

    def _run_ticker(self) -> None:
        if self._ticker is None or self._ticker.done():
            self._ticker = self.hub.bus.spawn(self._tick())

    async def _tick(self) -> None:
        while self._queue or self._waiting:
            delay = self._last_tick + TICK_SECONDS - self._loop.time()
            if delay > 0:
                await asyncio.sleep(delay)
            self._last_tick = self._loop.time()
            batch = self._waiting + self._queue
            self._waiting, self._queue = [], []
            try:
                await self._store(batch)
            except Exception:
                logger.exception("board_tick_failed", extra={"board": str(self.board_id)})
                self._send_away(batch, RESTART, "not stored")
        self._arm_idle_timer()

    async def _store(self, batch: list[Incoming]) -> None:
        taken, settled = await self._judge(batch)
        if taken:
            update = self.document.proposed()
            authors = list(dict.fromkeys(each.member.identity.user_id for each in taken))
            seq = await self._make_durable(update, authors)
            if seq is None:
                self.document.withdraw()
                self._send_away(taken, RESTART, "not stored")
                return
            self._publish(b"u" + as_message(seq, update))
            for each in taken:
                each.member.changes += 1
            self._ahead[seq] = (update, True)
            self.has_unwritten_count = True
            self._advance()
            if self.seq < seq:
                await self.fill()
        for each in settled:
            each.member.settle(each.number, self.seq)

    async def _judge(self, batch: list[Incoming]) -> tuple[list[Incoming], list[Incoming]]:
        """Who changed something, and whose frame is done with (both, when it becomes durable)."""
        taken: list[Incoming] = []
        settled: list[Incoming] = []
        incomplete: list[Incoming] = []
        for each in batch:
            self._judge_one(each, taken, settled, incomplete)
        if incomplete:
            # Another process may have taken what this builds upon.
            await self.fill()
            for each in incomplete:
                left: list[Incoming] = []
                self._judge_one(each, taken, settled, left)
                if left:
                    self._let_wait(each)
        return taken, settled

    def _judge_one(
        self,
        incoming: Incoming,
        taken: list[Incoming],
        settled: list[Incoming],
        incomplete: list[Incoming],
    ) -> None:
        if incoming.member.connection.closed:
            # Refused, or without access any more: what they sent after that does not land.
            return
        try:
            if self.document.propose(incoming.update, is_first=incoming.is_first):
                taken.append(incoming)
            settled.append(incoming)
        except Incomplete:
            incomplete.append(incoming)
        except Refused as problem:
            incoming.member.refuse(incoming.number, problem)

    def _let_wait(self, incoming: Incoming) -> None:
        """Another tab of the same browser may be about to send what this builds upon."""
        now = self._loop.time()
        incoming.give_up_at = incoming.give_up_at or now + WAITING_SECONDS
        if now > incoming.give_up_at or len(self._waiting) >= WAITING_LIMIT:
            incoming.member.connection.close(TOO_FAR_BEHIND, "synchronise again")
            return
        self._waiting.append(incoming)

    async def _make_durable(self, update: bytes, authors: list[UUID]) -> int | None:
        for _ in range(STORE_TRIES):
            try:
                return await in_database(
                    append_update, board_id=self.board_id, update=update, authors=authors
                )
            except NotFound:
                return None
            except Exception:
                # Trying again is safe: applying an update twice changes nothing.
                logger.warning("board_not_stored", extra={"board": str(self.board_id)})
                await asyncio.sleep(0.25)
        return None

    def _send_away(self, batch: list[Incoming], code: int, reason: str) -> None:
        for each in batch:
            each.member.connection.close(code, reason)

    # Changes out ------------------------------------------------------------------------------
    def hear(self, message: bytes) -> None:
        """From the bus: a row, cursors, a question, or that rights or the workshop changed."""
        kind, rest = message[:1], message[1:]
        if kind == b"u":
            self._hear_row(int.from_bytes(rest[:8], "big"), rest[8:])
        elif kind == b"c":
            self.hub.bus.spawn(self._recheck())
        elif kind == b"w":
            self.workshop.changed()
        elif kind == b"o":
            self.workshop.own_changed(UUID(bytes=rest))
        elif rest[:8] == self._own:
            return
        elif kind == b"q":
            self._publish_cursors(self.cursors.all(own_only=True))
        elif kind == b"a":
            self.cursors.hear(None, protocol.read_states(rest[8:]))
            self._show_cursors_soon()

    def _hear_row(self, seq: int, update: bytes) -> None:
        if seq <= self.seq:
            return
        self._ahead.setdefault(seq, (update, False))
        if self.is_ready.is_set():
            self._advance()
            if self._ahead:
                self.hub.bus.spawn(self.fill())

    async def fill(self) -> None:
        """Read the rows that the bus did not bring."""
        async with self._fill_lock:
            await self.is_ready.wait()
            rows = await in_database(missed_since, self.board_id, self.seq)
            if rows and rows[0][0] > self.seq + 1:
                self._jump(*rows[0])
            for seq, update in rows:
                self._ahead.setdefault(seq, (update, False))
            self._advance()

    def _jump(self, seq: int, state: bytes) -> None:
        """Take a snapshot in place of rows that are no more."""
        self.document.take(state)
        self.seq = seq
        self._send([protocol.row(seq), protocol.update_frame(state)])

    def _advance(self) -> None:
        frames: list[bytes] = []
        while (row := self._ahead.pop(self.seq + 1, None)) is not None:
            update, is_own = row
            self.document.accept() if is_own else self.document.take(update)
            self.seq += 1
            frames += (protocol.row(self.seq), protocol.update_frame(update))
        for seq in [seq for seq in self._ahead if seq <= self.seq]:
            # Our own row came back by another way before we were told its number.
            if self._ahead.pop(seq)[1]:
                self.document.accept()
        if frames and self.members:
            self._send(frames)

    def _send(self, frames: list[bytes]) -> None:
        own = Outgoing(*frames)
        plain = Outgoing(*frames[1::2])
        for member in tuple(self.members):
            member.connection.send(own if member.said_hello else plain)

    # Cursors ----------------------------------------------------------------------------------
    def hear_cursors(self, member: BoardMember, states: list[Entry]) -> None:
        """What a socket here says of itself."""
        self.cursors.hear(member, states)
        self._show_cursors_soon()

    def _show_cursors_soon(self) -> None:
        if self._cursor_timer is None and self.cursors.has_news():
            self._cursor_timer = self._loop.call_later(TICK_SECONDS, self._show_cursors)

    def _show_cursors(self) -> None:
        self._cursor_timer = None
        fresh = self.cursors.take_fresh()
        if not fresh:
            return
        outgoing = Outgoing(protocol.awareness_frame(fresh))
        for member in tuple(self.members):
            member.connection.send_ephemeral(outgoing)
        self._publish_cursors(self.cursors.own_among(fresh))

    def _publish_cursors(self, entries: list[Entry]) -> None:
        if entries:
            self._publish(b"a" + self._own + protocol.states_of(entries))

    def _publish(self, message: bytes) -> None:
        self.hub.bus.publish(channel_of(self.board_id), message)

    # Rest -------------------------------------------------------------------------------------
    async def _recheck(self) -> None:
        memo: dict[Any, Any] = {}
        for member in tuple(self.members):
            await member.recheck(memo)

    def _arm_idle_timer(self) -> None:
        if self._idle_timer is None:
            self._idle_timer = self._loop.call_later(IDLE_SECONDS / 10, self._rest)

    def _rest(self) -> None:
        self._idle_timer = None
        if self.has_unwritten_count:
            self.has_unwritten_count = False
            count, text = self.document.element_count(), self.document.plain_text()
            self.hub.bus.spawn(in_database(note_contents, self.board_id, count, text))
        if not self.members:
            self._idle_timer = self._loop.call_later(IDLE_SECONDS, self._unload)

    def _unload(self) -> None:
        self._idle_timer = None
        if not self.members and not self.users and not self._queue and not self._waiting:
            self._on_idle(self)
