"""What happened to projects and tasks."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from teamflow.common.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectEvent(DomainEvent):
    """A fact about one project or something in it; `entry.data` is what sockets are told."""

    workspace_id: UUID
    project_id: UUID
    # What the writer knows of the task beyond what sockets are told; handlers need not read it.
    detail: dict[str, Any] | None = None


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


class AttachmentScanned(ProjectEvent):
    """`attachment.scanned`: looked through, and drawn small; or found infected and deleted."""


class AttachmentRemoved(ProjectEvent):
    """`attachment.removed`."""


class SprintCreated(ProjectEvent):
    """`sprint.created`."""


class SprintUpdated(ProjectEvent):
    """`sprint.updated`: its name, goal, dates, capacities; or taken up again."""


class SprintStarted(ProjectEvent):
    """`sprint.started`."""


class SprintCompleted(ProjectEvent):
    """`sprint.completed`: what was unfinished went elsewhere."""


class SprintDeleted(ProjectEvent):
    """`sprint.deleted`."""


class TimeChanged(ProjectEvent):
    """`time.updated`: what a task's time now comes to."""


class TimerChanged(DomainEvent):
    """`timer.updated`: the clock of one person, told to that person alone."""


class RecurrenceChanged(ProjectEvent):
    """`recurrence.updated`: a series was begun, changed, moved on or ended."""


class IntakeChanged(ProjectEvent):
    """`intake.updated`: something came in, or was decided."""


class AutomationRan(ProjectEvent):
    """`automation.ran`: automations of the project did something, or could not."""


class ServiceTargetChanged(ProjectEvent):
    """`service_target.updated`: a promise was made, changed or taken back."""


class ServiceTargetBreached(ProjectEvent):
    """`service_target.breached`: a task was not done within its time."""


class NotificationSent(DomainEvent):
    """`notification`: somebody should know something; told to that person alone."""


class InitiativeChanged(DomainEvent):
    """`initiative.created`, `initiative.updated` or `initiative.deleted`."""


class SavedViewChanged(DomainEvent):
    """`view.created`, `view.updated` or `view.deleted`: a way of looking that people keep."""


class DashboardChanged(DomainEvent):
    """`dashboard.created`, `dashboard.updated` or `dashboard.deleted`."""


class TemplatesChanged(DomainEvent):
    """`template.created`, `template.updated` or `template.deleted`: what new projects begin as."""


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
    "attachment.scanned": AttachmentScanned,
    "attachment.removed": AttachmentRemoved,
    "time.updated": TimeChanged,
    "recurrence.updated": RecurrenceChanged,
    "intake.updated": IntakeChanged,
    "automation.ran": AutomationRan,
    "service_target.breached": ServiceTargetBreached,
    "sprint.created": SprintCreated,
    "sprint.updated": SprintUpdated,
    "sprint.started": SprintStarted,
    "sprint.completed": SprintCompleted,
    "sprint.deleted": SprintDeleted,
}
