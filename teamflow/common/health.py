"""Whether this process lives, and whether what it needs answers."""

import hmac
import logging
import uuid
from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from teamflow.common import clamd

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """This process answers; says nothing about what it needs."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Each part's state. Without its database or its files TeamFlow is not ready.

    Without Redis it is slower, not wrong, and without its scanner new files wait: `degraded`,
    but still an answer of 200.
    """
    states = {name: _state(name, check) for name, check in _checks().items()}
    is_ready = states["database"] == states["storage"] == "ok"
    status = "ok" if set(states.values()) == {"ok"} else "degraded" if is_ready else "unavailable"
    return JsonResponse({"status": status, "checks": states}, status=200 if is_ready else 503)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus, with METRICS_TOKEN as bearer; without one set, for this machine only."""
    if not _may_read_metrics(request):
        return HttpResponseForbidden("Send METRICS_TOKEN as a bearer token.\n", "text/plain")
    from django_prometheus.exports import ExportToDjangoView

    response: HttpResponse = ExportToDjangoView(request)
    return response


def _may_read_metrics(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    try:
        is_local = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    # Behind a proxy on this machine everybody would come from here.
    return is_local and "X-Forwarded-For" not in request.headers


def _state(name: str, check: Callable[[], None]) -> str:
    try:
        check()
    except Exception:
        logger.warning("health_check_failed", extra={"check": name}, exc_info=True)
        return "unavailable"
    return "ok"


def _check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def _check_redis() -> None:
    from redis import Redis

    client = Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1)
    try:
        client.ping()
    finally:
        client.close()


def _check_storage() -> None:
    name = default_storage.save(f".health/{uuid.uuid4().hex}", ContentFile(b"ok"))
    default_storage.delete(name)


def _check_scanner() -> None:
    clamd.ping(settings.CLAMD_ADDRESS)


def _checks() -> dict[str, Callable[[], None]]:
    """With the scanner of files, where there is one."""
    return {**CHECKS, "scanner": _check_scanner} if settings.CLAMD_ADDRESS else CHECKS


CHECKS = {
    "database": _check_database,
    "redis": _check_redis,
    "storage": _check_storage,
}
