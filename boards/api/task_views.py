"""Tasks on a board: cards and what they show, and elements that become tasks."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotAuthenticated
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from boards.api.element_serializers import (
    CardInput,
    CardsOutput,
    ElementOutput,
    TasksInput,
    TasksOutput,
)
from boards.api.guests import reader_of
from boards.display import elements_of
from boards.models import Board
from boards.selectors import board_for_editing, card_tasks
from boards.services.tasks import place_card, turn_into_tasks
from tasks.models import Column, Project
from tasks.selectors.access import project_for_adding_tasks, task_for_viewing
from tasks.selectors.payloads import task_payloads
from teamflow.common.api import ApiView
from teamflow.common.errors import NotFound
from teamflow.common.requests import AuthenticatedRequest


class CardsView(ApiView):
    """The live cards of a board; guests read those that stand on it."""

    permission_classes = [AllowAny]

    @extend_schema(
        parameters=[OpenApiParameter("task", OpenApiTypes.STR, description="Ids, by commas.")],
        responses=CardsOutput,
        operation_id="board_cards",
    )
    def get(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """The tasks behind the cards, and the rooms that tell of their changes."""
        reader = reader_of(request, board_id)
        board, is_guest = reader.board, reader.guest is not None
        asked = _asked(request)
        wanted = _on_board(board) if asked is None or is_guest else asked
        tasks = {task.pk: task for task in card_tasks(board=board, task_ids=wanted)}
        slug = board.workspace.slug
        results = [
            {**payload, "url": f"/w/{slug}/t/{payload['key']}/"}
            for payload in task_payloads(list(tasks))
        ]
        rooms = sorted({f"project:{task.project_id}" for task in tasks.values()})
        if is_guest:
            results, rooms = [_for_guests(each) for each in results], []
        missing = [each for each in wanted if each not in tasks]
        return Response({"results": results, "missing": missing, "rooms": rooms})

    @extend_schema(
        request=CardInput, responses={201: ElementOutput}, operation_id="board_card_create"
    )
    def post(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """Put a task on the board; one that is there already stays where it is (200)."""
        if not request.user.is_authenticated:
            raise NotAuthenticated
        board = board_for_editing(user=request.user, board_id=board_id)
        form = CardInput(data=request.data)
        form.is_valid(raise_exception=True)
        values = form.validated_data
        try:
            task = task_for_viewing(user=request.user, task_id=values["task"])
        except NotFound:
            raise ValidationError({"task": _("There is no such task.")}) from None
        element, is_new = place_card(
            actor=request.user, board=board, task=task, x=values["x"], y=values["y"]
        )
        return Response(element, status=201 if is_new else 200)


class TasksFromElementsView(ApiView):
    """Elements that become tasks."""

    @extend_schema(
        request=TasksInput, responses={201: TasksOutput}, operation_id="board_tasks_create"
    )
    def post(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """In their stead stand live cards, or (`mode` link) they are marked with their tasks."""
        board = board_for_editing(user=request.user, board_id=board_id)
        form = TasksInput(data=request.data)
        form.is_valid(raise_exception=True)
        values = form.validated_data
        project = _project(request, values["project"])
        turned = turn_into_tasks(
            actor=request.user,
            board=board,
            element_ids=values["elements"],
            project=project,
            column=_column(project, values.get("column")),
            keeps_elements=values["mode"] == "link",
        )
        answer = {
            "results": task_payloads([task.pk for task in turned.tasks]),
            "elements": turned.elements,
        }
        return Response(answer, status=201)


# Whoever shares a board shares what its cards show, and nothing else of the tasks.
_SHOWN_TO_GUESTS = frozenset({"id", "key", "title", "status", "column", "due_date", "version"})


def _for_guests(card: dict[str, Any]) -> dict[str, Any]:
    shown = {name: value for name, value in card.items() if name in _SHOWN_TO_GUESTS}
    people = [{"name": each["name"]} for each in card["assignees"]]
    return {**shown, "assignees": people, "url": ""}


def _asked(request: AuthenticatedRequest) -> list[UUID] | None:
    text = request.query_params.get("task")
    if text is None:
        return None
    try:
        ids = [UUID(part) for part in text.split(",") if part]
    except ValueError:
        raise ValidationError({"task": _("Ids, by commas.")}) from None
    if len(ids) > 500:
        raise ValidationError({"task": _("At most 500 at once.")})
    return ids


def _on_board(board: Board) -> list[UUID]:
    _seq, elements = elements_of(board.pk, board.seq)
    found: dict[Any, None] = dict.fromkeys(
        UUID(element["task"]) for element in elements if element.get("task")
    )
    return list(found)


def _project(request: AuthenticatedRequest, project_id: UUID) -> Project:
    try:
        return project_for_adding_tasks(user=request.user, project_id=project_id)
    except NotFound:
        raise ValidationError({"project": _("There is no such project.")}) from None


def _column(project: Project, column_id: UUID | None) -> Column | None:
    if column_id is None:
        return None
    column = project.columns.filter(pk=column_id).first()
    if column is None:
        raise ValidationError({"column": _("The project has no such column.")})
    return column
