"""Doors to service targets."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.permissions import Action, Resource
from tasks.api.doors import PAGE_PARAMS, parse, refuse_unknown, whole
from tasks.selectors.access import project_for, project_for_viewing
from tasks.selectors.targets import standing, target_for, target_payload, targets_of
from tasks.services.targets import create_target, delete_target, update_target
from teamflow.common.api import ApiView
from teamflow.common.requests import AuthenticatedRequest


class ServiceTargetOutput(serializers.Serializer[Any]):
    """Tasks that fit `query` are done within `hours` of being made."""

    id = serializers.UUIDField()
    project = serializers.UUIDField()
    name = serializers.CharField()
    query = serializers.CharField(allow_blank=True)
    hours = serializers.IntegerField()
    is_enabled = serializers.BooleanField()


class TargetPage(serializers.Serializer[Any]):
    """All of a project."""

    results = ServiceTargetOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class StandingTaskOutput(serializers.Serializer[Any]):
    """The task."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    title = serializers.CharField()


class StandingTargetOutput(serializers.Serializer[Any]):
    """The target whose end is nearest."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class StandingOutput(serializers.Serializer[Any]):
    """How an open task stands; after its time `minutes_left` is below zero."""

    task = StandingTaskOutput()
    target = StandingTargetOutput()
    due_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=["met", "at_risk", "breached"])
    minutes_left = serializers.IntegerField()


class StandingPage(serializers.Serializer[Any]):
    """The most urgent 500."""

    results = StandingOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class TargetInput(serializers.Serializer[Any]):
    """A new promise."""

    name = serializers.CharField(max_length=100)
    query = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    hours = serializers.IntegerField(min_value=1, max_value=8784)
    is_enabled = serializers.BooleanField(required=False, default=True)


class TargetChangeInput(serializers.Serializer[Any]):
    """A change of it."""

    name = serializers.CharField(required=False, max_length=100)
    query = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    hours = serializers.IntegerField(required=False, min_value=1, max_value=8784)
    is_enabled = serializers.BooleanField(required=False)


class TargetsView(ApiView):
    """The service targets of a project."""

    @extend_schema(responses=TargetPage, operation_id="service_target_list")
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Tightest first."""
        refuse_unknown(request, PAGE_PARAMS)
        project = project_for_viewing(user=request.user, project_id=project_id)
        return Response(whole([target_payload(row) for row in targets_of(project=project)]))

    @extend_schema(
        request=TargetInput,
        responses={201: ServiceTargetOutput},
        operation_id="service_target_create",
    )
    def post(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """A new one."""
        project = project_for(
            user=request.user,
            project_id=project_id,
            action=Action.CREATE,
            resource=Resource.AUTOMATION,
        )
        values = parse(TargetInput, request)
        made = create_target(actor=request.user, project=project, **values)
        return Response(target_payload(made), status=status.HTTP_201_CREATED)


class TargetStatusView(ApiView):
    """How a project keeps its promises."""

    @extend_schema(
        parameters=[OpenApiParameter("task", OpenApiTypes.UUID, description="This one alone.")],
        responses=StandingPage,
        operation_id="service_target_status",
    )
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """The open tasks under a target, most urgent first."""
        refuse_unknown(request, {*PAGE_PARAMS, "task"})
        project = project_for_viewing(user=request.user, project_id=project_id)
        return Response(whole(standing(project=project, task_id=_task_of(request))))


def _task_of(request: AuthenticatedRequest) -> UUID | None:
    text = request.query_params.get("task", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise ValidationError({"task": _("This is no id of a task.")}) from None


class TargetView(ApiView):
    """One service target."""

    @extend_schema(responses=ServiceTargetOutput, operation_id="service_target_read")
    def get(self, request: AuthenticatedRequest, target_id: UUID) -> Response:
        """The target."""
        found = target_for(user=request.user, target_id=target_id, action=Action.READ)
        return Response(target_payload(found))

    @extend_schema(
        request=TargetChangeInput,
        responses=ServiceTargetOutput,
        operation_id="service_target_update",
    )
    def patch(self, request: AuthenticatedRequest, target_id: UUID) -> Response:
        """Change it."""
        found = target_for(user=request.user, target_id=target_id, action=Action.UPDATE)
        values = parse(TargetChangeInput, request)
        found = update_target(actor=request.user, target=found, **values)
        return Response(target_payload(found))

    @extend_schema(responses={204: None}, operation_id="service_target_delete")
    def delete(self, request: AuthenticatedRequest, target_id: UUID) -> Response:
        """Take it back."""
        found = target_for(user=request.user, target_id=target_id, action=Action.DELETE)
        delete_target(actor=request.user, target=found)
        return Response(status=status.HTTP_204_NO_CONTENT)
