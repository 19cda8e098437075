"""Reads: connections, what they received, and the pull requests of a task."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from accounts.models import User, Workspace
from accounts.permissions import Action, Resource
from accounts.selectors import require_right
from integrations.models import Connection, PullRequest, WebhookDelivery
from tasks.models import Task
from teamflow.common.errors import NotFound


def connection_for(*, user: User, connection_id: UUID, action: Action) -> Connection:
    """The connection, for somebody who may do `action` to it."""
    connection = live_connection(connection_id)
    require_right(
        user=user,
        workspace_id=connection.workspace_id,
        action=action,
        resource=Resource.INTEGRATION,
    )
    return connection


def live_connection(connection_id: UUID) -> Connection:
    """The connection, whoever asks: for what comes in signed."""
    connection = (
        Connection.objects.select_related("workspace")
        .filter(pk=connection_id, workspace__deleted_at=None)
        .first()
    )
    if connection is None:
        raise NotFound
    return connection


def connections_in(*, workspace: Workspace) -> QuerySet[Connection]:
    """The workspace's connections, newest first."""
    return workspace.connections.select_related("created_by").order_by("-created_at", "-id")


def delivery_for(*, user: User, connection_id: UUID, delivery_id: UUID) -> WebhookDelivery:
    """One delivery, for somebody who may change its connection."""
    connection = connection_for(user=user, connection_id=connection_id, action=Action.UPDATE)
    delivery = connection.deliveries.filter(pk=delivery_id).first()
    if delivery is None:
        raise NotFound
    return delivery


def deliveries_of(*, connection: Connection) -> QuerySet[WebhookDelivery]:
    """What came in, newest first, without the bodies."""
    return connection.deliveries.defer("body").order_by("-received_at", "-id")


def pull_requests_of(*, task: Task) -> QuerySet[PullRequest]:
    """The pull requests about a task, last changed first."""
    return PullRequest.objects.filter(links__task=task).order_by("-remote_updated_at", "-id")


def webhook_url(connection: Connection) -> str:
    """Where the service is to send its webhooks."""
    return f"{settings.TEAMFLOW_URL}/api/v1/hooks/{connection.vendor}/{connection.pk}"


def pull_request_payload(pull_request: PullRequest) -> dict[str, Any]:
    """A pull request as the API and the sockets show it."""
    return {
        "id": str(pull_request.pk),
        "vendor": "github",
        "repository": pull_request.repository,
        "number": pull_request.number,
        "title": pull_request.title,
        "url": pull_request.url,
        "state": str(pull_request.state),
        "branch": pull_request.branch,
        "author": pull_request.author,
        "updated_at": pull_request.remote_updated_at,
        "merged_at": pull_request.merged_at,
    }
