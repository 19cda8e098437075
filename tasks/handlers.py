"""What tasks does when others report something."""

from accounts.events import WorkspaceCreated
from accounts.models import User, Workspace
from tasks.events import ProjectEvent
from tasks.services.automations.waking import forget_rules, wake_project
from tasks.services.meanings import wake_meanings
from tasks.services.notifications import notify_of_comment, notify_of_task
from tasks.services.recurrence import continue_series
from tasks.services.samples import make_sample_project


def fill_new_workspace(event: WorkspaceCreated) -> None:
    """Give a new workspace a project to learn on, where that was asked for."""
    if not event.with_sample:
        return
    workspace = Workspace.objects.get(pk=event.workspace_id)
    make_sample_project(actor=User.objects.get(pk=event.actor_id), workspace=workspace)


def tell_people_of_task(event: ProjectEvent) -> None:
    """Put what a task's change means to people into their inboxes."""
    notify_of_task(event=event)


def tell_people_of_comment(event: ProjectEvent) -> None:
    """Put a comment into the inboxes of those whom it concerns."""
    notify_of_comment(event=event)


def continue_task_series(event: ProjectEvent) -> None:
    """Make the next task of a series that waited for this one to be done."""
    continue_series(event=event)


def wake_automations(event: ProjectEvent) -> None:
    """Have the project's automations asked soon; what this misses, the next sweep finds."""
    wake_project(event.project_id)


def wake_reading(event: ProjectEvent) -> None:
    """Have new titles read, so that tasks which mean alike are found."""
    if event.entry.type != "task.updated" or "title" in (event.entry.changes or {}):
        wake_meanings()


def forget_automations(event: ProjectEvent) -> None:
    """Drop what was remembered of whether the project has automations."""
    forget_rules(event.project_id)
