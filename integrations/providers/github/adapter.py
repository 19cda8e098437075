"""GitHub: signed webhooks in, links and moves of tasks out."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

import orjson
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from integrations.base import Adapter, BadSignature, Health, Incoming, Malformed
from integrations.models import Connection, Vendor, WebhookDelivery
from integrations.providers.github.messages import pull_request_of, push_of
from integrations.services.pull_requests import apply_pull_request, note_push

_REPOSITORY = re.compile(r"^[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}$")
_PREFIX = "sha256="
_KEPT_HEADERS = ("X-GitHub-Event", "X-GitHub-Delivery", "X-GitHub-Hook-ID", "User-Agent")
_KNOWN_SETTINGS = {"repositories", "move_on_open", "move_on_merge"}


class GitHubAdapter(Adapter):
    """A webhook that a repository or an organisation sends; TeamFlow needs no token for it."""

    vendor = Vendor.GITHUB

    def clean_settings(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """`repositories`: names such as `acme/app` (none means every one that sends);
        `move_on_open`, `move_on_merge`: whether pull requests move tasks."""
        unknown = set(settings) - _KNOWN_SETTINGS
        if unknown:
            message = _("There is no setting %(name)s.") % {"name": min(unknown)}
            raise ValidationError({"settings": message})
        names = settings.get("repositories", [])
        if not isinstance(names, list) or len(names) > 200:
            raise ValidationError({"settings": _("Repositories are a list of names.")})
        for name in names:
            if not isinstance(name, str) or not _REPOSITORY.match(name):
                message = _("Write repositories as owner/name, such as acme/app.")
                raise ValidationError({"settings": message})
        return {
            "repositories": list(dict.fromkeys(name.lower() for name in names)),
            "move_on_open": bool(settings.get("move_on_open", True)),
            "move_on_merge": bool(settings.get("move_on_merge", True)),
        }

    def connect(self, connection: Connection) -> None:
        """Nothing: the person pastes the address and the secret at GitHub."""

    def disconnect(self, connection: Connection) -> None:
        """Nothing: without its connection, what GitHub still sends is refused."""

    def verify(self, *, secret: str, headers: Mapping[str, str], body: bytes) -> Incoming:
        """`X-Hub-Signature-256`, then the headers that name the delivery."""
        given = headers.get("X-Hub-Signature-256", "")
        expected = _PREFIX + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(given.encode(), expected.encode()):
            raise BadSignature
        event, delivery_id = headers.get("X-GitHub-Event", ""), headers.get("X-GitHub-Delivery", "")
        if not event or len(event) > 60 or not delivery_id or len(delivery_id) > 100:
            raise Malformed("X-GitHub-Event and X-GitHub-Delivery are missing.")
        return Incoming(
            delivery_id=delivery_id,
            event=event,
            body=_json_text(headers.get("Content-Type", ""), body),
            headers={name: headers[name][:300] for name in _KEPT_HEADERS if name in headers},
        )

    def handle_webhook(self, delivery: WebhookDelivery) -> bool:
        """Pull requests and pushes; everything else is taken and left alone."""
        payload = orjson.loads(delivery.body)
        connection = delivery.connection
        if delivery.event == "ping":
            return True
        if not _listens_to(connection, payload):
            return False
        if delivery.event == "pull_request":
            return apply_pull_request(connection=connection, message=pull_request_of(payload))
        if delivery.event == "push":
            message = push_of(payload)
            return message is not None and note_push(connection=connection, message=message)
        return False

    def health(self, connection: Connection) -> Health:
        """Well once a delivery came through, and none has failed since."""
        last = connection.deliveries.order_by("-received_at", "-id").first()
        if last is None:
            return Health(is_well=True, text=_("Nothing has come from GitHub yet."))
        if last.status == WebhookDelivery.Status.FAILED:
            return Health(is_well=False, text=_("The last delivery could not be worked off."))
        return Health(is_well=True, text=_("Deliveries arrive."))


def _json_text(content_type: str, body: bytes) -> str:
    """The payload, whichever of GitHub's two content types the webhook was set to."""
    try:
        if content_type.startswith("application/x-www-form-urlencoded"):
            text = parse_qs(body.decode(), strict_parsing=True)["payload"][0]
        else:
            text = body.decode()
        if not isinstance(orjson.loads(text), dict):
            raise TypeError
    except (UnicodeDecodeError, ValueError, KeyError, TypeError):
        raise Malformed("The body is not a JSON object.") from None
    # PostgreSQL's text holds every character but this one.
    return text.replace("\x00", "")


def _listens_to(connection: Connection, payload: dict[str, Any]) -> bool:
    names = connection.settings.get("repositories", [])
    repository = payload.get("repository")
    name = repository.get("full_name", "") if isinstance(repository, dict) else ""
    return not names or str(name).lower() in names
