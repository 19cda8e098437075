"""Load-and-check of what a project's tasks are made of: types, fields, milestones."""

from uuid import UUID

from accounts.models import User
from accounts.permissions import Action, Resource
from accounts.selectors import require_right
from tasks.models import (
    CustomField,
    ItemType,
    Label,
    Milestone,
    Project,
    ProjectTemplate,
    TaskTemplate,
)
from teamflow.common.errors import NotFound

# A type or a field is part of its project: even removing one only changes the project.
_OF_THE_PROJECT = {Action.READ: Action.READ}


def item_type_for(*, user: User, type_id: UUID, action: Action) -> ItemType:
    """The type; changing one is changing the project."""
    rows = ItemType.objects.select_related("project").filter(project__deleted_at=None)
    item_type = rows.filter(pk=type_id).first()
    if item_type is None:
        raise NotFound
    _check(user, item_type.project.workspace_id, action)
    return item_type


def custom_field_for(*, user: User, field_id: UUID, action: Action) -> CustomField:
    """The field; changing one is changing the project."""
    rows = CustomField.objects.select_related("project").filter(project__deleted_at=None)
    field = rows.filter(pk=field_id).first()
    if field is None:
        raise NotFound
    _check(user, field.project.workspace_id, action)
    return field


def milestone_for(*, user: User, milestone_id: UUID, action: Action) -> Milestone:
    """The milestone, for those who plan."""
    rows = Milestone.objects.select_related("project").filter(project__deleted_at=None)
    milestone = rows.filter(pk=milestone_id).first()
    if milestone is None:
        raise NotFound
    require_right(
        user=user,
        workspace_id=milestone.project.workspace_id,
        action=action,
        resource=Resource.MILESTONE,
        is_creator=milestone.created_by_id == user.pk,
    )
    return milestone


def _check(user: User, workspace_id: UUID, action: Action) -> None:
    require_right(
        user=user,
        workspace_id=workspace_id,
        action=_OF_THE_PROJECT.get(action, Action.UPDATE),
        resource=Resource.PROJECT,
    )


def own_parts(*, user: User, project: Project) -> list[UUID]:
    """What `user` made of a project that its maker may remove: labels, milestones, templates."""
    mine = [
        model.objects.filter(created_by=user, **place).order_by().values_list("pk", flat=True)
        for model, place in (
            (Label, {"project": project}),
            (Milestone, {"project": project}),
            (TaskTemplate, {"project": project}),
            (ProjectTemplate, {"workspace": project.workspace_id}),
        )
    ]
    return list(mine[0].union(*mine[1:], all=True))
