"""Doors to projects, their columns and labels."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.response import Response

from accounts.permissions import Action, Resource
from accounts.selectors import require_right, workspace_for
from tasks.api import inputs, outputs
from tasks.api.doors import PAGE_PARAMS, PAGED, parse, refuse_unknown, truth, whole
from tasks.models import Project
from tasks.selectors.access import (
    column_for,
    deleted_project_for,
    label_for,
    project_for,
    project_for_editing,
    project_for_viewing,
)
from tasks.selectors.projects import (
    column_payload,
    columns_of,
    label_payload,
    labels_of,
    project_payload,
    projects_of,
)
from tasks.services.columns import add_column, delete_column, update_column
from tasks.services.item_types import set_default_type
from tasks.services.labels import add_label, delete_label, update_label
from tasks.services.project_keys import rename_key
from tasks.services.projects import (
    NewProject,
    archive_project,
    create_project,
    delete_project,
    restore_project,
    update_project,
)
from teamflow.common.api import ApiView
from teamflow.common.paging import keyset_page
from teamflow.common.requests import AuthenticatedRequest

MOVE_TO = OpenApiParameter("move_to", OpenApiTypes.UUID, description="Where its tasks go.")
ARCHIVED = OpenApiParameter("include_archived", OpenApiTypes.BOOL)


class ProjectsView(ApiView):
    """The projects of a workspace."""

    @extend_schema(
        parameters=[*PAGED, ARCHIVED],
        responses=outputs.ProjectPage,
        operation_id="project_list",
    )
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """The workspace's projects, oldest first."""
        refuse_unknown(request, {*PAGE_PARAMS, "include_archived"})
        projects = projects_of(
            workspace=workspace_for(user=request.user, slug=slug),
            include_archived=truth(request, "include_archived"),
        )
        page = keyset_page(
            request,
            projects,
            order=("created_at", "id"),
            serialize=lambda rows: [project_payload(row) for row in rows],
        )
        return Response(page)

    @extend_schema(
        request=inputs.ProjectInput,
        responses={201: outputs.ProjectOutput},
        operation_id="project_create",
    )
    def post(self, request: AuthenticatedRequest, slug: str) -> Response:
        """A new project with its template's columns."""
        right = (Action.CREATE, Resource.PROJECT)
        workspace = workspace_for(user=request.user, slug=slug, right=right)
        new = NewProject(**parse(inputs.ProjectInput, request))
        project = create_project(actor=request.user, workspace=workspace, new=new)
        return Response(project_payload(project), status=status.HTTP_201_CREATED)


