"""Moving a task."""

import pytest
from django.core.exceptions import ValidationError

from tasks.models import Task
from tasks.services.tasks import delete_task, move_task, restore_task, update_task
from tasks.tests.factories import make_task
from teamflow.common import eventlog
from teamflow.common.errors import Conflict


def titles(column):
    rows = column.tasks.filter(deleted_at=None).order_by("rank", "id")
    return [task.title for task in rows]


@pytest.fixture
def abc(project, editor):
    return [make_task(project, editor, title) for title in ("AAA", "BBB", "CCC")]


def test_moves_to_the_end_of_another_column(abc, done, editor):
    move_task(actor=editor, task=abc[0], column=done.pk)
    moved = move_task(actor=editor, task=abc[1], status="done")

    assert titles(done) == ["AAA", "BBB"]
    assert moved.payload["status"] == "done"
    assert moved.payload["completed_at"]


def test_stands_before_and_after(abc, todo, editor):
    first, second, third = abc

    move_task(actor=editor, task=third, before=first.pk)
    assert titles(todo) == ["CCC", "AAA", "BBB"]
    move_task(actor=editor, task=third, after=first.pk)
    assert titles(todo) == ["AAA", "CCC", "BBB"]
    move_task(actor=editor, task=third, after=second.pk)
    assert titles(todo) == ["AAA", "BBB", "CCC"]
    move_task(actor=editor, task=first, after=second.pk, before=third.pk)
    assert titles(todo) == ["BBB", "AAA", "CCC"]


def test_writes_one_row_and_tells_one_fact(abc, todo, editor):
    ranks = {task.pk: task.rank for task in Task.objects.all()}
    head = eventlog.head(todo.project.log)

    move_task(actor=editor, task=abc[2], before=abc[1].pk)

    changed = [task for task in Task.objects.all() if task.rank != ranks[task.pk]]
    assert [task.pk for task in changed] == [abc[2].pk]
    [entry] = eventlog.read_after(todo.project.log, head)
    assert entry.type == "task.moved"
    assert entry.data["rank"] == changed[0].rank


def test_where_it_already_is_nothing_changes(abc, todo, editor):
    head = eventlog.head(todo.project.log)

    move_task(actor=editor, task=abc[1], after=abc[0].pk)
    move_task(actor=editor, task=abc[1], before=abc[2].pk)
    move_task(actor=editor, task=abc[1], column=todo.pk, after=abc[0].pk)

    assert eventlog.head(todo.project.log) == head


def test_two_who_move_at_once_both_succeed(abc, done, editor, owner):
    first, second, third = abc

    move_task(actor=editor, task=first, column=done.pk, version=1)
    move_task(actor=owner, task=second, column=done.pk, before=first.pk, version=1)
    move_task(actor=editor, task=third, column=done.pk, before=first.pk, version=1)

    assert titles(done) == ["BBB", "CCC", "AAA"]


def test_with_a_version_another_column_in_the_meantime_asks(task, done, editor, owner, project):
    review = project.columns.get(state="in_review")
    move_task(actor=editor, task=task, column=done.pk)

    with pytest.raises(Conflict) as caught:
        move_task(actor=owner, task=task, column=review.pk, version=1)

    task.refresh_from_db()
    assert caught.value.conflicts == ["column"]
    assert task.column == done


def test_a_neighbour_that_moved_away_no_longer_counts(abc, done, todo, editor):
    move_task(actor=editor, task=abc[0], column=done.pk)

    move_task(actor=editor, task=abc[2], before=abc[0].pk, after=abc[1].pk)

    assert titles(todo) == ["BBB", "CCC"]


def test_refuses_a_neighbour_of_another_project(task, editor, workspace, owner):
    from tasks.services.projects import NewProject, create_project

    other = create_project(actor=owner, workspace=workspace, new=NewProject(name="Other", key="OT"))
    stranger = make_task(other, owner)

    for values in ({"before": stranger.pk}, {"column": stranger.column_id}, {"status": "blocked"}):
        with pytest.raises(ValidationError):
            move_task(actor=editor, task=task, **values)


def test_moving_out_of_the_archive_brings_it_back(task, todo, editor):
    update_task(actor=editor, task=task, status="archived")

    move_task(actor=editor, task=task, status="todo")

    task.refresh_from_db()
    assert task.archived_at is None
    assert task.column == todo


def test_ranks_stay_unique_when_a_deleted_task_comes_back(abc, todo, editor):
    first, second, third = abc
    delete_task(actor=editor, task=second)
    move_task(actor=editor, task=third, after=first.pk)
    Task.objects.filter(pk=third.pk).update(rank=second.rank)

    restore_task(actor=editor, task=second)

    ranks = list(todo.tasks.filter(deleted_at=None).values_list("rank", flat=True))
    assert len(set(ranks)) == 3


def test_a_hundred_moves_to_the_same_place_keep_ranks_short(abc, todo, editor):
    first, second, third = abc
    for task in [second, third] * 50:
        move_task(actor=editor, task=task, after=first.pk)

    assert titles(todo)[0] == "AAA"
    assert max(len(task.rank) for task in Task.objects.all()) < 40
