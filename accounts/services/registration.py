"""Signing up, and proving that an address is one's own."""

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record_audit
from accounts.services.workspaces import create_workspace

MAX_NAME = 150


@transaction.atomic
def sign_up(*, email: str, name: str, password: str, with_workspace: bool = True) -> User:
    """A new person, with a workspace and its sample unless they were invited to another's."""
    email, name = email.strip().lower(), " ".join(name.split())
    _check(email, name, password)
    user = _create(email, name, password)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
    record_audit(actor=user, action="account.created", target=("user", user.pk))
    if with_workspace:
        title = _("%(name)s’s workspace") % {"name": name[:80]}
        create_workspace(actor=user, name=title, with_sample=True)
    return user


@transaction.atomic
def confirm_address(*, actor: User) -> User:
    """Note that the address is `actor`'s; doing it again changes nothing."""
    user = User.objects.select_for_update().get(pk=actor.pk)
    if user.email_verified_at is not None:
        return user
    user.email_verified_at = timezone.now()
    user.save(update_fields=["email_verified_at", "updated_at"])
    address, _made = EmailAddress.objects.get_or_create(
        user=user, email=user.email.lower(), defaults={"primary": True}
    )
    address.verified = True
    address.save(update_fields=["verified"])
    record_audit(actor=user, action="email.verified", target=("user", user.pk))
    return user


def confirm_address_by_token(*, token: str) -> User:
    """The same, for whoever brings the mail's token."""
    confirmation = EmailConfirmationHMAC.from_key(token)
    if confirmation is None:
        raise ValidationError({"token": _("This link is not good, or was used already.")})
    return confirm_address(actor=confirmation.email_address.user)


def verification_token(*, user: User) -> str:
    """What the verification mail's link carries: signed, nothing is stored."""
    address, _made = EmailAddress.objects.get_or_create(
        user=user, email=user.email.lower(), defaults={"primary": True}
    )
    return str(EmailConfirmationHMAC(address).key)


def check_password_strength(*, password: str, user: User, field: str = "password") -> None:
    """Raise a ValidationError on `field` for a password that is easily guessed."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from error


def _check(email: str, name: str, password: str) -> None:
    errors: dict[str, list[str]] = {}
    try:
        validate_email(email)
    except ValidationError as error:
        errors["email"] = error.messages
    if not name or len(name) > MAX_NAME:
        errors["name"] = [_("A name of at most 150 characters, please.")]
    try:
        validate_password(password, User(email=email, name=name))
    except ValidationError as error:
        errors["password"] = error.messages
    if errors:
        raise ValidationError(errors)


def _create(email: str, name: str, password: str) -> User:
    taken = ValidationError({"email": _("Somebody already uses this address.")})
    if User.objects.with_address(email).exists():
        raise taken
    try:
        with transaction.atomic():
            return User.objects.create_user(
                email, password, name=name, locale=(get_language() or "en")[:16]
            )
    except IntegrityError as error:
        raise taken from error