class ProjectView(ApiView):
    """One project."""

    @extend_schema(responses=outputs.ProjectOutput, operation_id="project_read")
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """The project."""
        project = project_for_viewing(user=request.user, project_id=project_id)
        return Response(project_payload(project))

    @extend_schema(
        request=inputs.ProjectChangeInput,
        responses=outputs.ProjectOutput,
        operation_id="project_update",
    )
    def patch(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Change its name, key, description, looks, dates; put it aside or take it back."""
        project = project_for_editing(user=request.user, project_id=project_id)
        values = dict(parse(inputs.ProjectChangeInput, request))
        return Response(project_payload(self._change(request, project, values)))

    @transaction.atomic
    def _change(
        self, request: AuthenticatedRequest, project: Project, values: dict[str, Any]
    ) -> Project:
        archived, key = values.pop("archived", None), values.pop("key", None)
        if key is not None:
            project = rename_key(actor=request.user, project=project, key=key)
        if "default_type" in values:
            type_id = values.pop("default_type")
            project = set_default_type(actor=request.user, project=project, type_id=type_id)
        project = update_project(actor=request.user, project=project, **values)
        if archived is None:
            return project
        return archive_project(actor=request.user, project=project, archived=archived)

    @extend_schema(responses={204: None}, operation_id="project_delete")
    def delete(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Delete it with all that is in it."""
        project = project_for(user=request.user, project_id=project_id, action=Action.DELETE)
        delete_project(actor=request.user, project=project)
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestoreProjectView(ApiView):
    """A project that was deleted."""

    @extend_schema(request=None, responses=outputs.ProjectOutput, operation_id="project_restore")
    def post(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Bring it back with all that is in it; 409 where its key was given away."""
        project = deleted_project_for(user=request.user, project_id=project_id)
        project = restore_project(actor=request.user, project=project)
        return Response(project_payload(project))


class ColumnsView(ApiView):
    """The columns of a project."""

    @extend_schema(responses=outputs.ColumnPage, operation_id="column_list")
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """All of them, in order."""
        refuse_unknown(request, PAGE_PARAMS)
        project = project_for_viewing(user=request.user, project_id=project_id)
        return Response(whole([column_payload(row) for row in columns_of(project=project)]))

    @extend_schema(
        request=inputs.ColumnInput,
        responses={201: outputs.ColumnOutput},
        operation_id="column_create",
    )
    def post(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """A column after the others."""
        project = project_for_editing(user=request.user, project_id=project_id)
        column = add_column(
            actor=request.user, project=project, **parse(inputs.ColumnInput, request)
        )
        return Response(column_payload(column), status=status.HTTP_201_CREATED)


class ColumnView(ApiView):
    """One column."""

    @extend_schema(responses=outputs.ColumnOutput, operation_id="column_read")
    def get(self, request: AuthenticatedRequest, column_id: UUID) -> Response:
        """The column."""
        column = column_for(user=request.user, column_id=column_id, action=Action.READ)
        return Response(column_payload(column))

    @extend_schema(
        request=inputs.ColumnChangeInput,
        responses=outputs.ColumnOutput,
        operation_id="column_update",
    )
    def patch(self, request: AuthenticatedRequest, column_id: UUID) -> Response:
        """Another name, state, limit or place."""
        column = column_for(user=request.user, column_id=column_id, action=Action.UPDATE)
        values = parse(inputs.ColumnChangeInput, request)
        return Response(column_payload(update_column(actor=request.user, column=column, **values)))

    @extend_schema(parameters=[MOVE_TO], responses={204: None}, operation_id="column_delete")
    def delete(self, request: AuthenticatedRequest, column_id: UUID) -> Response:
        """Remove it; 409 for one that holds tasks, unless `move_to` says where they go."""
        refuse_unknown(request, {"move_to", "format"})
        column = column_for(user=request.user, column_id=column_id, action=Action.DELETE)
        move_to = _column_id(request, "move_to")
        delete_column(actor=request.user, column=column, move_to=move_to)
        return Response(status=status.HTTP_204_NO_CONTENT)


class LabelsView(ApiView):
    """The labels of a project."""

    @extend_schema(responses=outputs.LabelPage, operation_id="label_list")
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """All of them, by name."""
        refuse_unknown(request, PAGE_PARAMS)
        project = project_for_viewing(user=request.user, project_id=project_id)
        return Response(whole([label_payload(row) for row in labels_of(project=project)]))

    @extend_schema(
        request=inputs.LabelInput,
        responses={201: outputs.LabelOutput},
        operation_id="label_create",
    )
    def post(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """A new label."""
        project = project_for_viewing(user=request.user, project_id=project_id)
        require_right(
            user=request.user,
            workspace_id=project.workspace_id,
            action=Action.CREATE,
            resource=Resource.LABEL,
        )
        label = add_label(actor=request.user, project=project, **parse(inputs.LabelInput, request))
        return Response(label_payload(label), status=status.HTTP_201_CREATED)


class LabelView(ApiView):
    """One label."""

    @extend_schema(responses=outputs.LabelOutput, operation_id="label_read")
    def get(self, request: AuthenticatedRequest, label_id: UUID) -> Response:
        """The label."""
        label = label_for(user=request.user, label_id=label_id, action=Action.READ)
        return Response(label_payload(label))

    @extend_schema(
        request=inputs.LabelChangeInput,
        responses=outputs.LabelOutput,
        operation_id="label_update",
    )
    def patch(self, request: AuthenticatedRequest, label_id: UUID) -> Response:
        """Another name or colour."""
        label = label_for(user=request.user, label_id=label_id, action=Action.UPDATE)
        values = parse(inputs.LabelChangeInput, request)
        return Response(label_payload(update_label(actor=request.user, label=label, **values)))

    @extend_schema(responses={204: None}, operation_id="label_delete")
    def delete(self, request: AuthenticatedRequest, label_id: UUID) -> Response:
        """Remove it, from its tasks too."""
        label = label_for(user=request.user, label_id=label_id, action=Action.DELETE)
        delete_label(actor=request.user, label=label)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _column_id(request: AuthenticatedRequest, name: str) -> UUID | None:
    text = request.query_params.get(name)
    if text is None:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise ValidationError({name: _("No such column.")}) from None
