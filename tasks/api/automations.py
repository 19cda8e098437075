"""Doors to what a project does by itself."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.permissions import Action, Resource
from accounts.selectors import require_right
from tasks.api.doors import PAGE_PARAMS, PAGED, parse, refuse_unknown
from tasks.models import AutomationRun
from tasks.selectors.access import project_for, project_for_viewing, task_for_editing
from tasks.selectors.automations import (
    automation_for,
    automation_payload,
    automations_of,
    run_payload,
    runs_of,
)
from tasks.services.automations import (
    create_automation,
    delete_automation,
    run_by_hand,
    try_rule,
    update_automation,
)
from teamflow.common.api import ApiView
from teamflow.common.errors import NotFound
from teamflow.common.paging import keyset_page
from teamflow.common.requests import AuthenticatedRequest


class MakerOutput(serializers.Serializer[Any]):
    """Who made it, and as whom it acts."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class AutomationOutput(serializers.Serializer[Any]):
    """When (`trigger`) → if (`condition`, a query) → then (`actions`)."""

    id = serializers.UUIDField()
    project = serializers.UUIDField()
    name = serializers.CharField()
    is_enabled = serializers.BooleanField()
    trigger = serializers.DictField()
    condition = serializers.DictField()
    actions = serializers.ListField(child=serializers.DictField())
    next_at = serializers.DateTimeField(allow_null=True)
    created_by = MakerOutput(allow_null=True)
    run_count = serializers.IntegerField()
    last_run = serializers.DateTimeField(allow_null=True)


