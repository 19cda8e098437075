"""Reads: people, workspaces and who may enter them.

`workspace_for` and its kin load and check in one act: a stranger hears NotFound, a member whose
role does not reach hears Denied with a reason in words.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import quote
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.models import (
    AccessToken,
    AuditEvent,
    Invitation,
    Membership,
    Role,
    SignIn,
    StoppedAddress,
    User,
    Workspace,
)
from accounts.permissions import Action, Resource, require
from accounts.secrets import digest
from teamflow.common.cache import cached
from teamflow.common.errors import NotFound
from teamflow.common.models import Event
from teamflow.common.search.entries import Shown

ROLE_SECONDS = 30 * 60
READ_WORKSPACE = (Action.READ, Resource.WORKSPACE)


def role_key(user_id: UUID, workspace_id: UUID) -> str:
    """Where a role is remembered; forgotten on any change of it."""
    return f"permissions:{user_id}:{workspace_id}"


def role_in(*, user: User, workspace_id: UUID) -> Role | None:
    """What `user` is in this workspace; None for a stranger, and once it is deleted."""
    return role_by_id(user_id=user.pk, workspace_id=workspace_id)


def role_by_id(*, user_id: UUID, workspace_id: UUID) -> Role | None:
    """The same, for a socket, which knows a person by id."""
    role = cached(
        role_key(user_id, workspace_id),
        ROLE_SECONDS,
        lambda: _stored_role(user_id, workspace_id),
    )
    return Role(role) if role else None


def require_right(
    *,
    user: User,
    workspace_id: UUID,
    action: Action,
    resource: Resource,
    is_creator: bool = False,
) -> Role:
    """The role of `user`, who may do this: NotFound for strangers, Denied for the others."""
    role = role_in(user=user, workspace_id=workspace_id)
    if role is None:
        raise NotFound
    require(role, action, resource, is_creator=is_creator)
    return role


def workspace_for(
    *, user: User, slug: str, right: tuple[Action, Resource] = READ_WORKSPACE
) -> Workspace:
    """The workspace at this address, for somebody who has `right` in it."""
    workspace = Workspace.objects.filter(slug=slug, deleted_at=None).first()
    if workspace is None:
        raise NotFound
    action, resource = right
    require_right(user=user, workspace_id=workspace.pk, action=action, resource=resource)
    return workspace


def workspace_by_id(
    *, user: User, workspace_id: UUID, right: tuple[Action, Resource] = READ_WORKSPACE
) -> Workspace:
    """The same, by id."""
    workspace = Workspace.objects.filter(pk=workspace_id, deleted_at=None).first()
    if workspace is None:
        raise NotFound
    action, resource = right
    require_right(user=user, workspace_id=workspace.pk, action=action, resource=resource)
    return workspace


def workspaces_of(*, user: User) -> QuerySet[Workspace]:
    """Where `user` belongs, with `role` (theirs), oldest membership first."""
    return (
        Workspace.objects.filter(memberships__user=user, deleted_at=None)
        .annotate(role=F("memberships__role"))
        .order_by("memberships__created_at", "memberships__id")
    )


def deleted_workspaces_of(*, user: User) -> QuerySet[Workspace]:
    """What `user` owns and could still bring back."""
    return Workspace.objects.filter(
        memberships__user=user, memberships__role=Role.OWNER, deleted_at__isnull=False
    ).order_by("-deleted_at")


def deleted_workspace_for(*, user: User, slug: str) -> Workspace:
    """A deleted workspace, for its owners only."""
    workspace = deleted_workspaces_of(user=user).filter(slug=slug).first()
    if workspace is None:
        raise NotFound
    return workspace


def members_of(*, workspace: Workspace, words: str = "") -> QuerySet[Membership]:
    """Everybody in it whose name or address holds `words`, with their people."""
    members = workspace.memberships.select_related("user").order_by("created_at", "id")
    if words:
        members = members.filter(Q(user__name__icontains=words) | Q(user__email__icontains=words))
    return members


def people_in(*, workspace_id: UUID) -> QuerySet[User]:
    """The people of a workspace, by name: whom one can assign or mention."""
    return User.objects.filter(memberships__workspace_id=workspace_id, is_active=True).order_by(
        "name", "id"
    )


def membership_for(*, user: User, membership_id: UUID, action: Action) -> Membership:
    """One membership, for somebody who may do `action` to it; their own they may always end."""
    membership = (
        Membership.objects.select_related("user", "workspace")
        .filter(pk=membership_id, workspace__deleted_at=None)
        .first()
    )
    if membership is None:
        raise NotFound
    is_own_end = membership.user_id == user.pk and action == Action.DELETE
    require_right(
        user=user,
        workspace_id=membership.workspace_id,
        action=Action.READ if is_own_end else action,
        resource=Resource.MEMBER,
    )
    return membership


def open_invitations(*, workspace: Workspace) -> QuerySet[Invitation]:
    """What was offered and is still good, newest first."""
    return (
        workspace.invitations.filter(
            accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
        )
        .select_related("invited_by")
        .order_by("-id")
    )


def invitation_for(*, user: User, invitation_id: UUID, action: Action) -> Invitation:
    """One invitation, for somebody who may do `action` to it."""
    invitation = (
        Invitation.objects.select_related("workspace", "invited_by")
        .filter(pk=invitation_id, workspace__deleted_at=None)
        .first()
    )
    if invitation is None:
        raise NotFound
    require_right(
        user=user,
        workspace_id=invitation.workspace_id,
        action=action,
        resource=Resource.MEMBER,
    )
    return invitation


def invitation_by_token(*, token: str) -> Invitation:
    """What somebody with the link was offered, good or not."""
    invitation = (
        Invitation.objects.select_related("workspace", "invited_by")
        .filter(token_hash=digest(token))
        .first()
    )
    if invitation is None:
        raise NotFound
    return invitation


def audit_of(*, workspace: Workspace) -> QuerySet[AuditEvent]:
    """The workspace's security-relevant acts, with their actors."""
    return AuditEvent.objects.filter(workspace=workspace).select_related("actor")


