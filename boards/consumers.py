"""`/ws/boards/{id}/`: the y-websocket protocol (docs/protocol.md, section 2).

A plain ASGI endpoint: it parses frames and passes them to the board's room.
"""

import asyncio
import contextlib
import functools
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from boards import protocol
from boards.act_desk import ActDesk
from boards.hub import board_hub
from boards.models import Access
from boards.permissions import reaches
from boards.room import BoardRoom, Incoming
from boards.selectors import access_on
from boards.selectors.guests import access_of_guest, guest_by_token, guest_cookie
from boards.services.sittings import note_sitting
from boards.services.tickets import is_ticket_good, use_ticket
from teamflow.common.database import in_database
from teamflow.common.hub import RoomHub
from teamflow.common.identity import Identity, comes_from_us, cookie, gatekeeper, session_key
from teamflow.common.sockets import Allowance, Connection, Outgoing, Receive, Scope, Send, sink_for
from teamflow.common.yjs.lib0 import Malformed, Refused

logger = logging.getLogger(__name__)

REFUSED, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, TOO_FAST = 4400, 4401, 4403, 4404, 4429
FLOOD = 1008
RATE, BURST, PATIENCE = 120.0, 600.0, -600.0
SOCKETS_EACH = 100
EMPTY = b"\x00\x00"


@dataclass(frozen=True, slots=True)
class Guest:
    """Who asks, and by which ticket."""

    identity: Identity
    ticket_id: UUID | None = None
    leaves_at: datetime | None = None
    """For those who came by a share link: when their visit ends."""


