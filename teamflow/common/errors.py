"""The one error envelope (docs/protocol.md), and what services raise to fill it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from teamflow.common.requests import request_id_of


class Denied(Exception):
    """The person may see this, but not do that; `reason` is shown to them."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotFound(Exception):
    """Nothing there for this person, whether it exists or not."""


class Gone(Exception):
    """It was here, and is no longer good; the message says why."""


class Conflict(Exception):
    """Somebody else was first. `current` is what stands now, `conflicts` the fields that clash."""

    def __init__(
        self,
        message: str = "",
        *,
        current: dict[str, Any] | None = None,
        conflicts: list[str] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.current = current
        self.conflicts = conflicts


class RateLimited(Exception):
    """Too many; try again after `retry_after` seconds."""

    def __init__(self, retry_after: int, message: str = "") -> None:
        super().__init__(message)
        self.retry_after = max(1, retry_after)
        self.message = message


class BudgetExceeded(Exception):
    """The month's budget is used up; the message says when it begins anew."""


class Unavailable(Exception):
    """Something that this needs does not answer at the moment."""


def envelope(
    code: str,
    message: str,
    *,
    request: Any = None,
    details: list[dict[str, str]] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """`{"error": …}` as every failing answer of the API carries it."""
    error = {"code": code, "message": message, "details": details or [], **more}
    return {"error": {**error, "request_id": request_id_of(request)}}


_PAGES = {
    400: ("VALIDATION_ERROR", _("The request could not be understood.")),
    403: ("FORBIDDEN", _("You may not do this.")),
    404: ("NOT_FOUND", _("There is nothing here.")),
    410: ("GONE", _("This is no longer good.")),
    429: ("RATE_LIMIT_EXCEEDED", _("Too many requests. Try again in a moment.")),
    500: ("INTERNAL_ERROR", _("Something went wrong on our side. Nothing you sent was kept half.")),
}


class PageErrorsMiddleware:
    """Answer what services raise on a page with the same codes as the API does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do unless a view raises."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exc: Exception) -> HttpResponse | None:
        """The error page for `exc`; None leaves it to Django."""
        if isinstance(exc, RateLimited):
            response = _answer(request, 429, exc.message)
            response["Retry-After"] = str(exc.retry_after)
            return response
        for kind, status in _PAGE_STATUS.items():
            if isinstance(exc, kind):
                return _answer(request, status, str(exc))
        return None


_PAGE_STATUS: dict[type[Exception], int] = {Denied: 403, NotFound: 404, Gone: 410}


def _answer(request: HttpRequest, status: int, reason: str = "") -> HttpResponse:
    code, message = _PAGES[status]
    if request.path.startswith(("/api/", "/bench/api")):
        body = envelope(code, reason or str(message), request=request)
        return JsonResponse(body, status=status)
    context = {"request_id": request_id_of(request), "reason": reason}
    return render(request, f"{status}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    return _answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    return _answer(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    return _answer(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500; the page's template must stand without a database."""
    return _answer(request, 500)
