"""What happened to people and workspaces."""

from dataclasses import dataclass
from uuid import UUID

from teamflow.common.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileUpdated(DomainEvent):
    """`user.updated`: a person changed their name, face or preferences."""

    user_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceCreated(DomainEvent):
    """`workspace.created`; `with_sample` asks the apps above for something to start from."""

    workspace_id: UUID
    actor_id: UUID
    with_sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceUpdated(DomainEvent):
    """`workspace.updated`."""

    workspace_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceDeleted(DomainEvent):
    """`workspace.deleted`: it can be restored for 30 days; `member_ids` lost their access."""

    workspace_id: UUID
    member_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceRestored(DomainEvent):
    """`workspace.restored`."""

    workspace_id: UUID
    member_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberInvited(DomainEvent):
    """`invitation.created`."""

    workspace_id: UUID
    invitation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRevoked(DomainEvent):
    """`invitation.revoked`."""

    workspace_id: UUID
    invitation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined(DomainEvent):
    """`member.joined`."""

    workspace_id: UUID
    user_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRoleChanged(DomainEvent):
    """`member.role_changed`."""

    workspace_id: UUID
    user_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRemoved(DomainEvent):
    """`member.removed`, or `member.left` where they went by themselves."""

    workspace_id: UUID
    user_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInEnded(DomainEvent):
    """`sign_in.ended`: one device, or one personal token, is no longer let in."""

    user_id: UUID
    sign_in_id: UUID
