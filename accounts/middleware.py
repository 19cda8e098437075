"""What every request tells about where it comes from."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.handlers import SESSION_NAME
from accounts.models import SignIn
from accounts.services.audit import Origin, acting_from
from accounts.services.sign_ins import SEEN_EVERY
from teamflow.common.api import address_of


class OriginMiddleware:
    """Let services audit with the address and the browser, and keep the device list true."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with its origin known."""
        origin = Origin(address_of(request), request.headers.get("User-Agent", ""))
        with acting_from(origin):
            response = self.get_response(request)
        session = getattr(request, "session", None)
        if session is not None and session.accessed and session.session_key:
            _keep_up(request)
        return response


def _keep_up(request: HttpRequest) -> None:
    """Follow a session whose key was changed (a new password does that), note that it is used."""
    kept = request.session.get(SESSION_NAME)
    if not kept:
        return
    key = request.session.session_key or ""
    now = timezone.now().timestamp()
    is_noted = now - kept.get("at", 0) < SEEN_EVERY.total_seconds()
    if kept["key"] == key and is_noted:
        return
    request.session[SESSION_NAME] = {**kept, "key": key, "at": now}
    SignIn.objects.filter(pk=UUID(kept["id"])).update(session_key=key, last_seen_at=timezone.now())
