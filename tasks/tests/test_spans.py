"""The history of tasks, as the database keeps it."""

import pytest
from django.db import connection

from tasks.models import Column, TaskSpan
from tasks.services.columns import update_column
from tasks.services.tasks import (
    archive_task,
    create_task,
    delete_task,
    move_task,
    restore_task,
    update_task,
)

pytestmark = pytest.mark.django_db


def history(task):
    return list(
        TaskSpan.objects.filter(task=task).order_by("id").values_list("status", "points", "sprint")
    )


def test_begins_with_the_task_and_follows_what_reports_count(owner, project):
    task = create_task(actor=owner, project=project, title="Sail", story_points=3)
    move_task(actor=owner, task=task, status="in_progress")
    update_task(actor=owner, task=task, story_points=5, title="Sail far")
    archive_task(actor=owner, task=task)

    assert history(task) == [
        ("todo", 3, None),
        ("in_progress", 3, None),
        ("in_progress", 5, None),
        ("archived", 5, None),
    ]


def test_leaves_no_gap_and_one_open_end(owner, project):
    task = create_task(actor=owner, project=project, title="Sail")
    for status in ("in_progress", "done", "todo"):
        move_task(actor=owner, task=task, status=status)

    spans = list(TaskSpan.objects.filter(task=task).order_by("id"))

    ends = [span.ended_at for span in spans]
    assert ends[:-1] == [span.started_at for span in spans[1:]]
    assert ends[-1] is None


def test_ends_with_a_deleted_task_and_begins_again_when_it_comes_back(owner, project):
    task = create_task(actor=owner, project=project, title="Sail")
    delete_task(actor=owner, task=task)
    assert not TaskSpan.objects.filter(task=task, ended_at=None).exists()

    restore_task(actor=owner, task=task)

    assert history(task) == [("todo", None, None), ("todo", None, None)]


def test_follows_a_column_that_gets_another_meaning(owner, project):
    column = project.columns.get(state="todo")
    task = create_task(actor=owner, project=project, title="Sail", column=column.pk)

    update_column(actor=owner, column=column, state="blocked")

    assert [status for status, _points, _sprint in history(task)] == ["todo", "blocked"]


def test_writes_nothing_where_nothing_that_counts_changed(owner, project):
    task = create_task(actor=owner, project=project, title="Sail")
    update_task(actor=owner, task=task, title="Sail far", description="Beyond")
    other = create_task(actor=owner, project=project, title="Before it")
    move_task(actor=owner, task=other, before=task.pk)
    Column.objects.filter(project=project).update(name="Renamed")

    assert len(history(task)) == 1


def test_takes_the_time_of_those_who_bring_a_history(owner, project):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL teamflow.now = '2020-01-02T03:04:05Z'")
    task = create_task(actor=owner, project=project, title="Sail")

    assert TaskSpan.objects.get(task=task).started_at.isoformat() == "2020-01-02T03:04:05+00:00"
