"""Boards made of a project: its kanban and its sprints, as bound frames with live cards."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from boards.elements import Element
from boards.models import Board
from boards.templates_data.layout import Sheet
from tasks.models import Project, SprintStatus, Task

WIDTH, CARD, GAP, PAD = 320, (280, 120), 16, 20
MOST_CARDS = 200
MOST_FRAMES = 20

Lane = tuple[str, dict[str, Any], Sequence[UUID]]


def live_elements(board: Board, template: str) -> list[Element]:
    """What a live template puts on a board of a project."""
    if board.project is None:
        words = _("Choose the project whose tasks are to stand on the board.")
        raise ValidationError({"project": words})
    lanes = _columns(board.project) if template == "live-kanban" else _sprints(board.project)
    sheet = Sheet()
    tallest = max((len(tasks) for _name, _bind, tasks in lanes), default=0)
    height = max(3, tallest) * (CARD[1] + GAP) + 2 * PAD
    for number, (name, bind, tasks) in enumerate(lanes):
        x = number * (WIDTH + 2 * GAP)
        sheet.add("frame", (x, 0, WIDTH, height), name, bind=bind)
        for row, task_id in enumerate(tasks):
            box = (x + PAD, PAD + row * (CARD[1] + GAP), *CARD)
            sheet.add("task", box, task=str(task_id))
    return sheet.elements


def _columns(project: Project) -> list[Lane]:
    columns = list(project.columns.all()[:MOST_FRAMES])
    tasks = _by(project, "column_id")
    return [
        (column.name, _bind("column", column.pk, column.name), tasks.get(column.pk, []))
        for column in columns
    ]


def _sprints(project: Project) -> list[Lane]:
    """What is in no sprint, and each sprint that is not over."""
    sprints = project.sprints.exclude(status=SprintStatus.COMPLETED)[: MOST_FRAMES - 1]
    tasks = _by(project, "sprint_id")
    backlog = _("No sprint")
    lanes: list[Lane] = [(backlog, _bind("sprint", None, backlog), tasks.get(None, []))]
    return lanes + [
        (sprint.name, _bind("sprint", sprint.pk, sprint.name), tasks.get(sprint.pk, []))
        for sprint in sprints
    ]


def _by(project: Project, field: str) -> dict[UUID | None, list[UUID]]:
    rows: Iterable[tuple[UUID, UUID | None]] = (
        Task.objects.filter(project=project, deleted_at=None, archived_at=None)
        .order_by("column__rank", "rank", "id")
        .values_list("pk", field)[:MOST_CARDS]
    )
    found: dict[UUID | None, list[UUID]] = {}
    for task_id, value in rows:
        found.setdefault(value, []).append(task_id)
    return found


def _bind(kind: str, value: UUID | None, name: str) -> dict[str, Any]:
    return {"kind": kind, "id": str(value) if value else None, "name": name}
