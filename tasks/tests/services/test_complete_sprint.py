from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tasks.models import Sprint, SprintTask, Task
from tasks.selectors.sprints import sprint_payload, tasks_in_sprint, velocity_of
from tasks.services.sprints import (
    complete_sprint,
    plan_tasks,
    reopen_sprint,
    start_sprint,
)
from tasks.services.tasks import archive_task, delete_task, move_task, update_task
from tasks.tests.factories import make_running_sprint, make_sprint, make_task
from teamflow.common.errors import Conflict

pytestmark = pytest.mark.django_db


@pytest.fixture
def sprint(project, owner):
    """Running, with a finished task of 3 points and an open one of 5."""
    made = make_running_sprint(project, owner, sail=3, anchor=5)
    move_task(actor=owner, task=Task.objects.get(title="Sail"), status="done")
    return made


def where(title):
    task = Task.objects.select_related("sprint").get(title=title)
    return task.sprint and task.sprint.name


@pytest.mark.parametrize(
    ("carry_over", "goes_to"), [("backlog", None), ("next", "Sprint 2"), ("new", "Sprint 2")]
)
def test_carries_over_what_is_unfinished(owner, project, sprint, carry_over, goes_to):
    if carry_over == "next":
        make_sprint(project, owner, "Sprint 3", start_date=date(2030, 6, 1), end_date=None)
        make_sprint(project, owner, "Sprint 2", start_date=date(2030, 4, 1), end_date=None)

    complete_sprint(actor=owner, sprint=sprint, carry_over=carry_over)

    assert (where("Sail"), where("Anchor")) == ("Sprint 1", goes_to)
    ends = SprintTask.objects.filter(sprint=sprint).order_by("task__number")
    assert [(row.was_done, row.points_at_end) for row in ends] == [(True, 3), (False, 5)]


def test_carries_over_to_a_named_sprint(owner, project, sprint):
    later = make_sprint(project, owner, "Later")

    complete_sprint(actor=owner, sprint=sprint, carry_over=str(later.pk))

    assert where("Anchor") == "Later"


def test_a_new_sprint_follows_with_the_same_length(owner, project, sprint):
    complete_sprint(actor=owner, sprint=sprint, carry_over="new")

    new = Sprint.objects.get(name="Sprint 2")
    assert (new.start_date, new.end_date) == (date(2030, 3, 15), date(2030, 3, 28))
    assert new.status == "planned"


@pytest.mark.parametrize("carry_over", ["next", "nowhere", "\u202e😀", ""])
def test_refuses_a_target_that_is_none_and_changes_nothing(owner, sprint, carry_over):
    with pytest.raises(ValidationError) as caught:
        complete_sprint(actor=owner, sprint=sprint, carry_over=carry_over)

    assert set(caught.value.message_dict) == {"carry_over"}
    sprint.refresh_from_db()
    assert (sprint.status, where("Anchor")) == ("active", "Sprint 1")


def test_refuses_itself_and_another_projects_sprint(owner, sprint, workspace):
    with pytest.raises(ValidationError):
        complete_sprint(actor=owner, sprint=sprint, carry_over=str(sprint.pk))


def test_twice_changes_nothing(owner, sprint, sent_messages):
    complete_sprint(actor=owner, sprint=sprint)
    sent_messages.clear()

    complete_sprint(actor=owner, sprint=sprint, carry_over="new")

    assert sent_messages == []
    assert Sprint.objects.count() == 1


def test_refuses_one_that_has_not_started(owner, project):
    with pytest.raises(Conflict):
        complete_sprint(actor=owner, sprint=make_sprint(project, owner))


def test_leaves_deleted_and_archived_tasks_out(owner, project, sprint):
    gone = make_task(project, owner, "Gone", story_points=8, sprint=sprint.pk)
    aside = make_task(project, owner, "Aside", story_points=8, sprint=sprint.pk)
    delete_task(actor=owner, task=gone)
    archive_task(actor=owner, task=aside)

    complete_sprint(actor=owner, sprint=sprint)

    assert sprint_payload(sprint)["progress"] == {
        "tasks": 2, "tasks_done": 1, "points": 8, "points_done": 3, "unestimated": 0,
    }  # fmt: skip
    titles = tasks_in_sprint(sprint=Sprint.objects.get(pk=sprint.pk)).values_list("title")
    assert {title for (title,) in titles} == {"Sail", "Anchor"}


def test_keeps_its_figures_whatever_becomes_of_the_tasks(owner, project, sprint):
    complete_sprint(actor=owner, sprint=sprint)
    update_task(actor=owner, task=Task.objects.get(title="Sail"), story_points=21)

    assert velocity_of(project=project)["points"] == 3


def test_velocity_is_the_mean_of_the_last_three(owner, project):
    for number, points in enumerate((21, 2, 4, 6), start=1):
        made = make_running_sprint(project, owner, f"Sprint {number}", **{f"work{number}": points})
        for task in made.tasks.all():
            move_task(actor=owner, task=task, status="done")
        complete_sprint(actor=owner, sprint=made)

    velocity = velocity_of(project=project)

    assert velocity["points"] == 4
    assert [row["points"] for row in velocity["sprints"]] == [6, 4, 2]


def test_reopening_takes_it_back(owner, project, sprint):
    complete_sprint(actor=owner, sprint=sprint, carry_over="new")

    reopened = reopen_sprint(actor=owner, sprint=sprint)

    assert reopened.status == "active"
    assert where("Anchor") == "Sprint 1"
    rows = SprintTask.objects.filter(sprint=sprint)
    assert [(row.removed_at, row.was_done, row.points_at_start) for row in rows.order_by("id")] == [
        (None, None, 3),
        (None, None, 5),
    ]


def test_reopening_leaves_alone_what_went_on_elsewhere(owner, project, sprint):
    complete_sprint(actor=owner, sprint=sprint, carry_over="backlog")
    move_task(actor=owner, task=Task.objects.get(title="Anchor"), status="done")

    reopen_sprint(actor=owner, sprint=sprint)

    assert where("Anchor") is None


def test_reopens_only_the_last_and_only_while_none_runs(owner, project, sprint):
    complete_sprint(actor=owner, sprint=sprint)
    second = make_sprint(project, owner, "Sprint 2")
    with pytest.raises(Conflict):
        reopen_sprint(actor=owner, sprint=second)
    start_sprint(actor=owner, sprint=second)
    with pytest.raises(Conflict, match="Sprint 2"):
        reopen_sprint(actor=owner, sprint=sprint)

    complete_sprint(actor=owner, sprint=second)
    with pytest.raises(Conflict, match="last"):
        reopen_sprint(actor=owner, sprint=sprint)


def test_a_reopened_task_of_a_past_sprint_is_backlog_again(owner, project, sprint):
    from tasks.selectors.sprints import backlog_of

    complete_sprint(actor=owner, sprint=sprint)
    move_task(actor=owner, task=Task.objects.get(title="Sail"), status="todo")

    assert {task.title for task in backlog_of(project=project)} == {"Sail", "Anchor"}
    plan_tasks(
        actor=owner, project=project, task_ids=[Task.objects.get(title="Sail").pk], sprint=None
    )
    assert where("Sail") is None
