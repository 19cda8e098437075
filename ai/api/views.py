"""The API's doors to the AI."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.selectors import workspace_for
from ai.api.serializers import (
    AcceptInput,
    CreatedTasks,
    GenerateInput,
    JobStarted,
    UsageOutput,
)
from ai.models import Operation, Run
from ai.providers.registry import chain_for
from ai.selectors import require_ai, run_for_accepting, task_of, usage_of
from ai.services.breakdown import Choice, accept_subtasks, request_breakdown
from ai.services.generation import Wish, request_generation
from boards.selectors import board_for_editing
from tasks.selectors.access import task_for_editing
from tasks.selectors.payloads import rendered, task_details
from teamflow.common.api import ApiView
from teamflow.common.jobs import as_data
from teamflow.common.requests import AuthenticatedRequest


def _started(run: Run) -> Response:
    names = [provider.name for provider in chain_for(run.workspace)]
    return Response({"job": as_data(run.job), "providers": names}, status=202)


class BreakDownTaskView(ApiView):
    """Ask for subtasks."""

    @extend_schema(request=None, responses={202: JobStarted}, operation_id="task_ai_breakdown")
    def post(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """A job whose result is a list of subtasks; nothing is created before `accept`."""
        task = task_for_editing(user=request.user, task_id=task_id)
        require_ai(user=request.user, workspace_id=task.project.workspace_id)
        return _started(request_breakdown(actor=request.user, task=task))


class AcceptSubtasksView(ApiView):
    """Take what is wanted of a breakdown."""

    @extend_schema(
        request=AcceptInput,
        responses={201: CreatedTasks, 200: CreatedTasks},
        operation_id="job_accept",
    )
    def post(self, request: AuthenticatedRequest, job_id: UUID) -> Response:
        """The chosen subtasks become tasks under the task; accepting again answers the same."""
        run = run_for_accepting(user=request.user, job_id=job_id)
        task = task_of(user=request.user, run=run)
        require_ai(user=request.user, workspace_id=run.workspace_id)
        data = AcceptInput(data=request.data)
        data.is_valid(raise_exception=True)
        task_ids, is_new = accept_subtasks(
            actor=request.user,
            run=run,
            task=task,
            choices=[Choice(**choice) for choice in data.validated_data["subtasks"]],
        )
        results = [rendered(detail) for detail in task_details(task_ids)]
        return Response({"results": results}, status=201 if is_new else 200)


class GenerateOnBoardView(ApiView):
    """Draw a mind map or a flowchart on a live board."""

    @extend_schema(
        request=GenerateInput, responses={202: JobStarted}, operation_id="board_generate"
    )
    def post(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """A job that draws for everybody to see; its result names the elements."""
        board = board_for_editing(user=request.user, board_id=board_id)
        require_ai(user=request.user, workspace_id=board.workspace_id)
        data = GenerateInput(data=request.data)
        data.is_valid(raise_exception=True)
        wish = Wish(
            operation=Operation(data.validated_data["kind"]),
            prompt=data.validated_data["prompt"],
            element_ids=data.validated_data["elements"],
            centre=(data.validated_data["x"], data.validated_data["y"]),
        )
        return _started(request_generation(actor=request.user, board=board, wish=wish))


class AiUsageView(ApiView):
    """What a workspace asked and spent."""

    @extend_schema(responses=UsageOutput, operation_id="workspace_ai_usage")
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """This month, by operation and model; for those who may use the AI."""
        workspace = workspace_for(user=request.user, slug=slug)
        require_ai(user=request.user, workspace_id=workspace.pk)
        names = [provider.name for provider in chain_for(workspace)]
        return Response(UsageOutput({**usage_of(workspace), "providers": names}).data)
