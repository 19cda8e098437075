"""Load-and-check: strangers hear NotFound, members whose role does not reach hear Denied."""

import re
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User, Workspace
from accounts.permissions import Action, Resource
from accounts.selectors import require_right, role_in, workspace_for
from tasks.models import (
    Attachment,
    ChecklistItem,
    Column,
    Comment,
    FormerKey,
    Label,
    Project,
    Task,
    TaskLink,
)
from tasks.selectors.payloads import live_task_detail
from teamflow.common.errors import NotFound

M = TypeVar("M", bound=Model)

TASK_KEY = re.compile(r"^([A-Za-z]{2,6})-([1-9][0-9]{0,8})$")


def project_for(
    *, user: User, project_id: UUID, action: Action, resource: Resource = Resource.PROJECT
) -> Project:
    """The project, for somebody who may do `action` to `resource` in it."""
    project = _first(live_projects().filter(pk=project_id))
    require_right(user=user, workspace_id=project.workspace_id, action=action, resource=resource)
    return project


def deleted_project_for(*, user: User, project_id: UUID) -> Project:
    """The project, deleted or not, for somebody who may delete it."""
    standing = Project.objects.select_related("workspace").filter(workspace__deleted_at=None)
    project = _first(standing.filter(pk=project_id))
    require_right(
        user=user,
        workspace_id=project.workspace_id,
        action=Action.DELETE,
        resource=Resource.PROJECT,
    )
    return project


def project_for_viewing(*, user: User, project_id: UUID) -> Project:
    """The project, for any member of its workspace."""
    return project_for(user=user, project_id=project_id, action=Action.READ)


def project_for_editing(*, user: User, project_id: UUID) -> Project:
    """The project, for those who may change its name, its columns, its settings."""
    return project_for(user=user, project_id=project_id, action=Action.UPDATE)


def project_for_adding_tasks(*, user: User, project_id: UUID) -> Project:
    """The project, for those who may put tasks into it."""
    return project_for(
        user=user, project_id=project_id, action=Action.CREATE, resource=Resource.TASK
    )


def project_by_key(*, user: User, slug: str, key: str) -> Project:
    """The project with this key in the workspace at `slug`, for its members.

    A key that it had before still leads to it, unless another project has it now.
    """
    workspace = workspace_for(user=user, slug=slug)
    projects = live_projects().filter(workspace=workspace)
    found = projects.filter(key=key.upper()).first()
    if found is not None:
        return found
    return _first(projects.filter(settings__former_keys__contains=[key.upper()]).order_by("pk"))


def live_projects() -> QuerySet[Project]:
    """Projects that nobody deleted, with their workspace."""
    return Project.objects.select_related("workspace").filter(
        deleted_at=None, workspace__deleted_at=None
    )


def live_tasks() -> QuerySet[Task]:
    """Tasks that nobody deleted, with project and column."""
    return Task.objects.select_related("project", "column").filter(
        deleted_at=None, project__deleted_at=None
    )


def task_for_viewing(*, user: User, task_id: UUID) -> Task:
    """The task, for any member of its workspace."""
    return _checked(_first(live_tasks().filter(pk=task_id)), user, Action.READ)


def task_detail_for_viewing(*, user: User, task_id: UUID) -> dict[str, Any]:
    """Everything about the task, for any member of its workspace, in one query."""
    found = live_task_detail(task_id)
    if found is None:
        raise NotFound
    workspace_id, detail = found
    require_right(user=user, workspace_id=workspace_id, action=Action.READ, resource=Resource.TASK)
    return detail


def task_for_editing(*, user: User, task_id: UUID) -> Task:
    """The task, for those who may change it."""
    return _checked(_first(live_tasks().filter(pk=task_id)), user, Action.UPDATE)


def task_for_deleting(*, user: User, task_id: UUID) -> Task:
    """The task, deleted or not, for those who may delete it, and so bring it back."""
    tasks = Task.objects.select_related("project", "column").filter(project__deleted_at=None)
    return _checked(_first(tasks.filter(pk=task_id)), user, Action.DELETE)


def task_by_key(*, user: User, slug: str, key: str) -> Task:
    """The task that people call `key` (`TF-12`) in the workspace at `slug`."""
    workspace = workspace_for(user=user, slug=slug)
    return _first(tasks_by_key(workspace=workspace, key=key))


