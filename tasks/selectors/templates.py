"""Load-and-check of templates."""

from uuid import UUID

from accounts.models import User
from accounts.permissions import Action, Resource
from accounts.selectors import require_right
from tasks.models import ProjectTemplate, TaskTemplate
from teamflow.common.errors import NotFound


def task_template_for(*, user: User, template_id: UUID, action: Action) -> TaskTemplate:
    """The template, for somebody who may do `action` to it."""
    rows = TaskTemplate.objects.select_related("project").filter(project__deleted_at=None)
    template = rows.filter(pk=template_id).first()
    if template is None:
        raise NotFound
    _check(user, template.project.workspace_id, action, template.created_by_id)
    return template


def project_template_for(*, user: User, template_id: UUID, action: Action) -> ProjectTemplate:
    """The template, for somebody who may do `action` to it."""
    rows = ProjectTemplate.objects.filter(workspace__deleted_at=None)
    template = rows.filter(pk=template_id).first()
    if template is None:
        raise NotFound
    _check(user, template.workspace_id, action, template.created_by_id)
    return template


def _check(user: User, workspace_id: UUID, action: Action, maker_id: UUID | None) -> None:
    require_right(
        user=user,
        workspace_id=workspace_id,
        action=action,
        resource=Resource.TEMPLATE,
        is_creator=maker_id == user.pk,
    )
