"""`/ws/`: one socket for every room (docs/protocol.md, section 4). It parses and passes on."""

import asyncio
import contextlib
import logging
from typing import Any

import orjson
from django.conf import settings
from django.utils.translation import gettext as _

from teamflow.common import rooms
from teamflow.common.database import in_database
from teamflow.common.hub import Entrance, RoomHub, as_messages, running_hub
from teamflow.common.identity import Identity, comes_from_us, gatekeeper, session_key
from teamflow.common.rendering import dumps
from teamflow.common.sockets import Allowance, Connection, Outgoing, Receive, Scope, Send, sink_for

logger = logging.getLogger(__name__)

UNAUTHENTICATED, FORBIDDEN, TOO_FAST, FLOOD, TOO_BIG = 4401, 4403, 4429, 1008, 1009
AUTH_SECONDS = 5.0
MESSAGE_LIMIT = 64 * 1024
ROOMS_LIMIT = 200
CURSOR_LIMIT = 2048
SOCKETS_EACH = 100
RATE, BURST, PATIENCE = 20.0, 100.0, -100.0
KEEP_ALIVE = Outgoing(b'{"type":"ping"}', text=True)


class BadMessage(Exception):
    """A message that is not in the protocol; the text is for its sender."""


class RoomsSocket:
    """One `/ws/` socket of somebody who is signed in."""

    keep_alive = KEEP_ALIVE

    def __init__(self, hub: RoomHub, connection: Connection, identity: Identity) -> None:
        self.hub = hub
        self.connection = connection
        self.identity = identity
        self.rooms: dict[str, str] = {}
        self._allowance = Allowance(rate=RATE, burst=BURST)
        self._was_told = False

    async def receive(self, text: str) -> None:
        """Act on one message."""
        if self._is_flooding():
            return
        if len(text) > MESSAGE_LIMIT or len(text.encode()) > MESSAGE_LIMIT:
            self._complain("PAYLOAD_TOO_LARGE", _("A message holds at most 64 KB."))
            self.connection.close(TOO_BIG, "message too big")
            return
        try:
            await self._act_on(parse(text))
        except BadMessage as problem:
            self._complain("VALIDATION_ERROR", str(problem))

    def leave_all(self) -> None:
        """The socket is gone."""
        for room in list(self.rooms):
            self.hub.leave(self, room)
        self.rooms.clear()

    async def recheck(self, memo: dict[Any, Any]) -> None:
        """Leave what this person may no longer see; close when they are signed out."""
        if not await _remember(memo, self.identity, gatekeeper().is_still_good, self.identity):
            self.leave_all()
            self.connection.close(UNAUTHENTICATED, "signed out")
            return
        lost = []
        for room in list(self.rooms):
            key = (self.identity.user_id, room)
            if await _remember(memo, key, _log_for, self.identity, room) is None:
                lost.append(room)
        for room in lost:
            self.rooms.pop(room, None)
            self.hub.leave(self, room)
        if lost:
            self.send({"type": "denied", "rooms": lost})

    def send(self, message: dict[str, Any]) -> None:
        """One message to this socket alone."""
        self.connection.send(Outgoing(dumps(message), text=True))

    async def _act_on(self, message: dict[str, Any]) -> None:
        match message.get("type"):
            case "ping":
                self.send({"type": "pong"})
            case "pong" | "auth":
                pass
            case "join":
                await self._join(names_in(message), since_in(message))
            case "leave":
                for room in names_in(message):
                    if self.rooms.pop(room, None) is not None:
                        self.hub.leave(self, room)
            case "cursor":
                self._show_cursor(message)
            case _:
                raise BadMessage(_("This type of message is not known."))

    async def _join(self, names: list[str], since: dict[str, int]) -> None:
        if len(self.rooms) + len(names) > ROOMS_LIMIT:
            raise BadMessage(_("One socket enters at most 200 rooms."))
        entrances: list[Entrance] = []
        denied: list[str] = []
        try:
            for name in names:
                log = await in_database(_log_for, self.identity, name)
                if log is None:
                    denied.append(name)
                    continue
                # Entering again is how a client that lost count asks for what it missed.
                if self.rooms.pop(name, None) is not None:
                    self.hub.leave(self, name)
                entrances.append(await self.hub.prepare(name, log, since.get(name)))
            await self.hub.admit(self, entrances)
        except BaseException:
            self.hub.abandon(entrances)
            raise
        self._welcome(entrances, denied)

    def _welcome(self, entrances: list[Entrance], denied: list[str]) -> None:
        joined = {each.room: {"seq": each.position} for each in entrances}
        self.rooms.update(dict.fromkeys(joined, ""))
        self.send({"type": "joined", "rooms": joined, "denied": denied})
        for each in entrances:
            if each.must_resync:
                self.send({"type": "resync", "room": each.room, "seq": each.position})
            elif each.missed:
                for outgoing in as_messages(each.missed, each.room):
                    self.connection.send_state(outgoing)
            presence = self.hub.rooms[each.room].presence
            if presence is not None:
                self.send(presence.as_message())

    def _show_cursor(self, message: dict[str, Any]) -> None:
        """Pass on where this person writes or points: never stored, lost on whoever lags."""
        room, client, data = message.get("room"), message.get("client"), message.get("data")
        is_good = isinstance(client, str) and len(client) <= 40 and isinstance(data, dict | None)
        if not is_good or room not in self.rooms or len(dumps(data)) > CURSOR_LIMIT:
            raise BadMessage(_("A cursor names a room that was entered, and is small."))
        user = {"id": self.identity.user_id, "name": self.identity.name}
        shown = {"type": "cursor", "room": room, "client": client, "user": user, "data": data}
        self.hub.bus.publish(rooms.room_channel(str(room)), dumps(shown))

    def _is_flooding(self) -> bool:
        left = self._allowance.take()
        if left >= 0 or settings.BENCH:
            self._was_told = self._was_told and left < BURST / 2
            return False
        if not self._was_told:
            self._was_told = True
            self._complain("RATE_LIMIT_EXCEEDED", _("Too many messages. Send fewer."))
        if left < PATIENCE:
            self.connection.close(FLOOD, "flood")
        return True

    def _complain(self, code: str, message: str) -> None:
        self.send({"type": "error", "error": {"code": code, "message": message}})


