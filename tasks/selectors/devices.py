"""Browsers that agreed to be woken."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from tasks.models import PushSubscription
from teamflow.common.errors import NotFound


def devices_of(*, user: User) -> QuerySet[PushSubscription]:
    """One's own, the newest first."""
    return PushSubscription.objects.filter(user=user).order_by("-created_at", "-id")


def device_of(*, user: User, subscription_id: UUID) -> PushSubscription:
    """One of one's own; anybody else's is not found."""
    row = devices_of(user=user).filter(pk=subscription_id).first()
    if row is None:
        raise NotFound
    return row


def device_payload(row: PushSubscription) -> dict[str, Any]:
    """On the wire; its keys stay here."""
    return {
        "id": row.pk,
        "device": row.device,
        "endpoint_hash": row.endpoint_hash,
        "created_at": row.created_at,
        "used_at": row.used_at,
    }
