"""The acts of a workshop as they come over a board's socket (docs/protocol.md, "Workshop")."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rest_framework import serializers

from boards.permissions import Participant
from boards.services.workshop import timer, votes, writing
from boards.workshop import past_votes


class NothingInput(serializers.Serializer[Any]):
    """An act that needs no word."""


class SecondsInput(serializers.Serializer[Any]):
    """So much time."""

    seconds = serializers.IntegerField()


class VoteInput(serializers.Serializer[Any]):
    """A vote to be opened."""

    question = serializers.CharField(max_length=200)
    votes_each = serializers.IntegerField()
    elements = serializers.ListField(child=serializers.CharField(max_length=40), max_length=2000)
    seconds = serializers.IntegerField(required=False, allow_null=True)


class DotsInput(serializers.Serializer[Any]):
    """One's own dots on one element."""

    element = serializers.CharField(max_length=40)
    count = serializers.IntegerField(min_value=0, max_value=20)


class PrivateInput(serializers.Serializer[Any]):
    """The words of a note for oneself."""

    writing_id = serializers.UUIDField()
    element = serializers.CharField(max_length=40)
    text = serializers.CharField(max_length=10_000, allow_blank=True, trim_whitespace=False)


def _past(*, actor: Participant, board_id: UUID) -> list[dict[str, Any]]:
    return past_votes(board_id)


@dataclass(frozen=True, slots=True)
class _Act:
    form: type[serializers.Serializer[Any]]
    work: Callable[..., Any]


_ACTS = {
    "timer.start": _Act(SecondsInput, timer.start_timer),
    "timer.pause": _Act(NothingInput, timer.pause_timer),
    "timer.resume": _Act(NothingInput, timer.resume_timer),
    "timer.extend": _Act(SecondsInput, timer.extend_timer),
    "timer.end": _Act(NothingInput, timer.end_timer),
    "vote.start": _Act(VoteInput, votes.start_vote),
    "vote.cast": _Act(DotsInput, votes.cast_vote),
    "vote.end": _Act(NothingInput, votes.end_vote),
    "vote.past": _Act(NothingInput, _past),
    "writing.start": _Act(NothingInput, writing.start_writing),
    "writing.write": _Act(PrivateInput, writing.write_privately),
    "writing.reveal": _Act(NothingInput, writing.reveal_writing),
    "writing.reveal_own": _Act(NothingInput, writing.reveal_own),
}


def perform(*, actor: Participant, board_id: UUID, name: str, data: Any) -> Any:
    """Do the act of this name; raises what services raise, and ValidationError for an unknown."""
    act = _ACTS.get(name)
    if act is None:
        raise serializers.ValidationError({"act": "There is no such act."})
    form = act.form(data=data)
    form.is_valid(raise_exception=True)
    return act.work(actor=actor, board_id=board_id, **form.validated_data)
