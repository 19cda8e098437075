"""Who a socket belongs to: by the browser's session, an access token or a personal token."""

from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import AccessToken, SignIn, User
from accounts.services.sign_ins import sign_in_for_access_token
from accounts.services.tokens import MARK, token_for_secret
from teamflow.common.identity import Gatekeeper, Identity


def by_session(session_key: str) -> Identity | None:
    """The person whose browser this is."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    user = get_user(request)
    if not isinstance(user, User):
        return None
    return Identity(user.pk, user.name, f"session:{session_key}")


def by_token(secret: str) -> Identity | None:
    """The person who was given this token."""
    if secret.startswith(MARK):
        token = token_for_secret(secret=secret)
        if token is None:
            return None
        return Identity(token.user_id, token.user.name, f"token:{token.pk}")
    sign_in = sign_in_for_access_token(token=secret)
    if sign_in is None:
        return None
    return Identity(sign_in.user_id, sign_in.user.name, f"sign_in:{sign_in.pk}")


def is_still_good(identity: Identity) -> bool:
    """Whether what let them in still would; asks the database, as the cache may be away."""
    if not User.objects.filter(pk=identity.user_id, is_active=True).exists():
        return False
    kind, _colon, key = identity.proof.partition(":")
    now = timezone.now()
    if kind == "session":
        return Session.objects.filter(session_key=key, expire_date__gt=now).exists()
    if kind == "token":
        token = AccessToken.objects.filter(pk=UUID(key), revoked_at=None).first()
        return token is not None and (token.expires_at is None or token.expires_at > now)
    return SignIn.objects.filter(pk=UUID(key), revoked_at=None, expires_at__gt=now).exists()


gatekeeper = Gatekeeper(by_session=by_session, by_token=by_token, is_still_good=is_still_good)
