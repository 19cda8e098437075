"""Whiteboards."""

from boards.models.board import (
    Access,
    Board,
    BoardAccess,
    BoardSnapshot,
    BoardText,
    BoardTicket,
    BoardUpdate,
)

__all__ = [
    "Access",
    "Board",
    "BoardAccess",
    "BoardSnapshot",
    "BoardText",
    "BoardTicket",
    "BoardUpdate",
]