class AutomationPage(serializers.Serializer[Any]):
    """A page of rules."""

    results = AutomationOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class RunTaskOutput(serializers.Serializer[Any]):
    """What it was about."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    title = serializers.CharField()


class RunOutput(serializers.Serializer[Any]):
    """What one run did (`lines`), or why it did nothing (`words`)."""

    id = serializers.IntegerField()
    automation = serializers.UUIDField()
    status = serializers.ChoiceField(choices=AutomationRun.Status.choices)
    task = RunTaskOutput(allow_null=True)
    depth = serializers.IntegerField()
    words = serializers.CharField(allow_blank=True)
    lines = serializers.ListField(child=serializers.CharField())
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class RunPage(serializers.Serializer[Any]):
    """A page of runs."""

    results = RunOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class TriedTaskOutput(RunTaskOutput):
    """What would happen to one task."""

    lines = serializers.ListField(child=serializers.CharField())
    error = serializers.CharField(allow_blank=True)


class TriedOutput(serializers.Serializer[Any]):
    """What would happen: to how many tasks, and to the first of them exactly."""

    count = serializers.IntegerField()
    tasks = TriedTaskOutput(many=True)
    lines = serializers.ListField(child=serializers.CharField())


class PlannedOutput(serializers.Serializer[Any]):
    """How many runs were planned."""

    planned = serializers.IntegerField()


class RuleInput(serializers.Serializer[Any]):
    """A rule to try."""

    trigger = serializers.DictField()
    condition = serializers.DictField(required=False)
    actions = serializers.ListField(child=serializers.DictField(), max_length=20)


class AutomationInput(RuleInput):
    """A new rule."""

    name = serializers.CharField(max_length=100)
    is_enabled = serializers.BooleanField(required=False, default=True)


class AutomationChangeInput(serializers.Serializer[Any]):
    """A change of a rule."""

    name = serializers.CharField(required=False, max_length=100)
    is_enabled = serializers.BooleanField(required=False)
    trigger = serializers.DictField(required=False)
    condition = serializers.DictField(required=False)
    actions = serializers.ListField(child=serializers.DictField(), required=False, max_length=20)


class RunInput(serializers.Serializer[Any]):
    """For one task; for all that fit when missing."""

    task = serializers.UUIDField(required=False, allow_null=True)


class AutomationsView(ApiView):
    """The rules of a project."""

    @extend_schema(parameters=PAGED, responses=AutomationPage, operation_id="automation_list")
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """In the order they were made."""
        refuse_unknown(request, PAGE_PARAMS)
        project = project_for_viewing(user=request.user, project_id=project_id)
        page = keyset_page(
            request,
            automations_of(project=project),
            order=("created_at", "id"),
            serialize=lambda rows: [automation_payload(row) for row in rows],
        )
        return Response(page)

    @extend_schema(
        request=AutomationInput,
        responses={201: AutomationOutput},
        operation_id="automation_create",
    )
    def post(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """A new rule; it acts as whoever makes it."""
        project = project_for(
            user=request.user,
            project_id=project_id,
            action=Action.CREATE,
            resource=Resource.AUTOMATION,
        )
        values = parse(AutomationInput, request)
        made = create_automation(actor=request.user, project=project, **values)
        return Response(automation_payload(made), status=status.HTTP_201_CREATED)


class TryAutomationView(ApiView):
    """A rule that is not kept."""

    @extend_schema(request=RuleInput, responses={200: TriedOutput}, operation_id="automation_try")
    def post(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """What it would do to the tasks that fit now; nothing changes."""
        project = project_for(
            user=request.user,
            project_id=project_id,
            action=Action.CREATE,
            resource=Resource.AUTOMATION,
        )
        values = {"condition": {}, **parse(RuleInput, request)}
        return Response(try_rule(actor=request.user, project=project, **values))


class AutomationView(ApiView):
    """One rule."""

    @extend_schema(responses=AutomationOutput, operation_id="automation_read")
    def get(self, request: AuthenticatedRequest, automation_id: UUID) -> Response:
        """The rule."""
        found = automation_for(user=request.user, automation_id=automation_id, action=Action.READ)
        return Response(automation_payload(found))

    @extend_schema(
        request=AutomationChangeInput,
        responses=AutomationOutput,
        operation_id="automation_update",
    )
    def patch(self, request: AuthenticatedRequest, automation_id: UUID) -> Response:
        """Change it, switch it on or off."""
        found = automation_for(user=request.user, automation_id=automation_id, action=Action.UPDATE)
        values = parse(AutomationChangeInput, request)
        return Response(
            automation_payload(update_automation(actor=request.user, automation=found, **values))
        )

    @extend_schema(responses={204: None}, operation_id="automation_delete")
    def delete(self, request: AuthenticatedRequest, automation_id: UUID) -> Response:
        """Remove it."""
        found = automation_for(user=request.user, automation_id=automation_id, action=Action.DELETE)
        delete_automation(actor=request.user, automation=found)
        return Response(status=status.HTTP_204_NO_CONTENT)


class AutomationRunsView(ApiView):
    """What a rule did."""

    @extend_schema(parameters=PAGED, responses=RunPage, operation_id="automation_run_list")
    def get(self, request: AuthenticatedRequest, automation_id: UUID) -> Response:
        """Newest first."""
        refuse_unknown(request, PAGE_PARAMS)
        found = automation_for(user=request.user, automation_id=automation_id, action=Action.READ)
        page = keyset_page(
            request,
            runs_of(automation=found),
            order=("-created_at", "-id"),
            serialize=lambda rows: [run_payload(row) for row in rows],
        )
        return Response(page)

    @extend_schema(request=RunInput, responses={202: PlannedOutput}, operation_id="automation_run")
    def post(self, request: AuthenticatedRequest, automation_id: UUID) -> Response:
        """Run it by hand."""
        found = automation_for(user=request.user, automation_id=automation_id, action=Action.READ)
        require_right(
            user=request.user,
            workspace_id=found.project.workspace_id,
            action=Action.UPDATE,
            resource=Resource.TASK,
        )
        task_id, task = parse(RunInput, request).get("task"), None
        if task_id:
            task = task_for_editing(user=request.user, task_id=task_id)
            if task.project_id != found.project_id:
                raise NotFound
        runs = run_by_hand(actor=request.user, automation=found, task=task)
        return Response({"planned": len(runs)}, status=status.HTTP_202_ACCEPTED)
