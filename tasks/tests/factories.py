"""Rows for tests, made as the services make them."""

from tasks.models import Column, Project, Task
from tasks.services.comments import add_comment
from tasks.services.tasks import create_task


def make_task(project: Project, actor, title: str = "Write the notes", **values) -> Task:
    """A task by way of the service, read again as it stands."""
    task = create_task(actor=actor, project=project, title=title, **values)
    return Task.objects.select_related("project", "column").get(pk=task.pk)


def make_comment(task: Task, actor, body: str = "Looks good."):
    """A comment by way of the service."""
    return add_comment(actor=actor, task=task, body=body)


def column_of(project: Project, state: str) -> Column:
    """The project's first column of that state."""
    return project.columns.filter(state=state).get()
