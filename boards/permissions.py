"""What a role gives on a board, and what the board's own sharing adds to it."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.permissions import Action, Resource, Role, can
from boards.models import Access
from teamflow.common.errors import Denied

_ORDER = {Access.VIEW: 1, Access.COMMENT: 2, Access.EDIT: 3}


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody on a board as their sign-in says, with or without an account."""

    user_id: UUID
    name: str
    access: Access

    def must_reach(self, needed: Access) -> None:
        """Refuse an act that takes more than this person may do here."""
        if not reaches(self.access, needed):
            raise Denied(_("You may look at this board, but not change it."))


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
