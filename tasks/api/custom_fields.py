"""Doors to the fields that a project adds to its tasks."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.permissions import Action
from tasks.api import outputs
from tasks.api.doors import PAGE_PARAMS, parse, refuse_unknown, whole
from tasks.models import CustomField, FieldKind
from tasks.selectors.access import project_for_editing, project_for_viewing
from tasks.selectors.nouns import custom_field_for
from tasks.services.custom_fields import (
    add_custom_field,
    delete_custom_field,
    update_custom_field,
)
from teamflow.common.api import ApiView
from teamflow.common.requests import AuthenticatedRequest


class OptionInput(serializers.Serializer[Any]):
    """A choice; with the `id` of a standing one it keeps its tasks."""

    id = serializers.CharField(required=False, max_length=12)
    name = serializers.CharField(max_length=60)
    color = serializers.CharField(required=False, max_length=20)


class CustomFieldInput(serializers.Serializer[Any]):
    """A new field."""

    name = serializers.CharField(max_length=60)
    kind = serializers.ChoiceField(choices=FieldKind.choices)
    description = serializers.CharField(required=False, allow_blank=True, max_length=300)
    options = OptionInput(many=True, required=False)


class CustomFieldChangeInput(CustomFieldInput):
    """A change of a field; `before` or `after` name a neighbour."""

    name = serializers.CharField(required=False, max_length=60)
    kind = serializers.ChoiceField(choices=FieldKind.choices, required=False)
    before = serializers.UUIDField(required=False, allow_null=True)
    after = serializers.UUIDField(required=False, allow_null=True)


CustomFieldPage = outputs.page_of("CustomFieldPage", outputs.CustomFieldOutput)


def custom_field_payload(field: CustomField) -> dict[str, Any]:
    """A field on the wire."""
    return {
        "id": field.pk,
        "name": field.name,
        "kind": field.kind,
        "description": field.description,
        "options": field.options,
    }


class CustomFieldsView(ApiView):
    """The fields of a project."""

    @extend_schema(responses=CustomFieldPage, operation_id="custom_field_list")
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """All of them, in order."""
        refuse_unknown(request, PAGE_PARAMS)
        project = project_for_viewing(user=request.user, project_id=project_id)
        return Response(whole([custom_field_payload(row) for row in project.custom_fields.all()]))

    @extend_schema(
        request=CustomFieldInput,
        responses={201: outputs.CustomFieldOutput},
        operation_id="custom_field_create",
    )
    def post(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """A field after the others."""
        project = project_for_editing(user=request.user, project_id=project_id)
        values = parse(CustomFieldInput, request)
        field = add_custom_field(actor=request.user, project=project, **values)
        return Response(custom_field_payload(field), status=status.HTTP_201_CREATED)


class CustomFieldView(ApiView):
    """One field."""

    @extend_schema(responses=outputs.CustomFieldOutput, operation_id="custom_field_read")
    def get(self, request: AuthenticatedRequest, field_id: UUID) -> Response:
        """The field."""
        field = custom_field_for(user=request.user, field_id=field_id, action=Action.READ)
        return Response(custom_field_payload(field))

    @extend_schema(
        request=CustomFieldChangeInput,
        responses=outputs.CustomFieldOutput,
        operation_id="custom_field_update",
    )
    def patch(self, request: AuthenticatedRequest, field_id: UUID) -> Response:
        """Another name, other options, another place; 409 for a kind that is in use."""
        field = custom_field_for(user=request.user, field_id=field_id, action=Action.UPDATE)
        values = parse(CustomFieldChangeInput, request)
        field = update_custom_field(actor=request.user, field=field, **values)
        return Response(custom_field_payload(field))

    @extend_schema(responses={204: None}, operation_id="custom_field_delete")
    def delete(self, request: AuthenticatedRequest, field_id: UUID) -> Response:
        """Remove it, and what tasks hold in it."""
        field = custom_field_for(user=request.user, field_id=field_id, action=Action.DELETE)
        delete_custom_field(actor=request.user, field=field)
        return Response(status=status.HTTP_204_NO_CONTENT)
