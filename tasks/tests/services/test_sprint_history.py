"""`Task.sprint` and its history agree, whatever anybody does."""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.models import Sprint, SprintTask, Task, TaskSpan
from tasks.services.sprints import (
    complete_sprint,
    create_sprint,
    delete_sprint,
    plan_tasks,
    reopen_sprint,
    start_sprint,
)
from tasks.services.tasks import (
    create_task,
    create_tasks,
    delete_task,
    move_task,
    restore_task,
    update_task,
    update_tasks,
)
from tasks.tests.factories import make_sprint, make_task
from teamflow.common.errors import Conflict

pytestmark = pytest.mark.django_db


def assert_history_agrees():
    now = dict(SprintTask.objects.filter(removed_at=None).values_list("task_id", "sprint_id"))
    stands = dict(Task.objects.exclude(sprint=None).values_list("pk", "sprint_id"))
    assert now == stands
    for task in Task.objects.all():
        rows = list(SprintTask.objects.filter(task=task).order_by("added_at", "id"))
        ends = [row.removed_at for row in rows]
        assert all(end and end <= row.added_at for end, row in zip(ends, rows[1:], strict=False))
        spans = TaskSpan.objects.filter(task=task, ended_at=None)
        assert [span.sprint_id for span in spans] in ([task.sprint_id], [])


OF_TASKS = {
    "put": lambda who, task, sprint: update_task(actor=who, task=task, sprint=sprint.pk),
    "bulk": lambda who, task, sprint: update_tasks(actor=who, tasks=[task], sprint=None),
    "plan": lambda who, task, sprint: plan_tasks(
        actor=who, project=task.project, task_ids=[task.pk], sprint=sprint
    ),
    "done": lambda who, task, sprint: move_task(actor=who, task=task, status="done"),
    "delete": lambda who, task, sprint: delete_task(actor=who, task=task),
}
OTHERS = {
    "restore": lambda who, task, sprint: restore_task(actor=who, task=task),
    "start": lambda who, task, sprint: start_sprint(actor=who, sprint=sprint),
    "complete": lambda who, task, sprint: complete_sprint(
        actor=who, sprint=sprint, carry_over="new"
    ),
    "reopen": lambda who, task, sprint: reopen_sprint(actor=who, sprint=sprint),
    "remove": lambda who, task, sprint: delete_sprint(actor=who, sprint=sprint),
}


ACTS = st.lists(
    st.tuples(
        st.sampled_from([*OF_TASKS, *OTHERS]),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    max_size=14,
)


def _act(who, name, task_pk, sprint_pk):
    task = Task.objects.get(pk=task_pk)
    sprint = Sprint.objects.filter(pk=sprint_pk).first()
    if sprint is None or (name in OF_TASKS and task.deleted_at):
        return
    with suppress(Conflict, ValidationError), transaction.atomic():
        {**OF_TASKS, **OTHERS}[name](who, task, sprint)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=ACTS)
def test_history_agrees_after_any_acts(owner, project, acts):
    Sprint.objects.all().delete()
    Task.objects.all().delete()
    sprints = [make_sprint(project, owner, f"Sprint {n}") for n in range(3)]
    tasks = create_tasks(
        actor=owner,
        project=project,
        tasks=[{"title": f"Task {n}", "sprint": sprints[n % 3].pk} for n in range(4)],
    )
    for act, which, other in acts:
        _act(owner, act, tasks[which].pk, sprints[other].pk)
        assert_history_agrees()


def test_follows_writers_that_are_no_services(owner, project):
    sprint = make_sprint(project, owner)
    task = make_task(project, owner)

    Task.objects.filter(pk=task.pk).update(sprint=sprint)
    assert_history_agrees()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tasks_task SET sprint_id = NULL")
    assert_history_agrees()

    assert SprintTask.objects.get().removed_at is not None


def test_deleting_and_restoring_keeps_the_place_and_its_points(owner, project):
    sprint = make_sprint(project, owner)
    task = make_task(project, owner, story_points=5, sprint=sprint.pk)
    start_sprint(actor=owner, sprint=sprint)

    delete_task(actor=owner, task=task)
    restore_task(actor=owner, task=task)

    assert SprintTask.objects.get().points_at_start == 5


def test_begins_where_the_span_begins(owner, project):
    sprint = create_sprint(actor=owner, project=project, name="Now")
    task = create_task(actor=owner, project=project, title="Sail")
    update_task(actor=owner, task=task, sprint=sprint.pk)

    assert SprintTask.objects.get().added_at == TaskSpan.objects.get(sprint=sprint).started_at
