"""Whiteboards."""

from boards.models.asset import Asset, BoardAsset
from boards.models.board import (
    Access,
    Board,
    BoardAccess,
    BoardSnapshot,
    BoardText,
    BoardTicket,
    BoardUpdate,
)
from boards.models.sharing import BoardGuest, ShareLink
from boards.models.template import BoardTemplate
from boards.models.workshop import PrivateNote, Vote, VoteRound, Workshop

__all__ = [
    "Access",
    "Asset",
    "Board",
    "BoardAccess",
    "BoardAsset",
    "BoardGuest",
    "BoardSnapshot",
    "BoardTemplate",
    "BoardText",
    "BoardTicket",
    "BoardUpdate",
    "PrivateNote",
    "ShareLink",
    "Vote",
    "VoteRound",
    "Workshop",
]
