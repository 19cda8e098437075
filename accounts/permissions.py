"""Roles and rights: the one table that pages, API, sockets, jobs and the admin ask.

It says what a role may do to a kind of thing. Whether the asker belongs to the workspace at all
is the selectors' question (a stranger hears "not found", never "forbidden").
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from accounts.models import Role
from teamflow.common.errors import Denied

__all__ = ["Action", "Denied", "Resource", "Right", "Role", "can", "may_set_role", "require"]


class Action(StrEnum):
    CREATE = "create"
    READ = "read"
    UPDATE = "update"
    DELETE = "delete"


class Resource(StrEnum):
    WORKSPACE = "workspace"
    MEMBER = "member"
    PROJECT = "project"
    SPRINT = "sprint"
    INITIATIVE = "initiative"
    MILESTONE = "milestone"
    LABEL = "label"
    VIEW = "view"
    TASK = "task"
    COMMENT = "comment"
    APPROVAL = "approval"
    TEMPLATE = "template"
    TIME = "time"
    AUTOMATION = "automation"
    INTAKE = "intake"
    BOARD = "board"
    INTEGRATION = "integration"
    AUDIT = "audit"
    EXPORT = "export"
    AI = "ai"


@dataclass(frozen=True, slots=True)
class Right:
    """Who may: these roles, and, where `creator` is set, whoever made the thing (and may write)."""

    roles: frozenset[Role]
    creator: bool = False


OWNERS = frozenset({Role.OWNER})
ADMINS = frozenset({Role.OWNER, Role.ADMIN})
WRITERS = frozenset({Role.OWNER, Role.ADMIN, Role.MEMBER})
EVERYONE = frozenset(Role)
NOBODY: frozenset[Role] = frozenset()

_PLANNING = {
    Action.CREATE: Right(WRITERS),
    Action.READ: Right(EVERYONE),
    Action.UPDATE: Right(WRITERS),
    Action.DELETE: Right(ADMINS, creator=True),
}

# The permission table. A workspace is made by anyone signed in, so no role stands there.
TABLE: dict[Resource, dict[Action, Right]] = {
    Resource.WORKSPACE: {
        Action.CREATE: Right(EVERYONE),
        Action.READ: Right(EVERYONE),
        Action.UPDATE: Right(OWNERS),
        Action.DELETE: Right(OWNERS),
    },
    Resource.MEMBER: {
        Action.CREATE: Right(ADMINS),
        Action.READ: Right(EVERYONE),
        Action.UPDATE: Right(ADMINS),
        Action.DELETE: Right(ADMINS),
    },
    Resource.PROJECT: {
        Action.CREATE: Right(WRITERS),
        Action.READ: Right(EVERYONE),
        Action.UPDATE: Right(ADMINS),
        Action.DELETE: Right(ADMINS),
    },
    Resource.SPRINT: _PLANNING,
    Resource.INITIATIVE: _PLANNING,
    Resource.MILESTONE: _PLANNING,
    Resource.TEMPLATE: _PLANNING,
    Resource.LABEL: _PLANNING,
    Resource.VIEW: _PLANNING,
    Resource.TASK: _PLANNING,
    Resource.COMMENT: {
        Action.CREATE: Right(WRITERS),
        Action.READ: Right(EVERYONE),
        Action.UPDATE: Right(NOBODY, creator=True),
        Action.DELETE: Right(ADMINS, creator=True),
    },
    # Consent is given and taken back by one person alone.
    Resource.APPROVAL: {
        Action.CREATE: Right(WRITERS),
        Action.READ: Right(EVERYONE),
        Action.UPDATE: Right(NOBODY),
        Action.DELETE: Right(NOBODY, creator=True),
    },
    # Time is its person's: others' is for admins to put right.
    Resource.TIME: {
        Action.CREATE: Right(WRITERS),
        Action.READ: Right(EVERYONE),
        Action.UPDATE: Right(ADMINS, creator=True),
        Action.DELETE: Right(ADMINS, creator=True),
    },
    # What a project does by itself, and what it promises.
    Resource.AUTOMATION: {
        Action.CREATE: Right(ADMINS),
        Action.READ: Right(EVERYONE),
        Action.UPDATE: Right(ADMINS),
        Action.DELETE: Right(ADMINS),
    },
    Resource.INTAKE: {
        Action.CREATE: Right(EVERYONE),
        Action.READ: Right(EVERYONE),
        Action.UPDATE: Right(WRITERS),
        Action.DELETE: Right(ADMINS),
    },
    # A board's own sharing (boards.permissions) can give less or more than this to one person.
    Resource.BOARD: {
        Action.CREATE: Right(WRITERS),
        Action.READ: Right(EVERYONE),
        Action.UPDATE: Right(WRITERS),
        Action.DELETE: Right(ADMINS, creator=True),
    },
    Resource.INTEGRATION: {
        Action.CREATE: Right(ADMINS),
        Action.READ: Right(ADMINS),
        Action.UPDATE: Right(ADMINS),
        Action.DELETE: Right(ADMINS),
    },
    Resource.AUDIT: {Action.READ: Right(OWNERS)},
    # The workspace whole, to take elsewhere: everything in it in one file.
    Resource.EXPORT: {
        Action.CREATE: Right(ADMINS),
        Action.READ: Right(ADMINS),
        Action.DELETE: Right(ADMINS),
    },
    Resource.AI: {Action.CREATE: Right(WRITERS)},
}


def can(
    role: Role | str | None, action: Action, resource: Resource, *, is_creator: bool = False
) -> bool:
    """Whether a member with `role` may do `action` to `resource`; no role may do nothing.

    Having made a thing counts only for those who may still write: a member who was lowered to
    viewer deletes nothing, not even their own.
    """
    right = TABLE[resource].get(action)
    if right is None or role is None:
        return False
    role = Role(role)
    return role in right.roles or (right.creator and is_creator and role in WRITERS)


def require(
    role: Role | str | None, action: Action, resource: Resource, *, is_creator: bool = False
) -> None:
    """Raise `Denied`, with a reason in words, unless `can` says yes."""
    if not can(role, action, resource, is_creator=is_creator):
        raise Denied(reason_for(role, action, resource))


def reason_for(role: Role | str | None, action: Action, resource: Resource) -> str:
    """Why not, and who could."""
    right = TABLE[resource].get(action)
    allowed = [str(each.label) for each in Role if right and each in right.roles]
    if right and right.creator:
        allowed.append(_("whoever made it"))
    yours = Role(role).label if role else _("none")
    if not allowed:
        return _("Nobody may do this.")
    return _("Your role here is “%(role)s”. This takes: %(allowed)s.") % {
        "role": yours,
        "allowed": ", ".join(allowed),
    }


def may_set_role(actor_role: Role | str, old: Role | str | None, new: Role | str | None) -> bool:
    """Whether `actor_role` may turn `old` into `new` (None: not a member).

    Only an owner makes or unmakes an owner.
    """
    touches_owner = Role.OWNER in {old, new}
    return actor_role == Role.OWNER if touches_owner else actor_role in ADMINS
