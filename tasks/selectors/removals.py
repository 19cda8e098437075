"""Load-and-check of what was removed."""

from uuid import UUID

from accounts.models import User
from accounts.permissions import Action, Resource
from accounts.selectors import require_right
from tasks.models import RemovedPart
from teamflow.common.errors import NotFound

PartKind = RemovedPart.Kind
# Who may remove such a part may have it back; the others are parts of their project.
_RIGHTS = {
    PartKind.LABEL: (Action.DELETE, Resource.LABEL),
    PartKind.MILESTONE: (Action.DELETE, Resource.MILESTONE),
    PartKind.TASK_TEMPLATE: (Action.DELETE, Resource.TEMPLATE),
    PartKind.PROJECT_TEMPLATE: (Action.DELETE, Resource.TEMPLATE),
    PartKind.SPRINT: (Action.DELETE, Resource.SPRINT),
    PartKind.INITIATIVE: (Action.DELETE, Resource.INITIATIVE),
    PartKind.RECURRENCE: (Action.UPDATE, Resource.TASK),
}


def removed_part_for(*, user: User, part_id: UUID) -> RemovedPart:
    """The newest removal of the part, for somebody who may take it back."""
    part = (
        RemovedPart.objects.filter(part_id=part_id, workspace__deleted_at=None)
        .exclude(kind=PartKind.OPTION)
        .exclude(project__deleted_at__isnull=False)
        .order_by("-created_at")
        .first()
    )
    if part is None:
        raise NotFound
    action, resource = _RIGHTS.get(PartKind(part.kind), (Action.UPDATE, Resource.PROJECT))
    require_right(
        user=user,
        workspace_id=part.workspace_id,
        action=action,
        resource=resource,
        is_creator=part.maker_id == user.pk,
    )
    return part
