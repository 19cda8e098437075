"""A prompt or a selection that becomes a diagram on a live board."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.activity import record
from ai.diagrams import Element, draw
from ai.events import DiagramDrawn
from ai.layout.box import Box
from ai.models import Operation, Run
from ai.services.runs import request_run
from boards.documents import load_document
from boards.elements import read_elements
from boards.models import Board
from boards.selectors import board_for_editing
from boards.services.elements import create_elements
from teamflow.common.errors import Denied, NotFound
from teamflow.common.events import publish
from teamflow.common.jobs import JobFailed

PROMPT_LIMIT = 10_000
SELECTION_LIMIT = 200
BATCH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What to draw: from a prompt, from selected elements, or both; and where the asker looks."""

    operation: Operation
    prompt: str = ""
    element_ids: Sequence[str] = ()
    centre: tuple[float, float] = (0.0, 0.0)


def request_generation(*, actor: User, board: Board, wish: Wish) -> Run:
    """Ask for a diagram on `board`."""
    prompt = wish.prompt.strip()
    if len(wish.element_ids) > SELECTION_LIMIT:
        raise ValidationError(
            {"elements": _("At most %(count)d elements.") % {"count": SELECTION_LIMIT}}
        )
    texts = _texts_of(board, wish.element_ids)
    if not prompt and not texts:
        raise ValidationError({"prompt": _("Say what to draw, or select elements with text.")})
    return request_run(
        actor=actor,
        workspace=board.workspace,
        operation=wish.operation,
        material={"prompt": prompt, "texts": texts},
        target=("board", board.pk),
        placement={"centre": list(wish.centre)},
    )


def _texts_of(board: Board, element_ids: Sequence[str]) -> list[str]:
    """The selection's texts in reading order: by rows, then from the left."""
    if not element_ids:
        return []
    by_id = _elements_of(board)
    unknown = [each for each in element_ids if each not in by_id]
    if unknown:
        raise ValidationError({"elements": _("Some of these elements are not on the board.")})
    chosen = [by_id[each] for each in element_ids if by_id[each].get("text", "").strip()]
    chosen.sort(key=lambda element: (round(element["y"] / 80), element["x"]))
    return [element["text"].strip() for element in chosen]


def _elements_of(board: Board) -> dict[str, Element]:
    """What stands on the board now, by id."""
    document = load_document(board.pk).document
    return {element["id"]: element for element in read_elements(document)}


def draw_run(run: Run, answered: dict[str, Any], *, progress: Callable[[int], None]) -> list[str]:
    """Draw the answer on the board in small batches; gives the ids of what was drawn.

    Drawing again after an interruption goes on where it stopped: the ids are the same.
    """
    actor, board = _still_allowed(run)
    standing = _elements_of(board)
    own = _own_ids(run, answered)
    elements = draw(
        run.operation,
        answered["value"],
        seed=str(run.pk),
        taken=_boxes([each for key, each in standing.items() if key not in own]),
        centre=_centre(run),
    )
    missing = [element for element in elements if element["id"] not in standing]
    for start in range(0, len(missing), BATCH):
        progress(60 + 35 * start // len(missing))
        create_elements(actor=actor, board=board, elements=missing[start : start + BATCH])
    ids = [element["id"] for element in elements]
    _announce(actor, board, run, len(ids))
    return ids


def _still_allowed(run: Run) -> tuple[User, Board]:
    """Rights may have changed while the job waited."""
    if run.user is None or run.job.target_id is None:
        raise JobFailed(_("Whoever asked for this has left."))
    try:
        return run.user, board_for_editing(user=run.user, board_id=run.job.target_id)
    except (NotFound, Denied):
        raise JobFailed(_("You can no longer draw on this board.")) from None


def _own_ids(run: Run, answered: dict[str, Any]) -> set[str]:
    """What this run draws, which an interrupted first try may have drawn in part."""
    drawn = draw(run.operation, answered["value"], seed=str(run.pk), taken=[], centre=(0.0, 0.0))
    return {element["id"] for element in drawn}


def _boxes(elements: list[Element]) -> list[Box]:
    return [
        Box(each["x"], each["y"], each["width"], each["height"])
        for each in elements
        if each["kind"] not in {"connector", "group"}
    ]


def _centre(run: Run) -> tuple[float, float]:
    x, y = run.job.payload.get("centre", (0.0, 0.0))
    return float(x), float(y)


@transaction.atomic
def _announce(actor: User, board: Board, run: Run, count: int) -> None:
    """The board's history keeps the prompt with what was drawn from it."""
    entry = record(
        actor=actor,
        log=board.log,
        verb="board.diagram_drawn",
        target_kind="board",
        target_id=board.pk,
        rooms=[board.log, board.room],
        data={
            "kind": run.operation,
            "prompt": run.input.get("prompt", "")[:2000],
            "provider": run.provider,
            "model": run.model,
            "element_count": count,
            "job": str(run.job_id),
        },
    )
    publish(DiagramDrawn(entry=entry, workspace_id=board.workspace_id, board_id=board.pk))


def parts_of(material: dict[str, Any]) -> dict[str, str]:
    """The request's text for a model."""
    return {
        "request": material["prompt"],
        "selection": "\n".join(f"- {each}" for each in material["texts"]),
    }
