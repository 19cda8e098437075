"""Push to browsers: who agreed to it, and the message itself (RFC 8030, 8291 and 8292)."""

import hashlib
import ipaddress
import json
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import requests
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from tasks import vapid
from tasks.models import Notification, PushSubscription
from tasks.notice_words import quoted, words_of
from tasks.selectors.notices import still_news

MOST_DEVICES = 20
KEPT_SECONDS = 24 * 3600
GONE = {404, 410}
WORDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """What a browser says when it agrees."""

    endpoint: str
    p256dh: str
    auth: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a push was taken, and in words why not; `is_gone` when it never will be."""

    ok: bool
    text: str
    is_gone: bool = False


@transaction.atomic
def subscribe_device(*, actor: User, device: Device) -> PushSubscription:
    """Remember a browser; the same one again is the same row, whoever used it before."""
    check_endpoint(device.endpoint)
    digest = hashlib.sha256(device.endpoint.encode()).hexdigest()
    own = PushSubscription.objects.select_for_update().filter(user=actor)
    if own.exclude(endpoint_hash=digest).count() >= MOST_DEVICES:
        message = _("At most %(n)s devices. Remove one that you no longer use.")
        raise ValidationError({"endpoint": message % {"n": MOST_DEVICES}})
    row, _made = PushSubscription.objects.update_or_create(
        endpoint_hash=digest,
        defaults={
            "user": actor,
            "endpoint": device.endpoint,
            "p256dh": device.p256dh,
            "auth": device.auth,
            "device": device.name[:200],
        },
    )
    return row


@transaction.atomic
def unsubscribe_device(*, actor: User, subscription: PushSubscription) -> None:
    """Forget one of one's own browsers; one that is gone stays gone."""
    PushSubscription.objects.filter(pk=subscription.pk, user=actor).delete()


def push_news(*, subscription_id: str, ids: list[str]) -> bool:
    """Wake one browser with what still is news; raises when the service should be asked again."""
    row = PushSubscription.objects.filter(pk=subscription_id).select_related("user").first()
    news = list(still_news([UUID(each) for each in ids])) if row else []
    if row is None or not news:
        return False
    with translation.override(row.user.locale):
        outcome = _push(row, _message(news))
    if not outcome.ok and not outcome.is_gone:
        raise ConnectionError(outcome.text)
    return outcome.ok


def push_test(*, subscription: PushSubscription) -> Outcome:
    """Send a word to one browser, now, and say plainly what became of it."""
    words = {
        "title": "TeamFlow",
        "body": _("Push works on this device."),
        "url": "/me/notifications/",
        "tag": "test",
    }
    return _push(subscription, words)


def check_endpoint(endpoint: str) -> None:
    """Only https, and only to the public network: a person chooses this address."""
    try:
        parts = urlsplit(endpoint)
        host = parts.hostname or ""
        is_known = f"{host}:{parts.port}" in settings.PUSH_HOSTS or host in settings.PUSH_HOSTS
    except ValueError:
        raise ValidationError({"endpoint": _("This is not an address.")}) from None
    if is_known:
        return
    if parts.scheme != "https" or not host or "@" in parts.netloc or not _is_public(host):
        raise ValidationError({"endpoint": _("A push service has a public https address.")})


def _is_public(host: str) -> bool:
    if "." not in host and ":" not in host:
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return not host.endswith((".local", ".internal", ".localhost", ".home.arpa"))


def _resolves_to_public(endpoint: str) -> bool:
    host = urlsplit(endpoint).hostname or ""
    if host in settings.PUSH_HOSTS or urlsplit(endpoint).netloc in settings.PUSH_HOSTS:
        return True
    try:
        found = socket.getaddrinfo(host, None)
    except OSError:
        return False
    return all(ipaddress.ip_address(str(each[4][0])).is_global for each in found)


def _push(row: PushSubscription, message: dict[str, Any]) -> Outcome:
    if not vapid.is_ready():
        return Outcome(False, _("Push is not set up here: VAPID_PRIVATE_KEY is missing."))
    if not _resolves_to_public(row.endpoint):
        return Outcome(False, _("The push service cannot be found, or is not a public address."))
    try:
        status = vapid.send(
            endpoint=row.endpoint,
            keys={"p256dh": row.p256dh, "auth": row.auth},
            data=json.dumps(message),
            ttl=KEPT_SECONDS,
        )
    except requests.Timeout:
        return Outcome(False, _("The push service did not answer in time."))
    except requests.RequestException:
        return Outcome(False, _("The push service could not be reached."))
    except vapid.BadKeys:
        PushSubscription.objects.filter(pk=row.pk).delete()
        return Outcome(False, _("This device gave keys that cannot be used."), is_gone=True)
    return _outcome(row, status)


def _outcome(row: PushSubscription, status: int) -> Outcome:
    if 200 <= status < 300:
        PushSubscription.objects.filter(pk=row.pk).update(used_at=timezone.now())
        return Outcome(True, _("The push service took it."))
    if status in GONE:
        PushSubscription.objects.filter(pk=row.pk).delete()
        text = _("This device does not take push any more, and is forgotten.")
        return Outcome(False, text, is_gone=True)
    if status in {401, 403}:
        text = _("The push service refused our key. Was VAPID_PRIVATE_KEY changed?")
        return Outcome(False, text, is_gone=True)
    if status == 413:
        return Outcome(False, _("The push service found the message too large."), is_gone=True)
    return Outcome(False, _("The push service answered %(status)s.") % {"status": status})


def _message(news: list[Notification]) -> dict[str, Any]:
    """The newest, and how much stands behind it; a later one about the task takes its place."""
    row = news[-1]
    words = words_of(row)
    quote = quoted(row)
    body = f"{words}: {quote}" if quote else words
    if len(news) > 1:
        body = _("%(words)s (and %(count)s more)") % {"words": body, "count": len(news) - 1}
    task = row.task
    if task is None:
        return {"title": "TeamFlow", "body": body, "url": "/", "tag": str(row.pk)}
    slug = task.project.workspace.slug
    return {
        "title": f"{task.key} {task.title}"[:WORDS],
        "body": body[: 2 * WORDS],
        "url": f"/w/{slug}/inbox/?task={task.key}",
        "tag": str(task.pk),
        "notifications": [str(each.pk) for each in news if each.task_id == task.pk][-20:],
    }
