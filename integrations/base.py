"""What a connection to an outside service must be able to do; a new service is one folder."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from integrations.models import Connection, WebhookDelivery


class BadSignature(Exception):
    """What came in was not signed with the connection's secret."""


class Malformed(Exception):
    """It was signed, but is not what the service's documentation describes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A verified delivery: which, about what, and what of its headers is worth keeping."""

    delivery_id: str
    event: str
    body: str
    headers: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a connection does, with a sentence for people."""

    is_well: bool
    text: str


class Adapter(ABC):
    """One outside service."""

    vendor: ClassVar[str]

    @abstractmethod
    def clean_settings(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """The service's settings, checked; raises ValidationError."""

    @abstractmethod
    def connect(self, connection: Connection) -> None:
        """Do at the service what a new connection needs."""

    @abstractmethod
    def disconnect(self, connection: Connection) -> None:
        """Undo at the service what `connect` did."""

    @abstractmethod
    def verify(self, *, secret: str, headers: Mapping[str, str], body: bytes) -> Incoming:
        """Check the signature over the raw body in constant time; raises BadSignature, then
        Malformed."""

    @abstractmethod
    def handle_webhook(self, delivery: WebhookDelivery) -> bool:
        """Do what a delivery asks for, in the running transaction; False when that is nothing."""

    @abstractmethod
    def health(self, connection: Connection) -> Health:
        """How it does."""

    def metrics(self, connection: Connection) -> dict[str, int]:
        """Deliveries by state."""
        counts = dict.fromkeys(WebhookDelivery.Status.values, 0)
        for status in connection.deliveries.values_list("status", flat=True):
            counts[status] += 1
        return counts
