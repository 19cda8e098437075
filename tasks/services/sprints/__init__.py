"""Writes of sprints: each locks the project first, so that planners take turns."""

from tasks.services.sprints.planning import plan_tasks, set_capacities
from tasks.services.sprints.running import complete_sprint, reopen_sprint, start_sprint
from tasks.services.sprints.writing import (
    SprintValues,
    create_sprint,
    delete_sprint,
    update_sprint,
)

__all__ = [
    "SprintValues",
    "complete_sprint",
    "create_sprint",
    "delete_sprint",
    "plan_tasks",
    "reopen_sprint",
    "set_capacities",
    "start_sprint",
    "update_sprint",
]
