"""Connecting a workspace to an outside service, and letting go of it."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User, Workspace
from accounts.services.activity import record
from accounts.services.audit import record_audit
from integrations.events import (
    ConnectionEvent,
    IntegrationConnected,
    IntegrationDisconnected,
    IntegrationUpdated,
)
from integrations.models import Connection, Vendor
from integrations.registry import adapter_for
from teamflow.common.events import publish

MAX_CONNECTIONS = 50


@transaction.atomic
def connect(
    *, actor: User, workspace: Workspace, vendor: str, settings: Mapping[str, Any]
) -> tuple[Connection, str]:
    """A new connection, and the secret that signs its webhooks, which is not shown again."""
    if vendor not in Vendor.values:
        raise ValidationError({"vendor": _("TeamFlow cannot connect to this service.")})
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    if workspace.connections.count() >= MAX_CONNECTIONS:
        message = _("At most %(count)d connections.") % {"count": MAX_CONNECTIONS}
        raise ValidationError({"vendor": message})
    adapter = adapter_for(vendor)
    secret = secrets.token_urlsafe(32)
    connection = Connection.objects.create(
        workspace=workspace,
        vendor=vendor,
        settings=adapter.clean_settings(settings),
        secret=secret,
        created_by=actor,
    )
    adapter.connect(connection)
    _announce(actor, connection, "integration.connected", IntegrationConnected)
    return connection, secret


@transaction.atomic
def update_connection(
    *, actor: User, connection: Connection, settings: Mapping[str, Any]
) -> Connection:
    """Set the service's settings; the same as before changes nothing."""
    connection = Connection.objects.select_for_update().get(pk=connection.pk)
    cleaned = adapter_for(connection.vendor).clean_settings({**connection.settings, **settings})
    if cleaned == connection.settings:
        return connection
    changes = {
        name: [connection.settings.get(name), value]
        for name, value in cleaned.items()
        if connection.settings.get(name) != value
    }
    connection.settings = cleaned
    connection.save(update_fields=["settings", "updated_at"])
    _announce(actor, connection, "integration.updated", IntegrationUpdated, changes)
    return connection


@transaction.atomic
def disconnect(*, actor: User, connection: Connection) -> None:
    """Forget the connection, its secret and what it received; pull requests stay with tasks."""
    connection = Connection.objects.select_for_update().get(pk=connection.pk)
    adapter_for(connection.vendor).disconnect(connection)
    _announce(actor, connection, "integration.disconnected", IntegrationDisconnected)
    connection.delete()


def _announce(
    actor: User,
    connection: Connection,
    verb: str,
    event: type[ConnectionEvent],
    changes: dict[str, Any] | None = None,
) -> None:
    target = ("integration", connection.pk)
    record_audit(
        actor=actor,
        action=verb,
        workspace=connection.workspace,
        target=target,
        changes=changes,
    )
    entry = record(
        actor=actor,
        log=f"workspace:{connection.workspace_id}",
        verb=verb,
        target_kind=target[0],
        target_id=connection.pk,
        rooms=[f"workspace:{connection.workspace_id}"],
        changes=changes,
        data={"vendor": connection.vendor},
    )
    publish(event(entry=entry, workspace_id=connection.workspace_id, connection_id=connection.pk))
