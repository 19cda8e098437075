"""Doors to requests and to the form that brings them."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.permissions import Action, Resource
from tasks.api import inputs
from tasks.api.doors import PAGE_PARAMS, PAGED, parse, refuse_unknown
from tasks.models import IntakeForm, IntakeItem
from tasks.selectors.access import project_for, project_for_editing, project_for_viewing
from tasks.selectors.intake import (
    QUEUES,
    form_payload,
    intake_item_for,
    intake_of,
    intake_payload,
)
from tasks.services.intake import (
    accept,
    decline,
    file_request,
    mark_duplicate,
    renew_address,
    reopen,
    set_form,
    snooze,
)
from teamflow.common.api import ApiView
from teamflow.common.paging import keyset_page
from teamflow.common.requests import AuthenticatedRequest


class SenderOutput(serializers.Serializer[Any]):
    """Who asks; without `id`, somebody from outside."""

    id = serializers.UUIDField(allow_null=True)
    name = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_blank=True)


class IntakeTaskOutput(serializers.Serializer[Any]):
    """The task that it became, or that is about the same."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    title = serializers.CharField()


class IntakeItemOutput(serializers.Serializer[Any]):
    """A request."""

    id = serializers.UUIDField()
    project = serializers.UUIDField()
    title = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    description_html = serializers.CharField(allow_blank=True)
    sender = SenderOutput()
    status = serializers.ChoiceField(choices=IntakeItem.Status.choices)
    reason = serializers.CharField(allow_blank=True)
    snoozed_until = serializers.DateTimeField(allow_null=True)
    task = IntakeTaskOutput(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class IntakePage(serializers.Serializer[Any]):
    """A page of requests."""

    results = IntakeItemOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class IntakeFormOutput(serializers.Serializer[Any]):
    """The public form."""

    is_open = serializers.BooleanField()
    address = serializers.CharField(allow_null=True)
    title = serializers.CharField(allow_blank=True)
    introduction = serializers.CharField(allow_blank=True)


class IntakeInput(serializers.Serializer[Any]):
    """A request of a member."""

    title = serializers.CharField(max_length=1000)
    description = serializers.CharField(
        required=False, allow_blank=True, trim_whitespace=False, max_length=60_000
    )


class AcceptRequestInput(inputs.TaskChangeInput):
    """What the task is to have beside the request's own words."""


class DeclineInput(serializers.Serializer[Any]):
    """Why not."""

    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=500)


class MarkDuplicateInput(serializers.Serializer[Any]):
    """What it is the same as."""

    task = serializers.UUIDField()


class SnoozeInput(serializers.Serializer[Any]):
    """Until when; null brings it back."""

    until = serializers.DateTimeField(allow_null=True)


class IntakeFormInput(serializers.Serializer[Any]):
    """The form's settings; `new_address` makes the old one lead nowhere."""

    title = serializers.CharField(required=False, max_length=100)
    introduction = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    is_open = serializers.BooleanField(required=False)
    new_address = serializers.BooleanField(required=False, default=False)


class IntakeView(ApiView):
    """The requests of a project."""

    @extend_schema(
        parameters=[
            *PAGED,
            OpenApiParameter("queue", OpenApiTypes.STR, enum=QUEUES, description="Which."),
        ],
        responses=IntakePage,
        operation_id="intake_list",
    )
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Newest first; those that wait, unless another queue is named."""
        refuse_unknown(request, {*PAGE_PARAMS, "queue"})
        project = project_for_viewing(user=request.user, project_id=project_id)
        queue = request.query_params.get("queue", "waiting")
        if queue not in QUEUES:
            names = ", ".join(QUEUES)
            raise ValidationError({"queue": _("One of: %(names)s.") % {"names": names}})
        page = keyset_page(
            request,
            intake_of(project=project, queue=queue),
            order=("-created_at", "-id"),
            serialize=lambda rows: [intake_payload(row) for row in rows],
        )
        return Response(page)

    @extend_schema(
        request=IntakeInput, responses={201: IntakeItemOutput}, operation_id="intake_create"
    )
    def post(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Ask for something: viewers may too."""
        project = project_for(
            user=request.user,
            project_id=project_id,
            action=Action.CREATE,
            resource=Resource.INTAKE,
        )
        values = parse(IntakeInput, request)
        item = file_request(actor=request.user, project=project, **values)
        return Response(intake_payload(item), status=status.HTTP_201_CREATED)


