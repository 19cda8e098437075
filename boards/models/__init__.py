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
from boards.models.template import BoardTemplate

__all__ = [
    "Access",
    "Board",
    "BoardAccess",
    "BoardSnapshot",
    "BoardTemplate",
    "BoardText",
    "BoardTicket",
    "BoardUpdate",
]
