"""Doors to how tasks may move, and to agreeing that one does."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts import avatars
from accounts.models import Role, User
from accounts.permissions import Action
from tasks.api import outputs
from tasks.api.doors import PAGE_PARAMS, parse, refuse_unknown, whole
from tasks.models import Approval, Column, Task
from tasks.selectors.access import (
    project_for_editing,
    project_for_viewing,
    task_for_editing,
    task_for_viewing,
)
from tasks.selectors.workflow import approval_for, open_approvals, workflow_payload
from tasks.services.approvals import ask_for_approval, decide_move, withdraw_approval
from tasks.services.tasks.passage import WIP_POLICIES
from tasks.services.workflow import set_workflow
from teamflow.common.api import ApiView
from teamflow.common.requests import AuthenticatedRequest


class TransitionShape(serializers.Serializer[Any]):
    """An allowed move; `source` null: from anywhere. No `roles`: everybody who may edit."""

    source = serializers.UUIDField(required=False, allow_null=True)  # type: ignore[assignment]
    target = serializers.UUIDField()
    roles = serializers.ListField(
        child=serializers.ChoiceField(choices=Role.choices), required=False, max_length=10
    )
    needs = serializers.ListField(
        child=serializers.CharField(max_length=50), required=False, max_length=50
    )
    approvals = serializers.IntegerField(required=False, min_value=0, max_value=10)


class WorkflowShape(serializers.Serializer[Any]):
    """A workflow as a whole; `wip`: what a full column does."""

    is_restricted = serializers.BooleanField()
    wip = serializers.ChoiceField(choices=WIP_POLICIES)
    transitions = TransitionShape(many=True)


class ApprovalInput(serializers.Serializer[Any]):
    """Where the task may go, or may not; `note`: why not."""

    column = serializers.UUIDField()
    status = serializers.ChoiceField(
        choices=[Approval.Status.GIVEN, Approval.Status.REFUSED], required=False
    )
    note = serializers.CharField(required=False, allow_blank=True, max_length=500)


class ApprovalAskInput(serializers.Serializer[Any]):
    """Who is asked to let the task into a column."""

    column = serializers.UUIDField()
    people = serializers.ListField(child=serializers.UUIDField(), max_length=50)


class ApprovalOutput(serializers.Serializer[Any]):
    """What somebody says to the next move into a column, or that they were asked."""

    id = serializers.UUIDField()
    column = serializers.UUIDField()
    user = outputs.PersonOutput()
    status = serializers.ChoiceField(choices=Approval.Status.choices)
    note = serializers.CharField(allow_blank=True)
    asked_by = outputs.PersonOutput(allow_null=True)
    created_at = serializers.DateTimeField()


ApprovalPage = outputs.page_of("ApprovalPage", ApprovalOutput)


def approval_payload(approval: Approval) -> dict[str, Any]:
    """An approval on the wire."""
    asker = approval.asked_by
    return {
        "id": approval.pk,
        "column": approval.column_id,
        "user": _person(approval.user),
        "status": approval.status,
        "note": approval.note,
        "asked_by": _person(asker) if asker else None,
        "created_at": approval.created_at,
    }


def _person(user: User) -> dict[str, Any]:
    avatar = avatars.url(user.avatar)
    return {"id": user.pk, "name": user.name, "email": user.email, "avatar": avatar}


class WorkflowView(ApiView):
    """How tasks of a project may move."""

    @extend_schema(responses=WorkflowShape, operation_id="workflow_read")
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """The whole workflow."""
        project = project_for_viewing(user=request.user, project_id=project_id)
        return Response(workflow_payload(project))

    @extend_schema(request=WorkflowShape, responses=WorkflowShape, operation_id="workflow_set")
    def put(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Replace it, as a whole."""
        project = project_for_editing(user=request.user, project_id=project_id)
        values = parse(WorkflowShape, request)
        project = set_workflow(actor=request.user, project=project, **values)
        return Response(workflow_payload(project))


class ApprovalsView(ApiView):
    """Who agreed to the next move of a task."""

    @extend_schema(responses=ApprovalPage, operation_id="approval_list")
    def get(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Those that no move has used yet."""
        refuse_unknown(request, PAGE_PARAMS)
        task = task_for_viewing(user=request.user, task_id=task_id)
        return Response(whole([approval_payload(row) for row in open_approvals(task=task)]))

    @extend_schema(
        request=ApprovalInput, responses={201: ApprovalOutput}, operation_id="approval_create"
    )
    def post(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Agree to its move into a column, or refuse it; the later word replaces the earlier."""
        task = task_for_editing(user=request.user, task_id=task_id)
        values = parse(ApprovalInput, request)
        column = _column(task, values.pop("column"))
        approval = decide_move(actor=request.user, task=task, column=column, **values)
        return Response(approval_payload(approval), status=status.HTTP_201_CREATED)


class AskApprovalView(ApiView):
    """Asking people to agree."""

    @extend_schema(
        request=ApprovalAskInput, responses={201: ApprovalPage}, operation_id="approval_ask"
    )
    def post(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Ask them; all that stands on the task is answered. Who agreed already is not asked."""
        task = task_for_editing(user=request.user, task_id=task_id)
        values = parse(ApprovalAskInput, request)
        column = _column(task, values["column"])
        ask_for_approval(actor=request.user, task=task, column=column, people=values["people"])
        rows = [approval_payload(row) for row in open_approvals(task=task)]
        return Response(whole(rows), status=status.HTTP_201_CREATED)


class ApprovalView(ApiView):
    """One approval."""

    @extend_schema(responses=ApprovalOutput, operation_id="approval_read")
    def get(self, request: AuthenticatedRequest, approval_id: UUID) -> Response:
        """The approval."""
        approval = approval_for(user=request.user, approval_id=approval_id, action=Action.READ)
        return Response(approval_payload(approval))

    @extend_schema(responses={204: None}, operation_id="approval_delete")
    def delete(self, request: AuthenticatedRequest, approval_id: UUID) -> Response:
        """Take it back."""
        approval = approval_for(user=request.user, approval_id=approval_id, action=Action.DELETE)
        withdraw_approval(actor=request.user, approval=approval)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _column(task: Task, column_id: UUID) -> Column:
    column = task.project.columns.filter(pk=column_id).first()
    if column is None:
        raise ValidationError({"column": _("This column belongs to another project.")})
    return column