async def rooms_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI endpoint."""
    if not comes_from_us(scope):
        await receive()
        await send({"type": "websocket.close"})
        return
    await receive()
    await send({"type": "websocket.accept"})
    connection = Connection(sink_for(scope, send))
    hub = await running_hub()
    identity = await _identify(scope, receive, connection)
    if identity is None:
        connection.close(UNAUTHENTICATED, "sign in first")
        await _until_gone(receive)
        return
    if len(hub.by_user.get(identity.user_id, ())) >= SOCKETS_EACH and not settings.BENCH:
        connection.close(TOO_FAST, "too many sockets")
        await _until_gone(receive)
        return
    await _serve(RoomsSocket(hub, connection, identity), receive)


async def _serve(socket: RoomsSocket, receive: Receive) -> None:
    socket.hub.enter(socket)
    try:
        while True:
            event = await receive()
            if event["type"] == "websocket.disconnect":
                return
            if not socket.connection.closed:
                await socket.receive(text_of(event))
    except Exception:
        logger.exception("socket_failed")
        socket.connection.close(1011, "server error")
    finally:
        socket.leave_all()
        socket.hub.forget(socket)


async def _identify(scope: Scope, receive: Receive, connection: Connection) -> Identity | None:
    key = session_key(scope)
    if key:
        identity = await in_database(gatekeeper().by_session, key)
        if identity is not None:
            return identity
    with contextlib.suppress(TimeoutError, BadMessage):
        event = await asyncio.wait_for(receive(), AUTH_SECONDS)
        if event["type"] != "websocket.receive":
            return None
        message = parse(text_of(event))
        token = message.get("token")
        if message.get("type") != "auth" or not isinstance(token, str):
            return None
        identity = await in_database(gatekeeper().by_token, token)
        if identity is not None:
            connection.send(Outgoing(b'{"type":"authenticated"}', text=True))
        return identity
    return None


async def _until_gone(receive: Receive) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(AUTH_SECONDS):
            while (await receive())["type"] != "websocket.disconnect":
                pass


async def _remember(memo: dict[Any, Any], key: Any, work: Any, *args: Any) -> Any:
    if key not in memo:
        memo[key] = await in_database(work, *args)
    return memo[key]


def _log_for(identity: Identity, room: str) -> str | None:
    return rooms.log_for(user_id=identity.user_id, room=room)


def text_of(event: Any) -> str:
    """A received frame's text; binary frames hold the same JSON."""
    text = event.get("text")
    if text is not None:
        return str(text)
    return bytes(event.get("bytes") or b"").decode(errors="replace")


def parse(text: str) -> dict[str, Any]:
    """The JSON object in a message."""
    try:
        message = orjson.loads(text)
    except ValueError:
        raise BadMessage(_("A message is a JSON object.")) from None
    if not isinstance(message, dict):
        raise BadMessage(_("A message is a JSON object."))
    return message


def names_in(message: dict[str, Any]) -> list[str]:
    """The rooms that a message names, each once."""
    names = message.get("rooms")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise BadMessage(_("`rooms` is a list of names."))
    if len(names) > ROOMS_LIMIT:
        raise BadMessage(_("One socket enters at most 200 rooms."))
    return list(dict.fromkeys(names))


def since_in(message: dict[str, Any]) -> dict[str, int]:
    """From where on each room's events are wanted."""
    since = message.get("since") or {}
    is_good = isinstance(since, dict) and all(
        type(seq) is int and 0 <= seq < 2**63 for seq in since.values()
    )
    if not is_good:
        raise BadMessage(_("`since` gives a number for each room."))
    return since
