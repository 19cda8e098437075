"""Telling people what concerns them, and what they do about it."""

from tasks.services.notifications.deciding import notify_of_comment, notify_of_task
from tasks.services.notifications.inbox import Change, change_notifications, read_all
from tasks.services.notifications.reminding import remind_of_due_tasks
from tasks.services.notifications.telling import Told, notify

__all__ = [
    "Change",
    "Told",
    "change_notifications",
    "notify",
    "notify_of_comment",
    "notify_of_task",
    "read_all",
    "remind_of_due_tasks",
]
