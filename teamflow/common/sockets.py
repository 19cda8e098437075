"""One socket as the hubs see it: written to without waiting, dropped when it cannot keep up."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Protocol

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

EPHEMERAL_LIMIT = 64 * 1024
LIVE_LIMIT = 1024 * 1024
TOO_FAR_BEHIND = 4409
_TRANSPORT = "teamflow.transport"
_TEXT, _BINARY = 0x81, 0x82


def frame_of(payload: bytes, *, text: bool) -> bytes:
    """An unmasked, unfragmented WebSocket frame (RFC 6455, section 5.2)."""
    first = _TEXT if text else _BINARY
    length = len(payload)
    if length < 126:
        return bytes((first, length)) + payload
    if length < 65536:
        return bytes((first, 126)) + length.to_bytes(2, "big") + payload
    return bytes((first, 127)) + length.to_bytes(8, "big") + payload


class Outgoing:
    """One or more messages that always travel together, encoded once for everybody."""

    __slots__ = ("frame", "is_text", "payloads")

    def __init__(self, *payloads: bytes, text: bool = False) -> None:
        self.payloads = payloads
        self.is_text = text
        self.frame = b"".join([frame_of(payload, text=text) for payload in payloads])


class Sink(Protocol):
    """Where a connection's messages go."""

    def write(self, outgoing: Outgoing) -> None: ...
    def buffered(self) -> int: ...
    def close(self, code: int, reason: str) -> None: ...


class RawSink:
    """Straight to the transport (teamflow/uvicorn_protocol.py)."""

    __slots__ = ("_raw", "buffered")

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self.buffered = raw.buffered

    def write(self, outgoing: Outgoing) -> None:
        """Hand the frame to the transport."""
        self._raw.write(outgoing.frame)

    def close(self, code: int, reason: str) -> None:
        """Close with a code."""
        self._raw.close(code, reason)


class SendSink:
    """Through the server's `send`, for servers that hand over no transport."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._queue: deque[Outgoing | tuple[int, str]] = deque()
        self._size = 0
        self._closed = False
        self._writer: asyncio.Task[None] | None = None

    def buffered(self) -> int:
        """The bytes that wait for the server to take them."""
        return self._size

    def write(self, outgoing: Outgoing) -> None:
        """Queue behind what waits."""
        if self._closed:
            return
        self._size += len(outgoing.frame)
        self._enqueue(outgoing)

    def close(self, code: int, reason: str) -> None:
        """Close after what waits; a second close is nothing."""
        if not self._closed:
            self._closed = True
            self._enqueue((code, reason))

    def _enqueue(self, entry: Outgoing | tuple[int, str]) -> None:
        self._queue.append(entry)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.get_running_loop().create_task(self._drain())

    async def _drain(self) -> None:
        while self._queue:
            entry = self._queue.popleft()
            try:
                await self._pass_on(entry)
            except Exception:  # the server's own exception for "the client has gone"
                self._closed = True
                self._queue.clear()
                self._size = 0

    async def _pass_on(self, entry: Outgoing | tuple[int, str]) -> None:
        if isinstance(entry, tuple):
            await self._send({"type": "websocket.close", "code": entry[0], "reason": entry[1]})
            return
        for payload in entry.payloads:
            if entry.is_text:
                await self._send({"type": "websocket.send", "text": payload.decode()})
            else:
                await self._send({"type": "websocket.send", "bytes": payload})
        self._size -= len(entry.frame)


def sink_for(scope: Scope, send: Send) -> Sink:
    """The fastest sink that this server offers."""
    raw = scope.get("extensions", {}).get(_TRANSPORT)
    return RawSink(raw) if raw is not None else SendSink(send)


class Connection:
    """A socket with its limits; everything here returns at once."""

    __slots__ = ("_exempt", "closed", "last_written", "sink")

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.closed = False
        self.last_written = time.monotonic()
        self._exempt = 0

    def send(self, outgoing: Outgoing) -> None:
        """A message that must arrive: whoever is too far behind for it is sent away."""
        waiting = self.sink.buffered()
        if waiting > LIVE_LIMIT and self._live(waiting) > LIVE_LIMIT:
            self.close(TOO_FAR_BEHIND, "too far behind")
            return
        self.last_written = time.monotonic()
        self.sink.write(outgoing)

    def send_ephemeral(self, outgoing: Outgoing) -> None:
        """A message that the next one replaces: dropped for whoever lags."""
        waiting = self.sink.buffered()
        if waiting > EPHEMERAL_LIMIT and self._live(waiting) > EPHEMERAL_LIMIT:
            return
        self.last_written = time.monotonic()
        self.sink.write(outgoing)

    def send_state(self, outgoing: Outgoing) -> None:
        """A first state, however large: it does not count against the limits while it drains."""
        self._exempt = self.sink.buffered() + len(outgoing.frame)
        self.last_written = time.monotonic()
        self.sink.write(outgoing)

    def close(self, code: int, reason: str = "") -> None:
        """Close once; the reason is for the log and the developer."""
        if not self.closed:
            self.closed = True
            self.sink.close(code, reason)

    def _live(self, waiting: int) -> int:
        # What is still buffered of a first state cannot be more than what is buffered at all; once
        # the buffer was empty, all that follows is live.
        self._exempt = min(self._exempt, waiting)
        return waiting - self._exempt


class Allowance:
    """A token bucket: so many at once, so many a second."""

    __slots__ = ("_at", "_burst", "_left", "_rate")

    def __init__(self, *, rate: float, burst: float) -> None:
        self._rate = rate
        self._burst = burst
        self._left = burst
        self._at = time.monotonic()

    def take(self, amount: float = 1.0) -> float:
        """Take `amount`; what is left, below zero by how much too much was taken."""
        now = time.monotonic()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate) - amount
        self._at = now
        return self._left
