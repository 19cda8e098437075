"""Who is behind a socket. Accounts, which stands above this package, says how that is found out."""

from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from teamflow.common.sockets import Scope


@dataclass(frozen=True, slots=True)
class Identity:
    """A person, and `proof`: the kind and key of what let them in (`session:…`, `token:…`)."""

    user_id: UUID
    name: str
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gatekeeper:
    """How identities are found and checked again; each call reads the database."""

    by_session: Callable[[str], Identity | None]
    by_token: Callable[[str], Identity | None]
    is_still_good: Callable[[Identity], bool]


_gatekeepers: list[Gatekeeper] = []


def set_gatekeeper(gatekeeper: Gatekeeper) -> None:
    """Called once at start, by teamflow/subscriptions.py."""
    _gatekeepers[:] = [gatekeeper]


def gatekeeper() -> Gatekeeper:
    """The one that was set."""
    return _gatekeepers[0]


def header(scope: Scope, name: bytes) -> str:
    """The first header of that name, or nothing."""
    for key, value in scope["headers"]:
        if key == name:
            return str(value.decode("latin-1"))
    return ""


def session_key(scope: Scope) -> str:
    """The session's cookie, or nothing."""
    return cookie(scope, settings.SESSION_COOKIE_NAME)


def cookie(scope: Scope, name: str) -> str:
    """The cookie of that name, or nothing."""
    try:
        found = SimpleCookie(header(scope, b"cookie")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def comes_from_us(scope: Scope) -> bool:
    """Whether a page of ours opened this socket.

    A browser always says its page's origin, so a script without one carries no stolen cookie.
    """
    origin = header(scope, b"origin")
    if not origin:
        return True
    if origin in settings.CSRF_TRUSTED_ORIGINS or origin in settings.CORS_ALLOWED_ORIGINS:
        return True
    host = header(scope, b"host")
    domain, _port = split_domain_port(host)
    return urlsplit(origin).netloc == host and validate_host(domain, settings.ALLOWED_HOSTS)
