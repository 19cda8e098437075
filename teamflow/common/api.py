"""The API's doors: authentication, rate limits, twice-sent requests, and the error envelope."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any

import orjson
from django.conf import settings
from django.core.exceptions import (
    ObjectDoesNotExist,
    PermissionDenied,
    RequestDataTooBig,
    ValidationError,
)
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django_ratelimit.core import get_usage
from rest_framework import exceptions
from rest_framework.fields import get_error_detail
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, set_rollback

from teamflow.common import errors
from teamflow.common.models import IdempotencyKey
from teamflow.common.rendering import dumps

IDEMPOTENCY_HOURS = 24


class ApiView(APIView):
    """The base of every API view: counted against the rate limit, and a POST with an
    `Idempotency-Key` has one effect however often it is sent.

    `rate_group` names a tighter limit of `settings.RATE_LIMITS`.
    """

    rate_group: str | None = None
    # Sign-in turns this off: a failure must stay counted, and a token is not to be kept.
    remembers_answers = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "post" in cls.__dict__ and cls.remembers_answers:
            cls.post = _idempotent(cls.__dict__["post"])  # type: ignore[attr-defined]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Authenticate, then count the request."""
        super().initial(request, *args, **kwargs)
        self._count(request)

    def _count(self, request: Request) -> None:
        if settings.BENCH:
            return
        signed_in = request.user.is_authenticated
        group = self.rate_group or ("person" if signed_in else "anonymous")
        usage = get_usage(
            request._request,
            group=f"api:{group}",
            key=lambda *_a: str(request.user.pk) if signed_in else address_of(request),
            rate=settings.RATE_LIMITS[group],
            increment=True,
        )
        if usage is None:
            return
        self.headers["RateLimit-Limit"] = str(usage["limit"])
        self.headers["RateLimit-Remaining"] = str(max(0, usage["limit"] - usage["count"]))
        self.headers["RateLimit-Reset"] = str(usage["time_left"])
        if usage["should_limit"]:
            raise errors.RateLimited(usage["time_left"])


def address_of(request: Request | Any) -> str:
    """The address a request came from; proxies that the operator trusts may say it."""
    remote = str(request.META.get("REMOTE_ADDR") or "0.0.0.0")  # noqa: S104
    if remote not in settings.TRUSTED_PROXIES:
        return remote
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    untrusted = [part for part in forwarded if part and part not in settings.TRUSTED_PROXIES]
    return untrusted[-1] if untrusted else remote


