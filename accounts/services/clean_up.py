"""What runs out by itself."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import AccessToken, Invitation, SignIn, UnknownAddress, Workspace
from accounts.services.workspaces import RECOVERABLE_FOR

KEPT_FOR = timedelta(days=30)


@transaction.atomic
def sweep() -> None:
    """Drop what can serve nobody any more."""
    now = timezone.now()
    long_ago = now - KEPT_FOR
    SignIn.objects.filter(Q(expires_at__lt=long_ago) | Q(revoked_at__lt=long_ago)).delete()
    UnknownAddress.objects.filter(updated_at__lt=now - timedelta(days=1)).delete()
    Invitation.objects.filter(expires_at__lt=long_ago, accepted_at=None).delete()
    AccessToken.objects.filter(Q(expires_at__lt=long_ago) | Q(revoked_at__lt=long_ago)).delete()
    Workspace.objects.filter(deleted_at__lt=now - RECOVERABLE_FOR).delete()
