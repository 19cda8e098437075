"""What a role gives on a board, and what the board's own sharing adds to it."""

from accounts.permissions import Action, Resource, Role, can
from boards.models import Access

_ORDER = {Access.VIEW: 1, Access.COMMENT: 2, Access.EDIT: 3}


def access_of(role: Role | None, own: Access | None) -> Access | None:
    """The higher of what the workspace role and the board's own entry give; None for a stranger."""
    given = [access for access in (_by_role(role), own) if access is not None]
    return max(given, key=lambda access: _ORDER[Access(access)], default=None)


def reaches(access: Access | None, needed: Access) -> bool:
    """Whether `access` is at least `needed`."""
    return access is not None and _ORDER[Access(access)] >= _ORDER[needed]


def _by_role(role: Role | None) -> Access | None:
    if can(role, Action.UPDATE, Resource.BOARD):
        return Access.EDIT
    return Access.VIEW if can(role, Action.READ, Resource.BOARD) else None
