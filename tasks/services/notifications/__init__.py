"""Telling people what concerns them, and what they do about it."""

from tasks.services.notifications.answering import (
    ANSWER_KIND,
    receive_mail,
    stop_returned,
    take_mail,
)
from tasks.services.notifications.choosing import (
    change_preferences,
    set_project_level,
    stop_mail,
)
from tasks.services.notifications.deciding import notify_of_comment, notify_of_task
from tasks.services.notifications.inbox import (
    Change,
    change_notifications,
    change_tasks_notices,
    read_all,
)
from tasks.services.notifications.mailing import send_mail
from tasks.services.notifications.pushing import (
    Device,
    Outcome,
    push_news,
    push_test,
    subscribe_device,
    unsubscribe_device,
)
from tasks.services.notifications.reminding import remind_of_due_tasks
from tasks.services.notifications.telling import Told, notify
from tasks.services.notifications.waiting import MAIL_KIND, PUSH_KIND, send_due

__all__ = [
    "ANSWER_KIND",
    "MAIL_KIND",
    "PUSH_KIND",
    "Change",
    "Device",
    "Outcome",
    "Told",
    "change_notifications",
    "change_preferences",
    "change_tasks_notices",
    "notify",
    "notify_of_comment",
    "notify_of_task",
    "push_news",
    "push_test",
    "read_all",
    "receive_mail",
    "remind_of_due_tasks",
    "send_due",
    "send_mail",
    "set_project_level",
    "stop_mail",
    "stop_returned",
    "subscribe_device",
    "take_mail",
    "unsubscribe_device",
]
