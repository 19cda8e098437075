"""What people on a board are told of its workshop: all of them, and each for themselves."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from boards.models import PrivateNote, Vote, VoteRound, Workshop

PAST_SHOWN = 50


def workshop_state(board_id: UUID) -> dict[str, Any]:
    """The timer, the open vote (without a single count), the private writing, the last results."""
    workshop = Workshop.objects.filter(board_id=board_id).first()
    if workshop is None:
        return {"version": 0, "timer": None, "vote": None, "writing": None, "results": None}
    rounds = VoteRound.objects.filter(board_id=board_id)
    last = rounds.exclude(ended_at=None).order_by("-ended_at").first()
    running = rounds.filter(ended_at=None).first()
    writing = workshop.writing_id and {"id": workshop.writing_id, "by": workshop.writing_by}
    return {
        "version": workshop.version,
        "timer": _timer(workshop),
        "vote": _open(running) if running else None,
        "writing": writing or None,
        "results": _results(last) if last else None,
    }


def own_state(board_id: UUID, user_id: UUID) -> dict[str, Any]:
    """One's own dots of the open vote, and the words of one's own private notes."""
    votes = Vote.objects.filter(round__board_id=board_id, round__ended_at=None, voter=user_id)
    notes = PrivateNote.objects.filter(board_id=board_id, author=user_id)
    return {
        "votes": dict(votes.values_list("element", "count")),
        "notes": dict(notes.values_list("element", "text")),
    }


def past_votes(board_id: UUID) -> list[dict[str, Any]]:
    """Votes that have ended, the newest first."""
    rounds = VoteRound.objects.filter(board_id=board_id).exclude(ended_at=None)
    return [_results(each) for each in rounds.order_by("-ended_at")[:PAST_SHOWN]]


def milliseconds(at: datetime) -> int:
    """A time as browsers count it."""
    return round(at.timestamp() * 1000)


def with_clock(state: dict[str, Any]) -> dict[str, Any]:
    """The state with the server's time, by which every tab counts down alike."""
    return {**state, "now": milliseconds(timezone.now())}


def _timer(workshop: Workshop) -> dict[str, Any] | None:
    ends_at, left = workshop.timer_ends_at, workshop.timer_left_ms
    if ends_at is None and left is None:
        return None
    return {
        "ends_at": milliseconds(ends_at) if ends_at else None,
        "left": left,
        "total": workshop.timer_total_ms,
    }


def _open(round_: VoteRound) -> dict[str, Any]:
    return {
        "id": round_.pk,
        "question": round_.question,
        "votes_each": round_.votes_each,
        "elements": round_.elements,
        "ends_with_timer": round_.ends_with_timer,
        "by": round_.started_by,
    }


def _results(round_: VoteRound) -> dict[str, Any]:
    return {
        "id": round_.pk,
        "question": round_.question,
        "votes_each": round_.votes_each,
        "results": round_.results,
        "voters": round_.voters,
        "ended_at": milliseconds(round_.ended_at) if round_.ended_at else None,
    }
