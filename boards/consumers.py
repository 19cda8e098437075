"""`/ws/boards/{id}/`."""
from uuid import UUID

from teamflow.common.sockets import Receive, Scope, Send


async def board_socket(scope: Scope, receive: Receive, send: Send, board_id: UUID) -> None:
    await receive()
    await send({"type": "websocket.close"})
