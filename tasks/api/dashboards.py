"""Doors to dashboards."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.permissions import Action, Resource
from accounts.selectors import role_in, workspace_for
from tasks.api.doors import PAGE_PARAMS, parse, refuse_unknown, whole
from tasks.models import Dashboard
from tasks.reports.asked import Kind
from tasks.reports.widgets import SIZES
from tasks.selectors.dashboards import dashboard_for, dashboard_payload, dashboards_for
from tasks.services.dashboards import create_dashboard, delete_dashboard, update_dashboard
from teamflow.common.api import ApiView
from teamflow.common.requests import AuthenticatedRequest


class WidgetShape(serializers.Serializer[Any]):
    """A widget; tasks/reports/widgets.py says which of these each kind takes."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=["report", "number", "tasks"])
    title = serializers.CharField(required=False, allow_blank=True)
    size = serializers.ChoiceField(choices=list(SIZES), required=False)
    project = serializers.UUIDField(required=False, allow_null=True)
    report = serializers.ChoiceField(
        choices=[(kind.value, kind.name) for kind in Kind], required=False
    )
    said = serializers.DictField(child=serializers.CharField(), required=False)
    figure = serializers.CharField(required=False)
    query = serializers.CharField(required=False, allow_blank=True)
    limit = serializers.IntegerField(required=False)


class WidgetsField(serializers.JSONField):
    """Checked by the service, which knows the workspace's projects."""


class OwnerOutput(serializers.Serializer[Any]):
    """Who made it."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class DashboardOutput(serializers.Serializer[Any]):
    """A dashboard."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    is_shared = serializers.BooleanField()
    owner = OwnerOutput()
    widgets = WidgetShape(many=True)
    can_edit = serializers.BooleanField()
    can_delete = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class DashboardPage(serializers.Serializer[Any]):
    """Dashboards, by name."""

    results = DashboardOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class DashboardInput(serializers.Serializer[Any]):
    """A new dashboard."""

    name = serializers.CharField(max_length=100)
    is_shared = serializers.BooleanField(required=False)
    widgets = WidgetsField(required=False)


class DashboardChangeInput(serializers.Serializer[Any]):
    """What of it changes."""

    name = serializers.CharField(max_length=100, required=False)
    is_shared = serializers.BooleanField(required=False)
    widgets = WidgetsField(required=False)


def _shown(request: AuthenticatedRequest, dashboard: Dashboard) -> dict[str, Any]:
    role = role_in(user=request.user, workspace_id=dashboard.workspace_id)
    return dashboard_payload(dashboard, user=request.user, role=role)


class DashboardsView(ApiView):
    """The dashboards of a workspace."""

    @extend_schema(responses=DashboardPage, operation_id="dashboard_list")
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """The shared ones, and the asker's own."""
        refuse_unknown(request, PAGE_PARAMS)
        workspace = workspace_for(user=request.user, slug=slug)
        rows = dashboards_for(user=request.user, workspace=workspace)
        return Response(whole([_shown(request, row) for row in rows]))

    @extend_schema(
        request=DashboardInput, responses={201: DashboardOutput}, operation_id="dashboard_create"
    )
    def post(self, request: AuthenticatedRequest, slug: str) -> Response:
        """A dashboard of the asker's."""
        right = (Action.CREATE, Resource.VIEW)
        workspace = workspace_for(user=request.user, slug=slug, right=right)
        values = parse(DashboardInput, request)
        dashboard = create_dashboard(actor=request.user, workspace=workspace, **values)
        return Response(_shown(request, dashboard), status=status.HTTP_201_CREATED)


class DashboardView(ApiView):
    """One dashboard."""

    @extend_schema(responses=DashboardOutput, operation_id="dashboard_read")
    def get(self, request: AuthenticatedRequest, dashboard_id: UUID) -> Response:
        """The dashboard with its widgets."""
        dashboard = dashboard_for(user=request.user, dashboard_id=dashboard_id, action=Action.READ)
        return Response(_shown(request, dashboard))

    @extend_schema(
        request=DashboardChangeInput, responses=DashboardOutput, operation_id="dashboard_update"
    )
    def patch(self, request: AuthenticatedRequest, dashboard_id: UUID) -> Response:
        """Another name, other widgets, or who sees it."""
        dashboard = dashboard_for(
            user=request.user, dashboard_id=dashboard_id, action=Action.UPDATE
        )
        values = parse(DashboardChangeInput, request)
        dashboard = update_dashboard(actor=request.user, dashboard=dashboard, **values)
        return Response(_shown(request, dashboard))

    @extend_schema(responses={204: None}, operation_id="dashboard_delete")
    def delete(self, request: AuthenticatedRequest, dashboard_id: UUID) -> Response:
        """Remove it."""
        dashboard = dashboard_for(
            user=request.user, dashboard_id=dashboard_id, action=Action.DELETE
        )
        delete_dashboard(actor=request.user, dashboard=dashboard)
        return Response(status=status.HTTP_204_NO_CONTENT)
