"""Who may do what to projects and tasks: the accounts table, asked in the words of this app."""

from uuid import UUID

from accounts.permissions import Action, Resource, require


def require_project(role: str, action: Action) -> None:
    """Raise `Denied` unless `role` may do `action` to a project (its columns, its import)."""
    require(role, action, Resource.PROJECT)


def require_task(role: str, action: Action, *, user_id: UUID, creator_id: UUID | None) -> None:
    """Raise `Denied` unless the asker may do `action` to this task."""
    require(role, action, Resource.TASK, is_creator=creator_id == user_id)


def require_label(role: str, action: Action, *, user_id: UUID, creator_id: UUID | None) -> None:
    """Raise `Denied` unless the asker may do `action` to this label."""
    require(role, action, Resource.LABEL, is_creator=creator_id == user_id)


def require_comment(role: str, action: Action, *, user_id: UUID, author_id: UUID | None) -> None:
    """Raise `Denied` unless the asker may do `action` to this comment."""
    require(role, action, Resource.COMMENT, is_creator=author_id == user_id)
