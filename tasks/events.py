"""What happened to projects and tasks."""

from dataclasses import dataclass
from uuid import UUID

from teamflow.common.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectEvent(DomainEvent):
    """A fact about one project or something in it; `entry.data` is what sockets are told."""

    workspace_id: UUID
    project_id: UUID


class ProjectCreated(ProjectEvent):
    """`project.created`."""


class ProjectUpdated(ProjectEvent):
    """`project.updated`: its own fields, its columns or its labels; archived, restored."""


class ProjectDeleted(ProjectEvent):
    """`project.deleted`."""


class TaskCreated(ProjectEvent):
    """`task.created`."""


class TaskUpdated(ProjectEvent):
    """`task.updated`: also a checklist, a link, an archive or a restore."""


class TaskMoved(ProjectEvent):
    """`task.moved`: to another column, or to another place in its own."""


class TaskDeleted(ProjectEvent):
    """`task.deleted`."""


class CommentCreated(ProjectEvent):
    """`comment.created`."""


class CommentUpdated(ProjectEvent):
    """`comment.updated`."""


class CommentDeleted(ProjectEvent):
    """`comment.deleted`."""


class AttachmentAdded(ProjectEvent):
    """`attachment.added`."""


class AttachmentRemoved(ProjectEvent):
    """`attachment.removed`."""


BY_NAME: dict[str, type[ProjectEvent]] = {
    "project.created": ProjectCreated,
    "project.updated": ProjectUpdated,
    "project.deleted": ProjectDeleted,
    "task.created": TaskCreated,
    "task.updated": TaskUpdated,
    "task.moved": TaskMoved,
    "task.deleted": TaskDeleted,
    "comment.created": CommentCreated,
    "comment.updated": CommentUpdated,
    "comment.deleted": CommentDeleted,
    "attachment.added": AttachmentAdded,
    "attachment.removed": AttachmentRemoved,
}
