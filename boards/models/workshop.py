"""What a workshop on a board needs beside the document: the timer, votes, and private writing.

Votes and notes that nobody else may see yet stay here, per person; the shared document would carry
them to every browser (docs/adr/0016-what-is-not-yet-shown-stays-with-the-server.md). People are
kept by the id of their sign-in, which a guest has as well.
"""

from typing import Any

from django.db import models

from boards.models.board import Board
from teamflow.common.models import TimestampedModel


class Workshop(models.Model):
    """What runs on a board now; `version` rises with each change that everybody is told of."""

    board = models.OneToOneField(
        Board, on_delete=models.CASCADE, primary_key=True, related_name="workshop"
    )
    version = models.PositiveBigIntegerField(default=0)
    # Running: when it ends. Paused: what is left of it. Neither: there is no timer.
    timer_ends_at = models.DateTimeField(null=True, blank=True)
    timer_left_ms = models.PositiveIntegerField(null=True, blank=True)
    timer_total_ms = models.PositiveIntegerField(default=0)
    writing_id = models.UUIDField(null=True, blank=True)
    writing_by = models.CharField(max_length=150, blank=True)

    def __str__(self) -> str:
        return f"{self.board_id} v{self.version}"


class VoteRound(TimestampedModel):
    """One question that people answer with dots on elements; `results` once it has ended."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="vote_rounds")
    question = models.CharField(max_length=200)
    votes_each = models.PositiveSmallIntegerField()
    elements: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    ends_with_timer = models.BooleanField(default=False)
    started_by = models.CharField(max_length=150)
    ended_at = models.DateTimeField(null=True, blank=True)
    results: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(
        default=list
    )
    voters = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board"], condition=models.Q(ended_at=None), name="vote_round_one_open"
            )
        ]

    def __str__(self) -> str:
        return self.question


class Vote(models.Model):
    """One person's dots on one element, while the round is open; deleted when it ends."""

    round = models.ForeignKey(VoteRound, on_delete=models.CASCADE, related_name="votes")
    voter = models.UUIDField()
    element = models.CharField(max_length=40)
    count = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "voter", "element"], name="vote_once")
        ]

    def __str__(self) -> str:
        return f"{self.count} on {self.element}"


class PrivateNote(models.Model):
    """The words of a note that only its author sees until they are revealed."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="private_notes")
    writing = models.UUIDField()
    author = models.UUIDField()
    element = models.CharField(max_length=40)
    text = models.TextField()
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "author", "element"], name="private_note_once")
        ]

    def __str__(self) -> str:
        return self.element
