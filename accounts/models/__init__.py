"""People and workspaces."""

from accounts.models.address import StoppedAddress
from accounts.models.sign_in import SignIn, UnknownAddress
from accounts.models.user import User
from accounts.models.workspace import (
    AccessToken,
    AuditEvent,
    Invitation,
    Membership,
    Role,
    Workspace,
)

__all__ = [
    "AccessToken",
    "AuditEvent",
    "Invitation",
    "Membership",
    "Role",
    "SignIn",
    "StoppedAddress",
    "UnknownAddress",
    "User",
    "Workspace",
]
