"""What the mails say: a text and an HTML part from templates, in the reader's language."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.addresses import is_stopped
from accounts.services.passwords import reset_token
from accounts.services.registration import verification_token

# The way back in, and the way to prove an address: they leave though earlier mail came back.
_ASKED_BY_HAND = {"reset_password", "verify_email"}


def deliver(*, template: str, to: str, context: dict[str, Any]) -> bool:
    """Word and send one mail; False when it has become needless (the account is gone)."""
    user = User.objects.with_address(to).first()
    if "user_id" in context and (user is None or str(user.pk) != context["user_id"]):
        return False
    if template not in _ASKED_BY_HAND and is_stopped(to):
        return False
    with translation.override(user.locale if user else settings.LANGUAGE_CODE):
        subject, context = _WORDS[template](user, context)
        message = _compose(template, to, subject, context)
    message.send()
    return True


def _compose(
    template: str, to: str, subject: str, context: dict[str, Any]
) -> EmailMultiAlternatives:
    context = {**context, "subject": subject, "site_url": settings.TEAMFLOW_URL}
    text = render_to_string(f"accounts/mail/{template}.txt", context)
    html = render_to_string(f"accounts/mail/{template}.html", context)
    message = EmailMultiAlternatives(
        " ".join(subject.split()), text, to=[to], headers={"Auto-Submitted": "auto-generated"}
    )
    message.attach_alternative(html, "text/html")
    return message


_Words = Callable[[Any, dict[str, Any]], tuple[str, dict[str, Any]]]


def _verify_email(user: User, context: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    token = verification_token(user=user)
    url = settings.TEAMFLOW_URL + reverse("account_confirm_email", args=[token])
    return _("Confirm your e-mail address"), {"user": user, "url": url, "token": token}


def _reset_password(user: User, context: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    token = reset_token(user=user)
    uid, _dash, key = token.partition("-")
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})
    url = settings.TEAMFLOW_URL + path
    return _("Set a new password"), {"user": user, "url": url, "token": token}


def _invitation(user: User | None, context: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    subject = _("%(inviter)s invites you to %(workspace)s") % context
    return subject, context


def _address_taken(user: User | None, context: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return _("You have an account already"), {
        **context,
        "url": settings.TEAMFLOW_URL + reverse("account_login"),
        "reset_url": settings.TEAMFLOW_URL + reverse("account_reset_password"),
    }


def _plain(user: User | None, context: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return context["subject"], context


_WORDS: dict[str, _Words] = {
    "verify_email": _verify_email,
    "reset_password": _reset_password,
    "invitation": _invitation,
    "address_taken": _address_taken,
    "plain": _plain,
}
