"""Projects and tasks."""

from tasks.models.effort import TimeEntry
from tasks.models.feeds import CalendarFeed
from tasks.models.history import TaskSpan
from tasks.models.inbox import IntakeForm, IntakeItem, Notification, NotificationKind
from tasks.models.item import CustomField, CustomFieldValue, FieldKind
from tasks.models.meaning import TaskMeaning
from tasks.models.notices import (
    InboundMail,
    NoticeDelivery,
    NoticeLevel,
    ProjectNotices,
    PushSubscription,
    ReplyAddress,
)
from tasks.models.planning import (
    Initiative,
    Milestone,
    Sprint,
    SprintCapacity,
    SprintStatus,
    SprintTask,
)
from tasks.models.project import Column, Health, ItemLevel, ItemType, Label, Project, Stage, State
from tasks.models.removed import PartKind, RemovedPart
from tasks.models.rules import (
    Approval,
    Automation,
    AutomationCursor,
    AutomationRun,
    ProjectTemplate,
    Recurrence,
    RecurrenceTask,
    ServiceBreach,
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
from tasks.models.traces import FormerKey, Unwatching
from tasks.models.updates import ProjectUpdate
from tasks.models.views import Dashboard, Layout, Report, SavedView
from tasks.models.writing import TaskText, TaskTextUpdate

__all__ = [
    "Approval",
    "Attachment",
    "AttachmentStatus",
    "Automation",
    "AutomationCursor",
    "AutomationRun",
    "CalendarFeed",
    "Checklist",
    "ChecklistItem",
    "Column",
    "Comment",
    "CustomField",
    "CustomFieldValue",
    "Dashboard",
    "DescriptionRevision",
    "FieldKind",
    "FormerKey",
    "Health",
    "ImportRecord",
    "InboundMail",
    "Initiative",
    "IntakeForm",
    "IntakeItem",
    "ItemLevel",
    "ItemType",
    "Label",
    "Layout",
    "LinkKind",
    "Milestone",
    "NoticeDelivery",
    "NoticeLevel",
    "Notification",
    "NotificationKind",
    "PartKind",
    "Priority",
    "Project",
    "ProjectNotices",
    "ProjectTemplate",
    "ProjectUpdate",
    "PushSubscription",
    "Reaction",
    "Recurrence",
    "RecurrenceTask",
    "RemovedPart",
    "ReplyAddress",
    "Report",
    "SavedView",
    "ServiceBreach",
    "ServiceTarget",
    "Sprint",
    "SprintCapacity",
    "SprintStatus",
    "SprintTask",
    "Stage",
    "State",
    "Task",
    "TaskLink",
    "TaskMeaning",
    "TaskSpan",
    "TaskTemplate",
    "TaskText",
    "TaskTextUpdate",
    "TimeEntry",
    "Transition",
    "Unwatching",
]