# Twice-sent requests ------------------------------------------------------------------------------
def _idempotent(post: Callable[..., Response]) -> Callable[..., Response]:
    @wraps(post)
    def run(self: ApiView, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get("Idempotency-Key", "")
        if not key:
            return post(self, request, *args, **kwargs)
        if len(key) > 255:
            raise ValidationError({"Idempotency-Key": _("At most 255 characters.")})
        with transaction.atomic():
            row, is_first = _claim(request, key)
            if not is_first:
                return _replay(row, request)
            response = post(self, request, *args, **kwargs)
            row.status = response.status_code
            row.body = b"" if response.data is None else dumps(response.data)
            row.save(update_fields=["status", "body"])
        return response

    return run


def _claim(request: Request, key: str) -> tuple[IdempotencyKey, bool]:
    """Take the key in the write's own transaction; a second taker waits for the first to end."""
    user = request.user
    scope = f"user:{user.pk}" if user.is_authenticated else f"address:{address_of(request)}"
    expired = timezone.now() - timedelta(hours=IDEMPOTENCY_HOURS)
    IdempotencyKey.objects.filter(scope=scope, key=key, created_at__lt=expired).delete()
    return IdempotencyKey.objects.get_or_create(
        scope=scope, key=key, defaults={"request_hash": _request_hash(request)}
    )


def _request_hash(request: Request) -> str:
    digest = hashlib.sha256(f"{request.method} {request.path}\n".encode())
    is_upload = (request.content_type or "").startswith("multipart/")
    # An upload streams to disk: its length stands for it.
    digest.update(request.META.get("CONTENT_LENGTH", "").encode() if is_upload else request.body)
    return digest.hexdigest()


def _replay(row: IdempotencyKey, request: Request) -> Response:
    if row.request_hash != _request_hash(request):
        raise errors.Conflict(_("This Idempotency-Key was used for another request."))
    body = bytes(row.body)
    return Response(orjson.loads(body) if body else None, status=row.status)


# Errors -------------------------------------------------------------------------------------------
def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Answer what views and services raise in the one envelope; None lets Django answer 500."""
    request = context.get("request")
    answer = _answer_for(exc, request)
    if answer is None:
        return None
    set_rollback()
    return answer


def _answer_for(exc: Exception, request: Any) -> Response | None:
    for kind, answer in _ANSWERS:
        if isinstance(exc, kind):
            return answer(exc, request)
    return None


def _respond(
    status: int, code: str, message: str, request: Any, headers: Any = None, **more: Any
) -> Response:
    body = errors.envelope(code, str(message), request=request, **more)
    return Response(body, status=status, headers=headers)


def _validation(exc: Any, request: Any) -> Response:
    detail = get_error_detail(exc) if isinstance(exc, ValidationError) else exc.detail
    details = [{"field": field, "message": message} for field, message in _flatten(detail)]
    first = details[0]["message"] if details else _("The request could not be understood.")
    return _respond(400, "VALIDATION_ERROR", first, request, details=details)


def _flatten(detail: Any, prefix: str = "") -> list[tuple[str, str]]:
    if isinstance(detail, dict):
        pairs = []
        for key, value in detail.items():
            own = "" if key in {"non_field_errors", "__all__"} else str(key)
            pairs += _flatten(value, ".".join(part for part in (prefix, own) if part))
        return pairs
    if isinstance(detail, list | tuple):
        pairs = []
        for position, value in enumerate(detail):
            nested = f"{prefix}.{position}" if isinstance(value, dict) and value else prefix
            pairs += _flatten(value, nested)
        return pairs
    return [(prefix, str(detail))]


def _conflict(exc: Any, request: Any) -> Response:
    more = {
        name: value
        for name, value in (("current", exc.current), ("conflicts", exc.conflicts))
        if value is not None
    }
    message = exc.message or _("Somebody else changed this in the meantime.")
    return _respond(409, "CONFLICT", message, request, **more)


def _rate_limited(exc: Any, request: Any) -> Response:
    message = exc.message or _("Too many requests. Try again in a moment.")
    headers = {"Retry-After": str(exc.retry_after)}
    return _respond(429, "RATE_LIMIT_EXCEEDED", message, request, headers=headers)


_CODES = {
    400: "VALIDATION_ERROR",
    401: "UNAUTHORIZED",
    403: "FORBIDDEN",
    404: "NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    406: "VALIDATION_ERROR",
    409: "CONFLICT",
    410: "GONE",
    413: "PAYLOAD_TOO_LARGE",
    415: "UNSUPPORTED_MEDIA_TYPE",
    429: "RATE_LIMIT_EXCEEDED",
    503: "UNAVAILABLE",
}


def _drf(exc: Any, request: Any) -> Response:
    headers = {}
    if getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = exc.auth_header
    if getattr(exc, "wait", None):
        headers["Retry-After"] = str(int(exc.wait))
    code = _CODES.get(exc.status_code, "INTERNAL_ERROR")
    detail = exc.detail if isinstance(exc.detail, str) else HTTPStatus(exc.status_code).phrase
    return _respond(exc.status_code, code, detail, request, headers=headers)


def _not_found(exc: Any, request: Any) -> Response:
    return _respond(404, "NOT_FOUND", _("There is nothing here."), request)


_Answer = Callable[[Any, Any], Response]
_ANSWERS: list[tuple[type[Exception] | tuple[type[Exception], ...], _Answer]] = [
    ((ValidationError, exceptions.ValidationError), _validation),
    ((errors.NotFound, Http404, ObjectDoesNotExist), _not_found),
    (errors.Denied, lambda exc, request: _respond(403, "FORBIDDEN", exc.reason, request)),
    (
        PermissionDenied,
        lambda exc, request: _respond(
            403, "FORBIDDEN", str(exc) or _("You may not do this."), request
        ),
    ),
    (errors.Gone, lambda exc, request: _respond(410, "GONE", str(exc), request)),
    (errors.Conflict, _conflict),
    (errors.RateLimited, _rate_limited),
    (
        errors.BudgetExceeded,
        lambda exc, request: _respond(402, "BUDGET_EXCEEDED", str(exc), request),
    ),
    (errors.Unavailable, lambda exc, request: _respond(503, "UNAVAILABLE", str(exc), request)),
    (
        RequestDataTooBig,
        lambda exc, request: _respond(
            413, "PAYLOAD_TOO_LARGE", _("This is larger than the server takes."), request
        ),
    ),
    (exceptions.APIException, _drf),
]
