"""Doors to the roadmap, its initiatives, and a project at a glance."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.permissions import Action, Resource
from accounts.selectors import workspace_for
from tasks.api.doors import PAGE_PARAMS, PAGED, parse, refuse_unknown, whole
from tasks.api.outputs import ProjectOutput, page_of
from tasks.models import Health, Stage, TaskLink
from tasks.selectors.access import project_for, project_for_viewing
from tasks.selectors.links import links_of_project
from tasks.selectors.overview import overview_payload, update_payload, updates_of
from tasks.selectors.roadmap import (
    initiative_for,
    initiative_payload,
    initiatives_of,
    roadmap_payload,
)
from tasks.services.initiatives import create_initiative, delete_initiative, update_initiative
from tasks.services.updates import post_project_update
from teamflow.common.api import ApiView
from teamflow.common.paging import keyset_page
from teamflow.common.requests import AuthenticatedRequest


class InitiativeInput(serializers.Serializer[Any]):
    """A goal above projects."""

    name = serializers.CharField(max_length=100)
    description = serializers.CharField(required=False, allow_blank=True, max_length=5000)
    color = serializers.CharField(required=False, max_length=20)
    owner = serializers.UUIDField(required=False, allow_null=True)
    target_date = serializers.DateField(required=False, allow_null=True)
    project_ids = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=500
    )


class InitiativeOutput(serializers.Serializer[Any]):
    """A goal above projects."""

    id = serializers.UUIDField()
    workspace = serializers.UUIDField()
    name = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    color = serializers.CharField()
    owner = serializers.UUIDField(allow_null=True)
    target_date = serializers.DateField(allow_null=True)
    projects = serializers.ListField(child=serializers.UUIDField())
    rank = serializers.CharField()
    created_at = serializers.DateTimeField()


class FaceOutput(serializers.Serializer[Any]):
    """Somebody as a page shows them."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    avatar = serializers.CharField(allow_null=True)


class MilestoneLineOutput(serializers.Serializer[Any]):
    """A milestone."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    due_date = serializers.DateField(allow_null=True)
    reached_at = serializers.DateTimeField(allow_null=True)
    task_count = serializers.IntegerField(required=False)
    done_count = serializers.IntegerField(required=False)


class RoadmapProjectOutput(serializers.Serializer[Any]):
    """A project on the roadmap."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    name = serializers.CharField()
    icon = serializers.CharField(allow_blank=True)
    color = serializers.CharField(allow_blank=True)
    lead = FaceOutput(allow_null=True)
    start_date = serializers.DateField(allow_null=True)
    target_date = serializers.DateField(allow_null=True)
    stage = serializers.ChoiceField(choices=Stage.choices)
    health = serializers.ChoiceField(choices=Health.choices, allow_blank=True)
    task_count = serializers.IntegerField()
    done_count = serializers.IntegerField()
    milestones = MilestoneLineOutput(many=True)


class RoadmapOutput(serializers.Serializer[Any]):
    """What a roadmap draws."""

    projects = RoadmapProjectOutput(many=True)
    initiatives = InitiativeOutput(many=True)


class ProjectUpdateInput(serializers.Serializer[Any]):
    """How it goes."""

    health = serializers.ChoiceField(choices=Health.choices)
    body = serializers.CharField(
        required=False, allow_blank=True, trim_whitespace=False, max_length=2000
    )


class ProjectUpdateOutput(serializers.Serializer[Any]):
    """How somebody said it goes."""

    id = serializers.UUIDField()
    project = serializers.UUIDField()
    author = FaceOutput(allow_null=True)
    health = serializers.ChoiceField(choices=Health.choices)
    body = serializers.CharField(allow_blank=True)
    body_html = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()


class BusyPersonOutput(FaceOutput):
    """Somebody with open tasks."""

    open_count = serializers.IntegerField()


class HappeningOutput(serializers.Serializer[Any]):
    """Something that happened in the project."""

    id = serializers.IntegerField()
    type = serializers.CharField()
    actor = serializers.DictField()
    target = serializers.DictField()
    key = serializers.CharField(allow_null=True)
    title = serializers.CharField(allow_null=True)
    changes = serializers.DictField()
    at = serializers.DateTimeField()


class ActiveSprintOutput(serializers.Serializer[Any]):
    """The sprint that runs."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    start_date = serializers.DateField(allow_null=True)
    end_date = serializers.DateField(allow_null=True)


class OverviewOutput(serializers.Serializer[Any]):
    """A project at a glance."""

    project = ProjectOutput()
    description_html = serializers.CharField(allow_blank=True)
    lead = FaceOutput(allow_null=True)
    states = serializers.DictField(child=serializers.IntegerField())
    milestones = MilestoneLineOutput(many=True)
    people = BusyPersonOutput(many=True)
    updates = ProjectUpdateOutput(many=True)
    activity = HappeningOutput(many=True)
    sprint = ActiveSprintOutput(allow_null=True)


class ProjectLinkOutput(serializers.Serializer[Any]):
    """How one task stands to another."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=TaskLink.Kind.choices)
    source = serializers.UUIDField()  # type: ignore[assignment]
    target = serializers.UUIDField()


