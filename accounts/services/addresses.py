"""Addresses that mail does not go to any more, and giving them another try."""

from django.db import transaction

from accounts.models import StoppedAddress, User


def is_stopped(email: str) -> bool:
    """Whether mail to this address came back, or was called spam."""
    return StoppedAddress.objects.filter(email=email.strip().lower()).exists()


@transaction.atomic
def stop_address(*, email: str, reason: str, detail: str = "") -> StoppedAddress:
    """Send nothing there any more; the first reason stands."""
    stopped, _made = StoppedAddress.objects.get_or_create(
        email=email.strip().lower()[:254], defaults={"reason": reason, "detail": detail[:500]}
    )
    return stopped


@transaction.atomic
def try_address_again(*, actor: User) -> bool:
    """Let mail go to one's own address again; says whether it had been stopped."""
    known = StoppedAddress.objects.filter(email=actor.email.lower())
    return bool(known.delete()[0])
