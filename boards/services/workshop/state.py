"""The workshop's row: locked for a change, and everybody told of it."""

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boards.models import Board, VoteRound, Workshop
from boards.services.updates import channel_of
from teamflow.common.errors import NotFound
from teamflow.common.rooms import publish_bytes

CHANGED, OWN_CHANGED = b"w", b"o"
LONGEST_SECONDS = 4 * 60 * 60


def lock_workshop(board_id: UUID) -> Workshop:
    """The board's workshop, made when it is the first; for a running transaction."""
    if not Board.objects.filter(pk=board_id, deleted_at=None).exists():
        raise NotFound
    Workshop.objects.bulk_create([Workshop(board_id=board_id)], ignore_conflicts=True)
    return Workshop.objects.select_for_update().get(pk=board_id)


def keep_workshop(workshop: Workshop) -> None:
    """Write it under a new version, and tell everybody; for a running transaction."""
    workshop.version += 1
    workshop.save()
    tell(workshop.board_id, CHANGED)


def tell(board_id: UUID, kind: bytes, user_id: UUID | None = None) -> None:
    """A hint to every process, which then reads the database; for a running transaction."""
    message = kind + (user_id.bytes if user_id else b"")
    transaction.on_commit(lambda: publish_bytes(channel_of(board_id), message), robust=True)


def open_round(board_id: UUID) -> VoteRound | None:
    """The vote that runs on this board."""
    return VoteRound.objects.filter(board_id=board_id, ended_at=None).first()


def has_run_out(workshop: Workshop) -> bool:
    """Whether the timer came to its end by itself."""
    return workshop.timer_ends_at is not None and workshop.timer_ends_at <= timezone.now()


def run_timer(workshop: Workshop, seconds: int) -> None:
    """Set the clock; for a running transaction, which writes it."""
    check_seconds(seconds)
    workshop.timer_ends_at = timezone.now() + timedelta(seconds=seconds)
    workshop.timer_left_ms = None
    workshop.timer_total_ms = seconds * 1000


def check_seconds(seconds: int) -> None:
    """Refuse a time that no timer runs for."""
    if not 1 <= seconds <= LONGEST_SECONDS:
        raise ValidationError({"seconds": _("Between a second and four hours.")})