def tasks_by_key(*, workspace: Workspace, key: str) -> QuerySet[Task]:
    """The one task of that key, or none."""
    found = TASK_KEY.match(key)
    if not found:
        return Task.objects.none()
    prefix, number = found[1].upper(), int(found[2])
    today = Task.objects.filter(
        project__workspace=workspace,
        project__key=prefix,
        project__deleted_at=None,
        number=number,
        deleted_at=None,
    )
    # A task that went to another project is still found by the key that it had.
    former = FormerKey.objects.filter(workspace=workspace, prefix=prefix, number=number)
    # So is one whose project has another key since.
    renamed = Task.objects.filter(
        project__workspace=workspace,
        project__settings__former_keys__contains=[prefix],
        project__deleted_at=None,
        number=number,
        deleted_at=None,
    )
    return live_tasks().filter(
        pk=Coalesce(
            Subquery(today.values("pk")[:1]),
            Subquery(former.order_by("-pk").values("task_id")[:1]),
            Subquery(renamed.order_by("pk").values("pk")[:1]),
        )
    )


def comment_for(
    *, user: User, comment_id: UUID, action: Action, with_deleted: bool = False
) -> Comment:
    """The comment, for somebody who may do `action` to it."""
    comments = Comment.objects.select_related("task__project").filter(
        task__deleted_at=None, task__project__deleted_at=None
    )
    if not with_deleted:
        comments = comments.filter(deleted_at=None)
    comment = _first(comments.filter(pk=comment_id))
    require_right(
        user=user,
        workspace_id=comment.task.project.workspace_id,
        action=action,
        resource=Resource.COMMENT,
        is_creator=comment.author_id == user.pk,
    )
    return comment


def label_for(*, user: User, label_id: UUID, action: Action) -> Label:
    """The label, for somebody who may do `action` to it."""
    labels = Label.objects.select_related("project").filter(project__deleted_at=None)
    label = _first(labels.filter(pk=label_id))
    require_right(
        user=user,
        workspace_id=label.project.workspace_id,
        action=action,
        resource=Resource.LABEL,
        is_creator=label.created_by_id == user.pk,
    )
    return label


def column_for(*, user: User, column_id: UUID, action: Action) -> Column:
    """The column; changing one is changing the project."""
    columns = Column.objects.select_related("project").filter(project__deleted_at=None)
    column = _first(columns.filter(pk=column_id))
    require_right(
        user=user,
        workspace_id=column.project.workspace_id,
        # A column is part of its project: even removing one only changes the project.
        action=Action.READ if action == Action.READ else Action.UPDATE,
        resource=Resource.PROJECT,
    )
    return column


def checklist_item_for(*, user: User, item_id: UUID, action: Action) -> ChecklistItem:
    """The item; whoever may edit the task may do anything to it."""
    items = ChecklistItem.objects.select_related("checklist__task__project")
    item = _first(items.filter(pk=item_id))
    _part_of(item.checklist.task, user, action)
    return item


def attachment_for(
    *, user: User, attachment_id: UUID, action: Action, with_deleted: bool = False
) -> Attachment:
    """The attachment; whoever may edit the task may do anything to it."""
    attachments = Attachment.objects.select_related("task__project")
    if not with_deleted:
        attachments = attachments.filter(deleted_at=None)
    attachment = _first(attachments.filter(pk=attachment_id))
    _part_of(attachment.task, user, action)
    return attachment


def link_for(*, user: User, link_id: UUID, action: Action) -> TaskLink:
    """The link between two tasks; whoever may edit its source may remove it."""
    link = _first(TaskLink.objects.select_related("source__project", "target").filter(pk=link_id))
    _part_of(link.source, user, action)
    return link


def log_of_project(user_id: UUID, project_id: UUID) -> str | None:
    """The log behind the room `project:<id>`; None refuses the room."""
    project = live_projects().filter(pk=project_id).first()
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if project is None or user is None:
        return None
    return project.log if role_in(user=user, workspace_id=project.workspace_id) else None


def log_of_task(user_id: UUID, task_id: UUID) -> str | None:
    """The log behind the room `task:<id>`: its project's."""
    task = live_tasks().filter(pk=task_id).first()
    return log_of_project(user_id, task.project_id) if task else None


def _part_of(task: Task, user: User, action: Action) -> None:
    if task.deleted_at is not None or task.project.deleted_at is not None:
        raise NotFound
    _checked(task, user, Action.READ if action == Action.READ else Action.UPDATE)


def _checked(task: Task, user: User, action: Action) -> Task:
    require_right(
        user=user,
        workspace_id=task.project.workspace_id,
        action=action,
        resource=Resource.TASK,
        is_creator=task.created_by_id == user.pk,
    )
    return task


def _first(rows: QuerySet[M]) -> M:
    row = rows.first()
    if row is None:
        raise NotFound
    return row
