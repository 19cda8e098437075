"""Inviting somebody, taking it back, and accepting."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.events import InvitationRevoked, MemberInvited, MemberJoined
from accounts.models import Invitation, Membership, Role, User, Workspace
from accounts.permissions import Denied, may_set_role
from accounts.secrets import digest
from accounts.services.activity import record
from accounts.services.audit import record_audit
from accounts.services.mail import send_invitation_mail
from accounts.services.workspaces import lock_workspace
from teamflow.common.errors import Gone
from teamflow.common.eventlog import LogEntry
from teamflow.common.events import publish

GOOD_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation with its link, which is known only now: the row keeps a hash."""

    invitation: Invitation
    token: str

    @property
    def url(self) -> str:
        return f"{settings.TEAMFLOW_URL}/invite/{self.token}/"


@transaction.atomic
def invite_member(*, actor: User, workspace: Workspace, email: str, role: Role) -> Invited:
    """Offer `role` for seven days, once: to `email`, or, where that is empty, to whoever has
    the link."""
    email = email.strip()
    workspace = lock_workspace(workspace.pk)
    _check_may_offer(actor, workspace, role)
    if email:
        _check_address(workspace, email)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        workspace=workspace,
        email=email,
        role=role,
        invited_by=actor,
        token_hash=digest(token),
        expires_at=timezone.now() + GOOD_FOR,
    )
    entry = _record(actor, invitation, "invitation.created")
    invited = Invited(invitation=invitation, token=token)
    if email:
        send_invitation_mail(actor=actor, invitation=invitation, url=invited.url)
    publish(MemberInvited(entry=entry, workspace_id=workspace.pk, invitation_id=invitation.pk))
    return invited


@transaction.atomic
def revoke_invitation(*, actor: User, invitation: Invitation) -> Invitation:
    """Make the link worthless; one that was accepted or taken back stays as it is."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.revoked_at or invitation.accepted_at:
        return invitation
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at", "updated_at"])
    entry = _record(actor, invitation, "invitation.revoked")
    publish(
        InvitationRevoked(
            entry=entry, workspace_id=invitation.workspace_id, invitation_id=invitation.pk
        )
    )
    return invitation


@transaction.atomic
def accept_invitation(*, actor: User, invitation: Invitation) -> Membership:
    """Join; doing it again, or being a member already, changes nothing."""
    workspace = lock_workspace(invitation.workspace_id)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    membership = Membership.objects.filter(workspace=workspace, user=actor).first()
    if membership is not None and invitation.accepted_by_id in {None, actor.pk}:
        return membership
    _check_is_open(invitation, workspace)
    if invitation.email and invitation.email.lower() != actor.email.lower():
        raise Denied(_("This invitation is for another e-mail address."))
    membership = Membership.objects.create(workspace=workspace, user=actor, role=invitation.role)
    invitation.accepted_at = timezone.now()
    invitation.accepted_by = actor
    invitation.save(update_fields=["accepted_at", "accepted_by", "updated_at"])
    entry = _record_joined(actor, membership)
    publish(MemberJoined(entry=entry, workspace_id=workspace.pk, user_id=actor.pk))
    return membership


def _check_may_offer(actor: User, workspace: Workspace, role: Role) -> None:
    actor_role = (
        Membership.objects.filter(workspace=workspace, user=actor)
        .values_list("role", flat=True)
        .first()
    )
    if actor_role is None or not may_set_role(actor_role, None, role):
        raise Denied(_("Only owners and admins invite, and only an owner makes an owner."))


def _check_address(workspace: Workspace, email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise ValidationError({"email": error.messages}) from error
    if workspace.memberships.filter(user__email__iexact=email).exists():
        raise ValidationError({"email": _("This person is a member already.")})


def _check_is_open(invitation: Invitation, workspace: Workspace) -> None:
    if invitation.revoked_at or workspace.deleted_at:
        raise Gone(_("This invitation was taken back."))
    if invitation.accepted_at:
        raise Gone(_("This invitation was used already."))
    if invitation.expires_at < timezone.now():
        raise Gone(_("This invitation has expired. Ask for a new one."))


def _record(actor: User, invitation: Invitation, verb: str) -> LogEntry:
    record_audit(
        actor=actor,
        action=verb,
        workspace=invitation.workspace,
        target=("invitation", invitation.pk),
        changes={"email": [None, invitation.email], "role": [None, str(invitation.role)]},
    )
    log = f"workspace:{invitation.workspace_id}"
    return record(
        actor=actor,
        log=log,
        verb=verb,
        target_kind="invitation",
        target_id=invitation.pk,
        rooms=[log],
        data={"email": invitation.email, "role": str(invitation.role)},
    )


def _record_joined(actor: User, membership: Membership) -> LogEntry:
    changes = {"role": [None, str(membership.role)]}
    record_audit(
        actor=actor,
        action="member.joined",
        workspace=membership.workspace,
        target=("user", actor.pk),
        changes=changes,
    )
    log = f"workspace:{membership.workspace_id}"
    return record(
        actor=actor,
        log=log,
        verb="member.joined",
        target_kind="member",
        target_id=membership.pk,
        rooms=[log, f"user:{actor.pk}"],
        changes=changes,
        data={"user": {"id": str(actor.pk), "name": actor.name}, "role": str(membership.role)},
    )
