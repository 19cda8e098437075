"""After the commit: what is forgotten, who is told, whose sockets close."""

from typing import Any
from uuid import UUID

from accounts.events import (
    MemberJoined,
    MemberRemoved,
    MemberRoleChanged,
    WorkspaceCreated,
    WorkspaceDeleted,
    WorkspaceRestored,
)
from accounts.selectors import role_by_id, role_key
from teamflow.common import rooms
from teamflow.common.cache import forget
from teamflow.common.events import DomainEvent


def workspace_room(user_id: UUID, workspace_id: UUID) -> str | None:
    """A workspace's room is for its members, and reads its log."""
    is_member = role_by_id(user_id=user_id, workspace_id=workspace_id) is not None
    return f"workspace:{workspace_id}" if is_member else None


def user_room(user_id: UUID, target_id: UUID) -> str | None:
    """A person's room is theirs alone, and reads their log."""
    return f"user:{user_id}" if user_id == target_id else None


def forget_role(event: MemberJoined | MemberRoleChanged | MemberRemoved) -> None:
    """Drop one person's remembered role."""
    forget(role_key(event.user_id, event.workspace_id))


def forget_owner_role(event: WorkspaceCreated) -> None:
    """Drop what was remembered of the maker before there was anything to belong to."""
    forget(role_key(event.actor_id, event.workspace_id))


def forget_roles(event: WorkspaceDeleted | WorkspaceRestored) -> None:
    """Drop the remembered roles of everybody in the workspace."""
    forget(*(role_key(user_id, event.workspace_id) for user_id in event.member_ids))


def broadcast(event: DomainEvent) -> None:
    """Send the fact to its rooms."""
    rooms.broadcast_entry(event.entry)


def close_sockets(event: Any) -> None:
    """Have every process look again at what this person's sockets may still see."""
    rooms.access_changed(user_id=event.user_id)


def close_members_sockets(event: WorkspaceDeleted) -> None:
    """The same for everybody in a workspace that is gone."""
    for user_id in event.member_ids:
        rooms.access_changed(user_id=user_id)
