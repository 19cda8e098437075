"""Being signed in, somewhere: beginning, going on, and ending it."""

from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from accounts.events import SignInEnded
from accounts.models import SignIn, User
from accounts.services.activity import record
from accounts.services.audit import current_origin, record_audit
from teamflow.common.events import publish

GRACE = timedelta(seconds=10)
KEPT = timedelta(days=7)
KEPT_WHEN_REMEMBERED = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=5)


class NotSignedIn(Exception):
    """The token is unknown, expired, ended, or was used a second time."""


@dataclass(frozen=True, slots=True)
class Issued:
    """What a client keeps: the access token in memory, the refresh token in its cookie."""

    sign_in: SignIn
    access: str
    refresh: str

    @property
    def seconds(self) -> int:
        """For how long the refresh token is good."""
        return int(kept_for(self.sign_in.remember_me).total_seconds())


def kept_for(remember_me: bool) -> timedelta:
    """How long a refresh token lasts without being used."""
    return KEPT_WHEN_REMEMBERED if remember_me else KEPT


@transaction.atomic
def start_api_sign_in(*, actor: User, remember_me: bool = False) -> Issued:
    """Begin a family of tokens for somebody whose sign-in is complete."""
    sign_in = SignIn(user=actor, kind=SignIn.Kind.API, remember_me=remember_me, **_origin())
    sign_in.expires_at = timezone.now() + kept_for(remember_me)
    refresh = _refresh_token(sign_in)
    sign_in.current_jti = refresh["jti"]
    sign_in.save(force_insert=True)
    User.objects.filter(pk=actor.pk).update(last_login=timezone.now())
    record_audit(actor=actor, action="sign_in.started", target=("sign_in", sign_in.pk))
    return Issued(sign_in=sign_in, access=access_token(sign_in), refresh=str(refresh))


@transaction.atomic
def start_page_sign_in(*, actor: User, session_key: str, expires_in: timedelta) -> SignIn:
    """Note that a browser's session is now this person's."""
    now = timezone.now()
    sign_in = SignIn.objects.create(
        user=actor,
        kind=SignIn.Kind.PAGES,
        session_key=session_key,
        expires_at=now + expires_in,
        **_origin(),
    )
    record_audit(actor=actor, action="sign_in.started", target=("sign_in", sign_in.pk))
    return sign_in


def refresh_sign_in(*, token: str) -> Issued:
    """New tokens for a refresh token, which is then used up.

    The one before it is honoured for ten seconds more (two tabs, a lost answer) and gets the
    successor that was already given out. Used after that, it ends the family.
    """
    claims = _read_refresh(token)
    issued = _rotate(UUID(claims["sid"]), claims["jti"])
    if issued is None:
        raise NotSignedIn
    return issued


@transaction.atomic
def end_sign_in(*, actor: User | None, sign_in: SignIn, reason: str = "signed_out") -> SignIn:
    """Let this device in no more; one that has ended stays as it is."""
    sign_in = SignIn.objects.select_for_update().get(pk=sign_in.pk)
    if sign_in.revoked_at is not None:
        return sign_in
    sign_in.revoked_at = timezone.now()
    sign_in.save(update_fields=["revoked_at", "updated_at"])
    if sign_in.session_key:
        _delete_session(sign_in.session_key)
    record_audit(
        actor=actor,
        action="sign_in.ended",
        target=("sign_in", sign_in.pk),
        changes={"reason": [None, reason]},
    )
    log = f"user:{sign_in.user_id}"
    entry = record(
        actor=actor,
        log=log,
        verb="sign_in.ended",
        target_kind="sign_in",
        target_id=sign_in.pk,
        rooms=[log],
        data={"reason": reason},
    )
    publish(SignInEnded(entry=entry, user_id=sign_in.user_id, sign_in_id=sign_in.pk))
    return sign_in


def end_other_sign_ins(*, actor: User, keep: UUID | None, reason: str) -> int:
    """End every sign-in of `actor` but `keep`; says how many."""
    live = SignIn.objects.filter(user=actor, revoked_at=None).order_by("pk")
    others = [sign_in for sign_in in live if sign_in.pk != keep]
    for sign_in in others:
        end_sign_in(actor=actor, sign_in=sign_in, reason=reason)
    return len(others)


