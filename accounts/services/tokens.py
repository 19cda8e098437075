"""Personal API tokens: made, shown once, taken back."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.events import SignInEnded
from accounts.models import AccessToken, User
from accounts.secrets import digest
from accounts.services.activity import record
from accounts.services.audit import record_audit
from teamflow.common.events import publish

MARK = "tfp_"
SCOPES = ("read", "write")
_SHOWN = 12
_USE_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A new token with its secret, which is known only now."""

    token: AccessToken
    secret: str


@transaction.atomic
def create_token(
    *, actor: User, name: str, scopes: list[str], expires_at: datetime | None = None
) -> IssuedToken:
    """A token that acts as `actor`: `read` reads, `write` does both."""
    name = name.strip()
    if not name:
        raise ValidationError({"name": _("Say what the token is for.")})
    if not scopes or set(scopes) - set(SCOPES):
        raise ValidationError({"scopes": _("Choose from: read, write.")})
    if expires_at is not None and expires_at <= timezone.now():
        raise ValidationError({"expires_at": _("This time has passed already.")})
    secret = MARK + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        user=actor,
        name=name[:100],
        token_hash=digest(secret),
        prefix=secret[:_SHOWN],
        scopes=sorted(set(scopes)),
        expires_at=expires_at,
    )
    record_audit(actor=actor, action="token.created", target=("token", token.pk))
    return IssuedToken(token=token, secret=secret)


@transaction.atomic
def revoke_token(*, actor: User, token: AccessToken) -> AccessToken:
    """Let the token in no more; doing it again changes nothing."""
    token = AccessToken.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at is not None:
        return token
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at", "updated_at"])
    record_audit(actor=actor, action="token.revoked", target=("token", token.pk))
    log = f"user:{token.user_id}"
    entry = record(
        actor=actor,
        log=log,
        verb="token.revoked",
        target_kind="token",
        target_id=token.pk,
        rooms=[log],
    )
    publish(SignInEnded(entry=entry, user_id=token.user_id, sign_in_id=token.pk))
    return token


def token_for_secret(*, secret: str) -> AccessToken | None:
    """The live token with this secret, its use noted at most once a minute."""
    now = timezone.now()
    token = (
        AccessToken.objects.select_related("user")
        .filter(token_hash=digest(secret), revoked_at=None, user__is_active=True)
        .filter(models.Q(expires_at=None) | models.Q(expires_at__gt=now))
        .first()
    )
    if token and (token.last_used_at is None or token.last_used_at < now - _USE_NOTED_EVERY):
        AccessToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token
