"""Where boards and tasks meet: notes become tasks, and tasks stand on boards as live cards."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from boards.document import BoardDocument
from boards.elements import Element, add_elements, read_elements
from boards.models import Board
from boards.services.elements import change_document
from tasks.models import Column, Label, Project, Task
from tasks.services.labels import add_label
from tasks.services.tasks.creating import BULK_LIMIT, create_tasks
from tasks.services.tasks.values import TaskValues
from tasks.services.values import COLORS

TITLE_LIMIT = 200
TITLE_LEAST = 3
SMALLEST_CARD = (160.0, 96.0)
# What a note is coloured with, and the nearest label colour of a project.
_LABEL_COLORS = {"violet": "purple", "gray": "grey", "brown": "amber", "transparent": ""}
_LABEL_COLORS |= {"ink": "", "paper": "", "white": "", "black": ""}


@dataclass(frozen=True, slots=True)
class TurnedIntoTasks:
    """What came of it, in the order in which it was asked for."""

    tasks: list[Task]
    elements: list[Element]


@transaction.atomic
def turn_into_tasks(
    *,
    actor: User,
    board: Board,
    element_ids: list[str],
    project: Project,
    column: Column | None = None,
    keeps_elements: bool = False,
) -> TurnedIntoTasks:
    """Tasks from elements: the text is the title, the colour a label.

    Each element becomes a live card where it stands, or stays and is marked with its task
    (`keeps_elements`). One that has a task already makes no second.
    """
    if len(element_ids) > BULK_LIMIT:
        raise ValidationError({"elements": _("At most 500 elements in one call.")})
    if project.workspace_id != board.workspace_id:
        raise ValidationError({"project": _("This project belongs to another workspace.")})
    tasks: dict[str, UUID] = {}

    def work(document: BoardDocument) -> list[str]:
        elements = _named(document, element_ids)
        tasks.update(_tasks_for(actor, project, column, elements))
        for element in elements:
            _mark(document, element, tasks[element["id"]], keeps_elements=keeps_elements)
        return [element["id"] for element in elements]

    changed = change_document(actor=actor, board=board, work=work)
    rows = Task.objects.in_bulk(list(tasks.values()))
    return TurnedIntoTasks([rows[tasks[element["id"]]] for element in changed], changed)


@transaction.atomic
def place_card(
    *, actor: User, board: Board, task: Task, x: float = 0.0, y: float = 0.0
) -> tuple[Element, bool]:
    """A live card of `task`, and whether it is new; a task has one card on a board."""
    if task.project.workspace_id != board.workspace_id:
        raise ValidationError({"task": _("This task belongs to another workspace.")})
    made: list[bool] = []

    def work(document: BoardDocument) -> list[str]:
        for element in read_elements(document):
            if element["kind"] == "task" and element.get("task") == str(task.pk):
                return [element["id"]]
        made.append(True)
        card = {"kind": "task", "task": str(task.pk), "x": x, "y": y, "author": str(actor.pk)}
        return add_elements(document, [card])

    return change_document(actor=actor, board=board, work=work)[0], bool(made)


def _named(document: BoardDocument, element_ids: list[str]) -> list[Element]:
    present = {element["id"]: element for element in read_elements(document)}
    missing = [each for each in element_ids if each not in present]
    if missing or not element_ids:
        raise ValidationError({"elements": _("Not all of these elements are on the board.")})
    return [present[each] for each in dict.fromkeys(element_ids)]


def _tasks_for(
    actor: User, project: Project, column: Column | None, elements: list[Element]
) -> dict[str, UUID]:
    linked = {element["id"]: element["task"] for element in elements if element.get("task")}
    live = Task.objects.filter(
        pk__in=linked.values(), deleted_at=None, project__workspace_id=project.workspace_id
    )
    known = {str(pk): pk for pk in live.values_list("pk", flat=True)}
    found = {each: known[task] for each, task in linked.items() if task in known}
    new = [element for element in elements if element["id"] not in found]
    labels = _labels_for(actor, project, new)
    made = create_tasks(
        actor=actor,
        project=project,
        tasks=[_values(element, column, labels) for element in new],
    )
    return found | {element["id"]: task.pk for element, task in zip(new, made, strict=True)}


def _values(element: Element, column: Column | None, labels: dict[str, Label]) -> TaskValues:
    first, _newline, rest = element["text"].strip().partition("\n")
    title = " ".join(first.split())
    if len(title) > TITLE_LIMIT:
        title, rest = title[: TITLE_LIMIT - 1] + "…", element["text"].strip()
    if not title:
        title = _("Untitled note")
    elif len(title) < TITLE_LEAST:
        title = _("Note: %s") % title
    values: TaskValues = {"title": title, "description": rest.strip()}
    label = labels.get(_label_color(element))
    if label is not None:
        values["label_ids"] = [label.pk]
    if column is not None:
        values["column"] = column.pk
    return values


def _labels_for(actor: User, project: Project, elements: list[Element]) -> dict[str, Label]:
    """One label a colour; a project that has one of that colour keeps using it."""
    wanted = {_label_color(element) for element in elements} & set(COLORS)
    present = {label.color: label for label in project.labels.order_by("-id")}
    for color in sorted(wanted - set(present)):
        taken = project.labels.filter(name__iexact=color).first()
        present[color] = taken or add_label(actor=actor, project=project, name=color, color=color)
    return present


def _label_color(element: Element) -> str:
    fill = element["style"].get("fill") or ("yellow" if element["kind"] == "sticky" else "")
    return _LABEL_COLORS.get(fill, fill)


def _mark(
    document: BoardDocument, element: Element, task_id: UUID, *, keeps_elements: bool
) -> None:
    key = element["id"]
    content: dict[str, Any] = {**document.elements[f"{key}.c"], "task": str(task_id)}
    if keeps_elements or element["kind"] == "task":
        if element.get("task") != str(task_id):
            document.elements[f"{key}.c"] = content
        return
    kept = {name: content[name] for name in ("group", "author", "locked") if name in content}
    document.elements[f"{key}.c"] = {"kind": "task", "task": str(task_id), **kept}
    geometry = list(document.elements[f"{key}.g"])
    # It stands where the note stood, so that cards made of a wall of notes do not overlap.
    sizes = zip(geometry[2:4], SMALLEST_CARD, strict=True)
    geometry[2:4] = [max(size, smallest) for size, smallest in sizes]
    document.elements[f"{key}.g"] = geometry
    if f"{key}.s" in document.elements:
        del document.elements[f"{key}.s"]
    if key in document.texts:
        del document.texts[key]