def activity_of(*, user: User) -> QuerySet[Event]:
    """What `user` did, newest first, in workspaces that they still see or about themselves."""
    return Event.objects.filter(actor_id=user.pk).order_by("-id")


def live_sign_ins(*, user: User) -> QuerySet[SignIn]:
    """Where `user` is signed in now, last used first."""
    return SignIn.objects.filter(
        user=user, revoked_at=None, expires_at__gt=timezone.now()
    ).order_by("-last_seen_at", "-id")


def sign_in_of(*, user: User, sign_in_id: UUID) -> SignIn:
    """One of their own sign-ins."""
    sign_in = SignIn.objects.filter(pk=sign_in_id, user=user).first()
    if sign_in is None:
        raise NotFound
    return sign_in


def tokens_of(*, user: User) -> QuerySet[AccessToken]:
    """Their own personal tokens that were not taken back."""
    return AccessToken.objects.filter(
        Q(expires_at=None) | Q(expires_at__gt=timezone.now()), user=user, revoked_at=None
    ).order_by("-id")


def token_of(*, user: User, token_id: UUID) -> AccessToken:
    """One of their own personal tokens."""
    token = AccessToken.objects.filter(pk=token_id, user=user).first()
    if token is None:
        raise NotFound
    return token


def _stored_role(user_id: UUID, workspace_id: UUID) -> str:
    # "" rather than None: that somebody is a stranger is worth remembering, too.
    return (
        Membership.objects.filter(
            user_id=user_id, workspace_id=workspace_id, workspace__deleted_at=None
        )
        .values_list("role", flat=True)
        .first()
        or ""
    )


def stopped_address(*, email: str) -> StoppedAddress | None:
    """Why mail to this address does not leave, if so."""
    return StoppedAddress.objects.filter(email=email.strip().lower()).first()


def people_found(
    user_id: UUID, slugs: Mapping[UUID, str], ids: Sequence[UUID]
) -> dict[UUID, Shown]:
    """Members that a search found; each leads to what they have to do."""
    rows = Membership.objects.select_related("user").filter(
        pk__in=ids, workspace_id__in=slugs, user__is_active=True
    )
    return {
        row.pk: Shown(
            title=row.user.name or row.user.email,
            url=f"/w/{slugs[row.workspace_id]}/tasks/?query={quote(f'assignee:{row.user.email}')}",
            workspace=slugs[row.workspace_id],
            about=row.user.email,
        )
        for row in rows
    }
