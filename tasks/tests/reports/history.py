"""Histories for the tests of reports: written as spans, as the database would have kept them."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from tasks.models import Column, Project, Sprint, Task, TaskSpan


def at(text: str) -> datetime:
    """`03-02 09:00`: that instant of 2026, in UTC."""
    return datetime.fromisoformat(f"2026-{text.replace(' ', 'T')}:00+00:00")


def lived(
    project: Project, title: str, *steps: tuple[Any, ...], ends: str | None = None, **values: Any
) -> Task:
    """A task that lived through `steps`: (from when, status, points, sprint); until `ends`."""
    number = project.next_number
    project.next_number += 1
    project.save(update_fields=["next_number"])
    columns = {column.state: column for column in Column.objects.filter(project=project)}
    _when, status, points, sprint = steps[-1]
    task = Task.objects.create(
        project=project,
        column=columns[status],
        number=number,
        title=title,
        rank="n",
        story_points=points,
        sprint=sprint,
        **values,
    )
    TaskSpan.objects.filter(task=task).delete()
    ending = [step[0] for step in steps[1:]] + [ends]
    TaskSpan.objects.bulk_create(
        TaskSpan(
            task=task,
            project=project,
            started_at=at(started),
            ended_at=at(ended) if ended else None,
            status=state,
            column=columns[state],
            points=worth,
            sprint=planned,
        )
        for (started, state, worth, planned), ended in zip(steps, ending, strict=True)
    )
    return task


def make_week(project: Project) -> Sprint:
    """One sprint of five days, Monday 2 to Friday 6 March 2026, that the tests know by heart.

    Mending (5) and painting (3) are done; the mast (8, then 5) is carried over; the flag (2) comes
    in on Wednesday and goes out on Thursday; the rope (1) comes in on Thursday, and is done on
    Friday without ever having been in work.
    """
    sprint = Sprint.objects.create(
        project=project,
        name="First",
        start_date="2026-03-02",
        end_date="2026-03-06",
        status="completed",
        started_at=at("03-02 09:00"),
        completed_at=at("03-06 17:00"),
    )
    lived(
        project,
        "Mend the hull",
        ("03-01 09:00", "todo", 5, sprint),
        ("03-02 10:00", "in_progress", 5, sprint),
        ("03-03 15:00", "done", 5, sprint),
    )
    lived(
        project,
        "Paint the hull",
        ("03-01 09:00", "todo", 3, sprint),
        ("03-04 09:00", "in_progress", 3, sprint),
        ("03-05 09:00", "in_review", 3, sprint),
        ("03-06 12:00", "done", 3, sprint),
    )
    lived(
        project,
        "Step the mast",
        ("03-01 09:00", "todo", 8, sprint),
        ("03-04 12:00", "todo", 5, sprint),
        ("03-06 17:00", "todo", 5, None),
    )
    lived(
        project,
        "Sew the flag",
        ("03-04 14:00", "todo", 2, sprint),
        ("03-05 16:00", "todo", 2, None),
    )
    lived(
        project,
        "Buy rope",
        ("03-05 10:00", "todo", 1, sprint),
        ("03-06 09:00", "done", 1, sprint),
    )
    return sprint


def pass_time(days: float) -> None:
    """From here on in this transaction the database's spans begin `days` from now."""
    from django.utils import timezone

    moment = timezone.now() + timedelta(days=days)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('teamflow.now', %s, true)", [moment.isoformat()])
