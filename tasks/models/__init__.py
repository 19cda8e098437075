"""Projects and tasks."""

from tasks.models.project import Column, Label, Project, State
from tasks.models.task import (
    Attachment,
    Checklist,
    ChecklistItem,
    Comment,
    DescriptionRevision,
    ImportRecord,
    LinkKind,
    Priority,
    Task,
    TaskLink,
)

__all__ = [
    "Attachment",
    "Checklist",
    "ChecklistItem",
    "Column",
    "Comment",
    "DescriptionRevision",
    "ImportRecord",
    "Label",
    "LinkKind",
    "Priority",
    "Project",
    "State",
    "Task",
    "TaskLink",
]
