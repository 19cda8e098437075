"""Webhooks that came in: each taken once, worked off in a job, kept for inspection."""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record_audit
from integrations.base import Incoming, Malformed
from integrations.models import Connection, WebhookDelivery
from integrations.registry import adapter_for
from teamflow.common.jobs import enqueue

logger = logging.getLogger(__name__)

JOB_KIND = "integrations.webhook"
KEPT = timedelta(days=30)


@transaction.atomic
def receive_delivery(*, connection: Connection, incoming: Incoming) -> tuple[WebhookDelivery, bool]:
    """Keep a verified delivery and put it in line; whether it was.

    One that came before has no second effect, unless it failed: then it is tried again.
    """
    delivery, is_new = WebhookDelivery.objects.select_for_update().get_or_create(
        connection=connection,
        delivery_id=incoming.delivery_id,
        defaults={
            "event": incoming.event,
            "body": incoming.body,
            "headers": incoming.headers,
        },
    )
    if not is_new and delivery.status != WebhookDelivery.Status.FAILED:
        return delivery, False
    Connection.objects.filter(pk=connection.pk).update(last_delivery_at=timezone.now())
    _put_in_line(delivery)
    return delivery, True


@transaction.atomic
def redeliver(*, actor: User, delivery: WebhookDelivery) -> WebhookDelivery:
    """Work a delivery off once more; one that still waits is left in its place."""
    delivery = (
        WebhookDelivery.objects.select_for_update(of=("self",))
        .select_related("connection__workspace")
        .get(pk=delivery.pk)
    )
    if delivery.status == WebhookDelivery.Status.RECEIVED:
        return delivery
    record_audit(
        actor=actor,
        action="integration.redelivered",
        workspace=delivery.connection.workspace,
        target=("delivery", delivery.pk),
    )
    _put_in_line(delivery)
    return delivery


def work_off(*, delivery_id: UUID) -> str:
    """Do what a delivery asks for; gives its state. A failure is kept with it and raised."""
    try:
        return _work_off(delivery_id)
    except WebhookDelivery.DoesNotExist:
        # Its connection was cut while it waited.
        return WebhookDelivery.Status.IGNORED
    except Malformed:
        _fail(delivery_id, _("GitHub sent something that TeamFlow does not understand."))
        return WebhookDelivery.Status.FAILED
    except Exception:
        _fail(delivery_id, _("Something went wrong on our side; the log says what."))
        raise


@transaction.atomic
def _work_off(delivery_id: UUID) -> str:
    delivery = (
        WebhookDelivery.objects.select_for_update(of=("self",))
        .select_related("connection__workspace")
        .get(pk=delivery_id)
    )
    if delivery.status in {WebhookDelivery.Status.DONE, WebhookDelivery.Status.IGNORED}:
        return delivery.status
    did_something = adapter_for(delivery.connection.vendor).handle_webhook(delivery)
    delivery.status = (
        WebhookDelivery.Status.DONE if did_something else WebhookDelivery.Status.IGNORED
    )
    delivery.attempts += 1
    delivery.error, delivery.processed_at = "", timezone.now()
    delivery.save(update_fields=["status", "attempts", "error", "processed_at", "updated_at"])
    _set_status(delivery.connection_id, Connection.Status.ACTIVE)
    return delivery.status


def _fail(delivery_id: UUID, error: str) -> None:
    """In a transaction of its own: what the delivery began was undone."""
    delivery = WebhookDelivery.objects.filter(pk=delivery_id).first()
    if delivery is None:
        return
    logger.warning("webhook_failed", extra={"delivery": str(delivery_id), "kind": delivery.event})
    delivery.status, delivery.error = WebhookDelivery.Status.FAILED, error
    delivery.attempts += 1
    delivery.processed_at = timezone.now()
    delivery.save(update_fields=["status", "attempts", "error", "processed_at", "updated_at"])
    _set_status(delivery.connection_id, Connection.Status.FAILING)


def forget_old_deliveries() -> int:
    """Drop what came in more than a month ago."""
    old = WebhookDelivery.objects.filter(received_at__lt=timezone.now() - KEPT)
    return old.delete()[0]


def _put_in_line(delivery: WebhookDelivery) -> None:
    delivery.status, delivery.error = WebhookDelivery.Status.RECEIVED, ""
    delivery.save(update_fields=["status", "error", "updated_at"])
    enqueue(
        kind=JOB_KIND,
        actor=None,
        workspace_id=delivery.connection.workspace_id,
        payload={"delivery": str(delivery.pk)},
        target_kind="delivery",
        target_id=delivery.pk,
        queue="webhooks",
    )


def _set_status(connection_id: UUID, status: Connection.Status) -> None:
    Connection.objects.filter(pk=connection_id).exclude(status=status).update(status=status)
