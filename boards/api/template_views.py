"""What boards can begin from: the gallery, what is on each, and a board kept as a template."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.permissions import Action, Resource
from accounts.selectors import require_right, workspace_for
from boards.api.element_serializers import EntryOutput
from boards.models import BoardTemplate
from boards.selectors import board_for_editing
from boards.selectors.templates import (
    own_template,
    template_elements,
    template_payload,
    templates_in,
)
from boards.services.templates import delete_template, save_as_template, update_template
from teamflow.common.api import ApiView
from teamflow.common.requests import AuthenticatedRequest


class BoardTemplateOutput(serializers.Serializer[Any]):
    """A template; built-in ones have a word as their id, own ones a UUID."""

    id = serializers.CharField()
    name = serializers.CharField()
    about = serializers.CharField(allow_blank=True)
    category = serializers.CharField()
    category_name = serializers.CharField()
    is_own = serializers.BooleanField()
    created_by = serializers.UUIDField(allow_null=True)


class BoardTemplatesOutput(serializers.Serializer[Any]):
    """The whole gallery."""

    results = BoardTemplateOutput(many=True)


class TemplateElementsOutput(serializers.Serializer[Any]):
    """What a template puts on a board."""

    elements = EntryOutput(many=True)


class BoardTemplateInput(serializers.Serializer[Any]):
    """How a kept board is called."""

    name = serializers.CharField(max_length=120)
    about = serializers.CharField(max_length=300, required=False, allow_blank=True)


class BoardTemplateChangesInput(serializers.Serializer[Any]):
    """What may be changed; what is left out stays."""

    name = serializers.CharField(max_length=120, required=False)
    about = serializers.CharField(max_length=300, required=False, allow_blank=True)


class BoardTemplatesView(ApiView):
    """The gallery of a workspace."""

    @extend_schema(responses=BoardTemplatesOutput, operation_id="board_templates_list")
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """Own templates first, then what comes with TeamFlow, by category."""
        workspace = workspace_for(user=request.user, slug=slug)
        return Response({"results": templates_in(workspace_id=workspace.pk)})


class BoardTemplateView(ApiView):
    """One template."""

    @extend_schema(responses=TemplateElementsOutput, operation_id="board_templates_read")
    def get(self, request: AuthenticatedRequest, slug: str, template_key: str) -> Response:
        """Its elements as their entries, in painting order."""
        workspace = workspace_for(user=request.user, slug=slug)
        elements = template_elements(workspace_id=workspace.pk, key=template_key)
        return Response({"elements": elements})

    @extend_schema(
        request=BoardTemplateChangesInput,
        responses=BoardTemplateOutput,
        operation_id="board_templates_update",
    )
    def patch(self, request: AuthenticatedRequest, slug: str, template_key: str) -> Response:
        """Rename an own template or describe it."""
        template = _own(request, slug, template_key, Action.UPDATE)
        data = BoardTemplateChangesInput(data=request.data)
        data.is_valid(raise_exception=True)
        changed = update_template(actor=request.user, template=template, **data.validated_data)
        return Response(template_payload(changed))

    @extend_schema(responses={204: None}, operation_id="board_templates_delete")
    def delete(self, request: AuthenticatedRequest, slug: str, template_key: str) -> Response:
        """Forget an own template."""
        template = _own(request, slug, template_key, Action.DELETE)
        delete_template(actor=request.user, template=template)
        return Response(status=204)


class SaveAsTemplateView(ApiView):
    """A board kept as a template."""

    @extend_schema(
        request=BoardTemplateInput,
        responses={201: BoardTemplateOutput},
        operation_id="board_save_as_template",
    )
    def post(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """As the board is now."""
        board = board_for_editing(user=request.user, board_id=board_id)
        require_right(
            user=request.user,
            workspace_id=board.workspace_id,
            action=Action.CREATE,
            resource=Resource.TEMPLATE,
        )
        data = BoardTemplateInput(data=request.data)
        data.is_valid(raise_exception=True)
        template = save_as_template(actor=request.user, board=board, **data.validated_data)
        return Response(template_payload(template), status=201)


def _own(
    request: AuthenticatedRequest, slug: str, template_key: str, action: Action
) -> BoardTemplate:
    workspace = workspace_for(user=request.user, slug=slug)
    template = own_template(workspace_id=workspace.pk, key=template_key)
    require_right(
        user=request.user,
        workspace_id=workspace.pk,
        action=action,
        resource=Resource.TEMPLATE,
        is_creator=template.created_by_id == request.user.pk,
    )
    return template
