"""What every request tells about where it comes from."""

import zoneinfo
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from accounts.handlers import SESSION_NAME
from accounts.models import SignIn, User
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


# Tells the service worker whose page it is, so that nobody is ever shown what another one kept.
PERSON_HEADER = "X-TeamFlow-Person"
NOBODY = "none"


class PersonMiddleware:
    """Pages speak the language and the time of whoever is signed in, and say who that is; the API
    speaks UTC."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request in the person's own settings."""
        is_page = not request.path.startswith(("/api/", "/static/", "/health", "/metrics"))
        if not is_page:
            return self.get_response(request)
        is_known = settings.SESSION_COOKIE_NAME in request.COOKIES
        if not is_known or not request.user.is_authenticated:
            return _signed(self.get_response(request), None)
        person = request.user
        response = self._in_own_settings(request, person)
        # Signing out is answered while the session ends.
        return _signed(response, person.pk if request.user.is_authenticated else None)

    def _in_own_settings(self, request: HttpRequest, person: User) -> HttpResponse:
        with timezone.override(_zone(person.timezone)):
            if person.locale in dict(settings.LANGUAGES):
                translation.activate(person.locale)
                request.LANGUAGE_CODE = translation.get_language()
            return self.get_response(request)


def _signed(response: HttpResponse, person: UUID | None) -> HttpResponse:
    response[PERSON_HEADER] = NOBODY if person is None else str(person)
    return response


def _zone(name: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        # The server's time zone data may be older than what was chosen.
        return zoneinfo.ZoneInfo("UTC")
