import pytest
from django.core.exceptions import ValidationError

from tasks.models import Column, SprintCapacity, Task
from tasks.selectors.sprints import backlog_of
from tasks.services.projects import NewProject, create_project
from tasks.services.sprints import complete_sprint, plan_tasks, set_capacities
from tasks.services.tasks import create_task, update_task, update_tasks
from tasks.tests.factories import make_running_sprint, make_sprint, make_task
from teamflow.common.errors import Conflict, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def tasks(project, owner):
    """Four tasks of the backlog, in order."""
    return [make_task(project, owner, f"Task {n}") for n in range(4)]


def titles(rows):
    return [row.title[-1] for row in rows.order_by("rank", "id")]


def test_puts_them_in_their_order_beside_a_neighbour(owner, project, tasks):
    ids = [tasks[3].pk, tasks[2].pk]

    plan_tasks(actor=owner, project=project, task_ids=ids, sprint=None, before=tasks[0].pk)
    assert titles(backlog_of(project=project)) == ["3", "2", "0", "1"]

    plan_tasks(actor=owner, project=project, task_ids=[tasks[3].pk], sprint=None, after=tasks[0].pk)
    assert titles(backlog_of(project=project)) == ["2", "0", "3", "1"]


def test_orders_across_columns(owner, project, tasks):
    started = create_task(actor=owner, project=project, title="Task 9", status="in_progress")

    plan_tasks(actor=owner, project=project, task_ids=[started.pk], sprint=None, after=tasks[1].pk)

    assert titles(backlog_of(project=project)) == ["0", "1", "9", "2", "3"]


def test_takes_them_into_a_sprint_and_says_so(sent_messages, owner, project, tasks):
    sprint = make_sprint(project, owner)
    sent_messages.clear()

    plan_tasks(actor=owner, project=project, task_ids=[tasks[1].pk, tasks[0].pk], sprint=sprint)

    assert titles(sprint.tasks) == ["0", "1"]
    assert [row["type"] for row in sent_messages] == ["task.updated"] * 2
    assert sent_messages[0]["changes"] == {"sprint": [None, "Sprint 1"]}
    assert f"sprint:{sprint.pk}" in sent_messages[0]["rooms"]


def test_tells_the_sprint_that_a_task_left(owner, project, sent_messages):
    sprint = make_running_sprint(project, owner, sail=3)
    sent_messages.clear()

    update_task(actor=owner, task=Task.objects.get(), sprint=None)

    assert f"sprint:{sprint.pk}" in sent_messages[0]["rooms"]


def test_what_already_is_so_changes_nothing(sent_messages, owner, project, tasks):
    sent_messages.clear()

    plan_tasks(actor=owner, project=project, task_ids=[tasks[1].pk], sprint=None, after=tasks[0].pk)

    assert sent_messages == []
    assert Task.objects.get(pk=tasks[1].pk).version == 1


def test_a_neighbour_that_is_gone_no_longer_counts(owner, project, tasks):
    sprint = make_sprint(project, owner)
    gone = make_task(project, owner, "Task 8")
    gone.delete()

    plan_tasks(actor=owner, project=project, task_ids=[tasks[0].pk], sprint=sprint, before=gone.pk)

    assert titles(sprint.tasks) == ["0"]


def test_refuses_a_neighbour_among_them(owner, project, tasks):
    with pytest.raises(ValidationError):
        plan_tasks(
            actor=owner, project=project, task_ids=[tasks[0].pk], sprint=None, before=tasks[0].pk
        )


def test_refuses_tasks_and_sprints_of_other_projects(owner, workspace, project, tasks):
    new = NewProject(name="Other", key="OT")
    other = create_project(actor=owner, workspace=workspace, new=new)
    theirs = make_sprint(other, owner)
    with pytest.raises(ValidationError):
        update_task(actor=owner, task=tasks[0], sprint=theirs.pk)
    with pytest.raises(ValidationError):
        create_task(actor=owner, project=project, title="Lost", sprint=theirs.pk)
    with pytest.raises(NotFound):
        plan_tasks(actor=owner, project=other, task_ids=[tasks[0].pk], sprint=theirs)


def test_refuses_a_sprint_that_is_over(owner, project, tasks):
    sprint = make_running_sprint(project, owner, sail=1)
    complete_sprint(actor=owner, sprint=sprint)
    with pytest.raises(ValidationError):
        update_tasks(actor=owner, tasks=tasks, sprint=sprint.pk)


def test_capacities_of_people(owner, editor, outsider, project):
    sprint = make_sprint(project, owner)
    set_capacities(actor=owner, sprint=sprint, points={owner.pk: 8, editor.pk: 5})
    set_capacities(actor=owner, sprint=sprint, points={owner.pk: None, editor.pk: 6})

    assert [(row.user, row.points) for row in SprintCapacity.objects.all()] == [(editor, 6)]
    with pytest.raises(ValidationError):
        set_capacities(actor=owner, sprint=sprint, points={outsider.pk: 3})
    with pytest.raises(ValidationError):
        set_capacities(actor=owner, sprint=sprint, points={owner.pk: 1001})


def test_same_capacity_changes_nothing(owner, project, sent_messages):
    sprint = make_running_sprint(project, owner)
    set_capacities(actor=owner, sprint=sprint, points={owner.pk: 8})
    sent_messages.clear()

    set_capacities(actor=owner, sprint=sprint, points={owner.pk: 8})

    assert sent_messages == []
    complete_sprint(actor=owner, sprint=sprint)
    with pytest.raises(Conflict):
        set_capacities(actor=owner, sprint=sprint, points={owner.pk: 9})


@pytest.mark.parametrize("side", ["before", "after"])
def test_lands_between_two_of_the_same_rank(sent_messages, owner, project, tasks, side):
    columns = list(Column.objects.filter(project=project).order_by("rank")[:3])
    for row, column in zip(tasks[:3], columns, strict=True):
        Task.objects.filter(pk=row.pk).update(rank="V", column=column)
    Task.objects.filter(pk=tasks[3].pk).update(rank="k")
    first, second, third = sorted(tasks[:3], key=lambda row: str(row.pk))
    beside = {"before": second.pk} if side == "before" else {"after": first.pk}
    sent_messages.clear()

    plan_tasks(actor=owner, project=project, task_ids=[tasks[3].pk], sprint=None, **beside)

    order = [row.pk for row in backlog_of(project=project).order_by("rank", "id")]
    assert order == [first.pk, tasks[3].pk, second.pk, third.pk]
    moved = {row["data"]["id"] for row in sent_messages if row["type"] == "task.moved"}
    assert moved == {str(tasks[3].pk), str(second.pk), str(third.pk)}
