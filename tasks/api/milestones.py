"""Doors to the points that a project wants to reach."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.permissions import Action, Resource
from tasks.api import outputs
from tasks.api.doors import PAGE_PARAMS, parse, refuse_unknown, whole
from tasks.models import Milestone
from tasks.selectors.access import project_for, project_for_viewing
from tasks.selectors.nouns import milestone_for
from tasks.services.milestones import add_milestone, delete_milestone, update_milestone
from teamflow.common.api import ApiView
from teamflow.common.requests import AuthenticatedRequest


class MilestoneInput(serializers.Serializer[Any]):
    """A new milestone."""

    name = serializers.CharField(max_length=100)
    description = serializers.CharField(required=False, allow_blank=True, max_length=5000)
    due_date = serializers.DateField(required=False, allow_null=True)


class MilestoneChangeInput(MilestoneInput):
    """A change of a milestone; `reached` says that it was, or takes that back."""

    name = serializers.CharField(required=False, max_length=100)
    reached = serializers.BooleanField(required=False)
    before = serializers.UUIDField(required=False, allow_null=True)
    after = serializers.UUIDField(required=False, allow_null=True)


class MilestoneDetailOutput(outputs.MilestoneOutput):
    """A milestone with its words."""

    description = serializers.CharField(allow_blank=True)


MilestonePage = outputs.page_of("MilestonePage", MilestoneDetailOutput)


def milestone_payload(milestone: Milestone) -> dict[str, Any]:
    """A milestone on the wire."""
    return {
        "id": milestone.pk,
        "name": milestone.name,
        "description": milestone.description,
        "due_date": milestone.due_date,
        "reached_at": milestone.reached_at,
    }


class MilestonesView(ApiView):
    """The milestones of a project."""

    @extend_schema(responses=MilestonePage, operation_id="milestone_list")
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """All of them, in order."""
        refuse_unknown(request, PAGE_PARAMS)
        project = project_for_viewing(user=request.user, project_id=project_id)
        return Response(whole([milestone_payload(row) for row in project.milestones.all()]))

    @extend_schema(
        request=MilestoneInput,
        responses={201: MilestoneDetailOutput},
        operation_id="milestone_create",
    )
    def post(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """A milestone after the others."""
        project = project_for(
            user=request.user,
            project_id=project_id,
            action=Action.CREATE,
            resource=Resource.MILESTONE,
        )
        made = add_milestone(actor=request.user, project=project, **parse(MilestoneInput, request))
        return Response(milestone_payload(made), status=status.HTTP_201_CREATED)


class MilestoneView(ApiView):
    """One milestone."""

    @extend_schema(responses=MilestoneDetailOutput, operation_id="milestone_read")
    def get(self, request: AuthenticatedRequest, milestone_id: UUID) -> Response:
        """The milestone."""
        milestone = milestone_for(user=request.user, milestone_id=milestone_id, action=Action.READ)
        return Response(milestone_payload(milestone))

    @extend_schema(
        request=MilestoneChangeInput,
        responses=MilestoneDetailOutput,
        operation_id="milestone_update",
    )
    def patch(self, request: AuthenticatedRequest, milestone_id: UUID) -> Response:
        """Other words, another date or place; reached or not."""
        milestone = milestone_for(
            user=request.user, milestone_id=milestone_id, action=Action.UPDATE
        )
        values = parse(MilestoneChangeInput, request)
        milestone = update_milestone(actor=request.user, milestone=milestone, **values)
        return Response(milestone_payload(milestone))

    @extend_schema(responses={204: None}, operation_id="milestone_delete")
    def delete(self, request: AuthenticatedRequest, milestone_id: UUID) -> Response:
        """Remove it; its tasks stay."""
        milestone = milestone_for(
            user=request.user, milestone_id=milestone_id, action=Action.DELETE
        )
        delete_milestone(actor=request.user, milestone=milestone)
        return Response(status=status.HTTP_204_NO_CONTENT)
