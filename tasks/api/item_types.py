"""Doors to the kinds of work that a project knows."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.permissions import Action
from tasks.api import outputs
from tasks.api.doors import PAGE_PARAMS, parse, refuse_unknown, whole
from tasks.models import ItemLevel, ItemType
from tasks.selectors.access import project_for_editing, project_for_viewing
from tasks.selectors.nouns import item_type_for
from tasks.services.item_types import add_item_type, delete_item_type, update_item_type
from teamflow.common.api import ApiView
from teamflow.common.requests import AuthenticatedRequest


class ItemTypeInput(serializers.Serializer[Any]):
    """A new kind of work."""

    name = serializers.CharField(max_length=40)
    icon = serializers.CharField(required=False, max_length=40)
    color = serializers.CharField(required=False, max_length=20)
    level = serializers.ChoiceField(choices=ItemLevel.choices, required=False)


class ItemTypeChangeInput(ItemTypeInput):
    """A change of a type; `before` or `after` name a neighbour."""

    name = serializers.CharField(required=False, max_length=40)
    before = serializers.UUIDField(required=False, allow_null=True)
    after = serializers.UUIDField(required=False, allow_null=True)


ItemTypePage = outputs.page_of("ItemTypePage", outputs.ItemTypeOutput)


def item_type_payload(item_type: ItemType) -> dict[str, Any]:
    """A type on the wire."""
    return {
        "id": item_type.pk,
        "name": item_type.name,
        "icon": item_type.icon,
        "color": item_type.color,
        "level": item_type.level,
    }


class ItemTypesView(ApiView):
    """The types of a project."""

    @extend_schema(responses=ItemTypePage, operation_id="item_type_list")
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """All of them, in order."""
        refuse_unknown(request, PAGE_PARAMS)
        project = project_for_viewing(user=request.user, project_id=project_id)
        return Response(whole([item_type_payload(row) for row in project.item_types.all()]))

    @extend_schema(
        request=ItemTypeInput,
        responses={201: outputs.ItemTypeOutput},
        operation_id="item_type_create",
    )
    def post(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """A type after the others."""
        project = project_for_editing(user=request.user, project_id=project_id)
        made = add_item_type(actor=request.user, project=project, **parse(ItemTypeInput, request))
        return Response(item_type_payload(made), status=status.HTTP_201_CREATED)


class ItemTypeView(ApiView):
    """One type."""

    @extend_schema(responses=outputs.ItemTypeOutput, operation_id="item_type_read")
    def get(self, request: AuthenticatedRequest, type_id: UUID) -> Response:
        """The type."""
        item_type = item_type_for(user=request.user, type_id=type_id, action=Action.READ)
        return Response(item_type_payload(item_type))

    @extend_schema(
        request=ItemTypeChangeInput,
        responses=outputs.ItemTypeOutput,
        operation_id="item_type_update",
    )
    def patch(self, request: AuthenticatedRequest, type_id: UUID) -> Response:
        """Another name, icon, colour, level or place."""
        item_type = item_type_for(user=request.user, type_id=type_id, action=Action.UPDATE)
        values = parse(ItemTypeChangeInput, request)
        item_type = update_item_type(actor=request.user, item_type=item_type, **values)
        return Response(item_type_payload(item_type))

    @extend_schema(responses={204: None}, operation_id="item_type_delete")
    def delete(self, request: AuthenticatedRequest, type_id: UUID) -> Response:
        """Remove it; its tasks become plain ones."""
        item_type = item_type_for(user=request.user, type_id=type_id, action=Action.DELETE)
        delete_item_type(actor=request.user, item_type=item_type)
        return Response(status=status.HTTP_204_NO_CONTENT)
