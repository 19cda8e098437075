"""One timer a board, by the server's clock."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from boards.models import Access
from boards.permissions import Participant
from boards.services.workshop.state import (
    LONGEST_SECONDS,
    check_seconds,
    has_run_out,
    keep_workshop,
    lock_workshop,
    run_timer,
)
from boards.services.workshop.votes import end_round_of, end_when_time_is_up


@transaction.atomic
def start_timer(*, actor: Participant, board_id: UUID, seconds: int) -> None:
    """Begin anew with so many seconds, whatever ran before."""
    actor.must_reach(Access.EDIT)
    workshop = lock_workshop(board_id)
    end_when_time_is_up(workshop)
    run_timer(workshop, seconds)
    keep_workshop(workshop)


@transaction.atomic
def pause_timer(*, actor: Participant, board_id: UUID) -> None:
    """Hold it; one that does not run stays as it is."""
    actor.must_reach(Access.EDIT)
    workshop = lock_workshop(board_id)
    if workshop.timer_ends_at is None or has_run_out(workshop):
        return
    left = workshop.timer_ends_at - timezone.now()
    workshop.timer_left_ms = max(1, round(left.total_seconds() * 1000))
    workshop.timer_ends_at = None
    keep_workshop(workshop)


@transaction.atomic
def resume_timer(*, actor: Participant, board_id: UUID) -> None:
    """Go on with what was left; one that is not paused stays as it is."""
    actor.must_reach(Access.EDIT)
    workshop = lock_workshop(board_id)
    if workshop.timer_left_ms is None:
        return
    workshop.timer_ends_at = timezone.now() + timedelta(milliseconds=workshop.timer_left_ms)
    workshop.timer_left_ms = None
    keep_workshop(workshop)


@transaction.atomic
def extend_timer(*, actor: Participant, board_id: UUID, seconds: int) -> None:
    """Add time; to one that has run out, from now on."""
    actor.must_reach(Access.EDIT)
    check_seconds(seconds)
    workshop = lock_workshop(board_id)
    end_when_time_is_up(workshop)
    more = timedelta(seconds=seconds)
    if workshop.timer_left_ms is not None:
        longest = LONGEST_SECONDS * 1000
        workshop.timer_left_ms = min(longest, workshop.timer_left_ms + seconds * 1000)
    elif workshop.timer_ends_at is not None:
        now = timezone.now()
        latest = now + timedelta(seconds=LONGEST_SECONDS)
        workshop.timer_ends_at = min(latest, max(now, workshop.timer_ends_at) + more)
    else:
        return
    workshop.timer_total_ms += seconds * 1000
    keep_workshop(workshop)


@transaction.atomic
def end_timer(*, actor: Participant, board_id: UUID) -> None:
    """Take it away, and end the vote that was to end with it."""
    actor.must_reach(Access.EDIT)
    workshop = lock_workshop(board_id)
    if workshop.timer_ends_at is None and workshop.timer_left_ms is None:
        return
    end_round_of(workshop, only_with_timer=True)
    workshop.timer_ends_at = workshop.timer_left_ms = None
    keep_workshop(workshop)
