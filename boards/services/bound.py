"""Frames bound to a column, a sprint or a person: what stands in them has that task value."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from boards.document import BoardDocument
from boards.documents import load_document
from boards.elements import Element, change_element, read_elements
from boards.models import Board
from boards.services.elements import change_document
from tasks.models import Task
from tasks.services.tasks import update_task
from tasks.services.tasks.values import TaskValues

BOUND_LIMIT = 50
PAD, GAP = 20.0, 16.0


@transaction.atomic
def take_into_frame(
    *, actor: User, board: Board, frame_id: str, tasks: Sequence[Task]
) -> list[dict[str, Any]]:
    """Give these tasks what the frame is bound to, and say what they had before.

    Where a task has it already, nothing changes.
    """
    binding = _binding(_frame(load_document(board.pk).document, frame_id))
    before = [{"task": str(task.pk), "before": _value_of(task, binding["kind"])} for task in tasks]
    for task in tasks:
        update_task(actor=actor, task=task, **_values(task, binding))
    return before


@transaction.atomic
def arrange_cards(*, actor: User, board: Board) -> list[Element]:
    """Put cards whose tasks changed elsewhere into the frame of what they are now.

    A card outside every bound frame stays where it is, and so does one whose value has no frame.
    """

    def work(document: BoardDocument) -> list[str]:
        elements = read_elements(document)
        frames = [each for each in elements if each["kind"] == "frame" and each.get("bind")]
        cards = [each for each in elements if each["kind"] == "task" and each.get("task")]
        tasks = _tasks_of(board, cards) if frames else {}
        moved = []
        for card in cards:
            task, here = tasks.get(card["task"]), _frame_of(frames, card)
            goal = _goal(task, here, frames) if task and here else None
            if goal is not None:
                place = _free_place(goal, [each for each in cards if each is not card], card)
                change_element(document, card, place)
                card.update(place)
                moved.append(card["id"])
        return moved

    return change_document(actor=actor, board=board, work=work)


def _frame(document: BoardDocument, frame_id: str) -> Element:
    for element in read_elements(document):
        if element["id"] == frame_id and element["kind"] == "frame":
            return element
    raise ValidationError({"frame": _("There is no such frame.")})


def _binding(frame: Element) -> dict[str, Any]:
    binding = frame.get("bind")
    if not isinstance(binding, dict):
        raise ValidationError({"frame": _("This frame is not bound to anything.")})
    return binding


def _values(task: Task, binding: dict[str, Any]) -> TaskValues:
    wanted = UUID(binding["id"]) if binding.get("id") else None
    if binding["kind"] == "column" and wanted:
        return {"column": wanted}
    if binding["kind"] == "sprint":
        return {"sprint": wanted}
    return {"assignee_ids": [wanted] if wanted else []}


def _value_of(task: Task, kind: str) -> dict[str, Any]:
    """As `PATCH /tasks/{id}` takes it back."""
    if kind == "column":
        return {"column": str(task.column_id)}
    if kind == "sprint":
        return {"sprint": str(task.sprint_id) if task.sprint_id else None}
    return {"assignee_ids": [str(pk) for pk in task.assignees.values_list("pk", flat=True)]}


def _tasks_of(board: Board, cards: Sequence[Element]) -> dict[str, Task]:
    tasks = Task.objects.filter(
        pk__in={card["task"] for card in cards},
        deleted_at=None,
        project__workspace_id=board.workspace_id,
    ).prefetch_related("assignees")
    return {str(task.pk): task for task in tasks}


def _goal(task: Task, here: Element, frames: Sequence[Element]) -> Element | None:
    """The frame to move to; None where the card is right."""
    kind = here["bind"]["kind"]
    if _is_true(task, here["bind"]):
        return None
    alike = [each for each in frames if each["bind"]["kind"] == kind]
    return next((each for each in alike if _is_true(task, each["bind"])), None)


def _is_true(task: Task, binding: dict[str, Any]) -> bool:
    wanted = binding.get("id")
    if binding["kind"] == "column":
        return str(task.column_id) == wanted
    if binding["kind"] == "sprint":
        return (str(task.sprint_id) if task.sprint_id else None) == wanted
    people = [str(person.pk) for person in task.assignees.all()]
    return wanted in people if wanted else not people


def _frame_of(frames: Sequence[Element], card: Element) -> Element | None:
    """The topmost that holds the card's middle; `frames` come in painting order."""
    x, y = card["x"] + card["width"] / 2, card["y"] + card["height"] / 2
    found = None
    for frame in frames:
        across = frame["x"] <= x <= frame["x"] + frame["width"]
        if across and frame["y"] <= y <= frame["y"] + frame["height"]:
            found = frame
    return found


def _free_place(frame: Element, others: Sequence[Element], card: Element) -> Element:
    """Below the last card of the frame; a full one takes it at its foot."""
    within = [each for each in others if _frame_of([frame], each)]
    feet = [each["y"] + each["height"] + GAP for each in within]
    lowest = frame["y"] + frame["height"] - card["height"] - PAD
    y = min(max([frame["y"] + PAD, *feet]), max(lowest, frame["y"] + PAD))
    return {"x": frame["x"] + PAD, "y": y}
