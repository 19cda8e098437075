"""Projects and tasks."""

from tasks.models.effort import TimeEntry
from tasks.models.history import TaskSpan
from tasks.models.inbox import IntakeForm, IntakeItem, Notification
from tasks.models.item import CustomField, CustomFieldValue, FieldKind
from tasks.models.planning import (
    Initiative,
    Milestone,
    Sprint,
    SprintCapacity,
    SprintStatus,
    SprintTask,
)
from tasks.models.project import Column, Health, ItemLevel, ItemType, Label, Project, Stage, State
from tasks.models.rules import (
    Approval,
    Automation,
    AutomationRun,
    ProjectTemplate,
    Recurrence,
    RecurrenceTask,
    ServiceTarget,
    TaskTemplate,
    Transition,
)
from tasks.models.task import (
    Attachment,
    AttachmentStatus,
    Checklist,
    ChecklistItem,
    Comment,
    DescriptionRevision,
    ImportRecord,
    LinkKind,
    Priority,
    Reaction,
    Task,
    TaskLink,
)
from tasks.models.views import Dashboard, Layout, Report, SavedView
from tasks.models.writing import TaskText, TaskTextUpdate

__all__ = [
    "Approval",
    "Attachment",
    "AttachmentStatus",
    "Automation",
    "AutomationRun",
    "Checklist",
    "ChecklistItem",
    "Column",
    "Comment",
    "CustomField",
    "CustomFieldValue",
    "Dashboard",
    "DescriptionRevision",
    "FieldKind",
    "Health",
    "ImportRecord",
    "Initiative",
    "IntakeForm",
    "IntakeItem",
    "ItemLevel",
    "ItemType",
    "Label",
    "Layout",
    "LinkKind",
    "Milestone",
    "Notification",
    "Priority",
    "Project",
    "ProjectTemplate",
    "Reaction",
    "Recurrence",
    "RecurrenceTask",
    "Report",
    "SavedView",
    "ServiceTarget",
    "Sprint",
    "SprintCapacity",
    "SprintStatus",
    "SprintTask",
    "Stage",
    "State",
    "Task",
    "TaskLink",
    "TaskSpan",
    "TaskTemplate",
    "TaskText",
    "TaskTextUpdate",
    "TimeEntry",
    "Transition",
]
