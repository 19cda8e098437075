"""Guests over HTTP: who asks for a board, a member or whoever came by its link."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from rest_framework.exceptions import NotAuthenticated

from boards.models import Board, BoardGuest
from boards.selectors import board_for_viewing
from boards.selectors.guests import guest_by_token, guest_cookie
from teamflow.common.errors import NotFound
from teamflow.common.requests import AuthenticatedRequest


@dataclass(frozen=True, slots=True)
class Reader:
    """A board, and the guest who reads it; None for those who are signed in."""

    board: Board
    guest: BoardGuest | None = None


def guest_of(request: HttpRequest, board_id: UUID) -> BoardGuest | None:
    """Who visits this board with this browser."""
    return guest_by_token(request.COOKIES.get(guest_cookie(board_id), ""), board_id)


def reader_of(request: AuthenticatedRequest, board_id: UUID) -> Reader:
    """The board for whoever may look at it; those who are signed in come as themselves."""
    guest = None
    if request.user.is_authenticated:
        try:
            return Reader(board_for_viewing(user=request.user, board_id=board_id))
        except NotFound:
            guest = guest_of(request._request, board_id)
            if guest is None:
                raise
    guest = guest or guest_of(request._request, board_id)
    if guest is None:
        raise NotAuthenticated
    return Reader(guest.link.board, guest)
