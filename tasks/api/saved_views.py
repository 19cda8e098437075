"""Doors to saved views."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.models import User
from accounts.permissions import Action, Resource
from accounts.selectors import workspace_for
from tasks.api.doors import parse, refuse_unknown, truth, whole
from tasks.models import Layout, SavedView
from tasks.selectors.access import project_for, project_for_viewing
from tasks.selectors.saved_views import favorite_views, view_for, view_payload, views_of
from tasks.services.saved_views import (
    delete_view,
    restore_view,
    save_view,
    set_favorite,
    update_view,
)
from teamflow.common.api import ApiView
from teamflow.common.errors import NotFound
from teamflow.common.requests import AuthenticatedRequest


class ViewInput(serializers.Serializer[Any]):
    """A new view."""

    name = serializers.CharField(max_length=100)
    icon = serializers.CharField(required=False, allow_blank=True, max_length=40)
    layout = serializers.ChoiceField(required=False, choices=Layout.choices)
    query = serializers.CharField(
        required=False, allow_blank=True, max_length=5000, trim_whitespace=False
    )
    display = serializers.DictField(required=False)
    is_shared = serializers.BooleanField(required=False)


class ViewChangeInput(ViewInput):
    """A change of a view; `before` or `after` name a neighbour."""

    name = serializers.CharField(required=False, max_length=100)
    is_favorite = serializers.BooleanField(required=False)
    is_published = serializers.BooleanField(required=False)
    before = serializers.UUIDField(required=False, allow_null=True)
    after = serializers.UUIDField(required=False, allow_null=True)


class ViewOutput(serializers.Serializer[Any]):
    """A view; `public_path` is where it is published."""

    id = serializers.UUIDField()
    workspace = serializers.UUIDField()
    project = serializers.UUIDField(allow_null=True)
    owner = serializers.UUIDField()
    name = serializers.CharField()
    icon = serializers.CharField(allow_blank=True)
    layout = serializers.ChoiceField(choices=Layout.choices)
    query = serializers.CharField(allow_blank=True)
    display = serializers.DictField()
    is_shared = serializers.BooleanField()
    is_favorite = serializers.BooleanField()
    is_own = serializers.BooleanField()
    public_path = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class ViewPage(serializers.Serializer[Any]):
    """Views, all of them."""

    results = ViewOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class ProjectViewsView(ApiView):
    """The saved views of a project."""

    @extend_schema(responses=ViewPage, operation_id="project_view_list")
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Shared ones and the asker's own, in their order."""
        refuse_unknown(request, {"format"})
        project = project_for_viewing(user=request.user, project_id=project_id)
        views = views_of(user=request.user, workspace=project.workspace, project=project)
        return Response(whole([view_payload(view, request.user) for view in views]))

    @extend_schema(
        request=ViewInput, responses={201: ViewOutput}, operation_id="project_view_create"
    )
    def post(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Keep a way of looking at the project."""
        project = project_for(
            user=request.user,
            project_id=project_id,
            action=Action.CREATE,
            resource=Resource.VIEW,
        )
        values = parse(ViewInput, request)
        view = save_view(actor=request.user, workspace=project.workspace, project=project, **values)
        return Response(view_payload(view, request.user), status=status.HTTP_201_CREATED)


class WorkspaceViewsView(ApiView):
    """The saved views over a whole workspace."""

    @extend_schema(
        parameters=[OpenApiParameter("favorite", OpenApiTypes.BOOL)],
        responses=ViewPage,
        operation_id="workspace_view_list",
    )
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """Shared ones and the asker's own, in their order.

        With `favorite=true` what stands in the asker's side bar instead, of projects too.
        """
        refuse_unknown(request, {"format", "favorite"})
        workspace = workspace_for(user=request.user, slug=slug)
        is_asked = truth(request, "favorite")
        views = (favorite_views if is_asked else views_of)(user=request.user, workspace=workspace)
        return Response(whole([view_payload(view, request.user) for view in views]))

    @extend_schema(
        request=ViewInput, responses={201: ViewOutput}, operation_id="workspace_view_create"
    )
    def post(self, request: AuthenticatedRequest, slug: str) -> Response:
        """Keep a way of looking at all tasks."""
        right = (Action.CREATE, Resource.VIEW)
        workspace = workspace_for(user=request.user, slug=slug, right=right)
        values = parse(ViewInput, request)
        view = save_view(actor=request.user, workspace=workspace, **values)
        return Response(view_payload(view, request.user), status=status.HTTP_201_CREATED)


class SavedViewView(ApiView):
    """One saved view."""

    @extend_schema(responses=ViewOutput, operation_id="view_read")
    def get(self, request: AuthenticatedRequest, view_id: UUID) -> Response:
        """What it shows, and how."""
        view = view_for(user=request.user, view_id=view_id, action=Action.READ)
        return Response(view_payload(view, request.user))

    @extend_schema(request=ViewChangeInput, responses={200: ViewOutput}, operation_id="view_update")
    def patch(self, request: AuthenticatedRequest, view_id: UUID) -> Response:
        """Change, share, publish, move it; a favourite is everybody's own matter."""
        values = dict(parse(ViewChangeInput, request, partial=True))
        is_favorite = values.pop("is_favorite", None)
        right = Action.UPDATE if values else Action.READ
        view = view_for(user=request.user, view_id=view_id, action=right)
        for name in ("before", "after"):
            if values.get(name):
                values[name] = _neighbour(request.user, values[name], name)
        if is_favorite is not None:
            set_favorite(actor=request.user, view=view, is_favorite=is_favorite)
        if values:
            update_view(actor=request.user, view=view, **values)
        fresh = view_for(user=request.user, view_id=view_id, action=Action.READ)
        return Response(view_payload(fresh, request.user))

    @extend_schema(responses={204: None}, operation_id="view_delete")
    def delete(self, request: AuthenticatedRequest, view_id: UUID) -> Response:
        """Remove it; `restore` brings it back."""
        view = view_for(user=request.user, view_id=view_id, action=Action.DELETE)
        delete_view(actor=request.user, view=view)
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestoreViewView(ApiView):
    """A deleted view, brought back."""

    @extend_schema(request=None, responses={200: ViewOutput}, operation_id="view_restore")
    def post(self, request: AuthenticatedRequest, view_id: UUID) -> Response:
        """As it was: its place, its public address, and whose side bars it stood in."""
        view = view_for(user=request.user, view_id=view_id, action=Action.DELETE, is_deleted=True)
        restore_view(actor=request.user, view=view)
        fresh = view_for(user=request.user, view_id=view_id, action=Action.READ)
        return Response(view_payload(fresh, request.user))


def _neighbour(user: User, view_id: UUID, name: str) -> SavedView:
    try:
        return view_for(user=user, view_id=view_id, action=Action.READ)
    except NotFound:
        raise ValidationError({name: _("There is no such view.")}) from None
