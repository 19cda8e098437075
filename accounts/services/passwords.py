"""Passwords: changing them, and getting back in without."""

from uuid import UUID

from allauth.account import app_settings
from allauth.account.utils import url_str_to_user_pk, user_pk_to_url_str
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record_audit
from accounts.services.mail import send_reset_mail
from accounts.services.registration import check_password_strength, confirm_address
from accounts.services.sign_ins import end_other_sign_ins


@transaction.atomic
def set_password(*, actor: User, password: str, keep_sign_in: UUID | None = None) -> User:
    """Give `actor` another password, sign every other device out, and lift a lock."""
    user = User.objects.select_for_update().get(pk=actor.pk)
    user.set_password(password)
    user.failed_login_attempts, user.locked_until = 0, None
    user.save(update_fields=["password", "failed_login_attempts", "locked_until", "updated_at"])
    record_audit(actor=user, action="password.changed", target=("user", user.pk))
    end_other_sign_ins(actor=user, keep=keep_sign_in, reason="password_changed")
    return user


def change_password(
    *, actor: User, current_password: str, password: str, keep_sign_in: UUID | None
) -> User:
    """The same, for somebody who knows the old one."""
    if not actor.check_password(current_password):
        raise ValidationError({"current_password": _("This is not your password.")})
    check_password_strength(password=password, user=actor)
    return set_password(actor=actor, password=password, keep_sign_in=keep_sign_in)


def request_reset(*, email: str) -> None:
    """Mail a link to whoever has this address; says nothing of whether anybody does."""
    user = User.objects.with_address(email).filter(is_active=True).first()
    if user is not None:
        with transaction.atomic():
            record_audit(actor=None, action="password.reset_asked", target=("user", user.pk))
            send_reset_mail(actor=user)


@transaction.atomic
def reset_password(*, token: str, password: str) -> User:
    """Set the password of whoever got this token by mail; it is good once."""
    user = _user_of(token)
    if user is None:
        raise ValidationError({"token": _("This link is not good, or was used already.")})
    check_password_strength(password=password, user=user)
    # The token came by mail: the address is theirs.
    confirm_address(actor=user)
    return set_password(actor=user, password=password)


def reset_token(*, user: User) -> str:
    """What the reset mail's link carries: signed over the old password, nothing is stored."""
    generator = app_settings.PASSWORD_RESET_TOKEN_GENERATOR()
    return f"{user_pk_to_url_str(user)}-{generator.make_token(user)}"


def _user_of(token: str) -> User | None:
    uid, _dash, key = token.partition("-")
    try:
        pk = url_str_to_user_pk(uid)
    except (ValueError, ValidationError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    generator = app_settings.PASSWORD_RESET_TOKEN_GENERATOR()
    return user if user is not None and generator.check_token(user, key) else None
