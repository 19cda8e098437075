"""What comes in and goes out at the doors of integrations."""

from typing import Any

from rest_framework import serializers

from integrations.models import Connection, PullRequest, Vendor, WebhookDelivery


class ConnectInput(serializers.Serializer[Any]):
    """A service to connect, with its settings."""

    vendor = serializers.ChoiceField(choices=Vendor.choices)
    settings = serializers.DictField(child=serializers.JSONField(), default=dict)


class ConnectionPatch(serializers.Serializer[Any]):
    """Settings to change; those that are left out stay."""

    settings = serializers.DictField(child=serializers.JSONField())


class ConnectionOutput(serializers.Serializer[Any]):
    """A connection. Its secret was shown once and is never told again."""

    id = serializers.UUIDField()
    vendor = serializers.CharField()
    status = serializers.ChoiceField(choices=Connection.Status.choices)
    settings = serializers.JSONField()
    webhook_url = serializers.CharField()
    last_delivery_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class HealthOutput(serializers.Serializer[Any]):
    """How a connection does."""

    is_well = serializers.BooleanField()
    text = serializers.CharField()


class ConnectionDetail(ConnectionOutput):
    """One connection, with how it does and its deliveries by state."""

    health = HealthOutput()
    deliveries = serializers.DictField(child=serializers.IntegerField())


class NewConnection(ConnectionOutput):
    """A connection as it is shown once, with its secret."""

    webhook_secret = serializers.CharField()


class ConnectionPage(serializers.Serializer[Any]):
    """A page of connections."""

    results = ConnectionOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class DeliveryOutput(serializers.ModelSerializer[WebhookDelivery]):
    """A webhook that came in."""

    class Meta:
        model = WebhookDelivery
        fields = [
            "id",
            "delivery_id",
            "event",
            "status",
            "attempts",
            "error",
            "received_at",
            "processed_at",
        ]


class DeliveryPage(serializers.Serializer[Any]):
    """A page of deliveries, newest first."""

    results = DeliveryOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class HookAccepted(serializers.Serializer[Any]):
    """A webhook was taken; what it asks for is done afterwards."""

    delivery = serializers.UUIDField()
    is_duplicate = serializers.BooleanField()


class PullRequestOutput(serializers.Serializer[Any]):
    """A pull request about a task."""

    id = serializers.CharField()
    vendor = serializers.CharField()
    repository = serializers.CharField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    url = serializers.CharField()
    state = serializers.ChoiceField(choices=PullRequest.State.choices)
    branch = serializers.CharField()
    author = serializers.CharField()
    updated_at = serializers.DateTimeField()
    merged_at = serializers.DateTimeField(allow_null=True)


class PullRequestPage(serializers.Serializer[Any]):
    """The pull requests of a task."""

    results = PullRequestOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
