"""Connections, and what GitHub would send."""

import hashlib
import hmac
import json
from typing import Any
from uuid import uuid4

from accounts.models import User, Workspace
from integrations.base import Incoming
from integrations.models import Connection, WebhookDelivery
from integrations.services.connections import connect
from integrations.services.deliveries import receive_delivery

REPOSITORY = {"id": 7, "name": "app", "full_name": "acme/app", "private": True}
SENDER = {"login": "sam", "id": 3, "type": "User"}


def make_connection(*, workspace: Workspace, actor: User, **settings: Any) -> Connection:
    return connect(actor=actor, workspace=workspace, vendor="github", settings=settings)[0]


def make_delivery(*, workspace: Workspace, actor: User) -> WebhookDelivery:
    incoming = Incoming(delivery_id=str(uuid4()), event="ping", body='{"zen": "calm"}', headers={})
    connection = make_connection(workspace=workspace, actor=actor)
    return receive_delivery(connection=connection, incoming=incoming)[0]


def pull_request(action: str = "opened", **changes: Any) -> dict[str, Any]:
    """A `pull_request` event with the fields that GitHub sends and TeamFlow reads, and more."""
    pull = {
        "id": 99,
        "number": 41,
        "state": "open",
        "locked": False,
        "draft": False,
        "title": "TF-1 Mend the gate",
        "body": "It squeaked.",
        "html_url": "https://github.com/acme/app/pull/41",
        "user": SENDER,
        "head": {"ref": "mend-gate", "sha": "a" * 40},
        "base": {"ref": "main", "sha": "b" * 40},
        "merged": False,
        "merged_at": None,
        "created_at": "2026-03-01T10:00:00Z",
        "updated_at": "2026-03-01T10:00:00Z",
        **changes,
    }
    return {
        "action": action,
        "number": pull["number"],
        "pull_request": pull,
        "repository": REPOSITORY,
        "sender": SENDER,
    }


def merged(**changes: Any) -> dict[str, Any]:
    """The same, closed by a merge two hours later."""
    at = "2026-03-01T12:00:00Z"
    return pull_request(
        "closed",
        **{"state": "closed", "merged": True, "merged_at": at, "updated_at": at, **changes},
    )


def push(branch: str, *messages: str) -> dict[str, Any]:
    commits = [{"id": "c" * 40, "message": message, "author": SENDER} for message in messages]
    return {
        "ref": f"refs/heads/{branch}",
        "before": "0" * 40,
        "after": "c" * 40,
        "deleted": False,
        "commits": commits,
        "repository": REPOSITORY,
        "pusher": {"name": "sam", "email": "sam@example.com"},
    }


class GitHub:
    """Sends webhooks to one connection as GitHub does, signed with its secret."""

    def __init__(self, client: Any, connection: Connection) -> None:
        self.client, self.connection = client, connection

    def send(
        self,
        event: str,
        payload: dict[str, Any] | bytes,
        *,
        delivery: str | None = None,
        secret: str | None = None,
        signature: str | None = None,
    ) -> Any:
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        key = self.connection.secret if secret is None else secret
        right = "sha256=" + hmac.new(key.encode(), body, hashlib.sha256).hexdigest()
        headers = {
            "X-GitHub-Event": event,
            "X-GitHub-Delivery": delivery or str(uuid4()),
            "X-Hub-Signature-256": right if signature is None else signature,
        }
        return self.client.post(
            f"/api/v1/hooks/github/{self.connection.pk}",
            body,
            content_type="application/json",
            headers=headers,
        )
