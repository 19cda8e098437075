"""Who sends a request: a browser's session, an access token, or a personal token."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, exceptions
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from accounts.models import AccessToken, SignIn, User
from accounts.services.sign_ins import sign_in_for_access_token, touch_sign_in
from accounts.services.tokens import MARK, token_for_secret


class SessionAuthentication(authentication.SessionAuthentication):
    """A signed-in browser; whatever changes something needs the CSRF token."""

    def authenticate_header(self, request: Request) -> str:
        """Having a challenge makes a missing sign-in a 401, not a 403."""
        return "Session"


class BearerAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer`, with an access token or a personal token."""

    def authenticate(self, request: Request) -> tuple[User, SignIn | AccessToken] | None:
        """The person, and by what they are let in; None when there is no such header."""
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        secret = secret.strip()
        if secret.startswith(MARK):
            return _by_personal_token(request, secret)
        sign_in = sign_in_for_access_token(token=secret)
        if sign_in is None:
            raise exceptions.AuthenticationFailed(_("This token is not good, or has expired."))
        touch_sign_in(sign_in=sign_in)
        return sign_in.user, sign_in

    def authenticate_header(self, request: Request) -> str:
        """The challenge of a 401."""
        return 'Bearer realm="TeamFlow"'


def _by_personal_token(request: Request, secret: str) -> tuple[User, AccessToken]:
    token = token_for_secret(secret=secret)
    if token is None:
        raise exceptions.AuthenticationFailed(_("This token is not good, or has expired."))
    if request.method not in SAFE_METHODS and "write" not in token.scopes:
        raise exceptions.PermissionDenied(_("This token may only read."))
    return token.user, token


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema describes it."""

    target_class = "accounts.api.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """OpenAPI's words."""
        return {"type": "http", "scheme": "bearer"}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema describes it."""

    target_class = "accounts.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """OpenAPI's words."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