class BoardSocket:
    """One socket on one board."""

    keep_alive = Outgoing(protocol.KEEP_ALIVE)

    def __init__(
        self, *, room: BoardRoom, connection: Connection, guest: Guest, access: Access
    ) -> None:
        self.room = room
        self.connection = connection
        self.identity = guest.identity
        self.access = access
        self.said_hello = False
        self.changes = 0
        self.began_at = timezone.now()
        self._ticket_id = guest.ticket_id
        self.leaves_at = guest.leaves_at
        self._allowance = Allowance(rate=RATE, burst=BURST)
        self._desk = ActDesk(room, self)
        self._was_told = False
        self._had_step_2 = False
        self._sent = 0
        self._settled = 0
        self._settled_ahead: set[int] = set()

    @property
    def may_edit(self) -> bool:
        """Whether what this socket sends is taken."""
        return reaches(self.access, Access.EDIT)

    def greet(self) -> None:
        """Ask for what the other side has, and show who is here."""
        if self.may_edit:
            self._send(protocol.step_1(self.room.document.state_vector()))
        self._show_cursors()

    def receive(self, frame: bytes) -> None:
        """Act on one frame."""
        if self._is_flooding():
            return
        sent_before = self._sent
        try:
            limit = protocol.MESSAGE_LIMIT if self._had_step_2 else protocol.FIRST_LIMIT
            if len(frame) > limit:
                raise Refused("too_large", _("This message is too large."))
            self._act_on(protocol.parse(frame), len(frame))
        except Refused as problem:
            self.refuse(sent_before + 1, problem)

    def settle(self, number: int, seq: int) -> None:
        """Content frame `number` is durable; tell when all before it are, too."""
        self._settled_ahead.add(number)
        before = self._settled
        while self._settled + 1 in self._settled_ahead:
            self._settled += 1
            self._settled_ahead.discard(self._settled)
        if self.said_hello and self._settled > before:
            self._send(protocol.acknowledged(self._settled, seq))

    def refuse(self, number: int, problem: Refused) -> None:
        """Say why, and close: the client synchronises again without it."""
        if self.said_hello:
            self._send(protocol.refused(number, problem.code, problem.message))
        self.connection.close(REFUSED, problem.code)

    async def recheck(self, memo: dict[Any, Any]) -> None:
        """Close when this person is signed out or may see the board no more."""
        if self.leaves_at is not None:
            await self._recheck_visit()
            return
        key = (self.identity, self._ticket_id)
        if key not in memo:
            memo[key] = await in_database(_is_still_let_in, self.identity, self._ticket_id)
        if not memo[key]:
            self.connection.close(UNAUTHENTICATED, "signed out")
            return
        place = (self.identity.user_id, self.room.board_id)
        if place not in memo:
            memo[place] = await in_database(access_on, *place)
        if memo[place] is None:
            self.connection.close(FORBIDDEN, "no access")
        elif memo[place] != self.access:
            self._change_access(memo[place])

    async def _recheck_visit(self) -> None:
        access = await in_database(access_of_guest, self.identity.user_id, self.room.board_id)
        if access is None:
            self.connection.close(FORBIDDEN, "the link was taken back")
        elif access != self.access:
            self._change_access(access)

    def _change_access(self, access: Access) -> None:
        could_edit = self.may_edit
        self.access = access
        if self.said_hello:
            self._send(protocol.notice({"code": "access", "access": access}))
        if self.may_edit and not could_edit:
            self._send(protocol.step_1(self.room.document.state_vector()))

    def _act_on(self, message: protocol.Message, size: int) -> None:
        match message:
            case protocol.Content(update, is_step_2):
                self._take(update, is_step_2=is_step_2, size=size)
            case protocol.StateVector(data):
                frame = protocol.step_2(self.room.document.update_since(data))
                self.connection.send_state(Outgoing(frame))
            case protocol.Presence(states):
                self.room.hear_cursors(self, states)
            case protocol.Ask():
                self._show_cursors()
            case protocol.Hello():
                self._welcome()
            case protocol.Act():
                self._desk.take(message)

    def _take(self, update: bytes, *, is_step_2: bool, size: int) -> None:
        self._sent += 1
        is_first = is_step_2 and not self._had_step_2
        if size > protocol.MESSAGE_LIMIT and not is_first:
            raise Refused("too_large", _("This message is too large."))
        self._had_step_2 = self._had_step_2 or is_step_2
        if update == EMPTY:
            self.settle(self._sent, self.room.seq)
        elif self.may_edit:
            self.room.push(Incoming(self, self._sent, update, is_first))
        else:
            reason = _("You may look at this board, but not change it.")
            self._send(protocol.permission_denied(reason))
            if self.said_hello:
                self._send(protocol.refused(self._sent, "view_only", reason))

    def _welcome(self) -> None:
        self.said_hello = True
        limits = {"message": protocol.MESSAGE_LIMIT, "first": protocol.FIRST_LIMIT}
        words = {"seq": self.room.seq, "access": self.access, "limits": limits}
        self._send(protocol.welcome(words))
        self.room.workshop.greet(self)

    def _show_cursors(self) -> None:
        entries = self.room.cursors.all()
        if entries:
            outgoing = Outgoing(protocol.awareness_frame(entries))
            self.connection.send_ephemeral(outgoing)

    def _is_flooding(self) -> bool:
        left = self._allowance.take()
        if left >= 0 or settings.BENCH:
            return False
        if not self._was_told and self.said_hello:
            self._send(protocol.notice({"code": "slow"}))
        self._was_told = True
        if left < PATIENCE:
            self.connection.close(FLOOD, "flood")
        # What was sent too fast is still taken until the socket closes: it must not be lost.
        return self.connection.closed

    def _send(self, frame: bytes) -> None:
        self.connection.send(Outgoing(frame))


