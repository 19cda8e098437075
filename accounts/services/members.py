"""Roles: changing them, and going."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.events import MemberRemoved, MemberRoleChanged
from accounts.models import Membership, Role, User, Workspace
from accounts.permissions import Denied, may_set_role
from accounts.services.activity import record
from accounts.services.audit import record_audit
from accounts.services.workspaces import lock_workspace
from teamflow.common.eventlog import LogEntry
from teamflow.common.events import publish


@transaction.atomic
def change_role(*, actor: User, membership: Membership, role: Role) -> Membership:
    """Give a member another role; one owner always remains, and only owners touch owners."""
    workspace = lock_workspace(membership.workspace_id)
    membership = Membership.objects.select_related("user").get(pk=membership.pk)
    _check_may_set(actor, workspace, membership.role, role)
    if membership.role == role:
        return membership
    if membership.role == Role.OWNER:
        _check_an_owner_remains(workspace)
    changes = {"role": [membership.role, str(role)]}
    membership.role = role
    membership.save(update_fields=["role", "updated_at"])
    entry = _record(actor, workspace, membership, "member.role_changed", changes)
    publish(MemberRoleChanged(entry=entry, workspace_id=workspace.pk, user_id=membership.user_id))
    return membership


@transaction.atomic
def remove_member(*, actor: User, membership: Membership) -> None:
    """Take somebody out, or leave: what they made stays, and one owner always remains."""
    workspace = lock_workspace(membership.workspace_id)
    found = Membership.objects.select_related("user").filter(pk=membership.pk).first()
    if found is None:
        return
    is_leaving = found.user_id == actor.pk
    if not is_leaving:
        _check_may_set(actor, workspace, found.role, None)
    if found.role == Role.OWNER:
        _check_an_owner_remains(workspace)
    verb = "member.left" if is_leaving else "member.removed"
    entry = _record(actor, workspace, found, verb, {"role": [found.role, None]})
    user_id = found.user_id
    found.delete()
    publish(MemberRemoved(entry=entry, workspace_id=workspace.pk, user_id=user_id))


def leave_workspace(*, actor: User, workspace: Workspace) -> None:
    """Go; the last owner has to make another one first."""
    membership = Membership.objects.filter(workspace=workspace, user=actor).first()
    if membership is not None:
        remove_member(actor=actor, membership=membership)


def _check_may_set(actor: User, workspace: Workspace, old: str | None, new: str | None) -> None:
    # Read under the lock: the actor may have been lowered since the door let them in.
    actor_role = (
        Membership.objects.filter(workspace=workspace, user=actor)
        .values_list("role", flat=True)
        .first()
    )
    if actor_role is None or not may_set_role(actor_role, old, new):
        raise Denied(_("Only an owner makes or unmakes an owner, and only admins set roles."))


def _check_an_owner_remains(workspace: Workspace) -> None:
    if workspace.memberships.filter(role=Role.OWNER).count() < 2:
        raise ValidationError(
            {"role": _("A workspace keeps at least one owner. Make somebody else owner first.")}
        )


def _record(
    actor: User,
    workspace: Workspace,
    membership: Membership,
    verb: str,
    changes: dict[str, list[str | None]] | dict[str, list[str]],
) -> LogEntry:
    record_audit(
        actor=actor,
        action=verb,
        workspace=workspace,
        target=("user", membership.user_id),
        changes=changes,
    )
    log = f"workspace:{workspace.pk}"
    return record(
        actor=actor,
        log=log,
        verb=verb,
        target_kind="member",
        target_id=membership.pk,
        rooms=[log, f"user:{membership.user_id}"],
        changes=changes,
        data={
            "user": {"id": str(membership.user_id), "name": membership.user.name},
            "role": str(membership.role),
        },
    )