class IntakeItemView(ApiView):
    """One request."""

    @extend_schema(responses=IntakeItemOutput, operation_id="intake_read")
    def get(self, request: AuthenticatedRequest, intake_item_id: UUID) -> Response:
        """The request."""
        item = intake_item_for(user=request.user, item_id=intake_item_id, action=Action.READ)
        return Response(intake_payload(item))


class _DecisionView(ApiView):
    def _item(self, request: AuthenticatedRequest, intake_item_id: UUID) -> IntakeItem:
        return intake_item_for(user=request.user, item_id=intake_item_id, action=Action.UPDATE)


class AcceptView(_DecisionView):
    """A request that becomes a task."""

    @extend_schema(
        request=AcceptRequestInput, responses={200: IntakeItemOutput}, operation_id="intake_accept"
    )
    def post(self, request: AuthenticatedRequest, intake_item_id: UUID) -> Response:
        """With a type, a priority, somebody to do it."""
        item = self._item(request, intake_item_id)
        values = parse(AcceptRequestInput, request)
        return Response(intake_payload(accept(actor=request.user, item=item, **values)))


class DeclineView(_DecisionView):
    """A request that is not done."""

    @extend_schema(
        request=DeclineInput, responses={200: IntakeItemOutput}, operation_id="intake_decline"
    )
    def post(self, request: AuthenticatedRequest, intake_item_id: UUID) -> Response:
        """With a reason."""
        item = self._item(request, intake_item_id)
        values = parse(DeclineInput, request)
        return Response(intake_payload(decline(actor=request.user, item=item, **values)))


class DuplicateView(_DecisionView):
    """A request for what stands already."""

    @extend_schema(
        request=MarkDuplicateInput,
        responses={200: IntakeItemOutput},
        operation_id="intake_duplicate",
    )
    def post(self, request: AuthenticatedRequest, intake_item_id: UUID) -> Response:
        """Point to the task."""
        item = self._item(request, intake_item_id)
        task_id = parse(MarkDuplicateInput, request)["task"]
        return Response(
            intake_payload(mark_duplicate(actor=request.user, item=item, task_id=task_id))
        )


class SnoozeView(_DecisionView):
    """A request for later."""

    @extend_schema(
        request=SnoozeInput, responses={200: IntakeItemOutput}, operation_id="intake_snooze"
    )
    def post(self, request: AuthenticatedRequest, intake_item_id: UUID) -> Response:
        """Put it off, or bring it back."""
        item = self._item(request, intake_item_id)
        until = parse(SnoozeInput, request)["until"]
        return Response(intake_payload(snooze(actor=request.user, item=item, until=until)))


class ReopenIntakeView(_DecisionView):
    """A decision."""

    @extend_schema(request=None, responses={200: IntakeItemOutput}, operation_id="intake_reopen")
    def post(self, request: AuthenticatedRequest, intake_item_id: UUID) -> Response:
        """Take it back."""
        item = self._item(request, intake_item_id)
        return Response(intake_payload(reopen(actor=request.user, item=item)))


class IntakeFormView(ApiView):
    """The public form of a project."""

    @extend_schema(responses=IntakeFormOutput, operation_id="intake_form_read")
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Its settings and its address."""
        project = project_for_editing(user=request.user, project_id=project_id)
        return Response(form_payload(IntakeForm.objects.filter(project=project).first()))

    @extend_schema(
        request=IntakeFormInput, responses=IntakeFormOutput, operation_id="intake_form_update"
    )
    def patch(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Open or close it, word it, move it."""
        project = project_for_editing(user=request.user, project_id=project_id)
        values = dict(parse(IntakeFormInput, request))
        if values.pop("new_address", False):
            renew_address(actor=request.user, project=project)
        return Response(form_payload(set_form(actor=request.user, project=project, **values)))
