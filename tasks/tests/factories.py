"""Rows for tests, made as the services make them."""

from datetime import date

from tasks.models import Column, Project, Sprint, Task
from tasks.services.comments import add_comment
from tasks.services.sprints import create_sprint, start_sprint
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


def make_sprint(project: Project, actor, name: str = "Sprint 1", **values) -> Sprint:
    """A planned sprint, two weeks from the first of March 2030 unless `values` say otherwise."""
    dates = {"start_date": date(2030, 3, 1), "end_date": date(2030, 3, 14)}
    return create_sprint(actor=actor, project=project, name=name, **{**dates, **values})


def make_running_sprint(project: Project, actor, name: str = "Sprint 1", **points: int) -> Sprint:
    """A sprint that has started with one task a name in `points`."""
    sprint = make_sprint(project, actor, name)
    for title, worth in points.items():
        make_task(project, actor, title.title(), story_points=worth, sprint=sprint.pk)
    return start_sprint(actor=actor, sprint=sprint)
