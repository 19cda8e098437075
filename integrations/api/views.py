"""The API's doors to integrations."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Action, Resource
from accounts.selectors import workspace_for
from integrations.api.serializers import (
    ConnectInput,
    ConnectionDetail,
    ConnectionPage,
    ConnectionPatch,
    DeliveryOutput,
    DeliveryPage,
    HookAccepted,
    NewConnection,
    PullRequestPage,
)
from integrations.base import BadSignature, Malformed
from integrations.models import Connection
from integrations.registry import adapter_for
from integrations.selectors import (
    connection_for,
    connections_in,
    deliveries_of,
    delivery_for,
    live_connection,
    pull_request_payload,
    pull_requests_of,
    webhook_url,
)
from integrations.services.connections import connect, disconnect, update_connection
from integrations.services.deliveries import receive_delivery, redeliver
from tasks.selectors.access import task_for_viewing
from teamflow.common.api import ApiView
from teamflow.common.errors import NotFound
from teamflow.common.paging import keyset_page
from teamflow.common.requests import AuthenticatedRequest


def _payload(connection: Connection) -> dict[str, Any]:
    return {
        "id": connection.pk,
        "vendor": connection.vendor,
        "status": connection.status,
        "settings": connection.settings,
        "webhook_url": webhook_url(connection),
        "last_delivery_at": connection.last_delivery_at,
        "created_at": connection.created_at,
    }


def _detail(connection: Connection) -> dict[str, Any]:
    adapter = adapter_for(connection.vendor)
    health = adapter.health(connection)
    return {
        **_payload(connection),
        "health": {"is_well": health.is_well, "text": health.text},
        "deliveries": adapter.metrics(connection),
    }


class ConnectionsView(ApiView):
    """The services that a workspace is connected to."""

    @extend_schema(responses=ConnectionPage, operation_id="integration_list")
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """Newest first; for owners and admins."""
        right = (Action.READ, Resource.INTEGRATION)
        workspace = workspace_for(user=request.user, slug=slug, right=right)
        page = keyset_page(
            request,
            connections_in(workspace=workspace),
            order=["-created_at", "-id"],
            serialize=lambda rows: [_payload(row) for row in rows],
        )
        return Response(page)

    @extend_schema(
        request=ConnectInput, responses={201: NewConnection}, operation_id="integration_connect"
    )
    def post(self, request: AuthenticatedRequest, slug: str) -> Response:
        """A new connection; `webhook_secret` is in this answer and never again."""
        right = (Action.CREATE, Resource.INTEGRATION)
        workspace = workspace_for(user=request.user, slug=slug, right=right)
        data = ConnectInput(data=request.data)
        data.is_valid(raise_exception=True)
        connection, secret = connect(
            actor=request.user,
            workspace=workspace,
            vendor=data.validated_data["vendor"],
            settings=data.validated_data["settings"],
        )
        return Response({**_payload(connection), "webhook_secret": secret}, status=201)


class ConnectionView(ApiView):
    """One connection."""

    @extend_schema(responses=ConnectionDetail, operation_id="integration_read")
    def get(self, request: AuthenticatedRequest, connection_id: UUID) -> Response:
        """With how it does."""
        connection = connection_for(
            user=request.user, connection_id=connection_id, action=Action.READ
        )
        return Response(_detail(connection))

    @extend_schema(
        request=ConnectionPatch, responses=ConnectionDetail, operation_id="integration_update"
    )
    def patch(self, request: AuthenticatedRequest, connection_id: UUID) -> Response:
        """Change its settings."""
        connection = connection_for(
            user=request.user, connection_id=connection_id, action=Action.UPDATE
        )
        data = ConnectionPatch(data=request.data)
        data.is_valid(raise_exception=True)
        connection = update_connection(
            actor=request.user, connection=connection, settings=data.validated_data["settings"]
        )
        return Response(_detail(connection))

    @extend_schema(responses={204: None}, operation_id="integration_disconnect")
    def delete(self, request: AuthenticatedRequest, connection_id: UUID) -> Response:
        """Disconnect; pull requests stay with their tasks."""
        connection = connection_for(
            user=request.user, connection_id=connection_id, action=Action.DELETE
        )
        disconnect(actor=request.user, connection=connection)
        return Response(status=204)


class DeliveriesView(ApiView):
    """What a service sent."""

    @extend_schema(responses=DeliveryPage, operation_id="integration_deliveries")
    def get(self, request: AuthenticatedRequest, connection_id: UUID) -> Response:
        """Newest first."""
        connection = connection_for(
            user=request.user, connection_id=connection_id, action=Action.READ
        )
        page = keyset_page(
            request,
            deliveries_of(connection=connection),
            order=["-received_at", "-id"],
            serialize=lambda rows: list(DeliveryOutput(list(rows), many=True).data),
        )
        return Response(page)


class RedeliverView(ApiView):
    """Work a delivery off once more."""

    @extend_schema(
        request=None, responses={202: DeliveryOutput}, operation_id="integration_redeliver"
    )
    def post(
        self, request: AuthenticatedRequest, connection_id: UUID, delivery_id: UUID
    ) -> Response:
        """Put it in line again."""
        delivery = delivery_for(
            user=request.user, connection_id=connection_id, delivery_id=delivery_id
        )
        delivery = redeliver(actor=request.user, delivery=delivery)
        return Response(DeliveryOutput(delivery).data, status=202)


class TaskPullRequestsView(ApiView):
    """The pull requests about a task."""

    @extend_schema(responses=PullRequestPage, operation_id="task_pull_requests")
    def get(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Last changed first; for everybody who may see the task."""
        task = task_for_viewing(user=request.user, task_id=task_id)
        page = keyset_page(
            request,
            pull_requests_of(task=task),
            order=["-remote_updated_at", "-id"],
            serialize=lambda rows: [pull_request_payload(row) for row in rows],
        )
        return Response(page)


class RawParser(BaseParser):
    """Leaves the body as it came: its signature is over exactly these bytes."""

    media_type = "*/*"

    def parse(
        self, stream: Any, media_type: Any = None, parser_context: Any = None
    ) -> dict[str, Any]:
        """Nothing: the view reads `request.body`."""
        return {}


class HookView(ApiView):
    """Where services send their webhooks; the signature is the sign-in."""

    authentication_classes = ()
    permission_classes = ()
    parser_classes = (RawParser,)
    rate_group = "hooks"

    def get_authenticate_header(self, request: Request) -> str:
        """Without one DRF would turn the 401 into a 403."""
        return "Signature"

    @extend_schema(
        request=OpenApiTypes.OBJECT, responses={202: HookAccepted}, operation_id="hook_receive"
    )
    def post(self, request: Request, vendor: str, connection_id: UUID) -> Response:
        """Take a signed delivery; what it asks for is done by a job."""
        connection = live_connection(connection_id)
        if connection.vendor != vendor:
            raise NotFound
        try:
            incoming = adapter_for(vendor).verify(
                secret=connection.secret, headers=request.headers, body=request.body
            )
        except BadSignature:
            raise exceptions.NotAuthenticated(_("The signature is wrong or missing.")) from None
        except Malformed as error:
            raise exceptions.ValidationError(str(error)) from None
        delivery, is_taken = receive_delivery(connection=connection, incoming=incoming)
        return Response({"delivery": delivery.pk, "is_duplicate": not is_taken}, status=202)