async def board_socket(scope: Scope, receive: Receive, send: Send, board_id: UUID) -> None:
    """The ASGI endpoint."""
    await receive()
    if not comes_from_us(scope):
        await send({"type": "websocket.close"})
        return
    await send({"type": "websocket.accept"})
    connection = Connection(sink_for(scope, send))
    boards = await board_hub()
    guest, access = await in_database(_identify, scope, board_id)
    if guest is None:
        connection.close(UNAUTHENTICATED, "sign in first")
    elif _has_too_many(boards.hub, guest.identity):
        connection.close(TOO_FAST, "too many sockets")
    else:
        if access is not None:
            room = await boards.room(board_id)
            socket = BoardSocket(room=room, connection=connection, guest=guest, access=access)
            await _serve(boards.hub, socket, receive)
            return
        connection.close(NOT_FOUND, "no such board")
    await _until_gone(receive)


async def _serve(hub: RoomHub, socket: BoardSocket, receive: Receive) -> None:
    room = socket.room
    hub.enter(socket)
    room.enter(socket)
    room.users -= 1
    end = _end_of_visit(socket)
    try:
        socket.greet()
        while True:
            event = await receive()
            if event["type"] == "websocket.disconnect":
                return
            if not socket.connection.closed:
                socket.receive(_frame_in(event))
    except Refused as problem:
        socket.refuse(0, problem)
    except Exception:
        logger.exception("board_socket_failed")
        socket.connection.close(1011, "server error")
    finally:
        if end is not None:
            end.cancel()
        room.leave(socket)
        hub.forget(socket)
        hub.bus.spawn(_note_sitting(socket))


def _end_of_visit(socket: BoardSocket) -> asyncio.TimerHandle | None:
    if socket.leaves_at is None:
        return None
    left = (socket.leaves_at - timezone.now()).total_seconds()
    close = functools.partial(socket.connection.close, FORBIDDEN, "the visit ended")
    return asyncio.get_running_loop().call_later(max(0.0, left), close)


def _identify(scope: Scope, board_id: UUID) -> tuple[Guest | None, Access | None]:
    """Who asks, and what they may do here; in one go, as a thousand may come back at once."""
    guest = _guest(scope, board_id)
    access = access_on(guest.identity.user_id, board_id) if guest else None
    if access is None:
        visitor = guest_by_token(cookie(scope, guest_cookie(board_id)), board_id)
        if visitor is not None:
            identity = Identity(visitor.pk, visitor.name, f"guest:{visitor.pk}")
            visit = Guest(identity, leaves_at=visitor.expires_at)
            return visit, Access(visitor.link.access)
    return guest, access


def _guest(scope: Scope, board_id: UUID) -> Guest | None:
    token = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token", [""])[0]
    if token:
        return _guest_with_ticket(token, board_id)
    key = session_key(scope)
    identity = gatekeeper().by_session(key) if key else None
    return Guest(identity) if identity else None


async def _note_sitting(socket: BoardSocket) -> None:
    # What was sent last is still in its tick when the socket is gone.
    await asyncio.sleep(1)
    if socket.changes:
        await in_database(
            note_sitting,
            actor_id=socket.identity.user_id,
            board_id=socket.room.board_id,
            began_at=socket.began_at,
            changes=socket.changes,
        )


def _guest_with_ticket(token: str, board_id: UUID) -> Guest | None:
    ticket = use_ticket(token=token, board_id=board_id)
    if ticket is None:
        return None
    guest = Guest(Identity(ticket.user_id, ticket.user.name, ticket.proof), ticket.pk)
    return guest if gatekeeper().is_still_good(guest.identity) else None


def _is_still_let_in(identity: Identity, ticket_id: UUID | None) -> bool:
    if ticket_id is not None and not is_ticket_good(ticket_id):
        return False
    return gatekeeper().is_still_good(identity)


def _has_too_many(hub: RoomHub, identity: Identity) -> bool:
    return len(hub.by_user.get(identity.user_id, ())) >= SOCKETS_EACH and not settings.BENCH


def _frame_in(event: Any) -> bytes:
    frame = event.get("bytes")
    if frame is None:
        raise Malformed
    return bytes(frame)


async def _until_gone(receive: Receive) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(5):
            while (await receive())["type"] != "websocket.disconnect":
                pass
