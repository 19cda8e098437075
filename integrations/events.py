"""What happened between a workspace and outside services."""

from dataclasses import dataclass
from uuid import UUID

from teamflow.common.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionEvent(DomainEvent):
    """A fact about one connection."""

    workspace_id: UUID
    connection_id: UUID


class IntegrationConnected(ConnectionEvent):
    """`integration.connected`."""


class IntegrationUpdated(ConnectionEvent):
    """`integration.updated`: its settings."""


class IntegrationDisconnected(ConnectionEvent):
    """`integration.disconnected`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequestChanged(DomainEvent):
    """`task.pull_request_changed`: a pull request about a task was linked, or changed its state."""

    workspace_id: UUID
    task_id: UUID
