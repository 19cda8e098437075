"""uvicorn's WebSocket protocol, handing its transport to the application.

Fan-out writes one encoded frame to many transports without awaiting any of them. That leans on
uvicorn's internals: the version is pinned, and `teamflow/tests/test_uvicorn_protocol.py` fails
when an upgrade changes what is used here. Other servers go without, through plain `send`.
"""

import logging
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

EXTENSION = "teamflow.transport"
ABORT_AFTER_SECONDS = 5.0


class RawSocket:
    """One accepted connection as bytes; nothing here waits for the other side."""

    __slots__ = ("_protocol", "buffered")

    def __init__(self, protocol: "HandingOverProtocol") -> None:
        self._protocol = protocol
        self.buffered = protocol.transport.get_write_buffer_size

    def write(self, frame: bytes) -> None:
        """Queue whole frames; after a close frame nothing more is sent."""
        protocol = self._protocol
        if not protocol.close_sent and not protocol.disconnected:
            protocol.transport.write(frame)

    def close(self, code: int, reason: str) -> None:
        """Send the close frame now, and cut the line when the other side does not answer it."""
        self._protocol.close_now(code, reason)


class HandingOverProtocol(WebSocketsSansIOProtocol):
    """Puts a `RawSocket` into the scope's extensions."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # uvicorn logs each socket's address with its query, which may hold a board's ticket.
        self.logger = logging.getLogger("teamflow.websocket")
        self.logger.setLevel(logging.WARNING)

    async def run_asgi(self) -> None:
        """Run the application with the transport at hand."""
        self.scope["extensions"][EXTENSION] = RawSocket(self)  # type: ignore[assignment]
        await super().run_asgi()

    def close_now(self, code: int, reason: str) -> None:
        """What `send({"type": "websocket.close"})` does, without waiting for a full buffer."""
        if self.close_sent or self.disconnected or self.transport.is_closing():
            return
        event = {"type": "websocket.disconnect", "code": code, "reason": reason}
        self.queue.put_nowait(event)  # type: ignore[arg-type]
        self.conn.send_close(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(ABORT_AFTER_SECONDS, self.transport.abort)