def end_api_sign_in(*, token: str) -> None:
    """Sign out with a refresh token; one that is no longer good has nothing left to end."""
    try:
        claims = _read_refresh(token)
    except NotSignedIn:
        return
    sign_in = SignIn.objects.select_related("user").filter(pk=claims["sid"]).first()
    if sign_in is not None:
        end_sign_in(actor=sign_in.user, sign_in=sign_in)


def access_token(sign_in: SignIn) -> str:
    """Fifteen minutes of access, bound to `sign_in`: ending that ends this."""
    token = AccessToken()
    token["user_id"] = str(sign_in.user_id)
    token["email"] = sign_in.user.email
    token["sid"] = str(sign_in.pk)
    return str(token)


def sign_in_for_access_token(*, token: str) -> SignIn | None:
    """The live sign-in that an access token stands for, with its user."""
    try:
        claims = AccessToken(token)  # type: ignore[arg-type]
        sign_in_id = UUID(str(claims["sid"]))
    except (TokenError, KeyError, ValueError):
        return None
    return live_sign_in(sign_in_id=sign_in_id)


def live_sign_in(*, sign_in_id: UUID) -> SignIn | None:
    """The sign-in, unless it ended, ran out, or its person's account is closed."""
    return (
        SignIn.objects.select_related("user")
        .filter(pk=sign_in_id, revoked_at=None, user__is_active=True)
        .filter(expires_at__gt=timezone.now())
        .first()
    )


def touch_sign_in(*, sign_in: SignIn) -> None:
    """Note that it was used, at most every five minutes."""
    now = timezone.now()
    if sign_in.last_seen_at < now - SEEN_EVERY:
        SignIn.objects.filter(pk=sign_in.pk).update(last_seen_at=now)


@transaction.atomic
def _rotate(sign_in_id: UUID, jti: str) -> Issued | None:
    """None when the family has ended, or ends here because the token was used twice.

    It does not raise: that would undo the ending.
    """
    now = timezone.now()
    sign_in = (
        SignIn.objects.select_for_update(of=("self",))
        .select_related("user")
        .filter(pk=sign_in_id)
        .first()
    )
    is_over = sign_in is None or sign_in.revoked_at or sign_in.expires_at <= now
    if sign_in is None or is_over or not sign_in.user.is_active:
        return None
    if jti == sign_in.current_jti:
        return _issue_next(sign_in)
    is_in_grace = sign_in.rotated_at is not None and now - sign_in.rotated_at <= GRACE
    if jti == sign_in.previous_jti and is_in_grace:
        current = _refresh_token(sign_in, jti=sign_in.current_jti)
        return Issued(sign_in=sign_in, access=access_token(sign_in), refresh=str(current))
    end_sign_in(actor=None, sign_in=sign_in, reason="refresh_token_reused")
    return None


def _issue_next(sign_in: SignIn) -> Issued:
    now = timezone.now()
    refresh = _refresh_token(sign_in)
    sign_in.previous_jti, sign_in.current_jti = sign_in.current_jti, refresh["jti"]
    sign_in.rotated_at = sign_in.last_seen_at = now
    sign_in.expires_at = now + kept_for(sign_in.remember_me)
    sign_in.save(
        update_fields=[
            "previous_jti",
            "current_jti",
            "rotated_at",
            "last_seen_at",
            "expires_at",
            "updated_at",
        ]
    )
    return Issued(sign_in=sign_in, access=access_token(sign_in), refresh=str(refresh))


def _refresh_token(sign_in: SignIn, *, jti: str | None = None) -> Any:
    token = RefreshToken()
    token.set_exp(lifetime=kept_for(sign_in.remember_me))
    token["user_id"] = str(sign_in.user_id)
    token["sid"] = str(sign_in.pk)
    if jti is not None:
        token["jti"] = jti
    return token


def _read_refresh(token: str) -> Any:
    try:
        claims = RefreshToken(token)  # type: ignore[arg-type]
        UUID(str(claims["sid"]))
    except (TokenError, KeyError, ValueError) as error:
        raise NotSignedIn from error
    return claims


def _delete_session(session_key: str) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    transaction.on_commit(lambda: store(session_key).delete())
    store(session_key).delete()


def _origin() -> dict[str, Any]:
    origin = current_origin()
    return {
        "ip": origin.ip,
        "user_agent": origin.user_agent[:300],
        "last_seen_at": timezone.now(),
    }