ProjectLinkPage = page_of("ProjectLinkPage", ProjectLinkOutput)
InitiativePage = page_of("InitiativePage", InitiativeOutput)
ProjectUpdatePage = page_of("ProjectUpdatePage", ProjectUpdateOutput)


class RoadmapView(ApiView):
    """A workspace over time."""

    @extend_schema(responses=RoadmapOutput, operation_id="roadmap_read")
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """Its projects with their progress and milestones, and the goals above them."""
        refuse_unknown(request, {"format"})
        return Response(roadmap_payload(workspace=workspace_for(user=request.user, slug=slug)))


class InitiativesView(ApiView):
    """The goals of a workspace."""

    @extend_schema(responses=InitiativePage, operation_id="initiative_list")
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """All of them (at most 200), in order."""
        refuse_unknown(request, PAGE_PARAMS)
        rows = initiatives_of(workspace=workspace_for(user=request.user, slug=slug))
        return Response(whole([initiative_payload(row) for row in rows]))

    @extend_schema(
        request=InitiativeInput,
        responses={201: InitiativeOutput},
        operation_id="initiative_create",
    )
    def post(self, request: AuthenticatedRequest, slug: str) -> Response:
        """A goal after the others."""
        right = (Action.CREATE, Resource.INITIATIVE)
        workspace = workspace_for(user=request.user, slug=slug, right=right)
        values = parse(InitiativeInput, request)
        made = create_initiative(actor=request.user, workspace=workspace, **values)
        return Response(initiative_payload(made), status=status.HTTP_201_CREATED)


class InitiativeView(ApiView):
    """One goal."""

    @extend_schema(responses=InitiativeOutput, operation_id="initiative_read")
    def get(self, request: AuthenticatedRequest, initiative_id: UUID) -> Response:
        """The goal."""
        found = initiative_for(user=request.user, initiative_id=initiative_id, action=Action.READ)
        return Response(initiative_payload(found))

    @extend_schema(
        request=InitiativeInput(partial=True),
        responses=InitiativeOutput,
        operation_id="initiative_update",
    )
    def patch(self, request: AuthenticatedRequest, initiative_id: UUID) -> Response:
        """Other words, date, owner or projects."""
        found = initiative_for(user=request.user, initiative_id=initiative_id, action=Action.UPDATE)
        values = parse(InitiativeInput, request, partial=True)
        changed = update_initiative(actor=request.user, initiative=found, **values)
        return Response(initiative_payload(changed))

    @extend_schema(responses={204: None}, operation_id="initiative_delete")
    def delete(self, request: AuthenticatedRequest, initiative_id: UUID) -> Response:
        """End it; its projects stay."""
        found = initiative_for(user=request.user, initiative_id=initiative_id, action=Action.DELETE)
        delete_initiative(actor=request.user, initiative=found)
        return Response(status=status.HTTP_204_NO_CONTENT)


class OverviewView(ApiView):
    """A project at a glance."""

    @extend_schema(responses=OverviewOutput, operation_id="project_overview")
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """How far it is, who works on it, what happened last."""
        refuse_unknown(request, {"format"})
        project = project_for_viewing(user=request.user, project_id=project_id)
        return Response(overview_payload(project=project))


class ProjectLinksView(ApiView):
    """How the tasks of a project stand to each other."""

    @extend_schema(
        parameters=[OpenApiParameter("kind", OpenApiTypes.STR, enum=TaskLink.Kind.values)],
        responses=ProjectLinkPage,
        operation_id="project_link_list",
    )
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """All of them, oldest first; `kind` leaves one kind."""
        refuse_unknown(request, {*PAGE_PARAMS, "kind"})
        kind = request.query_params.get("kind", "")
        if kind and kind not in TaskLink.Kind.values:
            raise ValidationError({"kind": _("There is no such kind.")})
        project = project_for_viewing(user=request.user, project_id=project_id)
        return Response(whole(links_of_project(project=project, kind=kind)))


class ProjectUpdatesView(ApiView):
    """What was said about how a project goes."""

    @extend_schema(
        parameters=PAGED, responses=ProjectUpdatePage, operation_id="project_update_list"
    )
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Newest first."""
        refuse_unknown(request, PAGE_PARAMS)
        project = project_for_viewing(user=request.user, project_id=project_id)
        page = keyset_page(
            request,
            updates_of(project=project),
            order=("-created_at", "-id"),
            serialize=lambda rows: [update_payload(row) for row in rows],
        )
        return Response(page)

    @extend_schema(
        request=ProjectUpdateInput,
        responses={201: ProjectUpdateOutput},
        operation_id="project_update_create",
    )
    def post(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Say how it goes; that is the project's health from then on."""
        project = project_for(
            user=request.user,
            project_id=project_id,
            action=Action.CREATE,
            resource=Resource.TASK,
        )
        values = parse(ProjectUpdateInput, request)
        update = post_project_update(actor=request.user, project=project, **values)
        return Response(update_payload(update), status=status.HTTP_201_CREATED)
