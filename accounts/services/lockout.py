"""Passwords, and how often one may guess: ten times a minute from one address, five times in a
row for one account. An address that nobody has answers exactly as one that somebody has."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import UnknownAddress, User
from accounts.secrets import digest
from accounts.services.audit import current_origin, record_audit
from teamflow.common.errors import RateLimited

WRONG_PASSWORDS = 5
LOCKED_FOR = timedelta(minutes=15)
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class WrongPassword(Exception):
    """The address and the password do not belong together (or the account is closed)."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    user: User | None
    number: int


def check_credentials(*, email: str, password: str) -> User:
    """The person whose address and password these are.

    Raises WrongPassword, or RateLimited while the address asked from, or the account, is locked.
    Must not run inside a transaction that a failure undoes: what failed has to stay counted.
    """
    count_attempt()
    attempt = _begin_attempt(email.strip())
    if not _is_right(attempt.user, password):
        _note_failure(attempt, email.strip())
        raise WrongPassword
    assert attempt.user is not None  # noqa: S101 (a password is never right for nobody)
    User.objects.filter(pk=attempt.user.pk).update(failed_login_attempts=0, locked_until=None)
    return attempt.user


def count_attempt() -> None:
    """Count one try against the address it comes from; a dead Redis counts nothing."""
    if settings.BENCH:
        return
    limit, _slash, unit = settings.RATE_LIMITS["sign_in"].partition("/")
    window = _SECONDS[unit]
    now = int(timezone.now().timestamp())
    key = f"sign-in:{current_origin().ip}:{now // window}"
    cache.add(key, 0, window)
    try:
        count = cache.incr(key)
    except ValueError:
        return
    if count is not None and count > int(limit):
        raise RateLimited(window - now % window, _("Too many attempts. Try again in a minute."))


@transaction.atomic
def _begin_attempt(email: str) -> _Attempt:
    """Count the attempt before the password is looked at, so that many at once cannot pass."""
    user = User.objects.with_address(email).select_for_update().first()
    row: User | UnknownAddress = user or _unknown(email)
    now = timezone.now()
    if row.locked_until is not None and row.locked_until > now:
        raise _locked(int((row.locked_until - now).total_seconds()) + 1)
    if row.locked_until is not None:
        row.failed_login_attempts, row.locked_until = 0, None
    row.failed_login_attempts += 1
    if row.failed_login_attempts > WRONG_PASSWORDS:
        row.locked_until = now + LOCKED_FOR
    row.save(update_fields=["failed_login_attempts", "locked_until", "updated_at"])
    return _Attempt(user=user, number=row.failed_login_attempts)


def _unknown(email: str) -> UnknownAddress:
    key = digest(email.lower())
    UnknownAddress.objects.bulk_create([UnknownAddress(digest=key)], ignore_conflicts=True)
    return UnknownAddress.objects.select_for_update().get(digest=key)


def _is_right(user: User | None, password: str) -> bool:
    if user is None or not user.is_active:
        # The same work as for a known address, so that the time tells nothing.
        make_password(password)
        return False
    return check_password(password, user.password)


def _note_failure(attempt: _Attempt, email: str) -> None:
    if attempt.user is not None:
        record_audit(actor=None, action="sign_in.failed", target=("user", attempt.user.pk))
    if attempt.number < WRONG_PASSWORDS:
        return
    until = timezone.now() + LOCKED_FOR
    if attempt.user is None:
        UnknownAddress.objects.filter(digest=digest(email.lower())).update(locked_until=until)
    else:
        User.objects.filter(pk=attempt.user.pk).update(locked_until=until)
        record_audit(actor=None, action="account.locked", target=("user", attempt.user.pk))
    if attempt.number > WRONG_PASSWORDS:
        raise _locked(int(LOCKED_FOR.total_seconds()))


def _locked(seconds: int) -> RateLimited:
    return RateLimited(seconds, _("Too many wrong passwords. Try again later."))


@transaction.atomic
def unlock(*, actor: User, user: User) -> User:
    """Forget the wrong passwords; an account that is not locked stays as it is."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.locked_until is None and not user.failed_login_attempts:
        return user
    user.failed_login_attempts, user.locked_until = 0, None
    user.save(update_fields=["failed_login_attempts", "locked_until", "updated_at"])
    record_audit(actor=actor, action="account.unlocked", target=("user", user.pk))
    return user
