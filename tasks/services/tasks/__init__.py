"""Writes of tasks: each locks the project, so that people who write at once take turns."""

from tasks.services.tasks.creating import create_task, create_tasks
from tasks.services.tasks.each import LeftAlone, TaskEdit, update_each
from tasks.services.tasks.moving import move_task
from tasks.services.tasks.removing import (
    delete_task,
    delete_tasks,
    restore_task,
    restore_tasks,
)
from tasks.services.tasks.subtasks import place_subtask
from tasks.services.tasks.updating import archive_task, update_task, update_tasks
from tasks.services.tasks.values import TaskValues

__all__ = [
    "LeftAlone",
    "TaskEdit",
    "TaskValues",
    "archive_task",
    "create_task",
    "create_tasks",
    "delete_task",
    "delete_tasks",
    "move_task",
    "place_subtask",
    "restore_task",
    "restore_tasks",
    "update_each",
    "update_task",
    "update_tasks",
]
