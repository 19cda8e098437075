"""Mail: asked for in the transaction of what it tells, sent by a job.

A job's row holds ids; the links are made when the mail is, so that no way in lies in a table. Only
an invitation's link has to wait there, and is wiped once it is sent.
"""

from typing import Any

from django.utils import timezone

from accounts.models import Invitation, User
from teamflow.common.jobs import enqueue

KIND = "accounts.send_mail"


def send_verification_mail(*, actor: User) -> None:
    """Ask `actor` to confirm that the address is theirs."""
    _enqueue("verify_email", actor.email, user_id=str(actor.pk))


def send_reset_mail(*, actor: User) -> None:
    """Send `actor` a link that sets a new password."""
    _enqueue("reset_password", actor.email, user_id=str(actor.pk))


def send_address_taken_mail(*, email: str) -> None:
    """Tell somebody who signed up again that they have an account."""
    _enqueue("address_taken", email)


def send_invitation_mail(*, actor: User, invitation: Invitation, url: str) -> None:
    """Tell the invited person who asks them to join what."""
    _enqueue(
        "invitation",
        invitation.email,
        inviter=actor.name,
        workspace=invitation.workspace.name,
        role=str(invitation.get_role_display()),
        expires_at=timezone.localtime(invitation.expires_at).date().isoformat(),
        url=url,
    )


def send_plain_mail(*, email: str, subject: str, text: str) -> None:
    """Send something that was worded elsewhere."""
    _enqueue("plain", email, subject=subject, text=text)


def _enqueue(template: str, to: str, **context: Any) -> None:
    enqueue(
        kind=KIND,
        actor=None,
        payload={"template": template, "to": to, "context": context},
        queue="email",
    )
