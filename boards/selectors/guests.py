"""Reads: links to a board, and the guests who came by them."""

import hashlib
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from boards.models import Access, Board, BoardGuest, ShareLink


def digest(token: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def guest_cookie(board_id: UUID) -> str:
    """Where a browser keeps its visit; one to this board says nothing on another."""
    return f"board-guest-{board_id.hex}"


def open_links() -> QuerySet[ShareLink]:
    """Links that still lead to a board."""
    in_time = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    return ShareLink.objects.select_related("board__workspace", "board__project").filter(
        in_time, revoked_at=None, board__deleted_at=None, board__workspace__deleted_at=None
    )


def links_of(*, board: Board) -> QuerySet[ShareLink]:
    """Every link of the board that somebody could still use, newest first."""
    return open_links().filter(board=board).order_by("-created_at", "-id")


def link_by_token(token: str) -> ShareLink | None:
    """The open link of this secret."""
    return open_links().filter(token_hash=digest(token)).first()


def guest_by_token(token: str, board_id: UUID) -> BoardGuest | None:
    """The guest of this board who holds this secret, while link and visit last."""
    guests = _guests_now().filter(token_hash=digest(token), link__board_id=board_id)
    return guests.first() if token else None


def access_of_guest(guest_id: UUID, board_id: UUID) -> Access | None:
    """What a guest may do on this board now; None when the link or the visit has ended."""
    found = _guests_now().filter(pk=guest_id, link__board_id=board_id)
    access = found.values_list("link__access", flat=True).first()
    return Access(access) if access else None


def _guests_now() -> QuerySet[BoardGuest]:
    guests = BoardGuest.objects.select_related("link__board__workspace", "link__board__project")
    return guests.filter(link__in=open_links(), expires_at__gt=timezone.now())
