"""Dot votes: hidden until they end, counted here and nowhere else."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from boards import schema
from boards.documents import load_document
from boards.elements import Element, read_elements
from boards.models import Access, Vote, VoteRound, Workshop
from boards.permissions import Participant
from boards.services.workshop.state import (
    OWN_CHANGED,
    has_run_out,
    keep_workshop,
    lock_workshop,
    open_round,
    run_timer,
    tell,
)

MOST_EACH = 20
MOST_ELEMENTS = 2000
LABEL_LENGTH = 120


@transaction.atomic
def start_vote(
    *,
    actor: Participant,
    board_id: UUID,
    question: str,
    votes_each: int,
    elements: Sequence[str],
    seconds: int | None = None,
) -> None:
    """Open a vote on these elements; with `seconds` it ends with the timer that starts now."""
    actor.must_reach(Access.EDIT)
    question = " ".join(question.split())
    _check_round(question, votes_each, elements)
    workshop = lock_workshop(board_id)
    end_when_time_is_up(workshop)
    if open_round(board_id) is not None:
        raise ValidationError({"vote": _("A vote is running already.")})
    VoteRound.objects.create(
        board_id=board_id,
        question=question,
        votes_each=votes_each,
        elements=list(dict.fromkeys(elements)),
        ends_with_timer=seconds is not None,
        started_by=actor.name[:150],
    )
    if seconds is not None:
        run_timer(workshop, seconds)
    keep_workshop(workshop)


@transaction.atomic
def cast_vote(*, actor: Participant, board_id: UUID, element: str, count: int) -> dict[str, int]:
    """Put `count` of one's dots on an element (0 takes them back); gives all of one's dots.

    The same again changes nothing, so a message that was sent twice does no harm.
    """
    actor.must_reach(Access.COMMENT)
    workshop = lock_workshop(board_id)
    round_ = open_round(board_id)
    if round_ is None or (round_.ends_with_timer and has_run_out(workshop)):
        raise ValidationError({"vote": _("No vote is running.")})
    if element not in round_.elements:
        raise ValidationError({"element": _("This is not voted on.")})
    mine = dict(round_.votes.filter(voter=actor.user_id).values_list("element", "count"))
    wanted = {key: value for key, value in {**mine, element: count}.items() if value > 0}
    if count < 0 or sum(wanted.values()) > round_.votes_each:
        raise ValidationError({"count": _("You have no votes left.")})
    if wanted == mine:
        return mine
    here: dict[str, Any] = {"round": round_, "voter": actor.user_id, "element": element}
    if count == 0:
        Vote.objects.filter(**here).delete()
    else:
        Vote.objects.update_or_create(**here, defaults={"count": count})
    tell(board_id, OWN_CHANGED, actor.user_id)
    return wanted


@transaction.atomic
def end_vote(*, actor: Participant, board_id: UUID) -> None:
    """Count, and show what came out; without an open vote nothing changes."""
    actor.must_reach(Access.EDIT)
    workshop = lock_workshop(board_id)
    if not end_round_of(workshop):
        return
    keep_workshop(workshop)


@transaction.atomic
def end_expired_vote(*, board_id: UUID) -> None:
    """End the vote whose time is up; every process that sees it may ask."""
    workshop = lock_workshop(board_id)
    if end_when_time_is_up(workshop):
        keep_workshop(workshop)


def end_when_time_is_up(workshop: Workshop) -> bool:
    """End the vote that ends with a timer which has run out; for a running transaction."""
    return has_run_out(workshop) and end_round_of(workshop, only_with_timer=True)


def end_round_of(workshop: Workshop, *, only_with_timer: bool = False) -> bool:
    """Close the open vote with its results; for a running transaction."""
    round_ = open_round(workshop.board_id)
    if round_ is None or (only_with_timer and not round_.ends_with_timer):
        return False
    counts: dict[str, int] = dict(
        round_.votes.values("element").annotate(sum=Sum("count")).values_list("element", "sum")
    )
    people = round_.votes.aggregate(people=Count("voter", distinct=True))["people"]
    round_.results = _ranked(workshop.board_id, counts)
    round_.voters = people
    round_.ended_at = timezone.now()
    round_.save(update_fields=["results", "voters", "ended_at", "updated_at"])
    # Who voted for what is nobody's business any more.
    round_.votes.all().delete()
    return True


def _ranked(board_id: UUID, counts: dict[str, int]) -> list[dict[str, Any]]:
    elements = read_elements(load_document(board_id).document) if counts else []
    labels = {each["id"]: _label(each) for each in elements if each["id"] in counts}
    rows = [
        {"element": element, "label": labels.get(element, ""), "votes": votes}
        for element, votes in counts.items()
    ]
    return sorted(rows, key=lambda row: (-row["votes"], row["label"], row["element"]))


def _label(element: Element) -> str:
    text = " ".join(str(element["text"] or element.get("name") or "").split())
    return text[:LABEL_LENGTH] or str(element["kind"])


def _check_round(question: str, votes_each: int, elements: Sequence[str]) -> None:
    if not 1 <= len(question) <= 200:
        raise ValidationError({"question": _("Between 1 and 200 characters.")})
    if not 1 <= votes_each <= MOST_EACH:
        raise ValidationError({"votes_each": _("Between 1 and 20.")})
    if not 1 <= len(elements) <= MOST_ELEMENTS:
        raise ValidationError({"elements": _("Between 1 and 2,000 elements.")})
    if not all(schema.is_element_id(element) for element in elements):
        raise ValidationError({"elements": _("Ids of elements.")})
