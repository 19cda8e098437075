"""What every request carries: an id, and one spelling of API paths."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.middleware.http import ConditionalGetMiddleware
from rest_framework.request import Request

from teamflow.common.ids import uuid7

if TYPE_CHECKING:
    from accounts.models import User

GetResponse = Callable[[HttpRequest], HttpResponse]
_REQUEST_ID = re.compile(r"^[A-Za-z0-9._:-]{1,100}$")


class AuthenticatedRequest(Request):
    """A DRF request whose user is known; for annotations only."""

    if TYPE_CHECKING:
        user: "User"


class RequestIdMiddleware:
    """Give each request an id, keep one that came with it, and answer with it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Bind the id before anything can fail."""
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _REQUEST_ID.match(given) else uuid7().hex
        # django-structlog and the error envelope read it from here.
        request.META["HTTP_X_REQUEST_ID"] = request_id
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        return response


class ApiPathMiddleware(ConditionalGetMiddleware):
    """API paths: a trailing slash changes nothing, and reads carry an ETag."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Resolve `/api/v1/me/` as `/api/v1/me`; other paths pass untouched."""
        if not request.path_info.startswith("/api/"):
            return self.get_response(request)  # type: ignore[return-value]
        request.path_info = request.path_info.rstrip("/")
        request.path = request.path.rstrip("/")
        return super().__call__(request)  # type: ignore[return-value]


def request_id_of(request: HttpRequest | Request | None) -> str:
    """The id that the answer will carry."""
    return str(request.META.get("HTTP_X_REQUEST_ID", "")) if request is not None else ""
