"""Tickets: how a program without a browser's session opens a board's socket."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from boards.models import Board, BoardTicket

FIRST_USE = timedelta(seconds=60)
LIFE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class IssuedTicket:
    """A ticket with its token, which is known only now."""

    ticket: BoardTicket
    token: str


@transaction.atomic
def issue_ticket(*, actor: User, board: Board, proof: str) -> IssuedTicket:
    """A ticket for `actor`; `proof` is what let them in, and the ticket ends with it."""
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    ticket = BoardTicket.objects.create(
        board=board,
        user=actor,
        token_hash=_digest(token),
        proof=proof,
        first_use_before=now + FIRST_USE,
        expires_at=now + LIFE,
    )
    return IssuedTicket(ticket, token)


def use_ticket(*, token: str, board_id: UUID) -> BoardTicket | None:
    """The good ticket of this token; it must be used within 60 seconds, and may be used again."""
    now = timezone.now()
    ticket = _good_tickets().filter(token_hash=_digest(token), board_id=board_id).first()
    if ticket is None:
        return None
    if ticket.used_at is None:
        if ticket.first_use_before < now:
            return None
        BoardTicket.objects.filter(pk=ticket.pk, used_at=None).update(used_at=now)
    return ticket


def is_ticket_good(ticket_id: UUID) -> bool:
    """Whether the ticket would still be taken."""
    return _good_tickets().filter(pk=ticket_id).exists()


def _good_tickets() -> QuerySet[BoardTicket]:
    return BoardTicket.objects.select_related("user").filter(
        revoked_at=None, expires_at__gt=timezone.now(), user__is_active=True
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
